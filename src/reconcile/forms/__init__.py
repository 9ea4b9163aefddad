"""The forms of the regulation: blank, filled from the archive, and bound into the year's volume."""

from reconcile.forms.blanks import write_blank_forms, write_fax_forms
from reconcile.forms.books import Books
from reconcile.forms.by_hand.wanted import ListToCheck
from reconcile.forms.by_hand.writing import write_list_to_check
from reconcile.forms.checklist.answering import Checklist, checklist_of
from reconcile.forms.checklist.on_paper import write_checklist
from reconcile.forms.destruction import write_retention
from reconcile.forms.improvement import write_improvement
from reconcile.forms.period import Half, Period
from reconcile.forms.volume.writing_year import Printout, Volume, printouts_of, write_volume

__all__ = [
    "Books",
    "Checklist",
    "Half",
    "ListToCheck",
    "Period",
    "Printout",
    "Volume",
    "checklist_of",
    "printouts_of",
    "write_blank_forms",
    "write_checklist",
    "write_fax_forms",
    "write_improvement",
    "write_list_to_check",
    "write_retention",
    "write_volume",
]
