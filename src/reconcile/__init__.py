"""Reconcile what an office's accounts queried with what the office wrote down (花蓮縣移民資訊管理要點 七、十一)."""

from reconcile.matching import match
from reconcile.outcome import Lists, Matching, Outcome, Reading
from reconcile.pipeline import run_month
from reconcile.reading import read_register, read_roster, read_statement
from reconcile.rules import judge
from reconcile.settings import Settings, load_settings
from reconcile.text.dates import Month
from reconcile.version import VERSION

__version__ = VERSION

__all__ = [
    "Lists",
    "Matching",
    "Month",
    "Outcome",
    "Reading",
    "Settings",
    "__version__",
    "judge",
    "load_settings",
    "match",
    "read_register",
    "read_roster",
    "read_statement",
    "run_month",
]
