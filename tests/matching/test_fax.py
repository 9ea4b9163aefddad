"""Lines of the days on which the system was down: asked by fax (要點十), and therefore not in the statement."""

from itertools import permutations
from random import Random

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.text.dates import Month

from .builders import LI, WANG, A, B, Row, fax, left_lines, left_queries, line, matched, pairs, query, told_of_line


def test_a_line_asked_by_fax_is_explained_and_says_by_which() -> None:
    found = matched([], [line(1)], faxes=[fax(1, subject_id=B), fax(2)])
    assert left_lines(found) == {1: "explained"}
    assert (
        told_of_line(found, 1)
        == "系統異常時以疑義查詢表登記簿 傳真.xlsx 第 2 筆傳真查詢（115年10月5日），故明細表無此查詢。"
    )


def test_a_fax_about_two_persons_explains_a_line_of_each() -> None:
    lines = [line(1), line(2, subject_id=B)]
    assert left_lines(matched([], lines, faxes=[fax(1), fax(1, subject_id=B)])) == {1: "explained", 2: "explained"}


def test_without_a_list_of_faxes_nothing_is_explained() -> None:
    assert left_lines(matched([], [line(1)])) == {1: "none"}
    assert left_lines(matched([], [line(1)], faxes=[])) == {1: "none"}


def test_a_fax_never_takes_a_line_from_a_query() -> None:
    found = matched([query(1)], [line(1), line(2, "10/05 15:10-15:20")], faxes=[fax(1, "10/05 09:12")])
    assert pairs(found) == {1: (1, "exact")}
    assert left_lines(found) == {2: "explained"}


def test_a_query_that_matches_only_weakly_keeps_its_line_too() -> None:
    found = matched([query(1, "10/06 09:12:00")], [line(1)], faxes=[fax(1, "10/05 09:12")])
    assert pairs(found) == {1: (1, "date")}


def test_one_fax_explains_one_line_the_earlier_and_the_other_is_told() -> None:
    found = matched([], [line(1, "10/05 14:10-14:20"), line(2)], faxes=[fax(1)])
    assert left_lines(found) == {1: "none", 2: "explained"}
    assert told_of_line(found, 1).endswith(
        "疑義查詢表登記簿 傳真.xlsx 第 1 筆已說明紀錄表第 2 列第 1 筆；一筆傳真查詢只說明一筆紀錄。"
    )


def test_two_faxes_explain_two_lines_though_one_would_do_for_both() -> None:
    lines = [line(1, user_name=None), line(2, "10/05 09:30-09:40", user_name=LI)]
    found = matched([], lines, faxes=[fax(1, user_name=LI), fax(2, user_name=WANG)])
    assert left_lines(found) == {1: "explained", 2: "explained"}


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"at": "10/06 09:12"}, id="another day"),
        pytest.param({"user_name": LI}, id="another user"),
        pytest.param({"subject_id": B}, id="another person"),
        pytest.param({"subject_id": "A123456798"}, id="a slip of the pen"),
        pytest.param({"subject_id": None, "condition": "林美玉"}, id="a name alone"),
    ],
)
def test_what_differs_is_not_explained(given: Row) -> None:
    assert left_lines(matched([], [line(1)], faxes=[fax(1, **given)])) == {1: "none"}


def test_a_name_is_not_compared_where_a_side_has_none() -> None:
    assert left_lines(matched([], [line(1)], faxes=[fax(1, user_name=None)])) == {1: "explained"}
    assert left_lines(matched([], [line(1, user_name=None)], faxes=[fax(1)])) == {1: "explained"}


def test_the_roster_names_the_account_that_a_line_writes() -> None:
    lines, faxes = [line(1, user_name="hl001")], [fax(1)]
    assert left_lines(matched([], lines, faxes=faxes, roster={"HL001": WANG})) == {1: "explained"}
    assert left_lines(matched([], lines, faxes=faxes, roster={"HL001": LI})) == {1: "none"}


def test_masks_and_aliases_agree_as_in_a_match() -> None:
    masked = [fax(1, subject_id="A12345****", user_name="王○明")]
    assert left_lines(matched([], [line(1)], faxes=masked)) == {1: "explained"}
    old, new = "AB00207171", "A900207177"
    renewed = [line(1, subject_id=new)]
    assert left_lines(matched([], renewed, faxes=[fax(1, subject_id=old)], aliases={old: new})) == {1: "explained"}
    assert left_lines(matched([], renewed, faxes=[fax(1, subject_id=old)])) == {1: "none"}


def test_a_thousand_lines_and_faxes_of_one_person_and_day_are_no_burden() -> None:
    lines = [line(entry) for entry in range(1, 1202)]
    found = matched([], lines, faxes=[fax(row) for row in range(1, 1201)])
    assert [*left_lines(found).values()].count("explained") == 1200


def test_a_line_without_any_time_is_not_explained() -> None:
    assert left_lines(matched([], [line(1, "10/05 -")], faxes=[fax(1)])) == {1: "none"}


def test_a_line_of_another_month_stays_outside() -> None:
    entries = [line(1, "09/30 09:10-09:20"), line(2)]
    found = matched([], entries, faxes=[fax(1, "09/30 09:12"), fax(2)], month=Month(2026, 10))
    assert left_lines(found) == {1: "outside", 2: "explained"}


def test_a_tie_between_queries_stays_a_tie() -> None:
    found = matched([query(1), query(2, function="居留資料")], [line(1)], faxes=[fax(1)])
    assert left_lines(found) == {1: "tie"}
    assert left_queries(found) == {1: "tie", 2: "tie"}


def fits(asked: Row, written: Row) -> bool:
    """The definition, written once more: one subject, one day, no two names that differ."""
    names = {asked["user_name"], written["user_name"]} - {None}
    same_day = asked["faxed_at"].date() == written["login_at"].date()
    return asked["subject_id"] == written["subject_id"] and same_day and len(names) < 2


def most_explained(faxes: list[Row], lines: list[Row]) -> int:
    """Of all ways to give faxes to lines the one that explains most."""
    slots = [*lines, *([None] * len(faxes))]
    ways = permutations(slots, len(faxes))
    return max(
        sum(written is not None and fits(asked, written) for asked, written in zip(faxes, way, strict=True))
        for way in ways
    )


DAYS, NAMES = st.sampled_from(("10/05", "10/05", "10/06")), st.sampled_from((WANG, LI, None))


@given(
    st.lists(
        st.builds(
            lambda day, who, of: fax(1, f"{day} 09:12", of, user_name=who), DAYS, NAMES, st.sampled_from((A, A, B))
        ),
        max_size=3,
    ),
    st.lists(
        st.builds(
            lambda day, who, of: line(1, f"{day} 09:10-09:20", of, user_name=who),
            DAYS,
            NAMES,
            st.sampled_from((A, A, B)),
        ),
        max_size=4,
    ),
    st.randoms(use_true_random=False),
)
@settings(max_examples=30, deadline=None)
def test_as_many_lines_as_possible_are_explained_whatever_the_order_of_rows(
    faxes: list[Row], lines: list[Row], random: Random
) -> None:
    faxes = [row | {"fax_row": at} for at, row in enumerate(faxes, start=1)]
    lines = [row | {"register_entry": at} for at, row in enumerate(lines, start=1)]
    found = matched([], lines, faxes=faxes)
    assert [*left_lines(found).values()].count("explained") == most_explained(faxes, lines)
    shuffled = matched([], random.sample(lines, len(lines)), faxes=random.sample(faxes, len(faxes)))
    pd.testing.assert_frame_equal(found.unmatched, shuffled.unmatched)
