"""Times of day whose day stands above the rows, or names their sheet: a sheet a day, a group a day."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby, takewhile

from reconcile.carriers.raw import Cell, Document
from reconcile.reading.columns_by_content import as_instants
from reconcile.reading.instants import is_clock
from reconcile.reading.layouts import Layout
from reconcile.reading.scanned import DataRow, Note, Scan
from reconcile.text.dates import parse_date, parse_time, roc_date
from reconcile.text.days_said import are_days, said_of
from reconcile.text.folding import clean, fold_widths
from reconcile.text.partial_dates import NOWHERE, Around

_OF_QUERIES = re.compile(r"^(?:查詢|使用|作業|交易)日期?\s*[:：]\s*")
_LABEL = re.compile(r"^(?:查詢|使用|作業|交易)?日期?\s*[:：]\s*")
"""Above the header a bare 日期 may be that of the print."""
_DATE = r"\d{3,4}\s*[年/.-]\s*\d{1,2}\s*[月/.-]\s*\d{1,2}\s*日?"
_PERIOD = re.compile(rf"({_DATE})\s*(?:[~～至到－—-]|to)\s*({_DATE})")
LONGEST_COUNT = 4
"""1002 names a sheet; in a row of its own it may count something."""
_DAY_ALONE = re.compile(r"([12]\d|3[01]|0?[1-9])\s*[日號]")


def with_days_above(document: Document, found: Scan) -> Scan:
    """The walk with each row's time of day on the day that stands above it, where no column has one.

    The year or month may stand in the title, in the period or in the name of the file, unless that is a day, as of a
    download. Sheets may be named by bare numbers, as `are_days` tells. A row above which no day stands is left.
    """
    bare = {one for one in found.layouts if not one.has("queried_on") and _tells_times_only(found, one)}
    if not bare:
        return found
    whole = {one: as_instants(one) if one.has("queried_time") else one for one in bare}
    return replace(
        found,
        items=list(_on_their_days(document, found, whole)),
        layouts=[whole.get(layout, layout) for layout in found.layouts],
    )


def _tells_times_only(found: Scan, layout: Layout) -> bool:
    """Its column of times is headed so, or all that is written below 查詢時間 is times of day."""
    if layout.has("queried_time"):
        return not layout.has("queried_at")
    if not layout.has("queried_at"):
        return False
    cells = (layout.cell(row.row, "queried_at") for row in found.rows if row.layout is layout)
    written = (cell for cell in cells if clean(cell))
    first = next(written, None)
    return is_clock(first) and all(map(is_clock, written))


def _of_file(name: str) -> Around:
    """The year and month in the name of a file; that of a day tells when it was made."""
    told = said_of(re.sub(r"\.\w+$", "", name), NOWHERE, named=True)
    return NOWHERE if told.day else told


def _on_their_days(document: Document, found: Scan, whole: dict[Layout, Layout]) -> Iterator[DataRow | Note]:
    day: date | None = None
    around = _of_file(document.file)
    sheets = [(sheet, list(items)) for sheet, items in groupby(found.items, key=lambda item: item.sheet)]
    by_day = are_days([sheet.name or "" for sheet in document.sheets])
    headed = _are_dated([items for sheet, items in sheets if not sheet.page], around)
    for sheet, items in sheets:
        around = _around(items, around)
        name = sheet.name or ""
        day = _day_in(f"{name}日" if by_day and name.isdecimal() else name, around) or (day if sheet.page else None)
        top = found.tops.get(sheet)
        for item in items:
            if isinstance(item, Note):
                above = not sheet.page and (top is None or item.row.number < top[0])
                below = headed if above else item.layout is not None
                titled = _OF_QUERIES.match(fold_widths(item.text)) is not None
                counts = item.text.isdecimal() and len(item.text) <= LONGEST_COUNT
                own = _day_in(item.text, around) if (below or titled) and not counts else None
                day = own or day
                yield item._replace(text=f"查詢日期：{roc_date(own)}") if own else item
            elif item.layout in whole:
                yield _on_its_day(item, whole[item.layout], day)
            else:
                yield item


def _are_dated(sheets: Sequence[Sequence[DataRow | Note]], around: Around) -> bool:
    """Above the rows of each worksheet stands another day alone: none is that of a print."""
    days: list[list[date]] = []
    for items in sheets:
        around = _around(items, around)
        notes = takewhile(lambda item: isinstance(item, Note), items)
        told = (_day_in(note.text, around) for note in notes if isinstance(note, Note))
        if any(isinstance(item, DataRow) for item in items):
            days.append([day for day in told if day])
    return len(days) > 1 and all(len(one) == 1 for one in days) and len({one[0] for one in days}) == len(days)


def _on_its_day(item: DataRow, layout: Layout, day: date | None) -> DataRow:
    cells = list(item.row.cells)
    at = layout.columns["queried_at"]
    if day and at < len(cells):
        cells[at] = _on(day, cells[at])
    return item._replace(layout=layout, row=item.row._replace(cells=tuple(cells)))


def _around(items: Iterable[DataRow | Note], around: Around) -> Around:
    """Year and month that the titles of a sheet name, or a period within one month; else those of the one before."""
    for item in items:
        if isinstance(item, DataRow):
            break
        if period := _PERIOD.search(fold_widths(item.text)):
            first, last = (_day_in(day, NOWHERE) for day in period.groups())
            if first and last and (first.year, first.month) == (last.year, last.month):
                around = Around(first.year, first.month)
        else:
            around = said_of(item.text, around)
    return around


def _day_in(text: str, around: Around) -> date | None:
    """The day that is all the text says, behind a label or alone; None where it says anything else."""
    plain = _LABEL.sub("", fold_widths(text).strip())
    try:
        return parse_date(plain)
    except ValueError:
        if alone := _DAY_ALONE.fullmatch(plain):
            return around._replace(day=int(alone[1])).on
        told = said_of(plain, around._replace(day=None), named=True)
        return told.on


def _on(day: date, cell: Cell) -> Cell:
    try:
        return datetime.combine(day, parse_time(cell))
    except ValueError:
        return cell
