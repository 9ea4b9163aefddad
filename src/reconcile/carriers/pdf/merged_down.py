"""Cells merged down on a page without rulings: each value stands in the middle of its rows, often between two."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from reconcile.carriers.pdf.columns import FEWEST_LINES, Cells, PageColumns
from reconcile.carriers.pdf.text_lines import TextLine
from reconcile.carriers.pdf.tolerances import TOLERANCES


class Merged(NamedTuple):
    """A value of a column, and the middles of the first and the last row that it stands for."""

    column: int
    cell: TextLine
    first: float
    last: float


def merged_down(
    lines: Sequence[TextLine], columns: PageColumns
) -> tuple[list[Merged], Sequence[float]]:
    """The values of the columns that are merged down throughout, and the middles of the rows.

    `lines` are those below the header. None unless rows are equally high, and in a column one value
    at least stands between two rows: what stands beside one may be the first of its rows as well.
    """
    parted = [columns.cells(line) for line in lines]
    several = [_cells_of(n, parted) for n in range(len(columns.spans))]
    rows = _rows(several)
    if len(rows) < FEWEST_LINES:
        return [], []
    pitch = (rows[-1] - rows[0]) / (len(rows) - 1)
    slack = TOLERANCES.same_row * pitch
    if any(abs(below - above - pitch) > slack for above, below in pairwise(rows)):
        return [], []
    found: list[Merged] = []
    for n, cells in enumerate(several):
        if 0 < len(cells) < len(rows):
            found += _tiled(n, cells, rows, pitch)
    return found, rows


def without(lines: Sequence[TextLine], merged: Sequence[Merged]) -> list[TextLine]:
    """The lines without those values."""
    taken = {id(glyph) for one in merged for glyph in one.cell}
    rest = ([glyph for glyph in line if id(glyph) not in taken] for line in lines)
    return [line for line in rest if line]


def _cells_of(column: int, parted: Sequence[Cells | None]) -> list[TextLine]:
    return [cells[column] for cells in parted if cells and cells[column]]


def _middle(line: TextLine) -> float:
    return (min(glyph.top for glyph in line) + max(glyph.bottom for glyph in line)) / 2


def _rows(several: Sequence[Sequence[TextLine]]) -> list[float]:
    """The middles of the rows: as many as the most cells that several columns have beside one another; else none."""
    counts = Counter(map(len, several))
    most = max((count for count, times in counts.items() if times > 1), default=0)
    full = [list(map(_middle, cells)) for cells in several if len(cells) == most]
    rows = [sum(middles) / len(middles) for middles in zip(*full, strict=True)]
    slack = TOLERANCES.same_row * (rows[-1] - rows[0]) / max(len(rows) - 1, 1) if rows else 0
    level = all(
        abs(one - row) <= slack for middles in full for one, row in zip(middles, rows, strict=True)
    )
    return rows if level else []


def _tiled(
    column: int, cells: Sequence[TextLine], rows: Sequence[float], pitch: float
) -> list[Merged]:
    """Each value with its rows, where they follow one another without a gap; else none."""
    found: list[Merged] = []
    start, between = 0, False
    for cell in cells:
        place = 2 * (_middle(cell) - rows[0]) / pitch
        half = round(place)
        end = half - start
        if abs(place - half) > 2 * TOLERANCES.same_row or not start <= end < len(rows):
            return []
        found.append(Merged(column, cell, rows[start], rows[end]))
        between = between or half % 2 == 1
        start = end + 1
    return found if between and start == len(rows) else []
