"""The stories of the program: a month, the answers to it, the papers of a year. Here alone rooms meet one another.

A story is loaded when it is first asked for: a command needs one of them, and the help none.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reconcile.archive import verify
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
    "verify",
]

_HOMES = {
    "archive": ("verify",),
    "pipeline.answers": ("standing", "take_in"),
    "pipeline.inputs": ("Files",),
    "pipeline.month": ("run_files", "run_month", "standing_record"),
    "pipeline.papers": ("Papers", "answer_agency", "bind_year", "list_retention", "make_checklist", "make_forms"),
    "publishing": ("set_aside",),
    "reading": ("inspect_file",),
    "reports": ("summary",),
    "rules": ("explain",),
}


def __getattr__(name: str) -> Any:
    """A story, from its home."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"reconcile.{home}"), name)
    raise AttributeError(f"module 'reconcile.pipeline' has no attribute '{name}'")
