"""Why a query or a line was left over, and what would have to differ for it to match."""

from collections.abc import Iterable

import numpy as np

from reconcile.matching.arrays import NULL, Ints, parts_of
from reconcile.matching.differences import Difference, Differences, differences
from reconcile.matching.evidence import NO_PAIR, Evidence
from reconcile.matching.neighbours import Neighbours
from reconcile.matching.sessions import Time
from reconcile.matching.sides import Side
from reconcile.matching.subjects import Subject
from reconcile.matching.wording import Wording, several
from reconcile.text.dates import roc_date

_NUMBERS = {2: "兩", 3: "三"}


def outside(mine: Side, theirs: Side, at: Ints, period: str) -> list[str]:
    """For those outside the period and without a match."""
    days = mine.instant[at].astype("datetime64[s]").tolist()
    return [f"日期 {roc_date(day)} 不在{period}，且無相符的{theirs.word}。" for day in days]


def repeating(mine: Side, originals: Ints) -> list[str]:
    """For queries that repeat others."""
    return [f"與{place}的查詢相同，疑為重複查詢，紀錄表沒有另一筆可對應。" for place in mine.places(originals)]


def nobody_near(mine: Side, theirs: Side, at: Ints) -> list[str]:
    """For those to whom nobody comes near."""
    return [
        ("" if identified else "查詢條件未載可比對的證號；")
        + ("" if dated else "未填登入登出時間；")
        + f"無相同或相近查詢條件的{theirs.word}，同一使用者同時段亦無其他{theirs.word}。"
        for identified, dated in zip(mine.identified[at], mine.dated[at], strict=True)
    ]


def refused(wording: Wording, evidence: Evidence, mine: Side, theirs: Side, at: Ints, nearest: Neighbours) -> list[str]:
    """For those who have a nearest on the other side."""
    other = nearest.other[at]
    query, line = mine.as_pairs(at, other)
    compared = evidence.compare(query, line, nearest.subject[at])
    rows = zip(
        theirs.places(other),
        _claims(mine, theirs, other),
        differences(wording, evidence, query, line, compared),
        compared.tier != NO_PAIR,
        compared.time == Time.FAR,
        compared.subject == Subject.OTHER,
        strict=True,
    )
    return [
        _taken(f"最近的{theirs.word}為{place}", claim, found.present)
        if allowed
        else _refused(f"最近的{theirs.word}為{place}", claim, found, far=far, unrelated=unrelated)
        for place, claim, found, allowed, far, unrelated in rows
    ]


def _claims(mine: Side, theirs: Side, other: Ints) -> list[str]:
    """What has become of each of the other side; empty where it is left over too."""
    partner = theirs.partner[other]
    claims = np.where(theirs.tied[other], f"與其他{mine.word}無法唯一對應", "").astype(object)
    claims[partner != NULL] = [f"已配給{place}" for place in mine.places(partner[partner != NULL])]
    return list(claims)


def _taken(place: str, claim: str, present: list[Difference]) -> str:
    """The nearest would do, but for someone else."""
    but = "".join(f"（{difference.what}）" for difference in present)
    return f"{place}{but}，{claim or '未予配對'}；一筆紀錄只對應一次查詢。"


def _refused(place: str, claim: str, between: Differences, *, far: bool, unrelated: bool) -> str:
    """The nearest would not do even if it were free."""
    present = between.present
    needed = _decisive(between, far=far, unrelated=unrelated)
    remedy = f"若{'且'.join(needed)}即{'相符' if len(needed) == len(present) else '可配對'}"
    if not needed:
        remedy = f"若{'，或'.join(difference.remedy for difference in present)}即可配對"
    whats = "，且".join(difference.what for difference in present)
    several_differ = f"，{_NUMBERS[len(present)]}項不符" if len(present) > 1 else ""
    return f"{place}{f'（{claim}）' if claim else ''}：{whats}{several_differ}，不予配對。{remedy}。"


def _decisive(between: Differences, *, far: bool, unrelated: bool) -> list[str]:
    """The remedies without which nothing else helps; none where any one would do."""
    return [
        *([between.subject.remedy] if between.subject and unrelated else []),
        *([between.time.remedy] if between.time and far else []),
    ]


def tied(mine: Side, theirs: Side, at: Ints) -> list[str]:
    """For those whom a tie concerns: the alternatives, and who else could have them."""
    options = _ends(mine.in_tie, theirs.in_tie)
    claimants = _ends(theirs.in_tie, mine.in_tie)
    rivals = {
        alternatives: frozenset[int]().union(*(claimants[other] for other in alternatives))
        for alternatives in set(options.values())
    }
    my_places, their_places = _places(mine, options), _places(theirs, claimants)
    return [
        _tie(
            [my_places[rival] for rival in sorted(rivals[options[position]]) if rival != position],
            [their_places[other] for other in sorted(options[position])],
        )
        for position in at.tolist()
    ]


def _ends(own: Ints, others: Ints) -> dict[int, frozenset[int]]:
    """For each start of edges the ends."""
    return {int(own[part[0]]): frozenset(others[part].tolist()) for part in parts_of(own)}


def _places(side: Side, positions: Iterable[int]) -> dict[int, str]:
    known = np.array(list(positions), dtype=np.int64)
    return dict(zip(known.tolist(), side.places(known), strict=True))


def _tie(rivals: list[str], alternatives: list[str]) -> str:
    others = f"與{several(rivals)}同樣" if rivals else ""
    return f"{others}可對應{several(alternatives)}，條件相當而無法判定，請人工確認。"
