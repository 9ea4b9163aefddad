"""Over which rows lies what is no text of a page."""

from collections.abc import Sequence

from reconcile.carriers.pdf.extras import Extra
from reconcile.carriers.pdf.unruled import Drawn
from reconcile.carriers.raw import Thing


def under(extras: Sequence[Extra], rows: Sequence[Drawn]) -> list[Drawn]:
    """The rows that hold anything, each extra with the first over which it lies.

    One that lies over none is a row of its own; a picture below a table and about as wide may hold
    more rows of it, and has its cells.
    """
    if not extras:
        return [row for row in rows if any(row.cells)]
    over: dict[int, list[tuple[int, Extra]]] = {}
    own: list[Drawn] = []
    for extra in extras:
        _, top, _, bottom = extra.box
        home = next((n for n, row in enumerate(rows) if _lies_over(extra, row)), None)
        if home is None:
            sides = _sides(extra, rows)
            own.append(Drawn(top, bottom, sides, [[] for _ in sides], over=[(0, extra)]))
        else:
            over.setdefault(home, []).append((_columns(extra, rows[home])[0], extra))
    held = [row._replace(over=over.get(n, ())) for n, row in enumerate(rows)]
    kept = [row for row in held if row.over or any(row.cells)]
    return sorted([*kept, *own], key=lambda row: row.top)


def thing_of(extra: Extra, number: int, rows: Sequence[Drawn]) -> Thing:
    """The same as a thing of the row of that number, with all the rows over which it lies."""
    last = max((n for n, row in enumerate(rows, 1) if _lies_over(extra, row)), default=number)
    span = _columns(extra, rows[number - 1])
    return Thing(extra.kind, extra.text, None, (number, max(number, last)), span)


WIDE = 0.75
"""The share of a table's width from which on a picture below it may be rows."""


def _sides(extra: Extra, rows: Sequence[Drawn]) -> Sequence[tuple[float, float]]:
    left, top, right, _ = extra.box
    above = max(
        (row for row in rows if row.bottom <= top), key=lambda row: row.bottom, default=None
    )
    if above is None or extra.kind != "picture":
        return [(left, right)]
    start, end = above.sides[0][0], above.sides[-1][1]
    shared = min(right, end) - max(left, start)
    return above.sides if shared > WIDE * (end - start) else [(left, right)]


def _lies_over(extra: Extra, row: Drawn) -> bool:
    """The middle of the one lies within the height of the other, and they share some width."""
    left, top, right, bottom = extra.box
    middle = (top + bottom) / 2
    level = row.top <= middle <= row.bottom or top <= (row.top + row.bottom) / 2 <= bottom
    return level and left < row.sides[-1][1] and right > row.sides[0][0]


def _columns(extra: Extra, row: Drawn) -> tuple[int, int]:
    """The first and last cell of the row over whose middle it lies, or the one in which it lies."""
    left, _, right, _ = extra.box
    middle = (left + right) / 2
    crossed = [n for n, (start, end) in enumerate(row.sides) if left <= (start + end) / 2 <= right]
    within = [n for n, (start, end) in enumerate(row.sides) if start <= middle <= end]
    found = crossed or within or [0]
    return found[0], found[-1]
