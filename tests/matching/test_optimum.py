"""The matcher equals the definition on small random months, whatever the order of rows and the names of files."""

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile import frames
from reconcile.outcome import Matching

from . import oracle
from .builders import LI, WANG, A, B, Row, line, matched, query

ROSTER = {"hl001": WANG, "hl002": LI}
OLD, BETWEEN = "AC12345678", "A800000014"
ALIASES = ((OLD, BETWEEN), (BETWEEN, A))
SUBJECTS = (
    *[A] * 8,
    *(B, "A123456798", "A12345678", "A223456789", OLD, BETWEEN),
    *("A12345****", "A1******89", "*****56789", "A123****", None, None),
)
TEXTS = ("JOHN SMITH 1980/01/01", "JOHN SMITH 1980/01/01", "JOHN SMITH", "王大明")
RESULTS = ("success", "success", "success", "failure", None)
USERS = (*[WANG] * 5, LI, "王○明", None)
OFFICES = (*[None] * 6, "花蓮市戶政事務所", "花蓮縣花蓮市戶政事務所國聯辦公室", "吉安鄉戶政事務所", "移民署")
DATES = (*["10/05"] * 8, "10/06", "10/13", "11/05", "2025/10/05", "11/13")
CLOCKS = ("09:00", "09:00", "09:00", "09:05", "09:06", "09:10", "21:00", "23:58", "00:02")
LOGOUTS = (*CLOCKS, "", "", "08:50")
NEAR = (-301, -300, -60, -1, 0, 0, 0, 30, 59, 60, 61, 359, 360)

Month = tuple[list[Row], list[Row]]
Aliases = tuple[tuple[str, str], ...]


def queries_of(row: st.SearchStrategy[Row], most: int) -> st.SearchStrategy[list[Row]]:
    return st.lists(row, min_size=most // 2, max_size=most).map(
        lambda rows: [row | {"statement_row": at} for at, row in enumerate(rows, start=1)]
    )


def lines_of(row: st.SearchStrategy[Row], most: int) -> st.SearchStrategy[list[Row]]:
    return st.lists(row, min_size=most // 2, max_size=most).map(
        lambda rows: [row | {"register_entry": at} for at, row in enumerate(rows, start=1)]
    )


def varied_months(most: int = 5) -> st.SearchStrategy[Month]:
    """Slips, masks, wrong users, offices and dates, all rare enough that some pairs agree."""
    one_query = st.builds(
        lambda date, clock, seconds, subject, **given: (
            query(1, f"{date} {clock}", subject, **given)
            | {"queried_at": query(1, f"{date} {clock}")["queried_at"] + pd.Timedelta(seconds=seconds)}
        ),
        st.sampled_from(DATES),
        st.sampled_from(CLOCKS),
        st.sampled_from(NEAR),
        st.sampled_from(SUBJECTS),
        user_name=st.sampled_from(USERS),
        account=st.sampled_from(("hl001", "hl001", "hl002", None)),
        agency=st.sampled_from(OFFICES),
        purpose=st.sampled_from((None, None, 2)),
        result=st.sampled_from(RESULTS),
        condition=st.sampled_from(TEXTS),
    )
    one_line = st.builds(
        lambda date, login, logout, subject, **given: line(1, f"{date} {login}-{logout}", subject, **given),
        st.sampled_from(DATES),
        st.sampled_from((*CLOCKS, "")),
        st.sampled_from(LOGOUTS),
        st.sampled_from(SUBJECTS),
        user_name=st.sampled_from((*USERS, "hl001")),
        agency=st.sampled_from(OFFICES),
        seq_no=st.sampled_from((None, 1, 2)),
        result=st.sampled_from(RESULTS),
        purposes=st.sampled_from(("2", "1", "")),
        condition=st.sampled_from(TEXTS),
    )
    return st.tuples(queries_of(one_query, most), lines_of(one_line, most))


def crowded_months(most: int = 5) -> st.SearchStrategy[Month]:
    """One or two subjects within minutes: repeats, ties, crossings, and long chains of exchanges."""
    one_query = st.builds(
        lambda seconds, subject, **given: (
            query(1, "10/05 09:00", subject, **given)
            | {"queried_at": pd.Timestamp("2026-10-05 09:00") + pd.Timedelta(seconds=seconds)}
        ),
        st.sampled_from((0, 0, 30, 59, 60, 90, 120, 240, 300, 301, 420, 660, 86_400)),
        st.sampled_from((A, A, A, "A12345****", "A123456798", "A1********")),
        user_name=st.sampled_from((WANG, WANG, WANG, LI)),
        purpose=st.sampled_from((None, None, 2)),
        result=st.sampled_from(RESULTS),
    )
    one_line = st.builds(
        lambda login, logout, subject, **given: line(1, f"10/05 {login}-{logout}", subject, **given),
        st.sampled_from(("08:55", "09:00", "09:00", "09:01", "09:02", "09:06")),
        st.sampled_from(("09:00", "09:01", "09:02", "09:07", "")),
        st.sampled_from((A, A, A, "A12345****", "A123456798")),
        user_name=st.sampled_from((WANG, WANG, WANG, LI, None)),
        result=st.sampled_from(RESULTS),
    )
    return st.tuples(queries_of(one_query, most), lines_of(one_line, most))


def twinned_months(most: int = 6) -> st.SearchStrategy[Month]:
    """Few kinds of rows, each several times: twins on both sides, more of one side than of the other."""
    one_query = st.builds(
        lambda clock, user, result: query(1, f"10/05 {clock}", A, user_name=user, result=result),
        st.sampled_from(("09:00:00", "09:00:00", "09:06:30")),
        st.sampled_from((WANG, WANG, LI)),
        st.sampled_from(("success", "success", "failure")),
    )
    one_line = st.builds(
        lambda times, subject, result: line(1, f"10/05 {times}", subject, result=result),
        st.sampled_from(("09:00-09:01", "09:00-09:01", "09:02-09:03")),
        st.sampled_from((A, A, A, "A123456798")),
        st.sampled_from(("success", "success", "failure")),
    )
    return st.tuples(queries_of(one_query, most), lines_of(one_line, most))


def rows_of(rows: list[Row], columns: tuple[str, ...]) -> list[dict[str, Any]]:
    """The rows as the oracle wants them: plain values, None for null."""
    return [
        dict.fromkeys(columns)
        | {name: value.to_pydatetime() if isinstance(value, pd.Timestamp) else value for name, value in row.items()}
        for row in rows
    ]


def expected(month: Month, roster: dict[str, str], aliases: Aliases = ()) -> oracle.Answer:
    queries, lines = month
    asked, written = rows_of(queries, ("agency", "purpose")), rows_of(lines, ("agency", "page_no", "seq_no"))
    return oracle.answer(oracle.Month(asked, written, roster, aliases))


def records(frame: pd.DataFrame) -> list[Row]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def answered(matching: Matching) -> oracle.Answer:
    """A matching in the oracle's words."""
    matches, unmatched = matching.matches, matching.unmatched
    left: dict[tuple[bool, bool], set[Any]] = {(query, tie): set() for query in (True, False) for tie in (True, False)}
    for row in records(unmatched):
        is_query = not pd.isna(row["statement_row"])
        left[is_query, row["reason"] == "tie"].add(oracle.query_key(row) if is_query else oracle.line_key(row))
    return oracle.Answer(
        matches={(oracle.query_key(row), oracle.line_key(row), row["tier"]) for row in records(matches)},
        tied_queries=left[True, True],
        tied_lines=left[False, True],
        left_queries=left[True, False],
        left_lines=left[False, False],
    )


@given(varied_months(), st.sampled_from(({}, ROSTER)), st.sampled_from(((), ALIASES)))
@settings(max_examples=40, deadline=None)
def test_any_small_month_is_matched_as_the_definition_says(
    month: Month, roster: dict[str, str], aliases: Aliases
) -> None:
    assert answered(matched(*month, roster=roster, aliases=aliases)) == expected(month, roster, aliases)


@given(crowded_months())
@settings(max_examples=40, deadline=None)
def test_a_crowd_on_one_subject_is_matched_as_the_definition_says(month: Month) -> None:
    assert answered(matched(*month)) == expected(month, {})


@given(twinned_months(5))
@settings(max_examples=30, deadline=None)
def test_twins_that_are_counted_are_matched_as_the_definition_says(month: Month) -> None:
    assert answered(matched(*month)) == expected(month, {})


@pytest.mark.slow
@pytest.mark.parametrize("thousand", range(1, 5))
@given(
    st.one_of(varied_months(6), crowded_months(6), twinned_months(6)),
    st.sampled_from(({}, ROSTER)),
    st.sampled_from(((), ALIASES)),
)
@settings(max_examples=1000, deadline=None)
def test_thousands_of_months_of_six_by_six_are_matched_as_the_definition_says(
    thousand: int, month: Month, roster: dict[str, str], aliases: Aliases
) -> None:
    assert answered(matched(*month, roster=roster, aliases=aliases)) == expected(month, roster, aliases)


@given(st.one_of(varied_months(), crowded_months()), st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_the_order_of_rows_does_not_matter(month: Month, random: Any) -> None:
    queries, lines = month
    shuffled = random.sample(queries, len(queries)), random.sample(lines, len(lines))
    first, second = matched(*month), matched(*shuffled)
    pd.testing.assert_frame_equal(first.matches, second.matches)
    pd.testing.assert_frame_equal(first.unmatched, second.unmatched)


@given(st.one_of(varied_months(), crowded_months(), twinned_months()), st.sampled_from(({}, ROSTER)))
@settings(max_examples=15, deadline=None)
def test_a_month_of_very_many_rows_is_matched_as_a_small_one(month: Month, roster: dict[str, str]) -> None:
    """Its texts are held by Arrow (`frames.text_of`); nothing that is told may depend on that."""
    small = matched(*month, roster=roster)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frames, "_LARGE", 0)
        large = matched(*month, roster=roster)
    pd.testing.assert_frame_equal(large.matches, small.matches, check_dtype=False)
    pd.testing.assert_frame_equal(large.unmatched, small.unmatched, check_dtype=False)


def over_two_files(month: Month, names: tuple[str, str]) -> Month:
    queries, lines = month
    return (
        [row | {"statement_file": names[row["statement_row"] % 2]} for row in queries],
        [row | {"register_file": names[row["register_entry"] % 2]} for row in lines],
    )


@given(st.one_of(varied_months(), crowded_months()))
@settings(max_examples=10, deadline=None)
def test_the_names_of_files_settle_nothing_but_who_of_equals_goes_first(month: Month) -> None:
    first, second = (
        answered(matched(*over_two_files(month, names))) for names in (("甲.xlsx", "乙.xlsx"), ("乙.xlsx", "甲.xlsx"))
    )
    assert sorted(tier for _, _, tier in first.matches) == sorted(tier for _, _, tier in second.matches)
    assert {row for _, row in first.tied_queries} == {row for _, row in second.tied_queries}
    assert {entry for _, entry, _ in first.tied_lines} == {entry for _, entry, _ in second.tied_lines}


@given(st.one_of(varied_months(), crowded_months()))
@settings(max_examples=10, deadline=None)
def test_every_query_and_every_line_is_accounted_for_once(month: Month) -> None:
    queries, lines = month
    found = matched(*month)
    rows = [*found.matches["statement_row"], *found.unmatched["statement_row"].dropna()]
    entries = [*found.matches["register_entry"], *found.unmatched["register_entry"].dropna()]
    assert sorted(rows) == [row["statement_row"] for row in queries]
    assert sorted(entries) == [row["register_entry"] for row in lines]
    assert found.unmatched["explanation"].str.endswith("。").all()
