"""The rows that a sentence is about, by position, and the words for times and for how far they are apart."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from reconcile.facts.places import NOBODY, UNIDENTIFIED, Places
from reconcile.facts.sessions import DAY, MINUTE, Column, Ints
from reconcile.tables import STATEMENT_KEY
from reconcile.text.dates import ROC_YEAR_ZERO

HOUR = 60 * MINUTE
NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Difference:
    """One disagreement: of what, in words, and what would have to be so instead (a clause between 若 and 即)."""

    field: str
    what: str
    remedy: str


@dataclass(frozen=True)
class RowWords:
    """The rows of the two tables by position, and what they are called."""

    queries: pd.DataFrame
    lines: pd.DataFrame
    places: Places

    def query_places(self, query: Ints) -> list[str]:
        """明細表第 12 列; with the file where there are several."""
        return self.places.cite_queries(self.queries[STATEMENT_KEY].take(query))

    def line_places(self, line: Ints) -> list[str]:
        """紀錄表第 2 頁序號 3 第 1 筆, or 紀錄表第 7 列第 1 筆 where page and number are not both written."""
        return self.places.cite_lines(self.lines.take(line))

    def user(self, name: str | None, account: str | None = None) -> str:
        """A name, or else an account, as it may be shown."""
        return self.places.masking.user(name, account) or NOBODY

    def subject(self, identifier: str | None) -> str:
        """An identifier as it may be shown."""
        return self.places.masking.identifier(identifier) or UNIDENTIFIED

    def slip(self, ours: str, theirs: str) -> str:
        """Where two identifiers one slip of the pen apart differ; the characters only where both may be shown."""
        at = next((at for at, pair in enumerate(zip(ours, theirs, strict=False)) if pair[0] != pair[1]), None)
        at = min(len(ours), len(theirs)) if at is None else at
        if len(ours) != len(theirs):
            return f"紀錄表的查詢條件{'少' if len(ours) > len(theirs) else '多'}第 {at + 1} 碼"
        if ours[at + 1 :] != theirs[at + 1 :]:
            return f"查詢條件第 {at + 1}、{at + 2} 碼前後對調"
        shown = self.subject(ours)[at], self.subject(theirs)[at]
        values = f"：{shown[0]}／{shown[1]}" if shown == (ours[at], theirs[at]) else ""
        return f"查詢條件第 {at + 1} 碼不同{values}"

    def people(self, query: Ints, line: Ints) -> Iterator[tuple[str | None, str | None, str | None]]:
        """Name and account of who made each query, and whom its line names, whole."""
        ours, theirs = _rows(self.queries, query, "user_name", "account"), _rows(self.lines, line, "user_name")
        return ((name, account, written) for (name, account), (written,) in zip(ours, theirs, strict=True))

    def subjects(self, query: Ints, line: Ints) -> Iterator[tuple[str | None, str | None]]:
        """The identifiers of pairs, whole."""
        ours, theirs = _rows(self.queries, query, "subject_id"), _rows(self.lines, line, "subject_id")
        return ((one, other) for (one,), (other,) in zip(ours, theirs, strict=True))

    def offices(self, query: Ints, line: Ints) -> Iterator[tuple[str | None, str | None]]:
        """The offices of pairs, as written."""
        ours, theirs = _rows(self.queries, query, "agency"), _rows(self.lines, line, "agency")
        return ((one, other) for (one,), (other,) in zip(ours, theirs, strict=True))

    def conditions(self, query: Ints, line: Ints) -> Iterator[tuple[str, str]]:
        """The conditions of pairs, as they may be shown."""
        ours = _rows(self.queries, query, "condition", "subject_id")
        theirs = _rows(self.lines, line, "condition", "subject_id")
        shown = self.places.masking.subject
        for one, other in zip(ours, theirs, strict=True):
            yield shown(*one) or UNIDENTIFIED, shown(*other) or UNIDENTIFIED

    def instants(self, query: Ints) -> Iterator[datetime]:
        """When each query was made."""
        return (at for (at,) in _rows(self.queries, query, "queried_at"))

    def sessions(self, line: Ints) -> Iterator[tuple[datetime | None, datetime | None]]:
        """Login and logout as written."""
        return ((login, logout) for login, logout in _rows(self.lines, line, "login_at", "logout_at"))


def several(places: list[str]) -> str:
    """The first few of many places."""
    shown = "、".join(places[:NAMED_AT_MOST])
    return shown if len(places) <= NAMED_AT_MOST else f"{shown}等 {len(places)} 筆"


def duration(seconds: int) -> str:
    """7 分鐘, 7 分 5 秒, 3 小時 5 分鐘, 12 日: exact below an hour, then rounded down to the next smaller unit."""
    if seconds < MINUTE:
        return f"{seconds} 秒"
    if seconds < HOUR:
        minutes, rest = divmod(seconds, MINUTE)
        return f"{minutes} 分 {rest} 秒" if rest else f"{minutes} 分鐘"
    if seconds < DAY:
        hours, rest = divmod(seconds, HOUR)
        return f"{hours} 小時 {rest // MINUTE} 分鐘" if rest >= MINUTE else f"{hours} 小時"
    days, rest = divmod(seconds, DAY)
    return f"{days} 日 {rest // HOUR} 小時" if rest >= HOUR else f"{days} 日"


def day(at: datetime, *, with_year: bool) -> str:
    """10/13, or 115/10/13."""
    return f"{at.year - ROC_YEAR_ZERO}/{at:%m/%d}" if with_year else f"{at:%m/%d}"


def moment(at: datetime) -> str:
    """10/13 09:12."""
    return f"{at:%m/%d %H:%M}"


def time_apart(
    at: datetime,
    session: tuple[datetime | None, datetime | None],
    seconds: int,
    same_clock: bool,
    after: bool,
    impossible: bool,
) -> Difference:
    """How a query lies outside a session as written, so many seconds: before it, or `after` it."""
    login, logout = session
    if login is None and logout is None:
        return Difference("time", "紀錄表未填登入登出時間", f"登入時段含 {_instant(at, at)} ")
    begun = login or logout
    assert begun is not None
    with_year = begun.year != at.year
    if same_clock and begun.date() != at.date():
        written, right = day(begun, with_year=with_year), day(at, with_year=with_year)
        what = f"紀錄表日期 {written} 與明細表 {right} 不同，時刻相符"
        return Difference("time", what, f"紀錄表日期為 {right} ")
    remedy = f"登入時段含 {_instant(at, begun)} "
    if seconds >= DAY:
        what = (
            f"查詢時間 {day(at, with_year=with_year)} {at:%H:%M} 距紀錄表 {day(begun, with_year=with_year)} "
            f"{begun:%H:%M} 之時段 {duration(seconds)}"
        )
        return Difference("time", what, remedy)
    return Difference("time", f"查詢時間在{_side(login, logout, after, impossible)} {duration(seconds)}", remedy)


def _instant(at: datetime, beside: datetime) -> str:
    """10/13 09:12, with the year where it is not that of `beside`."""
    return moment(at) if at.year == beside.year else f"{day(at, with_year=True)} {at:%H:%M}"


def _side(login: datetime | None, logout: datetime | None, after: bool, impossible: bool) -> str:
    """Before or after what: a session without a logout is over some minutes after its login."""
    if impossible:
        return "所寫登入登出時刻（登出早於登入）以外"
    if login is None:
        return "登出後" if after else "登出前"
    if logout is None:
        return "登入時段後（未填登出時間）" if after else "登入前"
    return "登出後" if after else "登入前"


def _rows(frame: pd.DataFrame, positions: Ints, *columns: str) -> Iterator[tuple[Any, ...]]:
    """Plain values of some rows; missing is None."""
    return zip(*(_plain(frame[name].take(positions)) for name in columns), strict=True)


def _plain(column: Column) -> list[Any]:
    if column.dtype.kind == "M":
        return list(column.to_numpy().astype("datetime64[us]").tolist())
    return list(column.astype(object).where(column.notna(), None))
