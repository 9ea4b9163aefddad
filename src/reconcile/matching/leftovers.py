"""The queries and lines that are in no pair: why, and who on the other side comes nearest."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reconcile.facts.repeats import repeated
from reconcile.facts.sessions import Flags, Ints, seconds_of
from reconcile.matching.arrays import NULL
from reconcile.matching.candidates import Bars
from reconcile.matching.choice import Choice
from reconcile.matching.evidence import PairEvidence
from reconcile.matching.refusal import (
    Neighbours,
    Side,
    both_sides,
    duplicating,
    nearest,
    nobody_near,
    outside,
    refused,
    repeating,
    ties_told,
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

    `duplicates` numbers the groups of equal lines; `unread` are the spans of which a side could not be read.
    """

    words: RowWords
    evidence: PairEvidence
    choice: Choice
    bars: Bars
    duplicates: Ints
    unread: Unread
    month: Month | None
    repeat_minutes: int

    def table(self) -> pd.DataFrame:
        """The table `unmatched`.

        Without a month no query is outside, and a line is outside where its date lies outside the calendar months
        that the queries span; with neither month nor queries nothing is.
        """
        queries, lines = both_sides(self.words, self.evidence, self.choice, self.bars.why)
        left = lines.left[~self.bars.voided[lines.left]]
        near_lines, near_queries = nearest(self.evidence, queries.left, left, self.evidence.all_lines)
        asked = _Period.over(self.month, self.month, self.month.roc) if self.month else _Period()
        covered = asked if self.month else _spanned(self.words.queries)
        told = ties_told(queries, lines, self.choice)
        again = repeated(self.words.queries, queries.partner != NULL, self.repeat_minutes)
        parts = [
            self._part(queries, lines, queries.left, near_lines, asked, told[0], (again, repeating)),
            self._part(lines, queries, left, near_queries, covered, told[1], (self._originals(lines), duplicating)),
        ]
        return UNMATCHED.conform(pd.concat(parts, ignore_index=True))

    def _originals(self, lines: Side) -> Ints:
        """The matched line to which each is equal; NULL where to none."""
        first = np.full(int(self.duplicates.max(initial=-1)) + 1, len(self.duplicates))
        held = np.flatnonzero(lines.partner != NULL)
        np.minimum.at(first, self.duplicates[held], held)
        found = first[self.duplicates]
        return np.where(found < len(found), found, NULL)

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
        tied, far = mine.tie[left] != 0, period.excludes(mine)[left]
        used = np.array([not mine.of_queries and self.bars.used_by[at] is not None for at in left.tolist()], dtype=bool)
        unread = self._unread(mine, left)
        explanation = _first_told(
            left,
            (tied, lambda at: [ties[one] for one in at.tolist()]),
            (used, lambda at: [f"{mine.why_barred[one]}，不再對應本月查詢。" for one in at.tolist()]),
            (far, lambda at: outside(mine, theirs, at, period.words)),
            (unread, lambda at: [f"該段期間的{theirs.word}未能讀取，未予查核。" for _ in at]),
            (original[left] != NULL, lambda at: tell(mine, original[at])),
            (other == NULL, lambda at: nobody_near(mine, theirs, at)),
            (other != NULL, lambda at: refused(self.words, self.evidence, mine, theirs, at, near)),
        )
        reason = np.select([tied, used, far, unread], ["tie", "used", "outside", "unchecked"], "none")
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
        keys = [
            _keys(queries, query, STATEMENT_KEY),
            _keys(lines, line, REGISTER_KEY),
            _keys(queries, near_query, STATEMENT_KEY).add_prefix("nearest_"),
            _keys(lines, near_line, REGISTER_KEY).add_prefix("nearest_"),
        ]
        return pd.concat(keys, axis="columns")


def _first_told(left: Ints, *cases: tuple[Flags, Callable[[Ints], list[str]]]) -> list[str]:
    """What the first case that applies to each leftover tells of it; a case tells of positions of the side."""
    told = np.full(len(left), None, dtype=object)
    silent = np.ones(len(left), dtype=bool)
    for applies, tell in cases:
        now = silent & applies
        told[now] = tell(left[now])
        silent &= ~applies
    return list(told)


def _keys(table: pd.DataFrame, positions: Ints, key: list[str]) -> pd.DataFrame:
    """The keys of rows by position, None for NULL."""
    return table[key].reindex(positions).reset_index(drop=True)


def _spanned(queries: pd.DataFrame) -> _Period:
    """The calendar months from the first query to the last."""
    if queries.empty:
        return _Period()
    first, last = queries["queried_at"].min(), queries["queried_at"].max()
    return _Period.over(Month.of(first), Month.of(last), "明細表涵蓋的月份")
