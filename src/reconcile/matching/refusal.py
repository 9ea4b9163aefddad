"""Who comes nearest to a leftover, why the two are no pair, and what would have to differ for them to match."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np

from reconcile.facts.sessions import DAY, Flags, Ints
from reconcile.matching.arrays import NULL, KeyIndex
from reconcile.matching.evidence import NO_PAIR, PairEvidence, Time
from reconcile.matching.explanation import Differences, differences, remedies
from reconcile.matching.sides import Subject, User
from reconcile.matching.words import RowWords, several
from reconcile.text.dates import roc_date

_RANK_SHIFT = 40
_CODE_SHIFT = 34
_NUMBERS = {2: "兩", 3: "三", 4: "四"}


@dataclass(frozen=True)
class Side:
    """All queries, or all lines, of the month, so that a leftover of either is treated alike.

    `partner` is the position on the other side that each is matched with, NULL where none; `tie` the number of its
    tie, 0 where none. `instant` is in seconds and holds where `dated`; `identified` says that there is a subject to
    compare. `why_barred` says why one takes no partner.
    """

    of_queries: bool
    word: str
    places: Callable[[Ints], list[str]]
    partner: Ints
    tie: Ints
    instant: Ints
    dated: Flags
    identified: Flags
    why_barred: Mapping[int, str]

    @property
    def matched(self) -> Flags:
        """Who has a partner."""
        return np.asarray(self.partner != NULL)

    @property
    def left(self) -> Ints:
        """The positions without partner."""
        return np.flatnonzero(~self.matched)

    def as_pairs(self, mine: Ints, others: Ints) -> tuple[Ints, Ints]:
        """Positions of this side and of the other, queries first."""
        return (mine, others) if self.of_queries else (others, mine)


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
    """Pairs of one user and one time, found among what is written of the day before each query.

    An impossible session is looked for by both its minutes.
    """
    users, sessions = evidence.users, evidence.sessions
    asked_of = ((users.named, users.written), (users.account, users.written), (users.account, users.beside))
    begun = [(lines, sessions.opening[0]), (lines[sessions.impossible[lines]], sessions.closing[0])]
    for (mine, theirs), (some, written) in product(asked_of, begun):
        known = some[(theirs[some] != NULL) & sessions.dated[some]]
        asked = queries[mine[queries] != NULL]
        key = theirs[known] << _CODE_SHIFT | written[known]
        most = mine[asked] << _CODE_SHIFT | (evidence.queried[asked] + evidence.tolerance)
        for position, row in KeyIndex(key).between(most - evidence.tolerance * 2 - DAY, most):
            query, line = asked[position], known[row]
            compared = evidence.compare(query, line, Subject.OTHER)
            keep = (compared.user == User.AGREES) & (compared.time == Time.AGREES)
            apart = (compared.conflict.astype(np.int64) + compared.barred) << _RANK_SHIFT
            yield query[keep], line[keep], (apart | compared.seconds)[keep]


def outside(mine: Side, theirs: Side, at: Ints, period: str) -> list[str]:
    """For those outside the period and without a match."""
    days = mine.instant[at].astype("datetime64[s]").tolist()
    return [f"日期 {roc_date(day)} 不在{period}，且無相符的{theirs.word}。" for day in days]


def repeating(mine: Side, originals: Ints) -> list[str]:
    """For queries that repeat others."""
    return [f"與{place}的查詢相同，疑為重複查詢，紀錄表沒有另一筆可對應。" for place in mine.places(originals)]


def duplicating(mine: Side, originals: Ints) -> list[str]:
    """For lines that are equal to a matched one."""
    return [
        f"與{place}的時段、使用者、查詢條件及結果均相同，疑為重複登載，明細表沒有另一次查詢可對應。"
        for place in mine.places(originals)
    ]


def nobody_near(mine: Side, theirs: Side, at: Ints) -> list[str]:
    """For those to whom nobody comes near."""
    return [
        ("" if identified else "查詢條件未載可比對的證號；")
        + ("" if dated else "未填登入登出時間；")
        + f"無相同或相近查詢條件的{theirs.word}，同一使用者同時段亦無其他{theirs.word}。"
        for identified, dated in zip(mine.identified[at], mine.dated[at], strict=True)
    ]


def refused(words: RowWords, evidence: PairEvidence, mine: Side, theirs: Side, at: Ints, near: Neighbours) -> list[str]:
    """For those who have a nearest on the other side."""
    other = near.other[at]
    compared = evidence.compare(*mine.as_pairs(at, other), near.subject[at])
    present = differences(words, evidence, compared)
    rows = zip(
        at.tolist(),
        other.tolist(),
        theirs.places(other),
        _claims(mine, theirs, other),
        present,
        remedies(evidence, compared, present),
        (compared.tier != NO_PAIR).tolist(),
        strict=True,
    )
    told = []
    for own, one, place, claim, apart, enough, allowed in rows:
        nearest_one = f"最近的{theirs.word}為{place}"
        why = theirs.why_barred.get(one) or mine.why_barred.get(own)
        if why:
            told.append(f"{nearest_one}{_but(apart)}，{why}，不得對應本次查詢，亦勿為此更改。")
        elif allowed:
            told.append(f"{nearest_one}{_but(apart)}，{claim or '未予配對'}；一筆紀錄只對應一次查詢。")
        else:
            told.append(_refused(nearest_one, claim, apart, enough))
    return told


def _claims(mine: Side, theirs: Side, other: Ints) -> list[str]:
    """What has become of each of the other side; blank where it is left over too."""
    partner = theirs.partner[other]
    claims = np.where(theirs.tie[other] != 0, f"與其他{mine.word}無法唯一對應", "").astype(object)
    claims[partner != NULL] = [f"已配給{place}" for place in mine.places(partner[partner != NULL])]
    return list(claims)


def _but(present: Differences) -> str:
    return "".join(f"（{difference.what}）" for difference in present)


def _refused(place: str, claim: str, present: Differences, enough: tuple[tuple[int, ...], ...]) -> str:
    """The nearest would not do even if it were free."""
    whats = "，且".join(difference.what for difference in present)
    several_differ = f"，{_NUMBERS[len(present)]}項不符" if len(present) > 1 else ""
    refusal = f"{place}{f'（{claim}）' if claim else ''}：{whats}{several_differ}，不予配對。"
    if not enough:
        return f"{refusal}所載不足以認定是否同一人，請人工核對原件。"
    ways = ["且".join(present[at].remedy for at in way) for way in enough]
    whole = len(enough[0]) == len(present)
    return f"{refusal}若{'，或'.join(ways)}即{'相符' if whole else '可配對'}。"


def tied(rivals: Iterable[str], alternatives: list[str], blurred: bool) -> str:
    """For one of a tie: those who compete with it, and what they compete for."""
    others = f"與{several(list(rivals))}同樣" if rivals else ""
    why = "明細表查詢條件遮罩過多" if blurred else "條件相當"
    return f"{others}可對應{several(alternatives)}，{why}而無法判定，請人工確認。"
