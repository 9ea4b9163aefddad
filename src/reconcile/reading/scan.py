"""One walk through a document: header rows give layouts, rows below them are data, all other text is a note."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from reconcile.carriers.raw import Cell, Document, Row, Sheet
from reconcile.outcome import Facts
from reconcile.reading.groups import heading_of
from reconcile.reading.headings import ALSO_IN_ROWS
from reconcile.reading.layouts import BY_HEADING, Layout
from reconcile.reading.printing import printed_on
from reconcile.reading.tables_beside import layout_with_neighbours
from reconcile.reading.vocabulary import Vocabulary
from reconcile.text.folding import clean

_CLOSING = re.compile(
    r"^(總計|合計|小計|總共|本頁[合小總]計|(?:本頁|累計)[筆件次]數|人次[總合]計|總人次|查詢總計|本頁[小合共]|共計|總筆數|筆數合計|查詢[總筆次]數|查詢總筆數|製表|列印|承辦|單位主管|主管核章|機關首長"
    r"|第\s*\d+\s*頁|共\s*\d+\s*[筆頁]|以下空白|備註[:：])"
)
_DIGIT = re.compile(r"\d")
_WRAP = re.compile(r"(?<![A-Za-z\d])\n|(?<=\d)\n(?![A-Za-z]{2})|\n(?![A-Za-z])")


class DataRow(NamedTuple):
    """A row of the table, with the sheet it stands on and the layout that reads it.

    `header` numbers the rows of the header above it, where that stands on the same sheet.
    """

    sheet: Sheet
    row: Row
    layout: Layout
    header: tuple[int, ...] = ()

    def text(self, meaning: str) -> str | None:
        """The cell of that meaning as clean text on one line; None where blank."""
        cell = self.layout.cell(self.row, meaning)
        return unwrapped(cell) if self.sheet.page else clean(cell)

    @property
    def place(self) -> str:
        """Where it stands in its sheet, as a person finds it."""
        return self.sheet.place(self.row.number)


class Note(NamedTuple):
    """Text outside the table: a title, a period, a total, a heading above a group of rows, a page footer.

    `layout` is that of the last header above it, None above the first.
    """

    sheet: Sheet
    row: Row
    text: str
    layout: Layout | None = None

    @property
    def place(self) -> str:
        """The page, or the row of the sheet."""
        return self.sheet.place(None if self.sheet.page else self.row.number)


@dataclass
class Scan:
    """What the walk found, in reading order, complete after it; `header` is the place of the first header row.

    `tops` holds the number of the first header row of each sheet, by sheet, and its layout.
    """

    items: list[DataRow | Note] = field(default_factory=list)
    layouts: list[Layout] = field(default_factory=list)
    header: str | None = None
    tops: dict[Sheet, tuple[int, Layout]] = field(default_factory=dict)

    @cached_property
    def rows(self) -> list[DataRow]:
        """The rows of the table."""
        return [item for item in self.items if isinstance(item, DataRow)]

    @cached_property
    def notes(self) -> list[Note]:
        """The text outside it."""
        return [item for item in self.items if isinstance(item, Note)]

    @property
    def text(self) -> str:
        """All notes, a line each."""
        return "\n".join(note.text for note in self.notes)

    def facts(self, document: Document, agency: str | None) -> Facts:
        """How the document was understood, but for what is counted."""
        return Facts(
            file=document.file,
            carrier=document.carrier,
            columns={meaning: words for layout in self.layouts for meaning, words in layout.headings.items()},
            reasons={meaning: reason for layout in self.layouts for meaning, reason in layout.reasons.items()},
            unused=tuple(dict.fromkeys(words for layout in self.layouts for words in layout.unknown.values())),
            header=self.header,
            producer=document.producer,
            agency=agency,
            printed_on=printed_on(self.text),
            pages=document.pages,
        )


def unwrapped(cell: Cell) -> str | None:
    """A cell of a page as clean text on one line; None where blank.

    A line ends there where the column does: a space belongs between two Latin words only, and between an identifier
    and a Latin name.
    """
    return clean(_WRAP.sub("", cell) if isinstance(cell, str) else cell)


def scan(
    document: Document,
    vocabulary: Vocabulary,
    is_data: Callable[[Row, Layout], bool],
    of_another: Callable[[Sequence[Row], int, Vocabulary], Layout | None] = lambda rows, at, words: None,
) -> Scan:
    """Walk all sheets; a sheet without a header of its own is read by the layout of the sheet before it.

    A header is one wherever it is printed again. Below a line for signatures stand the names of those who sign. Of
    tables side by side the rows of the left one come first. `of_another` tells the header of a table of another kind,
    which holds on its own sheet only.
    """
    found = Scan()
    layout: Layout | None = None
    own_layout: Layout | None = None
    seen: dict[tuple[Cell, ...], Layout] = {}
    for sheet in document.sheets:
        rows = [row for row in sheet.rows if not row.blank]
        below_header = 0
        above: tuple[int, ...] = ()
        signing = False
        beside = _Beside(found, sheet, own_layout, is_data)
        layout = own_layout
        for at, row in enumerate(rows):
            if at < below_header:
                continue
            own = _rows_in(row, layout, is_data) if layout and not row.slanted else []
            if own and not _wordy(row):
                signing = False
            elif header := seen.get(row.cells) or _header(rows, at, vocabulary, in_table=bool(own)):
                seen[row.cells], signing = header, False
                layout = own_layout = header
                below_header = at + header.depth
                above = tuple(header_row.number for header_row in rows[at:below_header])
                found.layouts += [header, *header.beside]
                found.header = found.header or sheet.place(row.number)
                found.tops.setdefault(sheet, (row.number, header))
                beside.begin(header, rows[at:below_header], above)
                continue
            elif own_layout and _wordy(row) and (other := of_another(rows, at, vocabulary)):
                found.tops.setdefault(sheet, (row.number, other))
                layout, signing = other, False
                continue
            elif signing := signing or (closing(row) and _wordy(row)):
                own = []
            if own and layout and not layout.beside:
                found.items.append(DataRow(sheet, row, layout, above))
            elif own:
                beside.put_rows(row, own, above)
            else:
                beside.put_note(row, layout, rows[at + 1 :])
        beside.end()
    return found


def _header(rows: Sequence[Row], at: int, vocabulary: Vocabulary, *, in_table: bool) -> Layout | None:
    """The header that starts at that row; a row of the table above is none by words that stand in rows as well."""
    header = layout_with_neighbours(rows, at, vocabulary)
    told = {meaning for meaning, why in header.reasons.items() if why == BY_HEADING} if header else set()
    return None if in_table and told <= ALSO_IN_ROWS else header


def _rows_in(row: Row, layout: Layout, is_data: Callable[[Row, Layout], bool]) -> list[tuple[Layout, Row]]:
    """The rows of tables side by side that stand on one line."""
    if not layout.beside:
        return [(layout, row)] if is_data(row, layout) else []
    several = ((one, one.own(row)) for one in (layout, *layout.beside))
    return [(one, own) for one, own in several if not own.blank and is_data(own, one)]


class _Beside:
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
                if right is not table and not _wordy(cells) and self.is_data(cells, right):
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

    def put_note(self, row: Row, layout: Layout | None, below: Sequence[Row]) -> None:
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

    def _heads_all(self, row: Row, below: Sequence[Row]) -> bool:
        """It stands at the left and heads, or ends, what stands on the lines below it, or above, in all tables."""
        parts = self._parts(row)
        if self.banded or len(parts) != 1 or parts[0][0] is not self.table or heading_of(list(row.texts())) is None:
            return self.banded
        return any(one is not self.table and self.is_data(own, one) for each in below for one, own in self._parts(each))


def _wordy(row: Row) -> bool:
    """No digit stands in it, as in a header that is repeated."""
    for cell in row.cells:  # noqa: SIM110 - a generator for every row takes twice the time
        if cell is not None and _DIGIT.search(str(cell)):
            return False
    return True


def closing(row: Row) -> bool:
    """A total, a page footer or a signature line: its first words say so."""
    first = row.first
    return not first.isascii() and _CLOSING.match(clean(first) or "") is not None
