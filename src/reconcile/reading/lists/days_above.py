"""Lists of which each day's rows stand below the day: above a header of their own, in a row, or as a sheet's name."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reconcile.carriers.raw import Row, Sheet
from reconcile.reading.layouts import Layout
from reconcile.reading.scanned import DataRow, Note, Scan
from reconcile.text.days_said import day_said

_WHY = "列上方的日期"
_MOST_CELLS = 7
_OF_CASES = re.compile(r"\s*(?:受理|收件|申請|登記|登入|使用|查詢)")


def with_days_above(found: Scan, meaning: str) -> Scan:
    """The day above each row as a column of it, where no table has one; as it is where a row has none.

    One bare date above all rows may be that of the print: it is the day of none.
    """
    bare = [layout for layout in found.layouts if not layout.has(meaning)]
    if not bare or len(bare) < len(found.layouts) or _may_be_printed(found):
        return found
    items: list[DataRow | Note] = []
    dated = {layout: _with_column(layout, meaning) for layout in bare}
    sheet: Sheet | None = None
    day: str | None = None
    for item in found.items:
        if item.sheet is not sheet:
            day = _day(item.sheet.name or "", named=True) or (day if item.sheet.page else None)
            sheet = item.sheet
        if own := _alone(item.row):
            day = own
        elif isinstance(item, Note):
            items.append(item)
        elif day is None:
            return found
        else:
            items.append(_on(item, day, dated[item.layout], meaning))
    return replace(found, items=items, layouts=[dated[layout] for layout in found.layouts])


def _may_be_printed(found: Scan) -> bool:
    """No day stands below a header, and the one above says not what happened on it."""
    days = [item for item in found.items if _alone(item.row)]
    above = [item for item in days if isinstance(item, Note) and item.layout is None]
    told = {_alone(item.row) for item in above}
    return (
        bool(above)
        and len(above) == len(days)
        and len(told) == 1
        and not any(_OF_CASES.match(one.text) for one in above)
    )


def _with_column(layout: Layout, meaning: str) -> Layout:
    """The layout with a column for the day, right of all others."""
    at = max([*layout.columns.values(), *layout.unknown, *_further(layout)]) + 1
    return replace(
        layout,
        columns=layout.columns | {meaning: at},
        headings=layout.headings | {meaning: _WHY},
        reasons=layout.reasons | {meaning: _WHY},
    )


def _further(layout: Layout) -> Sequence[int]:
    return [at for several in layout.further.values() for at in several]


def _on(data: DataRow, day: str, layout: Layout, meaning: str) -> DataRow:
    cells = data.row.padded(layout.columns[meaning]).cells[: layout.columns[meaning]]
    return data._replace(row=data.row._replace(cells=(*cells, day)), layout=layout)


def _alone(row: Row) -> str | None:
    texts = list(row.texts())
    return _day(" ".join(texts)) if len(texts) <= _MOST_CELLS else None


def _day(text: str, *, named: bool = False) -> str | None:
    """The day that is all the text says, with as much of it as is written; None where it says anything else."""
    told = day_said(text, named=named, alone=True)
    if told is None:
        return None
    year = f"{told.year - 1911}年" if told.year else ""
    return f"{year}{f'{told.month}月' if told.month else ''}{told.day}日"
