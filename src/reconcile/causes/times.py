"""Hypotheses of time: a clock that is off, and afternoons written as mornings."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from reconcile.causes import words
from reconcile.causes.clues import Clues
from reconcile.causes.repair import LEAST, FindingId, Repair, Support, Told
from reconcile.facts.sessions import MINUTE, Flags, Ints, Sessions

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
        "UNFIT_REVIEWER",
    }
)
"""What a time written wrong may bring about."""

_FARTHEST = 180
"""A clock is off by so many minutes at most."""
_AROUND = 6
_OFTEN = 3
_EARLY = range(1, 7)
"""The hours that an afternoon bears which is written as a morning."""

Moved = Callable[["pd.Series[Any]"], "pd.Series[Any]"]


def wrong_times(clues: Clues) -> Iterator[Repair]:
    """Every repair of times within a day that the month suggests."""
    if any(one[0] in EXPLAINS for one in clues.open) and len(clues.pairs):
        yield from _clocks(clues)
        yield from _half_days(clues)


def _clocks(clues: Clues) -> Iterator[Repair]:
    flagged = clues.of_entries({"TIME_MISMATCH"})
    for user, theirs in clues.scopes(flagged):
        pairs = _near(clues, theirs)
        keys = clues.entries["key"].to_numpy(object)[pairs["entry"]]
        late = pairs[np.array([key in flagged for key in keys], dtype=bool)]
        if late["entry"].nunique() < LEAST - 1:
            continue
        first, last = int(late["entry"].min()), int(late["entry"].max())
        run = pairs["entry"].between(first, last)
        whole, pairs = bool(run.all()), pairs[run]
        if not _often(clues, pairs, late):
            continue
        shift = _shift(clues, pairs, late)
        if shift == 0:
            continue
        off = set(pairs["entry"][clues.outside(pairs, shift) > clues.tolerance])
        moved = [at for at in range(first, last + 1) if theirs[at] and at not in off]
        told = _clock_told(clues, user, "本月" if whole else _span(clues, pairs), shift)
        by = _by(pd.Timedelta(seconds=shift))
        yield retimed(clues, "clock", f"{user or ''}:{shift}", moved, set(pairs["entry"]) - off, len(off), by, told)


def _often(clues: Clues, pairs: pd.DataFrame, late: pd.DataFrame) -> bool:
    """Whether a third at least of the sessions of each user are off: the tolerance hides a clock that is a little off.

    Within it, one user's clock could pass for everybody's.
    """
    users = clues.entries["user"].to_numpy(object)
    theirs, off = (Counter(users[sorted(set(some["entry"]))].tolist()) for some in (pairs, late))
    return all(off[user] * _OFTEN >= number for user, number in theirs.items() if number >= LEAST)


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
        told = _half_day_told(clues, user, fits)
        yield retimed(clues, "half_day", user or "", fits, set(fits), len(against), _afternoon, told)


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


def retimed(
    clues: Clues,
    kind: str,
    where: str,
    entries: Sequence[int],
    cases: Collection[int],
    against: int,
    moved: Moved,
    told: Told,
) -> Repair:
    """The repair that moves the times of these entries, each line's own; `cases` are those that speak for it."""
    lines = clues.lines[clues.lines["at"].isin(entries)]
    login, logout = moved(lines["login_at"]), moved(lines["logout_at"])
    keys = clues.entries["key"].to_numpy(object)
    return Repair(
        kind=kind,
        where=where,
        explains=EXPLAINS,
        expected=_expected(clues, entries),
        told=told,
        cases=frozenset(keys[at] for at in cases),
        against=against,
        lines={
            key: {"login_at": one, "logout_at": other}
            for key, one, other in zip(lines["key"], login, logout, strict=True)
        },
    )


def _expected(clues: Clues, entries: Sequence[int]) -> frozenset[FindingId]:
    """The open findings of these entries, their lines and the queries that go with them."""
    pairs = clues.pairs[clues.pairs["entry"].isin(entries)]
    asked = set(clues.queries["key"].to_numpy(object)[pairs["query"]])
    named = {clues.entries["key"].iloc[at] for at in entries}
    return clues.open_at(EXPLAINS, queries=asked, entries=named)


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
