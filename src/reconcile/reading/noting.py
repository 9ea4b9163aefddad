"""The column in which an office writes the business behind (四), whatever its words."""

import re
from dataclasses import replace

from reconcile.reading.headings import PURPOSE_COLUMNS
from reconcile.reading.layouts import Layout
from reconcile.reading.scanned import DataRow, Scan

_WHAT, _TOLD = re.compile("事由|其他|業務|原因|用途"), re.compile("說明|補充|敘|註明|內容|描述|具體")
_NO_NOTE = re.compile("備註|結果|條件|主管|簽|核")


def with_notes(found: Scan) -> Scan:
    """The same rows; one column whose words speak of telling the purpose holds what was told."""
    known: dict[Layout, Layout] = {}
    items = [
        item._replace(layout=known.setdefault(item.layout, _completed(item.layout)))
        if isinstance(item, DataRow)
        else item
        for item in found.items
    ]
    return replace(found, items=items, layouts=list(map(_completed, found.layouts)))


def _completed(layout: Layout) -> Layout:
    """The layout with its one column of that kind; as it is where it has a better, or several."""
    if layout.has("purpose_note") or not layout.has("purposes", *PURPOSE_COLUMNS):
        return layout
    several = [at for at, heading in layout.unknown.items() if _is_note(heading)]
    if len(several) != 1:
        return layout
    at = several[0]
    return replace(
        layout,
        columns=layout.columns | {"purpose_note": at},
        headings=layout.headings | {"purpose_note": layout.unknown[at]},
        reasons=layout.reasons | {"purpose_note": "標題"},
        unknown={other: heading for other, heading in layout.unknown.items() if other != at},
    )


def _is_note(heading: str) -> bool:
    words = _WHAT.search(heading) and _TOLD.search(heading)
    return words is not None and _NO_NOTE.search(heading) is None
