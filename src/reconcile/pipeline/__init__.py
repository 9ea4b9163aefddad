"""The stories of the program: a month, the answers to it, the papers of a year. Here alone rooms meet one another.

A story is loaded when it is first asked for: a command needs one of them, and the help none.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reconcile.archive import verify
    from reconcile.pipeline.answers import office_status, take_in
    from reconcile.pipeline.job import Files, Job
    from reconcile.pipeline.month import run, run_month, unchanged_record
    from reconcile.pipeline.papers import Papers, answer_agency, bind_year, list_retention, make_checklist, make_forms
    from reconcile.publishing import set_aside
    from reconcile.reading import inspect_file
    from reconcile.reports import summary
    from reconcile.rules import catalogue_of, explain

__all__ = [
    "Files",
    "Job",
    "Papers",
    "answer_agency",
    "bind_year",
    "catalogue_of",
    "explain",
    "inspect_file",
    "list_retention",
    "make_checklist",
    "make_forms",
    "run",
    "run_month",
    "set_aside",
    "summary",
    "take_in",
    "unchanged_record",
    "verify",
]

_HOMES = {
    "archive": ("verify",),
    "pipeline.answers": ("office_status", "take_in"),
    "pipeline.job": ("Files", "Job"),
    "pipeline.month": ("run", "run_month", "unchanged_record"),
    "pipeline.papers": ("Papers", "answer_agency", "bind_year", "list_retention", "make_checklist", "make_forms"),
    "publishing": ("set_aside",),
    "reading": ("inspect_file",),
    "reports": ("summary",),
    "rules": ("catalogue_of", "explain"),
}


def __getattr__(name: str) -> Any:
    """A story, from its home."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"reconcile.{home}"), name)
    raise AttributeError(f"module 'reconcile.pipeline' has no attribute '{name}'")
