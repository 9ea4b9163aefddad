"""Statements as workbooks and as text: openpyxl, xlsxwriter, csv."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from documents.make.paper import Band, Column, Paper, Value

_THIN = Side(style="thin")
_MADE_AT = datetime(2026, 11, 3, 9)


def new_book() -> Workbook:
    """An empty workbook without a sheet, dated by the month."""
    book = Workbook()
    book.properties.created = book.properties.modified = _MADE_AT
    book.properties.creator = "synthetic sample data"
    for sheet in list(book.worksheets):
        book.remove(sheet)
    return book


def by_openpyxl(
    paper: Paper, path: Path, *, leading: int = 0, sheets: Sequence[str] = ("主管稽核月明細表",), first: int = 1
) -> None:
    """One sheet, or one a page where several names are given; `leading` blank rows, the first column at `first`."""
    book = new_book()
    pages = paper.pages if len(sheets) > 1 else (tuple(paper.bands),)
    for name, page in zip(sheets, pages, strict=True):
        fill(book.create_sheet(name), paper.columns, page, leading=leading, first=first)
    book.save(path)


def fill(
    sheet: Worksheet, columns: Sequence[Column], bands: Sequence[Band], *, leading: int = 0, first: int = 1
) -> None:
    """Bands as rows of a sheet; what lies across the columns is merged."""
    for at, column in enumerate(columns, start=first):
        sheet.column_dimensions[get_column_letter(at)].width = column.width / 2
    headed = 0
    for number, band in enumerate(bands, start=leading + 1):
        for at, value in enumerate(band.cells, start=first):
            _put(sheet, number, at, value, ruled=band.kind in {"header", "row", "rest"})
        if len(band.cells) == 1 and len(columns) > 1:
            sheet.merge_cells(start_row=number, end_row=number, start_column=first, end_column=first + len(columns) - 1)
        headed = headed + 1 if band.kind == "header" else 0
        if headed == 2:
            _merge_head(sheet, columns, number - 1, first)


def _put(sheet: Worksheet, row: int, column: int, value: Value, *, ruled: bool) -> None:
    cell = sheet.cell(row, column, value)
    if isinstance(value, datetime):
        cell.number_format = "yyyy/mm/dd hh:mm:ss"
    elif isinstance(value, date):
        cell.number_format = "yyyy/mm/dd"
    cell.font = Font(name="Noto Sans CJK TC", size=9)
    if ruled:
        cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="left")


def _merge_head(sheet: Worksheet, columns: Sequence[Column], top: int, first: int) -> None:
    """Two rows of headings: one alone reaches down, one over several reaches across them."""
    for n, column in enumerate(columns):
        if column.over is None:
            sheet.merge_cells(start_row=top, end_row=top + 1, start_column=first + n, end_column=first + n)
        elif n == 0 or columns[n - 1].over != column.over:
            last = n
            while last + 1 < len(columns) and columns[last + 1].over == column.over:
                last += 1
            sheet.merge_cells(start_row=top, end_row=top, start_column=first + n, end_column=first + last)


def for_print(paper: Paper, path: Path, *, footer: str, ruled: bool = True, fitting: bool = True) -> None:
    """A sheet that LibreOffice prints: pages break where the paper's do, titles and header are repeated on each.

    Where rows are not `fitting`, all have the height of one line, and text that wraps runs over those above and below.
    """
    book = new_book()
    sheet = book.create_sheet("明細")
    head = [band for band in paper.pages[0] if band.kind in {"title", "header"}]
    row = len(head)
    fill(sheet, paper.columns, head)
    heights = [_height(paper.columns, band) for band in head]
    for page in paper.pages:
        for band in page:
            if band.kind in {"title", "header"}:
                continue
            row += 1
            for at, value in enumerate(band.cells, start=1):
                _put(sheet, row, at, value, ruled=band.kind not in {"wide", "foot"})
            heights.append(_height(paper.columns, band))
        sheet.row_breaks.append(Break(id=row))
    for number, height in enumerate(heights if fitting else (), start=1):
        sheet.row_dimensions[number].height = height
    sheet.print_title_rows = f"1:{len(head)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.oddFooter.center.text = footer
    if not ruled:
        for cells in sheet.iter_rows():
            for cell in cells:
                cell.border = Border()
    book.save(path)


def _height(columns: Sequence[Column], band: Band) -> float:
    """Points that the row needs, rather too many: LibreOffice trusts the heights of a workbook by openpyxl."""
    wraps = len(band.cells) == len(columns)
    lines = [_lines(str(value), column.width) for column, value in zip(columns, band.cells, strict=False)]
    return 4 + 12 * (max(lines) if wraps else 1)


def _lines(text: str, width: int) -> int:
    """How many lines it wraps over in a column so many half points wide."""
    return sum(2 * sum(2 - char.isascii() for char in line) // width + 1 for line in text.split("\n"))


def by_xlsxwriter(paper: Paper, path: Path, *, sheet_name: str = "Sheet1") -> None:
    """One sheet, plain; numbers without any format, so that an instant is seen as 46300.38."""
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": _MADE_AT, "author": "synthetic sample data"})
        sheet: Any = book.add_worksheet(sheet_name)
        for number, band in enumerate(paper.bands):
            for column, value in enumerate(band.cells):
                if isinstance(value, int | float):
                    sheet.write_number(number, column, value)
                elif value is not None:
                    sheet.write_string(number, column, str(value))


def as_text(paper: Paper, *, delimiter: str = ",", quoting: bool = False) -> str:
    """Bands as lines of separated cells, as systems export them."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_ALL if quoting else csv.QUOTE_MINIMAL)
    writer.writerows(["" if cell is None else str(cell) for cell in band.cells] for band in paper.bands)
    return stream.getvalue()
