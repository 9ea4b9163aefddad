"""A month in a few words: queries, lines and entries, paired or left over, with synthetic people only."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from reconcile.lists import CASES, CLOSED_DAYS, FAX, ROSTER, SEEN, Lists
from reconcile.outcome import Download, Judgement, Matched, Matching
from reconcile.rules import RULES, judge_month
from reconcile.rules.material import Material
from reconcile.settings import Settings
from reconcile.tables import FINDINGS, MATCHES, REGISTER, REGISTER_KEY, STATEMENT, STATEMENT_KEY, UNMATCHED
from reconcile.text.dates import Month as Period

MOMENTS = ("queried_at", "login_at", "logout_at", "faxed_at")
DAYS = ("valid_from", "valid_to", "certificate_lost_on", "received_on", "closed_on", "letter_on")
LISTS = {"roster": ROSTER, "cases": CASES, "fax": FAX, "closed_days": CLOSED_DAYS, "seen": SEEN}


@dataclass(frozen=True)
class Query:
    """A query left over for `reason`, null where it is matched; `tie` names the tie."""

    row: dict[str, Any]
    reason: str | None
    tie: str | None = None


@dataclass(frozen=True)
class Line:
    """A written line left over for `reason`, null where it is matched; an entry of its own unless in one."""

    row: dict[str, Any]
    reason: str | None
    tie: str | None = None


@dataclass(frozen=True)
class Entry:
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Pair:
    query: Query
    line: Line
    tier: str
    explanation: str


@dataclass(frozen=True)
class Listed:
    """One row of a list; an office gave the lists of which a row is named, and no other."""

    name: str
    row: dict[str, Any]


@dataclass(frozen=True)
class Downloaded:
    """When the statement was downloaded, and of which month it is where its dates do not say so."""

    download: Download
    period: Period | None


@dataclass(frozen=True)
class Reported:
    """The day of the report."""

    on: date


@dataclass(frozen=True)
class Before:
    """A line of the last month that is archived."""

    row: dict[str, Any]


Item = Query | Line | Entry | Pair | Listed | Downloaded | Reported | Before


@dataclass
class Month:
    statement: list[dict[str, Any]] = field(default_factory=list)
    register: list[dict[str, Any]] = field(default_factory=list)
    matches: list[dict[str, Any]] = field(default_factory=list)
    unmatched: list[dict[str, Any]] = field(default_factory=list)
    listed: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    downloaded: Downloaded | None = None
    as_of: date | None = None
    before: list[dict[str, Any]] = field(default_factory=list)

    @property
    def lists(self) -> Lists:
        return Lists(**{name: LISTS[name].frame(rows) for name, rows in self.listed.items()})

    def matched(self, settings: Settings | None = None) -> Matched:
        """What the rules are asked about."""
        return Matched(
            STATEMENT.frame(self.statement),
            REGISTER.frame(self.register),
            Matching(MATCHES.frame(self.matches), UNMATCHED.frame(self.unmatched)),
            self.lists,
            settings or Settings(),
            month=self.downloaded.period if self.downloaded else None,
            download=self.downloaded.download if self.downloaded else None,
            as_of=self.as_of,
            before=REGISTER.frame(self.before) if self.before else None,
        )

    def judgement(self, settings: Settings | None = None, **other: Any) -> Judgement:
        """All that the rules say; `other` replaces what they are asked about."""
        return judge_month(replace(self.matched(settings), **other))

    def judged(self, settings: Settings | None = None) -> pd.DataFrame:
        return self.judgement(settings).findings


def query(*, reason: str | None = "none", tie: Any = None, **row: Any) -> Query:
    usual = {
        "statement_file": "明細表.pdf",
        "agency": "花蓮縣花蓮市戶政事務所",
        "account": "hl001",
        "user_name": "王小明",
        "queried_at": "10/05 09:12:00",
        "function": "入出境紀錄查詢",
        "condition": "身分證號：A123456789",
        "subject_id": "A123456789",
        "result": "success",
        "purpose": 2,
    }
    return Query(usual | row, reason, tie)


def line(*, reason: str | None = "none", tie: Any = None, **row: Any) -> Line:
    """A line of 王小明's session on page 1, whose entries are numbered from 3 unless `row` says otherwise."""
    usual = {
        "register_file": "紀錄表.xlsx",
        "page_no": 1,
        "agency": "花蓮縣花蓮市戶政事務所",
        "user_name": "王小明",
        "login_at": "10/05 09:10",
        "logout_at": "10/05 09:20",
        "condition": "A123456789",
        "subject_id": "A123456789",
        "result": "success",
        "purposes": "2",
        "signed_off": True,
        "signed_by": "陳大文",
    }
    return Line(usual | row, reason, tie)


def entry(*lines: Line, **row: Any) -> Entry:
    """The lines of one login session, or one line of which `row` says what matters."""
    return Entry(lines or (line(**row),))


def pair(query: Query, line: Line, tier: str = "exact", explanation: str = "其餘相符。") -> Pair:
    return Pair(query, line, tier, explanation)


def roster(**row: Any) -> Listed:
    """A row of 帳號清冊: 王小明's own account, valid without an end, unless `row` says otherwise."""
    return _listed("roster", {"account": "hl001", "user_name": "王小明"} | row)


def case(**row: Any) -> Listed:
    """A row of 受理案件清冊: a case of the person that a query is usually about, received that day."""
    usual = {
        "case_no": "1151005001",
        "business": "遷入登記",
        "applicant_id": "A123456789",
        "received_on": "10/05",
        "handler": "王小明",
    }
    return _listed("cases", usual | row)


def fax(**row: Any) -> Listed:
    """A row of the log of 疑義查詢表: faxed on 5 October, its letter sent in time."""
    usual = {"faxed_at": "10/05 10:00", "user_name": "王小明", "subject_id": "A123456789", "letter_on": "10/08"}
    return _listed("fax", usual | row)


def closed_day(on: str, reason: str | None = "颱風", half: str | None = None) -> Listed:
    """A day, or a half of one, on which the office was closed beside the public holidays."""
    return _listed("closed_days", {"closed_on": on, "reason": reason, "half": half})


def seen(**row: Any) -> Listed:
    """An entry of one line as the archived September saw it in this book, numbered from 3 as lines are."""
    told = {name: value for name, value in line().row.items() if name in SEEN.columns}
    return Listed("seen", _timed(told | {"month": "2026-09", "register_line": 1, "asked": ""} | row))


def downloaded(on: str, source: Any = "option", month: str | None = None) -> Downloaded:
    """The statement downloaded on this day; `month` is the one it covers, where its queries do not say so."""
    return Downloaded(Download(_day(on).date(), source), Period.parse(month) if month else None)


def reported(on: str) -> Reported:
    """The report made on this day; where no example says it, the month is over."""
    return Reported(_day(on).date())


def before(**row: Any) -> Before:
    """An entry of one line that the last archived month, September, holds in this book."""
    held = {"login_at": "09/25 09:10", "logout_at": "09/25 09:20"}
    return Before(_timed(line().row | held | {"register_entry": 1, "register_line": 1} | row))


def month(*items: Item) -> Month:
    """The items as tables, numbered in the order in which they stand, each file for itself."""
    made = Month()
    for item in items:
        match item:
            case Query():
                _leftover(made, _add_query(made, item), item.reason, item.tie)
            case Line():
                _leftover(made, _add_line(made, item, 1), item.reason, item.tie)
            case Entry(lines):
                for number, written in enumerate(lines, start=1):
                    _leftover(made, _add_line(made, written, number), written.reason, written.tie)
            case Pair(asked, written, tier, explanation):
                keys = _add_query(made, asked) | _add_line(made, written, 1)
                made.matches.append(keys | {"tier": tier, "explanation": explanation})
            case Listed(name, row):
                rows = made.listed.setdefault(name, [])
                number = len(rows) + 1
                where = {f"{name}_file": f"{name}.xlsx", f"{name}_row": number + 1}
                rows.append({"register_entry": number, "seq_no": number + 2} | where | row)
            case Downloaded():
                made.downloaded = item
            case Reported(on):
                made.as_of = on
            case Before(row):
                made.before.append(row)
    return made


def judged(*items: Item, settings: Settings | None = None) -> pd.DataFrame:
    return month(*items).judged(settings)


def codes(*items: Item) -> list[str]:
    return list(judged(*items)["code"])


def found(code: str, *items: Item, settings: Settings | None = None) -> pd.DataFrame:
    """The findings of the rule of this code alone."""
    [rule] = [rule for rule in RULES if rule.code == code]
    material = Material.of(month(*items).matched(settings))
    if rule.lacks_its_list(material.lists):
        return FINDINGS.frame([])
    return FINDINGS.conform(rule.findings(material))


def message(code: str, *items: Item, settings: Settings | None = None) -> str:
    """The message of the one finding of this code."""
    [text] = found(code, *items, settings=settings)["message"]
    return str(text)


def _add_query(made: Month, asked: Query) -> dict[str, Any]:
    file = asked.row["statement_file"]
    rows = sum(row["statement_file"] == file for row in made.statement)
    made.statement.append(_timed(asked.row) | {"statement_row": rows + 1})
    return {key: made.statement[-1][key] for key in STATEMENT_KEY}


def _add_line(made: Month, written: Line, number: int) -> dict[str, Any]:
    file = written.row["register_file"]
    entries = {row["register_entry"] for row in made.register if row["register_file"] == file}
    ordinal = len(entries) + (number == 1)
    numbered = {"seq_no": ordinal + 2, "register_entry": ordinal, "register_line": number}
    made.register.append(numbered | _timed(written.row))
    return {key: made.register[-1][key] for key in REGISTER_KEY}


def _leftover(made: Month, keys: dict[str, Any], reason: str | None, tie: str | None) -> None:
    if reason is not None:
        made.unmatched.append(keys | {"reason": reason, "tie": tie, "explanation": "最接近的一筆時間相差 26 小時。"})


def _timed(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: _moment(row[name]) for name in MOMENTS if name in row}


def _listed(name: str, row: dict[str, Any]) -> Listed:
    days = {key: _day(value) for key, value in row.items() if value is not None and key in DAYS}
    return Listed(name, _timed(row) | days)


def _day(text: str) -> datetime:
    """`10/05` in the year 2026, `2027/01/04` in another."""
    return datetime.strptime(text if text.count("/") == 2 else f"2026/{text}", "%Y/%m/%d")


def _moment(text: str | None) -> datetime | None:
    """`10/05 09:12` or `10/05 09:12:33` in the year 2026, `2020/10/05 09:12` in another."""
    if text is None:
        return None
    dated = text if text.count("/") == 2 else f"2026/{text}"
    return datetime.strptime(dated, "%Y/%m/%d %H:%M:%S" if text.count(":") == 2 else "%Y/%m/%d %H:%M")
