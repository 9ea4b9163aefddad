"""Days and times in columns of their own: 年｜月｜日, 時｜分｜秒 as one cell each, in the first of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from reconcile.carriers.raw import Cell, Row, Sheet
from reconcile.reading.headings import plain
from reconcile.text.folding import clean, fold_widths

_PREFIXES = ("查詢", "使用", "作業", "操作")
_DAY = (frozenset(("年", "年度")), frozenset(("月", "月份")), frozenset(("日", "日期")))
_CLOCK = (frozenset(("時", "小時", "點")), frozenset(("分", "分鐘")), frozenset(("秒", "秒鐘")))
_SIGN, _LONGEST_WORD = re.compile("[月⽉分]"), 8
"""Such a sign stands in a word of every header that is looked for, as of those that a PDF writes as radicals."""
LONGEST_PART = 4
"""A year has so many figures, every other part two."""


class Parts(NamedTuple):
    """Columns from `at` on, as many as `several`, whose cells are one when `between` stands between them."""

    at: int
    several: int
    between: str


Places = tuple[Parts, ...]


def with_instants_joined(sheet: Sheet, above: Places) -> tuple[Sheet, Places]:
    """The sheet with each day and each time of day in one cell, and where their parts stand.

    `above` tells where on the sheet before, for one without headings of its own. A row that does not have all
    parts in figures is left as it is.
    """
    places, found, rows = above, False, list(sheet.rows)
    for at, row in enumerate(rows):
        if headed := tuple(_headed(row) if _may_head(row) else ()):
            places, found = headed, True
            rows[at] = _header(row, rows[at - 1] if at else None, places)
        elif places:
            rows[at] = _joined(row, places)
    return (replace(sheet, rows=tuple(rows)) if found or above else sheet), places


def _may_head(row: Row) -> bool:
    """Whether a short cell holds a sign of a month or a minute, and the first no number, as those of most rows do."""
    first = row.cells[0] if row.cells else None
    if isinstance(first, str) and first.isdigit():
        return False
    words = [cell for cell in row.cells if isinstance(cell, str) and len(cell) <= _LONGEST_WORD]
    return _SIGN.search("".join(words)) is not None


def _headed(row: Row) -> Iterator[Parts]:
    """Year, month and day beside one another; hour and minute, and the second if there is one."""
    words = [_word(cell) for cell in row.cells]
    at = 0
    while at < len(words):
        for parts, fewest, between in ((_DAY, len(_DAY), "/"), (_CLOCK, 2, ":")):
            several = _run(words[at:], parts)
            if several >= fewest:
                yield Parts(at, several, between)
                at += several - 1
                break
        at += 1


def _run(words: Sequence[str], parts: Sequence[frozenset[str]]) -> int:
    """How many of the parts the first words name, in their order."""
    count = 0
    while count < min(len(parts), len(words)) and words[count] in parts[count]:
        count += 1
    return count


def _word(cell: Cell) -> str:
    if not isinstance(cell, str):
        return ""
    word = plain(cell)
    return next((word[len(one) :] for one in _PREFIXES if word.startswith(one)), word)


def _header(row: Row, top: Row | None, places: Places) -> Row:
    """The header with what stands over the parts, where anything does, else with words that say what they are."""
    cells = list(row.cells)
    for parts in places:
        cells[parts.at : parts.at + parts.several] = [None] * parts.several
        if not _is_over(top, parts, places):
            cells[parts.at] = "查詢日期" if parts.between == "/" else "查詢時分"
    return row._replace(cells=tuple(cells))


def _is_over(top: Row | None, parts: Parts, places: Places) -> bool:
    """A heading stands over the parts, or over the day beside which the time of day stands."""
    if top is None or top.alone is not None:
        return False
    columns = {at for one in places for at in range(one.at, one.at + one.several)}
    at = parts.at
    while at - 1 in columns and not clean(top.padded(at + 1).cells[at]):
        at -= 1
    return clean(top.padded(at + 1).cells[at]) is not None


def _joined(row: Row, places: Places) -> Row:
    """The parts of each in its first cell."""
    cells: list[Cell] = list(row.cells)
    for at, several, between in places:
        told = [_figures(cell) for cell in cells[at : at + several]]
        if len(told) == several and all(told):
            cells[at : at + several] = [between.join(filter(None, told)), *[None] * (several - 1)]
    return row._replace(cells=tuple(cells))


def _figures(cell: Cell) -> str | None:
    """A whole number in two figures or more; None where it is none."""
    if isinstance(cell, bool) or cell is None:
        return None
    text = fold_widths(clean(cell) or "") if isinstance(cell, str) else str(cell).removesuffix(".0")
    return text.zfill(2) if text.isascii() and text.isdecimal() and len(text) <= LONGEST_PART else None
