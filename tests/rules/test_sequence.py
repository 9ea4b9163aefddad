from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.tables import REGISTER

from .builders import Entry, entry, found, line, message, month


def numbered(*numbers: tuple[int | None, int | None], **row: object) -> list[Entry]:
    """Entries with these 頁碼 and 序號."""
    return [entry(page_no=page, seq_no=seq, **row) for page, seq in numbers]


def flagged(*entries: Entry) -> list[int]:
    return [int(number) for number in found("SEQUENCE_GAP", *entries)["register_entry"]]


def test_a_gap_is_told_at_the_entry_behind_it_with_what_is_lacking() -> None:
    assert message("SEQUENCE_GAP", *numbered((1, 2), (1, 5))) == (
        "紀錄表第 2 列（第 1 頁序號 5，10/05 09:10，王小明）的序號 5 之前缺 3 至 4。"
        "請查明有無漏附、抽換或誤編，作廢者請註明。"
    )


def test_a_repeat_names_the_entry_that_has_the_number_too() -> None:
    assert "的序號 2 與紀錄表第 1 列（第 1 頁序號 2，10/05 09:10，王小明）重複。" in message(
        "SEQUENCE_GAP", *numbered((1, 2), (1, 2))
    )


def test_a_page_that_is_missing_is_told_once_though_its_numbers_are_missing_too() -> None:
    pages = numbered((1, 1), (1, 2), (3, 1), (3, 2))
    assert flagged(*pages) == [3]
    assert "的頁碼 3 之前缺 2。" in message("SEQUENCE_GAP", *pages)


def test_a_slot_left_blank_between_two_on_a_page_is_a_gap() -> None:
    assert flagged(*numbered((1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 3), (3, 1))) == [6]


def test_numbers_that_begin_anew_each_month_or_day_or_for_each_user_are_in_order() -> None:
    october, november = [{"login_at": day, "logout_at": None} for day in ("10/05 09:10", "11/02 09:10")]
    assert flagged(*numbered((1, 1), (1, 2), **october), *numbered((1, 1), (1, 2), **november)) == []
    tuesday = {"login_at": "10/06 09:10", "logout_at": None}
    assert flagged(*numbered((None, 1), (None, 2), **october), *numbered((None, 1), (None, 2), **tuesday)) == []
    users = [numbered((1, 1), (1, 2), user_name=name) for name in ("王小明", "李大同")]
    assert flagged(*users[0], *users[1]) == []


def test_what_begins_anew_begins_at_one() -> None:
    by_day = [numbered((None, seq), login_at=f"10/0{5 + seq} 09:10", logout_at=None) for seq in (1, 2, 4)]
    assert flagged(*(entry for day in by_day for entry in day)) == [3]


def test_each_file_is_numbered_by_itself() -> None:
    assert flagged(*numbered((1, 1), (1, 2), register_file="甲.xlsx"), *numbered((1, 1), register_file="乙.xlsx")) == []


def test_a_gap_that_unreadable_entries_fill_is_none() -> None:
    made = month(*numbered((1, 1), (1, 4)))
    made.register[1]["register_entry"] = made.unmatched[1]["register_entry"] = 4
    assert "SEQUENCE_GAP" not in list(made.judged()["code"])


def test_entries_of_other_months_count_but_are_not_told() -> None:
    before = [entry(line(page_no=1, seq_no=seq, reason="outside")) for seq in (1, 3)]
    assert flagged(*before, *numbered((1, 4))) == []


@given(st.lists(st.integers(1, 12), min_size=1, max_size=8))
@settings(max_examples=30, deadline=None)
def test_gaps_and_repeats_are_those_of_the_numbers_whatever_their_order(numbers: list[int]) -> None:
    written = [entry(page_no=None, seq_no=number) for number in numbers]
    behind_gaps = {number for number in numbers if number > min(numbers) and number - 1 not in numbers}
    repeats = sum(count - 1 for count in Counter(numbers).values())
    assert len(flagged(*written)) == len(behind_gaps) + repeats


@pytest.mark.parametrize("pages", [[4, 4, 2], [1], [4, 1, 4]])
def test_pages_of_the_form_are_in_order_up_to_their_last_slot(pages: list[int]) -> None:
    slots = [(page, slot) for page, size in enumerate(pages, start=1) for slot in range(1, size + 1)]
    assert flagged(*numbered(*slots)) == []


def test_the_step_from_the_last_archived_month_is_counted() -> None:
    september = REGISTER.frame(month(*numbered((1, 38), (1, 39), login_at="09/25 09:10")).register)
    october = month(*numbered((1, 44), (1, 45)))
    told = october.judgement(before=september).findings
    [gap] = told[told["code"] == "SEQUENCE_GAP"]["message"]
    assert "的序號 44 之前缺 40 至 43" in gap
    goes_on = month(*numbered((1, 40), (1, 41))).judgement(before=september).findings
    assert "SEQUENCE_GAP" not in set(goes_on["code"])


def test_a_book_that_begins_anew_at_1_lacks_nothing_of_the_last() -> None:
    september = REGISTER.frame(month(*numbered((1, 38), (1, 39), login_at="09/25 09:10")).register)
    assert "SEQUENCE_GAP" not in set(month(*numbered((1, 1), (1, 2))).judgement(before=september).findings["code"])
