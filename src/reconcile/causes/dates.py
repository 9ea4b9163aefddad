"""Hypotheses of dates: a day, a month or a year that is written otherwise than it was."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from reconcile.causes import words
from reconcile.causes.clues import Clues
from reconcile.causes.repair import LEAST, Repair, Support, Told
from reconcile.causes.times import EXPLAINS, retimed
from reconcile.facts.sessions import DAY, MINUTE
from reconcile.text.dates import ROC_YEAR_ZERO

_AN_HOUR = 60 * MINUTE
"""So far may left-over rows be apart in the time of day: a clock may be off as well."""


def wrong_dates(clues: Clues) -> Iterator[Repair]:
    """Every repair of dates that the month suggests."""
    if any(one[0] in EXPLAINS for one in clues.open) and len(clues.pairs):
        yield from _dates(clues)


def _dates(clues: Clues) -> Iterator[Repair]:
    pairs, login = clues.pairs, clues.entries["login_at"]
    asked = clues.queries["queried_at"].take(pairs["query"].to_numpy(np.int64)).reset_index(drop=True)
    told = login.take(pairs["entry"].to_numpy(np.int64)).reset_index(drop=True)
    apart = (asked.dt.normalize() - told.dt.normalize()).dt.days
    apart = apart.fillna(0).astype("int64").reset_index(drop=True)
    near = np.where(pairs["likely"], max(_AN_HOUR, clues.tolerance), clues.tolerance)
    elsewhere = (apart != 0) & (clues.outside(pairs, apart.to_numpy(np.int64) * DAY) <= near)
    if elsewhere.sum() < LEAST - 1:
        return
    found = pairs.assign(
        apart=apart.to_numpy(),
        years=(asked.dt.year - told.dt.year).to_numpy(),
        months=((asked.dt.year - told.dt.year) * 12 + asked.dt.month - told.dt.month).to_numpy(),
        same_day=(asked.dt.day == told.dt.day).to_numpy(),
        same_month=(asked.dt.month == told.dt.month).to_numpy(),
        day=told.dt.normalize().to_numpy(),
    )[elsewhere.to_numpy(bool)]
    as_written = set(pairs["entry"][clues.outside(pairs) <= clues.tolerance])
    of_year = found[found["same_day"] & found["same_month"]]
    of_month = found[found["same_day"] & ~found["same_month"] & (found["months"].abs() < 12)]
    of_day = found[~found["same_day"]]
    for years, group in of_year.groupby("years"):
        yield from _redated(clues, group, as_written, Dating(years=int(years)))
    for months, group in of_month.groupby("months"):
        yield from _redated(clues, group, as_written, Dating(months=int(months)))
    for (day, apart_by), group in of_day.groupby(["day", "apart"]):
        yield from _redated(clues, group, as_written, Dating(days=int(apart_by), on=pd.Timestamp(day)))
    for apart_by, group in of_day.groupby("apart"):
        if group["day"].nunique() > 1:
            yield from _redated(clues, group, as_written, Dating(days=int(apart_by)))


class Dating:
    """By how much a date is to be moved, and on which written day; any where None."""

    def __init__(self, years: int = 0, months: int = 0, days: int = 0, on: pd.Timestamp | None = None) -> None:
        self.years, self.months, self.days, self.on = years, months, days, on
        self.kind = "year" if years else "date"

    def __str__(self) -> str:
        return (
            f"{self.years}/{self.months}/{self.days}/{self.on:%m%d}"
            if self.on
            else f"{self.years}/{self.months}/{self.days}"
        )

    def moved(self, times: "pd.Series[Any]") -> "pd.Series[Any]":
        """The times as they should have been written."""
        by = pd.DateOffset(years=self.years, months=self.months, days=self.days)
        return (times + by).astype(times.dtype)


def _redated(clues: Clues, group: pd.DataFrame, as_written: set[int], dating: Dating) -> Iterator[Repair]:
    """The entries of one user, or of all, from the first to the last that is dated so."""
    keys, login = clues.entries["key"].to_numpy(object), clues.entries["login_at"]
    for user, theirs in clues.scopes({keys[at] for at in set(group["entry"])}):
        flagged = {at for at in group["entry"] if theirs[at]}
        alike = login.dt.to_period("Y" if dating.years else "M" if dating.months else "D")
        wrong = set(alike.iloc[sorted(flagged)])
        run = [
            at
            for at in range(min(flagged), max(flagged) + 1)
            if theirs[at] and (at in flagged or alike.iloc[at] in wrong)
        ]
        fits = [at for at in run if at in flagged or at not in as_written]
        told = _date_told(clues, user, fits, dating)
        where, against = f"{user or ''}:{dating}", len(run) - len(fits)
        yield retimed(clues, dating.kind, where, fits, flagged, against, dating.moved, told)


def _date_told(clues: Clues, user: str | None, fits: list[int], dating: Dating) -> Told:
    name = words.who(clues, user) if user else words.several(clues, clues.entries["user"].iloc[fits])
    login = clues.entries["login_at"].iloc[fits]
    right = dating.moved(login)
    first, last = login.dropna().iloc[0], right.dropna().iloc[0]
    if dating.years:
        wrote, truly, why = (
            f"{first.year - ROC_YEAR_ZERO} 年",
            f"{last.year - ROC_YEAR_ZERO} 年",
            "可能是沿用舊年度之表格或年份未改",
        )
    elif dating.months:
        wrote, truly, why = f"{first.month} 月", f"{last.month} 月", "可能是月份寫錯"
    else:
        wrote, truly, why = words.days(login), words.days(right), "可能是日期沿用他日或寫錯"

    def told(support: Support, closes: int) -> str:
        return (
            f"{name}有 {support.could} 列之日期寫為 {wrote}，"
            f"時刻及查詢條件卻與 {truly} 之查詢相合（{support.fits} 列），"
            f"{why}，請對照該日受理案件或明細表；更正紀錄表日期並簽章{words.closing(closes)}。"
        )

    return told
