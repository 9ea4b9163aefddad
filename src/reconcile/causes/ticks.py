"""Hypotheses of habit in boxes: purposes never ticked or always the same one, results always the same."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from reconcile.causes import words
from reconcile.causes.clues import Clues, plain
from reconcile.causes.habits import filled
from reconcile.causes.repair import LineKey, Repair, Support, Told
from reconcile.text.purposes import purpose_words
from reconcile.text.results import WORDS

_NOTE = "紙本所載業務"
"""Stands for the business that a purpose told in text would have named."""


def ticking_habits(clues: Clues) -> Iterator[Repair]:
    """Every repair of ticked boxes that the month suggests."""
    yield from _never_ticked(clues)
    yield from _one_purpose(clues)
    yield from _one_result(clues)


def _never_ticked(clues: Clues) -> Iterator[Repair]:
    missing = clues.of_entries({"PURPOSE_MISSING"})
    if not missing:
        return
    blank = (clues.entries["purposes"] == "").to_numpy(bool)
    printed = _printed(clues)
    for user, theirs in clues.scopes(missing):
        told = _unticked_told(clues, user)
        where = f"{user or ''}:"
        yield from filled(
            clues, "purpose_habit", where, missing, blank, theirs, told, lambda at: _ticked(clues, printed.get(at))
        )


def _printed(clues: Clues) -> dict[int, int]:
    """The purpose that the statement prints of most queries of each entry."""
    pairs = clues.pairs[~clues.pairs["likely"]]
    purposes = plain(clues.queries["purpose"])[pairs["query"]]
    counts = dict[int, Counter[int]]()
    for at, purpose in zip(pairs["entry"], purposes, strict=True):
        if purpose is not None:
            counts.setdefault(at, Counter())[int(purpose)] += 1
    return {at: min(found, key=lambda one: (-found[one], one)) for at, found in counts.items()}


def _ticked(clues: Clues, purpose: int | None) -> dict[str, Any]:
    """The box of a purpose, else of the one that is told in text, with a text."""
    regulation = clues.settings.regulation
    told = regulation.told.number if regulation.told else None
    number = purpose or told or min(regulation.purposes)
    return {"purposes": str(number)} | ({"purpose_note": _NOTE} if number == told else {})


def _unticked_told(clues: Clues, user: str | None) -> Told:
    name = words.who(clues, user)

    def told(support: Support, closes: int) -> str:
        return (
            f"{name}本月 {support.could} 列紀錄中 {support.fits} 列未勾選查詢事由，可能是習慣略過該欄或表單未附勾選格，"
            f"請抽一列詢問其業務；補勾事由並簽章，或於說明欄註明{words.closing(closes)}。"
        )

    return told


def _one_purpose(clues: Clues) -> Iterator[Repair]:
    mismatched = clues.of_entries({"PURPOSE_MISMATCH"})
    if not mismatched:
        return
    ticks, printed = clues.entries["purposes"].to_numpy(object), _printed(clues)
    keys = clues.entries["key"].to_numpy(object)
    for user, theirs in clues.scopes(mismatched):
        counts = Counter(ticks[at] for at in range(len(keys)) if theirs[at] and keys[at] in mismatched)
        [(always, _)] = counts.most_common(1)
        other = {at: purpose for at, purpose in printed.items() if theirs[at] and str(purpose) != always}
        fits = [at for at in other if ticks[at] == always]
        lines = clues.lines[clues.lines["at"].isin(fits)]
        changed = {key: _ticked(clues, other[at]) for key, at in zip(lines["key"], lines["at"], strict=True)}
        yield Repair(
            kind="purpose_habit",
            where=f"{user or ''}:{always}",
            explains=frozenset({"PURPOSE_MISMATCH", "PURPOSE_UNSUPPORTED"}),
            expected=frozenset(one for at in fits for one in mismatched.get(keys[at], [])),
            told=_always_told(clues, user, str(always)),
            cases=frozenset(keys[at] for at in fits),
            against=len(other) - len(fits),
            lines=changed,
        )


def _always_told(clues: Clues, user: str | None, always: str) -> Told:
    name, box = words.who(clues, user), purpose_words(clues.settings.regulation).named(always)

    def told(support: Support, closes: int) -> str:
        return (
            f"{name}本月有 {support.could} 列之查詢，明細表所載事由為他項，其中 {support.fits} 列仍勾選{box}，"
            f"可能是習慣固定勾選或沿用已勾選之表單，請抽數列對照受理案件；"
            f"更正事由並簽章，或於說明欄註明{words.closing(closes)}。"
        )

    return told


def _one_result(clues: Clues) -> Iterator[Repair]:
    mismatched = clues.of_entries({"RESULT_MISMATCH"})
    if not mismatched:
        return
    pairs = clues.pairs[~clues.pairs["likely"]]
    printed = plain(clues.queries["result"])[pairs["query"]]
    written = plain(clues.lines["result"])[pairs["line"]]
    keys = clues.lines["key"].to_numpy(object)[pairs["line"]]
    entry = pairs["entry"].to_numpy(np.int64)
    for user, theirs in clues.scopes(mismatched):
        for always, other in (("success", "failure"), ("failure", "success")):
            touched = theirs[entry] & (printed == other) & pd.notna(written)
            fits = {keys[at] for at in np.flatnonzero(touched & (written == always))}
            yield _result_repair(clues, user, (always, other), fits, int(touched.sum()) - len(fits))


def _result_repair(
    clues: Clues, user: str | None, results: tuple[str, str], fits: set[LineKey], against: int
) -> Repair:
    always, other = results
    return Repair(
        kind="result_habit",
        where=f"{user or ''}:{always}",
        explains=frozenset({"RESULT_MISMATCH"}),
        expected=clues.open_at({"RESULT_MISMATCH"}, lines=fits),
        told=_result_told(clues, user, WORDS[always], WORDS[other]),
        cases=frozenset(fits),
        against=against,
        lines={key: {"result": other} for key in fits},
    )


def _result_told(clues: Clues, user: str | None, always: str, other: str) -> Told:
    name = words.who(clues, user)

    def told(support: Support, closes: int) -> str:
        return (
            f"{name}本月{other}之查詢 {support.could} 筆，其中 {support.fits} 筆之紀錄仍勾選{always}，"
            f"可能是習慣固定勾選{always}，請抽數筆對照明細表之結果；"
            f"更正查詢結果並簽章，或於說明欄註明{words.closing(closes)}。"
        )

    return told
