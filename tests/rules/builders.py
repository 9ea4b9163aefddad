"""A month in a few words: queries, lines and entries, paired or left over, with synthetic people only."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd

from reconcile.outcome import Matching
from reconcile.rules import judge
from reconcile.settings import Settings
from reconcile.tables import MATCHES, REGISTER, REGISTER_KEY, STATEMENT, STATEMENT_KEY, UNMATCHED

MOMENTS = ("queried_at", "login_at", "logout_at")


@dataclass(frozen=True)
class Query:
    """A query left over for `reason`, null where it is matched."""

    row: dict[str, Any]
    reason: str | None


@dataclass(frozen=True)
class Line:
    """A written line left over for `reason`, null where it is matched; an entry of its own unless in one."""

    row: dict[str, Any]
    reason: str | None


@dataclass(frozen=True)
class Entry:
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Pair:
    query: Query
    line: Line
    tier: str
    explanation: str


Item = Query | Line | Entry | Pair


@dataclass
class Month:
    statement: list[dict[str, Any]] = field(default_factory=list)
    register: list[dict[str, Any]] = field(default_factory=list)
    matches: list[dict[str, Any]] = field(default_factory=list)
    unmatched: list[dict[str, Any]] = field(default_factory=list)

    def judged(self, settings: Settings | None = None) -> pd.DataFrame:
        matching = Matching(MATCHES.frame(self.matches), UNMATCHED.frame(self.unmatched))
        return judge(STATEMENT.frame(self.statement), REGISTER.frame(self.register), matching, settings=settings)


def query(*, reason: str | None = "none", **row: Any) -> Query:
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
    return Query(usual | row, reason)


def line(*, reason: str | None = "none", **row: Any) -> Line:
    usual = {
        "register_file": "紀錄表.xlsx",
        "page_no": 1,
        "seq_no": 3,
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
    return Line(usual | row, reason)


def entry(*lines: Line, **row: Any) -> Entry:
    """The lines of one login session, or one line of which `row` says what matters."""
    return Entry(lines or (line(**row),))


def pair(query: Query, line: Line, tier: str = "exact", explanation: str = "其餘相符。") -> Pair:
    return Pair(query, line, tier, explanation)


def month(*items: Item) -> Month:
    """The items as tables, numbered in the order in which they stand, each file for itself."""
    made = Month()
    for item in items:
        match item:
            case Query():
                _leftover(made, _add_query(made, item), item.reason)
            case Line():
                _leftover(made, _add_line(made, item, 1), item.reason)
            case Entry(lines):
                for number, written in enumerate(lines, start=1):
                    _leftover(made, _add_line(made, written, number), written.reason)
            case Pair(asked, written, tier, explanation):
                keys = _add_query(made, asked) | _add_line(made, written, 1)
                made.matches.append(keys | {"tier": tier, "explanation": explanation})
    return made


def judged(*items: Item, settings: Settings | None = None) -> pd.DataFrame:
    return month(*items).judged(settings)


def codes(*items: Item) -> list[str]:
    return list(judged(*items)["code"])


def found(code: str, *items: Item, settings: Settings | None = None) -> pd.DataFrame:
    """The findings of one code."""
    findings = judged(*items, settings=settings)
    return findings[findings["code"] == code].reset_index(drop=True)


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
    made.register.append(_timed(written.row) | {"register_entry": ordinal, "register_line": number})
    return {key: made.register[-1][key] for key in REGISTER_KEY}


def _leftover(made: Month, keys: dict[str, Any], reason: str | None) -> None:
    if reason is not None:
        made.unmatched.append(keys | {"reason": reason, "explanation": "最接近的一筆時間相差 26 小時。"})


def _timed(row: dict[str, Any]) -> dict[str, Any]:
    return row | {name: _moment(row[name]) for name in MOMENTS if name in row}


def _moment(text: str | None) -> datetime | None:
    """`10/05 09:12` or `10/05 09:12:33` in the year 2026."""
    if text is None:
        return None
    return datetime.strptime(f"2026/{text}", "%Y/%m/%d %H:%M:%S" if text.count(":") == 2 else "%Y/%m/%d %H:%M")
