"""Tables whose columns are parted by upright rulings: where they lie on a page, and what white adds to the rulings."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from reconcile.carriers.pdf.cells import Grid
from reconcile.carriers.pdf.columns import has_figures
from reconcile.carriers.pdf.glyphs import Glyph
from reconcile.carriers.pdf.shapes import Ruling
from reconcile.carriers.pdf.text_lines import TextLine, text_lines
from reconcile.carriers.pdf.tolerances import TOLERANCES
from reconcile.carriers.pdf.unruled import FEWEST_DIGITS


def enclosed(lines: Sequence[Ruling], glyphs: Sequence[Glyph]) -> Iterable[Grid]:
    """Groups of rulings that touch, with at least two columns and one row.

    Upright rulings alone part no rows: those of such a table are told by white, as on a page
    without rulings. So are they where few level ones part the rows from the header, or groups.
    """
    for group in _touching(lines):
        level = [line for line in group if line.horizontal]
        upright = [line for line in group if not line.horizontal]
        if not level or not upright:
            continue
        xs = _snapped([line.at for line in upright])
        xs = _snapped([*xs, *_open_sides(level, xs[0], xs[-1])])
        ends = [
            end for line in upright for end in (line.start, line.stop)
        ]  # a row cut by the page has no rule below
        ys = _snapped([line.at for line in level] + [min(ends), max(ends)])
        if len(xs) < 3 or len(ys) < 2:
            continue
        white, rest = _white_between(xs, ys, glyphs)
        if not rest or len(ys) > FEW_LINES:
            ys = _snapped([*ys, *(line.at for line in white)])
            yield Grid(xs, ys, _owners(xs, ys, [*group, *white]))


def _open_sides(level: Sequence[Ruling], first: float, last: float) -> Iterator[float]:
    """Where most level rulings begin or end, beyond the first or last upright one: an open side."""
    starts = sorted(line.start for line in level if line.start < first - TOLERANCES.flush)
    stops = sorted(line.stop for line in level if line.stop > last + TOLERANCES.flush)
    for ends in (starts, stops):
        middle = ends[len(ends) // 2] if ends else 0
        alike = sum(abs(end - middle) <= TOLERANCES.snap for end in ends)
        if 2 * alike > len({round(line.at) for line in level}):
            yield middle


def _white_between(
    xs: Sequence[float], ys: Sequence[float], glyphs: Sequence[Glyph]
) -> tuple[list[Ruling], bool]:
    """Rulings that are not drawn, between rows of one line; whether there are rows that white alone may part.

    A row has text in all of its columns, or in all but one: two such lines, or more than two, are
    rows and not one that is wrapped, where they are alike.
    """
    high = {
        row
        for row, (above, below) in enumerate(pairwise(ys), start=1)
        if len(ys) == 2 or below - above > HIGH * (ys[1] - ys[0])
    }
    inside: dict[int, list[Glyph]] = {row: [] for row in high}
    for glyph in glyphs if high else ():
        if (row := bisect_right(ys, glyph.middle[1])) in high:
            inside[row].append(glyph)
    found: list[Ruling] = []
    rest = False
    for several in inside.values():
        lines = text_lines(several) if _may_be_rows(several, xs) else []
        written = [{bisect_right(xs, glyph.middle[0]) for glyph in line} for line in lines]
        lacking = [len(xs) - 1 - len(columns - {0, len(xs)}) for columns in written]
        rows = lacking.count(0) > 1 or sum(count < 2 for count in lacking) > WRAPPED
        rows = rows and _are_alike(lines, xs)
        if rows and max(lacking) < 2:
            found += [
                Ruling(True, (one[0].bottom + other[0].top) / 2, xs[0], xs[-1])
                for one, other in pairwise(lines)
            ]
        rest = rest or (rows and max(lacking) > 1)
    return found, rest


def _may_be_rows(glyphs: Sequence[Glyph], xs: Sequence[float]) -> bool:
    """So few characters as stand on one line, or none in a column, are no rows below one another."""
    return len({glyph.origin[1] for glyph in glyphs}) > 1 and len(glyphs) > 2 * (len(xs) - 2)


def _are_alike(lines: Sequence[TextLine], xs: Sequence[float]) -> bool:
    """In one column all of them but a header have figures of one form: days, times, identifiers."""
    body = lines if has_figures(lines[0]) else lines[1:]
    for column in range(1, len(xs)):
        cells = (
            [one for one in line if bisect_right(xs, one.middle[0]) == column] for line in body
        )
        forms = {"".join("9" if one.text.isdigit() else one.text for one in cell) for cell in cells}
        if len(forms) == 1 and forms.pop().count("9") >= FEWEST_DIGITS:
            return True
    return False


HIGH = 1.5
"""A row is rarely so many times as high as the first, the header; only there are lines counted."""
FEW_LINES = 4
"""No more level rulings stand above and below the header and the body of a table."""
WRAPPED = 2
"""So many lines of one row may have text in all but one of their columns."""


def _touching(lines: Sequence[Ruling]) -> list[list[Ruling]]:
    """Rulings in groups that overlap vertically: tables on one page stand below one another."""
    groups: list[tuple[float, list[Ruling]]] = []
    for line in sorted(lines, key=_top):
        if groups and _top(line) <= groups[-1][0] + TOLERANCES.snap:
            reach, group = groups[-1]
            group.append(line)
            groups[-1] = (max(reach, _bottom(line)), group)
        else:
            groups.append((_bottom(line), [line]))
    return [group for _, group in groups]


def _top(line: Ruling) -> float:
    return line.at if line.horizontal else line.start


def _bottom(line: Ruling) -> float:
    return line.at if line.horizontal else line.stop


def _snapped(positions: Iterable[float]) -> tuple[float, ...]:
    """Sorted positions, each cluster of near ones by its first."""
    kept: list[float] = []
    for position in sorted(positions):
        if not kept or position - kept[-1] > TOLERANCES.snap:
            kept.append(position)
    return tuple(kept)


def _owners(
    xs: Sequence[float], ys: Sequence[float], lines: Sequence[Ruling]
) -> dict[tuple[int, int], tuple[int, int]]:
    """Cells joined across every border that is not drawn."""
    across, down = (
        _by_position(lines, ys, horizontal=True),
        _by_position(lines, xs, horizontal=False),
    )
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row, band in enumerate(pairwise(ys)):
        for column, strip in enumerate(pairwise(xs)):
            here = (row, column)
            owner[here] = here
            if column and not _drawn(down[column], sum(band) / 2):
                owner[here] = owner[row, column - 1]
            elif row and not _drawn(across[row], sum(strip) / 2):
                owner[here] = owner[row - 1, column]
    return owner


def _by_position(
    lines: Sequence[Ruling], positions: Sequence[float], *, horizontal: bool
) -> dict[int, list[Ruling]]:
    found: dict[int, list[Ruling]] = defaultdict(list)
    for line in lines:
        if line.horizontal == horizontal:
            found[bisect_right(positions, line.at + TOLERANCES.snap / 2) - 1].append(line)
    return found


def _drawn(lines: Sequence[Ruling], at: float) -> bool:
    return any(line.start - TOLERANCES.snap <= at <= line.stop + TOLERANCES.snap for line in lines)
