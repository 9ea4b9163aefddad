"""Builders of small real documents; a test states only what matters to it."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

OFFICE = "花蓮縣花蓮市戶政事務所"

STATEMENT_HEADINGS = (
    "序號",
    "使用者帳號",
    "使用者姓名",
    "查詢日期時間",
    "作業名稱",
    "查詢條件",
    "查詢結果",
    "查詢事由",
)
REGISTER_HEADINGS = (
    "序號",
    "日期",
    "登入時間",
    "登出時間",
    "查詢條件",
    "查詢結果",
    "查詢事由",
    "使用者姓名",
    "主管簽核",
)

QUERY = dict(
    zip(
        STATEMENT_HEADINGS,
        ("1", "hl001", "王小明", "115/10/05 09:12:33", "入出境紀錄", "A123456789", "成功", "(二)"),
        strict=True,
    )
)
LINE = dict(
    zip(
        REGISTER_HEADINGS,
        ("1", "115/10/05", "9:10", "9:20", "A123456789", "成功", "(二)", "王小明", "李主任"),
        strict=True,
    )
)


def sheet(path: Path, *rows: Sequence[object], title: str | None = None) -> Path:
    """A workbook of one sheet; `title` stands above the rows."""
    book = Workbook()
    page = book.active
    assert page is not None
    for row in ([[title]] if title else []) + [list(row) for row in rows]:
        page.append(row)
    book.save(path)
    return path


def statement(path: Path, *queries: dict[str, object], without: Sequence[str] = (), footer: str | None = None) -> Path:
    """A 主管稽核月明細表; each query changes some cells of `QUERY`, serial numbers count up."""
    headings = [heading for heading in STATEMENT_HEADINGS if heading not in without]
    rows = [{**QUERY, "序號": str(n), **query} for n, query in enumerate(queries, start=1)]
    closing = [[footer if footer is not None else f"合計：{len(rows)} 筆"]]
    body = [[row[heading] for heading in headings] for row in rows]
    return sheet(path, headings, *body, *closing, title=f"{OFFICE} 主管稽核月明細表")


def register(path: Path, *lines: dict[str, object], without: Sequence[str] = ()) -> Path:
    """A flat 查詢紀錄表, an entry a row; each line changes some cells of `LINE`, serial numbers count up."""
    headings = [heading for heading in REGISTER_HEADINGS if heading not in without]
    rows = [{**LINE, "序號": str(n), **line} for n, line in enumerate(lines, start=1)]
    body = [[row[heading] for heading in headings] for row in rows]
    return sheet(path, headings, *body, title=f"{OFFICE}應用移民資訊連結作業系統查詢紀錄表")
