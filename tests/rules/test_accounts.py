"""Accounts by the roster: known, valid, and of the person who asked."""

from datetime import date, datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.lists import Lists
from reconcile.settings import ReportSettings, Settings

from .builders import Listed, codes, found, judged, line, message, month, pair, query, roster

DAYS = st.dates(date(2026, 10, 1), date(2026, 10, 6))
ENDS = st.none() | DAYS


def written(day: date | None) -> str | None:
    return f"{day:%Y/%m/%d}" if day else None


def test_an_account_of_nobody_says_what_to_look_for() -> None:
    assert message("UNKNOWN_ACCOUNT", query(account="hl099"), roster()) == (
        "明細表第 1 列（10/05 09:12，王小明 hl099）的帳號 hl099 不在帳號清冊，請查明是否經核准使用，或補正清冊。"
    )


def test_a_user_of_no_account_is_told_without_one() -> None:
    text = message("UNKNOWN_ACCOUNT", query(account=None, user_name="李大同"), roster())
    assert text.startswith("明細表第 1 列（10/05 09:12，李大同）的使用者不在帳號清冊")


def test_an_account_that_is_an_identifier_is_masked_and_shown_where_the_office_wants_it() -> None:
    asked = query(account="B187654329"), roster()
    assert "帳號 B18765**** 不在帳號清冊" in message("UNKNOWN_ACCOUNT", *asked)
    whole = Settings(report=ReportSettings(mask="none"))
    assert "帳號 B187654329 不在帳號清冊" in message("UNKNOWN_ACCOUNT", *asked, settings=whole)


def test_without_a_roster_no_account_is_accused() -> None:
    assert codes(query(account="hl099")) == ["UNREGISTERED_QUERY"]


def test_a_roster_of_accounts_and_names_alone_is_judged_by() -> None:
    made = month(query(account="hl099"))
    bare = Lists(roster=pd.DataFrame({"account": ["hl001"], "user_name": ["王小明"]}))
    judgement = made.judgement(lists=bare)
    assert sorted(judgement.findings["code"]) == ["UNKNOWN_ACCOUNT", "UNREGISTERED_QUERY"]
    assert "帳號清冊未載使用者證號，未查核是否查詢本人或同仁資料。" in judgement.not_checked


def test_a_query_outside_the_month_is_not_accused() -> None:
    assert codes(query(account="hl099", reason="outside"), roster()) == []


def test_a_finding_on_an_account_has_the_statements_key_alone_though_the_query_is_matched() -> None:
    [finding] = judged(pair(query(account="hl099"), line()), roster()).to_dict("records")
    assert (finding["code"], finding["statement_row"]) == ("UNKNOWN_ACCOUNT", 1)
    assert finding["register_file"] != finding["register_file"] or finding["register_file"] is None


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ({"valid_from": "10/06"}, "於查詢當日尚未核准使用（自115年10月6日）"),
        ({"valid_to": "10/04"}, "於查詢當日已逾效期（至115年10月4日）"),
        ({"certificate_lost_on": "10/01"}, "於查詢當日已通報憑證遺失（115年10月1日）"),
        ({"leave_days": "2026-10-05"}, "之使用者查詢當時請假"),
    ],
)
def test_why_an_account_was_not_to_be_used_is_told(row: dict[str, str], why: str) -> None:
    assert f"的帳號 hl001 {why}" in message("INACTIVE_ACCOUNT", query(), roster(**row))


def test_between_two_terms_the_end_of_the_first_is_told() -> None:
    terms = roster(valid_to="09/30"), roster(valid_from="10/10")
    assert "已逾效期（至115年9月30日）" in message("INACTIVE_ACCOUNT", query(), *terms)


def test_a_name_that_differs_is_told_as_the_roster_has_it() -> None:
    text = message("ACCOUNT_NAME_MISMATCH", query(), roster(user_name="李大同"))
    assert "的帳號 hl001 在帳號清冊為李大同，與明細表之使用者不符" in text


def test_variants_and_interpuncts_of_one_name_are_no_mismatch() -> None:
    names = query(user_name="伊斯坦大‧卡造"), roster(user_name="伊斯坦大・卡造")
    assert "ACCOUNT_NAME_MISMATCH" not in codes(*names)


def test_an_account_of_a_roster_without_names_is_not_compared() -> None:
    assert codes(pair(query(), line()), roster(user_name=None)) == []


def terms() -> st.SearchStrategy[tuple[date | None, date | None, date | None]]:
    return st.tuples(ENDS, ENDS, ENDS)


@settings(max_examples=60, deadline=None)
@given(
    DAYS,
    st.lists(terms(), min_size=1, max_size=3),
    st.lists(DAYS, max_size=2, unique=True),
    st.booleans(),
)
def test_an_account_is_inactive_exactly_on_days_that_no_term_allows(
    day: date, given_terms: list[tuple[date | None, date | None, date | None]], leave: list[date], lower: bool
) -> None:
    """The oracle writes out every allowed day of each term, without comparing an end."""
    span = [date(2026, 10, 1) + timedelta(days=number) for number in range(6)]
    allowed = set[date]()
    rows = list[Listed]()
    for first, last, lost in given_terms:
        begin = span.index(first) if first else 0
        end = span.index(last) + 1 if last else len(span)
        allowed |= set(span[begin:end]) - set(span[span.index(lost) :] if lost else [])
        days = ",".join(f"{one:%Y-%m-%d}" for one in leave) or None
        row = {"valid_from": written(first), "valid_to": written(last), "certificate_lost_on": written(lost)}
        rows.append(roster(account="hl001" if lower else "HL001", leave_days=days, **row))
    at = f"{datetime(day.year, day.month, day.day, 23, 59, 59):%m/%d %H:%M:%S}"
    inactive = not found("INACTIVE_ACCOUNT", query(queried_at=at), *rows).empty
    assert inactive == (day not in allowed or day in leave)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["hl001", "hl002", "HL003", "hl00*"]), min_size=1, max_size=6),
    st.sets(st.sampled_from(["hl001", "hl002", "hl003"]), min_size=1),
)
def test_a_query_is_of_an_unknown_account_exactly_when_the_roster_has_none_like_it(
    asked: list[str], listed: set[str]
) -> None:
    rows = [roster(account=account) for account in sorted(listed)]
    findings = found("UNKNOWN_ACCOUNT", *[query(account=account) for account in asked], *rows)
    known = {account for account in asked if account.lower() in listed or account.endswith("*")}
    assert list(findings["statement_row"]) == [row for row, one in enumerate(asked, start=1) if one not in known]
