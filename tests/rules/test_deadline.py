"""The deadline of the tenth (要點十一), and what is said where it cannot be checked."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import settings as checked
from hypothesis import strategies as st

from .builders import Item, closed_day, codes, downloaded, found, message, month, query

INCOMPLETE = "尚未終了"


def unchecked(*items: Item) -> tuple[str, ...]:
    return month(*items).judgement().not_checked


def test_a_late_download_has_no_keys_and_says_by_how_much_and_who_says_so() -> None:
    [finding] = found("LATE_DOWNLOAD", query(), downloaded("11/12")).to_dict("records")
    assert finding["message"] == (
        "115年10月之主管稽核月明細表於115年11月12日下載（執行時指定），逾115年11月10日之期限 2 日，請敘明原因。"
    )
    assert found("LATE_DOWNLOAD", query(), downloaded("11/12")).iloc[0, 2:7].isna().all()


def test_a_deadline_on_a_holiday_shows_the_next_working_day_beside_it() -> None:
    text = message("LATE_DOWNLOAD", downloaded("2026/10/12", month="2026-09"))
    assert "逾115年10月10日之期限 2 日" in text
    assert "期限當日為假日，次一上班日為115年10月12日，下載未逾該日，是否順延請主管認定。" in text


def test_the_next_working_day_passes_over_the_office_own_closed_days() -> None:
    text = message("LATE_DOWNLOAD", downloaded("2026/10/13", month="2026-09"), closed_day("10/12"))
    assert "次一上班日為115年10月13日" in text


def test_a_month_that_nobody_names_is_not_judged_and_said() -> None:
    two_months = query(queried_at="09/30 10:00"), query(queried_at="10/01 10:00"), downloaded("12/31")
    assert "LATE_DOWNLOAD" not in codes(*two_months)
    assert "無法由明細表認定月份，未查核主管稽核月明細表是否於次月十日前下載。" in unchecked(*two_months)


def test_a_download_of_unknown_date_is_said() -> None:
    assert "不知主管稽核月明細表之下載日期，未查核是否於次月十日前下載。" in unchecked(query())


@pytest.mark.parametrize("day", ["10/05", "10/31"])
def test_a_download_before_the_month_is_over_is_no_whole_month(day: str) -> None:
    [sentence] = [one for one in unchecked(query(), downloaded(day)) if INCOMPLETE in one]
    assert sentence.endswith("請於115年11月1日至115年11月10日間重新下載後重跑。")


def test_a_download_in_time_leaves_nothing_to_say() -> None:
    assert not any("下載" in sentence for sentence in unchecked(query(), downloaded("11/01")))


@checked(max_examples=80, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2030, 12, 1)), st.integers(-40, 80))
def test_a_download_is_late_exactly_after_the_tenth_of_the_next_month(day: date, later: int) -> None:
    """The oracle walks day by day from the last of the month to the tenth after it."""
    due = day.replace(day=28)
    while not (due.month != day.month and due.day == 10):
        due += timedelta(days=1)
    on = due + timedelta(days=later)
    asked = downloaded(f"{on:%Y/%m/%d}", month=f"{day:%Y-%m}")
    assert found("LATE_DOWNLOAD", asked).empty == (later <= 0)
