"""What subject, user, time and office say of pairs of queries and lines, and the tier that follows."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import IntEnum
from functools import cached_property

import numpy as np
import pandas as pd

from reconcile.facts.offices import Offices
from reconcile.facts.sessions import DAY, MINUTE, Flags, Ints, Sessions, seconds_of
from reconcile.lists import Lists
from reconcile.matching.arrays import NULL, Twins, codes_of
from reconcile.matching.sides import Subject, Subjects, User, Users
from reconcile.settings import MatchingSettings
from reconcile.text.folding import comparable

TIERS = ("exact", "masked", "text", "time", "user", "slip", "date", "day", "blurred")
EXACT, MASKED, TEXT, TIME, USER, SLIP, DATE, DAY_APART, BLURRED = range(len(TIERS))
NO_PAIR = -1
_HOUR = 60 * MINUTE
_IN_FULL = (Subject.MASKED, Subject.TEXT, Subject.BLURRED)


class Time(IntEnum):
    """What time says of a query and a line; FAR is more than one slip of the pen explains, or no time at all."""

    AGREES = 0
    NEAR = 1
    DATE = 2
    DAY = 3
    FAR = 4


@dataclass(frozen=True)
class Compared:
    """The evidence for pairs of a query and a line, one element a pair.

    `seconds` is how far the query lies outside the session as written; `same_clock` says that time agrees once the
    session is moved to the query's date; `conflict` that the offices differ, `barred` that the line is not for this
    month's queries. `loss` is what one pair lacks beside another of its tier, the less the better (`losses_of`).
    """

    query: Ints
    line: Ints
    subject: Ints
    user: Ints
    time: Ints
    seconds: Ints
    same_clock: Flags
    conflict: Flags
    barred: Flags
    loss: Ints

    def at(self, positions: Ints) -> "Compared":
        """The evidence for the pairs at these positions."""
        return Compared(*(getattr(self, one.name)[positions] for one in fields(self)))

    @property
    def disagreements(self) -> Ints:
        """How many of subject, user and time disagree."""
        apart = (self.subject >= Subject.SLIP, self.user == User.DIFFERS, self.time != Time.AGREES)
        return np.asarray(np.sum(apart, axis=0, dtype=np.int64))

    @property
    def tier(self) -> Ints:
        """The position in TIERS; NO_PAIR where the definition refuses."""
        return tier_of(self.subject, self.user, self.time, self.conflict | self.barred)


def tier_of(subject: Ints, user: Ints, time: Ints, refused: Flags) -> Ints:
    """The position in TIERS of pairs of this evidence; NO_PAIR where the definition refuses."""
    beside = (user == User.DIFFERS).astype(np.int64) + (time != Time.AGREES)
    in_full = np.isin(subject, _IN_FULL)
    most = np.where(in_full | (subject == Subject.SLIP), 0, 1)
    refused = refused | (subject >= Subject.VEILED) | (time == Time.FAR) | (beside > most)
    indirect = (subject == Subject.MASKED) | (subject == Subject.ALIAS) | (user == User.MASKED)
    return np.select(
        [
            refused,
            subject == Subject.BLURRED,
            subject == Subject.SLIP,
            user == User.DIFFERS,
            time == Time.NEAR,
            time == Time.DATE,
            time == Time.DAY,
            subject == Subject.TEXT,
            indirect,
        ],
        [NO_PAIR, BLURRED, SLIP, USER, TIME, DATE, DAY_APART, TEXT, MASKED],
        EXACT,
    )


_SECOND_BITS = 34


def losses_of(loss: Ints) -> tuple[Ints, ...]:
    """The parts of a loss, the weightiest first: unsound session, names not compared, seconds, result, purpose."""
    seconds = (loss >> 2) & ((1 << _SECOND_BITS) - 1)
    return loss >> (_SECOND_BITS + 3), loss >> (_SECOND_BITS + 2) & 1, seconds, loss >> 1 & 1, loss & 1


LOSS_BITS = _SECOND_BITS + 4


@dataclass(frozen=True)
class Calendar:
    """Days since 1970 and the three components in which a day is written."""

    day: Ints
    parts: tuple[Ints, Ints, Ints]

    @classmethod
    def of(cls, seconds: Ints) -> "Calendar":
        """The local calendar of instants."""
        days = seconds // DAY
        dates = days.astype("datetime64[D]")
        months = dates.astype("datetime64[M]")
        number = months.astype(np.int64)
        return cls(days, (number // 12, number % 12, (dates - months.astype("datetime64[D]")).astype(np.int64)))

    def components_apart(self, rows: Ints, other: "Calendar", other_rows: Ints) -> Ints:
        """In how many of year, month and day the dates of two rows differ."""
        apart = [mine[rows] != theirs[other_rows] for mine, theirs in zip(self.parts, other.parts, strict=True)]
        return np.asarray(np.sum(apart, axis=0, dtype=np.int64))


@dataclass(frozen=True)
class Bars:
    """Lines that take no query of this month: voided, used by another month's run, or another month's own.

    `why` says it of each by its position.
    """

    voided: Flags
    used: Flags
    why: Mapping[int, str]

    @property
    def barred(self) -> Flags:
        """Who takes no query."""
        barred = np.zeros(len(self.voided), dtype=bool)
        barred[[*self.why]] = True
        return barred


@dataclass(frozen=True)
class PairEvidence:
    """All that is known of the queries and the lines of a month, by position in the two tables.

    `office_of` are codes of `office_texts` for both sides, `offices` the number of the office that each text names,
    NULL where none of the list. `results` and `purposes` are codes: 1 success, 2 failure, 0 none; bits of the boxes
    ticked, the number of the one printed. Nobody is barred before `candidates.with_bars`.
    """

    subjects: Subjects
    users: Users
    office_texts: list[str]
    offices: Ints
    office_of: tuple[Ints, Ints]
    sessions: Sessions
    written_days: Calendar
    queried: Ints
    calendar: Calendar
    results: tuple[Ints, Ints]
    purposes: tuple[Ints, Ints]
    bars: Bars
    tolerance: int

    @classmethod
    def of(
        cls,
        queries: pd.DataFrame,
        lines: pd.DataFrame,
        lists: Lists,
        settings: MatchingSettings,
        offices: tuple[str, ...],
    ) -> "PairEvidence":
        """From both tables, in the order in which positions shall count; nobody is barred yet."""
        queried = seconds_of(queries["queried_at"])
        sessions = Sessions.of(lines, settings.open_session_minutes)
        texts, (query_office, line_office) = codes_of(queries["agency"], lines["agency"])
        nobody = np.zeros(len(lines), dtype=bool)
        entries = [Offices(offices).entry_of(text) for text in texts]
        return cls(
            subjects=Subjects.of(queries, lines, lists.aliases),
            users=Users.of(queries, lines, lists.roster),
            office_texts=texts,
            offices=np.append(pd.factorize(np.array([*entries, None], dtype=object))[0][:-1], NULL),
            office_of=(query_office, line_office),
            sessions=sessions,
            written_days=Calendar.of(sessions.opening[0]),
            queried=queried,
            calendar=Calendar.of(queried),
            results=(_results(queries), _results(lines)),
            purposes=(queries["purpose"].fillna(0).to_numpy(np.int64), _boxes(lines)),
            bars=Bars(nobody, nobody, {}),
            tolerance=settings.tolerance_minutes * MINUTE,
        )

    @cached_property
    def barred(self) -> Flags:
        """The lines that take no query."""
        return self.bars.barred

    @property
    def all_queries(self) -> Ints:
        """The position of every query."""
        return np.arange(len(self.queried))

    @property
    def all_lines(self) -> Ints:
        """The position of every line."""
        return np.arange(len(self.sessions.dated))

    def twins(self, alike: Ints, duplicates: Ints) -> tuple[Twins, Twins]:
        """The queries and the lines that nothing tells apart, given the groups of alike queries and of equal lines."""
        subjects, users = self.subjects, self.users
        queries = [subjects.of_query, subjects.told_by_query, users.spelled[0], users.account, self.office_of[0]]
        lines = [subjects.of_line, subjects.told_by_line, users.spelled[1], self.office_of[1], self.purposes[1]]
        return (
            Twins.of(alike, self.queried, *queries, self.results[0]),
            Twins.of(duplicates, self.barred.astype(np.int64), *lines),
        )

    def office_of_lines(self) -> Ints:
        """A number for the office of each line, however it is worded; NULL where none is written."""
        worded = pd.factorize(np.array([*map(comparable, self.office_texts), None], dtype=object))[0]
        return np.where(self.offices == NULL, worded, self.offices + len(worded))[self.office_of[1]]

    def compare(self, query: Ints, line: Ints, subject: Ints | Subject) -> Compared:
        """The evidence for pairs whose subjects are known to stand in the relation `subject`."""
        seconds, time, same_clock = self._times(query, line)
        user = self.users.compare(query, line)
        ours, theirs = self.offices[self.office_of[0][query]], self.offices[self.office_of[1][line]]
        return Compared(
            query,
            line,
            subject=np.broadcast_to(np.asarray(subject, dtype=np.int64), query.shape),
            user=user,
            time=time,
            seconds=seconds,
            same_clock=same_clock,
            conflict=(ours != NULL) & (theirs != NULL) & (ours != theirs),
            barred=self.barred[line],
            loss=self._loss(query, line, user, seconds),
        )

    def compare_paired(self, query: Ints, line: Ints, tier: Ints) -> Compared:
        """The same for pairs that were found in these tiers."""
        agreement = self.subjects.agreement(query, line)
        return self.compare(query, line, np.where(tier == SLIP, Subject.SLIP, agreement))

    def _times(self, query: Ints, line: Ints) -> tuple[Ints, Ints, Flags]:
        """Seconds outside the session, the `Time`, whether the session agrees if moved to the query's date."""
        instant = self.queried[query]
        outside = self.sessions.outside(line, instant)
        moved = (self.calendar.day[query] - self.written_days.day[line]) * DAY
        dated = self.sessions.dated[line]
        same_clock = dated & (self.sessions.outside(line, instant - moved) <= self.tolerance)
        one = self.written_days.components_apart(line, self.calendar, query) == 1
        cases = [~dated, outside <= self.tolerance, outside <= _HOUR, same_clock & one, outside <= DAY]
        verdict = np.select(cases, [Time.FAR, Time.AGREES, Time.NEAR, Time.DATE, Time.DAY], Time.FAR)
        return outside, verdict, same_clock

    def _loss(self, query: Ints, line: Ints, user: Ints, seconds: Ints) -> Ints:
        unsound = self.sessions.impossible[line].astype(np.int64)
        unnamed = (user == User.NOT_COMPARED).astype(np.int64)
        queried, written = self.results[0][query], self.results[1][line]
        other_result = 1 - ((queried == written) & (queried != 0)).astype(np.int64)
        printed, ticked = self.purposes[0][query], self.purposes[1][line]
        other_purpose = 1 - ((ticked >> printed) & (printed > 0))
        far = np.minimum(seconds, (1 << _SECOND_BITS) - 1)
        head = unsound << (_SECOND_BITS + 3) | unnamed << (_SECOND_BITS + 2)
        return np.asarray(head | far << 2 | other_result << 1 | other_purpose)


def _results(rows: pd.DataFrame) -> Ints:
    return np.asarray(rows["result"].map({"success": 1, "failure": 2}).fillna(0), dtype=np.int64)


def _boxes(lines: pd.DataFrame) -> Ints:
    """The boxes ticked as bits: 4 for (二), 6 for (一) and (二)."""
    codes, texts = pd.factorize(lines["purposes"])
    bits = [sum(1 << int(box) for box in text.split(",") if box) for text in texts]
    return np.array([*bits, 0], dtype=np.int64)[codes]
