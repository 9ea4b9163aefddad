"""What page and paper show of a month with more items than anybody reads there: how many of each kind."""

from dataclasses import replace

from reconcile.reports import wording
from reconcile.reports.view import View

MOST = 3_000
"""So many items are shown one by one; the paper of ten thousand is 46 MB and takes 3.6 GB to set."""


def shortened(view: View) -> View:
    """The view itself; of more than `MOST` items only their counts, and a sentence where they stand one by one."""
    items = sum(section.size for section in view.sections[1:])
    if items <= MOST:
        return view
    carried, *others = view.sections
    return replace(
        view,
        shortened=wording.shortened(items, MOST),
        sections=(carried, *(section.counted() for section in others)),
    )
