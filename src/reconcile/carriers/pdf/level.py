"""Tables ruled by level lines alone, each drawn cell by cell: their ends tell the columns."""

from collections import Counter
from collections.abc import Sequence

from reconcile.carriers.pdf.shapes import Ruling
from reconcile.carriers.pdf.tolerances import TOLERANCES


def columns_and_rows(lines: Sequence[Ruling]) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Where columns and rows part, both empty where the lines do not tell.

    The header stands above the first line, as high as the row below it.
    """
    if len(lines) < FEWEST_LINES or not all(line.horizontal for line in lines):
        return (), ()
    ys: list[float] = []
    places: dict[int, list[float]] = {}
    ends: Counter[int] = Counter()
    for line in sorted(lines, key=lambda line: line.at):
        if not ys or line.at - ys[-1] > TOLERANCES.snap:
            ys.append(line.at)
        for end in (line.start, line.stop):
            places.setdefault(round(end / TOLERANCES.snap), []).append(end)
            ends[round(end / TOLERANCES.snap)] += 1
    xs = sorted(places[end][0] for end, times in ends.items() if times >= len(ys))
    if len(xs) <= TOLERANCES.fewest_columns or len(ys) < FEWEST_ROWS:
        return (), ()
    return tuple(xs), (2 * ys[0] - ys[1], *ys)


FEWEST_ROWS = 3
"""Rows whose lines end alike are no chance."""
FEWEST_LINES = FEWEST_ROWS * TOLERANCES.fewest_columns
