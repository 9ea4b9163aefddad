"""Tables ruled by level lines alone, each drawn cell by cell: their ends tell the columns."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reconcile.carriers.pdf.glyphs import Glyph
from reconcile.carriers.pdf.shapes import Ruling
from reconcile.carriers.pdf.text_lines import TextLine, chunks, text_lines
from reconcile.carriers.pdf.tolerances import TOLERANCES


class LevelTable(NamedTuple):
    """Where columns and rows part.

    `joined` are the cells above which no line is drawn, by the numbers of their row and column.
    `across` are those that belong to the one at their left, below one heading. `wide` are the rows
    that are one cell, as that of a total is.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    joined: frozenset[tuple[int, int]]
    across: frozenset[tuple[int, int]]
    wide: frozenset[int]


def level_table(lines: Sequence[Ruling], glyphs: Sequence[Glyph]) -> LevelTable | None:
    """The table; None where the lines do not tell.

    The header may stand above the first line, as high as the row below it.
    """
    if len(lines) < FEWEST_LINES or not all(line.horizontal for line in lines):
        return None
    ys: list[float] = []
    strokes: list[list[Ruling]] = []
    for line in sorted(lines, key=lambda line: line.at):
        if not ys or line.at - ys[-1] > TOLERANCES.snap:
            ys.append(line.at)
            strokes.append([])
        strokes[-1].append(line)
    xs = _columns(strokes)
    if len(xs) <= TOLERANCES.fewest_columns or len(ys) < FEWEST_ROWS:
        return None
    joined = {
        (row, column)
        for row, drawn in enumerate(strokes[1:-1], start=1)
        for column, strip in enumerate(pairwise(xs))
        if not _is_drawn(drawn, sum(strip) / 2)
    }
    wide = {
        row
        for row, drawn in enumerate(strokes[1:])
        if _is_one(glyphs, ys[row], ys[row + 1], () if len(drawn) == 1 else xs)
    }
    above = 2 * ys[0] - ys[1]
    across: set[tuple[int, int]] = set()
    heads = _headings(glyphs, xs, above, ys[0])
    if heads:
        joined = {(row + 1, column) for row, column in joined}
        wide = {row + 1 for row in wide}
        across = {(0, column) for head in heads for column in head[1:]}
        ys = [above, *ys]
    return LevelTable(tuple(xs), tuple(ys), frozenset(joined), frozenset(across), frozenset(wide))


def _is_one(glyphs: Sequence[Glyph], top: float, bottom: float, xs: Sequence[float]) -> bool:
    """No more runs of text stand there than in a total or a signature line, one of them over one of the places."""
    lines = text_lines([glyph for glyph in glyphs if top < glyph.middle[1] < bottom])
    runs = chunks(lines[0]) if len(lines) == 1 else []
    if not 0 < len(runs) < TOLERANCES.fewest_columns:
        return False
    return not xs or any(run[0].left < x < run[-1].right for run in runs for x in xs)


def _columns(strokes: Sequence[Sequence[Ruling]]) -> list[float]:
    """Where strokes end on several lines, and on more than run over the place: on both sides of merged cells."""
    places: dict[int, list[float]] = {}
    for drawn in strokes:
        here = {
            round(end / TOLERANCES.snap): end for line in drawn for end in (line.start, line.stop)
        }
        for key, end in here.items():
            places.setdefault(key, []).append(end)
    found: list[float] = []
    for _, ends in sorted(places.items()):
        x = ends[0]
        if found and x - found[-1] <= TOLERANCES.snap:
            continue
        over = sum(
            any(line.start + TOLERANCES.snap < x < line.stop - TOLERANCES.snap for line in drawn)
            for drawn in strokes
        )
        if over < len(ends) >= FEWEST_ROWS or (
            not over and any(_meet(drawn, x) for drawn in strokes)
        ):
            found.append(x)
    return found


def _meet(drawn: Sequence[Ruling], x: float) -> bool:
    """One stroke ends where another begins, as below the header of columns that are merged down."""
    stops = any(abs(line.stop - x) < TOLERANCES.touch for line in drawn)
    return stops and any(abs(line.start - x) < TOLERANCES.touch for line in drawn)


def _is_drawn(drawn: Sequence[Ruling], x: float) -> bool:
    return any(line.start - TOLERANCES.snap <= x <= line.stop + TOLERANCES.snap for line in drawn)


def _headings(
    glyphs: Sequence[Glyph], xs: Sequence[float], top: float, bottom: float
) -> list[list[int]]:
    """The columns of each heading that stands above the first line; none where they are no headings.

    What stands there fits the columns, as a title does not. A heading may stand over several of
    which no other has any.
    """
    inside = [
        glyph for glyph in glyphs if top < glyph.middle[1] < bottom and not glyph.text.isspace()
    ]
    heads = [head for line in text_lines(inside) for head in _over(line, xs)]
    times = Counter(column for head in heads for column in head)
    wide = [head for head in heads if len(head) > 1]
    if wide and any(glyph.text.isdigit() or glyph.text in ":：" for glyph in inside):
        return []
    if any(times[column] > 1 for head in wide for column in head) or min(times, default=0) < 0:
        return []
    return heads if len(times) >= TOLERANCES.fewest_columns and len(heads) > 1 else []


def _over(line: TextLine, xs: Sequence[float]) -> Iterator[list[int]]:
    """The columns over which each text of the line stands, parted where white lies around a place."""
    white = TOLERANCES.padding / 2
    texts: list[TextLine] = []
    for glyph in line:
        before = texts[-1][-1] if texts else None
        if before and not any(before.right + white <= x <= glyph.left - white for x in xs):
            texts[-1].append(glyph)
        else:
            texts.append([glyph])
    for text in texts:
        first = bisect_right(xs, text[0].left + white) - 1
        last = bisect_right(xs, text[-1].right - white) - 1
        yield list(range(first, last + 1))


FEWEST_ROWS = 3
"""Rows whose lines end alike are no chance."""
FEWEST_LINES = FEWEST_ROWS * TOLERANCES.fewest_columns
