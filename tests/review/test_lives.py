"""What becomes of an item over runs and months."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from reconcile.lists import ROSTER, Lists
from reconcile.review import review_of
from reconcile.settings import MatchingSettings, Settings
from review.builders import (
    ANSWER,
    DECEMBER,
    LIN,
    NOVEMBER,
    OCTOBER,
    USUAL,
    Office,
    line,
    open_items,
    outcome,
    query,
    the,
)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def test_a_first_run_has_no_past(office: Office) -> None:
    review = office.run([query(5)])
    assert the(review).story == ("115年11月5日：首次列出",)
    assert (the(review).state, the(review).age, the(review).decision) == ("open", 0, None)
    assert (review.changes, review.carried, review.previous_head, review.signoff) == ((), (), None, None)


def test_a_corrected_register_closes_the_item_and_the_report_says_so(office: Office) -> None:
    item = the(office.run([query(5)])).item
    review = office.run([query(5)], [line(5)], on=date(2026, 11, 8))
    assert open_items(review) == []
    assert any("紀錄表「紀錄表.xlsx」內容已更新" in change for change in review.changes)
    assert f"不再列出：{item} 有查詢無紀錄（115/10/05 09:12:33，王○○，A12345****）。" in review.changes


def test_an_item_that_comes_back_is_open_again_whatever_was_answered(office: Office) -> None:
    item = the(office.run([query(5)], paper=True)).item
    office.decide({item: ANSWER})
    office.run([query(5)], [line(5)], on=date(2026, 11, 8))
    review = office.run([query(5)], [], on=date(2026, 11, 9))
    assert the(review).state == "open"
    assert the(review).decision is None
    assert the(review).story == (
        "115年11月5日：首次列出",
        "115年11月6日：處理結果為說明合理（林課員，見公文）",
        "115年11月8日：更正後不再列出",
        "115年11月9日：再次列出",
    )
    assert any(change.startswith(f"再次列出：{item}") for change in review.changes)


def test_a_run_that_could_not_read_everything_closes_nothing(office: Office) -> None:
    item = the(office.run([query(5), query(6, subject=LIN)], [line(6, subject=LIN)])).item
    review = office.run([query(6, subject=LIN)], [line(6, subject=LIN)], problems=["無法辨識"], on=date(2026, 11, 8))
    [left] = review.carried
    assert (left.item, left.state, left.age) == (item, "open", 0)
    assert left.story[-1] == "115年11月8日：未再列出，惟該次輸入檔有問題（未完成），不視為已更正"
    closed = office.run([query(6, subject=LIN)], [line(6, subject=LIN)], on=date(2026, 11, 9))
    assert closed.carried == ()


def test_a_run_that_could_not_read_everything_takes_no_answer_away(office: Office) -> None:
    item = the(office.run([query(5)], paper=True)).item
    office.decide({item: ANSWER})
    office.run([], [], problems=["無法辨識"], on=date(2026, 11, 8))
    review = office.run([query(5)], [], on=date(2026, 11, 9))
    assert (the(review).item, the(review).state) == (item, "closed")
    assert the(review).decision is not None
    assert the(review).story[-1] == "115年11月9日：再次列出"


def test_other_settings_alone_close_nothing(office: Office) -> None:
    late_line = line(5, 9, login_at=query(5)["queried_at"].replace(minute=20, second=0))
    late_line["logout_at"] = late_line["login_at"].replace(minute=30)
    item = the(office.run([query(5)], [late_line]), "TIME_MISMATCH").item
    lenient = Settings(matching=MatchingSettings(tolerance_minutes=30), rules=USUAL)
    review = office.run([query(5)], [late_line], settings=lenient, on=date(2026, 11, 8))
    assert [left.item for left in open_items(review)] == [item]
    assert "設定變更：設定與前次不同。" in review.changes


def test_an_open_item_comes_into_the_next_months_with_its_age(office: Office) -> None:
    item = the(office.run([query(5)])).item
    for age, (month, on) in enumerate([(NOVEMBER, date(2026, 12, 5)), (DECEMBER, date(2027, 1, 5))], start=1):
        review = office.run([query(5, month=month)], [line(5, month=month)], month=month, on=on)
        assert [(left.item, left.month, left.age, left.state) for left in review.carried] == [
            (item, OCTOBER, age, "open")
        ]


def test_an_answered_item_is_not_carried(office: Office) -> None:
    item = the(office.run([query(5)], paper=True)).item
    office.decide({item: ("屬實異常", "已懲處", "陳主任", "115/11/6")})
    assert office.run([], month=NOVEMBER, on=date(2026, 12, 5)).carried == ()


def test_an_item_answered_with_pending_stays_open(office: Office) -> None:
    item = the(office.run([query(5)], paper=True)).item
    office.decide({item: ("待查", "已函詢", "陳主任", "115/11/6")})
    [left] = office.run([], month=NOVEMBER, on=date(2026, 12, 5)).carried
    assert (left.state, left.decision and left.decision.result) == ("open", "待查")


@pytest.mark.parametrize("whole_year", [True, False])
def test_an_entry_written_late_closes_last_months_item_and_says_so(office: Office, whole_year: bool) -> None:
    office.run([query(5), query(6, subject=LIN)], [line(6, subject=LIN)])
    kept = [line(6, subject=LIN)] if whole_year else []
    review = office.run([], [*kept, line(5)], month=NOVEMBER, on=date(2026, 12, 5))
    [closed] = review.carried
    assert closed.state == "closed"
    assert closed.story[-1] == "115年12月5日：由 11 月紀錄表補登"
    assert review.late_entries == (closed.item,)
    assert office.run([], [*kept, line(5)], month=DECEMBER, on=date(2027, 1, 5)).carried == ()


@pytest.mark.parametrize(
    "other",
    [
        {"user_name": "李大同"},
        {"user_name": None},
        {"subject_id": "A123456798", "condition": "A123456798"},
        {"subject_id": "A12345****", "condition": "A12345****"},
        line(6),
        line(5, 11),
    ],
)
def test_a_late_line_that_does_not_agree_in_everything_closes_nothing(office: Office, other: dict[str, object]) -> None:
    office.run([query(5)])
    review = office.run([], [line(5) | other], month=NOVEMBER, on=date(2026, 12, 5))
    assert [left.state for left in review.carried] == ["open"]


def test_a_line_written_late_for_a_session_past_midnight_closes_its_item(office: Office) -> None:
    asked = query(5) | {"queried_at": datetime(2026, 10, 6, 0, 5, 10)}
    night = line(5) | {"login_at": datetime(2026, 10, 5, 23, 50), "logout_at": datetime(2026, 10, 5, 0, 20)}
    office.run([asked])
    review = office.run([], [night], month=NOVEMBER, on=date(2026, 12, 5))
    assert [left.state for left in review.carried] == ["closed"]


def test_a_line_written_late_under_title_and_name_closes_its_item(office: Office) -> None:
    office.run([query(5)])
    review = office.run([], [line(5, user_name="課員王小明")], month=NOVEMBER, on=date(2026, 12, 5))
    assert [left.state for left in review.carried] == ["closed"]


@pytest.mark.parametrize(("user", "state"), [("王小明", "closed"), ("李大同", "closed"), ("張三", "open")])
def test_a_query_without_a_name_is_closed_only_by_those_whose_the_account_is_or_was(
    office: Office, user: str, state: str
) -> None:
    office.run([query(5, account="HL００１", user_name=None)])
    handed_over = ROSTER.frame(
        {"roster_file": "帳號清冊.xlsx", "roster_row": row, "account": "hl001", "user_name": name}
        for row, name in enumerate(["王小明", "李大同"], start=1)
    )
    later = outcome([], [line(5, user_name=user)], month=NOVEMBER, on=date(2026, 12, 5))
    review = review_of(replace(later, lists=Lists(roster=handed_over)), office.history)
    assert [left.state for left in review.carried] == [state]


def test_one_late_line_closes_one_item(office: Office) -> None:
    later = query(5)
    later["queried_at"] = later["queried_at"].replace(minute=18)
    office.run([query(5), later])
    review = office.run([], [line(5)], month=NOVEMBER, on=date(2026, 12, 5))
    assert sorted(left.state for left in review.carried) == ["closed", "open"]


def test_the_lines_of_a_register_kept_all_year_are_no_late_entries(office: Office) -> None:
    """The one line of October was there when October was judged: it belongs to the first of the two queries."""
    again = query(5)
    again["queried_at"] = again["queried_at"].replace(minute=13)
    office.run([query(5), again], [line(5)])
    review = office.run([], [line(5)], month=NOVEMBER, on=date(2026, 12, 5))
    assert [left.state for left in review.carried] == ["open"]


def test_a_late_entry_that_is_taken_out_again_opens_the_item_again(office: Office) -> None:
    office.run([query(5)])
    office.run([], [line(5)], month=NOVEMBER, on=date(2026, 12, 5))
    review = office.run([], [], month=NOVEMBER, on=date(2026, 12, 6))
    [left] = review.carried
    assert left.state == "open"
    assert left.story[-2:] == (
        "115年12月5日：由 11 月紀錄表補登",
        "115年12月6日：11 月紀錄表更正後已無該筆補登，重新列為未結",
    )


def test_an_item_closed_twice_shows_both(office: Office) -> None:
    item = the(office.run([query(5)], paper=True)).item
    office.decide({item: ("已補登", "", "林課員", "115/11/6")})
    [left] = office.run([], [line(5)], month=NOVEMBER, on=date(2026, 12, 5)).carried
    assert [event.partition("：")[2] for event in left.story] == [
        "首次列出",
        "處理結果為已補登（林課員）",
        "由 11 月紀錄表補登",
    ]


def test_the_same_run_twice_says_the_same_twice(office: Office) -> None:
    office.run([query(5)], month=OCTOBER)
    first = office.run([], [], month=NOVEMBER, on=date(2026, 12, 5))
    assert office.run([], [], month=NOVEMBER, on=date(2026, 12, 5)) == first
    assert len(office.history.deposits) == 2


def test_a_run_of_another_day_without_changes_says_that_nothing_changed(office: Office) -> None:
    office.run([query(5)])
    head = office.history.head
    review = office.run([query(5)], on=date(2026, 11, 7))
    assert review.changes == ("與前次（115年11月5日）執行結果相比：輸入檔、設定及各項目均無變更。",)
    assert review.previous_head == head


def test_a_message_that_changes_is_told_with_what_it_was(office: Office) -> None:
    before = the(office.run([query(5)], [line(6)]), "TIME_MISMATCH")
    review = office.run([query(5)], [line(7)], on=date(2026, 11, 8))
    assert the(review, "TIME_MISMATCH").item == before.item
    assert any(change.startswith("內容變更") and before.message in change for change in review.changes)
