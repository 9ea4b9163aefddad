"""The regulation as data: purposes, clauses, forms' wordings, cadence, and the thresholds that it leaves open."""

from reconcile.regulation.profile import (
    SHIPPED,
    Cadence,
    ChecklistWording,
    ClausePage,
    OfficialForm,
    Purpose,
    Regulation,
    Thresholds,
)

__all__ = [
    "SHIPPED",
    "Cadence",
    "ChecklistWording",
    "ClausePage",
    "OfficialForm",
    "Purpose",
    "Regulation",
    "Thresholds",
]
