"""Columns that print a value once and leave it blank in the rows below: 隱藏重複值, or cells merged downwards."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import TypeVar

from reconcile.carriers.raw import Cell
from reconcile.reading.blocks import Block, Query
from reconcile.text.folding import clean

Written = TypeVar("Written", bound=Cell)

FEWEST_RUNS = 2
"""A cell that somebody lost leaves one gap; a habit leaves several."""
LONG_RUN = 3
"""Or one gap of so many rows."""


def printed_once(cells: Sequence[Written | None], block: Block) -> Sequence[Written | None]:
    """The column with each value written in the blank rows below it, where that is how it is printed.

    It is where the first row has a value, no two rows in succession print the same, and at least two values have
    blanks below them, or one has many, or a page has a cell merged down there. Nothing is carried from one worksheet
    to another; a page repeats nothing or the last value. On a page without rulings a value may as well stand in the
    middle of its rows: where all do, nothing is carried.
    """
    if None not in cells or not _is_habit(cells, block) or _may_be_centred(cells, block):
        return cells
    filled: list[Written | None] = []
    sheet = None
    value: Written | None = None
    for cell, query in zip(cells, block.queries, strict=True):
        if query.row.sheet is not sheet and query.row.sheet.page is None:
            value = None
        sheet = query.row.sheet
        value = cell if clean(cell) else value
        filled.append(value)
    return filled


def _is_covered(query: Query) -> bool:
    """The row of a page lies below the first of a cell that is merged down."""
    sheet, at = query.row.sheet, query.row.row.number - 1
    return sheet.page is not None and any(top < at <= last for (top, _), (last, _) in sheet.merged)


def _may_be_centred(cells: Sequence[Cell], block: Block) -> bool:
    """On every page each value stands in the middle of its rows, as far as anybody can tell."""
    pages = groupby(zip(cells, block.queries, strict=True), key=lambda one: one[1].row.sheet)
    return all(
        sheet.page is not None and not sheet.ruled and _are_middles([clean(cell) for cell, _ in rows])
        for sheet, rows in pages
    )


def _are_middles(texts: Sequence[str | None]) -> bool:
    start = 0
    for at, text in enumerate(texts):
        if text and at >= start:
            start = 2 * at - start + 1
        elif text:
            return False
    return start == len(texts)


def _is_habit(cells: Sequence[Cell], block: Block) -> bool:
    texts = [clean(cell) for cell in cells]
    if not texts[0]:
        return False
    sheets = [query.row.sheet for query in block.queries]
    written = [(text, sheet) for text, sheet in zip(texts, sheets, strict=True) if text]
    again = any(one == other and on == at for (one, on), (other, at) in pairwise(written))
    runs = sum(bool(one) and not other for one, other in pairwise(texts))
    long = max((sum(1 for _ in rows) for text, rows in groupby(texts) if not text), default=0) >= LONG_RUN
    merged = any(not text and _is_covered(query) for text, query in zip(texts, block.queries, strict=True))
    return (runs >= FEWEST_RUNS or long or (runs > 0 and merged)) and not again
