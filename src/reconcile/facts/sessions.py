"""Was it within this session: from the login to the logout as an entry writes them, over midnight too.

A logout written to the minute counts whole, one with seconds to that second. Without a logout the
session lasts some minutes, at most to the next login of its user. A logout that stands before its
login on the same day is past midnight where the session is then no longer than `LONGEST_NIGHT`; any
other is impossible, and its two written minutes stand alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from reconcile.facts.users import person_meant
from reconcile.text.folding import comparable

Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Column: TypeAlias = "pd.Series[Any]"

MINUTE = 60
DAY = 86_400
LONGEST_NIGHT = 12 * 60 * MINUTE
_EPOCH = datetime(1970, 1, 1)
_NEVER = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Session:
    """One session: its spans, both ends closed; two where it is impossible, none where no time is written."""

    spans: tuple[tuple[datetime, datetime], ...]

    def outside(self, at: datetime) -> timedelta | None:
        """How far an instant lies from it, nothing within; None where no time is written."""
        apart = [max(start - at, at - end, timedelta(0)) for start, end in self.spans]
        return min(apart, default=None)


@dataclass(frozen=True)
class Sessions:
    """The sessions of lines or entries by position, in seconds since 1970, all ends closed.

    `opening` and `closing` are the same span but where the session is `impossible`: then the written
    minutes of the login and of the logout. `dated` says that a time is written, `ended` that the logout
    is; `length` is from login to logout as written, -1 where one is missing or the session impossible.
    """

    opening: tuple[Ints, Ints]
    closing: tuple[Ints, Ints]
    dated: Flags
    ended: Flags
    impossible: Flags
    length: Ints

    @classmethod
    def of(cls, rows: pd.DataFrame, open_minutes: int) -> "Sessions":
        """From columns `login_at`, `logout_at`, `user_name` and `agency`.

        `open_minutes` is how long a session lasts whose logout is not written.
        """
        begun, ended = rows["login_at"].notna(), rows["logout_at"].notna()
        login = seconds_of(rows["login_at"].fillna(rows["logout_at"]))
        logout = seconds_of(rows["logout_at"].fillna(rows["login_at"]))
        night = logout + DAY - login
        over_night = (logout < login) & (login // DAY == logout // DAY) & (night <= LONGEST_NIGHT)
        impossible = (logout < login) & ~over_night
        last = logout + DAY * over_night
        end = end_of_minute(last)
        unfinished = (begun & ~ended).to_numpy(bool)
        if unfinished.any():
            longest = np.minimum(login + open_minutes * MINUTE, _next_logins(rows, login))
            end = np.where(unfinished, np.maximum(longest, end_of_minute(login)), end)
        both = (begun & ended).to_numpy(bool)
        return cls(
            opening=(login, np.where(impossible, end_of_minute(login), end)),
            closing=(np.where(impossible, logout, login), end),
            dated=(begun | ended).to_numpy(bool),
            ended=ended.to_numpy(bool),
            impossible=impossible,
            length=np.where(both & ~impossible, last - login, -1),
        )

    def outside(self, line: Ints, instant: Ints) -> Ints:
        """Seconds from each instant to the session of its line; 0 within."""
        opening, closing = _distance(self.opening, line, instant), _distance(self.closing, line, instant)
        return np.minimum(opening, closing)

    def after(self, line: Ints, instant: Ints) -> Flags:
        """Whether an instant lies after the session rather than before it or between its written minutes."""
        return np.asarray(instant > np.maximum(self.opening[1], self.closing[1])[line])

    def each(self) -> Iterator[Session]:
        """Every session by itself."""
        for at in range(len(self.dated)):
            spans = dict.fromkeys((int(start[at]), int(end[at])) for start, end in (self.opening, self.closing))
            yield Session(tuple((_instant(start), _instant(end)) for start, end in spans) if self.dated[at] else ())


def seconds_of(times: Column) -> Ints:
    """Whole seconds since 1970, fractions cut off; 0 where there is no time."""
    return times.fillna(pd.Timestamp(0)).to_numpy("datetime64[s]").astype(np.int64)


def end_of_minute(instant: Ints) -> Ints:
    """A time written to the minute stands for the whole of it; one written with seconds for itself."""
    return np.where(instant % MINUTE == 0, instant + MINUTE - 1, instant)


def session_of(login: datetime | None, logout: datetime | None, open_minutes: int) -> Session:
    """The session of one entry of which nothing else is known."""
    row = pd.DataFrame({"login_at": [login], "logout_at": [logout], "user_name": [None], "agency": [None]}).astype(
        {"login_at": "datetime64[ms]", "logout_at": "datetime64[ms]"}
    )
    [session] = Sessions.of(row, open_minutes).each()
    return session


def _next_logins(rows: pd.DataFrame, login: Ints) -> Ints:
    """When the user of each row logs in the next time, later than in it; never for whom no name is written."""
    named, names = pd.factorize(rows["user_name"])
    agency = pd.factorize(rows["agency"])[0]
    meant = pd.factorize(np.array([*(comparable(person_meant(name)) for name in names), ""], dtype=object))[0]
    known = (named != -1) & rows["login_at"].notna().to_numpy(bool)
    user = np.where(known, meant[named] * (int(agency.max(initial=-1)) + 2) + agency + 1, -1)
    later = np.full(len(rows), _NEVER)
    logins, at = np.unique(np.stack([user[known], login[known]]), axis=1, return_inverse=True)
    whose, when = np.append(logins, [[-1], [0]], axis=1)
    follows = np.where(whose[1:] == whose[:-1], when[1:], _NEVER)
    later[known] = follows[at]
    return later


def _distance(span: tuple[Ints, Ints], line: Ints, instant: Ints) -> Ints:
    start, end = span
    return np.asarray(np.maximum(np.maximum(start[line] - instant, instant - end[line]), 0))


def _instant(seconds: int) -> datetime:
    return _EPOCH + timedelta(seconds=seconds)
