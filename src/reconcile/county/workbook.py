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
_OF_OFFICES = {"office": _ORDINARY, "audits": 18}


Sheet = tuple[str, Sequence[str], Sequence[Sequence[Any]], Sequence[float]]
"""A sheet by its name: headings, rows, and the widths of its columns in characters."""


def write_workbook(view: View, path: Path) -> None:
    """Write all sheets; each is there every month, so that a reader knows where to look."""
    path.write_bytes(written_book(view, _sheets(view)))


def _sheets(view: View) -> list[Sheet]:
    keys = [key for key, _ in HEADINGS]
    offices = [[row[key] for key in keys] for row in (*view["offices"], view["total"])]
    calls = [[at, one["office"], "、".join(one["reasons"])] for at, one in enumerate(view["calls"], start=1)]
    months = [f"{month['year']}年{month['number']}" for month in view["months"]]
    cells = [[row["office"], *map(_shown, row["cells"])] for row in view["picture"]]
    reasons = [[row["office"], row["exit"], row["reason"]] for row in view["reasons"]]
    own = [[row["office"], row["said"]] for row in view["widened"]]
    hidden = [list(row.values()) for row in (view["hidden"] or {"codes": []})["codes"]]
    owed = [[row["office"], row["due_on"], row["what"]] for row in view["owed"]]
    return [
        ("各所情形", view["headings"], offices, [_OF_OFFICES.get(key, _NARROW) for key in keys]),
        ("今日先聯絡", ("順序", "機關", "事由"), calls, (_NARROW, _ORDINARY, _WIDE)),
        ("近十二個月", ("機關", *months), cells, (_ORDINARY, *[_NARROW] * len(months))),
        ("未完成之原因", ("機關", "情形", "原因及處理"), reasons, (_ORDINARY, _NARROW, _WIDE)),
        ("自訂之判準", ("機關", "與縣府不同之設定"), own, (_ORDINARY, _WIDE)),
        ("重新判讀", ("機關", "依據", "代碼", "事項", "件數"), hidden, (*[_ORDINARY] * 4, _NARROW)),
        ("逾期未辦", ("機關", "期限", "事項"), owed, (_ORDINARY, _ORDINARY, _WIDE)),
    ]


def written_book(view: View, sheets: Sequence[Sheet]) -> bytes:
    """A workbook of those sheets, alike in their looks."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    held = BytesIO()  # so that a full disk is an OSError, as everywhere
    with xlsxwriter.Workbook(held, options) as book:
        created = datetime.fromisoformat(view["created_on"])
        book.set_properties({"title": view["title"], "company": view["government"], "created": created})
        head = book.add_format({"bold": True, "text_wrap": True, "bottom": 1, "bg_color": "#e6eef0"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        figure = book.add_format({"num_format": "#,##0", "valign": "top"})
        for one in sheets:
            _write_sheet(book, one, head, plain, figure)
    return held.getvalue()


def _write_sheet(book: Workbook, told: Sheet, head: Format, plain: Format, figure: Format) -> None:
    name, headings, rows, widths = told
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.freeze_panes(1, 1)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(headings) - 1)
    called = [len(str(row[headings.index("機關")])) for row in rows] if "機關" in headings else []
    for column, (heading, usual) in enumerate(zip(headings, widths, strict=True)):
        width = max(usual, min(2 * max(called, default=0) + 2, _WIDE)) if heading == "機關" else usual
        sheet.set_column(column, column, width, plain)
        sheet.write_string(0, column, heading, head)
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(at, column, value, figure)
            elif value is not None:
                sheet.write_string(at, column, str(value), plain)


def _shown(cell: dict[str, Any]) -> Any:
    """The number of queries that are not registered where the month was run, else what the month is."""
    return cell["shortage"] if cell["shown"] else cell["said"]
