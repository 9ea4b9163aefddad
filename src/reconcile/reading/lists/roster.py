"""帳號清冊: who may use which account, from when to when."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from reconcile.lists import ROSTER
from reconcile.reading.evidence import meanings_of
from reconcile.reading.headings import ROSTER_HEADINGS
from reconcile.reading.lists.cells import Cells
from reconcile.reading.lists.days import Span, iso
from reconcile.reading.lists.walk import Doubt, ListKind, Taken, Values
from reconcile.text.dates import parse_date, roc_date
from reconcile.text.folding import comparable
from reconcile.text.identifiers import mask_identifier
from reconcile.text.names import same_name

_TOLD = {"account": "account", "user_name": "user_name", "condition": "identifier"}
_CLOSED = re.compile(r".*(?:停用|註銷|撤銷|終止|失效|離職|調離).*")
_TO = re.compile(r"\s*(?:~|～|∼|〜|至|到|—|–|起迄?|(?<=\d)\s+-\s+(?=\d))\s*")


def read_row(cells: Cells) -> list[Values] | None:
    """One account and period; null where no account is written."""
    account = cells.text("account")
    if account is None:
        cells.tell("未填帳號，本列未採用，請補正後重跑。")
        return None
    first, last = _validity(cells)
    starts = [day for day in (cells.day("valid_from"), cells.day("joined_on"), first) if day]
    ends = [day for day in (cells.day("valid_to"), cells.day("left_on"), last) if day]
    valid_from, valid_to = max(starts, default=None), min(ends, default=None)
    if valid_to is None and _CLOSED.fullmatch(cells.text("status") or ""):
        cells.tell(f"帳號 {account} 註記為「{cells.text('status')}」而未載停用日期，請補正後重跑。")
    roles = dict.fromkeys(filter(None, map(cells.text, ("role", "post", "remark"))))
    return [
        {
            "account": account,
            "user_name": cells.text("user_name"),
            "valid_from": valid_from,
            "valid_to": valid_to,
            "certificate_lost_on": cells.day("certificate_lost_on"),
            "role": "、".join(roles) or None,
            "identifier": cells.identifier("identifier"),
            "leave_days": iso(cells.days("leave_days")),
        }
    ]


def _validity(cells: Cells) -> tuple[date | None, date | None]:
    """Both days of a period in one cell, each null where it is open."""
    text = cells.text("validity")
    if text is None:
        return None, None
    start, _, end = (_TO.sub("~", text, count=1) + "~").partition("~")
    try:
        return _day_or_open(start), _day_or_open(end.rstrip("~止"))
    except ValueError:
        heading = cells.data.layout.headings["validity"]
        cells.tell(f"「{heading}」欄無法辨識有效期間，該欄未採用，請寫成 115/01/01～115/12/31 的形式後重跑。")
        return None, None


def _day_or_open(text: str) -> date | None:
    return None if text.strip() in {"", "今", "迄今", "永久", "無期限"} else parse_date(text.strip())


def doubts(taken: Sequence[Taken]) -> Iterator[Doubt]:
    """Periods that end before they begin or overlap with another of the account; a number under two names."""
    possible: list[Taken] = []
    for row in taken:
        first, last = _period(row)
        if first > last:
            yield (
                row,
                f"帳號 {row.values['account']} 的停用日期 {roc_date(last)} 早於啟用日期 {roc_date(first)}，"
                "請更正後重跑。",
            )
        else:
            possible.append(row)
    yield from overlapping(possible)
    yield from _shared_numbers(taken)


def overlapping(taken: Sequence[Taken]) -> Iterator[Doubt]:
    """Each period that begins before an earlier one of its account has ended, both days of a period included."""
    by_account = sorted(taken, key=lambda row: (comparable(row.values["account"]), _period(row)[0]))
    for _, rows in groupby(by_account, key=lambda row: comparable(row.values["account"])):
        longest = next(rows)
        for row in rows:
            if _period(row)[0] <= _period(longest)[1]:
                account = row.values["account"]
                yield row, f"帳號 {account} 的有效期間與{longest.place}重疊，請確認起迄日期、刪去或更正其中一列後重跑。"
            longest = max(longest, row, key=lambda one: _period(one)[1])


def _period(row: Taken) -> Span:
    return row.values["valid_from"] or date.min, row.values["valid_to"] or date.max


def _shared_numbers(taken: Sequence[Taken]) -> Iterator[Doubt]:
    first: dict[str, Taken] = {}
    for row in taken:
        identifier, name = row.values["identifier"], row.values["user_name"]
        if identifier and name:
            before = first.setdefault(identifier, row)
            if not same_name(before.values["user_name"], name):
                shown = mask_identifier(identifier)
                yield row, f"證號 {shown} 與{before.place}相同而姓名不同，請更正其中一列後重跑。"


KIND = ListKind(
    title="帳號清冊",
    table=ROSTER,
    headings=ROSTER_HEADINGS,
    key=("account",),
    needed=(("使用者帳號", ("account",)),),
    foreign=re.compile(r"查詢(?:條件|時間|日期時間|結果|事由)|登入登出.*|案號|收件號?|案由|主管簽核|傳真.*"),
    read=read_row,
    check=doubts,
    tell=lambda cells: [_TOLD[meaning] for meaning in meanings_of(cells) if meaning in _TOLD],
    essential=(("account",), ("user_name",)),
    unique=("account",),
)
