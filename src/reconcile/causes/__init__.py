"""A few causes instead of hundreds of findings: mistakes proven by undoing them in a copy of the month (DESIGN §4)."""

from reconcile.causes.choice import Caused, causes_of

__all__ = ["Caused", "causes_of"]
