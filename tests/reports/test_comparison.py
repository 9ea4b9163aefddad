"""Both sides of a finding, side by side, and the characters in which they differ."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.facts.masking import Mode
from reconcile.lists import Lists
from reconcile.outcome import Outcome
from reconcile.reports.comparison import SUBJECT, TIME, Agreement, ComparedRow
from reconcile.reports.view import view_of
from reconcile.reports.wording import FIELDS
from reconcile.tables import records

from .builders import finding, line, listed, outcome, pair, query


def sides(month: Outcome) -> tuple[ComparedRow, ...]:
    view = view_of(month)
    [row] = listed(view)
    return row.sides


def told(side: ComparedRow) -> dict[str, str]:
    """The fields of a side in which something is marked, the marks in brackets."""
    texts = ("".join(f"[{piece.text}]" if piece.marked else piece.text for piece in cell) for cell in side.cells)
    return {name: text for name, text in zip(FIELDS, texts, strict=True) if "[" in text}


def mismatch(code: str, tier: str, asked: dict[str, Any], written: dict[str, Any], *, mask: Mode = "none") -> Outcome:
    return outcome(
        [query(1, **asked)],
        [line(1, **written)],
        [pair(1, tier)],
        [finding(code, "medium", query=1, entry=1, line=1)],
        mask=mask,
    )


def disagreeing(month: Outcome) -> set[str]:
    """The fields in which the only query and the only line of a month disagree."""
    agreement = Agreement.of(month.register, month.lists, month.settings.matching)
    [asked], [written] = records(month.statement), records(month.register)
    return agreement.disagreeing(asked, written)


def identifier(value: str) -> dict[str, Any]:
    return {"condition": value, "subject_id": value}


def test_the_one_digit_that_differs_is_marked_on_both_sides() -> None:
    ours, theirs = sides(mismatch("CONDITION_MISMATCH", "slip", identifier("A123456789"), identifier("A123466789")))
    assert told(ours) == {"查詢條件": "A1234[5]6789"}
    assert told(theirs) == {"查詢條件": "A1234[6]6789"}


def test_a_digit_left_out_is_marked_where_it_stands() -> None:
    ours, theirs = sides(mismatch("CONDITION_MISMATCH", "slip", identifier("A123456789"), identifier("A12356789")))
    assert told(ours) == {"查詢條件": "A123[4]56789"}
    assert told(theirs) == {}, "what is not written cannot be marked"


def test_a_slip_in_what_is_masked_is_marked_and_not_shown() -> None:
    ours, theirs = sides(
        mismatch("CONDITION_MISMATCH", "slip", identifier("A123456789"), identifier("A123456780"), mask="all")
    )
    assert (told(ours), told(theirs)) == ({"查詢條件": "A12345***[*]"}, {"查詢條件": "A12345***[*]"})


def test_the_mark_stands_right_though_the_condition_bears_a_label() -> None:
    labelled = {"condition": "身分證號：A123456789", "subject_id": "A123456789"}
    ours, _ = sides(mismatch("CONDITION_MISMATCH", "slip", labelled, identifier("A123466789")))
    assert told(ours) == {"查詢條件": "身分證號：A1234[5]6789"}


def test_another_day_is_marked_in_its_digits_and_another_hour_as_times() -> None:
    written = {"login_at": datetime(2026, 10, 7, 9, 12), "logout_at": datetime(2026, 10, 7, 9, 20)}
    asked = {"queried_at": datetime(2026, 10, 5, 9, 15, 3)}
    ours, theirs = sides(mismatch("TIME_MISMATCH", "time", asked, written))
    assert told(ours) == {"日期時間": "115/10/0[5] 09:15:03"}
    assert told(theirs) == {"日期時間": "115/10/0[7] 09:12–09:20"}
    ours, theirs = sides(mismatch("TIME_MISMATCH", "time", {"queried_at": datetime(2026, 10, 7, 15, 15)}, written))
    assert told(ours) == {"日期時間": "115/10/07 [15:15:00]"}
    assert told(theirs) == {"日期時間": "115/10/07 [09:12–09:20]"}


def test_the_time_of_a_session_past_midnight_is_marked_only_where_the_matcher_says_so() -> None:
    night: dict[str, Any] = {
        "login_at": datetime(2026, 10, 5, 23, 50),
        "logout_at": datetime(2026, 10, 5, 0, 20),
    }
    month = outcome([query(1, queried_at=datetime(2026, 10, 6, 0, 5))], [line(1, **night)])
    assert TIME not in disagreeing(month)


def test_an_old_number_in_a_chain_of_aliases_is_not_marked_as_another_person() -> None:
    chain = [("AC12345678", "A800000014"), ("A800000014", "A123456789")]
    aliases = pd.DataFrame(chain, columns=["identifier", "same_as"], dtype="string")
    month = outcome([query(1, **identifier("A123456789"))], [line(1, **identifier("AC12345678"))])
    assert SUBJECT in disagreeing(month)
    assert SUBJECT not in disagreeing(replace(month, lists=Lists(aliases=aliases)))


def test_another_name_is_marked_whole_and_a_slip_in_a_name_alone() -> None:
    ours, theirs = sides(mismatch("USER_MISMATCH", "user", {"user_name": "陳美麗"}, {"user_name": "王小明"}))
    assert (told(ours), told(theirs)) == ({"使用者": "[陳美麗] hl001"}, {"使用者": "[王小明]"})
    ours, theirs = sides(mismatch("USER_MISMATCH", "user", {"user_name": "陳美麗"}, {"user_name": "陳美莉"}))
    assert (told(ours), told(theirs)) == ({"使用者": "陳美[麗] hl001"}, {"使用者": "陳美[莉]"})


def test_another_purpose_and_another_result_are_marked() -> None:
    month = mismatch("PURPOSE_MISMATCH", "exact", {"purpose": 1, "result": "success"}, {"result": "failure"})
    ours, theirs = sides(month)
    assert told(ours) == {"查詢事由": "[（一）國籍變更]", "查詢結果": "[成功]"}
    assert told(theirs) == {"查詢事由": "[（二）戶籍登記等]", "查詢結果": "[失敗]"}


def test_a_pair_in_order_bears_no_mark() -> None:
    month = outcome([query(1)], [line(1)], [pair(1)], [finding("OFF_HOURS_QUERY", "low", query=1)])
    ours, theirs = sides(month)
    assert (told(ours), told(theirs)) == ({}, {})
    assert (ours.relation, theirs.relation) == ("", "對應")


def test_what_a_source_hides_differs_from_nothing() -> None:
    hidden = {"condition": "A12345****", "subject_id": "A12345****"}
    ours, theirs = sides(mismatch("CONDITION_MISMATCH", "slip", hidden, identifier("A123556789")))
    assert told(ours) == {"查詢條件": "A123[4]5****"}
    assert told(theirs) == {"查詢條件": "A123[5]56789"}


@pytest.mark.parametrize("code", ["PURPOSE_MISSING", "PURPOSE_MULTIPLE", "PURPOSE_UNEXPLAINED"])
def test_an_entry_is_shown_alone_with_the_field_that_it_is_asked_about(code: str) -> None:
    [side] = sides(outcome(lines=[line(1, purposes="")], findings=[finding(code, "medium", entry=1)]))
    assert (side.source, told(side)) == ("紀錄表", {"查詢事由": "[未勾選]"})


def test_a_finding_of_the_month_has_no_sides() -> None:
    assert sides(outcome(findings=[finding("LATE_DOWNLOAD", "medium")])) == ()


MODES: tuple[Mode, ...] = ("subjects", "all", "none")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 9), st.sampled_from("0123456789"), st.sampled_from(MODES))
def test_whatever_single_character_differs_is_the_only_one_marked(at: int, other: str, mask: Mode) -> None:
    asked = "A123456789"
    written = asked[:at] + other + asked[at + 1 :]
    differs = [position for position in range(10) if asked[position] != written[position]]
    month = mismatch("CONDITION_MISMATCH", "slip", identifier(asked), identifier(written), mask=mask)
    for side, whole in zip(sides(month), (asked, written), strict=True):
        cell = side.cells[FIELDS.index("查詢條件")]
        shown = "".join(piece.text for piece in cell)
        marked = [piece.marked for piece in cell for _ in piece.text]
        assert shown == (whole if mask == "none" else f"{whole[:6]}****")
        assert [position for position, is_marked in enumerate(marked) if is_marked] == (differs or list(range(10)))
