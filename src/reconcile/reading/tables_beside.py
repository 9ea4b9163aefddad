"""Two tables side by side on a sheet or page: each is read by a layout of its own, the left one first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, takewhile

from reconcile.carriers.raw import Row
from reconcile.reading.cell_contents import is_account, is_name
from reconcile.reading.headers import SAMPLE_ROWS, layout_at
from reconcile.reading.headings import RESULTS_APART, plain
from reconcile.reading.layouts import EDGE, Layout
from reconcile.reading.scanned import closing
from reconcile.reading.two_row_headers import OF_USERS
from reconcile.reading.vocabulary import Vocabulary
from reconcile.text.folding import clean

ENOUGH = 0.8
"""The share of the rows beside a table that must fit its columns before they are taken for its rows."""
_DIGIT = re.compile(r"\d")
GAP = 3
"""So many columns at most stand between two tables of one kind, the second without headings."""


def layout_with_neighbours(rows: Sequence[Row], at: int, vocabulary: Vocabulary) -> Layout | None:
    """The layout whose header starts at that row, with those of the tables beside it; None where it is no header."""
    if not vocabulary.essential:
        return layout_at(rows, at, vocabulary)
    starts = _starts(rows[at])
    if len(starts) > 1:
        found = [_within(rows, at, span, vocabulary) for span in _spans(starts)]
        if all(layout and all(layout.has(*several) for several in vocabulary.essential) for layout in found):
            first, *others = filter(None, found)
            return replace(first, beside=tuple(others))
    if edge := _edge_of_words(rows[at]):
        layout = _within(rows, at, (0, edge), vocabulary)
        if layout and (both := _with_unheaded(layout, rows, at, vocabulary, edge)).beside:
            return both
    if alone := _without_list_beside(rows, at, vocabulary):
        return alone
    layout = layout_at(rows, at, vocabulary)
    return _with_unheaded(layout, rows, at, vocabulary) if layout else None


def _without_list_beside(rows: Sequence[Row], at: int, vocabulary: Vocabulary) -> Layout | None:
    """The layout of a table beside which stands a list of its users, days or results; None where none does.

    Such a list asks about nobody, has a heading that the table has too, says under it each thing once, and ends
    elsewhere than the table does.
    """
    words = {column: text for column, cell in enumerate(rows[at].cells) if (text := clean(cell))}
    meant = {column: meaning for column, text in words.items() if (meaning := vocabulary.meaning(plain(text)))}
    spans = [(edge + 1, EDGE) for edge in sorted(words)[:-3]] + [(0, edge) for edge in sorted(words)[2:-1]]
    for first, last in spans:
        if first and _is_headed_from_the_left(rows[at : at + SAMPLE_ROWS], first):
            continue
        listed = {column: meaning for column, meaning in meant.items() if not first <= column <= last}
        if not _OF_LISTS & set(listed.values()) or not set(listed.values()) <= _OF_LISTS | _COUNTED:
            continue
        layout = _within(rows, at, (first, last), vocabulary)
        if layout is None or not all(layout.has(*several) for several in (*vocabulary.essential, tuple(OF_USERS))):
            continue
        outside = {column: text for column, text in words.items() if not first <= column <= last}
        counts = any(map(_COUNTS.search, outside.values()))
        again = {one for one in listed.values() if layout.has(one) or (one in _OF_COUNTS and counts)} & _OF_LISTS
        if not again or ("result" in listed.values() and not (counts and layout.has("result"))):
            continue
        column = min(column for column, meaning in listed.items() if meaning in again)
        if _is_list(rows[at + layout.depth : at + layout.depth + SAMPLE_ROWS], column, (first, last)):
            return replace(layout, span=None, unknown=layout.unknown | outside)
    return None


def _is_headed_from_the_left(rows: Sequence[Row], column: int) -> bool:
    """No heading stands over what the column holds: one that is merged over several begins before it."""
    over, *below = (row.cells[column] if column < len(row.cells) else None for row in rows)
    return not clean(over) and any(map(clean, below))


_COUNTS = re.compile("筆數|次數|件數|筆次|合計|小計|(?<!ac)count|total", re.IGNORECASE)
_OF_COUNTS = {*OF_USERS, "queried_on"}
"""What is counted for each, though the table itself may not have it: its names beside accounts alone, its days."""
_OF_LISTS = {*OF_USERS, "queried_on", "result"}
_COUNTED = {"serial", "agency", *RESULTS_APART}
"""What a list of users, days or results may have besides."""


def _is_list(rows: Sequence[Row], column: int, span: tuple[int, int]) -> bool:
    """The cells of the column follow one another from the top, each once; the rows of the table are not as many.

    A footer alone on its line is no part of either.
    """
    rows = [
        row for row in rows if not (alone := row.alone) or is_account(alone) or (is_name(alone) and not closing(row))
    ]
    cells = [clean(cell) for row in rows for cell in row.padded(column + 1).cells[column : column + 1]]
    several = list(takewhile(bool, cells))
    first, last = span
    table = sum(len(list(filter(clean, row.cells[first : last + 1]))) > 2 for row in rows)
    return 1 < len(several) == len(set(several)) == len(list(filter(None, cells))) != table


def _edge_of_words(header: Row) -> int | None:
    """The last column of a header beside which a row stands, a blank one between; None where none does."""
    written = [(at, text) for at, cell in enumerate(header.cells) if (text := clean(cell))]
    for (at, _), (after, text) in pairwise(written):
        if after > at + 1 and _DIGIT.search(text):
            return at
        if _DIGIT.search(text):
            return None
    return None


def _starts(header: Row) -> list[int]:
    """The columns under the heading that stands first."""
    words = [plain(str(cell)) if clean(cell) else "" for cell in header.cells]
    first = next(filter(None, words), "")
    return [at for at, word in enumerate(words) if first and word == first]


def _spans(starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    for at, start in enumerate(starts):
        yield (start if at else 0), (starts[at + 1] - 1 if at + 1 < len(starts) else EDGE)


def _within(rows: Sequence[Row], at: int, span: tuple[int, int], vocabulary: Vocabulary) -> Layout | None:
    first, last = span
    cut = [
        row._replace(cells=tuple(cell if first <= column <= last else None for column, cell in enumerate(row.cells)))
        for row in rows[at : at + SAMPLE_ROWS]
    ]
    layout = layout_at(cut, 0, vocabulary)
    return replace(layout, span=span) if layout else None


def _with_unheaded(layout: Layout, rows: Sequence[Row], at: int, vocabulary: Vocabulary, edge: int = EDGE) -> Layout:
    """The layout with the same table once more to its right, where its rows stand there without headings.

    `edge` is the last column that may have one.
    """
    headed = [column for column, cell in enumerate(rows[at].cells[: edge + 1]) if clean(cell)]
    first, last = headed[0], headed[-1]
    sample = rows[at + layout.depth : at + layout.depth + SAMPLE_ROWS]
    wider = [row for row in sample if any(clean(cell) for cell in row.cells[last + 1 :])]
    if not wider or vocabulary.tell is None:
        return layout
    for by in range(last - first + 1, last - first + 1 + GAP):
        other = layout.moved(by, last + 1)
        if all(_fits(other, several, wider, vocabulary) for several in vocabulary.essential):
            return replace(layout, span=(0, last), beside=(other,))
    return layout


def _fits(layout: Layout, several: Sequence[str], rows: Sequence[Row], vocabulary: Vocabulary) -> bool:
    """The cells under one of these meanings hold what it says."""
    tell = vocabulary.tell
    return tell is not None and any(
        set(tell([layout.cell(row, meaning) for row in rows])) & {meaning, "condition"}
        for meaning in several
        if layout.has(meaning)
    )
