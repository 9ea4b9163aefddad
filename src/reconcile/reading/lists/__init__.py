"""The lists that an office keeps beside the register."""

from reconcile.reading.lists.between import contradictions
from reconcile.reading.lists.kind import ListKind
from reconcile.reading.lists.kinds import KINDS
from reconcile.reading.lists.recognition import list_in
from reconcile.reading.lists.walk import read

__all__ = ["KINDS", "ListKind", "contradictions", "list_in", "read"]
