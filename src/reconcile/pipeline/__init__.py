"""The stories of the program: a month, the answers to it, the papers of a year. Here alone rooms meet one another."""

from reconcile.archive import verify as verified
from reconcile.pipeline.answers import standing, take_in
from reconcile.pipeline.inputs import Files
from reconcile.pipeline.month import run_files, run_month, standing_record
from reconcile.pipeline.papers import Papers, answer_agency, bind_year, list_retention, make_checklist, make_forms
from reconcile.publishing import set_aside
from reconcile.reading import inspect_file
from reconcile.reports import summary
from reconcile.rules import explain

__all__ = [
    "Files",
    "Papers",
    "answer_agency",
    "bind_year",
    "explain",
    "inspect_file",
    "list_retention",
    "make_checklist",
    "make_forms",
    "run_files",
    "run_month",
    "set_aside",
    "standing",
    "standing_record",
    "summary",
    "take_in",
    "verified",
]
