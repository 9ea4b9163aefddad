"""Which kind of list a document is: that of whose columns it has most."""

from dataclasses import replace

from reconcile.carriers.raw import Document
from reconcile.reading.headers import SAMPLE_ROWS
from reconcile.reading.lists.columns import objection
from reconcile.reading.lists.kind import ListKind
from reconcile.reading.lists.kinds import KINDS
from reconcile.reading.lists.walk import scan_list

SEARCHED_SHEETS = 5
"""In so many sheets, or pages, the header is looked for."""


def list_in(document: Document, beyond: int) -> ListKind | None:
    """The list that the document is; null where it is none, or has no more columns of one than `beyond`."""
    sheets = (replace(sheet, rows=sheet.rows[:SAMPLE_ROWS]) for sheet in document.sheets[:SEARCHED_SHEETS])
    head = replace(document, sheets=tuple(sheets))
    counted: dict[str, int] = {}
    for name, kind in KINDS.items():
        found = scan_list(head, kind)
        if objection(kind, found) is None:
            counted[name] = max(len(layout.columns) for layout in found.layouts)
    best = max(counted, key=lambda name: counted[name], default=None)
    return KINDS[best] if best and counted[best] > beyond else None
