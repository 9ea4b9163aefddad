"""Which cell of which ruled table a character belongs to, also where text runs over a ruling."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from reconcile.carriers.pdf.glyphs import Glyph
from reconcile.carriers.pdf.text_lines import text_lines, touch
from reconcile.carriers.pdf.tolerances import TOLERANCES

Home = tuple[int, int, int]
"""A table, and row and column of one of its cells, all counted from 0."""


@dataclass(frozen=True)
class Grid:
    """One ruled table: the positions of its rulings and the cells that its borders enclose.

    `owner[row, column]` is the first cell, in reading order, of the merged cell that this one
    belongs to.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    owner: dict[tuple[int, int], tuple[int, int]]

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell around a point; None outside the table."""
        row, column = bisect_right(self.ys, y) - 1, bisect_right(self.xs, x) - 1
        return self.owner.get((row, column))

    def sides(self, cell: tuple[int, int]) -> tuple[float, float]:
        """Where the cell begins and ends from left to right."""
        row, column = cell
        end = column + 1
        while self.owner.get((row, end)) == cell:
            end += 1
        return self.xs[column], self.xs[end]

    def joined(self, row: int) -> list[int]:
        """The columns in which the cell of that row is the one above it, merged down."""
        columns = range(len(self.xs) - 1)
        return [
            at for at in columns if self.owner[row, at][0] < row and self.owner[row, at][1] == at
        ]


def overflows(before: Glyph, glyph: Glyph, xs: Sequence[float]) -> bool:
    """The character goes on with the one before it, and no ruling stands between them.

    Their text runs over one.
    """
    return touch(before, glyph) and all(abs(x - glyph.left) > TOLERANCES.on_ruling for x in xs)


def is_clipped(glyph: Glyph, grids: Sequence[Grid], first: Glyph, home: Home) -> bool:
    """The last character of a cell ends on the ruling at its right, the first well off the left."""
    grid, (x, y) = grids[home[0]], glyph.middle
    edge = glyph.right + TOLERANCES.on_ruling
    if edge < grid.xs[home[2] + 1] or first.left - grid.xs[home[2]] < TOLERANCES.padding:
        return False
    return grid.cell_at(x, y) == home[1:] and grid.cell_at(edge, y) not in {home[1:], None}


def is_cut(glyph: Glyph, grids: Sequence[Grid], home: Home) -> bool:
    """A ruling below or above its cell runs through the middle half of the character."""
    x, depth = glyph.middle[0], (glyph.bottom - glyph.top) * TOLERANCES.cut_depth
    grid, cell = grids[home[0]], home[1:]
    ends = grid.cell_at(x, glyph.top + depth), grid.cell_at(x, glyph.bottom - depth)
    return not glyph.hidden and ends != (cell, cell)


def is_in(grids: Sequence[Grid], home: Home, x: float, y: float) -> bool:
    """The point lies where the cell of the first table begins, as most characters after another do."""
    n, row, column = home
    xs, ys = grids[n].xs, grids[n].ys
    return n == 0 and xs[column] <= x < xs[column + 1] and ys[row] <= y < ys[row + 1]


def home_of(grids: Sequence[Grid], x: float, y: float) -> Home | None:
    """The table and the cell around a point; None outside all tables."""
    for n, grid in enumerate(grids):
        cell = grid.cell_at(x, y)
        if cell:
            return n, *cell
    return None


def resettle(
    cells: MutableMapping[Home, list[Glyph]], crossed: Iterable[Home], grids: Sequence[Grid]
) -> None:
    """Text that begins in a cell and runs over its ruling goes where it is centred or ends flush.

    `crossed` are the cells with such text; what begins flush in its own cell stays there.
    """
    for home in sorted(crossed):
        runs = list(_runs(cells[home]))
        moved = [_meant(run, home, grids) for run in runs]
        if any(moved):
            cells[home] = []
            for run, target in zip(runs, moved, strict=True):
                cells[target or home] += run


def run_together(
    cells: Mapping[Home, Sequence[Glyph]], crossed: Iterable[Home]
) -> Iterator[tuple[int, int]]:
    """The tables and rows in which text that ran over a ruling ends where that of another begins.

    Nobody can tell which of the characters there belong to which of both cells. Nor can anybody
    where nothing else stands in the cell into which it ran, and in most rows something does.
    """
    filled = Counter((table, column) for (table, _, column), glyphs in cells.items() if glyphs)
    rows = Counter(table for table, _ in {home[:2] for home, glyphs in cells.items() if glyphs})
    for table, row, column in crossed:
        if not cells.get((table, row, column + 1)) and 2 * filled[table, column + 1] > rows[table]:
            yield table, row
    for table, row in {home[:2] for home in crossed}:
        beside = [glyphs for home, glyphs in cells.items() if home[:2] == (table, row)]
        lines = [line for glyphs in beside for line in text_lines(glyphs)]
        if any(_meet(one[-1], other[0]) for one in lines for other in lines if one is not other):
            yield table, row


def _meet(before: Glyph, glyph: Glyph) -> bool:
    level = before.origin[1] == glyph.origin[1]
    return level and abs(glyph.left - before.right) < TOLERANCES.padding


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not touch(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    yield run


def _meant(run: Sequence[Glyph], home: Home, grids: Sequence[Grid]) -> Home | None:
    """The other cell of the same row in whose middle or at whose end the run stands, if any."""
    grid, y = grids[home[0]], run[0].middle[1]
    left, right = run[0].left, run[-1].right
    start, end = grid.sides(home[1:])
    if right <= end or left - start < TOLERANCES.flush:
        return None
    middle = (left + right) / 2
    for x in (middle, right - TOLERANCES.on_ruling):
        cell = grid.cell_at(x, y)
        if cell is None or cell == home[1:]:
            continue
        near, far = grid.sides(cell)
        centred = abs(middle - (near + far) / 2) < TOLERANCES.centred
        if left < near and (centred or 0 <= far - right < TOLERANCES.flush):
            return home[0], *cell
    return None
