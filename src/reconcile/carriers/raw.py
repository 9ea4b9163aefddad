"""A document before anyone understands it: sheets (or pages) of rows of cells, in reading order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

Merge = tuple[tuple[int, int], tuple[int, int]]
"""A merged cell: its first row and column, its last row and column."""

Cell = str | int | float | bool | datetime | date | time | timedelta | None

NOTHING: Mapping[int, Cell] = {}
"""No position; not to be written to."""


class Thing(NamedTuple):
    """What a document shows that is no text of a cell.

    `kind` is "picture", "box" (a text box, shape or WordArt), "note" (a comment), "chart",
    "control" (of a form), "object" (another file inside this one), "formula" (one whose result
    the file does not hold), "mark" (of a footnote) or "prompt" (what a content
    control shows until somebody writes in it). `text` is what is written in it. `ticked` is the
    state of a box or button, None for all else. `rows` are the numbers of the first and the last
    row over which it lies, `columns` the positions of its first and last column, all included;
    those are (0, 0) where it stands in a cell. `offset`: where in the text of its cell it stands
    as a character does; None where it lies over the cell.
    """

    kind: str
    text: str = ""
    ticked: bool | None = None
    rows: tuple[int, int] = (0, 0)
    columns: tuple[int, int] = (0, 0)
    offset: int | None = None


class Flaw(NamedTuple):
    """What a carrier knows to be missing or damaged in a file that it could read otherwise.

    `reason` is the office's sentence; `place` says where, None where that is the whole file.
    """

    reason: str
    place: str | None = None


class Row(NamedTuple):
    """One row; `number` is 1-based as a person counts it in that sheet, page or file.

    `cells` hold what a viewer shows and nobody struck out; of a row that is hidden whole they hold
    all that it has. `doubtful`: two engines read its characters differently. `hidden`: a viewer
    does not show it. `loose`: on a page without ruling lines, what stands in it may belong to
    other columns or rows. `overprinted`: characters stand on one another or across a ruling line,
    and some may not be printed at all. `slanted`: a watermark, which stands on no line of the page.

    By 0-based position: `struck` is text with a line through it, `concealed` what a cell holds and
    a viewer does not show, `over` what is no text and stands in the cell or over its middle.
    """

    number: int
    cells: tuple[Cell, ...]
    doubtful: bool = False
    hidden: bool = False
    loose: bool = False
    overprinted: bool = False
    slanted: bool = False
    struck: Mapping[int, Cell] = NOTHING
    concealed: Mapping[int, Cell] = NOTHING
    over: tuple[tuple[int, Thing], ...] = ()

    @property
    def blank(self) -> bool:
        """No cell holds anything to see."""
        return not self.first

    @property
    def first(self) -> str:
        """The first cell that holds anything, as text; "" where none does."""
        for cell in self.cells:
            if cell is not None and (text := str(cell).strip()):
                return text
        return ""

    @property
    def alone(self) -> str | None:
        """The only cell that holds anything, as text; None where several do, or none."""
        alone = None
        for cell in self.cells:
            if cell is not None and (text := str(cell).strip()):
                if alone is not None:
                    return None
                alone = text
        return alone

    def texts(self) -> Iterator[str]:
        """The cells that hold anything, as text."""
        return (text for cell in self.cells if cell is not None and (text := str(cell).strip()))

    @property
    def unstruck(self) -> "Row":
        """The same row as it was before anything was struck out."""
        return self._with(self.struck)

    @property
    def unconcealed(self) -> "Row":
        """The same row with what no viewer shows of it."""
        return self._with(self.concealed)

    def _with(self, more: Mapping[int, Cell]) -> "Row":
        if not more:
            return self
        cells = list(self.padded(max(more) + 1).cells)
        for at, cell in more.items():
            cells[at] = cell if cells[at] is None else f"{cells[at]}{cell}"
        return self._replace(cells=tuple(cells))

    def padded(self, width: int) -> "Row":
        """The same row with at least `width` cells."""
        return self._replace(cells=self.cells + (None,) * (width - len(self.cells)))


def column_name(at: int) -> str:
    """The letters of the column at a 0-based position, as a worksheet names it."""
    letters = ""
    at += 1
    while at:
        at, last = divmod(at - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters


@dataclass(frozen=True, eq=False)
class Sheet:
    """A worksheet, a page of a PDF, or the whole of a text file.

    `page` is the 1-based number of a page, else None. `unseen` counts letters and digits that
    the file holds for this page and no viewer shows. `merged` holds merged cells as (first row,
    first column), (last row, last column), 0-based and both included. `ruled` is false for a
    page whose columns are told by the white between them alone. `hidden_columns` are the 0-based
    positions of columns that hold something and are not shown. `edges` are the lines printed
    above and below each page of a worksheet. `turned`: each row was a column of the file, and its
    number counts the columns.
    """

    rows: tuple[Row, ...]
    name: str | None = None
    page: int | None = None
    unseen: int = 0
    merged: tuple[Merge, ...] = ()
    ruled: bool = True
    hidden_columns: tuple[int, ...] = ()
    edges: tuple[str, ...] = ()
    turned: bool = False

    def place(self, row: int | None = None) -> str:
        """Where to look, in the office's words; `row` as the caller counts it."""
        sheet = f"第 {self.page} 頁" if self.page else f"工作表「{self.name}」" if self.name else ""
        where = f"第 {column_name(row - 1)} 欄" if row and self.turned else f"第 {row} 列"
        return sheet + (where if row else "")

    def spread(self) -> "Sheet":
        """The same sheet, what is merged over several rows of one column written in each.

        A page is left as it is: what is merged goes on over its end.
        """
        tall = [
            (top, last, at) for (top, at), (last, end) in self.merged if last > top and end == at
        ]
        if not tall or self.page:
            return self
        cells = [list(row.cells) for row in self.rows]
        for top, last, at in (
            merge for merge in tall if merge[0] < len(cells) and merge[2] < len(cells[merge[0]])
        ):
            for covered in range(top + 1, min(last + 1, len(cells))):
                cells[covered][at] = cells[top][at]
        rows = tuple(
            row._replace(cells=tuple(filled)) for row, filled in zip(self.rows, cells, strict=True)
        )
        return replace(self, rows=rows)


@dataclass(frozen=True)
class Document:
    """A file as its carrier gives it. `carrier` is what the content is, whatever the name says.

    `producer` is the program that made it, None where the file does not tell. `flaws` are
    what is damaged or missing in it.
    """

    file: str
    carrier: str
    sheets: tuple[Sheet, ...]
    producer: str | None = None
    flaws: tuple[Flaw, ...] = ()

    @property
    def pages(self) -> int | None:
        """How many pages a PDF has; None for other carriers."""
        return len(self.sheets) if self.carrier == "pdf" else None
