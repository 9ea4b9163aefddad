"""查詢結果: success or failure, however it is printed or ticked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from reconcile.text.boxes import BOX
from reconcile.text.choices import Option, choose
from reconcile.text.folding import REMEMBERED, comparable, fold_widths

WORDS = {"success": "成功", "failure": "失敗"}
"""A result as the office says it."""

_SUCCESS = frozenset(
    "成功 成 查詢成功 處理完成 處理成功 執行成功 查詢完成 作業完成 交易成功 "
    "有資料 查有資料 查有 正常 完成 查得 查得資料 有符合資料 查有此人 查有此人資料 "
    "查獲 y yes true t s success succeeded ok".split()
)
_FAILURE = frozenset(
    "失敗 敗 查詢失敗 處理失敗 執行失敗 交易失敗 不成功 "
    "查無資料 查無 無資料 查無此人 查無此人資料 無此人資料 無此人 查無符合資料 無符合資料 查無符合條件資料 "
    "查無相關資料 無相關資料 無此資料 未查得 異常 逾時 連線逾時 查詢逾時 錯誤 系統錯誤 系統異常 "
    "未查獲 未完成 處理未完成 "
    "n no ng false f fail failed failure error nodata norecord notfound nodatafound norecordfound".split()
)
_SAID = {
    "success": frozenset("有 有紀錄 查有紀錄 有入出境紀錄 已查得 o ○ ◯ v ✓ ✔ √ ˇ ☑ ■ 1".split()),
    "failure": frozenset("無 無紀錄 查無紀錄 無入出境紀錄 x × ╳ ✗ ✘ 0".split()),
}
"""What the column of a register says besides, and that elsewhere may say anything."""

_RECORDS = r"(?:入出[境國]|出入[境國]|[入出][境國])?(?:[紀記]錄|資料)"
_OF_RECORDS = {
    "success": re.compile(rf"(?:查詢成功)?查?有{_RECORDS}"),
    "failure": re.compile(rf"(?:查詢成功)?查?無{_RECORDS}"),
}
"""查有入出境紀錄, in the column of a register."""
_SUCCEEDED, _FAILED = r"(?:查詢)?(?<!不)成\s*功|查?有(?:資料|紀錄)?", r"(?:查詢)?失\s*敗|不成功|查?無(?:資料|紀錄)?"
_WORD = re.compile(rf"(?P<success>{_SUCCEEDED}|成)|(?P<failure>{_FAILED}|敗)")
_EITHER = rf"(?:{_SUCCEEDED}|{_FAILED}|成|敗)"
_ENCLOSED = re.compile(
    rf"\s*(?:[(\[【〔〈<]\s*{_EITHER}\s*[)\]】〕〉>][\s/、,|]*{_EITHER}|{_EITHER}[\s/、,|]*[(\[【〔〈<]\s*{_EITHER}\s*[)\]】〕〉>])\s*"
)
_TALLY = re.compile(
    rf"(?P<first>\d+)\s*(?:(?P<won>[筆次]\s*{_SUCCEEDED}|成(?!\s*功))|(?P<lost>[筆次]\s*{_FAILED}|敗))"
    rf"|(?:(?P<success>{_SUCCEEDED})|(?P<failure>{_FAILED}))\s*:?\s*\(?(?:共|計)?\s*(?P<count>\d+)\s*[筆次]?\)?"
)
_CIRCLED = re.compile("[①-⑳⑴-⒇]")
"""Ordinals, and no counts."""
_ORDINAL = re.compile(r"^\s*(?:[①-⑳⑴-⒇]|[(（]?\d{1,2}[)）.、．]|\d(?=\s*[成失]))\s*")
_COUNTED = re.compile(r"(?P<word>.*?)[\s:：,，]*[(（]?(?:共|計|查得)?\s*(?P<count>\d+)\s*筆(?:資料)?[)）]?")
_CODED = re.compile(r"^\s*[(（\[]?[A-Z]?\d{1,4}[)）\]]?(?:\s*[-–—:：.、_/]\s*|\s+|(?<=[)）\]])|(?=[^\W\d_]))")
_FOR_ALL = re.compile(r"^(?:皆|均|都|全部?|以上[皆均]?)(?:為|查詢)?")
_REASON = re.compile(r"(?<=[功敗料無])\s*[(（].*[)）]$")
_LEGEND = re.compile(
    rf"(?:(?<![A-Za-z\d])(?P<sign>\d{{1,2}}|[A-Za-z○×])\s*[:=-]?\s*)?(?:(?P<success>{_SUCCEEDED})|(?P<failure>{_FAILED}))"
    r"(?(sign)|\s*[:=]\s*(?P<behind>\d{1,2}|[A-Za-z○×])(?![A-Za-z\d]))"
)
_SLOT = re.compile(r"\s*(?:\d\s*[.、:)]|\(\d\)|[①-⑳])\s*")
"""The number of a line in which nothing is written: 2."""
_NEXT = re.compile(r"[\n;；、,，]|(?=[①-⑳⑴-⒇])|(?<=[功敗])(?=\d)(?!\d+\s*筆)")


@lru_cache(REMEMBERED)
def result_of(text: str) -> str | None:
    """Read 成功 as "success", 失敗 as "failure"; None where the text says neither or both."""
    boxed = _boxed(text)
    if boxed:
        return boxed[0] if len(boxed) == 1 else None
    return _worded(_ORDINAL.sub("", text)) or _worded(_CODED.sub("", text)) or _counted(text)


def _worded(text: str) -> str | None:
    plain = comparable(text).strip("。.:：!！()[]【】〔〕")
    return "success" if plain in _SUCCESS else "failure" if plain in _FAILURE else None


def _counted(text: str) -> str | None:
    """成功(1筆), 0 筆: how many records were found, beside a word that tells or alone."""
    if not (found := _COUNTED.fullmatch(text.strip())):
        return None
    return _worded(found["word"]) if found["word"] else "success" if int(found["count"]) else "failure"


def results_of(text: str) -> list[str | None]:
    """One result for each pair of boxes, or for each line of a cell without boxes, in order."""
    if boxed := _boxed(text):
        return boxed
    lines = [_pieces(line) for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and all(len(set(told)) == 1 for told in lines):
        lines = [told[:1] for told in lines]
    return [result for told in lines for result in told]


def _pieces(line: str) -> list[str | None]:
    """The results in one line of a cell: 成功、失敗, or the same said twice, 查詢失敗，查無此人."""
    return [result for piece in _NEXT.split(line) if piece.strip() for result in _told(piece)]


def legend_of(heading: str) -> dict[str, str]:
    """What the signs below a heading say that explains both of them: 查詢結果(0成功 1失敗); else empty."""
    told = {
        comparable(each["sign"] or each["behind"]): _kind_of(each) for each in _LEGEND.finditer(fold_widths(heading))
    }
    return told if len(told) == len(set(told.values())) == 2 else {}


_SIGN = re.compile(
    r"(?<![A-Za-z\d])(?P<sign>\d{1,4}|[A-Z]\d{0,3})\s*(?:[:=-]|為|是|表示|代表)\s*(?P<word>[^\W\dA-Za-z_]{2,12})"
)


def codes_in(texts: Iterable[str]) -> dict[str, str]:
    """What the signs mean that a title or a footnote explains: 回應代碼 0000＝成功、0001＝查無資料.

    Empty where they do not explain both, or explain one twice.
    """
    told: dict[str, str] = {}
    for text in texts:
        found = [(code_of(each["sign"]), result_of(each["word"])) for each in _SIGN.finditer(fold_widths(text))]
        if len(found) > 1 and all(meaning for _, meaning in found):
            for sign, meaning in found:
                if told.setdefault(sign, meaning or "") != meaning:
                    return {}
    return told if len(set(told.values())) > 1 else {}


def code_of(text: str) -> str:
    """A sign as it is compared: a sheet drops the zeros before a number."""
    return comparable(text).lstrip("0") or "0"


def _kind_of(found: re.Match[str]) -> str:
    return "success" if found["success"] else "failure"


def unreadable(text: str, legend: Mapping[str, str]) -> bool:
    """Something is written that is no result, nor one of the signs that its `legend` explains.

    A dash is none either, nor is a pair of boxes without any tick.
    """
    if legend and all(comparable(line) in legend for line in text.split("\n")):
        return False
    text = "\n".join(line for line in text.split("\n") if not _SLOT.fullmatch(fold_widths(line)))
    if pairs := _pairs(text):
        return any(cannot_tell for _, cannot_tell in pairs)
    return bool(comparable(text).strip("-—–－/")) and None in results_of(text)


def tallied(text: str, count: int) -> list[str | None]:
    """The results of so many conditions where a cell counts them, 成功2筆 失敗0筆; empty where it does not.

    Where some succeeded and others failed, nobody says which: all are None. Counts that do not add up to them are
    of something else, of the records found.
    """
    tally = _tally(text)
    if sum(tally.values()) != count:
        return []
    said = [kind for kind, times in tally.items() if times]
    return [said[0] if len(said) == 1 else None] * count


def _tally(text: str) -> dict[str, int]:
    """How often each result is told, each once, and nothing else; empty where the text says anything else."""
    plain = fold_widths(text).replace("_", " ")
    found = list(_TALLY.finditer(plain))
    tally = {_kind(each): int(each["count"] or each["first"]) for each in found}
    if _CIRCLED.search(text) or len(tally) < len(found) or _TALLY.sub("", plain).strip(" \n、,;/"):
        return {}
    return tally if len(found) > 1 else {}


def _kind(found: re.Match[str]) -> str:
    return "success" if found["success"] or found["won"] else "failure"


def _boxed(text: str) -> list[str | None]:
    """A result for each pair of boxes; empty where there are none."""
    return [result for result, _ in _pairs(text)]


@lru_cache(REMEMBERED)
def _pairs(text: str) -> tuple[tuple[str | None, bool], ...]:
    """What is chosen of 成功 and 失敗, for each slot of the form, and whether that cannot be told.

    Empty where nothing shows that one of two is to be chosen: neither a box nor brackets around a word.
    """
    plain = fold_widths(text.replace("⓪", "◎"))
    words = list(_WORD.finditer(plain))
    if not words or not (BOX.search(plain) or _ENCLOSED.fullmatch(plain)):
        return ()
    pairs: list[list[re.Match[str]]] = []
    for word in words:
        if not pairs or any(word.lastgroup == other.lastgroup for other in pairs[-1]):
            pairs.append([])
        pairs[-1].append(word)
    read = zip(pairs, _bounds(plain, pairs), strict=True)
    return tuple(_read_pair(plain, pair, bounds) for pair, bounds in read)


def _bounds(plain: str, pairs: Sequence[Sequence[re.Match[str]]]) -> list[tuple[int, int]]:
    """Where the part of the text for each pair begins and ends (open)."""
    boxes = list(BOX.finditer(plain))
    first = pairs[0][0].start()
    behind = not any(box.start() < first for box in boxes)
    cuts = [0]
    for one, other in pairwise(pairs):
        gap = plain[one[-1].end() : other[0].start()]
        line = one[-1].end() + gap.rfind("\n") + 1
        cuts.append(line if "\n" in gap else other[0].start() if behind else one[-1].end())
    return list(pairwise([*cuts, len(plain)]))


def _read_pair(plain: str, pair: Sequence[re.Match[str]], bounds: tuple[int, int]) -> tuple[str | None, bool]:
    start, end = bounds
    options = [
        Option(at, word.start() - start, word.end() - start, word.start() - start) for at, word in enumerate(pair)
    ]
    choice = choose(plain[start:end], options, complete=len(pair) > 1)
    if choice is None:
        return None, True
    ticked = [str(word.lastgroup) for word, is_chosen in zip(pair, choice.chosen, strict=True) if is_chosen]
    return (ticked[0], False) if len(ticked) == 1 else (None, bool(ticked))


def _told(piece: str) -> list[str | None]:
    """One result, or several side by side."""
    several = [_word(word) for word in piece.split()] if _word(piece) is None else []
    return several if all(several) and several else [_word(piece)]


def _word(piece: str) -> str | None:
    plain = _FOR_ALL.sub("", _REASON.sub("", _ORDINAL.sub("", piece).strip()))
    said = comparable(plain).strip("。.:：")
    if told := result_of(plain):
        return told
    fitting = (result for result, words in _SAID.items() if said in words or _OF_RECORDS[result].fullmatch(said))
    return next(fitting, None)
