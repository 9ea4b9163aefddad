"""The lists that an office keeps beside the register."""

from reconcile.reading.lists.between import contradictions
from reconcile.reading.lists.columns import objection
from reconcile.reading.lists.kind import ListKind
from reconcile.reading.lists.kinds import KINDS
from reconcile.reading.lists.walk import read, scan_list

__all__ = ["KINDS", "ListKind", "contradictions", "objection", "read", "scan_list"]
