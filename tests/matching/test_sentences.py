"""Every sentence about a leftover is true: each remedy is applied and matched again, each fact counted again."""

import re
from datetime import datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.outcome import Matching

from . import oracle
from .builders import Row, matched
from .test_optimum import ALIASES, ROSTER, Aliases, Month, crowded_months, records, rows_of, varied_months

_REFUSED = re.compile(r"最近的(紀錄|查詢)為[^：]*：(.*)，不予配對。(?:若(.+)即(相符|可配對)。)?")
_PLACE = re.compile(r"已配給(明細表第 (\d+) 列|紀錄表(?:第 (\d+) 列|第 \d+ 頁序號 \d+ )第 \d+ 筆)")


def sides(month: Month, row: Row) -> tuple[Row, Row] | None:
    """The query and the line that a leftover's sentence sets side by side; None where it names no nearest."""
    queries: dict[Any, Row] = {one["statement_row"]: one for one in month[0]}
    lines: dict[Any, Row] = {one["register_entry"]: one for one in month[1]}
    asked: Any = row["nearest_statement_row"] if pd.isna(row["statement_row"]) else row["statement_row"]
    written: Any = row["nearest_register_entry"] if pd.isna(row["register_entry"]) else row["register_entry"]
    return None if pd.isna(asked) or pd.isna(written) else (queries[asked], lines[written])


def mended(query: Row, line: Row, clauses: str) -> Row:
    """The line with every clause of a remedy applied."""
    for clause in clauses.split("且"):
        line = line | _applied(query, line, clause.strip())
    return line


def about_somebody_else(month: Month, pair: tuple[Row, Row]) -> Month:
    """All other queries and lines, matching nothing: they say which month it is, and who logged in the next time."""
    one, other = ({"subject_id": text, "condition": text} for text in ("Y111111111", "Z999999999"))
    return (
        [row | one for row in month[0] if row["statement_row"] != pair[0]["statement_row"]],
        [row | other for row in month[1] if row["register_entry"] != pair[1]["register_entry"]],
    )


def _applied(query: Row, line: Row, clause: str) -> Row:
    if clause == "查詢條件相同":
        return {"subject_id": query["subject_id"], "condition": query["condition"]}
    if found := re.fullmatch(r"使用者為(.+)", clause):
        return {"user_name": found[1]}
    if found := re.fullmatch(r"紀錄表機關為(.+)", clause):
        return {"agency": found[1]}
    begun = line["login_at"] if line["login_at"] is not None else line["logout_at"]
    if found := re.fullmatch(r"登入時段含 (.+)", clause):
        at = _moment(found[1], query if begun is None else {"queried_at": begun})
        return {"login_at": at, "logout_at": at}
    found = re.fullmatch(r"紀錄表日期為 (.+)", clause)
    assert found, clause
    moved = _moment(f"{found[1]} 00:00", {"queried_at": begun}) - pd.Timestamp(begun).normalize()
    return {name: None if line[name] is None else line[name] + moved for name in ("login_at", "logout_at")}


def _moment(text: str, beside: Row) -> pd.Timestamp:
    """10/05 09:12 of the year beside it, or 115/10/05 09:12."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    year = numbers.pop(0) + 1911 if len(numbers) == 5 else beside["queried_at"].year
    return pd.Timestamp(datetime(year, *numbers))  # type: ignore[arg-type]


def check(month: Month, roster: dict[str, str], aliases: Aliases) -> None:
    lists: dict[str, Any] = {"roster": roster, "aliases": aliases, "mask": False}
    found = matched(*month, **lists)
    for row in records(found.unmatched):
        pair, told = sides(month, row), row["explanation"]
        if refused := _REFUSED.fullmatch(told):
            assert pair
            asked, written = about_somebody_else(month, pair)
            assert not len(matched([pair[0], *asked], [pair[1], *written], **lists).matches), told
            for way in (refused[3] or "").split("，或"):
                if way:
                    again = matched([pair[0], *asked], [mended(*pair, way), *written], **lists).matches
                    assert len(again) == 1, told
                    tiers = {"exact", "masked", "text"} if refused[4] == "相符" else set(again["tier"])
                    assert set(again["tier"]) <= tiers, told
        if "無相同或相近" in told:
            assert pair is None
            assert not any(_related(month, row, roster, aliases)), told
        for place in _PLACE.finditer(told):
            assert pair
            assert _held(found, pair, place, of_query=not pd.isna(row["statement_row"])), told


def _held(found: Matching, pair: tuple[Row, Row], place: re.Match[str], *, of_query: bool) -> bool:
    held = set(zip(found.matches["statement_row"], found.matches["register_entry"], strict=True))
    if of_query:
        return (int(place[2]), pair[1]["register_entry"]) in held
    return any(asked == pair[0]["statement_row"] and (not place[3] or entry == int(place[3])) for asked, entry in held)


def _related(month: Month, row: Row, roster: dict[str, str], aliases: Aliases) -> list[bool]:
    """Whether anybody on the other side has the same or nearly the same subject, or the same user and time."""
    asked, written = rows_of(month[0], ("agency", "purpose")), rows_of(month[1], ("agency", "page_no", "seq_no"))
    rules = oracle.Month(asked, written, roster, aliases)
    pairs = [
        (query, line)
        for query in asked
        for line in written
        if (row["statement_row"] is pd.NA and line["register_entry"] == row["register_entry"])
        or query["statement_row"] == row["statement_row"]
    ]
    return [
        oracle.subjects(rules, query, line) != "other"
        or (
            oracle.users(rules, query, line) == "agrees"
            and oracle.times(rules, query["queried_at"], line)[0] == "agrees"
        )
        for query, line in pairs
    ]


MONTHS = st.one_of(varied_months(4), crowded_months(4))


@given(MONTHS, st.sampled_from(({}, ROSTER)), st.sampled_from(((), ALIASES)))
@settings(max_examples=15, deadline=None)
def test_each_remedy_makes_the_pair_and_each_stated_fact_is_so(
    month: Month, roster: dict[str, str], aliases: Aliases
) -> None:
    check(month, roster, aliases)


def test_the_check_itself_sees_a_remedy_that_does_not_help() -> None:
    query = {"queried_at": pd.Timestamp("2026-10-05 09:12:33"), "subject_id": "A123456789", "condition": "A"}
    line = {"login_at": pd.Timestamp("2026-10-13 09:10"), "logout_at": None, "user_name": "李大同"}
    assert mended(query, line, "紀錄表日期為 10/05 ")["login_at"] == pd.Timestamp("2026-10-05 09:10")
    assert mended(query, line, "使用者為王小明且登入時段含 10/05 09:12 ")["user_name"] == "王小明"
    assert mended(query, line, "登入時段含 114/10/05 09:12 ")["login_at"] == pd.Timestamp("2025-10-05 09:12")
    assert timedelta(0) == mended(query, line, "查詢條件相同")["login_at"] - line["login_at"]


def test_a_session_without_logout_is_not_said_to_reach_a_query_only_because_its_user_changes() -> None:
    asked = {"statement_file": "明細表.pdf", "account": "hl001", "user_name": "王小明", "function": "入出境紀錄"}
    written = {"register_file": "紀錄表.xlsx", "register_line": 1, "purposes": "2", "signed_off": True}
    same = {"condition": "A123456789", "subject_id": "A123456789", "result": "success"}
    hidden = {"condition": "A12345****", "subject_id": "A12345****", "result": "success"}
    nine = pd.Timestamp("2026-10-05 09:00")
    query = asked | same | {"statement_row": 1, "queried_at": nine + timedelta(minutes=7), "purpose": None}
    earlier = asked | same | {"statement_row": 2, "queried_at": nine, "purpose": None}
    open_ended = {"login_at": nine - timedelta(minutes=5), "logout_at": None}
    own = {"login_at": nine, "logout_at": nine}
    month = (
        [query, earlier],
        [
            written | hidden | open_ended | {"register_entry": 1, "user_name": "李大同"},
            written | same | own | {"register_entry": 2, "user_name": "王小明"},
        ],
    )
    check(month, {}, ())


@pytest.mark.slow
@pytest.mark.parametrize("quarter", range(1, 5))
@given(MONTHS, st.sampled_from(({}, ROSTER)), st.sampled_from(((), ALIASES)))
@settings(max_examples=250, deadline=None)
def test_the_sentences_of_a_thousand_months_are_true(
    quarter: int, month: Month, roster: dict[str, str], aliases: Aliases
) -> None:
    check(month, roster, aliases)
