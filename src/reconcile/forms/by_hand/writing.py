"""Both files of a 逐筆核對表."""

from pathlib import Path

from reconcile.forms.by_hand.in_workbook import write_list_in_workbook
from reconcile.forms.by_hand.on_paper import list_on_paper
from reconcile.forms.by_hand.wanted import ListToCheck
from reconcile.forms.paper.typesetting import write_pdf


def write_list_to_check(wanted: ListToCheck, folder: Path) -> tuple[Path, ...]:
    """Write .pdf to print and .xlsx to fill in into a folder that exists; the same list gives the same bytes."""
    paper, workbook = folder / f"{wanted.stem}.pdf", folder / f"{wanted.stem}.xlsx"
    write_pdf(list_on_paper(wanted), paper)
    write_list_in_workbook(wanted, workbook)
    return paper, workbook
