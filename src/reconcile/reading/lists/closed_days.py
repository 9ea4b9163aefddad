"""停止上班日: days on which the office was closed beside the public holidays, such as for a typhoon."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from reconcile.carriers.raw import Document, Row, Sheet
from reconcile.lists import CLOSED_DAYS
from reconcile.reading.lists.announcements import (
    Closing,
    announced,
    closed_half,
    day_only,
    is_announcement,
    is_closed,
    names_another,
    names_towns,
    on_day,
)
from reconcile.reading.lists.cells import Cells
from reconcile.reading.lists.days import Span
from reconcile.reading.lists.headings import CLOSED_DAYS_HEADINGS
from reconcile.reading.lists.kind import Doubt, ListKind, Taken, Values


def read_row(cells: Cells) -> list[Values] | None:
    """The days of one row, or the halves of days; none where the office was open, or another county's was closed.

    None where no day is written, or where it cannot be read.
    """
    before, county = len(cells.troubles), cells.county
    written = cells.text("closed_on")
    if written is None:
        cells.tell("未填停止上班日，本列未採用，請補正後重跑。")
        return None
    said = [text for meaning in ("county", "verdict", "reason") for text in _texts(cells, meaning)]
    if any(names_another(text, county) for text in said):
        return []
    if any(map(names_towns, (written, *said))):
        cells.tell(_SOME_TOWNS)
    closings = _closings(cells, written)
    if len(cells.troubles) > before:
        return None
    verdicts = [verdict for text in said if (verdict := is_closed(text, county)) is not None]
    if cells.has("verdict") and not verdicts and closings:
        cells.tell("看不出該日是否停止上班，本列未採用，請寫明停止上班或照常上班後重跑。")
        return None
    halves = [half for text in said if (half := closed_half(text, county)) is not None]
    if not all(verdicts) and not halves:
        return []
    reason = cells.text("reason")
    return [
        {"closed_on": day, "reason": reason, "half": half or (halves[0] if halves else None)}
        for span, half in closings
        for day in _each(span)
    ]


_SOME_TOWNS = "只有部分鄉鎮市區停止上班，看不出是否及於本所，本列未採用，請寫明本所停止上班，或刪去該列後重跑。"


def _texts(cells: Cells, meaning: str) -> list[str]:
    """What those columns say, but for one that is headed by another county."""
    columns = ((one, cells.data.layout.headings[one]) for one in cells.columns(meaning))
    own = (one for one, heading in columns if not names_another(heading, cells.county))
    return [text for one in own if (text := cells.text(one))]


def _closings(cells: Cells, written: str) -> list[Closing]:
    """The days of the cell, a list of days or an announcement in words; and which half, None for the whole."""
    if is_announcement(written):
        found = announced(written, cells.known, cells.county, alone=cells.in_prose)
        if found is not None:
            return found
    whole = [(span, None) for span in cells.days("closed_on")]
    return [*whole, *(((day, day), half) for day, half in cells.parts("closed_on"))]


def _each(span: Span) -> list[date]:
    first, last = span
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def doubts(taken: Sequence[Taken]) -> Iterator[Doubt]:
    """Days that stand in two rows."""
    first: dict[tuple[date, str | None], Taken] = {}
    said: set[tuple[str, int]] = set()
    for row in taken:
        before = first.setdefault((row.values["closed_on"], row.values.get("half")), row)
        here = (row.file, row.number)
        if here != (before.file, before.number) and here not in said:
            said.add(here)
            yield Doubt(row, f"與{before.place}有同一日，請刪去重複的日期後重跑。", before)


def with_header(document: Document) -> Document | None:
    """An announcement in words as a list of one column; None where no line of it is one."""
    base: str | None = None
    sheets = []
    for sheet in document.sheets:
        headed, base = _lines(sheet, base)
        sheets.append(headed)
    if not any(len(sheet.rows) > 1 for sheet in sheets):
        return None
    return replace(document, sheets=tuple(sheet for sheet in sheets if len(sheet.rows) > 1))


def _lines(sheet: Sheet, base: str | None) -> tuple[Sheet, str | None]:
    """The lines that announce something, each with its day; and the day above those that are to come."""
    rows = [Row(0, ("停止上班日",))]
    for row in sheet.rows:
        text = " ".join(row.texts())
        if day := day_only(text):
            base = day
        elif is_announcement(text):
            rows.append(Row(row.number, (text,)))
        elif base and is_announcement(below := on_day(base, text)):
            rows.append(Row(row.number, (below,)))
    return replace(sheet, rows=tuple(rows)), base


KIND = ListKind(
    table=CLOSED_DAYS,
    headings=CLOSED_DAYS_HEADINGS,
    shown=("closed_days_row", "closed_on", "half", "reason"),
    key=("closed_on",),
    needed=(("停止上班日", ("closed_on",)),),
    foreign=re.compile(r"查詢.*|登入登出.*|主管簽核|(?:使用者)?帳號|案號|姓名|傳真.*"),
    read=read_row,
    check=doubts,
    fewest=1,
    several=("county", "verdict", "reason"),
    in_words=is_announcement,
    with_header=with_header,
)
