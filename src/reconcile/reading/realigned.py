"""Rows of a text file with a cell too many or too few, their cells put back where alone they fit."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reconcile.carriers.raw import Cell, Document
from reconcile.reading.column_tests import ColumnTests
from reconcile.reading.layouts import Layout
from reconcile.reading.ragged import width_of
from reconcile.reading.scanned import DataRow, Scan
from reconcile.reading.vocabulary import Tell

MOST = 2
"""More cells too many or too few are no slip of one separator."""


def realigned(document: Document, found: Scan, tell: Tell | None) -> Scan:
    """The walk with each such row's cells in the only order in which all fit; others as they are.

    A separator inside a cell parts it in two; a cell that was left out moves those behind it.
    """
    if document.carrier != "csv" or tell is None:
        return found
    tests: dict[Layout, ColumnTests | None] = {}
    items = list(found.items)
    for at, item in enumerate(items):
        if not isinstance(item, DataRow) or item.layout.span is not None:
            continue
        width = width_of(item.layout)
        off = len(item.row.cells) - width
        if not off or abs(off) > MOST or (off > 0 and not any(item.row.cells[width:])):
            continue
        if item.layout not in tests:
            tests[item.layout] = ColumnTests.of(found.rows, item.layout, tell)
        if (table := tests[item.layout]) and (cells := _only(item.row.cells, table)):
            items[at] = item._replace(row=item.row._replace(cells=cells))
    return replace(found, items=items) if items != found.items else found


def _only(cells: Sequence[Cell], table: ColumnTests) -> tuple[Cell, ...] | None:
    """The one order in which all fit; None where short ones do as they stand: the end was left out."""
    blank = table.width - len(cells)
    if blank > 0 and table.holds([*cells, *[None] * blank]):
        return None
    return table.only(list(_orders(cells, table.width)))


def _orders(cells: Sequence[Cell], width: int) -> Iterator[tuple[Cell, ...]]:
    off = len(cells) - width
    for at in range(width):
        if off > 0:
            yield (*cells[:at], whole(cells[at : at + off + 1], ","), *cells[at + off + 1 :])
        elif at <= len(cells):
            yield (*cells[:at], *[None] * -off, *cells[at:])


def whole(parts: Sequence[Cell], between: str) -> str:
    """Cells as the one that they were parted from."""
    return between.join(str(part or "") for part in parts)
