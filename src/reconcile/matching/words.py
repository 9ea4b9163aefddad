"""The rows that a sentence is about, by position, and the words for times and for how far they are apart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pandas as pd

from reconcile.facts.places import NOBODY, UNIDENTIFIED, Places
from reconcile.facts.sessions import DAY, MINUTE, Column, Ints
from reconcile.tables import REGISTER_KEY, STATEMENT_KEY
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

    def asked(self, query: Ints, *columns: str) -> Iterator[tuple[Any, ...]]:
        """Plain values of queries, whole; missing is None."""
        return _rows(self.queries, query, columns)

    def written(self, line: Ints, *columns: str) -> Iterator[tuple[Any, ...]]:
        """The same of lines."""
        return _rows(self.lines, line, columns)

    def query_places(self, query: Ints) -> list[str]:
        """明細表第 12 列; with the file where there are several."""
        return self.places.cite_queries(self.asked(query, *STATEMENT_KEY))

    def line_places(self, line: Ints) -> list[str]:
        """紀錄表第 2 頁序號 3 第 1 筆, or 紀錄表第 7 列第 1 筆 where page and number are not both written."""
        return self.places.cite_lines(self.written(line, *REGISTER_KEY, "page_no", "seq_no"))

    def user(self, name: str | None, account: str | None = None) -> str:
        """A name, or else an account, as it may be shown."""
        return self.places.masking.user(name, account) or NOBODY

    def subject(self, identifier: str | None) -> str:
        """An identifier as it may be shown."""
        return self.places.masking.identifier(identifier) or UNIDENTIFIED

    def condition(self, text: str | None, identifier: str | None) -> str:
        """A condition as it may be shown."""
        return self.places.masking.subject(text, identifier) or UNIDENTIFIED

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
        return Difference("time", "紀錄表未填登入登出時間", covering(at, at))
    begun = login or logout
    assert begun is not None
    with_year = begun.year != at.year
    if same_clock and begun.date() != at.date():
        written, right = day(begun, with_year=with_year), day(at, with_year=with_year)
        what = f"紀錄表日期 {written} 與明細表 {right} 不同，時刻相符"
        return Difference("time", what, f"紀錄表日期為 {right} ")
    remedy = covering(at, begun)
    if seconds >= DAY:
        what = (
            f"查詢時間 {day(at, with_year=with_year)} {at:%H:%M} 距紀錄表 {day(begun, with_year=with_year)} "
            f"{begun:%H:%M} 之時段 {duration(seconds)}"
        )
        return Difference("time", what, remedy)
    return Difference("time", f"查詢時間在{_side(login, logout, after, impossible)} {duration(seconds)}", remedy)


def covering(at: datetime, begun: datetime) -> str:
    """The remedy of a session, begun then, that does not reach an instant."""
    return f"登入時段含 {_instant(at, begun)} "


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


def _rows(frame: pd.DataFrame, positions: Ints, columns: Iterable[str]) -> Iterator[tuple[Any, ...]]:
    return zip(*(_plain(frame[name], positions) for name in columns), strict=True)


def _plain(column: Column, positions: Ints) -> list[Any]:
    if column.dtype.kind == "M":
        return list(column.to_numpy()[positions].astype("datetime64[us]").tolist())
    values = column.take(positions).to_numpy(object)
    return [None if value is pd.NA else value for value in values]
