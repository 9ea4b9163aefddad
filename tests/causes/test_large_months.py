"""What one user's hypothesis asks of a month is found without looking at everybody's rows, and is the same."""

from functools import cache
from random import Random

import numpy as np
import pandas as pd
import pytest

from causes.judged import planted
from causes.mistakes import MISTAKES
from reconcile import judge, match
from reconcile.causes.clues import Clues
from reconcile.causes.pages import gaps_of, held_by, unwritten_of, within_pages
from reconcile.causes.repair import Copy
from reconcile.lists import Lists
from reconcile.settings import Settings


@cache
def clues_of(seed: int) -> Clues:
    """The clues of a month with two mistakes, in whose book every seventh page number is jumped over."""
    month = planted(Random(seed).sample(sorted(MISTAKES), 2), seed, entries_a_day=3).month
    for entry in month.entries:
        entry.page += entry.page // 6
    statement, register = month.statement, month.register
    matching = match(statement, register)
    findings = judge(statement, register, matching)
    return Clues.of(Copy(statement, register), matching, findings, Lists().whole(), Settings())


@pytest.mark.parametrize("seed", range(2))
def test_what_rows_bear_is_what_all_findings_say_of_them(seed: int) -> None:
    clues, draw = clues_of(seed), Random(seed)
    codes = {one[0] for one in clues.open if draw.random() < 0.7}
    queries = {key for key in clues.queries["key"] if draw.random() < 0.3}
    lines = {key for key in clues.lines["key"] if draw.random() < 0.3}
    entries = {key for key in clues.entries["key"] if draw.random() < 0.3}
    of_codes = [one for one in clues.open if one[0] in codes]
    assert of_codes
    assert clues.open_at(codes, queries=queries) == {one for one in of_codes if one[1:3] in queries}
    assert clues.open_at(codes, lines=lines) == {one for one in of_codes if one[3:6] in lines}
    assert clues.open_at(codes, entries=entries) == {one for one in of_codes if one[3:5] in entries}
    assert clues.open_at(codes, queries, lines, entries) == {
        one for one in of_codes if one[1:3] in queries or one[3:6] in lines or one[3:5] in entries
    }


@pytest.mark.parametrize("seed", range(2))
def test_what_lies_in_a_gap_is_what_was_asked_between_its_ends(seed: int) -> None:
    clues = clues_of(seed)
    gaps = list(gaps_of(clues))
    assert any(gap.pages for gap in gaps)
    for rows in (clues.queries, unwritten_of(clues)):
        times = rows["queried_at"]
        inside = [((times >= gap.since) & (times <= gap.until)).to_numpy(bool) for gap in gaps]
        first, last = held_by(gaps, times)
        assert [np.flatnonzero(flags).tolist() for flags in inside] == [
            list(range(*ends)) for ends in zip(first.tolist(), last.tolist(), strict=True)
        ]
        of_pages = [flags for flags, gap in zip(inside, gaps, strict=True) if gap.pages]
        assert within_pages(gaps, times).tolist() == np.logical_or.reduce(of_pages).tolist()
    assert within_pages([], clues.queries["queried_at"]).sum() == 0
    assert len(held_by([], pd.Series([], dtype="datetime64[ms]"))[0]) == 0
