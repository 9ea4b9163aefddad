"""Who comes nearest to a leftover, why the two are no pair, and what would have to differ for them to match."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from reconcile.facts.sessions import DAY, Flags, Ints
from reconcile.matching.arrays import NULL, KeyIndex
from reconcile.matching.choice import Choice, ties_of
from reconcile.matching.evidence import BLURRED, NO_PAIR, PairEvidence, Time
from reconcile.matching.explanation import Differences, differences
from reconcile.matching.sides import Subject, User
from reconcile.matching.words import Difference, RowWords, several
from reconcile.text.dates import roc_date

_RANK_SHIFT = 40
_CODE_SHIFT = 34
_NUMBERS = {2: "兩", 3: "三", 4: "四"}


@dataclass(frozen=True)
class Side:
    """All queries, or all lines, of the month, so that a leftover of either is treated alike.

    `partner` is the position on the other side that each is matched with, NULL where none; `tie` the number of its
    tie, 0 where none. `instant` is in seconds and holds where `dated`; `identified` says that there is a subject to
    compare. `why_barred` says why one takes no partner, blank where it may.
    """

    of_queries: bool
    word: str
    places: Callable[[Ints], list[str]]
    partner: Ints
    tie: Ints
    instant: Ints
    dated: Flags
    identified: Flags
    why_barred: list[str]

    @property
    def left(self) -> Ints:
        """The positions without partner."""
        return np.flatnonzero(self.partner == NULL)

    def as_pairs(self, mine: Ints, others: Ints) -> tuple[Ints, Ints]:
        """Positions of this side and of the other, queries first."""
        return (mine, others) if self.of_queries else (others, mine)


def both_sides(words: RowWords, evidence: PairEvidence, choice: Choice, why_barred: list[str]) -> tuple[Side, Side]:
    """The queries, then the lines."""
    pairs, subjects, sessions = choice.pairs, evidence.subjects, evidence.sessions
    asked, written = len(evidence.queried), len(sessions.dated)
    queries = Side(
        of_queries=True,
        word="查詢",
        places=words.query_places,
        partner=_scattered(asked, NULL, pairs.query, pairs.line),
        tie=_scattered(asked, 0, choice.tied.query, choice.tie),
        instant=evidence.queried,
        dated=np.ones(asked, dtype=bool),
        identified=(subjects.of_query != NULL) | (subjects.told_by_query != NULL),
        why_barred=[""] * asked,
    )
    lines = Side(
        of_queries=False,
        word="紀錄",
        places=words.line_places,
        partner=_scattered(written, NULL, pairs.line, pairs.query),
        tie=_scattered(written, 0, choice.tied.line, choice.tie),
        instant=sessions.opening[0],
        dated=sessions.dated,
        identified=(subjects.of_line != NULL) | (subjects.told_by_line != NULL),
        why_barred=why_barred,
    )
    return queries, lines


def _scattered(size: int, nothing: int, at: Ints, values: Ints) -> Ints:
    whole = np.full(size, nothing)
    whole[at] = values
    return whole


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
    query, line = mine.as_pairs(at, other)
    compared = evidence.compare(query, line, near.subject[at])
    rows = zip(
        theirs.places(other),
        _claims(mine, theirs, other),
        differences(words, evidence, query, line, compared),
        compared.tier != NO_PAIR,
        [theirs.why_barred[one] or mine.why_barred[own] for one, own in zip(other, at, strict=True)],
        strict=True,
    )
    return [
        _barred(f"最近的{theirs.word}為{place}", found.present, why)
        if why
        else _taken(f"最近的{theirs.word}為{place}", claim, found.present)
        if allowed
        else _refused(f"最近的{theirs.word}為{place}", claim, found)
        for place, claim, found, allowed, why in rows
    ]


def _claims(mine: Side, theirs: Side, other: Ints) -> list[str]:
    """What has become of each of the other side; blank where it is left over too."""
    partner = theirs.partner[other]
    claims = np.where(theirs.tie[other] != 0, f"與其他{mine.word}無法唯一對應", "").astype(object)
    claims[partner != NULL] = [f"已配給{place}" for place in mine.places(partner[partner != NULL])]
    return list(claims)


def _barred(place: str, present: tuple[Difference, ...], why: str) -> str:
    """The nearest is not for this month's queries."""
    but = "".join(f"（{difference.what}）" for difference in present)
    return f"{place}{but}，{why}，不得對應本次查詢，亦勿為此更改。"


def _taken(place: str, claim: str, present: tuple[Difference, ...]) -> str:
    """The nearest would do, but for someone else."""
    but = "".join(f"（{difference.what}）" for difference in present)
    return f"{place}{but}，{claim or '未予配對'}；一筆紀錄只對應一次查詢。"


def _refused(place: str, claim: str, between: Differences) -> str:
    """The nearest would not do even if it were free."""
    present = between.present
    whats = "，且".join(difference.what for difference in present)
    several_differ = f"，{_NUMBERS[len(present)]}項不符" if len(present) > 1 else ""
    return f"{place}{f'（{claim}）' if claim else ''}：{whats}{several_differ}，不予配對。{_remedy(between)}"


def _remedy(between: Differences) -> str:
    """What would have to be written instead."""
    if not between.enough:
        return "所載不足以認定是否同一人，請人工核對原件。"
    ways = ["且".join(between.present[at].remedy for at in way) for way in between.enough]
    whole = len(between.enough[0]) == len(between.present)
    return f"若{'，或'.join(ways)}即{'相符' if whole else '可配對'}。"


def ties_told(queries: Side, lines: Side, choice: Choice) -> tuple[dict[int, str], dict[int, str]]:
    """For each query and each line that a tie concerns: the alternatives, and who else could have them."""
    of_query, of_line = dict[int, str](), dict[int, str]()
    blurred = set(choice.tie[choice.tied.tier == BLURRED].tolist())
    for tie, asked, written in ties_of(choice):
        places = queries.places(asked), lines.places(written)
        for mine, theirs, positions, told in (
            (places[0], places[1], asked, of_query),
            (places[1], places[0], written, of_line),
        ):
            for at, position in enumerate(positions.tolist()):
                told[position] = _tie(mine[:at] + mine[at + 1 :], theirs, tie in blurred)
    return of_query, of_line


def _tie(rivals: Iterable[str], alternatives: list[str], blurred: bool) -> str:
    others = f"與{several(list(rivals))}同樣" if rivals else ""
    why = "明細表查詢條件遮罩過多" if blurred else "條件相當"
    return f"{others}可對應{several(alternatives)}，{why}而無法判定，請人工確認。"
