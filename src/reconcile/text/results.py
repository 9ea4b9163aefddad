"""查詢結果: success or failure, however it is printed or ticked."""

import re
from functools import lru_cache

from reconcile.text.folding import REMEMBERED, comparable

WORDS = {"success": "成功", "failure": "失敗"}
"""A result as the office says it."""

_READ = {word: result for result, word in WORDS.items()}
_SUCCESS = frozenset("成功 查詢成功 有資料 查有資料 正常 完成 查得 y yes true t success succeeded ok".split())
_FAILURE = frozenset(
    "失敗 查詢失敗 不成功 查無資料 查無 無資料 異常 逾時 錯誤 n no false f fail failed failure error".split()
)
_EMPTY = r"□|☐|○|◯|⬜|\[ ?\]|\( ?\)"
_TICK = r"■|☑|☒|✓|✔|√|●|◉|⬛|🗹|🗸|\[[vx✓✔√]\]|\([vx✓✔√*＊★]\)|[vｖ*＊★](?=\s*[成失])"
_CHOICE = re.compile(rf"(?:(?P<empty>{_EMPTY})|(?P<tick>{_TICK}))\s*(?P<word>成功|失敗)", re.IGNORECASE)

_SUCCESS_CHOICE = re.compile(rf"(?:{_EMPTY}|{_TICK})?\s*(?<!不)成功", re.IGNORECASE)
_ORDINAL = re.compile(r"^\s*(?:[①-⑳⑴-⒇]|[(（]?\d{1,2}[)）.、．])\s*")


@lru_cache(REMEMBERED)
def result_of(text: str) -> str | None:
    """Read 成功 as "success", 失敗 as "failure"; null where the text says neither or both."""
    choices = list(_CHOICE.finditer(text))
    if choices:
        ticked = {choice["word"] for choice in choices if choice["tick"]}
        return _READ[ticked.pop()] if len(ticked) == 1 else None
    plain = comparable(_ORDINAL.sub("", text)).strip("。.:：")
    return "success" if plain in _SUCCESS else "failure" if plain in _FAILURE else None


def results_of(text: str) -> list[str | None]:
    """One result for each pair of boxes, or for each line of a cell without boxes, in order."""
    if _CHOICE.search(text):
        starts = [choice.start() for choice in _SUCCESS_CHOICE.finditer(text)] or [0]
        return [result_of(text[start:end]) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return [result for piece in re.split(r"[\n;；、,，]", text) if piece.strip() for result in _told(piece)]


def _told(piece: str) -> list[str | None]:
    """One result, or several side by side."""
    several = [result_of(word) for word in piece.split()] if result_of(piece) is None else []
    return several if all(several) and several else [result_of(piece)]


def unreadable(text: str) -> bool:
    """Something is written, without boxes, that is no result; a dash is none either."""
    return _CHOICE.search(text) is None and bool(comparable(text).strip("-—–－/")) and None in results_of(text)
