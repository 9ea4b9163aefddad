"""The lines that may take a query, and the pairs that the definition allows.

Pairs are found by joining on what must be equal instead of trying all.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reconcile.facts.lines import another_months, used_by
from reconcile.facts.sessions import Flags, Ints
from reconcile.lists import Lists
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
from reconcile.matching.sides import Subject
from reconcile.tables import ENTRY_KEY
from reconcile.text.dates import Month

STAGES = ((EXACT, MASKED, TEXT), (TIME, USER), (SLIP, DATE, DAY_APART), (BLURRED,))
"""Tiers solved together; those of a later stage are weaker than all of an earlier one."""


@dataclass(frozen=True)
class Bars:
    """Lines that take no query of this month: voided, used by another month, or another month's own (DESIGN §4).

    By position of the line: which month used it, None where none; why it takes no query, blank where it may.
    """

    used_by: list[Month | None]
    why: list[str]
    voided: Flags

    @property
    def barred(self) -> Flags:
        """Who takes no query."""
        return np.array([bool(why) for why in self.why], dtype=bool)

    @classmethod
    def of(cls, lines: pd.DataFrame, lists: Lists, month: Month | None, evidence: PairEvidence) -> "Bars":
        """`month` is the one under review; where None, no line is another month's.

        `evidence` is that of all pairs, with nobody barred.
        """
        used = [Month.parse(one) if isinstance(one, str) else None for one in used_by(lines, lists.used, month)]
        voided = lines["voided"].to_numpy(bool) if "voided" in lines else np.zeros(len(lines), dtype=bool)
        foreign = _foreign(lines, lists, month, evidence)
        why = [
            "已作廢" if void else f"{by.roc}已用於該月之查詢" if by else f"屬{own.roc}之紀錄" if own else ""
            for void, by, own in zip(voided.tolist(), used, foreign, strict=True)
        ]
        return cls(used, why, voided)


def _foreign(lines: pd.DataFrame, lists: Lists, month: Month | None, evidence: PairEvidence) -> list[Month | None]:
    """The other month that keeps a line for itself: not archived, and these files hold others of its entries.

    An entry that, but for its date, is one of a query of this month is no entry of the other one: several entries
    whose month is written wrong do not keep one another. Nor does an entry of another office.
    """
    if month is None:
        return [None] * len(lines)
    written = lines["login_at"].fillna(lines["logout_at"])
    archived = set[str]() if lists.used is None else set(lists.used["month"])
    own = written.dt.strftime("%Y-%m")
    far = another_months(written, month) & ~own.isin(archived).to_numpy(bool)
    if not far.any():
        return [None] * len(lines)
    entry = lines.groupby(ENTRY_KEY, sort=False).ngroup().to_numpy(np.int64)
    standing = ~np.isin(entry, entry[_misdated(evidence, np.flatnonzero(far))])
    book = [own.to_numpy(), evidence.office_of_lines()]
    others = pd.Series(entry).where(far & standing).groupby(book).transform("nunique")
    keeps = far & (others.fillna(0).to_numpy() - standing > 0)
    return [Month.parse(of) if kept else None for kept, of in zip(keeps, own, strict=True)]


def _misdated(evidence: PairEvidence, lines: Ints) -> Ints:
    """Which of these lines pair with a query but for one part of the date."""
    found = [np.empty(0, dtype=np.int64)]
    for query, line in evidence.subjects.same(evidence.all_queries, lines):
        compared = evidence.compare(query, line, evidence.subjects.agreement(query, line))
        found.append(line[compared.tier == DATE])
    return np.unique(np.concatenate(found))


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
