"""For a leftover, whoever comes nearest to matching it on the other side."""

from collections.abc import Iterator

import numpy as np

from reconcile.facts.sessions import DAY
from reconcile.matching.arrays import NULL, Ints, KeyIndex
from reconcile.matching.evidence import PairEvidence, Time
from reconcile.matching.subjects import Subject
from reconcile.matching.users import User

_RANK_SHIFT = 40
_CODE_SHIFT = 34


class Neighbours:
    """For each position of one side the nearest of the other, NULL where none, and how the subjects relate."""

    def __init__(self, size: int) -> None:
        self.other = np.full(size, NULL, dtype=np.int64)
        self.subject = np.full(size, Subject.OTHER, dtype=np.int64)
        self._rank = np.full(size, np.iinfo(np.int64).max)

    def offer(self, mine: Ints, other: Ints, rank: Ints, subject: Ints) -> None:
        """Keep the least rank for each of `mine`, the earlier of equals."""
        order = np.lexsort((other, rank, mine))
        first = order[np.flatnonzero(np.diff(mine[order], prepend=NULL))]
        at, best = mine[first], rank[first]
        better = (best < self._rank[at]) | ((best == self._rank[at]) & (other[first] < self.other[at]))
        at, first = at[better], first[better]
        self.other[at], self._rank[at], self.subject[at] = other[first], rank[first], subject[first]


def nearest(evidence: PairEvidence, queries: Ints, lines: Ints, shown: Ints) -> tuple[Neighbours, Neighbours]:
    """The nearest lines of these leftover queries, and the nearest queries of these leftover lines.

    Nearest is fewest disagreements, then fewest seconds outside, among all whose subjects are one person's, may be,
    or are a slip apart; only where there is none, whoever has the same user and the same time but another subject.
    `shown` are the lines that may be named.
    """
    all_queries = evidence.all_queries
    of_query, of_line = Neighbours(len(all_queries)), Neighbours(len(evidence.all_lines))
    for query, line, rank, subject in _related(evidence, queries, shown):
        of_query.offer(query, line, rank, subject)
    for query, line, rank, subject in _related(evidence, all_queries, lines):
        of_line.offer(line, query, rank, subject)
    alone = queries[of_query.other[queries] == NULL]
    for query, line, seconds in _same_user_and_time(evidence, alone, shown):
        of_query.offer(query, line, seconds, np.full(len(query), Subject.OTHER))
    alone = lines[of_line.other[lines] == NULL]
    for query, line, seconds in _same_user_and_time(evidence, all_queries, alone):
        of_line.offer(line, query, seconds, np.full(len(query), Subject.OTHER))
    return of_query, of_line


def _related(evidence: PairEvidence, queries: Ints, lines: Ints) -> Iterator[tuple[Ints, Ints, Ints, Ints]]:
    """Pairs whose subjects are the same or nearly so, with their rank."""
    subjects = evidence.subjects
    for subject, pairs in (
        (Subject.SAME, subjects.same(queries, lines)),
        (Subject.MASKED, subjects.hidden(queries, lines)),
        (Subject.TEXT, subjects.told_alike(queries, lines)),
        (Subject.SLIP, subjects.slips(queries, lines)),
        (Subject.BLURRED, subjects.blurred(queries, lines)),
        (Subject.VEILED, subjects.veiled(queries, lines)),
    ):
        for query, line in pairs:
            relation = np.full(len(query), subject)
            if subject == Subject.SAME:
                relation = subjects.agreement(query, line)
            compared = evidence.compare(query, line, relation)
            apart = compared.disagreements + compared.conflict + compared.barred
            yield query, line, apart << _RANK_SHIFT | compared.seconds, relation


def _same_user_and_time(evidence: PairEvidence, queries: Ints, lines: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Pairs of one user and one time, found among the sessions of a day before each query."""
    users, sessions = evidence.users, evidence.sessions
    for mine, theirs in ((users.named, users.written), (users.account, users.written), (users.account, users.beside)):
        known = lines[(theirs[lines] != NULL) & sessions.dated[lines]]
        asked = queries[mine[queries] != NULL]
        key = theirs[known] << _CODE_SHIFT | sessions.opening[0][known]
        most = mine[asked] << _CODE_SHIFT | (evidence.queried[asked] + evidence.tolerance)
        for position, row in KeyIndex(key).between(most - evidence.tolerance * 2 - DAY, most):
            query, line = asked[position], known[row]
            compared = evidence.compare(query, line, Subject.OTHER)
            keep = (compared.user == User.AGREES) & (compared.time == Time.AGREES)
            apart = (compared.conflict.astype(np.int64) + compared.barred) << _RANK_SHIFT
            yield query[keep], line[keep], (apart | compared.seconds)[keep]
