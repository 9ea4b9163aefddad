"""Hypotheses of pages that were not handed in: they rest on a gap in 頁碼 or 序號, and on who else wrote in it."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from reconcile.causes.clues import Clues, plain
from reconcile.causes.repair import LEAST, ONE_AGAINST_TEN, FindingId, Repair, Support, Told
from reconcile.facts.sessions import MINUTE, Flags, Ints

PAGES = 2
"""So many pages, or days, are pages not handed in; more are a span of the register."""
_LINES_AN_ENTRY = 4
_GOES_ON = 5 * MINUTE
_LATER = pd.Timedelta(minutes=30)
_UNREGISTERED = frozenset({"UNREGISTERED_QUERY", "UNREGISTERED_IN_TIE", "SEQUENCE_GAP"})


@dataclass(frozen=True)
class Gap:
    """A gap in the numbers before the entry `at`: what is lacking, and between which logins.

    `finding` tells of it, None where entries that could not be read might fill it.
    """

    finding: FindingId | None
    at: int
    lacking: str
    pages: int
    entries: int
    since: pd.Timestamp
    until: pd.Timestamp
    before: int


def held_by(gaps: Collection[Gap], times: "pd.Series[Any]") -> tuple[Ints, Ints]:
    """From which to before which of these times, which are in order, each gap reaches (both its ends closed)."""
    at = instants(times)
    since, until = (np.array(ends, "datetime64[ms]") for ends in _ends(gaps))
    return np.searchsorted(at, since, side="left"), np.searchsorted(at, until, side="right")


def _ends(gaps: Collection[Gap]) -> tuple[list[pd.Timestamp], list[pd.Timestamp]]:
    return [gap.since for gap in gaps], [gap.until for gap in gaps]


def instants(times: "pd.Series[Any]") -> npt.NDArray[np.datetime64]:
    """The times, none of them missing, as they are sought in."""
    return times.to_numpy("datetime64[ms]")


def within_pages(gaps: Collection[Gap], times: "pd.Series[Any]") -> Flags:
    """Which of these times, which are in order, lie in a gap of pages."""
    begun = np.zeros(len(times) + 1, dtype=np.int64)
    first, last = held_by([gap for gap in gaps if gap.pages], times)
    np.add.at(begun, first, 1)
    np.add.at(begun, last, -1)
    return np.asarray(np.cumsum(begun)[:-1] > 0)


def gaps_of(clues: Clues) -> Iterator[Gap]:
    """Every gap between two entries that stand one after the other, and in time as well."""
    entries, keys = clues.entries, clues.entries["key"].tolist()
    flagged = clues.of_entries({"SEQUENCE_GAP"})
    pages, numbers = (plain(entries[name]) for name in ("page_no", "seq_no"))
    size = max(Counter(page for page in pages if page is not None).values(), default=1)
    login = entries["login_at"]
    follows = (login >= login.shift()).to_numpy(bool)
    for at in (at for at in range(1, len(keys)) if follows[at] and keys[at - 1][0] == keys[at][0]):
        of_pages, of_numbers = (_lacking(some[at - 1], some[at]) for some in (pages, numbers))
        if of_pages or (of_numbers and keys[at] in flagged):
            yield Gap(
                finding=next(iter(flagged.get(keys[at], ())), None),
                at=at,
                lacking=_numbers("頁", pages[at - 1], of_pages)
                if of_pages
                else _numbers("號", numbers[at - 1], of_numbers),
                pages=of_pages,
                entries=max(of_numbers, of_pages * size),
                since=login.iloc[at - 1],
                until=login.iloc[at],
                before=at - 1,
            )


def _lacking(before: Any, now: Any) -> int:
    return 0 if before is None or now is None else max(int(now) - int(before) - 1, 0)


def _numbers(word: str, before: Any, lacking: int) -> str:
    first, last = int(before) + 1, int(before) + lacking
    return f"第 {first} {word}" if first == last else f"第 {first} 至 {last} {word}"


def unwritten_of(clues: Clues) -> pd.DataFrame:
    """The queries that have no line and none that could be theirs."""
    likely = set(clues.pairs["query"][clues.pairs["likely"]])
    told = clues.of_queries({"UNREGISTERED_QUERY", "UNREGISTERED_IN_TIE"}, clues.open)
    queries = clues.queries
    lacking = [key in told and at not in likely for at, key in enumerate(queries["key"])]
    return queries[np.array(lacking, dtype=bool)]


def missing_pages(clues: Clues, gaps: list[Gap], unwritten: pd.DataFrame) -> Iterator[Repair]:
    """Of each gap, the queries without a line that lie in it."""
    written = clues.entries[["login_at", "user"]].dropna(subset="login_at").sort_values("login_at")
    users, paged = clues.entries["user"], within_pages(gaps, clues.queries["queried_at"])
    opened, asked = (instants(times) for times in (written["login_at"], unwritten["queried_at"]))
    for gap in gaps:
        since, until, later = (np.datetime64(at, "ms") for at in (gap.since, gap.until, gap.until + _LATER))
        between = set(written["user"].iloc[np.searchsorted(opened, since, "right") : np.searchsorted(opened, until)])
        near = unwritten.iloc[np.searchsorted(asked, since) : np.searchsorted(asked, later, "right")]
        own = users.iloc[gap.at] if between and users.iloc[gap.at] == users.iloc[gap.before] else None
        free = near[~near["user"].isin(between)] if own is None else near[near["user"] == own]
        if len(free) < LEAST - 1:
            continue
        lacking = _going_on(free, gap, clues.entries.iloc[gap.at])
        lacking = lacking[~lacking["user"].isin(_careless(clues, lacking, gap, paged))]
        long = gap.pages > PAGES and lacking["queried_at"].dt.date.nunique() > PAGES
        if len(lacking) < LEAST - 1 or long or len(lacking) > gap.entries * _LINES_AN_ENTRY:
            continue
        yield waiting_for(clues, "page_missing", gap.lacking, lacking, [gap], _page_told(clues, gap, lacking))


def _going_on(near: pd.DataFrame, gap: Gap, following: "pd.Series[Any]") -> pd.DataFrame:
    """The queries in a gap, and those with which a session in it goes on, maybe in the entry that follows."""
    late = (near["queried_at"] > gap.until).astype(int)
    begun = near.groupby("user")["queried_at"].diff() <= pd.Timedelta(seconds=_GOES_ON)
    same = (near["user"] == following["user"]) & (near["queried_at"] <= following["logout_at"])
    kept = (late == 0) | same | (begun & (late.groupby(near["user"]).transform("size") > 1))
    apart = (~kept).groupby(near["user"]).cumsum().to_numpy()
    going: pd.DataFrame = near[apart == 0]
    return going


def _careless(clues: Clues, lacking: pd.DataFrame, gap: Gap, paged: Flags) -> set[str]:
    """Who left more unwritten than what lies in the gap: a tenth of all else, pages that are lacking aside (`paged`).

    A gap in 序號 alone about one user's queries could be his own doing: he must have left nothing else.
    """
    careless, users = set[str](), lacking["user"].unique()
    personal = gap.pages == 0 and len(users) == 1
    left = clues.queries["left"].to_numpy(bool)
    for user in users:
        rest = clues.asked_by[user][~np.isin(clues.asked_by[user], lacking.index)]
        over = left[rest]
        if personal:
            waiting = clues.waiting
            over = over | np.array([key in waiting for key in clues.queries["key"].iloc[rest]], dtype=bool)
        else:
            rest, over = rest[~(over & paged[rest])], over[~(over & paged[rest])]
        allowed = 0 if personal else (len(rest) - 1) // ONE_AGAINST_TEN
        if len(rest) and over.sum() > allowed:
            careless.add(user)
    return careless


def _page_told(clues: Clues, gap: Gap, lacking: pd.DataFrame) -> Told:
    when = _between(lacking["queried_at"])

    def told(support: Support, _: int) -> str:
        return (
            f"紀錄表{gap.lacking}未見，{when}之 {len(lacking)} 筆查詢均無紀錄而恰在缺號之間，"
            f"可能是該頁漏未送交，請翻閱紙本該處頁碼、序號；請交出該段紀錄表，補入後重新執行。"
        )

    return told


def _between(times: "pd.Series[Any]") -> str:
    first, last = times.min(), times.max()
    until = f"{last:%H:%M}" if first.date() == last.date() else f"{last:%m/%d %H:%M}"
    return f"{first:%m/%d %H:%M} 至 {until} "


def waiting_for(clues: Clues, kind: str, where: str, rows: pd.DataFrame, gaps: Collection[Gap], told: Told) -> Repair:
    """The repair that leaves queries and the gaps about them out until the paper is there."""
    keys = set(rows["key"])
    found = set(clues.open_at(_UNREGISTERED - {"SEQUENCE_GAP"}, queries=keys))
    numbers = {gap.finding for gap in gaps if gap.finding is not None}
    found |= numbers if len(found) >= LEAST - 1 else set()
    return Repair(
        kind=kind,
        where=where,
        explains=_UNREGISTERED,
        expected=frozenset(found),
        told=told,
        cases=frozenset(keys),
        no_queries=frozenset(keys),
        no_findings=frozenset(numbers),
    )
