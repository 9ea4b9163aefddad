"""What may stand in each column of a table, by its headings and by its whole rows."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from reconcile.carriers.raw import Cell
from reconcile.reading.blocks import SUBJECTS
from reconcile.reading.layouts import Layout
from reconcile.reading.ragged import width_of
from reconcile.reading.scanned import DataRow
from reconcile.reading.vocabulary import Tell
from reconcile.text.folding import clean
from reconcile.text.identifiers import names_person

OF_MANY = 0.5
"""A column with more different cells than this share of its rows may hold anything."""
_TOLD = frozenset(("queried_at", "queried_on", "queried_time", "ip", "result", "purpose", "account"))

Fits = Callable[[Cell], bool]


class ColumnTests(NamedTuple):
    """How many columns there are, and what tells whether a cell may stand in each."""

    width: int
    columns: Sequence[Fits]

    @classmethod
    def of(cls, rows: Sequence[DataRow], layout: Layout, tell: Tell) -> "ColumnTests | None":
        """By those rows of the layout that have as many cells as its header; None where these are not the most."""
        width = width_of(layout)
        own = [row.row.cells for row in rows if row.layout is layout]
        whole = [cells for cells in own if len(cells) == width]
        if 2 * len(whole) <= len(own):
            return None
        meanings = {at: meaning for meaning, at in layout.columns.items()}
        columns = zip(*whole, strict=True)
        return cls(width, [_fits(meanings.get(at), cells, tell) for at, cells in enumerate(columns)])

    def only(self, orders: Sequence[Sequence[Cell]]) -> tuple[Cell, ...] | None:
        """The one order of cells in which all fit; None where none does, or several do."""
        fitting = {tuple(order) for order in orders if self.holds(order)}
        return fitting.pop() if len(fitting) == 1 else None

    def holds(self, cells: Sequence[Cell]) -> bool:
        """Each cell that is written may stand in its column."""
        told = zip(self.columns, cells, strict=True)
        return all(fits(cell) for fits, cell in told if clean(cell))


def _fits(meaning: str | None, cells: Sequence[Cell], tell: Tell) -> Fits:
    """What the heading says and all whole rows bear out; else what stands there in other rows."""
    if meaning == "serial":
        return lambda cell: str(cell).strip().isdigit()
    if meaning in SUBJECTS:
        return lambda cell: names_person(str(cell))
    if meaning in _TOLD and all(meaning in tell([cell]) for cell in cells if clean(cell)):
        return lambda cell: meaning in tell([cell])
    seen = set(cells)
    if len(seen) > OF_MANY * len(cells) or meaning == "user_name":
        return lambda cell: not {*_TOLD, "condition"} & set(tell([cell])[:1])
    return lambda cell: cell in seen
