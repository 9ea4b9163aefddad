"""One walk through a document: header rows give layouts, rows below them are data, all other text is a note."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from reconcile.carriers.raw import Cell, Document, Row, Sheet
from reconcile.outcome import Facts
from reconcile.reading.headings import ALSO_IN_ROWS
from reconcile.reading.layouts import BY_HEADING, Layout
from reconcile.reading.printing import printed_on
from reconcile.reading.tables_beside import layout_with_neighbours
from reconcile.reading.vocabulary import Vocabulary
from reconcile.text.folding import clean

_CLOSING = re.compile(
    r"^(總計|合計|小計|總共|本頁[合小總]計|查詢總計|本頁[小合共]|共計|總筆數|筆數合計|查詢[總筆次]數|查詢總筆數|製表|列印|承辦|單位主管|主管核章|機關首長"
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
        beside: dict[Layout, list[DataRow]] = {}
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
                found.items += chain.from_iterable(beside.values())
                beside = {}
                for right, cells in _beside_header(rows[at:below_header], header, is_data):
                    beside.setdefault(right, []).append(DataRow(sheet, cells, right, above))
                continue
            elif own_layout and _wordy(row) and (other := of_another(rows, at, vocabulary)):
                found.tops.setdefault(sheet, (row.number, other))
                layout, signing = other, False
                continue
            elif signing := signing or (closing(row) and _wordy(row)):
                own = []
            if not own:
                found.items.append(Note(sheet, row, clean(" ".join(row.texts())) or "", layout))
            for one, cells in own:
                data = DataRow(sheet, cells, one, above)
                (found.items if one is layout else beside.setdefault(one, [])).append(data)
        found.items += chain.from_iterable(beside.values())
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


def _beside_header(
    rows: Sequence[Row], layout: Layout, is_data: Callable[[Row, Layout], bool]
) -> list[tuple[Layout, Row]]:
    """Rows of tables without headings that stand beside a header."""
    several = ((one, one.own(row)) for row in rows for one in layout.beside)
    return [(one, own) for one, own in several if not own.blank and not _wordy(own) and is_data(own, one)]


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


def missing(layouts: Sequence[Layout], *alternatives: tuple[str, tuple[str, ...]]) -> list[str]:
    """The names of the columns that no layout has; each alternative is a name and the meanings that satisfy it."""
    return [name for name, meanings in alternatives if not any(layout.has(*meanings) for layout in layouts)]
