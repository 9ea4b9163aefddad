"""Times of day whose day stands above the rows, or names their sheet: a sheet a day, a group a day."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from reconcile.carriers.raw import Cell, Sheet
from reconcile.reading.columns_by_content import as_instants
from reconcile.reading.layouts import Layout
from reconcile.reading.scan import DataRow, Note, Scan
from reconcile.text.dates import parse_date, parse_time
from reconcile.text.folding import fold_widths

_OF_QUERIES = re.compile(r"^(?:查詢|使用|作業|交易)日期?\s*[:：]\s*")
_LABEL = re.compile(r"^(?:查詢|使用|作業|交易)?日期?\s*[:：]\s*")
"""Above the header a bare 日期 may be that of the print."""


def with_days_above(found: Scan) -> Scan:
    """The walk with each row's time of day on the day that stands above it, where no column has one.

    A row above which none stands is left as it is.
    """
    bare = {one for one in found.layouts if one.has("queried_time") and not one.has("queried_at", "queried_on")}
    if not bare:
        return found
    whole = {layout: as_instants(layout) for layout in bare}
    return replace(
        found,
        items=list(_on_their_days(found, whole)),
        layouts=[whole.get(layout, layout) for layout in found.layouts],
    )


def _on_their_days(found: Scan, whole: dict[Layout, Layout]) -> Iterator[DataRow | Note]:
    sheet: Sheet | None = None
    day: date | None = None
    for item in found.items:
        if item.sheet is not sheet:
            sheet, day = item.sheet, _day_in(item.sheet.name or "") or (day if item.sheet.page else None)
        if isinstance(item, Note):
            below = item.layout is not None
            titled = _OF_QUERIES.match(fold_widths(item.text)) is not None
            day = (_day_in(item.text) if below or titled else None) or day
            yield item
        elif item.layout in whole:
            cells = list(item.row.cells)
            at = item.layout.columns["queried_time"]
            if day and at < len(cells):
                cells[at] = _on(day, cells[at])
            yield item._replace(layout=whole[item.layout], row=item.row._replace(cells=tuple(cells)))
        else:
            yield item


def _day_in(text: str) -> date | None:
    """The day that is all the text says, behind a label or alone; None where it says anything else."""
    try:
        return parse_date(_LABEL.sub("", fold_widths(text).strip()))
    except ValueError:
        return None


def _on(day: date, cell: Cell) -> Cell:
    try:
        return datetime.combine(day, parse_time(cell))
    except ValueError:
        return cell
