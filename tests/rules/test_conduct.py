"""Questions of conduct: off hours, two places at once, one's own data, one person asked about by many."""

from datetime import date, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st

from reconcile.lists import ALIASES, Lists
from reconcile.outcome import Matching
from reconcile.rules import judge
from reconcile.settings import CalendarSettings, RuleSettings, Settings
from reconcile.tables import MATCHES, REGISTER, STATEMENT, UNMATCHED

from .builders import codes, found, line, message, month, pair, query, roster

AT = datetime(2026, 10, 5, 9, 0)


def clock(minute: int) -> str:
    return f"{AT + timedelta(minutes=minute):%m/%d %H:%M}"


def test_why_the_office_was_closed_is_told() -> None:
    assert message("OFF_HOURS_QUERY", query(queried_at="10/09 09:12")) == (
        "明細表第 1 列（10/09 09:12，王小明 hl001）於國定假日（國慶日（補假））查詢，請確認是否為公務所需。"
    )
    assert "於星期六查詢" in message("OFF_HOURS_QUERY", query(queried_at="10/03 09:12"))
    assert "於上班時間以外查詢" in message("OFF_HOURS_QUERY", query(queried_at="10/05 20:00"))


def test_an_office_sets_its_own_hours_days_and_holidays() -> None:
    evening = Settings(calendar=CalendarSettings(closes="20:00", weekdays=[1, 2, 3, 4, 5, 6], public_holidays=False))
    for at in ("10/05 19:59", "10/03 09:12", "10/09 09:12"):
        assert found("OFF_HOURS_QUERY", query(queried_at=at), settings=evening).empty, at
    assert not found("OFF_HOURS_QUERY", query(queried_at="10/04 09:12"), settings=evening).empty


@checked(max_examples=60, deadline=None)
@given(st.integers(0, 86_399), st.integers(0, 1_438), st.integers(1, 1_439))
def test_a_query_is_off_hours_exactly_outside_the_minutes_from_opening_to_closing(
    second: int, opens: int, length: int
) -> None:
    """The oracle counts minutes of the day; that of closing is the last one inside."""
    closes = min(opens + length, 1_439)
    at = datetime(2026, 10, 5) + timedelta(seconds=second)
    hours = CalendarSettings(
        opens=f"{opens // 60:02d}:{opens % 60:02d}", closes=f"{closes // 60:02d}:{closes % 60:02d}"
    )
    asked = found("OFF_HOURS_QUERY", query(queried_at=f"{at:%m/%d %H:%M:%S}"), settings=Settings(calendar=hours))
    assert asked.empty == (second // 60 in range(opens, closes + 1))


def test_each_change_of_address_names_the_query_before_it() -> None:
    asked = [query(queried_at=f"10/05 09:{12 + number}", ip=f"10.0.0.{number % 2}") for number in range(3)]
    findings = found("CONCURRENT_SESSIONS", *asked)
    assert list(findings["statement_row"]) == [2, 3]
    assert findings["message"][0].startswith(
        "明細表第 2 列（10/05 09:13，王小明 hl001）與明細表第 1 列（10/05 09:12，王小明 hl001）"
        "為同一帳號於 10 分鐘內由不同 IP 位址查詢"
    )


def test_the_office_sets_the_minutes_within_which_addresses_are_two() -> None:
    asked = query(ip="10.0.0.1"), query(ip="10.0.0.2", queried_at="10/05 09:22:00")
    late = query(ip="10.0.0.1"), query(ip="10.0.0.2", queried_at="10/05 09:22:01")
    assert "CONCURRENT_SESSIONS" in codes(*asked)
    assert "CONCURRENT_SESSIONS" not in codes(*late)
    strict = Settings(rules=RuleSettings(concurrent_minutes=9))
    assert found("CONCURRENT_SESSIONS", *asked, settings=strict).empty


def test_two_accounts_at_two_addresses_are_no_question() -> None:
    assert "CONCURRENT_SESSIONS" not in codes(query(ip="10.0.0.1"), query(ip="10.0.0.2", account="hl002"))


def test_an_overlap_is_asked_of_the_first_query_of_the_later_session_and_names_both_entries() -> None:
    earlier = pair(query(), line(seq_no=1))
    later = pair(query(queried_at="10/05 09:18"), line(seq_no=2, login_at="10/05 09:15", logout_at="10/05 09:30"))
    [finding] = found("CONCURRENT_SESSIONS", earlier, later).to_dict("records")
    assert finding["statement_row"] == 2
    assert (
        "所屬之紀錄表第 2 列（第 1 頁序號 2，10/05 09:15，王小明），與紀錄表第 1 列（第 1 頁序號 1"
        in finding["message"]
    )


def test_a_session_past_midnight_without_the_day_of_its_logout_overlaps_one_after_midnight() -> None:
    night = pair(query(queried_at="10/05 23:55"), line(login_at="10/05 23:50", logout_at="10/05 00:20"))
    within = pair(query(queried_at="10/06 00:06"), line(login_at="10/06 00:05", logout_at="10/06 00:10"))
    after = pair(query(queried_at="10/06 00:31"), line(login_at="10/06 00:30", logout_at="10/06 00:40"))
    assert list(found("CONCURRENT_SESSIONS", night, within, after)["statement_row"]) == [2]


@checked(max_examples=80, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 6), st.sampled_from(["王小明", "李大同"])), max_size=6))
def test_sessions_overlap_exactly_where_a_minute_is_in_both(sessions: list[tuple[int, int, str]]) -> None:
    """The oracle lays the minutes of each session out; the later of two that share one is asked about."""
    spans = sorted({(user, begin, begin + length) for begin, length, user in sessions})
    expected = set[tuple[str, int, int]]()
    for one, other in combinations(spans, 2):
        if one[0] == other[0] and set(range(one[1], one[2])) & set(range(other[1], max(other[2], other[1] + 1))):
            expected.add(other)
    written = [
        pair(
            query(queried_at=clock(begin), account=f"hl{number}"),
            line(user_name=user, login_at=clock(begin), logout_at=clock(end)),
        )
        for number, (user, begin, end) in enumerate(spans)
    ]
    rows = found("CONCURRENT_SESSIONS", *written)["statement_row"]
    assert {spans[row - 1] for row in rows} == expected


def test_the_old_number_of_the_user_is_his_own_too() -> None:
    made = month(query(subject_id="AC03095424"), roster(identifier="A800000014"))
    aliases = ALIASES.frame([{"identifier": "AC03095424", "same_as": "A800000014"}])
    matching = Matching(MATCHES.frame([]), UNMATCHED.frame(made.unmatched))
    tables = STATEMENT.frame(made.statement), REGISTER.frame([]), matching
    assert "SELF_QUERY" not in set(judge(*tables, made.lists)["code"])
    known = Lists(roster=made.lists.roster, aliases=aliases)
    assert "SELF_QUERY" in set(judge(*tables, known)["code"])


def test_his_own_query_is_told_without_his_number() -> None:
    text = message("SELF_QUERY", query(), roster(identifier="A123456789"))
    assert text == "明細表第 1 列（10/05 09:12，王小明 hl001）查詢使用者本人之資料，請確認所憑案件。"


def test_a_person_asked_about_by_three_is_told_of_each_query_with_the_numbers() -> None:
    asked = [query(account=account) for account in ("hl001", "hl002", "hl003", "hl001")]
    findings = found("REPEATED_SUBJECT", *asked)
    assert list(findings["statement_row"]) == [1, 2, 3, 4]
    assert all("當月經 3 名使用者查詢共 4 次" in text for text in findings["message"])


def test_the_office_sets_how_many_users_are_several() -> None:
    asked = query(), query(account="hl002")
    two = Settings(rules=RuleSettings(repeated_users=2))
    assert len(found("REPEATED_SUBJECT", *asked, settings=two)) == 2


def test_a_masked_subject_is_nobody_in_particular() -> None:
    asked = [query(subject_id="A12345****", account=f"hl00{number}") for number in range(3)]
    assert "REPEATED_SUBJECT" not in codes(*asked)


def test_holidays_agree_with_the_government_calendar_of_this_year() -> None:
    """The days off of 2026 (辦公日曆表 115年) that are no weekend."""
    days = "01/01 02/16 02/17 02/18 02/19 02/20 02/27 04/03 04/06 05/01 06/19 09/25 09/28 10/09 10/26 12/25".split()
    asked = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    weekdays = [day for day in asked if day.weekday() < 5]
    findings = found("OFF_HOURS_QUERY", *[query(queried_at=f"{day:%m/%d} 09:12") for day in weekdays])
    assert [f"{weekdays[row - 1]:%m/%d}" for row in findings["statement_row"]] == days
