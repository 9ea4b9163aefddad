"""The lists that an office keeps beside the register, one declaration each."""

from reconcile.reading.lists import aliases, cases, closed_days, fax, roster
from reconcile.reading.lists.walk import ListKind, read

__all__ = ["ALIASES_LIST", "CASES_LIST", "CLOSED_DAYS_LIST", "FAX_LIST", "ROSTER_LIST", "ListKind", "read"]

ROSTER_LIST = roster.KIND
CASES_LIST = cases.KIND
FAX_LIST = fax.KIND
ALIASES_LIST = aliases.KIND
CLOSED_DAYS_LIST = closed_days.KIND
