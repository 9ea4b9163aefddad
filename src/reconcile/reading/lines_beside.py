"""Lines of a sheet on which rows of several tables stand side by side."""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from reconcile.carriers.raw import Row, Sheet
from reconcile.reading.groups import heading_of
from reconcile.reading.layouts import Layout
from reconcile.reading.scanned import DataRow, Note, Scan, wordy
from reconcile.text.folding import clean


class Beside:
    """Tables side by side on a sheet: the lines that hold rows of several, and what stands right is read after.

    A heading of a group heads its own table; one beside which nothing stands, above rows of several, heads them all.
    """

    def __init__(self, found: Scan, sheet: Sheet, table: Layout | None, is_data: Callable[[Row, Layout], bool]) -> None:
        self.found, self.sheet, self.table, self.is_data = found, sheet, table, is_data
        self.held: dict[Layout, list[DataRow | Note]] = {right: [] for right in table.beside} if table else {}
        self.banded = False

    def begin(self, table: Layout, header: Sequence[Row], above: tuple[int, ...]) -> None:
        """A header, and what of tables without headings stands beside it."""
        headings = [heading for several in (self.found.items, *self.held.values()) for heading in self._last(several)]
        self.end()
        before, self.table, self.banded = self.table, table, False
        self.held = {right: [] for right in table.beside}
        if not self.held:
            self.found.items += headings
            return
        notes: list[Note] = []
        while self.found.items and isinstance(last := self.found.items[-1], Note) and last.sheet is self.sheet:
            notes.insert(0, last)
            self.found.items.pop()
        for note in notes:
            parts = self._headings(note.row) if len(self._parts(note.row)) > 1 else []
            for one, cells in parts:
                self._put(one, self._note(cells, before))
            self.found.items += [] if parts else [note]
        for heading in headings:
            self._put(self._parts(heading.row)[0][0], heading)
        for row in header:
            for right, cells in self._parts(row):
                if right is not table and not wordy(cells) and self.is_data(cells, right):
                    self._put(right, DataRow(self.sheet, cells, right, above))

    def _last(self, several: list[DataRow | Note]) -> list[Note]:
        """The headings below the last row of one of several tables, which are of the next; it loses them."""
        headings: list[Note] = []
        while self.held and several and isinstance(last := several[-1], Note) and heading_of(list(last.row.texts())):
            headings.insert(0, last)
            several.pop()
        return headings

    def put_rows(self, row: Row, own: Sequence[tuple[Layout, Row]], above: tuple[int, ...]) -> None:
        """A line on which rows stand, and perhaps headings or totals beside them."""
        data = dict(own)
        for one, cells in self._parts(row):
            held = DataRow(self.sheet, cells, one, above) if one in data else self._note(cells, self.table)
            self._put(one, held)

    def put_note(self, row: Row, layout: Layout | None, below: Iterable[Row]) -> None:
        """A line on which no row stands."""
        parts = self._headings(row) if self.held and layout is self.table else []
        for one, cells in parts:
            self._put(one, self._note(cells, layout))
        if parts:
            return
        if self.held and layout is self.table and self._heads_all(row, below):
            self.banded = True
            self._release()
        self.found.items.append(self._note(row, layout))

    def end(self) -> None:
        """The end of the sheet, or another header."""
        self._release()
        self.held = {}

    def _put(self, one: Layout, item: DataRow | Note) -> None:
        self.held.get(one, self.found.items).append(item)

    def _note(self, row: Row, layout: Layout | None) -> Note:
        return Note(self.sheet, row, clean(" ".join(row.texts())) or "", layout)

    def _release(self) -> None:
        for several in self.held.values():
            self.found.items += several
            several.clear()

    def _parts(self, row: Row) -> list[tuple[Layout, Row]]:
        several = ((one, one.own(row)) for one in filter(None, (self.table, *self.held)))
        return [(one, own) for one, own in several if not own.blank]

    def _headings(self, row: Row) -> list[tuple[Layout, Row]]:
        """The parts of a line of which one to the right heads a group, as does the one to its left, if any."""
        parts = self._parts(row)
        told = [heading_of(list(cells.texts())) for _, cells in parts]
        if all(one is self.table or head is None for (one, _), head in zip(parts, told, strict=True)):
            return []
        said = [{at for at, value in enumerate(head) if value} for head in told if head]
        return parts if all(not one or not other or one & other for one, other in pairwise(said)) else []

    def _heads_all(self, row: Row, below: Iterable[Row]) -> bool:
        """It stands at the left and heads, or ends, what stands on the lines below it, or above, in all tables."""
        parts = self._parts(row)
        if self.banded or len(parts) != 1 or parts[0][0] is not self.table or heading_of(list(row.texts())) is None:
            return self.banded
        return any(one is not self.table and self.is_data(own, one) for each in below for one, own in self._parts(each))
