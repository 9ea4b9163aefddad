"""Hypotheses of habit: a box, a cell or a time that one user, or everybody, always leaves or always fills alike."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from reconcile.causes import words
from reconcile.causes.clues import Clues
from reconcile.causes.repair import EntryKey, FindingId, Repair, Support, Told
from reconcile.facts.sessions import Flags


def habits(clues: Clues) -> Iterator[Repair]:
    """Every repair of a habit that the month suggests."""
    yield from _signatures(clues)
    yield from _logouts(clues)


def _signatures(clues: Clues) -> Iterator[Repair]:
    """A column that is blank throughout a file, or beside one user's name."""
    unsigned = clues.of_entries({"MISSING_SIGNOFF"})
    files = clues.entries["register_file"].to_numpy(object)
    blank = ~clues.entries["signed_off"].to_numpy(bool)
    for file in sorted({file for file, _ in unsigned}):
        told = _paper_told(clues, str(file))
        yield from filled(clues, "sign_off_on_paper", str(file), unsigned, blank, np.asarray(files == file), told)
    for user, theirs in clues.scopes(unsigned):
        if user is not None:
            told = _unsigned_told(clues, user)
            yield from filled(clues, "sign_off_user", user, unsigned, blank, theirs, told)


def filled(
    clues: Clues,
    kind: str,
    where: str,
    flagged: dict[EntryKey, list[FindingId]],
    blank: Flags,
    among: Flags,
    told: Told,
    filled: Callable[[int], dict[str, Any]] = lambda _: {"signed_off": True},
) -> Iterator[Repair]:
    """The repair that fills in what is blank in the entries of the month `among` all."""
    keys = clues.entries["key"].to_numpy(object)
    fits = np.flatnonzero(among & clues.of_month & blank)
    against = int((among & clues.of_month & ~blank).sum())
    expected = frozenset(one for at in fits for one in flagged.get(keys[at], []))
    if expected:
        row_of = {int(at): filled(int(at)) for at in fits}
        lines = clues.lines[clues.lines["at"].isin(fits)]
        yield Repair(
            kind=kind,
            where=where,
            explains=frozenset({one[0] for one in expected}),
            expected=expected,
            told=told,
            cases=frozenset(keys[at] for at in fits),
            against=against,
            lines={key: row_of[at] for key, at in zip(lines["key"], lines["at"], strict=True)},
        )


def _paper_told(clues: Clues, file: str) -> Told:
    several = clues.entries["register_file"].nunique() > 1
    which = f"（{file}）" if several else ""

    def told(support: Support, closes: int) -> str:
        return (
            f"電子檔未登載主管簽核，請核對紙本：紀錄表{which} {support.could} 列中 {support.fits} 列之主管簽核欄空白，"
            f"可能是列印後於紙本簽章，請抽數列核對紙本；紙本均有簽章者於說明欄註明{words.closing(closes)}。"
        )

    return told


def _unsigned_told(clues: Clues, user: str) -> Told:
    name = words.who(clues, user)

    def told(support: Support, closes: int) -> str:
        return (
            f"{name}本月 {support.could} 列紀錄中 {support.fits} 列之主管簽核欄空白，他人之紀錄則有簽核，"
            f"可能是該員之紀錄未送核或於紙本簽章，請核對紙本；補行簽核或於說明欄註明{words.closing(closes)}。"
        )

    return told


def _logouts(clues: Clues) -> Iterator[Repair]:
    missing = clues.of_entries({"MISSING_LOGOUT"})
    if not missing:
        return
    blank = clues.entries["logout_at"].isna().to_numpy(bool)
    ends = _ends(clues)
    for user, theirs in clues.scopes(missing):
        told = _logout_told(clues, user)
        yield from filled(
            clues,
            "logout_habit",
            user or "",
            missing,
            blank,
            theirs,
            told,
            lambda at: {"logout_at": ends.get(at)},
        )


def _ends(clues: Clues) -> dict[int, pd.Timestamp]:
    """When each entry may have ended: with the last query of its session, which several entries may tell of."""
    entries = clues.entries
    last = clues.pairs[~clues.pairs["likely"]].groupby("entry")["seconds"].max().reindex(range(len(entries)))
    asked = pd.to_datetime(last, unit="s").dt.floor("min").to_numpy()
    longest = pd.Timedelta(minutes=clues.settings.matching.open_session_minutes)
    rows = pd.DataFrame({"user": entries["user"], "login": entries["login_at"], "asked": asked})
    near = (rows["asked"] > rows["login"]) & (rows["asked"] < rows["login"] + longest)
    rows = rows.assign(ended=rows["asked"].where(near, rows["login"]))
    ended = rows.groupby(["user", "login"])["ended"].transform("max")
    return {at: end for at, end in enumerate(ended) if not pd.isna(end)}


def _logout_told(clues: Clues, user: str | None) -> Told:
    name = words.who(clues, user)

    def told(support: Support, closes: int) -> str:
        return (
            f"{name}本月 {support.could} 列紀錄中 {support.fits} 列未填登出時間，可能是習慣只填登入時間，"
            f"請詢問其查詢後是否即行登出；補填登出時間或於說明欄註明{words.closing(closes)}。"
        )

    return told
