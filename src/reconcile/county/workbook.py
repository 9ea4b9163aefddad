"""county.xlsx: the same page as sheets to sort and filter. Cells hold constants only."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.workbook import Format, Workbook

from reconcile.county.view import HEADINGS, View

_WIDE, _ORDINARY, _NARROW = 60, 26, 10


def write_workbook(view: View, path: Path) -> None:
    """Write all sheets; each is there every month, so that a reader knows where to look."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    held = BytesIO()  # so that a full disk is an OSError, as everywhere
    with xlsxwriter.Workbook(held, options) as book:
        created = datetime.fromisoformat(view["created_on"])
        book.set_properties({"title": view["title"], "company": view["government"], "created": created})
        sheets = _Sheets(book)
        keys = [key for key, _ in HEADINGS]
        offices = [[row[key] for key in keys] for row in (*view["offices"], view["total"])]
        sheets.write("各所情形", view["headings"], offices, (_ORDINARY, *[_NARROW] * (len(keys) - 1)))
        calls = [[at, one["office"], "、".join(one["reasons"])] for at, one in enumerate(view["calls"], start=1)]
        sheets.write("今日先聯絡", ("順序", "機關", "事由"), calls, (_NARROW, _ORDINARY, _WIDE))
        months = [f"{month['year']}年{month['number']}" for month in view["months"]]
        cells = [[row["office"], *map(_shown, row["cells"])] for row in view["picture"]]
        sheets.write("近十二個月", ("機關", *months), cells, (_ORDINARY, *[_NARROW] * len(months)))
        reasons = [[row["office"], row["exit"], row["reason"]] for row in view["reasons"]]
        sheets.write("未完成之原因", ("機關", "情形", "原因及處理"), reasons, (_ORDINARY, _NARROW, _WIDE))
        own = [[row["office"], row["said"]] for row in view["widened"]]
        sheets.write("自訂之判準", ("機關", "與預設不同之設定"), own, (_ORDINARY, _WIDE))
        hidden = [list(row.values()) for row in (view["hidden"] or {"codes": []})["codes"]]
        widths = (_ORDINARY, _ORDINARY, _ORDINARY, _ORDINARY, _NARROW)
        sheets.write("重新判讀", ("機關", "依據", "代碼", "事項", "件數"), hidden, widths)
        owed = [[row["office"], row["due_on"], row["what"]] for row in view["owed"]]
        sheets.write("逾期未辦", ("機關", "期限", "事項"), owed, (_ORDINARY, _ORDINARY, _WIDE))
    path.write_bytes(held.getvalue())


def _shown(cell: dict[str, Any]) -> Any:
    """The number of queries that are not registered where the month was run, else what the month is."""
    return cell["shortage"] if cell["shown"] else cell["said"]


class _Sheets:
    """The sheets of one workbook, alike in their looks."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._head: Format = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#e6eef0"})
        self._cell: Format = book.add_format({"text_wrap": True, "valign": "top"})

    def write(self, name: str, headings: Sequence[str], rows: Sequence[Sequence[Any]], widths: Sequence[float]) -> None:
        sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(1, 1)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, max(len(rows), 1), len(headings) - 1)
        for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            sheet.set_column(column, column, width, self._cell)
            sheet.write_string(0, column, heading, self._head)
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(at, column, value, self._cell)
                elif value is not None:
                    sheet.write_string(at, column, str(value), self._cell)
