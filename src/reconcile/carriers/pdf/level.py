"""Tables ruled by level lines alone, each drawn cell by cell: their ends tell the columns."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from reconcile.carriers.pdf.glyphs import Glyph
from reconcile.carriers.pdf.shapes import Ruling
from reconcile.carriers.pdf.text_lines import chunks, text_lines
from reconcile.carriers.pdf.tolerances import TOLERANCES


class LevelTable(NamedTuple):
    """Where columns and rows part.

    `joined` are the cells above which no line is drawn, by the numbers of their row and column.
    `wide` are the rows that are one cell, as that of a total is.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    joined: frozenset[tuple[int, int]]
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
    if _is_header(glyphs, xs, above, ys[0]):
        joined = {(row + 1, column) for row, column in joined}
        wide = {row + 1 for row in wide}
        ys = [above, *ys]
    return LevelTable(tuple(xs), tuple(ys), frozenset(joined), frozenset(wide))


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
        if len(ends) < FEWEST_ROWS or (found and x - found[-1] <= TOLERANCES.snap):
            continue
        over = sum(
            any(line.start + TOLERANCES.snap < x < line.stop - TOLERANCES.snap for line in drawn)
            for drawn in strokes
        )
        if over < len(ends):
            found.append(x)
    return found


def _is_drawn(drawn: Sequence[Ruling], x: float) -> bool:
    return any(line.start - TOLERANCES.snap <= x <= line.stop + TOLERANCES.snap for line in drawn)


def _is_header(glyphs: Sequence[Glyph], xs: Sequence[float], top: float, bottom: float) -> bool:
    """What stands above the first line fits the columns, as headings do and a title does not."""
    inside = [
        glyph for glyph in glyphs if top < glyph.middle[1] < bottom and not glyph.text.isspace()
    ]
    white = TOLERANCES.padding / 2
    if any(glyph.left < x + white and x - white < glyph.right for glyph in inside for x in xs):
        return False
    headed = {bisect_right(xs, glyph.middle[0]) for glyph in inside}
    return len(headed) >= TOLERANCES.fewest_columns


FEWEST_ROWS = 3
"""Rows whose lines end alike are no chance."""
FEWEST_LINES = FEWEST_ROWS * TOLERANCES.fewest_columns
