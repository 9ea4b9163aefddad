"""report.xlsx: the worklist of the month. Cells hold constants only; no formula or link can live in them."""

from datetime import datetime
from functools import partial
from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter import theme, xmlwriter
from xlsxwriter.exceptions import FileCreateError

from reconcile.history import SIGNOFF_SHEET
from reconcile.reports.view import View
from reconcile.reports.xlsx.sheets_to_read import write_pairs, write_problems, write_sample
from reconcile.reports.xlsx.signoff import write_signoff
from reconcile.reports.xlsx.styles import Styles
from reconcile.reports.xlsx.summary import write_summary
from reconcile.reports.xlsx.worklist import write_worklist

# A part that lies on disk gets the line ends of the platform: the same month would be other bytes on Windows.
vars(xmlwriter)["open"] = vars(theme)["open"] = partial(open, newline="\n")


def write_xlsx(view: View, path: Path) -> None:
    """Write all sheets; each is there every month, so that a reader knows where to look.

    Their parts lie beside `path` until they are packed: those of a huge month are a gigabyte. Raises OSError.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    packed = BytesIO()
    try:
        with xlsxwriter.Workbook(packed, {**options, "tmpdir": str(path.parent)}) as workbook:
            _write_sheets(workbook, view)
    except FileCreateError as failed:  # so that a full disk is an OSError, as everywhere
        raise failed.args[0].with_traceback(None) from None  # the zip ends before what it is packed into
    path.write_bytes(packed.getvalue())


def _write_sheets(workbook: xlsxwriter.Workbook, view: View) -> None:
    created = datetime.fromisoformat(view.created_on)
    workbook.set_properties({"title": f"{view.month}{view.title}", "company": view.agency, "created": created})
    styles = Styles(workbook)
    write_summary(workbook.add_worksheet("摘要"), view, styles)
    for section in view.sections:
        write_worklist(workbook.add_worksheet(section.name), view, section, styles)
    write_signoff(workbook.add_worksheet(SIGNOFF_SHEET), view, styles)
    write_sample(workbook.add_worksheet("抽查表"), view, styles)
    write_pairs(workbook.add_worksheet("對應明細"), view, styles)
    write_problems(workbook.add_worksheet("問題"), view, styles)
