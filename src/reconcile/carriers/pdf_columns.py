"""Tables without ruling lines: columns are the gutters that stay white, rows hang on their serial numbers."""

import re
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from reconcile.carriers.pdf_ink import Glyph
from reconcile.carriers.pdf_lines import TextLine, cell_text, chunks, text_lines

FEWEST_COLUMNS = 4
NARROWEST_GUTTER = 0.5
"""In heights of a character; a space inside a cell is narrower."""

_DIGIT = re.compile(r"\d")

Cells = list[TextLine]


class Drawn(NamedTuple):
    """A row as drawn: where it starts and ends on the page, the left and right of each cell, and their characters."""

    top: float
    bottom: float
    sides: Sequence[tuple[float, float]]
    cells: Cells

    @classmethod
    def whole(cls, line: TextLine) -> "Drawn":
        """A line of text as a row of one cell."""
        sides = min(glyph.left for glyph in line), max(glyph.right for glyph in line)
        return cls(top(line), bottom(line), [sides], [line])


def unruled_rows(glyphs: Sequence[Glyph]) -> list[Drawn]:
    """All text as rows: those of the table in cells, any other in one cell."""
    lines = text_lines(glyphs)
    core = [line for line in lines if len(chunks(line)) >= FEWEST_COLUMNS]
    columns = _columns(core) if len(core) > 1 else []
    if len(columns) < FEWEST_COLUMNS:
        return [Drawn.whole(line) for line in lines]
    first, last = lines.index(core[0]), lines.index(core[-1])
    while last + 1 < len(lines) and _continues(lines[last], lines[last + 1], columns):
        last += 1
    outside = [Drawn.whole(line) for line in [*lines[:first], *lines[last + 1 :]]]
    return [*_table_rows(lines[first : last + 1], columns), *outside]


def top(line: TextLine) -> float:
    """Where a line starts on the page."""
    return min(glyph.top for glyph in line)


def bottom(line: TextLine) -> float:
    """Where a line ends."""
    return max(glyph.bottom for glyph in line)


def _columns(core: Sequence[TextLine]) -> list[tuple[float, float]]:
    """The spans of x that hold ink on any of these lines, joined where the white between is no gutter."""
    height = sorted(glyph.bottom - glyph.top for line in core for glyph in line)[sum(map(len, core)) // 2]
    spans: list[tuple[float, float]] = []
    for left, right in sorted((glyph.left, glyph.right) for line in core for glyph in line):
        if spans and left - spans[-1][1] < NARROWEST_GUTTER * height:
            spans[-1] = (spans[-1][0], max(right, spans[-1][1]))
        else:
            spans.append((left, right))
    return spans


def _continues(above: TextLine, below: TextLine, columns: Sequence[tuple[float, float]]) -> bool:
    """The line below is the wrapped rest of the row above: close to it, within the columns, not in the first."""
    height = max(glyph.bottom - glyph.top for glyph in above)
    close = top(below) - bottom(above) < 0.75 * height
    cells = _cells(below, columns)
    return close and cells is not None and not cells[0]


def _cells(line: TextLine, columns: Sequence[tuple[float, float]]) -> Cells | None:
    """The line cut into the columns; null where a run of text lies across a gutter, as a title does."""
    cells: Cells = [[] for _ in columns]
    for chunk in chunks(line):
        homes = {_home(glyph, columns) for glyph in chunk}
        if len(homes) > 1:
            return None
        cells[homes.pop()] += chunk
    return cells


def _home(glyph: Glyph, columns: Sequence[tuple[float, float]]) -> int:
    x = glyph.middle[0]
    return min(range(len(columns)), key=lambda n: max(columns[n][0] - x, x - columns[n][1], 0))


def _table_rows(lines: Sequence[TextLine], columns: Sequence[tuple[float, float]]) -> list[Drawn]:
    """Lines gathered into rows; text that lies across the columns stays a row of one cell."""
    rows: list[Drawn] = []
    block: list[tuple[TextLine, Cells]] = []
    for line in lines:
        cells = _cells(line, columns)
        if cells is None:
            rows += [*_gathered(block, columns), Drawn.whole(line)]
            block = []
        else:
            block.append((line, cells))
    return rows + _gathered(block, columns)


def _gathered(block: Sequence[tuple[TextLine, Cells]], columns: Sequence[tuple[float, float]]) -> list[Drawn]:
    """Each serial number, and each heading in its column, starts a row; the lines between belong to one of two.

    Rows whose cells are centred have lines above their serial number as well as below: the widest white between
    two serial numbers parts the rows.
    """
    labelled = [n for n, (_, cells) in enumerate(block) if cells[0]]
    anchors = [n for before, n in zip([None, *labelled], labelled, strict=False) if not _goes_on(block, before, n)]
    if not anchors:
        return [Drawn(top(line), bottom(line), columns, cells) for line, cells in block]
    starts = [0, *(_parting(block, one, other) for one, other in pairwise(anchors))]
    return [_row(block[start:stop], columns) for start, stop in pairwise([*starts, len(block)])]


def _row(lines: Sequence[tuple[TextLine, Cells]], columns: Sequence[tuple[float, float]]) -> Drawn:
    cells = [list(chain(*column)) for column in zip(*(cells for _, cells in lines), strict=True)]
    return Drawn(top(lines[0][0]), max(bottom(line) for line, _ in lines), columns, cells)


def _parting(block: Sequence[tuple[TextLine, Cells]], one: int, other: int) -> int:
    """The line with which the row of the second anchor starts."""
    gaps = {n: top(block[n][0]) - bottom(block[n - 1][0]) for n in range(one + 1, other + 1)}
    wide = [n for n, gap in gaps.items() if gap > max(gaps.values()) - 0.5]
    return other if len(wide) == len(gaps) else wide[0]


def _goes_on(block: Sequence[tuple[TextLine, Cells]], before: int | None, here: int) -> bool:
    """Words in the first column, close below other words there: a heading that takes several lines."""
    if before is None or any(_DIGIT.search(cell_text(block[n][1][0])) for n in (before, here)):
        return False
    above, below = block[before][0], block[here][0]
    return top(below) - top(above) < 2.5 * max(glyph.bottom - glyph.top for glyph in above)
