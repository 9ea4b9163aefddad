"""The blank forms, to print and to type in."""

from datetime import date
from pathlib import Path

import pandas as pd

from reconcile.forms.fax_form import blank_fax_form, fax_forms
from reconcile.forms.paper.writing import write_form
from reconcile.forms.register.handwritten import blank_register
from reconcile.forms.register.typed import write_workbook


def write_blank_forms(folder: Path, agency: str | None) -> tuple[Path, ...]:
    """Write 附件一 and 附件二 blank as .odt, .docx and .pdf, and 附件一 as .xlsx, into a folder that exists."""
    workbook = folder / "附件一-查詢紀錄表.xlsx"
    write_workbook(workbook, agency)
    return (
        *write_form(blank_register(agency), folder, "附件一-查詢紀錄表"),
        workbook,
        *write_form(blank_fax_form(agency), folder, "附件二-疑義查詢表"),
    )


def write_fax_forms(rows: pd.DataFrame, folder: Path, *, agency: str | None, today: date) -> tuple[Path, ...]:
    """Write 附件二 filled, a page for each row of a fax log (`lists.FAX`); it holds identifiers whole.

    Nothing is written where nothing was faxed.
    """
    if rows.empty:
        return ()
    return write_form(fax_forms(rows, agency, today), folder, "附件二-疑義查詢表（已填）")
