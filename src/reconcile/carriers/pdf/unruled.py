"""Tables without ruling lines.

PageColumns are the gutters that stay white, rows hang on their serial numbers.
"""

import re
from collections.abc import Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from reconcile.carriers.pdf.columns import Cells, PageColumns, has_figures
from reconcile.carriers.pdf.extras import Extra
from reconcile.carriers.pdf.glyphs import Glyph
from reconcile.carriers.pdf.merged_down import merged_down, without
from reconcile.carriers.pdf.text_lines import TextLine, cell_text, is_spread, text_lines, torn
from reconcile.carriers.pdf.tolerances import TOLERANCES

_DIGIT = re.compile(r"\d")
_LABEL = re.compile("[:：]")

Block = list[tuple[TextLine, Cells]]
"""Consecutive lines, each cut into the columns."""


class Drawn(NamedTuple):
    """A row as drawn: its top and bottom, the sides of each cell, their characters.

    `loose`: text in several runs that no column takes, or lines that may belong to different
    rows. `cut`: a ruling runs through its text. `joined`: columns whose cell is that of the row
    above, merged down.
    """

    top: float
    bottom: float
    sides: Sequence[tuple[float, float]]
    cells: Cells
    loose: bool = False
    cut: bool = False
    over: Sequence[tuple[int, Extra]] = ()
    joined: Sequence[int] = ()

    @classmethod
    def whole(cls, line: TextLine, *, loose: bool = False) -> "Drawn":
        """A line of text as a row of one cell."""
        sides = min(glyph.left for glyph in line), max(glyph.right for glyph in line)
        return cls(top(line), bottom(line), [sides], [line], loose)


def unruled_rows(glyphs: Sequence[Glyph]) -> list[Drawn]:
    """All text as rows: those of the table in cells, any other in one cell."""
    lines = text_lines(glyphs)
    columns = PageColumns.of(lines)
    parted = [columns.runs(line) for line in lines]
    core = [n for n, runs in enumerate(parted) if runs >= TOLERANCES.fewest_columns]
    if not core:
        return [Drawn.whole(line) for line in lines]
    if len(columns.spans) < TOLERANCES.fewest_columns:
        return [
            Drawn.whole(line, loose=runs >= TOLERANCES.fewest_columns)
            for line, runs in zip(lines, parted, strict=True)
        ]
    first, last = _reach(lines, parted, core, columns)
    columns = columns.widened(
        [lines[n] for n in range(first, last + 1) if 1 < parted[n] < TOLERANCES.fewest_columns]
    )
    narrow = _white_of_wraps(lines[first : last + 1], parted[first : last + 1])
    while last + 1 < len(lines) and _continues(lines[last], lines[last + 1], columns, narrow):
        last += 1
    rows = [*map(Drawn.whole, lines[:first]), *_table(lines[first : last + 1], columns)]
    for n in range(last + 1, len(lines)):
        near = top(lines[n]) - bottom(lines[n - 1]) < _close(lines[n - 1])
        rows.append(Drawn.whole(lines[n], loose=parted[n] > 1 or near))
    return rows


def _reach(
    lines: Sequence[TextLine], parted: Sequence[int], core: Sequence[int], columns: PageColumns
) -> tuple[int, int]:
    """The first and the last line of the table.

    Rows that are all but full stand below the last of the full ones; a heading over several lines,
    each of few words, above the first.
    """
    first, last = core[0], core[-1]
    while first and parted[first - 1] > 1 and _heads(lines[first - 1], lines[first], columns):
        first -= 1
    for n in range(last + 1, len(lines)):
        if parted[n] >= TOLERANCES.fewest_columns - 1 and columns.cells(lines[n]) is not None:
            last = n
    return first, last


def _heads(line: TextLine, below: TextLine, columns: PageColumns) -> bool:
    """Words of a heading close above another line of it, in the columns: no figures, no label."""
    close = top(below) - top(line) < TOLERANCES.heading_pitch * (bottom(line) - top(line))
    text = cell_text(line)
    worded = not (_DIGIT.search(text) or _LABEL.search(text))
    return close and worded and columns.cells(line) is not None


def top(line: TextLine) -> float:
    """Where a line starts on the page."""
    return min(glyph.top for glyph in line)


def bottom(line: TextLine) -> float:
    """Where a line ends."""
    return max(glyph.bottom for glyph in line)


def _continues(above: TextLine, below: TextLine, columns: PageColumns, narrow: float) -> bool:
    """The line below is the wrapped rest of the row above: close to it, within the columns.

    In the first column it is so only where the white above it is that of other wraps and narrower
    than between rows.
    """
    cells, gap = columns.cells(below), top(below) - bottom(above)
    if cells is None or gap >= _close(above):
        return False
    return not cells[0] or gap <= narrow


def _white_of_wraps(lines: Sequence[TextLine], parted: Sequence[int]) -> float:
    """The white above lines of fewer runs than the one before, where there is wider white too.

    Else below zero.
    """
    gaps = [top(below) - bottom(above) for above, below in pairwise(lines)]
    wraps = [
        gap for gap, (above, below) in zip(gaps, pairwise(parted), strict=True) if below < above
    ]
    narrow = min(wraps, default=0) + TOLERANCES.same_gap
    return narrow if wraps and max(gaps) > narrow else -1


def _gaps(lines: Sequence[TextLine]) -> list[float]:
    """The white between lines, where it may be that between two lines of one cell."""
    return [
        gap
        for above, below in pairwise(lines)
        if 0 <= (gap := top(below) - bottom(above)) < _close(above)
    ]


def _close(line: TextLine) -> float:
    """White below a line that is narrower than this may part two lines of one cell."""
    return TOLERANCES.close * max(glyph.bottom - glyph.top for glyph in line)


def _table(lines: Sequence[TextLine], columns: PageColumns) -> list[Drawn]:
    """The rows of the table, what is merged down over several written in the first of them."""
    head = next((n for n, line in enumerate(lines) if has_figures(line)), len(lines))
    merged, middles = merged_down(lines[head:], columns)
    body = without(lines[head:], merged)
    if merged and len(body) == len(middles):
        told = [(line, columns.cells(line)) for line in body]
        below = [_row([(line, cells)], columns) for line, cells in told if cells is not None]
        rows = [*_table_rows(lines[:head], columns), *below]
    else:
        rows = _table_rows([*lines[:head], *body], columns)
    for one in merged:
        covered = [n for n, row in enumerate(rows) if row.top < one.last and one.first < row.bottom]
        if not covered or any(len(rows[n].cells) != len(columns.spans) for n in covered):
            return _table_rows(lines, columns)
        for n in covered:
            cells = list(rows[n].cells)
            cells[one.column] = one.cell if n == covered[0] else []
            joined = () if n == covered[0] else (one.column,)
            rows[n] = rows[n]._replace(cells=cells, joined=(*rows[n].joined, *joined))
    return rows


def _table_rows(lines: Sequence[TextLine], columns: PageColumns) -> list[Drawn]:
    """Lines gathered into rows; text that lies across the columns stays a row of one cell."""
    narrow = min(_gaps(lines), default=0) + TOLERANCES.same_gap
    rows: list[Drawn] = []
    block: Block = []
    heading = True
    for line in lines:
        heading = heading and not has_figures(line)
        cells = columns.cells(line, heading=heading)
        if cells is None:
            rows += [*_gathered(block, columns, narrow), Drawn.whole(line, loose=True)]
            block = []
        else:
            block.append((line, cells))
    return rows + _gathered(block, columns, narrow)


def _gathered(block: Block, columns: PageColumns, narrow: float) -> list[Drawn]:
    """Rows by the white between them.

    It must be wider than between the lines of a cell, and cells must start level.
    """
    starts = [
        n for n in range(1, len(block)) if top(block[n][0]) - bottom(block[n - 1][0]) > narrow
    ]
    rows = [block[start:stop] for start, stop in pairwise([0, *starts, len(block)])]
    if starts and all(_level(row) for row in rows):
        return [_row(row, columns) for row in rows]
    first = _first_of_lines(block)
    lines = [_row([one], columns) for one in block[first:]]
    return [*_anchored(block[:first], columns), *lines] if lines else _anchored(block, columns)


def _first_of_lines(block: Block) -> int:
    """The line from which on each is a row of its own; how many lines there are where none is.

    All have several cells, and in one column all, and none above, have figures of one form: days,
    times, identifiers. What wraps has other figures on its second line, or none.
    """
    for column in range(1, len(block[0][1]) if block else 0):
        forms = [_DIGIT.sub("9", cell_text(cells[column])) for _, cells in block]
        first = next((n for n, form in enumerate(forms) if "9" in form), len(block))
        full = all(sum(map(bool, cells)) >= TOLERANCES.fewest_columns for _, cells in block[first:])
        below = set(forms[first:])
        if full and len(below) == 1 and below.pop().count("9") >= FEWEST_DIGITS:
            return first
    return len(block)


FEWEST_DIGITS = 6
"""So many figures in a cell are a day, a time or an identifier."""


def _level(row: Block) -> bool:
    """All starts on the first line, and each further line goes on with some of it only."""
    written = [{n for n, cell in enumerate(cells) if cell} for _, cells in row]
    return all(further < written[0] for further in written[1:])


def _anchored(block: Block, columns: PageColumns) -> list[Drawn]:
    """Each serial number, and each heading in its column, starts a row.

    The lines between belong to one of two. Rows whose cells are centred have lines above their
    serial number as well as below: the widest white between two serial numbers parts the rows.
    """
    labelled = [n for n, (_, cells) in enumerate(block) if cells[0]]
    anchors = [
        n
        for before, n in zip([None, *labelled], labelled, strict=False)
        if not _goes_on(block, before, n)
    ]
    if not anchors:
        return [_row([one], columns) for one in block]
    starts = [0, *(_parting(block, one, other) for one, other in pairwise(anchors))]
    return [_row(block[start:stop], columns) for start, stop in pairwise([*starts, len(block)])]


def _row(lines: Block, columns: PageColumns) -> Drawn:
    cells = [list(chain(*column)) for column in zip(*(cells for _, cells in lines), strict=True)]
    ends = top(lines[0][0]), max(bottom(line) for line, _ in lines)
    loose = not _aligned(cells) or any(
        torn(cell, columns.run) and not is_spread(cell) for _, several in lines for cell in several
    )
    return Drawn(*ends, columns.spans, cells, loose)


def _aligned(cells: Cells) -> bool:
    """Upper edges, middles or lower edges are level, as those of one row are."""
    edges = [(top(cell), bottom(cell)) for cell in cells if cell]
    slack = (
        max(min(glyph.bottom - glyph.top for glyph in cell) for cell in cells if cell)
        * TOLERANCES.level
    )
    at = (
        [upper for upper, _ in edges],
        [upper + lower for upper, lower in edges],
        [lower for _, lower in edges],
    )
    return any(max(places) - min(places) <= slack for places in at)


def _parting(block: Block, one: int, other: int) -> int:
    """The line with which the row of the second anchor starts."""
    gaps = {n: top(block[n][0]) - bottom(block[n - 1][0]) for n in range(one + 1, other + 1)}
    wide = [n for n, gap in gaps.items() if gap > max(gaps.values()) - TOLERANCES.same_gap]
    return other if len(wide) == len(gaps) else wide[0]


def _goes_on(block: Block, before: int | None, here: int) -> bool:
    """Words in the first column, close below other words there.

    A heading that takes several lines.
    """
    if before is None or any(_DIGIT.search(cell_text(block[n][1][0])) for n in (before, here)):
        return False
    above, below = block[before][0], block[here][0]
    return top(below) - top(above) < TOLERANCES.heading_pitch * max(
        glyph.bottom - glyph.top for glyph in above
    )
