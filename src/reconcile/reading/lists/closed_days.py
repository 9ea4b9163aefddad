"""停止上班日: days on which the office was closed beside the public holidays, such as for a typhoon."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from reconcile.lists import CLOSED_DAYS
from reconcile.reading.lists.cells import Cells
from reconcile.reading.lists.days import Span
from reconcile.reading.lists.headings import CLOSED_DAYS_HEADINGS
from reconcile.reading.lists.kind import Doubt, ListKind, Taken, Values


def read_row(cells: Cells) -> list[Values] | None:
    """The days of one row, of which there are none where the office was closed for part of a day only.

    Null where no day is written, or where it cannot be read.
    """
    before = len(cells.troubles)
    spans = cells.days("closed_on")
    if len(cells.troubles) > before:
        return None
    if cells.text("closed_on") is None:
        cells.tell("未填停止上班日，本列未採用，請補正後重跑。")
        return None
    return [{"closed_on": day, "reason": cells.text("reason")} for span in spans for day in _each(span)]


def _each(span: Span) -> list[date]:
    first, last = span
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def doubts(taken: Sequence[Taken]) -> Iterator[Doubt]:
    """Days that stand in two rows."""
    first: dict[date, Taken] = {}
    said: set[tuple[str, int]] = set()
    for row in taken:
        before = first.setdefault(row.values["closed_on"], row)
        here = (row.file, row.number)
        if here != (before.file, before.number) and here not in said:
            said.add(here)
            yield Doubt(row, f"與{before.place}有同一日，請刪去重複的日期後重跑。", before)


KIND = ListKind(
    table=CLOSED_DAYS,
    headings=CLOSED_DAYS_HEADINGS,
    shown=("closed_days_row", "closed_on", "reason"),
    key=("closed_on",),
    needed=(("停止上班日", ("closed_on",)),),
    foreign=re.compile(r"查詢.*|登入登出.*|主管簽核|(?:使用者)?帳號|案號|姓名|傳真.*"),
    read=read_row,
    check=doubts,
    fewest=1,
)
