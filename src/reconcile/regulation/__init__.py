"""The regulation as data: purposes, texts of the clauses, cadence, and the thresholds that it leaves open."""

from reconcile.regulation.profile import REGULATION, Cadence, Purpose, Regulation, Thresholds

__all__ = ["REGULATION", "Cadence", "Purpose", "Regulation", "Thresholds"]
