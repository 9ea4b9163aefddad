"""Rows written as one: what stands on several lines, or on pages side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

from reconcile.carriers.raw import NOTHING, Row


def side_by_side(rows: Sequence[Row], width: int) -> Row:
    """The rows as one row, each to the right of those before it, `width` columns apart."""
    first = rows[0].padded(width)
    cells = tuple(cell for row in rows for cell in row.padded(width).cells[:width])
    return first._replace(
        cells=cells,
        doubtful=any(row.doubtful for row in rows),
        hidden=any(row.hidden for row in rows),
        loose=any(row.loose for row in rows),
        overprinted=any(row.overprinted for row in rows),
        struck=_moved([row.struck for row in rows], width),
        concealed=_moved([row.concealed for row in rows], width),
        over=tuple((at + n * width, thing) for n, row in enumerate(rows) for at, thing in row.over),
    )


def _moved(several: Sequence[Mapping[int, Any]], width: int) -> Mapping[int, Any]:
    moved = {at + n * width: cell for n, one in enumerate(several) for at, cell in one.items()}
    return moved or NOTHING
