"""Columns that print a value once and leave it blank in the rows below: 隱藏重複值, or cells merged downwards."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple, TypeVar

from reconcile.carriers.raw import Cell, Sheet
from reconcile.reading.blocks import Block, Query
from reconcile.text.folding import clean

Written = TypeVar("Written", bound=Cell)

FEWEST_RUNS = 2
"""A cell that somebody lost leaves one gap; a habit leaves several."""
LONG_RUN = 3
"""Or one gap of so many rows."""


def printed_once(cells: Sequence[Written | None], block: Block, meaning: str) -> Sequence[Written | None]:
    """The column with each value written in the blank rows below it, where that is how it is printed.

    It is where the first row has a value, no two rows in succession print the same, and at least two values have
    blanks below them, or one has many, or a page has a cell merged down there. Nothing is carried from one worksheet
    to another; a page repeats nothing or the last value. On a page without rulings a value may as well stand in the
    middle of its rows: where some surely do, all must; where all do, nothing is carried.
    """
    if None not in cells:
        return cells
    pages = _pages(cells, block)
    if _are_centred(pages, meaning):
        taken = [at for page in _by_middles(pages, meaning) for at in page]
        return [cells[at] for at in taken]
    if not _is_habit(cells, block, meaning) or _may_be_centred(pages):
        return cells
    filled: list[Written | None] = []
    for page in pages:
        value = filled[-1] if filled and page.sheet.page is not None else None
        for at, query in enumerate(page.queries):
            cell = cells[page.first + at]
            lost = at > 0 and not page.texts[at] and _begins(query, meaning)
            value = cell if page.texts[at] or lost else value
            filled.append(value)
    return filled


class _Page(NamedTuple):
    """What one sheet or page holds of the column, from that row of all on."""

    sheet: Sheet
    first: int
    texts: Sequence[str | None]
    queries: Sequence[Query]


def _pages(cells: Sequence[Cell], block: Block) -> list[_Page]:
    pages: list[_Page] = []
    for sheet, rows in groupby(enumerate(block.queries), key=lambda one: one[1].row.sheet):
        numbers, queries = zip(*rows, strict=True)
        pages.append(_Page(sheet, numbers[0], [clean(cells[at]) for at in numbers], queries))
    return pages


def _are_centred(pages: Sequence[_Page], meaning: str) -> bool:
    """On pages without rulings some value surely stands in the middle of its rows.

    One stands between two, or all stand in the middle, and neither the first nor the last row has any.
    """
    if any(page.sheet.page is None or page.sheet.ruled for page in pages):
        return False
    if any(_is_covered(query, meaning) for page in pages for query in page.queries):
        return True
    ends = pages[0].texts[0] or pages[-1].texts[-1]
    return not ends and all(_are_middles(page.texts) for page in pages)


def _by_middles(pages: Sequence[_Page], meaning: str) -> Iterator[Sequence[int]]:
    """From which row each takes its value, up to the first page on which some rows are left over.

    There somebody's rows go on over the end of a page, and nobody can tell whose.
    """
    sure = True
    for page in pages:
        taken = _down(page, meaning) if sure else None
        sure = taken is not None
        yield [page.first + at for at in (range(len(page.texts)) if taken is None else taken)]


def _down(page: _Page, meaning: str) -> list[int] | None:
    """The row of the page from which each takes its value; None where some are left over."""
    written = [at for at, text in enumerate(page.texts) if text]
    covered = [_is_covered(query, meaning) for query in page.queries]
    if page.texts[0] and all(bool(text) != below for text, below in zip(page.texts, covered, strict=True)):
        return [start for start, end in pairwise([*written, len(covered)]) for _ in range(start, end)]
    if any(covered) or not _are_middles(page.texts):
        return None
    taken: list[int] = []
    for at in written:
        taken += [at] * (2 * (at - len(taken)) + 1)
    return taken


def _begins(query: Query, meaning: str) -> bool:
    """The row is the first of a cell that is merged down there on a page."""
    sheet, at = query.row.sheet, query.row.row.number - 1
    column = query.row.layout.columns.get(meaning)
    return sheet.page is not None and any((at, column) == first for first, _ in sheet.merged)


def _is_covered(query: Query, meaning: str) -> bool:
    """The row of a page lies below the first of a cell that is merged down there."""
    sheet, at = query.row.sheet, query.row.row.number - 1
    column = query.row.layout.columns.get(meaning)
    return sheet.page is not None and any(top < at <= last and column == one for (top, one), (last, _) in sheet.merged)


def _may_be_centred(pages: Sequence[_Page]) -> bool:
    """On every page each value stands in the middle of its rows, as far as anybody can tell."""
    return all(page.sheet.page is not None and not page.sheet.ruled and _are_middles(page.texts) for page in pages)


def _are_middles(texts: Sequence[str | None]) -> bool:
    start = 0
    for at, text in enumerate(texts):
        if text and at >= start:
            start = 2 * at - start + 1
        elif text:
            return False
    return start == len(texts)


def _is_habit(cells: Sequence[Cell], block: Block, meaning: str) -> bool:
    texts = [clean(cell) for cell in cells]
    if not texts[0]:
        return False
    sheets = [query.row.sheet for query in block.queries]
    written = [(text, sheet) for text, sheet in zip(texts, sheets, strict=True) if text]
    again = any(one == other and on == at for (one, on), (other, at) in pairwise(written))
    runs = sum(bool(one) and not other for one, other in pairwise(texts))
    long = max((sum(1 for _ in rows) for text, rows in groupby(texts) if not text), default=0) >= LONG_RUN
    merged = any(not text and _is_covered(query, meaning) for text, query in zip(texts, block.queries, strict=True))
    return (runs >= FEWEST_RUNS or long or (runs > 0 and merged)) and not again
