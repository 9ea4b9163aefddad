"""Hypotheses of paper that is not there: pages, a span of the register, or a part of the download.

They rest on a gap in 頁碼 or 序號, or on a span of at least two days without any row of a user; a
person who writes some work down and some not is never excused by them. They are repaired by the
paper, not by invention: what waits for it is left out of the copy.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reconcile.causes import words
from reconcile.causes.clues import LEFT_LINE, LEFT_OVER, Clues
from reconcile.causes.repair import LEAST, ONE_AGAINST_TEN, FindingId, Repair, Support, Told
from reconcile.facts.sessions import MINUTE

_LEAST_DAYS = 2
_SPANS = 2
"""So many spans one user's papers may lack; more are his own doing."""
_PAGES = 2
"""So many pages, or days, are pages not handed in; more are a span of the register."""
_LINES_AN_ENTRY = 4
_GOES_ON = 5 * MINUTE
_UNREGISTERED = frozenset({"UNREGISTERED_QUERY", "UNREGISTERED_IN_TIE", "SEQUENCE_GAP"})
_UNCONFIRMED = frozenset({"UNCONFIRMED_ENTRY", "UNCONFIRMED_IN_TIE"})


def missing_papers(clues: Clues) -> Iterator[Repair]:
    """Every paper that the month suggests is missing."""
    if any(one[0] in LEFT_OVER for one in clues.open):
        gaps = list(_gaps(clues))
        unwritten = _unwritten(clues)
        yield from _pages(clues, gaps, unwritten)
        yield from _spans_of_register(clues, gaps, unwritten)
    if any(one[0] in LEFT_LINE for one in clues.open):
        yield from _spans_of_statement(clues)


@dataclass(frozen=True)
class Gap:
    """A gap in the numbers before the entry `at`: what is lacking, and between which logins."""

    finding: FindingId
    at: int
    lacking: str
    pages: int
    entries: int
    since: pd.Timestamp
    until: pd.Timestamp
    before: int

    def holds(self, times: "pd.Series[Any]") -> "pd.Series[bool]":
        """Which of these times lie in it."""
        held: pd.Series[bool] = (times >= self.since) & (times <= self.until)
        return held


def _gaps(clues: Clues) -> Iterator[Gap]:
    entries, keys = clues.entries, clues.entries["key"].tolist()
    flagged = clues.of_entries({"SEQUENCE_GAP"})
    a_page = Counter(entries["page_no"].dropna().tolist())
    size = max(a_page.values(), default=1)
    for at in (at for at, key in enumerate(keys) if key in flagged and at and keys[at - 1][0] == key[0]):
        here, past = entries.iloc[at], entries.iloc[at - 1]
        if pd.isna(here["login_at"]) or pd.isna(past["login_at"]) or past["login_at"] > here["login_at"]:
            continue
        pages, seqs = (_lacking(past[name], here[name]) for name in ("page_no", "seq_no"))
        if pages or seqs:
            lacking = _numbers("頁", past["page_no"], pages) if pages else _numbers("號", past["seq_no"], seqs)
            [finding] = flagged[keys[at]]
            yield Gap(
                finding,
                at,
                lacking,
                pages,
                max(seqs, pages * size),
                past["login_at"],
                here["login_at"],
                at - 1,
            )


def _lacking(before: Any, now: Any) -> int:
    return 0 if pd.isna(before) or pd.isna(now) else max(int(now) - int(before) - 1, 0)


def _numbers(word: str, before: Any, lacking: int) -> str:
    first, last = int(before) + 1, int(before) + lacking
    return f"第 {first} {word}" if first == last else f"第 {first} 至 {last} {word}"


def _unwritten(clues: Clues) -> pd.DataFrame:
    """The queries that have no line and none that could be theirs."""
    likely = set(clues.pairs["query"][clues.pairs["likely"]])
    told = clues.of_queries({"UNREGISTERED_QUERY", "UNREGISTERED_IN_TIE"}, clues.open)
    queries = clues.queries
    return queries[[key in told and at not in likely for at, key in enumerate(queries["key"])]]


def _pages(clues: Clues, gaps: list[Gap], unwritten: pd.DataFrame) -> Iterator[Repair]:
    login, users = clues.entries["login_at"], clues.entries["user"]
    for gap in gaps:
        between = set(users[(login > gap.since) & (login < gap.until)])
        own = users.iloc[gap.at] if between and users.iloc[gap.at] == users.iloc[gap.before] else None
        free = unwritten[~unwritten["user"].isin(between)] if own is None else unwritten[unwritten["user"] == own]
        lacking = _going_on(free, gap)
        lacking = lacking[~lacking["user"].isin(_careless(clues, lacking, gap, gaps))]
        long = gap.pages > _PAGES and lacking["queried_at"].dt.date.nunique() > _PAGES
        if len(lacking) < LEAST - 1 or long or len(lacking) > gap.entries * _LINES_AN_ENTRY:
            continue
        yield _waiting(clues, "page_missing", gap.lacking, lacking, [gap], _page_told(clues, gap, lacking))


def _going_on(free: pd.DataFrame, gap: Gap) -> pd.DataFrame:
    """The queries in a gap, and those with which a session in it goes on."""
    near = free[free["queried_at"].between(gap.since, gap.until + pd.Timedelta(minutes=30))]
    late = (near["queried_at"] > gap.until).astype(int)
    begun = near.groupby("user")["queried_at"].diff() <= pd.Timedelta(seconds=_GOES_ON)
    kept = (late == 0) | (begun & (late.groupby(near["user"]).transform("size") > 1))
    apart = (~kept).groupby(near["user"]).cumsum()
    return near[apart == 0]


def _careless(clues: Clues, lacking: pd.DataFrame, gap: Gap, gaps: Collection[Gap]) -> set[str]:
    """Who left more unwritten than what lies in the gap: a tenth of all else, pages that are lacking aside.

    A gap in 序號 alone about one user's queries could be his own doing: he must have left nothing else.
    """
    left = clues.of_queries(LEFT_OVER, clues.ids | clues.copy.no_findings)
    rest = clues.queries[~clues.queries.index.isin(lacking.index)]
    rest = rest.assign(left=[key in left for key in rest["key"]])
    personal = gap.pages == 0 and lacking["user"].nunique() == 1
    if not personal:
        for other in (one for one in gaps if one.pages):
            rest = rest[~(rest["left"] & other.holds(rest["queried_at"]))]
    of_each = rest[rest["user"].isin(set(lacking["user"]))].groupby("user")["left"].agg(["sum", "size"])
    allowed = 0 if personal else (of_each["size"] - 1) // ONE_AGAINST_TEN
    return set(of_each.index[of_each["sum"] > allowed])


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
    return f" {first:%m/%d %H:%M} 至 {until} "


def _spans_of_register(clues: Clues, gaps: list[Gap], unwritten: pd.DataFrame) -> Iterator[Repair]:
    """Of each user, and of all together, the days on which queries stand and no line at all."""
    written = clues.lines.assign(day=clues.lines["login_at"].fillna(clues.lines["logout_at"]).dt.normalize())
    waiting = clues.of_queries(LEFT_OVER, clues.copy.no_findings)
    asked = clues.queries[[key not in waiting for key in clues.queries["key"]]]
    spans = list(_spans(asked.assign(day=asked["queried_at"].dt.normalize()), written, unwritten))
    for user, rows in spans:
        inside = [
            gap for gap in gaps if bool(gap.holds(rows["queried_at"]).any()) and (user is None or gap.pages <= _PAGES)
        ]
        told = _register_told(clues, user, rows)
        yield _waiting(clues, "register_missing", f"{user or ''}:{rows.index[0]}", rows, inside, told)


def _spans(asked: pd.DataFrame, told: pd.DataFrame, left: pd.DataFrame) -> Iterator[tuple[str | None, pd.DataFrame]]:
    """Whose rows (None: of several) lie in a span of days without any row on the other side.

    `asked` are all rows of the side that has them, `left` those without a counterpart, `told` the
    other side, with `day` and `user`. Whoever leaves a tenth of his other rows without one is not
    among them: he writes some and some not.
    """
    for user, rows in asked.groupby("user"):
        runs = list(_runs(rows, set(told.loc[told["user"] == user, "day"]), left))
        if 0 < len(runs) <= _SPANS and _few_left(rows, pd.concat(runs), left):
            yield str(user), pd.concat(runs)
    for run in _runs(asked, set(told["day"]), left):
        of_each = run.groupby("user")
        users = [user for user, rows in of_each if _few_left(asked[asked["user"] == user], rows, left)]
        if len(users) > 1:
            yield None, run[run["user"].isin(users)]


def _runs(rows: pd.DataFrame, told: set[Any], left: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Two or more days that follow one another among those of these rows, all of them left over and none told."""
    lone = ~rows["day"].isin(told) & rows.index.isin(left.index)
    whole = lone.groupby(rows["day"]).transform("all")
    by_day = whole.groupby(rows["day"]).first()
    number = by_day.ne(by_day.shift()).cumsum()
    for _, of_run in rows[whole].groupby(rows["day"].map(number)[whole]):
        if of_run["day"].nunique() >= _LEAST_DAYS:
            yield of_run


def _few_left(rows: pd.DataFrame, run: pd.DataFrame, left: pd.DataFrame) -> bool:
    rest = rows[~rows.index.isin(run.index)]
    return int(rest.index.isin(left.index).sum()) * ONE_AGAINST_TEN < len(rest) or rest.empty


def _register_told(clues: Clues, user: str | None, rows: pd.DataFrame) -> Told:
    name = words.who(clues, user) if user else words.several(clues, rows["user"])
    when = words.days(rows["queried_at"])
    days = rows["queried_at"].dt.date.nunique()

    def told(support: Support, _: int) -> str:
        return (
            f"{name}於 {when}（{days} 日）有 {len(rows)} 筆查詢，紀錄表該段期間沒有任何一筆，其餘期間則幾乎均有紀錄，"
            f"可能是該段紀錄表漏未送交，請向其索取紙本核對；請交出該段紀錄表，補入後重新執行。"
        )

    return told


def _spans_of_statement(clues: Clues) -> Iterator[Repair]:
    """Of each user, and of all together, the days on which lines stand and no query at all."""
    likely = set(clues.pairs["line"][clues.pairs["likely"]])
    unconfirmed = {(one[3], one[4], one[5]) for one in clues.open if one[0] in _UNCONFIRMED}
    lines = clues.lines.assign(day=clues.lines["login_at"].fillna(clues.lines["logout_at"]).dt.normalize())
    lines = lines.dropna(subset="day")
    left = lines[[key in unconfirmed and at not in likely for at, key in zip(lines.index, lines["key"], strict=True)]]
    asked = clues.queries.assign(day=clues.queries["queried_at"].dt.normalize())
    for user, rows in _spans(lines, asked, left):
        keys = set(rows["key"])
        found = frozenset(one for one in clues.open if one[0] in _UNCONFIRMED and (one[3], one[4], one[5]) in keys)
        yield Repair(
            kind="statement_part",
            where=f"{user or ''}:{rows.index[0]}",
            explains=_UNCONFIRMED,
            expected=found,
            told=_statement_told(clues, user, rows),
            cases=frozenset(keys),
            no_lines=frozenset(keys),
            brings=frozenset({"SEQUENCE_GAP"}),
        )


def _statement_told(clues: Clues, user: str | None, rows: pd.DataFrame) -> Told:
    name = words.who(clues, user) if user else words.several(clues, rows["user"])
    when = words.days(rows["day"])
    days = rows["day"].nunique()

    def told(support: Support, _: int) -> str:
        return (
            f"{name}於 {when}（{days} 日）登載 {len(rows)} 筆，明細表該段期間沒有其任何一筆查詢，"
            f"其餘期間則幾乎均有明細，"
            f"可能是下載時條件或期間未選齊，請對照下載畫面之期間及使用者；請重新下載明細表後重新執行。"
        )

    return told


def _waiting(clues: Clues, kind: str, where: str, rows: pd.DataFrame, gaps: Collection[Gap], told: Told) -> Repair:
    """The repair that leaves queries and the gaps about them out until the paper is there."""
    keys = set(rows["key"])
    found = {one for one in clues.open if one[0] in _UNREGISTERED - {"SEQUENCE_GAP"} and (one[1], one[2]) in keys}
    found |= {gap.finding for gap in gaps} if len(found) >= LEAST - 1 else set()
    return Repair(
        kind=kind,
        where=where,
        explains=_UNREGISTERED,
        expected=frozenset(found),
        told=told,
        cases=frozenset(keys),
        no_queries=frozenset(keys),
        no_findings=frozenset(gap.finding for gap in gaps),
    )
