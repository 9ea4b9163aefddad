"""帳號清冊: who may use which account, from when to when."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from reconcile.facts.masking import PRIVATE
from reconcile.facts.users import person_meant, same_user
from reconcile.lists import ROSTER
from reconcile.reading.cell_contents import meanings_of
from reconcile.reading.lists.cells import Cells
from reconcile.reading.lists.dated import noted_day
from reconcile.reading.lists.days import Span, iso
from reconcile.reading.lists.headings import ROSTER_HEADINGS
from reconcile.reading.lists.kind import Doubt, ListKind, Taken, Values
from reconcile.text.dates import roc_date
from reconcile.text.folding import clean, comparable
from reconcile.text.identifiers import is_masked

_TOLD = {"account": "account", "user_name": "user_name", "condition": "identifier"}
_CLOSED = re.compile(
    r"(?!.*(?:未|免|無須)(?:停用|註銷|離職|調離))(?!.*復職).*(?:留職停薪|停職|停用|註銷|撤銷|終止|失效|離職|調離|調職|退休|調任|他調).*"
)
_PROMOTED = re.compile(
    "(?:調任|升任|陞任|改任|派任|調升|陞|升|兼任?|代理)[^，,。；;]{0,6}(?:主管|課長|股長|組長|主任|秘書|承辦)"
)
_NO_ACCOUNT = re.compile(r"[(（]?(?:尚|均|並)?[無未免不沒][^A-Za-z0-9]{0,3}(?:帳號|申請|申辦|設|開通|核發|配賦)[)）]?")
"""無帳號, 不需帳號, 未申請: what stands for an account where there is none."""
_DAY = re.compile(r"\d{2,4}\s*[年/.-]\s*\d{1,2}")
_ACCOUNTS = re.compile(r"[A-Za-z]+\d+\b")
_ROLE = re.compile("主管|承辦|代理|課長|主任|秘書|管理")
_SUPERVISES = re.compile("主管|首長|主任|課長|股長|組長|秘書|代理")
_BESIDE_NAME = re.compile(r"[\n(（\[【]")
_BRACKETS = re.compile(r"[()（）\[\]【】、,，/／\s]+")
_TO = re.compile(r"\s*(?:~|～|∼|〜|至|到|—|–|起迄?|迄(?=今)|(?<=\d)\s+-\s+(?=\d)|(?<=\d{7})-(?=\d{7}))\s*")


def read_row(cells: Cells) -> list[Values] | None:
    """One account and period; None where no account is written, but for a supervisor, who may have none."""
    account = cells.text("account")
    account = None if account and _NO_ACCOUNT.fullmatch(account) else account
    if account is None and not any(map(_SUPERVISES.search, _roles(cells, _name(cells)[1]))):
        cells.tell("未填帳號，本列未採用，請補正後重跑。")
        return None
    if account and len(_ACCOUNTS.findall(account)) > 1:
        cells.tell("帳號欄有兩個以上的帳號，本列未採用，請每個帳號分一列後重跑。")
        return None
    name, beside = _name(cells)
    _tell_of_changed_role(cells)
    first, last = _validity(cells)
    starts = [day for day in (*map(cells.day, ("valid_from", "approved_on", "joined_on")), first) if day]
    ends = [day for day in (*map(cells.day, ("valid_to", "left_on")), last, _closed_on(cells)) if day]
    valid_from, valid_to = max(starts, default=None), min(ends, default=None)
    return [
        {
            "account": account,
            "user_name": name,
            "valid_from": valid_from,
            "valid_to": valid_to,
            "certificate_lost_on": cells.day("certificate_lost_on"),
            "role": "、".join(_roles(cells, beside)) or None,
            "identifier": cells.identifier("identifier"),
            "leave_days": _leave(cells),
        }
    ]


def _name(cells: Cells) -> tuple[str | None, str | None]:
    """The user's name, and the title that stands below it or in brackets behind it."""
    written = cells.text("user_name")
    if written is None or not _BESIDE_NAME.search(str(cells.data.layout.cell(cells.data.row, "user_name"))):
        return written, None
    name = person_meant(written)
    return name, clean(_BRACKETS.sub(" ", written.replace(name, " "))) if name in written else None


def _roles(cells: Cells, beside: str | None) -> Iterator[str]:
    """What the user does, as written in every column that says so, each once."""
    columns = (text for meaning in ("role", "post", "remark") for text in cells.texts(meaning))
    words = [text for text in (*columns, *([beside] if beside else [])) if not _closing(text)]
    yield from dict.fromkeys(words)


def _tell_of_changed_role(cells: Cells) -> None:
    """A role that is another from a day on has a row of its own: in one cell nobody sees when which one was held."""
    roles = [text for meaning in ("role", "post") for text in cells.texts(meaning)]
    others = [text for meaning in ("status", "remark") for text in cells.texts(meaning)]
    if any(map(_DAY.search, roles)) or any(_PROMOTED.search(text) and _DAY.search(text) for text in others):
        cells.tell("角色或備註寫有職務變更的日期，看不出何日起為何角色，請依角色分列，各填起迄日期後重跑。")


def _closing(text: str) -> bool:
    return _CLOSED.fullmatch(text) is not None and not _ROLE.search(text)


def _closed_on(cells: Cells) -> date | None:
    """The day that status or remark names for the end of the account: 114/6/30調離.

    Words of an end without a day are told, where no column of days holds it.
    """
    texts = [text for meaning in ("status", "remark") for text in cells.texts(meaning)]
    said = [text for text in texts if _CLOSED.fullmatch(text) and not _PROMOTED.search(text)]
    days = [day for text in said if (day := cells.letter(text, date.min)[0])]
    if said and not days and not any(map(cells.text, ("valid_to", "left_on", "validity"))):
        cells.tell("帳號的狀態為停用而未載停用日期，請補正後重跑。")
    return min(days, default=None)


def _validity(cells: Cells) -> tuple[date | None, date | None]:
    """Both days of a period in one cell, each None where it is open."""
    text = cells.text("validity")
    if text is None:
        return None, None
    start, _, end = (_TO.sub("~", text, count=1) + "~").partition("~")
    try:
        return _day_or_open(start, cells), _day_or_open(end.rstrip("~止"), cells)
    except ValueError:
        heading = cells.data.layout.headings["validity"]
        cells.tell(f"「{heading}」欄無法辨識有效期間，該欄未採用，請寫成 115/01/01～115/12/31 的形式後重跑。")
        return None, None


def _day_or_open(text: str, cells: Cells) -> date | None:
    written = text.strip()
    return None if written in {"", "今", "迄今", "永久", "無期限"} else noted_day(written, cells.known).day


def doubts(taken: Sequence[Taken]) -> Iterator[Doubt]:
    """Periods that end before they begin or overlap with another of the account; persons who are there twice."""
    possible: list[Taken] = []
    for row in taken:
        first, last = _period(row)
        if first > last:
            sentence = f"帳號的停用日期 {roc_date(last)} 早於啟用日期 {roc_date(first)}，請更正後重跑。"
            yield Doubt(row, sentence)
        else:
            possible.append(row)
    yield from overlapping(possible)
    yield from _shared_numbers(taken)


def _leave(cells: Cells) -> str | None:
    """The days and parts of days as `lists.ROSTER` has them; blank where the column holds none, None without it."""
    if not cells.has("leave_days"):
        return None
    return iso(cells.days("leave_days"), cells.parts("leave_days")) or ""


def overlapping(taken: Sequence[Taken]) -> Iterator[Doubt]:
    """Each period that begins before an earlier one of its account has ended, both days of a period included.

    Rows that differ in role or days of leave only are one period.
    """
    longest: dict[str, Taken] = {}
    for row in sorted(taken, key=lambda row: _period(row)[0]):
        account = comparable(row.values["account"] or row.values["user_name"])
        before = longest.setdefault(account, row)
        if before is not row and _period(row)[0] <= _period(before)[1] and not _says_more(row, before):
            sentence = (
                f"與{before.place}完全相同，請確認是否重複貼上，刪去其中一列後重跑。"
                if row.content == before.content
                else f"同一帳號的有效期間與{before.place}重疊，請確認起迄日期，刪去或更正其中一列後重跑。"
            )
            yield Doubt(row, sentence, before)
        longest[account] = max(before, row, key=lambda one: _period(one)[1])


def _says_more(row: Taken, before: Taken) -> bool:
    apart = {name for name, value in row.values.items() if value != before.values[name]}
    return bool(apart) and apart <= {"leave_days", "role"}


def _period(row: Taken) -> Span:
    return row.values["valid_from"] or date.min, row.values["valid_to"] or date.max


def _shared_numbers(taken: Sequence[Taken]) -> Iterator[Doubt]:
    """A number under two names, or with two accounts at the same time: one person is there twice."""
    first: dict[str, Taken] = {}
    for row in taken:
        identifier, name = row.values["identifier"], row.values["user_name"]
        if not identifier or not name or is_masked(identifier):
            continue
        before, shown = first.setdefault(identifier, row), PRIVATE.identifier(identifier)
        if not same_user(before.values["user_name"], name):
            yield Doubt(row, f"證號 {shown} 與{before.place}相同而姓名不同，請更正其中一列後重跑。", before)
        elif _account(before) != _account(row) and _meet(row, before):
            yield Doubt(
                row,
                f"證號 {shown} 與{before.place}相同，一人同時有兩個有效帳號，請確認後停用或更正其中之一再重跑。",
                before,
            )


def _account(row: Taken) -> str:
    return comparable(row.values["account"] or "")


def _meet(one: Taken, other: Taken) -> bool:
    """Some day lies in both periods."""
    return max(_period(one)[0], _period(other)[0]) <= min(_period(one)[1], _period(other)[1])


KIND = ListKind(
    table=ROSTER,
    headings=ROSTER_HEADINGS,
    shown=("roster_row", "account", "user_name", "valid_from", "valid_to", "certificate_lost_on", "leave_days"),
    key=("account",),
    needed=(("使用者帳號", ("account",)),),
    foreign=re.compile(r"查詢(?:條件|時間|日期時間|結果|事由)|登入登出.*|案號|收件號?|案由|主管簽核|傳真.*"),
    read=read_row,
    check=doubts,
    tell=lambda cells: [_TOLD[meaning] for meaning in meanings_of(cells) if meaning in _TOLD],
    essential=(("account",), ("user_name",)),
    unique=("account", "user_name", "valid_from", "valid_to", "certificate_lost_on", "identifier"),
    several=("leave_days", "role", "post", "remark", "status"),
)
