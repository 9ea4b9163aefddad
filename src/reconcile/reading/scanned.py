"""What a walk through a document finds: the rows of its table, and all other text as notes."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from reconcile.carriers.raw import Cell, Document, Row, Sheet
from reconcile.outcome import Facts
from reconcile.reading.layouts import Layout
from reconcile.reading.printing import printed_on
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


def wordy(row: Row) -> bool:
    """No digit stands in it, as in a header that is repeated."""
    for cell in row.cells:  # noqa: SIM110 - a generator for every row takes twice the time
        if cell is not None and _DIGIT.search(str(cell)):
            return False
    return True


def closing(row: Row) -> bool:
    """A total, a page footer or a signature line: its first words say so."""
    first = row.first
    return not first.isascii() and _CLOSING.match(clean(first) or "") is not None
