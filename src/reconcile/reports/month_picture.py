"""The picture of the month: queries by day and hour and by user, the open ones marked."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from reconcile.text.dates import Month

SHADES = 5
_OFFICE_HOURS = (8, 17)
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Day:
    """A column of the picture."""

    number: int
    weekday: str
    weekend: bool


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
        """51 筆查詢，2 筆待查核."""
        return f"{self.queries} 筆查詢，{self.open} 筆待查核"


def bars_of(statement: pd.DataFrame, shown: Sequence[str], is_open: "pd.Series[bool]") -> tuple[Bar, ...]:
    """One bar a user and account, the busiest first; `shown` are their names as a report may show them."""
    table = (
        statement[["user_name", "account"]]
        .assign(shown=list(shown), open=is_open)
        .groupby(["user_name", "account"], dropna=False)
        .agg(shown=("shown", "first"), queries=("open", "size"), open=("open", "sum"))
        .sort_values("queries", ascending=False, kind="stable")
    )
    peak = int(table["queries"].max()) if len(table) else 1
    return tuple(
        Bar(shown, queries, found, -(-queries * 100 // peak), -(-found * 100 // peak))
        for shown, queries, found in zip(*(table[name].tolist() for name in table), strict=True)
    )


def picture_of(month: Month, queried_at: "pd.Series[Any]", is_open: "pd.Series[bool]") -> MonthPicture:
    """Draw the queries that lie in the month; those outside it are told of in the description."""
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
    return MonthPicture(_days(month), _hours(cells), cells, _description(cells, peak, int((~inside).sum())))


def _days(month: Month) -> tuple[Day, ...]:
    first, length = monthrange(month.year, month.month)
    weekdays = [(first + offset) % 7 for offset in range(length)]
    return tuple(Day(number, _WEEKDAYS[weekday], weekday > 4) for number, weekday in enumerate(weekdays, start=1))


def _hours(cells: tuple[Hour, ...]) -> tuple[int, ...]:
    busy = [*_OFFICE_HOURS, *(cell.hour for cell in cells)]
    return tuple(range(min(busy), max(busy) + 1))


def _label(month: Month, day: int, hour: int, queries: int, found: int) -> str:
    on = date(month.year, month.month, day)
    weekday = _WEEKDAYS[on.weekday()]
    return f"{on.month}月{on.day}日（{weekday}）{hour} 時：{queries} 筆查詢，{found} 筆待查核"


def _description(cells: tuple[Hour, ...], peak: int, outside: int) -> str:
    if not cells:
        text = "本月無查詢。"
    else:
        days = len({cell.day for cell in cells})
        text = f"本月有 {days} 日查詢，單一小時最多 {peak} 筆；{sum(cell.open > 0 for cell in cells)} 個時段有待查核。"
    return text + (f"另有 {outside} 筆查詢不在本月，未繪入。" if outside else "")
