"""Hypotheses of time: a clock that is off, a date, half of the day or a year written otherwise than it was."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from reconcile.causes import words
from reconcile.causes.clues import Clues
from reconcile.causes.repair import LEAST, FindingId, Repair, Support, Told
from reconcile.facts.sessions import DAY, MINUTE, Flags, Ints, Sessions

EXPLAINS = frozenset(
    {
        "TIME_MISMATCH",
        "UNREGISTERED_QUERY",
        "UNCONFIRMED_ENTRY",
        "AMBIGUOUS_MATCH",
        "UNREGISTERED_IN_TIE",
        "UNCONFIRMED_IN_TIE",
        "IMPOSSIBLE_TIME",
        "LONG_SESSION",
        "CONCURRENT_SESSIONS",
        "SEQUENCE_GAP",
    }
)
"""What a time written wrong may bring about."""

_FARTHEST = 180
"""A clock is off by so many minutes at most."""
_AROUND = 6
_EARLY = range(1, 7)
"""The hours that an afternoon bears which is written as a morning."""

Moved = Callable[["pd.Series[Any]"], "pd.Series[Any]"]


def wrong_times(clues: Clues) -> Iterator[Repair]:
    """Every repair of times that the month suggests."""
    if any(one[0] in EXPLAINS for one in clues.open) and len(clues.pairs):
        yield from _clocks(clues)
        yield from _half_days(clues)
        yield from _dates(clues)


def _clocks(clues: Clues) -> Iterator[Repair]:
    flagged = clues.of_entries({"TIME_MISMATCH"})
    for user, theirs in clues.scopes(flagged):
        pairs = _near(clues, theirs)
        keys = clues.entries["key"].to_numpy(object)[pairs["entry"]]
        late = pairs[np.array([key in flagged for key in keys], dtype=bool)]
        if late["entry"].nunique() < LEAST - 1:
            continue
        run = pairs["entry"].between(late["entry"].min(), late["entry"].max())
        whole, pairs = bool(run.all()), pairs[run]
        shift = _shift(clues, pairs, late)
        if shift == 0:
            continue
        off = pairs["entry"][clues.outside(pairs, shift) > clues.tolerance]
        fits = sorted(set(pairs["entry"]) - set(off))
        told = _clock_told(clues, user, "本月" if whole else _span(clues, pairs), shift)
        where = f"{user or ''}:{shift}"
        yield _repair(clues, "clock", where, fits, len(set(off)), _by(pd.Timedelta(seconds=shift)), told)


def _near(clues: Clues, theirs: Flags) -> pd.DataFrame:
    """Pairs of these entries that lie on one day or about it."""
    pairs = clues.pairs[theirs[clues.pairs["entry"]] & clues.sessions.dated[clues.pairs["entry"]]]
    return pairs[clues.outside(pairs) <= _FARTHEST * MINUTE]


def _shift(clues: Clues, pairs: pd.DataFrame, late: pd.DataFrame) -> int:
    """By how many seconds the sessions must be moved: the middle of those whole minutes with which most entries fit."""
    first = late.groupby("entry")["seconds"].min()
    opening = clues.sessions.opening[0][first.index.to_numpy(np.int64)]
    centre = int(np.median(first.to_numpy(np.int64) - opening) // MINUTE)
    offered = [minutes * MINUTE for minutes in range(centre - _AROUND, centre + _AROUND + 1)]
    fit = [_fitting(clues, pairs, shift) for shift in offered]
    best = [shift for shift, number in zip(offered, fit, strict=True) if number == max(fit)]
    return best[len(best) // 2]


def _fitting(clues: Clues, pairs: pd.DataFrame, shift: int) -> int:
    off = pairs["entry"][clues.outside(pairs, shift) > clues.tolerance]
    return len(set(pairs["entry"])) - len(set(off))


def _clock_told(clues: Clues, user: str | None, when: str, shift: int) -> Told:
    name, minutes = words.who(clues, user), abs(shift) // MINUTE
    late, whose = ("晚" if shift < 0 else "早"), ("電腦" if user is None else "其電腦")

    def told(support: Support, closes: int) -> str:
        return (
            f"{name}{when} {support.could} 次登入時間都比明細表{late}約 {minutes} 分鐘（{support.fits} 次相符），"
            f"可能是電腦時鐘未校正，請核對{whose}時間；更正紀錄表或於說明欄註明{words.closing(closes)}。"
        )

    return told


def _half_days(clues: Clues) -> Iterator[Repair]:
    entries = clues.entries
    moved = entries.assign(**{name: _afternoon(entries[name]) for name in ("login_at", "logout_at")})
    changed = _differ(entries, moved)
    if not changed.any():
        return
    pairs = clues.pairs[changed[clues.pairs["entry"]]]
    right = _outside(clues, moved, pairs) <= clues.tolerance
    agree = right & (clues.outside(pairs) > clues.tolerance)
    flagged = {entries["key"].iloc[at] for at in set(pairs["entry"][agree])}
    for user, theirs in clues.scopes(flagged):
        fits = sorted({at for at in pairs["entry"][agree] if theirs[at]})
        against = set(pairs["entry"][~agree & theirs[pairs["entry"]]]) - set(fits)
        yield _repair(clues, "half_day", user or "", fits, len(against), _afternoon, _half_day_told(clues, user, fits))


def _half_day_told(clues: Clues, user: str | None, fits: list[int]) -> Told:
    name = words.who(clues, user)
    shown = ""
    for at in clues.entries["login_at"].iloc[fits].dropna().head(1):
        shown = f"，如 {at:%m/%d} 之 {at:%H:%M} 應為 {at + pd.Timedelta(hours=12):%H:%M}"

    def told(support: Support, closes: int) -> str:
        return (
            f"{name}有 {support.could} 列下午之時間寫成上午{shown}（加 12 小時後 {support.fits} 列與明細表相符），"
            f"可能是以 12 小時制填寫而未註明下午，請抽一列對照明細表；"
            f"改以 24 小時制更正或於說明欄註明{words.closing(closes)}。"
        )

    return told


def _afternoon(times: "pd.Series[Any]") -> "pd.Series[Any]":
    return times.where(~times.dt.hour.isin(_EARLY), times + pd.Timedelta(hours=12))


def _dates(clues: Clues) -> Iterator[Repair]:
    pairs, login = clues.pairs, clues.entries["login_at"]
    asked = clues.queries["queried_at"].take(pairs["query"].to_numpy(np.int64)).reset_index(drop=True)
    told = login.take(pairs["entry"].to_numpy(np.int64)).reset_index(drop=True)
    apart = (asked.dt.normalize() - told.dt.normalize()).dt.days
    apart = apart.fillna(0).astype("int64").reset_index(drop=True)
    elsewhere = (apart != 0) & (clues.outside(pairs, apart.to_numpy(np.int64) * DAY) <= clues.tolerance)
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
        yield from _redated(clues, group, as_written, _Dating(years=int(years)))
    for months, group in of_month.groupby("months"):
        yield from _redated(clues, group, as_written, _Dating(months=int(months)))
    for (day, apart_by), group in of_day.groupby(["day", "apart"]):
        yield from _redated(clues, group, as_written, _Dating(days=int(apart_by), on=pd.Timestamp(day)))
    for apart_by, group in of_day.groupby("apart"):
        if group["day"].nunique() > 1:
            yield from _redated(clues, group, as_written, _Dating(days=int(apart_by)))


class _Dating:
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


def _redated(clues: Clues, group: pd.DataFrame, as_written: set[int], dating: _Dating) -> Iterator[Repair]:
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
        yield _repair(clues, dating.kind, f"{user or ''}:{dating}", fits, len(run) - len(fits), dating.moved, told)


def _date_told(clues: Clues, user: str | None, fits: list[int], dating: _Dating) -> Told:
    name, login = words.who(clues, user), clues.entries["login_at"].iloc[fits]
    right = dating.moved(login)
    first, last = login.dropna().iloc[0], right.dropna().iloc[0]
    if dating.years:
        wrote, truly, why = f"{first.year - 1911} 年", f"{last.year - 1911} 年", "可能是沿用舊年度之表格或年份未改"
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


def _repair(clues: Clues, kind: str, where: str, entries: list[int], against: int, moved: Moved, told: Told) -> Repair:
    """The repair that moves the times of these entries, each line's own."""
    lines = clues.lines[clues.lines["at"].isin(entries)]
    login, logout = moved(lines["login_at"]), moved(lines["logout_at"])
    keys = clues.entries["key"].to_numpy(object)
    return Repair(
        kind=kind,
        where=where,
        explains=EXPLAINS,
        expected=_expected(clues, entries),
        told=told,
        cases=frozenset(keys[at] for at in entries),
        against=against,
        lines={
            key: {"login_at": one, "logout_at": other}
            for key, one, other in zip(lines["key"], login, logout, strict=True)
        },
    )


def _expected(clues: Clues, entries: list[int]) -> frozenset[FindingId]:
    """The open findings of these entries, their lines and the queries that go with them."""
    pairs = clues.pairs[clues.pairs["entry"].isin(entries)]
    asked = set(clues.queries["key"].to_numpy(object)[pairs["query"]])
    named = {clues.entries["key"].iloc[at] for at in entries}
    return frozenset(
        one for one in clues.open if one[0] in EXPLAINS and ((one[1], one[2]) in asked or (one[3], one[4]) in named)
    )


def _span(clues: Clues, pairs: pd.DataFrame) -> str:
    return f"於 {words.days(clues.entries['login_at'].iloc[sorted(set(pairs['entry']))])} 之"


def _by(shift: pd.Timedelta) -> Moved:
    return lambda times: times + shift


def _differ(entries: pd.DataFrame, moved: pd.DataFrame) -> Flags:
    differ = [(entries[name] != moved[name]) & entries[name].notna() for name in ("login_at", "logout_at")]
    return np.asarray((differ[0] | differ[1]).to_numpy(bool))


def _outside(clues: Clues, moved: pd.DataFrame, pairs: pd.DataFrame) -> Ints:
    sessions = Sessions.of(moved, clues.settings.matching.open_session_minutes)
    return sessions.outside(pairs["entry"].to_numpy(np.int64), pairs["seconds"].to_numpy(np.int64))
