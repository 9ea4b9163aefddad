"""Small cases labelled by hand: entries as offices keep them, over one session or several."""

import pytest

from .builders import LI, A, B, C, left_lines, left_queries, line, matched, pairs, query


def test_a_session_spread_over_two_entries_is_matched_line_by_line() -> None:
    session = [query(row, f"10/05 09:1{row}", subject) for row, subject in enumerate((A, B, C), start=1)]
    told = [line(1, subject_id=A), line(1, subject_id=B, register_line=2), line(2, subject_id=C)]
    assert pairs(matched(session, told)) == {1: (1, "exact"), 2: (1, "exact"), 3: (2, "exact")}


def test_two_sessions_merged_into_one_entry_are_matched_over_its_whole_span() -> None:
    sessions = [query(1, "10/05 09:12", A), query(2, "10/05 11:40", B)]
    merged = [line(1, "10/05 09:10-11:45", A), line(1, "10/05 09:10-11:45", B, register_line=2)]
    assert pairs(matched(sessions, merged)) == {1: (1, "exact"), 2: (1, "exact")}


def test_a_later_session_written_into_the_entry_of_the_first_is_hours_off() -> None:
    sessions = [query(1, "10/05 09:12", A), query(2, "10/05 11:40", B)]
    first_only = [line(1, "10/05 09:10-09:20", A), line(1, "10/05 09:10-09:20", B, register_line=2)]
    assert pairs(matched(sessions, first_only)) == {1: (1, "exact"), 2: (1, "day")}


@pytest.mark.parametrize("written", ["10/05 09:15-09:15", "10/05 09:10-09:10"])
def test_times_rounded_to_five_minutes_agree(written: str) -> None:
    assert pairs(matched([query(1, "10/05 09:12:33")], [line(1, written)])) == {1: (1, "exact")}


def test_sessions_two_minutes_apart_by_a_slow_clock_keep_their_order() -> None:
    asked = [query(1, "10/05 09:00:30"), query(2, "10/05 09:04:30"), query(3, "10/05 09:08:30")]
    four_minutes_slow = [line(1, "10/05 08:56-08:57"), line(2, "10/05 09:00-09:01"), line(3, "10/05 09:04-09:05")]
    assert pairs(matched(asked, four_minutes_slow)) == {1: (1, "exact"), 2: (2, "exact"), 3: (3, "exact")}


def test_by_a_slow_clock_the_line_of_a_query_goes_to_an_unwritten_one_before_it() -> None:
    unwritten_and_written = [query(1, "10/05 09:00:30"), query(2, "10/05 09:04:30")]
    found = matched(unwritten_and_written, [line(2, "10/05 09:00-09:01")])
    assert (pairs(found), left_queries(found)) == ({1: (2, "exact")}, {2: "none"})


def test_of_two_equal_lines_of_one_entry_for_one_query_the_second_is_left() -> None:
    found = matched([query(1)], [line(1), line(1, register_line=2)])
    assert pairs(found) == {1: (1, "exact")}
    assert found.unmatched["register_line"].dropna().tolist() == [2]


def test_two_equal_lines_of_one_entry_for_two_queries_are_no_tie() -> None:
    repeated = [query(1, "10/05 09:12"), query(2, "10/05 09:19")]
    found = matched(repeated, [line(1), line(1, register_line=2)])
    assert found.matches[["statement_row", "register_line"]].to_numpy().tolist() == [[1, 1], [2, 2]]


def test_the_same_query_seconds_later_for_another_purpose_leaves_the_line_to_the_one_whose_box_is_ticked() -> None:
    two_purposes = [query(1, "10/05 09:12:33", purpose=1), query(2, "10/05 09:12:45", purpose=2)]
    assert pairs(matched(two_purposes, [line(1)])) == {2: (1, "exact")}
    found = matched(two_purposes, [line(1, purposes="3")])
    assert (pairs(found), left_queries(found), left_lines(found)) == ({}, {1: "tie", 2: "tie"}, {1: "tie"})


def test_a_clean_line_of_no_query_draws_the_lines_away_from_a_slipped_one() -> None:
    asked = [query(1, "10/05 09:12"), query(2, "10/05 09:16")]
    told = [line(1, "10/05 09:10-09:13", "A123456798"), line(2, "10/05 09:15-09:17"), line(3, "10/05 09:18-09:19")]
    found = matched(asked, told)
    assert (pairs(found), left_lines(found)) == ({1: (2, "exact"), 2: (3, "exact")}, {1: "none"})


def test_a_colleague_who_asked_about_the_same_subject_keeps_his_own_line() -> None:
    both = [query(1, "10/05 09:12"), query(2, "10/05 09:14", account="hl002", user_name=LI)]
    told = [line(1), line(2, "10/05 09:13-09:18", user_name=LI)]
    assert pairs(matched(both, told)) == {1: (1, "exact"), 2: (2, "exact")}
