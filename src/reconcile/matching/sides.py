"""The two sides after the matching, in one shape, so that a leftover of either is treated alike."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from reconcile.matching.arrays import NULL, Flags, Ints
from reconcile.matching.choice import Choice
from reconcile.matching.evidence import Evidence
from reconcile.matching.wording import Wording


@dataclass(frozen=True)
class Side:
    """All queries, or all lines, of the month.

    `partner` is the position on the other side that each is matched with, NULL where none; `in_tie` the position of
    this side's end of every edge of a tie. `instant` is in seconds and holds where `dated`; `identified` says that
    there is a subject to compare.
    """

    of_queries: bool
    word: str
    places: Callable[[Ints], list[str]]
    partner: Ints
    in_tie: Ints
    instant: Ints
    dated: Flags
    identified: Flags

    @property
    def left(self) -> Ints:
        """The positions without partner."""
        return np.flatnonzero(self.partner == NULL)

    @property
    def tied(self) -> Flags:
        """Whom a tie concerns."""
        return np.isin(np.arange(len(self.partner)), self.in_tie)

    def as_pairs(self, mine: Ints, others: Ints) -> tuple[Ints, Ints]:
        """Positions of this side and of the other, queries first."""
        return (mine, others) if self.of_queries else (others, mine)


def both_sides(wording: Wording, evidence: Evidence, choice: Choice) -> tuple[Side, Side]:
    """The queries, then the lines."""
    pairs, tied, subjects = choice.pairs, choice.tied, evidence.subjects
    queries = Side(
        of_queries=True,
        word="查詢",
        places=wording.query_places,
        partner=_partners(len(evidence.queried), pairs.query, pairs.line),
        in_tie=tied.query,
        instant=evidence.queried,
        dated=np.ones(len(evidence.queried), dtype=bool),
        identified=subjects.of_query != NULL,
    )
    lines = Side(
        of_queries=False,
        word="紀錄",
        places=wording.line_places,
        partner=_partners(len(evidence.sessions.dated), pairs.line, pairs.query),
        in_tie=tied.line,
        instant=evidence.sessions.opening[0],
        dated=evidence.sessions.dated,
        identified=subjects.of_line != NULL,
    )
    return queries, lines


def _partners(size: int, mine: Ints, others: Ints) -> Ints:
    partner = np.full(size, NULL)
    partner[mine] = others
    return partner
