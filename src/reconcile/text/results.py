"""查詢結果: success or failure, however it is printed or ticked."""

import re
from functools import lru_cache

from reconcile.text.boxes import BOX, Mark, chosen, mark_of
from reconcile.text.folding import REMEMBERED, comparable, fold_widths

WORDS = {"success": "成功", "failure": "失敗"}
"""A result as the office says it."""

_SUCCESS = frozenset(
    "成功 查詢成功 有資料 查有資料 正常 完成 查得 查得資料 有符合資料 y yes true t success succeeded ok".split()
)
_FAILURE = frozenset(
    "失敗 查詢失敗 不成功 查無資料 查無 無資料 查無此人 無此人 查無符合資料 無符合資料 查無符合條件資料 "
    "查無相關資料 無相關資料 無此資料 未查得 異常 逾時 連線逾時 查詢逾時 錯誤 系統錯誤 系統異常 "
    "n no false f fail failed failure error".split()
)
_SAID = {
    "success": frozenset("有 有紀錄 查有紀錄 有入出境紀錄 已查得 o ○ ◯ v ✓ ✔ √ ˇ ☑ ■".split()),
    "failure": frozenset("無 無紀錄 查無紀錄 無入出境紀錄 x × ╳ ✗ ✘".split()),
}
"""What the column of a register says besides, and that elsewhere may say anything."""

_SUCCEEDED, _FAILED = r"(?:查詢)?(?<!不)成\s*功|查?有(?:資料|紀錄)?", r"(?:查詢)?失\s*敗|不成功|查?無(?:資料|紀錄)?"
_WORD = re.compile(rf"(?P<success>{_SUCCEEDED})|(?P<failure>{_FAILED})")
_ORDINAL = re.compile(r"^\s*(?:[①-⑳⑴-⒇]|[(（]?\d{1,2}[)）.、．]|\d(?=\s*[成失]))\s*")
_COUNTED = re.compile(r"(?P<word>.*?)[\s:：,，]*[(（]?(?:共|計|查得)?\s*(?P<count>\d+)\s*筆(?:資料)?[)）]?")
_CODED = re.compile(r"^\s*[(（\[]?[A-Z]?\d{1,4}[)）\]]?(?:\s*[-–—:：.、_/]\s*|\s+|(?<=[)）\]])|(?=[^\W\d_]))")
_FOR_ALL = re.compile(r"^(?:皆|均|都|全部?|以上[皆均]?)(?:為|查詢)?")
_REASON = re.compile(r"(?<=[功敗])\s*[(（].*[)）]$")
_NEXT = re.compile(r"[\n;；、,，]|(?=[①-⑳⑴-⒇])|(?<=[功敗])(?=\d)")


@lru_cache(REMEMBERED)
def result_of(text: str) -> str | None:
    """Read 成功 as "success", 失敗 as "failure"; null where the text says neither or both."""
    boxed = _boxed(text)
    if boxed:
        return boxed[0] if len(boxed) == 1 else None
    return _worded(_ORDINAL.sub("", text)) or _worded(_CODED.sub("", text)) or _counted(text)


def _worded(text: str) -> str | None:
    plain = comparable(text).strip("。.:：!！")
    return "success" if plain in _SUCCESS else "failure" if plain in _FAILURE else None


def _counted(text: str) -> str | None:
    """成功(1筆), 0 筆: how many records were found, beside a word that tells or alone."""
    if not (found := _COUNTED.fullmatch(text.strip())):
        return None
    return _worded(found["word"]) if found["word"] else "success" if int(found["count"]) else "failure"


def results_of(text: str) -> list[str | None]:
    """One result for each pair of boxes, or for each line of a cell without boxes, in order."""
    return _boxed(text) or [result for piece in _NEXT.split(text) if piece.strip() for result in _told(piece)]


def unreadable(text: str) -> bool:
    """Something is written that is no result: a dash is none either, nor is a pair of boxes without any tick."""
    pairs = _pairs(text)
    if pairs:
        return any(_read_pair(pair) is None and not _is_blank(pair) for pair in pairs)
    return bool(comparable(text).strip("-—–－/")) and None in results_of(text)


def _boxed(text: str) -> list[str | None]:
    """A result for each pair of boxes; empty where there are none."""
    return [_read_pair(pair) for pair in _pairs(text)]


def _pairs(text: str) -> list[dict[str, Mark | None]]:
    """成功 and 失敗 with what stands in the place of their boxes, a pair for each slot of the form."""
    plain = fold_widths(text.replace("⓪", "◎"))
    words, boxes = list(_WORD.finditer(plain)), list(BOX.finditer(plain))
    if not words or not boxes:
        return []
    behind = words[0].start() < boxes[0].start() and words[-1].end() <= boxes[-1].start()
    pairs: list[dict[str, Mark | None]] = []
    for word in words:
        kind = str(word.lastgroup)
        beside = (box for box in boxes if _adjoins(plain, box, word, behind=behind))
        if not pairs or kind in pairs[-1]:
            pairs.append({})
        pairs[-1][kind] = next(map(mark_of, beside), None)
    return pairs


def _adjoins(text: str, box: re.Match[str], word: re.Match[str], *, behind: bool) -> bool:
    """Nothing but white space between a box and its word; a box as far from the word on its other side is neither's."""
    if behind:
        return box.start() >= word.end() and not text[word.end() : box.start()].strip()
    before = text[: box.start()]
    torn = before.rstrip().endswith(("功", "敗")) and not _leans(text, box)
    return box.end() <= word.start() and not text[box.end() : word.start()].strip() and not torn


def _leans(text: str, box: re.Match[str]) -> bool:
    return text[: box.start()][-1:].isspace() > text[box.end() : box.end() + 1].isspace()


def _read_pair(pair: dict[str, Mark | None]) -> str | None:
    ticks = chosen([mark or Mark.EMPTY for mark in pair.values()])
    ticked = [kind for kind, is_ticked in zip(pair, ticks, strict=True) if is_ticked]
    return ticked[0] if len(ticked) == 1 else None


def _is_blank(pair: dict[str, Mark | None]) -> bool:
    """Boxes as printed: all alike, and none of them a tick."""
    return len(set(pair.values())) == 1 and not {None, Mark.TICK} & set(pair.values())


def _told(piece: str) -> list[str | None]:
    """One result, or several side by side."""
    several = [_word(word) for word in piece.split()] if _word(piece) is None else []
    return several if all(several) and several else [_word(piece)]


def _word(piece: str) -> str | None:
    plain = _FOR_ALL.sub("", _REASON.sub("", _ORDINAL.sub("", piece).strip()))
    said = comparable(plain).strip("。.:：")
    return result_of(plain) or next((result for result, words in _SAID.items() if said in words), None)
