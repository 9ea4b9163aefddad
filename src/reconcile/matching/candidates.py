"""The pairs that the definition allows, found by joining on what must be equal instead of trying all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from reconcile.matching.arrays import Flags, Ints
from reconcile.matching.evidence import NO_PAIR, Evidence
from reconcile.matching.subjects import Subject


@dataclass(frozen=True)
class Edges:
    """Allowed pairs: positions of query and line, position of the tier in TIERS, seconds outside the session."""

    query: Ints
    line: Ints
    tier: Ints
    seconds: Ints

    def where(self, keep: Flags) -> "Edges":
        """Those that are flagged."""
        return self.at(np.flatnonzero(keep))

    def at(self, positions: Ints) -> "Edges":
        """Those at these positions."""
        return Edges(self.query[positions], self.line[positions], self.tier[positions], self.seconds[positions])

    def __len__(self) -> int:
        return len(self.query)


def joined(parts: Iterable[Edges]) -> Edges:
    """All edges of all parts."""
    columns = [(part.query, part.line, part.tier, part.seconds) for part in parts]
    empty = np.empty(0, dtype=np.int64)
    query, line, tier, seconds = (
        np.concatenate([empty, *(column[at] for column in columns)]).astype(np.int64) for at in range(4)
    )
    return Edges(query, line, tier, seconds)


def edges_of_equal_subjects(evidence: Evidence) -> Edges:
    """Every allowed pair whose subjects agree, whole, masked or as aliases."""
    queries, lines = evidence.all_queries, evidence.all_lines
    return joined(
        (
            *_allowed(evidence, evidence.subjects.same(queries, lines), Subject.SAME),
            *_allowed(evidence, evidence.subjects.hidden(queries, lines), Subject.MASKED),
            *_allowed(evidence, evidence.subjects.aliased(queries, lines), Subject.ALIAS),
        )
    )


def edges_of_slips(evidence: Evidence, queries: Ints, lines: Ints) -> Edges:
    """Every allowed pair of these queries and lines whose subjects are one slip apart."""
    return joined(_allowed(evidence, evidence.subjects.slips(queries, lines), Subject.SLIP))


def _allowed(evidence: Evidence, pairs: Iterator[tuple[Ints, Ints]], subject: Subject) -> Iterator[Edges]:
    for query, line in pairs:
        compared = evidence.compare(query, line, subject)
        edges = Edges(query, line, compared.tier, compared.seconds)
        yield edges.where(edges.tier != NO_PAIR)
