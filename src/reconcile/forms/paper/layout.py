"""One model of a form, whatever file it becomes: paragraphs and tables on A4, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

TICKED, BLANK = "■", "□"

Align = Literal["left", "center", "right"]

BODY = 11.0
"""Points of the text where nothing else is said."""


@dataclass(frozen=True)
class Words:
    """Text in one format; `strong` is set in the sans face, `stacked` in two lines as high as one."""

    text: str
    strong: bool = False
    stacked: bool = False


@dataclass(frozen=True)
class Paragraph:
    """`size` in points. Each tab in the text goes on at the next of `stops`, millimetres from its left edge."""

    runs: tuple[Words, ...]
    size: float = BODY
    align: Align = "left"
    stops: tuple[float, ...] = ()
    above: float = 0
    """Millimetres of space before it."""


@dataclass(frozen=True)
class FormCell:
    """One cell over so many `columns` and `rows`."""

    paragraphs: tuple[Paragraph, ...]
    columns: int = 1
    rows: int = 1
    middle: bool = False


@dataclass(frozen=True)
class FormRow:
    """Cells from left to right, but for those that reach into it from above; `height` is its least, in millimetres."""

    cells: tuple[FormCell, ...]
    height: float = 0


@dataclass(frozen=True)
class FormTable:
    """`widths` in millimetres; the first `head` rows are repeated on each page."""

    widths: tuple[float, ...]
    rows: tuple[FormRow, ...]
    head: int = 0
    ruled: bool = True


@dataclass(frozen=True)
class PageBreak:
    """What follows starts a new page."""


Block = Paragraph | FormTable | PageBreak


@dataclass(frozen=True)
class Form:
    """A form to be written. `footer` stands on every page before 第 x 頁，共 y 頁; without it there is neither.

    `dated` is the only date that a file bears in its properties: the same document gives the same bytes.
    """

    title: str
    blocks: tuple[Block, ...]
    dated: date
    landscape: bool = False
    footer: str | None = None


@dataclass(frozen=True)
class Slot:
    """What stands at one place of a row's grid; `continued` where a cell above reaches into it."""

    cell: FormCell
    columns: int
    continued: bool
    width: float
    """In millimetres."""


def slots(table: FormTable) -> Iterator[tuple[FormRow, list[Slot]]]:
    """Each row with what fills it from edge to edge; raises ValueError where its cells do not fit the columns."""
    reaching: dict[int, tuple[FormCell, int]] = {}
    for row in table.rows:
        cells, at = list(row.cells), 0
        filled: list[Slot] = []
        while at < len(table.widths):
            continued = at in reaching
            if not continued and not cells:
                raise ValueError("a row has too few cells")
            cell, left = reaching.pop(at) if continued else ((first := cells.pop(0)), first.rows)
            if left > 1:
                reaching[at] = cell, left - 1
            filled.append(Slot(cell, cell.columns, continued, sum(table.widths[at : at + cell.columns])))
            at += cell.columns
        if cells or at > len(table.widths):
            raise ValueError("a row has too many cells")
        yield row, filled


def text(content: str, *, size: float = BODY, align: Align = "left", strong: bool = False) -> Paragraph:
    """A paragraph of plain text."""
    return Paragraph((Words(content, strong),), size, align)


def lines(content: str, *, size: float = BODY, align: Align = "left") -> tuple[Paragraph, ...]:
    """A paragraph for each line of the text."""
    return tuple(text(line, size=size, align=align) for line in content.split("\n"))


def cell(
    content: str, *, size: float = BODY, align: Align = "left", middle: bool = False, columns: int = 1
) -> FormCell:
    """A cell of plain text, a paragraph for each of its lines."""
    return FormCell(lines(content, size=size, align=align), columns=columns, middle=middle)


def boxes(options: tuple[str, ...], ticked: int | None, between: str = " ") -> str:
    """The options with a box before each, the one of that place ticked: □是 ■否."""
    return between.join(f"{TICKED if at == ticked else BLANK}{option}" for at, option in enumerate(options))
