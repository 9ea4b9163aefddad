"""Reconcile what an office's accounts queried with what the office wrote down (花蓮縣移民資訊管理要點 七、十一)."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from reconcile.version import VERSION

if TYPE_CHECKING:
    from reconcile.lists import Lists
    from reconcile.matching import match
    from reconcile.outcome import Matching, Outcome, Reading
    from reconcile.pipeline import run_month
    from reconcile.reading import (
        read_aliases,
        read_cases,
        read_closed_days,
        read_fax,
        read_register,
        read_roster,
        read_statement,
    )
    from reconcile.rules import judge
    from reconcile.settings import Settings, load_settings
    from reconcile.text.dates import Month

__version__ = VERSION

__all__ = [
    "Lists",
    "Matching",
    "Month",
    "Outcome",
    "Reading",
    "Settings",
    "judge",
    "load_settings",
    "match",
    "read_aliases",
    "read_cases",
    "read_closed_days",
    "read_fax",
    "read_register",
    "read_roster",
    "read_statement",
    "run_month",
]

_HOMES = {
    "matching": ("match",),
    "lists": ("Lists",),
    "outcome": ("Matching", "Outcome", "Reading"),
    "pipeline": ("run_month",),
    "reading": (
        "read_aliases",
        "read_cases",
        "read_closed_days",
        "read_fax",
        "read_register",
        "read_roster",
        "read_statement",
    ),
    "rules": ("judge",),
    "settings": ("Settings", "load_settings"),
    "text.dates": ("Month",),
}


def __getattr__(name: str) -> Any:
    """A name of the API, from its room when it is first asked for: the child that opens a document needs no pandas."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"reconcile.{home}"), name)
    raise AttributeError(f"module 'reconcile' has no attribute '{name}'")
