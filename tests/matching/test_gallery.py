"""Small months labelled by hand: what a clerk would say goes with what."""

import pytest

from reconcile.text.dates import Month

from .builders import LI, WANG, A, B, C, left_lines, left_queries, line, matched, pairs, query

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
    assert pairs(matched([query(1, "10/05 16:00:00")], [line(1, "10/05 14:00-09:00")])) == {1: (1, "time")}
    assert pairs(matched([query(1, "10/05 14:00:30")], [line(1, "10/05 14:00-09:00")])) == {1: (1, "exact")}


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("10/13 09:10-09:20", id="day"),
        pytest.param("11/05 09:10-09:20", id="month"),
        pytest.param("2025/10/05 09:10-09:20", id="year"),
        pytest.param("10/05 21:10-21:20", id="half of the day"),
        pytest.param("10/05 08:10-08:20", id="hour before"),
        pytest.param("10/06 09:10-09:20", id="day after"),
    ],
)
def test_one_slip_of_the_pen_in_the_time_is_a_time_match(written: str) -> None:
    assert pairs(matched([query(1)], [line(1, written)])) == {1: (1, "time")}


@pytest.mark.parametrize("written", ["11/13 09:10-09:20", "2025/10/13 09:10-09:20", "10/13 08:10-08:20"])
def test_a_date_wrong_in_two_ways_is_no_match(written: str) -> None:
    assert pairs(matched([query(1)], [line(1, written)])) == {}


def test_time_may_be_a_whole_day_off_but_no_second_more() -> None:
    entries = [line(1, "10/05 09:10-09:20"), line(2, "10/05 09:10-09:20", B)]
    queries = [query(1, "10/06 09:20:59"), query(2, "10/06 09:21:00", B)]
    found = matched(queries, entries, tolerance_minutes=0)
    assert pairs(found) == {1: (1, "time")}
    assert left_queries(found) == {2: "none"}


def test_a_missing_logout_leaves_the_login_minute() -> None:
    assert pairs(matched([query(1, "10/05 09:10:59")], [line(1, "10/05 09:10-")], tolerance_minutes=0)) == {
        1: (1, "exact")
    }
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


@pytest.mark.parametrize(("ours", "theirs"), [("A12345****", A), (A, "A12345****"), ("A12345****", "A1****6789")])
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


def test_two_lines_that_fit_one_query_alike_are_a_tie() -> None:
    found = matched([query(1)], [line(1), line(2)])
    assert pairs(found) == {}
    assert (left_queries(found), left_lines(found)) == ({1: "tie"}, {1: "tie", 2: "tie"})


def test_a_second_nearer_is_no_tie() -> None:
    queries = [query(1, "10/05 09:08:01"), query(2, "10/05 09:08:00", function="居留資料")]
    assert pairs(matched(queries, [line(1)])) == {1: (1, "exact")}


def test_a_query_repeated_seconds_later_leaves_the_line_to_the_first() -> None:
    found = matched([query(2, "10/05 09:12:40"), query(1, "10/05 09:12:33", result="failure")], [line(1)])
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
    assert pairs(matched(queries, entries)) == {1: (1, "exact"), 2: (2, "exact"), 3: (3, "time")}


def test_a_different_query_between_two_repeats_leaves_the_line_that_the_first_can_have() -> None:
    queries = [query(1, "10/05 09:00:00"), query(2, "10/05 09:00:30", function="居留資料"), query(3, "10/05 09:01:00")]
    entries = [line(1, "10/05 09:00:10-09:00:40"), line(2, "10/05 09:00:20-09:00:50")]
    found = matched(queries, entries)
    assert pairs(found) == {1: (1, "exact"), 2: (2, "exact")}
    assert left_queries(found) == {3: "none"}


def test_the_same_query_long_after_is_no_repeat_but_a_tie() -> None:
    queries = [query(1, "10/05 09:12:00"), query(2, "10/05 09:14:01")]
    assert left_queries(matched(queries, [line(1)])) == {1: "tie", 2: "tie"}
    assert pairs(matched(queries, [line(1)], repeat_minutes=3)) == {1: (1, "exact")}


def test_repeats_and_a_different_query_over_one_line_are_a_tie() -> None:
    queries = [query(1), query(2), query(3, function="居留資料")]
    assert left_queries(matched(queries, [line(1)])) == {1: "tie", 2: "tie", 3: "tie"}


def test_two_offices_with_users_of_one_name_are_kept_apart() -> None:
    queries = [query(1, agency=HUALIEN), query(2, agency=JIAN, subject_id=B)]
    found = matched(queries, [line(1, agency=JIAN), line(2, agency=HUALIEN, subject_id=B)])
    assert pairs(found) == {}


def test_the_wording_of_the_office_accuses_nobody() -> None:
    short = matched([query(1, agency=HUALIEN)], [line(1, agency="花蓮市戶政事務所")])
    other = matched([query(1, agency="花蓮市戶所")], [line(1, agency=HUALIEN)])
    assert pairs(short) == pairs(other) == {1: (1, "exact")}


def test_lines_of_other_months_in_a_yearly_register_are_not_accused() -> None:
    found = matched([query(1)], [line(1), line(2, "09/30 09:10-09:20", B), line(3, "10/31 09:10-09:20", C)])
    assert pairs(found) == {1: (1, "exact")}
    assert left_lines(found) == {2: "outside", 3: "none"}


def test_a_line_of_the_wrong_month_is_matched_before_it_is_outside() -> None:
    assert pairs(matched([query(1)], [line(1, "09/05 09:10-09:20")], month=OCTOBER)) == {1: (1, "time")}


def test_a_query_of_another_month_is_outside_only_where_the_month_is_given() -> None:
    queries = [query(1, "11/01 00:00:00"), query(2, "10/31 23:59:59", B)]
    assert left_queries(matched(queries, [], month=OCTOBER)) == {1: "outside", 2: "none"}
    assert left_queries(matched(queries, [])) == {1: "none", 2: "none"}


def test_a_tie_outside_the_month_stays_a_tie() -> None:
    found = matched(
        [query(1, "11/05 09:12:00")], [line(1, "11/05 09:10-09:20"), line(2, "11/05 09:10-09:20")], month=OCTOBER
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
