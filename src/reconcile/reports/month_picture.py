"""The picture of the month: queries by day and hour and by user, the open ones marked."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

import pandas as pd

from reconcile.facts.workdays import Workdays
from reconcile.outcome import Outcome
from reconcile.reports.rows import Rows
from reconcile.text.dates import Month

SHADES = 5
_OFFICE_HOURS = (8, 17)
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Day:
    """A column of the picture; `closed` says why the office was closed, None where it was open."""

    number: int
    weekday: str
    closed: str | None


@dataclass(frozen=True)
class Hour:
    """An hour with queries; `shade` runs from 1 to SHADES, the busiest hour of the month being SHADES."""

    day: int
    hour: int
    queries: int
    open: int
    shade: int
    label: str


@dataclass(frozen=True)
class MonthPicture:
    """Columns, rows and the cells that are not empty; `hours` spans the office's hours and any query besides."""

    days: tuple[Day, ...]
    hours: tuple[int, ...]
    cells: tuple[Hour, ...]
    description: str


@dataclass(frozen=True)
class Bar:
    """The queries of one user or account; `width` and `open_width` are in per cent of the longest bar."""

    user: str
    queries: int
    open: int
    width: int
    open_width: int

    @property
    def sentence(self) -> str:
        """51 筆查詢，2 筆有疑點."""
        return f"{self.queries} 筆查詢，{self.open} 筆有疑點"


def bars_of(statement: pd.DataFrame, rows: Rows, is_open: "pd.Series[bool]") -> tuple[Bar, ...]:
    """One bar a user and account, the busiest first."""
    table = (
        statement[["user_name", "account"]]
        .assign(shown=_users(statement, rows), open=is_open)
        .groupby(["user_name", "account"], dropna=False)
        .agg(shown=("shown", "first"), queries=("open", "size"), open=("open", "sum"))
        .sort_values("queries", ascending=False, kind="stable")
    )
    peak = int(table["queries"].max()) if len(table) else 1
    return tuple(
        Bar(shown, queries, found, -(-queries * 100 // peak), -(-found * 100 // peak))
        for shown, queries, found in zip(*(table[name].tolist() for name in table), strict=True)
    )


def _users(statement: pd.DataFrame, rows: Rows) -> list[str]:
    """Each query's user as shown; where users are masked, with an account that need not be."""
    names, masking = [query.name for query in rows.queries.values()], rows.masking
    if masking.mode != "all":
        return names
    accounts = statement["account"].where(statement["user_name"].notna() & statement["account"].notna(), "")
    told = {account for account in accounts.unique() if account and masking.account(account) == account}
    return [f"{name}（{account}）" if account in told else name for name, account in zip(names, accounts, strict=True)]


def picture_of(outcome: Outcome, is_open: "pd.Series[bool]") -> MonthPicture:
    """Draw the queries that lie in the month; those outside it are told of in the description."""
    month, queried_at = outcome.month, outcome.statement["queried_at"]
    inside = queried_at.between(month.start, month.end, inclusive="left")
    table = (
        pd.DataFrame({"day": queried_at.dt.day, "hour": queried_at.dt.hour, "open": is_open})[inside]
        .groupby(["day", "hour"])["open"]
        .agg(["size", "sum"])
    )
    peak = int(table["size"].max()) if len(table) else 0
    cells = tuple(
        Hour(day, hour, queries, found, -(-queries * SHADES // peak), _label(month, day, hour, queries, found))
        for (day, hour), queries, found in zip(table.index, table["size"].tolist(), table["sum"].tolist(), strict=True)
    )
    calendar = Workdays.of(outcome.settings.calendar, outcome.lists.closed_days)
    return MonthPicture(_days(month, calendar), _hours(cells), cells, _description(cells, peak, int((~inside).sum())))


def _days(month: Month, calendar: Workdays) -> tuple[Day, ...]:
    _, length = monthrange(month.year, month.month)
    days = [date(month.year, month.month, number) for number in range(1, length + 1)]
    return tuple(Day(day.day, _WEEKDAYS[day.weekday()], _closed(day, calendar)) for day in days)


def _closed(day: date, calendar: Workdays) -> str | None:
    """Why the office was closed; what its own list says of that may name persons, and is left out."""
    return "停止上班" if day in calendar.closed else calendar.why_closed(day)


def _hours(cells: tuple[Hour, ...]) -> tuple[int, ...]:
    busy = [*_OFFICE_HOURS, *(cell.hour for cell in cells)]
    return tuple(range(min(busy), max(busy) + 1))


def _label(month: Month, day: int, hour: int, queries: int, found: int) -> str:
    on = date(month.year, month.month, day)
    weekday = _WEEKDAYS[on.weekday()]
    return f"{on.month}月{on.day}日（{weekday}）{hour} 時：{queries} 筆查詢，{found} 筆有疑點"


def _description(cells: tuple[Hour, ...], peak: int, outside: int) -> str:
    if not cells:
        text = "本月無查詢。"
    else:
        days = len({cell.day for cell in cells})
        text = f"本月有 {days} 日查詢，單一小時最多 {peak} 筆；{sum(cell.open > 0 for cell in cells)} 個時段有疑點。"
    return text + (f"另有 {outside} 筆查詢不在本月，未繪入。" if outside else "")
