"""A document before anyone understands it: sheets (or pages) of rows of cells, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

Merge = tuple[tuple[int, int], tuple[int, int]]
"""A merged cell: its first row and column, its last row and column."""

Cell = str | int | float | bool | datetime | date | time | timedelta | None


class Row(NamedTuple):
    """One row; `number` is 1-based as a person counts it in that sheet, page or file.

    `doubtful`: two engines read its characters differently. `hidden`: a viewer does not show it.
    `loose`: on a page without ruling lines, what stands in it may belong to other columns or rows.
    `overprinted`: characters stand on one another or across a ruling line, and some may not be
    printed at all. `slanted`: a watermark, which stands on no line of the page.
    """

    number: int
    cells: tuple[Cell, ...]
    doubtful: bool = False
    hidden: bool = False
    loose: bool = False
    overprinted: bool = False
    slanted: bool = False

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

    def padded(self, width: int) -> "Row":
        """The same row with at least `width` cells."""
        return self._replace(cells=self.cells + (None,) * (width - len(self.cells)))


@dataclass(frozen=True)
class Sheet:
    """A worksheet, a page of a PDF, or the whole of a text file.

    `page` is the 1-based number of a page, else None. `unseen` counts letters and digits that
    the file holds for this page and no viewer shows. `merged` holds merged cells as (first row,
    first column), (last row, last column), 0-based and both included. `ruled` is false for a
    page whose columns are told by the white between them alone.
    """

    rows: tuple[Row, ...]
    name: str | None = None
    page: int | None = None
    unseen: int = 0
    merged: tuple[Merge, ...] = ()
    ruled: bool = True

    def place(self, row: int | None = None) -> str:
        """Where to look, in the office's words; `row` as the caller counts it."""
        sheet = f"第 {self.page} 頁" if self.page else f"工作表「{self.name}」" if self.name else ""
        return sheet + (f"第 {row} 列" if row else "")

    def spread(self) -> "Sheet":
        """The same sheet, what is merged over several rows of one column written in each."""
        tall = [
            (top, last, at) for (top, at), (last, end) in self.merged if last > top and end == at
        ]
        if not tall:
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

    `producer` is the program that made it, None where the file does not tell.
    """

    file: str
    carrier: str
    sheets: tuple[Sheet, ...]
    producer: str | None = None

    @property
    def pages(self) -> int | None:
        """How many pages a PDF has; None for other carriers."""
        return len(self.sheets) if self.carrier == "pdf" else None
