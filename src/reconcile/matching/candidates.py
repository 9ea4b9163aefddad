"""The lines that may take a query, and the pairs that the definition allows.

Pairs are found by joining on what must be equal instead of trying all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from reconcile.facts.lines import another_months, used_by
from reconcile.facts.sessions import Flags, Ints
from reconcile.frames import numbered
from reconcile.lists import Lists
from reconcile.matching.evidence import (
    BLURRED,
    DATE,
    DAY_APART,
    EXACT,
    LOSS_BITS,
    MASKED,
    SLIP,
    TEXT,
    TIME,
    USER,
    Bars,
    PairEvidence,
    losses_of,
)
from reconcile.matching.sides import Subject
from reconcile.text.dates import Month

STAGES = ((EXACT, MASKED, TEXT), (TIME, USER), (SLIP, DATE, DAY_APART), (BLURRED,))
"""Tiers solved together; those of a later stage are weaker than all of an earlier one."""
_RESULT = 3
"""Which part of a loss the result is."""


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

    @property
    def rank(self) -> Ints:
        """Less for a stronger tier, in a tier for less loss."""
        return np.asarray(self.tier << LOSS_BITS | self.loss)

    @property
    def last_rank(self) -> Ints:
        """The greatest rank that there is in the tier of each."""
        return np.asarray((self.tier + 1 << LOSS_BITS) - 1)

    @property
    def results_agree(self) -> Ints:
        """1 where the result of the query is that of the line, else 0."""
        return 1 - losses_of(self.loss)[_RESULT]

    def weights(self, most_pairs: int) -> list[int]:
        """A weight for each such that heavier is better for the sums over at most `most_pairs` of them."""
        pair_bits = most_pairs.bit_length()
        weights, shift = [0] * len(self), 0
        for one in np.unique(self.tier)[::-1].tolist():
            at = np.flatnonzero(self.tier == one)
            lost = [0] * len(at)
            for part in reversed(losses_of(self.loss[at])):
                lost = [sum_ + (amount << shift) for sum_, amount in zip(lost, part.tolist(), strict=True)]
                shift += (most_pairs * int(part.max())).bit_length()
            for position, less in zip(at.tolist(), lost, strict=True):
                weights[position] = (1 << shift) - less
            shift += pair_bits
        return weights


def joined(parts: Iterable[Edges]) -> Edges:
    """All edges of all parts."""
    columns = [(part.query, part.line, part.tier, part.loss) for part in parts]
    empty = np.empty(0, dtype=np.int64)
    return Edges(*(np.concatenate([empty, *(column[at] for column in columns)]) for at in range(4)))


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


def with_bars(evidence: PairEvidence, lines: pd.DataFrame, lists: Lists, month: Month | None) -> PairEvidence:
    """The evidence once it is known which lines take no query of `month`; where None, none is another month's."""
    voided, used = lines["voided"].to_numpy(bool), used_by(lines, lists.used, month)
    taken = used.notna().to_numpy(bool)
    why = _foreign(lines, lists, month, evidence)
    why |= {at: f"{Month.parse(used[at]).roc}已用於該月之查詢" for at in np.flatnonzero(taken).tolist()}
    why |= dict.fromkeys(np.flatnonzero(voided).tolist(), "已作廢")
    return replace(evidence, bars=Bars(voided, taken, why))


def _foreign(lines: pd.DataFrame, lists: Lists, month: Month | None, evidence: PairEvidence) -> dict[int, str]:
    """The lines that another month keeps for itself: not archived, and these files hold others of its entries.

    An entry that, but for its date, is one of a query of this month is no entry of the other one: several entries
    whose month is written wrong do not keep one another. Nor does an entry of another office.
    """
    if month is None:
        return {}
    written = lines["login_at"].fillna(lines["logout_at"])
    far = np.flatnonzero(another_months(written, month))
    own = written.to_numpy()[far].astype("datetime64[M]").astype(str)
    kept = np.ones(len(far), dtype=bool) if lists.used is None else ~np.isin(own, lists.used["month"].to_numpy(str))
    far, own = far[kept], own[kept]
    if not len(far):
        return {}
    entry = numbered(pd.factorize(lines["register_file"])[0], lines["register_entry"].to_numpy(np.int64))
    standing = ~np.isin(entry[far], entry[_misdated(evidence, far)])
    book = numbered(np.unique(own, return_inverse=True)[1], evidence.office_of_lines()[far])
    entries = np.unique(np.stack([book, entry[far]])[:, standing], axis=1)
    others = np.bincount(entries[0], minlength=len(far))[book] - standing
    return {
        at: f"屬{Month.parse(of).roc}之紀錄" for at, of in zip(far[others > 0].tolist(), own[others > 0], strict=True)
    }


def _misdated(evidence: PairEvidence, lines: Ints) -> Ints:
    """Which of these lines pair with a query but for one part of the date."""
    found = [np.empty(0, dtype=np.int64)]
    for query, line in evidence.subjects.same(evidence.all_queries, lines):
        compared = evidence.compare(query, line, evidence.subjects.agreement(query, line))
        found.append(line[compared.tier == DATE])
    return np.unique(np.concatenate(found))
