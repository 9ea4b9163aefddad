"""What a document shows besides the text of its rows: pictures, shapes, notes, struck-out words."""

from collections.abc import Iterator, Sequence

from reconcile.carriers.raw import Document, Row, Sheet, Thing
from reconcile.errors import Problem
from reconcile.reading.scanned import DataRow, Scan

CALLED = {
    "picture": "圖片",
    "box": "文字方塊或圖案",
    "note": "註解",
    "chart": "圖表",
    "control": "表單控制項",
    "object": "內嵌的其他文件",
    "formula": "沒有計算結果的公式",
}
"""What the office calls each thing that nobody may overlook; a prompt and the mark of a footnote are none of it."""

_STRUCK = "有文字被劃上刪除線，視同未寫，請確認原始檔案。"
_CONCEALED = "有文字在畫面上看不到（隱藏或與底色同色），未列入，請確認原始檔案。"


def besides(row: Row) -> Iterator[str]:
    """A sentence for each thing of a row that is read all the same, but not as the row's text."""
    if row.struck:
        yield _STRUCK
    if row.concealed:
        yield _CONCEALED
    if kinds := _kinds(row):
        yield f"列上有{kinds}，其內容無法讀取，請確認原始檔案。"


def unclaimed(document: Document, found: Scan) -> list[Problem]:
    """A problem for each row that is struck out whole, or thing that lies where rows stand.

    Above the first row and below the last stand emblems and stamps, which are nobody's queries.
    """
    problems = []
    for sheet in document.sheets:
        if not any(row.over or row.struck for row in sheet.rows):
            continue
        rows = [data for data in found.rows if data.sheet is sheet]
        told = _among(sheet, rows) if rows else _alone(sheet, found)
        problems += [
            Problem(document.file, sheet.place(number), reason, sheet.page)
            for number, reason in told  # of which most sheets have none
        ]
    return problems


def _among(sheet: Sheet, table: Sequence[DataRow]) -> Iterator[tuple[int | None, str]]:
    """A blank row below the last that is as wide as those above is of their table.

    On a worksheet, where rows have no end, a picture is that begins right below and is about as wide as the table.
    """
    rows = [data.row for data in table]
    known, width = {row.number for row in rows}, len(rows[-1].cells)
    first, last = min(known), max(known)
    for row in sheet.rows:
        if row.number in known:
            continue
        if row.blank and row.struck and row.number >= first:
            yield row.number, "整列被劃上刪除線，視同未寫，請確認原始檔案。"
        of_table = not sheet.name and row.blank and row.number > last and len(row.cells) == width
        of_table = of_table or any(_goes_on(thing, table[-1], last) for _, thing in row.over if sheet.name)
        if kinds := _kinds(row, (first, row.number) if of_table else (first, last)):
            yield row.number, f"表格範圍內有{kinds}，其內容無法讀取，請確認原始檔案。"


def _goes_on(thing: Thing, data: DataRow, last: int) -> bool:
    """A picture that begins within two rows below the last and lies below most of its columns."""
    left, right = min(data.layout.columns.values()), max(data.layout.columns.values())
    shared = min(thing.columns[1], right) - max(thing.columns[0], left) + 1
    begins = last < thing.rows[0] <= last + 2
    return thing.kind in {"picture", "object"} and begins and shared > WIDE * (right - left + 1)


WIDE = 0.75
"""The share of the columns of a table below which a picture lies that may be rows of it."""


def _alone(sheet: Sheet, found: Scan) -> Iterator[tuple[int | None, str]]:
    """A sheet that shows nothing but pictures may be a page of rows nevertheless.

    So may a page with pictures below its header, or below its first line of text.
    """
    written = [row.number for row in sheet.rows if not row.blank]
    if not written:
        if told := next(filter(None, map(_kinds, sheet.rows)), ""):
            yield None, f"只有{told}而沒有文字，其內容無法讀取，請確認原始檔案。"
    elif sheet.page:
        top = found.tops.get(sheet)
        below = (top[0] if top else written[0]) + 1, len(sheet.rows)
        if told := next(filter(None, (_kinds(row, below) for row in sheet.rows)), ""):
            yield None, f"沒有任何資料列而有{told}，其內容無法讀取，請確認原始檔案。"


def _kinds(row: Row, among: tuple[int, int] | None = None) -> str:
    """In the office's words what lies over the row and, if told, over some of those rows."""
    things = (thing for _, thing in row.over if among is None or _overlap(thing.rows, among))
    return "、".join(dict.fromkeys(CALLED[thing.kind] for thing in things if thing.kind in CALLED))


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
