"""A 逐筆核對表 as an office fills it in."""

from collections.abc import Mapping
from pathlib import Path

from openpyxl import load_workbook

from reconcile.by_hand import CHECKED_BY, CHECKED_ON, FOUND, PAGE, PURPOSE, ROW, SLOT

Row = Mapping[str, str]

FOUND_ON_PAPER: Row = {FOUND: "✓", PAGE: "3", SLOT: "1", PURPOSE: "2"}
NOT_ON_PAPER: Row = {FOUND: "無"}


def fill_in(
    blank: Path,
    to: Path,
    rows: Mapping[str, Row],
    *,
    by: str | None = "陳主任",
    on: str | None = "115/11/6",
) -> Path:
    """Type what was found of each 列次, and who looked; other headings of a row change what is printed."""
    book = load_workbook(blank)
    sheet = book.worksheets[0]
    at: dict[str, int] = {}
    for number, row in enumerate(sheet.iter_rows(), start=1):
        first = row[0].value
        if first == CHECKED_BY:
            sheet.cell(number, 2).value = by
        elif first == CHECKED_ON:
            sheet.cell(number, 2).value = on
        elif first == ROW:
            at = {str(cell.value): column for column, cell in enumerate(row, start=1)}
        elif at:
            for heading, said in rows.get(str(first), {}).items():
                sheet.cell(number, at[heading]).value = said
    book.save(to)
    return to
