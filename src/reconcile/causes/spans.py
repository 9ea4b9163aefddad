"""Hypotheses of a span of the register, or a part of the download, that is not there.

They rest on at least two days without any row of a user; a person who writes some work down and
some not is never excused by them. They are repaired by the paper, not by invention: what waits for
it is left out of the copy.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from reconcile.causes import words
from reconcile.causes.clues import LEFT_LINE, LEFT_OVER, Clues
from reconcile.causes.pages import PAGES, Gap, gaps_of, held_by, missing_pages, unwritten_of, waiting_for, within_pages
from reconcile.causes.repair import ONE_AGAINST_TEN, Repair, Support, Told
from reconcile.facts.sessions import Ints

_LEAST_DAYS = 2
_SPANS = 2
"""So many spans one user's papers may lack; more are his own doing."""
_MOST = 0.9
_UNCONFIRMED = frozenset({"UNCONFIRMED_ENTRY", "UNCONFIRMED_IN_TIE"})


def missing_papers(clues: Clues) -> Iterator[Repair]:
    """Every paper that the month suggests is missing."""
    if any(one[0] in LEFT_OVER for one in clues.open):
        gaps = list(gaps_of(clues))
        unwritten = unwritten_of(clues)
        yield from missing_pages(clues, gaps, unwritten)
        yield from _spans_of_register(clues, gaps, unwritten)
    if any(one[0] in LEFT_LINE for one in clues.open):
        yield from _spans_of_statement(clues)


def _spans_of_register(clues: Clues, gaps: list[Gap], unwritten: pd.DataFrame) -> Iterator[Repair]:
    """Of each user, and of all together, the days on which queries stand and no line at all."""
    written = clues.lines.assign(day=clues.lines["login_at"].fillna(clues.lines["logout_at"]).dt.normalize())
    asked = clues.queries[np.array([key not in clues.waiting for key in clues.queries["key"]], dtype=bool)]
    asked = asked.assign(day=asked["queried_at"].dt.normalize())
    careless = unwritten[~within_pages(gaps, unwritten["queried_at"])]
    held = _held(gaps, unwritten)
    short = np.array([0 < gap.pages <= PAGES for gap in gaps], dtype=bool)
    for user, rows in _spans(asked, written, unwritten, careless, _free_days(clues)):
        theirs = _held(gaps, rows)
        if (short & (theirs / len(rows) > _MOST)).any():
            continue  # a page or two, which bear a number of their own
        # the numbers lack because these rows do: all that is unwritten in the gap is theirs
        inside = [gaps[at] for at in np.flatnonzero((theirs > 0) & (theirs == held))]
        told = _register_told(clues, user, rows)
        yield waiting_for(clues, "register_missing", f"{user or ''}:{rows.index[0]}", rows, inside, told)


def _held(gaps: list[Gap], rows: pd.DataFrame) -> Ints:
    """How many of these queries lie in each gap."""
    first, last = held_by(gaps, rows["queried_at"])
    return np.asarray(last - first)


def _free_days(clues: Clues) -> "pd.Series[Any]":
    """The days of the lines that no query took: they could be of queries that seem to have none."""
    taken = clues.pairs["line"][~clues.pairs["likely"]]
    free = clues.lines[~clues.lines.index.isin(taken)]
    days: pd.Series[Any] = free["login_at"].fillna(free["logout_at"]).dt.normalize()
    return days


def _spans(
    asked: pd.DataFrame, told: pd.DataFrame, left: pd.DataFrame, careless: pd.DataFrame, free: "pd.Series[Any]"
) -> Iterator[tuple[str | None, pd.DataFrame]]:
    """Whose rows (None: of several) lie in a span of days without any row on the other side.

    `asked` are all rows of the side that has them, `left` those without a counterpart, `told` the
    other side, with `day` and `user`. Whoever leaves a tenth of his other rows without one
    (`careless`) is not among them: he writes some and some not. Nor is a span in whose days so many
    rows of the other side are `free`, for they could be the counterparts.
    """
    asked = asked.assign(over=asked.index.isin(left.index), careless=asked.index.isin(careless.index))
    of_users = dict(iter(asked.groupby("user")))
    told_on = {user: set(days) for user, days in told.groupby("user")["day"]}
    for user, rows in of_users.items():
        runs = list(_runs(rows, told_on.get(user, set())))
        if not 0 < len(runs) <= _SPANS:
            continue
        both = pd.concat(runs)
        if _few_left(rows, both) and _few_free(both, free):
            yield str(user), both
    for run in _runs(asked, set(told["day"])):
        of_each = run.groupby("user")
        users = [user for user, rows in of_each if _few_left(of_users[user], rows)]
        if len(users) > 1 and _few_free(run, free):
            yield None, run[run["user"].isin(users)]


def _runs(rows: pd.DataFrame, told: set[Any]) -> Iterator[pd.DataFrame]:
    """What is left over of these rows on two or more days that follow one another and of which nothing is told.

    Fewer than one in ten may have found a row after all, as somebody else's.
    """
    lone = ~rows["day"].isin(told)
    by_day = lone.groupby(rows["day"]).first()
    number = by_day.ne(by_day.shift()).cumsum()
    for _, of_run in rows[lone].groupby(rows["day"].map(number)[lone]):
        over = of_run[of_run["over"]]
        if over["day"].nunique() >= _LEAST_DAYS and (len(of_run) - len(over)) * ONE_AGAINST_TEN < len(of_run):
            yield over


def _few_free(run: pd.DataFrame, free: "pd.Series[Any]") -> bool:
    return int(free.isin(set(run["day"])).sum()) * ONE_AGAINST_TEN < len(run)


def _few_left(rows: pd.DataFrame, run: pd.DataFrame) -> bool:
    rest = rows["careless"][~rows.index.isin(run.index)]
    return int(rest.sum()) * ONE_AGAINST_TEN < len(rest) or rest.empty


def _register_told(clues: Clues, user: str | None, rows: pd.DataFrame) -> Told:
    name = words.who(clues, user) if user else words.several(clues, rows["user"])
    when = words.days(rows["queried_at"])
    days = rows["queried_at"].dt.date.nunique()
    whole = sum(len(clues.asked_by[one]) for one in rows["user"].unique()) == len(rows)
    where = "紀錄表本月沒有任何一筆" if whole else "紀錄表該段期間沒有任何一筆，其餘期間則幾乎均有紀錄"

    def told(support: Support, _: int) -> str:
        return (
            f"{name}於 {when}（{days} 日）有 {len(rows)} 筆查詢，{where}，"
            f"可能是該段紀錄表漏未送交，請向其索取紙本核對；請交出該段紀錄表，補入後重新執行。"
        )

    return told


def _spans_of_statement(clues: Clues) -> Iterator[Repair]:
    """Of each user, and of all together, the days on which lines stand and no query at all."""
    likely = set(clues.pairs["line"][clues.pairs["likely"]])
    unconfirmed = {(one[3], one[4], one[5]) for one in clues.open if one[0] in _UNCONFIRMED}
    lines = clues.lines.assign(day=clues.lines["login_at"].fillna(clues.lines["logout_at"]).dt.normalize())
    lines = lines.dropna(subset="day")
    lone = [key in unconfirmed and at not in likely for at, key in zip(lines.index, lines["key"], strict=True)]
    left = lines[np.array(lone, dtype=bool)]
    asked = clues.queries.assign(day=clues.queries["queried_at"].dt.normalize())
    free = asked["day"][asked["left"]]
    for user, rows in _spans(lines, asked, left, left, free):
        keys = set(rows["key"])
        yield Repair(
            kind="statement_part",
            where=f"{user or ''}:{rows.index[0]}",
            explains=_UNCONFIRMED,
            expected=clues.open_at(_UNCONFIRMED, lines=keys),
            told=_statement_told(clues, user, rows),
            cases=frozenset(keys),
            no_lines=frozenset(keys),
            brings=frozenset({"SEQUENCE_GAP"}),
        )


def _statement_told(clues: Clues, user: str | None, rows: pd.DataFrame) -> Told:
    name = words.who(clues, user) if user else words.several(clues, rows["user"])
    when = words.days(rows["day"])
    days = rows["day"].nunique()
    whole = clues.lines["user"].isin(set(rows["user"])).sum() == len(rows)
    where = "明細表本月沒有任何一筆" if whole else "明細表該段期間沒有任何一筆，其餘期間則幾乎均有明細"

    def told(support: Support, _: int) -> str:
        return (
            f"{name}於 {when}（{days} 日）登載 {len(rows)} 筆，{where}，"
            f"可能是下載時條件或期間未選齊，請對照下載畫面之期間及使用者；請重新下載明細表後重新執行。"
        )

    return told
