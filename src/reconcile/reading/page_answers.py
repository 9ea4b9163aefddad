"""What the page report.html saved: a record that says whose it is and who signs, then one for each item."""

from pathlib import Path

from reconcile.carriers.raw import Document, Row
from reconcile.errors import FileRefused
from reconcile.history import ANSWERS, IDENTITY, SIGNOFF_SHEET, WORKLISTS, Filled, Worklist, WorklistRow
from reconcile.reading.worklist import digest_of_file
from reconcile.text.folding import clean

_SHEET = "頁"
_LABELS = ("機關", "月份", "報表驗證碼", "簽核人", "簽核日期")
_KNOWN = (_SHEET, *_LABELS, *IDENTITY, *ANSWERS)


def is_one(document: Document) -> bool:
    """It has the names of our records, as nothing else has."""
    return document.carrier == "json" and set(_KNOWN) <= set(_names(document))


def understood(document: Document, path: Path) -> Worklist:
    """The records as a worklist; raises FileRefused where one belongs to no sheet of ours."""
    names, rows = _names(document), document.sheets[0].rows[1:]
    records = [_said(names, row) for row in rows]
    labels = next((one for one in records if one.get(_SHEET) == SIGNOFF_SHEET), {})
    items: dict[str, list[WorklistRow]] = {name: [] for name in WORKLISTS}
    for number, record in enumerate(records):
        sheet = str(record.get(_SHEET))
        if sheet in items:
            cells = {heading: record[heading] for heading in (*IDENTITY, *ANSWERS) if heading in record}
            items[sheet].append(WorklistRow(f"第 {number} 筆", cells))
        elif record is not labels:
            raise FileRefused(path.name, "答覆檔的內容不完整或已被更改，請以報表頁面重新存檔。", f"第 {number} 筆")
    return Worklist(
        file=path.name,
        sha256=digest_of_file(path),
        rows={name: tuple(rows) for name, rows in items.items()},
        labels={name: labels[name] for name in _LABELS if name in labels},
    )


def _names(document: Document) -> list[str]:
    sheet = document.sheets[0] if document.sheets else None
    return [str(cell) for cell in sheet.rows[0].cells] if sheet and sheet.rows else []


def _said(names: list[str], row: Row) -> dict[str, Filled]:
    """The texts of a record; blank ones are left out."""
    return {name: said for name, cell in zip(names, row.cells, strict=False) if (said := clean(cell)) is not None}
