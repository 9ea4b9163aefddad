"""The queries and lines that are in no pair: why, and who on the other side comes nearest."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from reconcile.facts.repeats import NOBODY, nearest_alike
from reconcile.facts.sessions import Flags, Ints, seconds_of
from reconcile.matching.arrays import NULL
from reconcile.matching.choice import Choice, ties_of
from reconcile.matching.evidence import BLURRED, PairEvidence
from reconcile.matching.refusal import (
    Neighbours,
    Side,
    duplicating,
    nearest,
    nobody_near,
    outside,
    refused,
    repeating,
    tied,
)
from reconcile.matching.words import RowWords
from reconcile.outcome import Unread
from reconcile.tables import REGISTER_KEY, STATEMENT_KEY, UNMATCHED
from reconcile.text.dates import Month

_FOREVER = np.iinfo(np.int64)


@dataclass(frozen=True)
class _Period:
    """Calendar months in seconds, `end` open, and how a sentence calls them; all time where no month is known."""

    words: str = ""
    start: int = _FOREVER.min
    end: int = _FOREVER.max

    @classmethod
    def over(cls, first: Month, last: Month, words: str) -> "_Period":
        """From one month to another, both included."""
        start, end = seconds_of(pd.Series([first.start, last.end])).tolist()
        return cls(words, start, end)

    def excludes(self, side: Side) -> Flags:
        """Who lies outside; not who has no date."""
        return np.asarray(side.dated & ((side.instant < self.start) | (side.instant >= self.end)))


@dataclass(frozen=True)
class Leftovers:
    """What is needed to say why rows are left over.

    `alike` numbers the groups of alike queries, `duplicates` those of equal lines; `unread` are the spans of which a
    side could not be read.
    """

    words: RowWords
    evidence: PairEvidence
    choice: Choice
    alike: Ints
    duplicates: Ints
    unread: Unread
    month: Month | None
    repeat_minutes: int

    def table(self) -> pd.DataFrame:
        """The table `unmatched`.

        Without a month no query is outside, and a line is outside where its date lies outside the calendar months
        that the queries span; with neither month nor queries nothing is.
        """
        queries, lines = self._queries(), self._lines()
        left = lines.left[~self.evidence.bars.voided[lines.left]]
        near_lines, near_queries = nearest(self.evidence, queries.left, left, self.evidence.all_lines)
        asked = _Period.over(self.month, self.month, self.month.roc) if self.month else _Period()
        covered = asked if self.month else _spanned(self.words.queries)
        ties = self._ties(queries, lines)
        again = nearest_alike(self.alike, self.evidence.queried, queries.matched, self.repeat_minutes)
        parts = [
            self._part(queries, lines, queries.left, near_lines, asked, ties[0], (again, repeating)),
            self._part(lines, queries, left, near_queries, covered, ties[1], (self._originals(lines), duplicating)),
        ]
        return UNMATCHED.conform(pd.concat(parts, ignore_index=True))

    def _queries(self) -> Side:
        size, subjects, choice = len(self.evidence.queried), self.evidence.subjects, self.choice
        return Side(
            of_queries=True,
            word="查詢",
            places=self.words.query_places,
            partner=_scattered(size, NULL, choice.pairs.query, choice.pairs.line),
            tie=_scattered(size, 0, choice.tied.query, choice.tie),
            instant=self.evidence.queried,
            dated=np.ones(size, dtype=bool),
            identified=(subjects.of_query != NULL) | (subjects.told_by_query != NULL),
            why_barred={},
        )

    def _lines(self) -> Side:
        subjects, sessions, choice = self.evidence.subjects, self.evidence.sessions, self.choice
        size = len(sessions.dated)
        return Side(
            of_queries=False,
            word="紀錄",
            places=self.words.line_places,
            partner=_scattered(size, NULL, choice.pairs.line, choice.pairs.query),
            tie=_scattered(size, 0, choice.tied.line, choice.tie),
            instant=sessions.opening[0],
            dated=sessions.dated,
            identified=(subjects.of_line != NULL) | (subjects.told_by_line != NULL),
            why_barred=self.evidence.bars.why,
        )

    def _ties(self, queries: Side, lines: Side) -> tuple[dict[int, str], dict[int, str]]:
        """For each query and each line that a tie concerns: the alternatives, and who else could have them."""
        told = dict[int, str](), dict[int, str]()
        blurred = set(self.choice.tie[self.choice.tied.tier == BLURRED].tolist())
        for number, asked, written in ties_of(self.choice):
            places = queries.places(asked), lines.places(written)
            for side, positions in enumerate((asked, written)):
                mine, theirs = places[side], places[1 - side]
                for at, position in enumerate(positions.tolist()):
                    told[side][position] = tied(mine[:at] + mine[at + 1 :], theirs, number in blurred)
        return told

    def _originals(self, lines: Side) -> Ints:
        """The matched line to which each is equal; NOBODY where to none."""
        first = np.full(int(self.duplicates.max(initial=-1)) + 1, len(self.duplicates))
        held = np.flatnonzero(lines.matched)
        np.minimum.at(first, self.duplicates[held], held)
        found = first[self.duplicates]
        return np.where(found < len(found), found, NOBODY)

    def _part(
        self,
        mine: Side,
        theirs: Side,
        left: Ints,
        near: Neighbours,
        period: _Period,
        ties: dict[int, str],
        equals: tuple[Ints, Callable[[Side, Ints], list[str]]],
    ) -> pd.DataFrame:
        """The leftovers of one side; `equals` are those of it to which each is equal, and how that is told."""
        other, original, tell = near.other[left], equals[0], equals[1]
        competing, far = mine.tie[left] != 0, period.excludes(mine)[left]
        used = np.zeros(len(left), dtype=bool) if mine.of_queries else self.evidence.bars.used[left]
        unread = self._unread(mine, left)
        explanation = _first_told(
            left,
            (competing, lambda at: [ties[one] for one in at.tolist()]),
            (used, lambda at: [f"{mine.why_barred[one]}，不再對應本月查詢。" for one in at.tolist()]),
            (far, lambda at: outside(mine, theirs, at, period.words)),
            (unread, lambda at: [f"該段期間的{theirs.word}未能讀取，未予查核。" for _ in at]),
            (original[left] != NOBODY, lambda at: tell(mine, original[at])),
            (other == NULL, lambda at: nobody_near(mine, theirs, at)),
            (other != NULL, lambda at: refused(self.words, self.evidence, mine, theirs, at, near)),
        )
        reason = np.select([competing, used, far, unread], ["tie", "used", "outside", "unchecked"], "none")
        tie = np.array([f"T{number:02d}" if number else None for number in mine.tie[left].tolist()], dtype=object)
        return self._keyed(mine, left, other).assign(reason=reason, explanation=explanation, tie=tie)

    def _unread(self, mine: Side, left: Ints) -> Flags:
        spans = self.unread.register if mine.of_queries else self.unread.statement
        instant, found = mine.instant[left], np.zeros(len(left), dtype=bool)
        for first, last in spans:
            start, end = seconds_of(pd.Series([first, last])).tolist()
            found |= mine.dated[left] & (instant >= start) & (instant <= end)
        return found

    def _keyed(self, mine: Side, left: Ints, other: Ints) -> pd.DataFrame:
        nobody = np.full(len(left), NULL)
        query, line = mine.as_pairs(left, nobody)
        near_query, near_line = mine.as_pairs(nobody, other)
        queries, lines = self.words.queries, self.words.lines
        keys = {name: _taken(queries, query, name) for name in STATEMENT_KEY}
        keys |= {name: _taken(lines, line, name) for name in REGISTER_KEY}
        keys |= {f"nearest_{name}": _taken(queries, near_query, name) for name in STATEMENT_KEY}
        keys |= {f"nearest_{name}": _taken(lines, near_line, name) for name in REGISTER_KEY}
        return pd.DataFrame(keys)


def _first_told(left: Ints, *cases: tuple[Flags, Callable[[Ints], list[str]]]) -> list[str]:
    """What the first case that applies to each leftover tells of it; a case tells of positions of the side."""
    told = np.full(len(left), None, dtype=object)
    silent = np.ones(len(left), dtype=bool)
    for applies, tell in cases:
        now = silent & applies
        if now.any():
            told[now] = tell(left[now])
            silent &= ~applies
    return list(told)


def _taken(table: pd.DataFrame, positions: Ints, name: str) -> Any:
    """A column of rows by position, None for NULL."""
    return table[name].array.take(positions, allow_fill=True)


def _scattered(size: int, nothing: int, at: Ints, values: Ints) -> Ints:
    whole = np.full(size, nothing)
    whole[at] = values
    return whole


def _spanned(queries: pd.DataFrame) -> _Period:
    """The calendar months from the first query to the last."""
    if queries.empty:
        return _Period()
    first, last = queries["queried_at"].min(), queries["queried_at"].max()
    return _Period.over(Month.of(first), Month.of(last), "明細表涵蓋的月份")
