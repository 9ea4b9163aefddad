"""What subject, user and time say of pairs of queries and lines, and the tier that follows."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from reconcile.lists import Lists
from reconcile.matching.agencies import Agencies
from reconcile.matching.arrays import Flags, Ints, seconds_of
from reconcile.matching.sessions import MINUTE, Calendar, Sessions, Time, compare_times
from reconcile.matching.subjects import Subject, Subjects
from reconcile.matching.users import User, Users
from reconcile.settings import MatchingSettings

TIERS = ("exact", "masked", "time", "user", "slip")
EXACT, MASKED, TIME, USER, SLIP = range(len(TIERS))
NO_PAIR = -1


@dataclass(frozen=True)
class Comparison:
    """The evidence for pairs, one element a pair.

    `seconds` is how far the query lies outside the session as written; `same_clock` says that time agrees once the
    session is moved to the query's date; `conflict` that the offices differ.
    """

    subject: Ints
    user: Ints
    time: Ints
    seconds: Ints
    same_clock: Flags
    conflict: Flags

    @property
    def disagreements(self) -> Ints:
        """How many of subject, user and time disagree."""
        apart = (self.subject >= Subject.SLIP, self.user == User.DIFFERS, self.time != Time.AGREES)
        return np.asarray(np.sum(apart, axis=0, dtype=np.int64))

    @property
    def tier(self) -> Ints:
        """The position in TIERS; NO_PAIR where the definition refuses."""
        refused = self.conflict | (self.subject == Subject.OTHER) | (self.time == Time.FAR) | (self.disagreements > 1)
        indirect = (self.subject == Subject.MASKED) | (self.subject == Subject.ALIAS)
        masked = indirect | (self.user == User.MASKED)
        return np.select(
            [refused, self.subject == Subject.SLIP, self.user == User.DIFFERS, self.time == Time.DIFFERS, masked],
            [NO_PAIR, SLIP, USER, TIME, MASKED],
            EXACT,
        )


@dataclass(frozen=True)
class Evidence:
    """All that is known of the queries and the lines of a month, by position in the two tables."""

    subjects: Subjects
    users: Users
    agencies: Agencies
    sessions: Sessions
    queried: Ints
    calendar: Calendar
    tolerance: int

    @classmethod
    def of(cls, queries: pd.DataFrame, lines: pd.DataFrame, lists: Lists, settings: MatchingSettings) -> "Evidence":
        """From both tables, in the order in which positions shall count."""
        queried = seconds_of(queries["queried_at"])
        return cls(
            subjects=Subjects.of(queries, lines, lists.aliases),
            users=Users.of(queries, lines, lists.roster),
            agencies=Agencies.of(queries, lines),
            sessions=Sessions.of(lines["login_at"], lines["logout_at"]),
            queried=queried,
            calendar=Calendar.of(queried),
            tolerance=settings.tolerance_minutes * MINUTE,
        )

    @property
    def all_queries(self) -> Ints:
        """The position of every query."""
        return np.arange(len(self.queried))

    @property
    def all_lines(self) -> Ints:
        """The position of every line."""
        return np.arange(len(self.sessions.dated))

    def compare(self, query: Ints, line: Ints, subject: Ints | Subject) -> Comparison:
        """The evidence for pairs whose subjects are known to stand in the relation `subject`."""
        seconds, time, same_clock = compare_times(
            self.sessions, line, self.calendar, query, self.queried[query], self.tolerance
        )
        return Comparison(
            subject=np.broadcast_to(np.asarray(subject, dtype=np.int64), query.shape),
            user=self.users.compare(query, line),
            time=time,
            seconds=seconds,
            same_clock=same_clock,
            conflict=self.agencies.conflict(query, line),
        )
