"""All kinds of lists, one module each."""

from reconcile.reading.lists import aliases, cases, closed_days, fax, printouts, roster
from reconcile.reading.lists.kind import ListKind

KINDS: dict[str, ListKind] = {
    module.KIND.table.name: module.KIND for module in (roster, cases, fax, aliases, closed_days, printouts)
}
"""Each under the name of its table."""
