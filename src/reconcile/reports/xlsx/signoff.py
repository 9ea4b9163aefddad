"""The sheet 簽核: whose worklist it is, and who signs for it (`history.SIGNOFF_SHEET`)."""

from xlsxwriter.worksheet import Worksheet

from reconcile.reports.view import View
from reconcile.reports.xlsx.styles import Styles, on_paper, put

_HEIGHT = 30


def write_signoff(sheet: Worksheet, view: View, styles: Styles) -> None:
    """A label and its value a row; a signature that still holds is filled in."""
    on_paper(sheet, view)
    sheet.set_column(0, 0, 16, styles.plain)
    sheet.set_column(1, 1, 84, styles.plain)
    signed = view.signoff
    holds = signed is not None and signed.state == "有效"
    rows = (
        ("機關", view.agency, styles.value),
        ("月份", view.month, styles.value),
        ("報表驗證碼", view.seals.digest, styles.value),
        ("前次封存", view.seals.previous, styles.value),
        ("簽核狀態", signed.sentence if signed else "", styles.value),
        ("簽核人", signed.by if signed and holds else "", styles.filled),
        ("簽核日期", signed.on if signed and holds else None, styles.filled_day),
    )
    for row, (label, value, style) in enumerate(rows):
        sheet.set_row(row, _HEIGHT)
        put(sheet, row, 0, label, styles.label)
        put(sheet, row, 1, value, style)
    put(
        sheet, len(rows) + 1, 0, "請勿更動機關、月份及報表驗證碼：簽核以報表驗證碼為準，內容變更後即失效。", styles.soft
    )
