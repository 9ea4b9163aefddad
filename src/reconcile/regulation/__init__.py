"""The regulation as data: purposes, clauses, forms' wordings, cadence, and the thresholds that it leaves open."""

from reconcile.regulation.profile import (
    SHIPPED,
    Cadence,
    Purpose,
    Regulation,
    Thresholds,
)
from reconcile.regulation.wordings import (
    ChecklistWording,
    ClausePage,
    FaxPaper,
    OfficialForm,
    Wordings,
)

__all__ = [
    "SHIPPED",
    "Cadence",
    "ChecklistWording",
    "ClausePage",
    "FaxPaper",
    "OfficialForm",
    "Purpose",
    "Regulation",
    "Thresholds",
    "Wordings",
]
