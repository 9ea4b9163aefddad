"""From ink to rows.

Ruled tables become cells, text outside them becomes rows of one cell, in reading order.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from reconcile.carriers.pdf.cells import (
    Grid,
    Home,
    home_of,
    is_clipped,
    is_cut,
    is_in,
    overflows,
    resettle,
    run_together,
)
from reconcile.carriers.pdf.columns import Cells
from reconcile.carriers.pdf.enclosed import enclosed
from reconcile.carriers.pdf.glyphs import Glyph
from reconcile.carriers.pdf.ink import Ink
from reconcile.carriers.pdf.level import level_table
from reconcile.carriers.pdf.lying import thing_of, under
from reconcile.carriers.pdf.shapes import Ruling
from reconcile.carriers.pdf.text_lines import (
    overprinted,
    run_at_end,
    text_lines,
    tracking,
    without_doubles,
    written,
)
from reconcile.carriers.pdf.tolerances import TOLERANCES
from reconcile.carriers.pdf.unruled import Drawn, unruled_rows
from reconcile.carriers.raw import Merge, Row, Sheet


def sheet_of(ink: Ink, page: int, unseen: int) -> Sheet:
    """The page as a sheet."""
    grids = _grids(ink)
    drawn = _drawn_in(grids, ink)
    return Sheet(
        _rows(ink, drawn), page=page, unseen=unseen, merged=_merged(drawn), ruled=bool(grids)
    )


def _merged(drawn: Sequence[Drawn]) -> tuple[Merge, ...]:
    """Cells merged down that hold one line of text or none, beside cells of the rows they cover."""
    found: list[Merge] = []
    top: dict[int, int] = {}
    for number, row in enumerate(drawn):
        own = [at for at, cell in enumerate(row.cells) if cell and at not in row.joined]
        for at in row.joined if own else ():
            above = top.get(at, number - 1)
            cells = drawn[above].cells
            if at < len(cells) and len(text_lines(cells[at])) <= 1:
                top[at] = above
                found = [merge for merge in found if merge[0] != (above, at)]
                found.append(((above, at), (number, at)))
        top = {at: above for at, above in top.items() if own and at in row.joined}
    return tuple(found)


def _rows(ink: Ink, drawn: Sequence[Drawn]) -> tuple[Row, ...]:
    """All text on the page as rows, numbered from 1; nothing that is drawn is left out.

    A watermark comes last.
    """
    tracked = tracking(ink.glyphs)
    rows = [_row(number, row, drawn, tracked) for number, row in enumerate(drawn, start=1)]
    watermark = "".join(glyph.text for glyph in ink.slanted)
    return (*rows, Row(len(rows) + 1, (watermark,), slanted=True)) if watermark else tuple(rows)


def _row(number: int, row: Drawn, drawn: Sequence[Drawn], tracked: float) -> Row:
    hidden = any(glyph.hidden for cell in row.cells for glyph in cell)
    cells = [text_lines(_on_top(cell) if hidden else cell) for cell in row.cells]
    said = {at: extra.text for at, extra in row.over}
    stacked = any(overprinted(line) for lines in cells for line in lines)
    if stacked:
        cells = [[without_doubles(line) for line in lines] for lines in cells]
        stacked = any(overprinted(line) for lines in cells for line in lines)
    return Row(
        number,
        tuple(written(lines, tracked) or said.get(at) or None for at, lines in enumerate(cells)),
        doubtful=any(glyph.doubtful for cell in row.cells for glyph in cell),
        hidden=hidden,
        loose=row.loose,
        overprinted=row.cut or stacked,
        over=tuple((at, thing_of(extra, number, drawn)) for at, extra in row.over),
    )


def _on_top(cell: Sequence[Glyph]) -> Sequence[Glyph]:
    """What is seen, where that stands over what is covered; else all."""
    seen = [glyph for glyph in cell if not glyph.hidden]
    covered = (glyph for glyph in cell if glyph.hidden)
    return seen if any(_overlap(one, other) for one in covered for other in seen) else cell


def _overlap(one: Glyph, other: Glyph) -> bool:
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


def drawn_rows(ink: Ink) -> list[Drawn]:
    """The same rows as they stand on the page."""
    return _drawn_in(_grids(ink), ink)


def _drawn_in(grids: Sequence[Grid], ink: Ink) -> list[Drawn]:
    cells: dict[Home, list[Glyph]] = defaultdict(list)
    loose: list[Glyph] = []
    cut: set[tuple[int, int]] = set()
    crossed: set[Home] = set()
    before: Glyph | None = None
    last: Home | None = None
    for glyph in ink.glyphs:
        x, y = glyph.middle
        home = last if last and is_in(grids, last, x, y) else home_of(grids, x, y)
        if before and last and home != last and overflows(before, glyph, grids[last[0]].xs):
            home = last
            crossed.add(last)
        elif before and home and not last and overflows(before, glyph, grids[home[0]].xs):
            cells[home] += run_at_end(loose)
        if before and last and home != last and is_clipped(before, grids, cells[last][0], last):
            cut.add(last[:2])
        if home is None:
            loose.append(glyph)
        else:
            cells[home].append(glyph)
            if (home != last or before is None or before.origin[1] != glyph.origin[1]) and is_cut(
                glyph, grids, home
            ):
                cut.add(home[:2])
        before, last = glyph, home
    resettle(cells, crossed, grids)
    cut.update(run_together(cells, crossed))
    found = [
        Drawn(
            *ends,
            sides,
            [cells[n, row, column] for column in range(len(sides))],
            cut=(n, row) in cut,
            joined=grid.joined(row),
        )
        for n, grid in enumerate(grids)
        for sides in [tuple(pairwise(grid.xs))]
        for row, ends in enumerate(pairwise(grid.ys))
    ]
    if grids:
        found += [Drawn.whole(line) for line in text_lines(loose)]
    else:
        found += (_struck(row, ink.lines) for row in unruled_rows(loose))
    return under(ink.extras, sorted(found, key=lambda row: row.top))


def _struck(row: Drawn, lines: Sequence[Ruling]) -> Drawn:
    """The row as one whose text is cut, where a level ruling runs through the middle of it."""
    through = [line for line in lines if line.horizontal and row.top < line.at < row.bottom]
    return row._replace(cut=row.cut or any(_is_struck(row.cells, line) for line in through))


def _is_struck(cells: Cells, line: Ruling) -> bool:
    glyphs = (glyph for cell in cells for glyph in cell if not glyph.text.isspace())
    return any(
        line.start < glyph.middle[0] < line.stop
        and abs(line.at - glyph.middle[1]) < TOLERANCES.cut_depth * (glyph.bottom - glyph.top)
        for glyph in glyphs
    )


def _grids(ink: Ink) -> list[Grid]:
    """The tables on a page, ruled all around their cells or below them alone."""
    grids = list(enclosed(ink.lines, ink.glyphs))
    table = None if grids else level_table(ink.lines, ink.glyphs)
    if not table:
        return grids
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(table.ys) - 1):
        for column in range(len(table.xs) - 1):
            here = (row, column)
            owner[here] = owner[row - 1, column] if here in table.joined else here
            owner[here] = owner[row, column - 1] if here in table.across else owner[here]
            owner[here] = (row, 0) if row in table.wide else owner[here]
    return [Grid(table.xs, table.ys, owner)]
