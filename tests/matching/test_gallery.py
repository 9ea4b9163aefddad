"""Small months labelled by hand: what a clerk would say goes with what."""

from datetime import datetime
from time import process_time
from typing import Any

import pandas as pd
import pytest

from reconcile.facts.lines import used_lines
from reconcile.lists import Lists
from reconcile.matching import match
from reconcile.outcome import Unread
from reconcile.tables import REGISTER, STATEMENT, records
from reconcile.text.dates import Month

from .builders import (
    LI,
    WANG,
    A,
    B,
    C,
    left_lines,
    left_queries,
    line,
    matched,
    pairs,
    query,
    told_of_line,
    told_of_query,
)

OCTOBER = Month(2026, 10)
HUALIEN, JIAN = "花蓮縣花蓮市戶政事務所", "花蓮縣吉安鄉戶政事務所"


def test_a_query_within_its_session_is_an_exact_match() -> None:
    assert pairs(matched([query(1)], [line(1)])) == {1: (1, "exact")}


def test_greedy_pairing_would_accuse_the_second_query() -> None:
    queries = [query(1, "10/05 09:10:00"), query(2, "10/05 09:14:59", function="居留資料")]
    entries = [line(1, "10/05 09:11-09:11"), line(2, "10/05 09:05-09:07")]
    assert pairs(matched(queries, entries)) == {1: (2, "exact"), 2: (1, "exact")}


def test_two_queries_cannot_share_one_line() -> None:
    found = matched([query(1, "10/05 09:12:00"), query(2, "10/05 09:24:00")], [line(1, "10/05 09:10-09:20")])
    assert pairs(found) == {1: (1, "exact")}
    assert left_queries(found) == {2: "none"}


def test_the_logout_minute_counts_whole() -> None:
    entries = [line(1, "10/05 09:10-09:20"), line(2, "10/05 09:10-09:20", B)]
    queries = [query(1, "10/05 09:20:59"), query(2, "10/05 09:21:00", B)]
    assert pairs(matched(queries, entries, tolerance_minutes=0)) == {1: (1, "exact"), 2: (2, "time")}


def test_the_tolerance_is_a_closed_end() -> None:
    entries = [line(1, "10/05 09:10-09:20"), line(2, "10/05 09:10-09:20", B)]
    queries = [query(1, "10/05 09:05:00"), query(2, "10/05 09:04:59", B)]
    assert pairs(matched(queries, entries)) == {1: (1, "exact"), 2: (2, "time")}


def test_a_session_may_run_past_midnight() -> None:
    assert pairs(matched([query(1, "10/06 00:05:00")], [line(1, "10/05 23:50-00:10")])) == {1: (1, "exact")}


def test_a_logout_hours_before_the_login_is_no_night() -> None:
    assert pairs(matched([query(1, "10/05 14:30:00")], [line(1, "10/05 14:00-09:00")])) == {1: (1, "time")}
    assert pairs(matched([query(1, "10/05 14:00:30")], [line(1, "10/05 14:00-09:00")])) == {1: (1, "exact")}


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("10/13 09:10-09:20", id="day"),
        pytest.param("11/05 09:10-09:20", id="month"),
        pytest.param("2025/10/05 09:10-09:20", id="year"),
        pytest.param("10/06 09:10-09:20", id="day after"),
    ],
)
def test_one_slip_of_the_pen_in_the_date_is_a_date_match(written: str) -> None:
    assert pairs(matched([query(1)], [line(1, written)])) == {1: (1, "date")}


@pytest.mark.parametrize(
    ("written", "tier"),
    [
        pytest.param("10/05 08:10-08:20", "time", id="hour before"),
        pytest.param("10/05 10:12:33-10:20", "time", id="an hour before the login"),
        pytest.param("10/05 10:12:34-10:20", "day", id="an hour and a second before the login"),
        pytest.param("10/05 21:10-21:20", "day", id="half of the day"),
        pytest.param("10/06 07:10-07:20", "day", id="22 hours after"),
    ],
)
def test_an_hour_off_is_a_time_match_and_a_day_off_a_weaker_one(written: str, tier: str) -> None:
    assert pairs(matched([query(1)], [line(1, written)])) == {1: (1, tier)}


def test_the_same_clock_with_one_digit_of_the_day_wrong_is_nearer_than_a_line_twenty_hours_away() -> None:
    entries = [line(1, "10/06 05:10-05:20"), line(2, "10/15 09:10-09:20")]
    assert pairs(matched([query(1)], entries)) == {1: (2, "date")}


def test_a_sound_session_is_taken_before_an_impossible_one() -> None:
    entries = [line(1, "10/05 09:12-08:00"), line(2, "10/05 09:14-09:20")]
    assert pairs(matched([query(1)], entries)) == {1: (2, "exact")}


def test_a_line_that_names_the_user_is_taken_before_one_without_a_name() -> None:
    entries = [line(1, user_name=None), line(2, "10/05 09:14-09:20")]
    assert pairs(matched([query(1)], entries)) == {1: (2, "exact")}


def test_of_two_alike_queries_the_result_tells_whose_the_line_is() -> None:
    queries = [query(1), query(2, "10/05 09:12:50", result="failure")]
    assert pairs(matched(queries, [line(1, result="failure")])) == {2: (1, "exact")}
    assert pairs(matched(queries, [line(1)])) == {1: (1, "exact")}


@pytest.mark.parametrize("written", ["11/13 09:10-09:20", "2025/10/13 09:10-09:20", "10/13 08:10-08:20"])
def test_a_date_wrong_in_two_ways_is_no_match(written: str) -> None:
    assert pairs(matched([query(1)], [line(1, written)])) == {}


def test_time_may_be_a_whole_day_off_but_no_second_more() -> None:
    entries = [line(1, "10/05 09:10-09:20"), line(2, "10/05 09:10-09:20", B)]
    queries = [query(1, "10/06 09:20:59"), query(2, "10/06 09:21:00", B)]
    found = matched(queries, entries, tolerance_minutes=0)
    assert pairs(found) == {1: (1, "date")}
    assert left_queries(found) == {2: "none"}


def test_a_missing_logout_leaves_half_an_hour_at_most_to_the_next_login() -> None:
    alone = matched([query(1, "10/05 09:40:00")], [line(1, "10/05 09:10-")], tolerance_minutes=0)
    assert pairs(alone) == {1: (1, "exact")}
    entries = [line(1, "10/05 09:10-"), line(2, "10/05 09:20-09:25", B)]
    assert pairs(matched([query(1, "10/05 09:20:01")], entries, tolerance_minutes=0)) == {1: (1, "time")}
    assert pairs(matched([query(1, "10/05 09:20:59")], [line(1, "10/05 -09:20")], tolerance_minutes=0)) == {
        1: (1, "exact")
    }


def test_a_line_without_any_time_matches_nothing_and_is_not_outside() -> None:
    found = matched([query(1)], [line(1, "10/05 -")], month=OCTOBER)
    assert left_queries(found) == {1: "none"}
    assert left_lines(found) == {1: "none"}


def test_a_colleague_s_name_is_a_user_match() -> None:
    assert pairs(matched([query(1)], [line(1, user_name=LI)])) == {1: (1, "user")}


def test_spellings_of_a_name_do_not_count() -> None:
    queries = [query(1, user_name="台‧嘎照"), query(2, subject_id=B, user_name="林峯")]
    entries = [line(1, user_name="臺・嘎照"), line(2, subject_id=B, user_name="林 峰")]
    assert pairs(matched(queries, entries)) == {1: (1, "exact"), 2: (2, "exact")}


def test_a_name_is_not_compared_where_a_side_has_none() -> None:
    assert pairs(matched([query(1)], [line(1, user_name=None)])) == {1: (1, "exact")}
    assert pairs(matched([query(1, user_name=None)], [line(1, user_name=LI)])) == {1: (1, "exact")}


def test_a_surname_alone_accuses_nobody_and_gives_way_to_a_whole_name() -> None:
    assert pairs(matched([query(1)], [line(1, user_name="王課員")])) == {1: (1, "exact")}
    assert pairs(matched([query(1)], [line(1, user_name="李課員")])) == {1: (1, "user")}
    assert pairs(matched([query(1)], [line(1, user_name="王"), line(2)])) == {1: (2, "exact")}


def test_an_account_beside_a_surname_says_whose_the_line_is() -> None:
    assert pairs(matched([query(1)], [line(1, user_name="HL002 王")])) == {1: (1, "user")}


def test_a_register_may_write_the_account_instead_of_the_name() -> None:
    assert pairs(matched([query(1)], [line(1, user_name="ＨＬ００１")])) == {1: (1, "exact")}


def test_the_roster_gives_an_account_its_name() -> None:
    roster = {"hl001": WANG}
    assert pairs(matched([query(1, user_name=None)], [line(1)], roster=roster)) == {1: (1, "exact")}
    assert pairs(matched([query(1, user_name=None)], [line(1, user_name=LI)], roster=roster)) == {1: (1, "user")}


def test_a_masked_name_that_fits_is_a_masked_match() -> None:
    assert pairs(matched([query(1, user_name="王○明")], [line(1)])) == {1: (1, "masked")}
    assert pairs(matched([query(1, user_name="李○明")], [line(1)])) == {1: (1, "user")}


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("A1234567B9", id="changed"),
        pytest.param("A12345678O", id="O for 0"),
        pytest.param("A132456789", id="neighbours swapped"),
        pytest.param("A12345679", id="dropped"),
        pytest.param("A1234567889", id="added"),
    ],
)
def test_one_slip_in_an_identifier_is_a_slip_match(written: str) -> None:
    right = "A123456780" if written.endswith("O") else A
    assert pairs(matched([query(1, subject_id=right)], [line(1, subject_id=written)])) == {1: (1, "slip")}


@pytest.mark.parametrize("written", ["A123456700", "A321456789", "B213456789", B, None])
def test_two_slips_in_an_identifier_are_no_match(written: str | None) -> None:
    assert pairs(matched([query(1)], [line(1, subject_id=written)])) == {}


@pytest.mark.parametrize(("ours", "theirs"), [("A12345****", A), (A, "A12345****"), ("A1234567**", "A12***6789")])
def test_masked_identifiers_that_agree_where_visible_are_a_masked_match(ours: str, theirs: str) -> None:
    assert pairs(matched([query(1, subject_id=ours)], [line(1, subject_id=theirs)])) == {1: (1, "masked")}


def test_the_old_and_the_new_number_of_one_person_match_when_the_office_lists_them() -> None:
    ours, theirs = [query(1, subject_id="AB00207171")], [line(1, subject_id="A900207177")]
    assert pairs(matched(ours, theirs)) == {}
    found = matched(ours, theirs, aliases={"AB00207171": "A900207177"})
    assert pairs(found) == {1: (1, "masked")}
    assert found.matches["explanation"].tolist() == ["查詢條件（證號對照表所列同一人）、使用者與時間均相符。"]
    assert pairs(matched(ours, theirs, aliases={"A900207177": "AB00207171"})) == {1: (1, "masked")}


@pytest.mark.parametrize("theirs", ["A12344****", "A1234****", "B12345****"])
def test_a_slip_against_a_masked_identifier_is_no_match(theirs: str) -> None:
    assert pairs(matched([query(1)], [line(1, subject_id=theirs)])) == {}


@pytest.mark.parametrize(
    "wrong",
    [
        line(1, "10/13 09:10-09:20", user_name=LI),
        line(1, subject_id="A123456798", user_name=LI),
        line(1, "10/13 09:10-09:20", subject_id="A123456798"),
    ],
    ids=["user and time", "subject and user", "subject and time"],
)
def test_two_disagreements_are_no_match(wrong: dict[str, object]) -> None:
    found = matched([query(1)], [wrong])
    assert pairs(found) == {}
    assert (left_queries(found), left_lines(found)) == ({1: "none"}, {1: "none"})


def test_a_weaker_tier_never_takes_what_a_stronger_one_holds() -> None:
    queries = [query(1, user_name=LI, account="hl002"), query(2)]
    found = matched(queries, [line(1)])
    assert pairs(found) == {2: (1, "exact")}
    assert left_queries(found) == {1: "none"}


def test_one_exact_pair_outweighs_two_weaker_ones() -> None:
    queries = [query(1), query(2, user_name=LI, account="hl002")]
    entries = [line(1), line(2, "10/13 09:10-09:20")]
    assert pairs(matched(queries, entries)) == {1: (1, "exact")}


def test_a_slip_does_not_take_the_line_of_another_subject() -> None:
    queries = [query(1), query(2, subject_id="A123456798")]
    found = matched(queries, [line(1)])
    assert pairs(found) == {1: (1, "exact")}
    assert left_queries(found) == {2: "none"}


def test_crossing_sessions_go_by_the_least_time_outside() -> None:
    queries = [query(1, "10/05 09:12:00"), query(2, "10/05 09:18:00", function="居留資料")]
    entries = [line(1, "10/05 09:15-09:20"), line(2, "10/05 09:08-09:16")]
    assert pairs(matched(queries, entries)) == {1: (2, "exact"), 2: (1, "exact")}


def test_equal_crossings_are_no_tie_and_earlier_goes_with_earlier() -> None:
    queries = [query(2, "10/05 09:12:00"), query(1, "10/05 09:18:00", function="居留資料")]
    entries = [line(9, "10/05 09:09-09:20"), line(3, "10/05 09:10-09:20"), line(5, "10/05 09:10-09:19")]
    assert pairs(matched(queries, entries[:2])) == {2: (9, "exact"), 1: (3, "exact")}
    assert pairs(matched(queries, entries[1:])) == {2: (5, "exact"), 1: (3, "exact")}


def test_different_queries_that_fit_one_line_alike_are_a_tie() -> None:
    queries = [query(1, "10/05 09:12:00"), query(2, "10/05 09:12:30", function="居留資料"), query(3, subject_id=B)]
    found = matched(queries, [line(1), line(2, subject_id=B)])
    assert pairs(found) == {3: (2, "exact")}
    assert (left_queries(found), left_lines(found)) == ({1: "tie", 2: "tie"}, {1: "tie"})


def test_two_different_lines_that_fit_one_query_alike_are_a_tie() -> None:
    found = matched([query(1)], [line(1), line(2, "10/05 09:11-09:21")])
    assert pairs(found) == {}
    assert (left_queries(found), left_lines(found)) == ({1: "tie"}, {1: "tie", 2: "tie"})


def test_of_equal_lines_the_first_matches_and_the_other_is_a_duplicate() -> None:
    found = matched([query(1)], [line(1), line(2)])
    assert pairs(found) == {1: (1, "exact")}
    assert left_lines(found) == {2: "none"}
    assert told_of_line(found, 2) == (
        "與紀錄表第 1 列第 1 筆的時段、使用者、查詢條件及結果均相同，疑為重複登載，明細表沒有另一次查詢可對應。"
    )


def test_a_tie_has_a_name_and_others_have_none() -> None:
    found = matched([query(1), query(2, function="居留資料"), query(3, "10/20 09:12:00", B)], [line(1)]).unmatched
    assert found["tie"].fillna("").tolist() == ["T01", "T01", "", "T01"]


def test_a_second_nearer_is_no_tie() -> None:
    queries = [query(1, "10/05 09:08:01"), query(2, "10/05 09:08:00", function="居留資料")]
    assert pairs(matched(queries, [line(1)])) == {1: (1, "exact")}


def test_a_query_repeated_seconds_later_leaves_the_line_to_the_first() -> None:
    found = matched([query(2, "10/05 09:12:40"), query(1, "10/05 09:12:33")], [line(1)])
    assert pairs(found) == {1: (1, "exact")}
    assert left_queries(found) == {2: "none"}


def test_the_first_of_repeated_queries_takes_the_line_though_the_second_is_nearer() -> None:
    found = matched([query(1, "10/05 09:09:58"), query(2, "10/05 09:10:02")], [line(1)])
    assert pairs(found) == {1: (1, "exact")}


def test_the_first_of_repeated_queries_leaves_the_line_where_it_would_be_of_a_weaker_tier() -> None:
    found = matched([query(1, "10/05 09:04:58"), query(2, "10/05 09:05:02")], [line(1)])
    assert pairs(found) == {2: (1, "exact")}


def test_three_repeats_with_two_lines_leave_the_last() -> None:
    queries = [query(row, f"10/05 09:1{row}:00") for row in (1, 2, 3)]
    found = matched(queries, [line(1), line(2)])
    assert pairs(found) == {1: (1, "exact"), 2: (2, "exact")}


def test_repeats_that_pass_their_lines_on_keep_the_order_of_time() -> None:
    queries = [query(row, f"10/05 09:{at}") for row, at in enumerate(("03:33", "04:58", "05:35", "06:29"), start=1)]
    entries = [line(1, "10/05 09:06-09:11"), line(2, "10/05 09:06-09:11"), line(3, "10/05 09:12-09:16")]
    assert pairs(matched(queries, entries)) == {1: (3, "time"), 2: (1, "exact"), 3: (2, "exact")}


def test_a_different_query_between_two_repeats_leaves_the_line_that_the_first_can_have() -> None:
    queries = [query(1, "10/05 09:00:00"), query(2, "10/05 09:00:30", function="居留資料"), query(3, "10/05 09:01:00")]
    entries = [line(1, "10/05 09:00:10-09:00:40"), line(2, "10/05 09:00:20-09:00:50")]
    found = matched(queries, entries)
    assert pairs(found) == {1: (1, "exact"), 2: (2, "exact")}
    assert left_queries(found) == {3: "none"}


def test_alike_queries_are_never_a_tie_and_the_earliest_takes_the_line() -> None:
    queries = [query(1, "10/05 09:12:00"), query(2, "10/05 09:18:01")]
    found = matched(queries, [line(1)])
    assert pairs(found) == {1: (1, "exact")}
    assert left_queries(found) == {2: "none"}


def test_behind_one_mask_may_be_two_people_so_alike_queries_minutes_apart_are_a_tie() -> None:
    queries = [query(1, "10/05 09:12:00", "A12345****"), query(2, "10/05 09:14:01", "A12345****")]
    assert left_queries(matched(queries, [line(1)])) == {1: "tie", 2: "tie"}
    soon = [query(1, "10/05 09:12:00", "A12345****"), query(2, "10/05 09:14:00", "A12345****")]
    assert pairs(matched(soon, [line(1)])) == {1: (1, "masked")}


@pytest.mark.parametrize("written", ["B1********", "*********0"])
def test_a_line_masked_almost_whole_clears_nobody(written: str) -> None:
    found = matched([query(1, subject_id=B)], [line(1, subject_id=written)])
    assert pairs(found) == {}
    assert (left_queries(found), left_lines(found)) == ({1: "none"}, {1: "none"})


def test_a_query_that_the_statement_masks_almost_whole_is_ambiguous_and_never_unregistered() -> None:
    found = matched([query(1, subject_id="B1********")], [line(1, subject_id="B123456780")])
    assert (left_queries(found), left_lines(found)) == ({1: "tie"}, {1: "tie"})


def test_conditions_without_identifiers_agree_by_name_and_day_of_birth() -> None:
    told: dict[str, Any] = {"subject_id": None, "condition": "JOHN SMITH 1980/01/01"}
    assert pairs(matched([query(1, **told)], [line(1, **told)])) == {1: (1, "text")}
    assert pairs(matched([query(1, **told)], [line(1, **told | {"user_name": LI})])) == {}


def test_a_name_under_titles_account_and_seal_is_the_users() -> None:
    for written in ("課員王小明", "王小明(課員)", "戶籍員\n王小明", "HL001王小明", "王小明章", "王小明 115.10.5"):
        assert pairs(matched([query(1)], [line(1, user_name=written)])) == {1: (1, "exact")}, written


def test_old_numbers_lead_over_others_to_the_newest() -> None:
    chain = [("AC12345678", "A800000014"), ("A800000014", A)]
    found = matched([query(1)], [line(1, subject_id="AC12345678")], aliases=chain)
    assert pairs(found) == {1: (1, "masked")}


def test_a_list_of_aliases_with_blanks_pairs_no_strangers() -> None:
    blanks = pd.DataFrame([(A, None), (None, B)], columns=["identifier", "same_as"], dtype="string")
    tables = STATEMENT.frame([query(1)]), REGISTER.frame([line(1, subject_id=B)])
    assert match(*tables, Lists(aliases=blanks)).matches.empty


def test_lists_of_few_columns_are_taken_as_judge_takes_them() -> None:
    faxes = pd.DataFrame({"faxed_at": [pd.Timestamp("2026-10-05 09:12")], "subject_id": [A]})
    found = match(STATEMENT.frame([]), REGISTER.frame([line(1)]), Lists(fax=faxes))
    assert found.unmatched["reason"].tolist() == ["explained"]


def test_septembers_line_in_a_register_kept_all_year_clears_no_query_of_october() -> None:
    year = [line(1, "09/05 09:10-09:20"), line(2, "09/06 09:10-09:20", C)]
    found = matched([query(1)], year, month=OCTOBER)
    assert pairs(found) == {}
    assert left_queries(found) == {1: "none"}
    assert "屬115年9月之紀錄" in told_of_query(found, 1)


def test_two_lines_whose_month_is_written_wrong_do_not_refuse_each_other() -> None:
    asked = [query(1), query(2, "10/06 09:12:33", C)]
    wrong = [line(1, "09/05 09:10-09:20"), line(2, "09/06 09:10-09:20", C), line(2, "09/06 09:10-09:20", B)]
    assert pairs(matched(asked, wrong[:2], month=OCTOBER)) == {1: (1, "date"), 2: (2, "date")}
    entry_of_two = [*wrong[:2], wrong[2] | {"register_line": 2}]
    assert pairs(matched(asked, entry_of_two, month=OCTOBER)) == {1: (1, "date"), 2: (2, "date")}
    septembers = [*wrong[:2], line(3, "09/07 09:10-09:20", B)]
    assert pairs(matched(asked, septembers, month=OCTOBER)) == {}


def test_the_book_of_another_office_says_nothing_of_whose_month_a_line_is() -> None:
    year = [line(1, "09/05 09:10-09:20", agency="花蓮市戶政事務所"), line(2, "09/06 09:10-09:20", C)]
    theirs = year[1] | {"agency": "吉安鄉戶政事務所"}
    same = year[1] | {"agency": "花蓮縣花蓮市戶政事務所國聯辦公室"}
    assert pairs(matched([query(1)], [year[0], theirs], month=OCTOBER)) == {1: (1, "date")}
    assert pairs(matched([query(1)], [year[0], same], month=OCTOBER)) == {}


def test_a_line_of_an_archived_month_that_nobody_used_may_be_octobers() -> None:
    year = [line(1, "09/05 09:10-09:20"), line(2, "09/06 09:10-09:20", C)]
    archived = [{"month": "2026-09"}]
    assert pairs(matched([query(1)], year, used=archived, month=OCTOBER)) == {1: (1, "date")}


def test_a_line_that_another_month_used_is_used() -> None:
    night = line(1, "09/30 23:55-23:59")
    september = matched([query(1, "09/30 23:57:00")], [night]).matches
    taken = list(records(used_lines(REGISTER.frame([night]), september, Month(2026, 9))))
    asked = [query(1, "10/01 00:03:00")]
    assert pairs(matched(asked, [night], month=OCTOBER)) == {1: (1, "exact")}
    found = matched(asked, [night], used=taken, month=OCTOBER)
    assert pairs(found) == {}
    assert (left_queries(found), left_lines(found)) == ({1: "none"}, {1: "used"})
    again = matched(asked, [night], used=[row | {"month": "2026-10"} for row in taken], month=OCTOBER)
    assert pairs(again) == {1: (1, "exact")}


def test_what_the_other_side_could_not_be_read_for_is_unchecked() -> None:
    span = (datetime(2026, 10, 5, 9), datetime(2026, 10, 5, 10))
    queries, entries = [query(1), query(2, "10/05 10:00:01", B)], [line(1, "10/05 09:30-09:40", C)]
    found = matched(queries, entries, unread=Unread(register=(span,)))
    assert (left_queries(found), left_lines(found)) == ({1: "unchecked", 2: "none"}, {1: "none"})
    found = matched(queries, entries, unread=Unread(statement=(span,)))
    assert (left_queries(found), left_lines(found)) == ({1: "none", 2: "none"}, {1: "unchecked"})


def test_repeats_and_a_different_query_over_one_line_are_a_tie() -> None:
    queries = [query(1), query(2), query(3, function="居留資料")]
    assert left_queries(matched(queries, [line(1)])) == {1: "tie", 2: "tie", 3: "tie"}


def test_two_offices_with_users_of_one_name_are_kept_apart() -> None:
    queries = [query(1, agency=HUALIEN), query(2, agency=JIAN, subject_id=B)]
    found = matched(queries, [line(1, agency=JIAN), line(2, agency=HUALIEN, subject_id=B)])
    assert pairs(found) == {}


def test_a_branch_is_of_its_office() -> None:
    assert pairs(matched([query(1, agency=HUALIEN)], [line(1, agency=f"{HUALIEN}國聯辦公室")])) == {1: (1, "exact")}


def test_one_line_in_the_statements_own_wording_accuses_no_other() -> None:
    queries = [query(row, f"10/05 1{row}:00:00", agency="本所") for row in (1, 2, 3)]
    entries = [line(row, f"10/05 1{row}:00-1{row}:05", agency="本所" if row == 1 else HUALIEN) for row in (1, 2, 3)]
    assert len(pairs(matched(queries, entries))) == 3


def test_two_offices_are_named_where_they_part_a_pair() -> None:
    found = matched([query(1, agency=HUALIEN)], [line(1, agency=JIAN)])
    assert f"機關不同（明細表{HUALIEN}，紀錄表{JIAN}）" in told_of_query(found, 1)


def test_the_wording_of_the_office_accuses_nobody() -> None:
    short = matched([query(1, agency=HUALIEN)], [line(1, agency="花蓮市戶政事務所")])
    other = matched([query(1, agency="花蓮市戶所")], [line(1, agency=HUALIEN)])
    assert pairs(short) == pairs(other) == {1: (1, "exact")}


def test_lines_of_other_months_in_a_yearly_register_are_not_accused() -> None:
    found = matched([query(1)], [line(1), line(2, "09/30 09:10-09:20", B), line(3, "10/31 09:10-09:20", C)])
    assert pairs(found) == {1: (1, "exact")}
    assert left_lines(found) == {2: "outside", 3: "none"}


def test_a_line_of_the_wrong_month_is_matched_before_it_is_outside() -> None:
    assert pairs(matched([query(1)], [line(1, "09/05 09:10-09:20")], month=OCTOBER)) == {1: (1, "date")}


def test_a_query_of_another_month_is_outside_only_where_the_month_is_given() -> None:
    queries = [query(1, "11/01 00:00:00"), query(2, "10/31 23:59:59", B)]
    assert left_queries(matched(queries, [], month=OCTOBER)) == {1: "outside", 2: "none"}
    assert left_queries(matched(queries, [])) == {1: "none", 2: "none"}


def test_a_tie_outside_the_month_stays_a_tie() -> None:
    found = matched(
        [query(1, "11/01 09:12:00")], [line(1, "11/01 09:10-09:20"), line(2, "11/01 09:10-09:21")], month=OCTOBER
    )
    assert (left_queries(found), left_lines(found)) == ({1: "tie"}, {1: "tie", 2: "tie"})


def test_a_month_without_queries_leaves_every_line_in_question() -> None:
    assert left_lines(matched([], [line(1), line(2, "09/05 09:10-09:20")])) == {1: "none", 2: "none"}
    assert left_lines(matched([], [line(1), line(2, "09/05 09:10-09:20")], month=OCTOBER)) == {
        1: "none",
        2: "outside",
    }


def test_an_empty_register_leaves_every_query_unregistered() -> None:
    assert left_queries(matched([query(1), query(2, subject_id=B)], [])) == {1: "none", 2: "none"}


def test_a_query_by_name_alone_is_never_matched() -> None:
    assert pairs(matched([query(1, subject_id=None)], [line(1, subject_id=None)])) == {}


def test_a_whole_session_of_one_subject_is_matched_without_trying_all_pairings() -> None:
    many = 300
    queries = [
        query(row, f"10/05 {9 + row // 60:02}:{row % 60:02}:00", function=str(row)) for row in range(1, many + 1)
    ]
    found = matched(queries, [line(entry, "10/05 09:00-15:00") for entry in range(1, many + 1)])
    assert pairs(found) == {row: (row, "exact") for row in range(1, many + 1)}


def test_the_earlier_of_identical_queries_is_covered_even_if_another_query_must_change_its_line() -> None:
    on_the_first, on_the_second = "A123456781", "A123456780"
    found = matched(
        [
            query(1, "10/01 12:00", on_the_second),
            query(2, "10/05 09:01:29"),
            query(3, "10/05 09:02:29", "A12345****"),
            query(4, "10/05 09:03:29"),
        ],
        [line(1, "10/05 08:50-08:57:58", on_the_first), line(2, "10/05 09:07-09:14", on_the_second)],
    )
    assert pairs(found) == {2: (1, "slip"), 3: (2, "masked")}


@pytest.mark.parametrize(("asked", "written"), [(2000, 2000), (2000, 1500), (1500, 2000)])
def test_two_thousand_of_one_person_in_one_minute_are_counted_not_crossed(asked: int, written: int) -> None:
    queries = [query(row, f"10/05 09:00:{row % 60:02}") for row in range(1, asked + 1)]
    lines = [line(entry, "10/05 09:00-09:01") for entry in range(1, written + 1)]
    begun = process_time()
    found = matched(queries, lines)
    assert process_time() - begun < 5
    assert len(found.matches) == min(asked, written)
    held = found.matches.sort_values("register_entry")["statement_row"].tolist()
    order = sorted(range(1, asked + 1), key=lambda row: (row % 60, row))
    assert held == order[: len(held)]
