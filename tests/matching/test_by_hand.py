"""Pairs that a person found on paper stand before every tier; what he did not find is said so."""

from random import Random

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.lists import BY_HAND, Lists
from reconcile.matching import match
from reconcile.outcome import Matching
from reconcile.tables import REGISTER, STATEMENT
from reconcile.text.dates import Month

from .builders import LI, A, B, Row, left_queries, line, pairs, query

Told = dict[int, int | str]
"""By query the entry in which it was found, or what the list says instead."""


def matched(queries: list[Row], lines: list[Row], told: Told) -> Matching:
    rows = [{"statement_row": row, **_told(said), "statement_file": "明細表.pdf"} for row, said in told.items()]
    lists = Lists(by_hand=BY_HAND.frame(rows))
    return match(STATEMENT.frame(queries), REGISTER.frame(lines), lists, month=Month(2026, 10))


def _told(said: int | str) -> Row:
    if isinstance(said, str):
        return {"found": said}
    return {"found": "found", "register_file": "紀錄表.xlsx", "register_entry": said, "register_line": 1}


def test_what_a_person_paired_no_better_evidence_takes() -> None:
    lines = [line(1, "10/05 -", login_at=None, logout_at=None), line(2)]
    assert pairs(matched([query(1)], lines, {1: 1})) == {1: (1, "by_hand")}


def test_a_line_that_a_person_gave_to_one_query_another_cannot_have() -> None:
    found = matched([query(1), query(2, "10/05 09:13:33", user_name=LI)], [line(1)], {2: 1})
    assert pairs(found) == {2: (1, "by_hand")} and left_queries(found) == {1: "none"}


def test_what_nobody_looked_for_is_unchecked_and_what_was_not_there_is_not() -> None:
    found = matched([query(1), query(2, subject_id=B)], [], {1: "none", 2: "unchecked"})
    assert left_queries(found) == {1: "none", 2: "unchecked"}
    assert "紙本查無此筆" in found.unmatched["explanation"][0]


def test_a_query_that_was_not_on_paper_may_stand_in_a_file() -> None:
    assert pairs(matched([query(1)], [line(1)], {1: "none"})) == {1: (1, "exact")}


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10**6))
def test_the_rest_of_the_month_is_matched_as_if_the_pairs_by_hand_were_not_there(seed: int) -> None:
    draw = Random(seed)
    at = [f"10/05 09:{draw.randrange(10, 20)}:33" for _ in range(6)]
    queries = [query(row, at[row - 1], draw.choice([A, B])) for row in range(1, 7)]
    lines = [line(entry, subject_id=draw.choice([A, B])) for entry in range(1, 7)]
    held = dict(zip(draw.sample(range(1, 7), 2), draw.sample(range(1, 7), 2), strict=True))
    found = matched(queries, lines, dict(held))
    alone = matched(
        [one for one in queries if one["statement_row"] not in held],
        [one for one in lines if one["register_entry"] not in held.values()],
        {},
    )
    assert pairs(found) == {row: (entry, "by_hand") for row, entry in held.items()} | pairs(alone)
    keys = ["statement_row", "register_entry", "reason"]
    pd.testing.assert_frame_equal(found.unmatched[keys], alone.unmatched[keys])
