"""The pairs that the definition allows, found by joining on what must be equal instead of trying all."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from reconcile.matching.arrays import Flags, Ints
from reconcile.matching.evidence import (
    BLURRED,
    DATE,
    DAY_APART,
    EXACT,
    MASKED,
    SLIP,
    TEXT,
    TIME,
    USER,
    PairEvidence,
)
from reconcile.matching.subjects import Subject

STAGES = ((EXACT, MASKED, TEXT), (TIME, USER), (SLIP, DATE, DAY_APART), (BLURRED,))
"""Tiers solved together; those of a later stage are weaker than all of an earlier one."""


@dataclass(frozen=True)
class Edges:
    """Allowed pairs: positions of query and line, position of the tier in TIERS, and the loss within it."""

    query: Ints
    line: Ints
    tier: Ints
    loss: Ints

    def where(self, keep: Flags) -> "Edges":
        """Those that are flagged."""
        return self.at(np.flatnonzero(keep))

    def at(self, positions: Ints) -> "Edges":
        """Those at these positions."""
        return Edges(self.query[positions], self.line[positions], self.tier[positions], self.loss[positions])

    def __len__(self) -> int:
        return len(self.query)


def joined(parts: Iterable[Edges]) -> Edges:
    """All edges of all parts."""
    columns = [(part.query, part.line, part.tier, part.loss) for part in parts]
    empty = np.empty(0, dtype=np.int64)
    query, line, tier, loss = (
        np.concatenate([empty, *(column[at] for column in columns)]).astype(np.int64) for at in range(4)
    )
    return Edges(query, line, tier, loss)


def edges_of(evidence: PairEvidence, stage: int, queries: Ints, lines: Ints) -> Edges:
    """Every allowed pair of these queries and lines whose tier is of this stage."""
    return joined(_found(evidence, stage, queries, lines[~evidence.barred[lines]]))


def _found(evidence: PairEvidence, stage: int, queries: Ints, lines: Ints) -> Iterator[Edges]:
    for subject, pairs in _related(evidence, stage, queries, lines):
        for query, line in pairs:
            relation = evidence.subjects.agreement(query, line) if subject == Subject.SAME else subject
            compared = evidence.compare(query, line, relation)
            tier = compared.tier
            loss = np.where(tier == BLURRED, 0, compared.loss)
            yield Edges(query, line, tier, loss).where(np.isin(tier, STAGES[stage]))


def _related(
    evidence: PairEvidence, stage: int, queries: Ints, lines: Ints
) -> Iterator[tuple[Subject, Iterator[tuple[Ints, Ints]]]]:
    subjects = evidence.subjects
    if stage < 3:
        yield Subject.SAME, subjects.same(queries, lines)
    if stage == 0:
        yield Subject.MASKED, subjects.hidden(queries, lines)
        yield Subject.TEXT, subjects.told_alike(queries, lines)
    if stage == 2:
        yield Subject.SLIP, subjects.slips(queries, lines)
    if stage == 3:
        yield Subject.BLURRED, subjects.blurred(queries, lines)
