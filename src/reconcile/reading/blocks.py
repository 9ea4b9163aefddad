"""Rows of a statement that one layout reads, a column at a time: what recurs in a column is understood once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from reconcile.carriers.raw import Cell
from reconcile.reading.layouts import Layout
from reconcile.reading.scanned import DataRow, unwrapped
from reconcile.reading.users import Group
from reconcile.text.folding import clean, comparable

TIMES = ("queried_at", "queried_on")
USERS = ("account", "user_name")
SUBJECTS = ("condition", "national_id", "resident_id", "passport")

Told = TypeVar("Told")


class Query(NamedTuple):
    """A row of the statement and the group that it stands in."""

    row: DataRow
    group: Group


class Trouble(NamedTuple):
    """What is wrong with a row; `at` counts rows from 0."""

    at: int
    sentence: str


@dataclass(frozen=True)
class Block:
    """Consecutive rows that one layout reads, never none."""

    queries: Sequence[Query]

    @property
    def layout(self) -> Layout:
        """The layout that reads them."""
        return self.queries[0].row.layout

    @cached_property
    def columns(self) -> Sequence[Sequence[Cell]]:
        """Their cells, None where a row is shorter than others."""
        rows = [query.row.row.cells for query in self.queries]
        widths = set(map(len, rows))
        if len(widths) > 1:
            return tuple(zip_longest(*rows))
        return [list(map(itemgetter(at), rows)) for at in range(widths.pop())]

    def cells(self, meaning: str) -> Sequence[Cell]:
        """The column of that meaning; None where the layout or the row has none."""
        return self._column(self.layout.columns.get(meaning, len(self.columns)))

    def texts(self, meaning: str) -> list[str | None]:
        """The same as clean text on one line; from a column without words beside it where its own is blank."""
        own = self._texts(self.cells(meaning))
        if meaning not in self.layout.further or all(own):
            return own
        beside = self.further(meaning)
        return [text or next(filter(None, others), None) for text, *others in zip(own, *beside, strict=True)]

    def further(self, meaning: str) -> list[list[str | None]]:
        """The texts of the other columns of that meaning, from left to right."""
        return [self._texts(self._column(at)) for at in self.layout.further.get(meaning, ())]

    def _column(self, at: int) -> Sequence[Cell]:
        return self.columns[at] if at < len(self.columns) else [None] * len(self.queries)

    def _texts(self, cells: Sequence[Cell]) -> list[str | None]:
        return each(unwrapped if self.queries[0].row.sheet.page else clean, cells)


def each(tell: Callable[[Any], Told | None], cells: Sequence[Cell]) -> list[Told | None]:
    """What each cell tells, None for None; a text that recurs is not asked again.

    Only texts are remembered: True, 1 and 1.0 are one key of a dictionary, and different cells.
    """
    distinct = set(cells)
    distinct.discard(None)
    if len(distinct) > MOSTLY * len(cells):
        return [None if cell is None else tell(cell) for cell in cells]
    known: dict[Cell, Told | None] = {cell: tell(cell) for cell in distinct if isinstance(cell, str)}
    if len(known) == len(distinct):
        return list(map(known.get, cells))
    return [known.get(cell) if cell is None or isinstance(cell, str) else tell(cell) for cell in cells]


MOSTLY = 0.9
"""Where more than this share of the cells differ, nothing is worth remembering."""


_NO_CONDITION = frozenset(("無", "空白", "未輸入", "未填", "null", "none", "nil", "na", "n/a"))
_LONGEST = len("( NULL )")


def asks(text: str | None) -> bool:
    """A condition is written; what a system prints for none, 無 or NULL, is nobody."""
    if text is None or len(text) > _LONGEST:
        return says(text)
    return says(text) and comparable(text).strip("()[]") not in _NO_CONDITION


def says(text: str | None) -> bool:
    """Something is written; a dash is nothing."""
    return bool(text and text.strip("-—–－―/"))
