"""The queries and lines that are in no pair: why, and who on the other side comes nearest."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reconcile.matching.arrays import NULL, Flags, Ints, seconds_of
from reconcile.matching.choice import Choice
from reconcile.matching.evidence import Evidence
from reconcile.matching.neighbours import Neighbours, nearest
from reconcile.matching.refusal import nobody_near, outside, refused, repeating, tied
from reconcile.matching.repeats import originals
from reconcile.matching.sides import Side, both_sides
from reconcile.matching.wording import Wording
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


def unmatched_table(
    wording: Wording, evidence: Evidence, choice: Choice, repeats: Ints, month: Month | None
) -> pd.DataFrame:
    """The table `unmatched`.

    Without a month no query is outside, and a line is outside where its date lies outside the calendar months that the
    queries span; with neither month nor queries nothing is.
    """
    queries, lines = both_sides(wording, evidence, choice)
    near_lines, near_queries = nearest(evidence, queries.left, lines.left)
    asked = _Period.over(month, month, month.roc) if month else _Period()
    covered = asked if month else _spanned(wording.queries)
    original = originals(repeats, queries.partner != NULL)
    parts = [
        _part(wording, evidence, queries, lines, near_lines, asked, original),
        _part(wording, evidence, lines, queries, near_queries, covered, np.arange(len(lines.partner))),
    ]
    return UNMATCHED.conform(pd.concat(parts, ignore_index=True))


def _part(
    wording: Wording, evidence: Evidence, mine: Side, theirs: Side, near: Neighbours, period: _Period, original: Ints
) -> pd.DataFrame:
    """The leftovers of one side; `original` is whom each repeats, or itself."""
    left, other = mine.left, near.other[mine.left]
    is_tied, is_outside = mine.tied[left], period.excludes(mine)[left]
    explanation = _first_told(
        left,
        (is_tied, lambda at: tied(mine, theirs, at)),
        (is_outside, lambda at: outside(mine, theirs, at, period.words)),
        (original[left] != left, lambda at: repeating(mine, original[at])),
        (other == NULL, lambda at: nobody_near(mine, theirs, at)),
        (other != NULL, lambda at: refused(wording, evidence, mine, theirs, at, near)),
    )
    nobody = np.full(len(left), NULL)
    query, line = mine.as_pairs(left, nobody)
    near_query, near_line = mine.as_pairs(nobody, other)
    keys = [
        _keys(wording.queries, query, STATEMENT_KEY),
        _keys(wording.lines, line, REGISTER_KEY),
        _keys(wording.queries, near_query, STATEMENT_KEY).add_prefix("nearest_"),
        _keys(wording.lines, near_line, REGISTER_KEY).add_prefix("nearest_"),
    ]
    reason = np.select([is_tied, is_outside], ["tie", "outside"], "none")
    return pd.concat(keys, axis="columns").assign(reason=reason, explanation=explanation)


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
    """The keys of rows by position, null for NULL."""
    return table[key].reindex(positions).reset_index(drop=True)


def _spanned(queries: pd.DataFrame) -> _Period:
    """The calendar months from the first query to the last."""
    if queries.empty:
        return _Period()
    first, last = queries["queried_at"].min(), queries["queried_at"].max()
    return _Period.over(Month.of(first), Month.of(last), "明細表涵蓋的月份")
