"""The blank forms, to print and to type in."""

from datetime import date
from pathlib import Path

import pandas as pd

from reconcile.documents import REGISTER
from reconcile.forms.fax_form import blank_fax_form, fax_forms
from reconcile.forms.paper.writing import write_form
from reconcile.forms.register.handwritten import blank_register
from reconcile.forms.register.typed import write_workbook
from reconcile.regulation import Regulation


def write_blank_forms(folder: Path, agency: str | None, regulation: Regulation) -> tuple[Path, ...]:
    """Write the register's and the fax query's form blank as .odt, .docx and .pdf, and the register's as .xlsx.

    The folder exists.
    """
    register = f"{regulation.forms['register'].number}-{REGISTER.title}"
    workbook = folder / f"{register}.xlsx"
    write_workbook(workbook, agency, regulation)
    return (
        *write_form(blank_register(agency, regulation), folder, register),
        workbook,
        *write_form(blank_fax_form(agency, regulation), folder, _fax(regulation)),
    )


def write_fax_forms(
    rows: pd.DataFrame, folder: Path, *, agency: str | None, today: date, regulation: Regulation
) -> tuple[Path, ...]:
    """Write the fax query's form filled, a page for each row of a log (`lists.FAX`); it holds identifiers whole.

    Nothing is written where nothing was faxed.
    """
    if rows.empty:
        return ()
    return write_form(fax_forms(rows, agency, today, regulation), folder, f"{_fax(regulation)}（已填）")


def _fax(regulation: Regulation) -> str:
    form = regulation.forms["fax"]
    return f"{form.number}-{form.called}"
