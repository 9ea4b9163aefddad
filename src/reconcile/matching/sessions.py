"""When an entry says that its user was logged in, and how far from that an instant lies."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from reconcile.matching.arrays import Column, Flags, Ints, seconds_of
from reconcile.text.dates import LONGEST_NIGHT

MINUTE = 60
DAY = 86_400


class Time(IntEnum):
    """What time says of a query and a line; FAR is more than one slip of the pen explains, or no time at all."""

    AGREES = 0
    DIFFERS = 1
    FAR = 2


@dataclass(frozen=True)
class Calendar:
    """Days since 1970 and the three components in which a day is written."""

    day: Ints
    year: Ints
    month: Ints
    day_of_month: Ints

    @classmethod
    def of(cls, seconds: Ints) -> "Calendar":
        """The local calendar of instants."""
        days = seconds // DAY
        dates = days.astype("datetime64[D]")
        months = dates.astype("datetime64[M]")
        number = months.astype(np.int64)
        return cls(days, number // 12, number % 12, (dates - months.astype("datetime64[D]")).astype(np.int64))

    def components_apart(self, rows: Ints, other: "Calendar", other_rows: Ints) -> Ints:
        """In how many of year, month and day the dates of two rows differ."""
        return sum(
            (
                (mine[rows] != theirs[other_rows]).astype(np.int64)
                for mine, theirs in (
                    (self.year, other.year),
                    (self.month, other.month),
                    (self.day_of_month, other.day_of_month),
                )
            ),
            start=np.zeros(len(rows), dtype=np.int64),
        )


@dataclass(frozen=True)
class Sessions:
    """The sessions of lines, in seconds, both ends closed and the logout minute whole.

    `opening` holds the login and `closing` the logout. They are the same span unless the logout is written before
    the login and no night explains it: then each is only its own minute. `dated` is false where neither is written.
    """

    opening: tuple[Ints, Ints]
    closing: tuple[Ints, Ints]
    calendar: Calendar
    dated: Flags

    @classmethod
    def of(cls, login_at: Column, logout_at: Column) -> "Sessions":
        """From the columns of the register; where one time is missing the other stands for both."""
        login, logout = seconds_of(login_at.fillna(logout_at)), seconds_of(logout_at.fillna(login_at))
        length_over_night = logout + DAY - login
        over_night = (logout < login) & (length_over_night >= 0) & (length_over_night <= LONGEST_NIGHT.total_seconds())
        torn = (logout < login) & ~over_night
        end = _end_of_minute(logout + DAY * over_night)
        return cls(
            opening=(login, np.where(torn, _end_of_minute(login), end)),
            closing=(np.where(torn, logout, login), end),
            calendar=Calendar.of(login),
            dated=(login_at.notna() | logout_at.notna()).to_numpy(bool),
        )

    def outside(self, line: Ints, instant: Ints) -> Ints:
        """Seconds from each instant to the session of its line; 0 within."""
        return np.minimum(_distance(self.opening, line, instant), _distance(self.closing, line, instant))

    def after(self, line: Ints, instant: Ints) -> Flags:
        """Whether an instant lies after the session rather than before it (or between its torn minutes)."""
        return np.asarray(instant > np.maximum(self.opening[1], self.closing[1])[line])


def compare_times(
    sessions: Sessions, line: Ints, calendar: Calendar, query: Ints, instant: Ints, tolerance: int
) -> tuple[Ints, Ints, Flags]:
    """Seconds outside the session, the verdict (`Time`), and whether the session agrees if moved to the query's date.

    `query` are rows of `calendar`, made at `instant`; `tolerance` is in seconds, a closed end. Time may differ by a
    day, or where the session agrees once one of year, month and day is written otherwise.
    """
    outside = sessions.outside(line, instant)
    days_apart = calendar.day[query] - sessions.calendar.day[line]
    same_clock = sessions.dated[line] & (sessions.outside(line, instant - days_apart * DAY) <= tolerance)
    one_component = sessions.calendar.components_apart(line, calendar, query) == 1
    allowed = (outside <= DAY) | (same_clock & one_component)
    verdict = np.where(outside <= tolerance, Time.AGREES, np.where(allowed, Time.DIFFERS, Time.FAR))
    return outside, np.where(sessions.dated[line], verdict, Time.FAR), same_clock


def _end_of_minute(instant: Ints) -> Ints:
    """A time written to the minute stands for the whole of it; one written with seconds for itself."""
    return np.where(instant % MINUTE == 0, instant + MINUTE - 1, instant)


def _distance(span: tuple[Ints, Ints], line: Ints, instant: Ints) -> Ints:
    start, end = span
    return np.asarray(np.maximum(np.maximum(start[line] - instant, instant - end[line]), 0))
