"""For a leftover, whoever comes nearest to matching it on the other side."""

from collections.abc import Iterator

import numpy as np

from reconcile.matching.arrays import NULL, Ints
from reconcile.matching.evidence import Evidence
from reconcile.matching.sessions import Time
from reconcile.matching.subjects import Subject
from reconcile.matching.users import User

_RANK_SHIFT = 40
_CODE_SHIFT = 34
_NEIGHBOURS = (-2, -1, 0, 1)


class Neighbours:
    """For each position of one side the nearest of the other, NULL where none, and how the subjects relate."""

    def __init__(self, size: int) -> None:
        self.other = np.full(size, NULL, dtype=np.int64)
        self.subject = np.full(size, Subject.OTHER, dtype=np.int64)
        self._rank = np.full(size, np.iinfo(np.int64).max)

    def offer(self, mine: Ints, other: Ints, rank: Ints, subject: Subject) -> None:
        """Keep the least rank for each of `mine`, the earlier of equals."""
        order = np.lexsort((other, rank, mine))
        first = order[np.flatnonzero(np.diff(mine[order], prepend=NULL))]
        at, best = mine[first], rank[first]
        better = (best < self._rank[at]) | ((best == self._rank[at]) & (other[first] < self.other[at]))
        at, first = at[better], first[better]
        self.other[at], self._rank[at], self.subject[at] = other[first], rank[first], subject


def nearest(evidence: Evidence, queries: Ints, lines: Ints) -> tuple[Neighbours, Neighbours]:
    """The nearest lines of these leftover queries, and the nearest queries of these leftover lines.

    Nearest is fewest disagreements, then fewest seconds
    outside, among all with the same subject and those with a slipped or masked subject whose user or time agrees;
    only where there is none, whoever has the same user and the same time but another subject, leftovers before others.
    """
    all_queries, all_lines = evidence.all_queries, evidence.all_lines
    of_query, of_line = Neighbours(len(all_queries)), Neighbours(len(all_lines))
    for query, line, rank, subject in _related(evidence, queries, all_lines):
        of_query.offer(query, line, rank, subject)
    for query, line, rank, subject in _related(evidence, all_queries, lines):
        of_line.offer(line, query, rank, subject)
    for other_lines in (lines, all_lines):
        alone = queries[of_query.other[queries] == NULL]
        for query, line, seconds in _same_user_and_time(evidence, alone, other_lines, around_lines=True):
            of_query.offer(query, line, seconds, Subject.OTHER)
    for other_queries in (queries, all_queries):
        alone = lines[of_line.other[lines] == NULL]
        for query, line, seconds in _same_user_and_time(evidence, other_queries, alone, around_lines=False):
            of_line.offer(line, query, seconds, Subject.OTHER)
    return of_query, of_line


def _related(evidence: Evidence, queries: Ints, lines: Ints) -> Iterator[tuple[Ints, Ints, Ints, Subject]]:
    """Pairs whose subjects are the same or nearly so, with their rank."""
    subjects = evidence.subjects
    for subject, pairs in (
        (Subject.SAME, subjects.same(queries, lines)),
        (Subject.MASKED, subjects.hidden(queries, lines)),
        (Subject.SLIP, subjects.slips(queries, lines)),
    ):
        for query, line in pairs:
            compared = evidence.compare(query, line, subject)
            near = (subject == Subject.SAME) | (compared.user != User.DIFFERS) | (compared.time == Time.AGREES)
            keep = near & ~compared.conflict
            rank = compared.disagreements << _RANK_SHIFT | compared.seconds
            yield query[keep], line[keep], rank[keep], subject


def _same_user_and_time(
    evidence: Evidence, queries: Ints, lines: Ints, *, around_lines: bool
) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Pairs of one user and one time, found among the few neighbours in time of each query (or of each line)."""
    written = evidence.users.written[lines]
    known = lines[(written != NULL) & evidence.sessions.dated[lines]]
    line_key = evidence.users.written[known] << _CODE_SHIFT | evidence.sessions.opening[0][known]
    for user in (evidence.users.named, evidence.users.account):
        asked = queries[user[queries] != NULL]
        query_key = user[asked] << _CODE_SHIFT | evidence.queried[asked]
        if around_lines:
            position, row = _around(query_key, line_key)
        else:
            row, position = _around(line_key, query_key)
        query, line = asked[position], known[row]
        compared = evidence.compare(query, line, Subject.OTHER)
        keep = (compared.user == User.AGREES) & (compared.time == Time.AGREES) & ~compared.conflict
        yield query[keep], line[keep], compared.seconds[keep]


def _around(keys: Ints, others: Ints) -> tuple[Ints, Ints]:
    """Each position in `keys` with the positions in `others` next to it in value."""
    order = np.argsort(others, kind="stable")
    beside = np.searchsorted(others[order], keys, side="right")[:, None] + np.array(_NEIGHBOURS)
    inside = (beside >= 0) & (beside < len(others))
    position = np.broadcast_to(np.arange(len(keys))[:, None], beside.shape)
    return position[inside], order[beside[inside]]
