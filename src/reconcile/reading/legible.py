"""What stands in a document and cannot be seen, or cannot be told for sure."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from reconcile.carriers.raw import Document, Row, Sheet, column_name
from reconcile.errors import Problem
from reconcile.reading.headings import NO_COLUMN_OF_OURS, plain
from reconcile.reading.layouts import Layout
from reconcile.reading.scanned import DataRow, Scan
from reconcile.regulation import OfficialForm
from reconcile.text.folding import clean


def illegible(document: Document, headers: Collection[tuple[Sheet, int]] = ()) -> list[Problem]:
    """A problem for each flaw, and each page with text that is not shown or stands on other ink.

    `headers` are the rows, by sheet and number, whose words were known: nothing of them is missing.
    """
    problems = [Problem(document.file, flaw.place or "", flaw.reason) for flaw in document.flaws]
    for sheet in document.sheets:
        if sheet.hidden_columns:
            names = "、".join(column_name(at) for at in sheet.hidden_columns)
            reason = f"{names} 欄為隱藏欄，未列入，請取消隱藏後確認。"
            problems.append(Problem(document.file, sheet.place(), reason, sheet.page))
        if sheet.unseen:
            reason = f"有 {sheet.unseen} 個字在畫面上看不到（可能在頁面範圍之外），未能讀取，請確認原始檔案。"
            problems.append(Problem(document.file, sheet.place(), reason, sheet.page))
        if stacked := sum(row.overprinted and (sheet, row.number) not in headers for row in sheet.rows):
            reason = f"有 {stacked} 列的文字與格線或其他文字重疊，可能沒有印全，請對照原始檔案，或改以 Excel 檔重跑。"
            problems.append(Problem(document.file, sheet.place(), reason, sheet.page))
    return problems


def unruled(document: Document, found: Scan) -> list[Problem]:
    """A problem for each page whose rows and columns nothing but white tells apart.

    A statement's are held to much else (`gutters`); a register and a list print neither totals nor serial numbers that
    would show a line taken for another's. Where one column is all, there is none to be taken for.
    """
    several = (row for row in found.rows if len(row.layout.columns) + len(row.layout.unknown) > 1)
    pages = {row.sheet.page: row.sheet for row in several if not row.sheet.ruled}.values()
    reason = "表格沒有框線，無法確定各欄、各列的界線，請改以有框線的 PDF、Excel、ODS 或 Word 檔重跑。"
    return [Problem(document.file, sheet.place(), reason, sheet.page) for sheet in pages]


_OURS = re.compile("事由|說明")
_OTHERS = frozenset(NO_COLUMN_OF_OURS.split())
_SIGNING = re.compile("簽|核章|核閱|覆核|複核")


def passed_over(document: Document, found: Scan, form: OfficialForm) -> list[Problem]:
    """A problem for each column that holds text, seems to be one of a register, and was taken for none.

    `form` is that of the register, whose headings are known. Where a register lacks a column that each has, any column
    that most rows fill may be it.
    """
    told: dict[str, Problem] = {}
    filled = Counter(heading for data in found.rows for heading in _filled(data))
    for data in found.rows:
        for heading in _filled(data):
            ours = _OURS.search(heading) or (_SIGNING.search(heading) and not data.layout.has("signed_by"))
            usual = filled[heading] * 2 > len(found.rows) and plain(heading) not in _OTHERS
            if heading not in told and (ours or (usual and _lacks_a_column(data.layout))):
                reason = f"「{heading[:20]}」欄有內容而看不出是什麼，未採用，請改用{form.number}的欄名後重跑。"
                told[heading] = Problem(document.file, data.place, reason, data.sheet.page)
    return list(told.values())


def _filled(data: DataRow) -> list[str]:
    """The headings that are not known, of the columns in which the row holds something."""
    cells = data.row.cells
    return [heading for at, heading in data.layout.unknown.items() if at < len(cells) and clean(cells[at])]


def _lacks_a_column(layout: Layout) -> bool:
    """Nobody's signature, user or result has a column, or only some of the purposes have one each."""
    purposes = layout.has("purposes") or all(map(layout.has, layout.purpose_columns))
    results = layout.has("result", "succeeded", "failed")
    return not (layout.has("signed_by") and layout.has("user_name") and results and purposes)


def dubious(row: Row) -> Iterator[str]:
    """A sentence where the engines read a row differently, or where a viewer does not show it."""
    if row.doubtful:
        yield "兩種解讀程式讀出的文字不一致，請對照原始檔案，或改以 Excel 檔重跑。"
    if row.hidden:
        yield "此列在畫面上看不到（隱藏列、隱藏工作表或隱形文字），已一併讀取，請確認原始檔案。"
