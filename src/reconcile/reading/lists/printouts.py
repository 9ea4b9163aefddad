"""已查詢並列印因故未辦理之書面資料 (要點七): what was printed for a case that was not processed."""

import re
from collections.abc import Iterator, Sequence

from reconcile.lists import PRINTOUTS
from reconcile.reading.lists.cells import Cells
from reconcile.reading.lists.headings import PRINTOUTS_HEADINGS
from reconcile.reading.lists.kind import Doubt, ListKind, Taken, Values, printed_twice


def read_row(cells: Cells) -> list[Values] | None:
    """One printout; None where its day is not written or cannot be read."""
    printed_on = cells.day("printed_on")
    if printed_on is None:
        if not cells.troubles:
            cells.tell("未填列印日期，本列未採用，請補正後重跑。")
        return None
    return [
        {"printed_on": printed_on} | {name: cells.text(name) for name in ("subject", "user_name", "pages", "reason")}
    ]


def doubts(taken: Sequence[Taken]) -> Iterator[Doubt]:
    """Rows printed twice."""
    return printed_twice(taken)


KIND = ListKind(
    table=PRINTOUTS,
    headings=PRINTOUTS_HEADINGS,
    shown=("printouts_row", "printed_on", "user_name", "pages", "reason"),
    key=("printed_on",),
    needed=(("列印日期", ("printed_on",)), ("查詢對象", ("subject",)), ("未辦理原因", ("reason",))),
    foreign=re.compile(r"登入登出.*|登入時間|登出時間|主管簽核|(?:使用者)?帳號|查詢結果|傳真.*|受理日期|收件號"),
    read=read_row,
    check=doubts,
    fewest=3,
    once=("printed_on",),
)
