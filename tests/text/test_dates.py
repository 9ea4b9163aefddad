"""Dates, times and sessions as offices write them."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.text.dates import (
    parse_date,
    parse_moment,
    parse_time,
    roc_date,
    roc_moment,
)

DAY = date(2026, 10, 5)
LOGIN, LOGOUT = datetime(2026, 10, 5, 9, 12), datetime(2026, 10, 5, 9, 20)
FULL_WIDTH = str.maketrans("0123456789/:", "０１２３４５６７８９／：")
WEEKDAYS = "一二三四五六日"

ROC_STYLES: list[Callable[[date], str]] = [
    roc_date,
    lambda day: f"民國{roc_date(day)}",
    lambda day: f"中華民國 {day.year - 1911} 年 {day.month} 月 {day.day} 日",
    lambda day: f"{day.year - 1911}/{day.month:02}/{day.day:02}",
    lambda day: f"{day.year - 1911}.{day.month}.{day.day}",
    lambda day: f"{day.year - 1911}-{day.month}-{day.day}",
    lambda day: f"{day.year - 1911}{day:%m%d}",
    lambda day: roc_date(day).translate(FULL_WIDTH),
    lambda day: f"{roc_date(day)}（星期{WEEKDAYS[day.weekday()]}）",
    lambda day: f"{roc_date(day)}({WEEKDAYS[day.weekday()]})",
]
AD_STYLES: list[Callable[[date], str]] = [
    lambda day: day.isoformat(),
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"{day:%Y%m%d}",
    lambda day: f"西元{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day:%Y/%m/%d}".translate(FULL_WIDTH),
]
TIME_STYLES: list[Callable[[time], str]] = [
    lambda at: f"{at:%H:%M:%S}",
    lambda at: f"{at:%H%M%S}",
    lambda at: f"{at:%H時%M分%S秒}",
    lambda at: f"{at.hour}點{at.minute}分{at.second}秒",
    lambda at: f"{at:%H:%M:%S}".translate(FULL_WIDTH),
    lambda at: f"{'上午' if at.hour < 12 else '下午'} {at.hour % 12 or 12}:{at:%M:%S}",
    lambda at: f"{at.hour % 12 or 12}:{at:%M:%S} {'AM' if at.hour < 12 else 'PM'}",
]
SECONDS = st.times().map(lambda at: at.replace(microsecond=0))


@given(st.dates(date(2011, 1, 1), date(2099, 12, 31)), st.sampled_from(ROC_STYLES))
def test_a_roc_day_reads_back_in_every_style(day: date, style: Callable[[date], str]) -> None:
    assert parse_date(style(day)) == day


@given(st.dates(date(1913, 1, 1), date(2099, 12, 31)), st.sampled_from(AD_STYLES))
def test_an_ad_day_reads_back_in_every_style(day: date, style: Callable[[date], str]) -> None:
    assert parse_date(style(day)) == day


@given(SECONDS, st.sampled_from(TIME_STYLES))
def test_a_time_reads_back_in_every_style(at: time, style: Callable[[time], str]) -> None:
    assert parse_time(style(at)) == at


@given(
    st.dates(date(2011, 1, 1), date(2099, 12, 31)),
    SECONDS,
    st.sampled_from(ROC_STYLES + AD_STYLES),
    st.sampled_from(TIME_STYLES),
    st.sampled_from([" ", "\n", "\u3000", "  ", "T"]),
)
def test_an_instant_reads_back_whatever_parts_day_and_time(
    day: date, at: time, write_day: Callable[[date], str], write_time: Callable[[time], str], between: str
) -> None:
    assert parse_moment(write_day(day) + between + write_time(at)) == datetime.combine(day, at)


@given(st.datetimes(datetime(2010, 1, 1), datetime(2060, 1, 1)).map(lambda moment: moment.replace(microsecond=0)))
def test_an_excel_serial_is_its_instant_to_the_second(moment: datetime) -> None:
    serial = (moment - datetime(1899, 12, 30)).total_seconds() / 86400

    assert parse_date(serial) == moment.date()
    if moment.time() != time():
        assert parse_moment(serial) == moment
        assert parse_time(serial % 1) == moment.time()


@pytest.mark.parametrize("zone", ["Z", "+00:00", "+0000", " UTC", ".250Z", " GMT"])
def test_an_instant_that_says_that_it_is_utc_is_eight_hours_later_here(zone: str) -> None:
    """+00:00 was told as no time once, for every row."""
    assert parse_moment(f"2026-10-05T23:12:33{zone}") == datetime(2026, 10, 6, 7, 12, 33)


@pytest.mark.parametrize(
    "written",
    ["115年10月5日09時12分33秒", "1151005091233", "20261005091233", "115/10/0509:12:33", "2026-10-05T09:12:33+08:00"],
)
def test_day_and_time_may_touch(written: str) -> None:
    assert parse_moment(written) == datetime(2026, 10, 5, 9, 12, 33)


@pytest.mark.parametrize(
    ("value", "day"),
    [(1151005.0, DAY), (46300, DAY), (LOGIN, DAY), (DAY, DAY), ("2026-10-05T09:12:33", DAY)],
)
def test_cells_of_a_workbook_are_days(value: object, day: date) -> None:
    assert parse_date(value) == day


def test_a_number_that_a_web_page_made_a_text_is_still_the_day() -> None:
    assert parse_date("46300") == date(2026, 10, 5)
    assert parse_moment("46300.3837153") == datetime(2026, 10, 5, 9, 12, 33)
    assert parse_time("0.3837153") == time(9, 12, 33)
    with pytest.raises(ValueError, match="a day without a time"):
        parse_moment("46300")
    with pytest.raises(ValueError, match=r"^n"):
        parse_time("0.12")


def test_a_sheet_that_dropped_the_leading_zero_still_says_the_time() -> None:
    assert parse_time(91233.0) == time(9, 12, 33)


@pytest.mark.parametrize(
    ("written", "at"),
    [
        ("上午12時0分", time(0)),
        ("下午12時0分", time(12)),
        ("9時5分", time(9, 5)),
        ("9點5分", time(9, 5)),
        ("9時整", time(9)),
        ("0912", time(9, 12)),
        ("下午13:05", time(13, 5)),
    ],
)
def test_hours_are_those_of_the_office(written: str, at: time) -> None:
    assert parse_time(written) == at


@pytest.mark.parametrize(
    "written",
    [
        "75/01/01",
        "99年1月1日",
        "0990101",
        "113/02/30",
        "115/13/01",
        "500/1/1",
        "民國2026年1月1日",
        "西元115年1月1日",
        "",
        "十月五日",
    ],
)
def test_no_day_is_guessed(written: str) -> None:
    with pytest.raises(ValueError, match=r"^not a|^no such"):
        parse_date(written)


@pytest.mark.parametrize("written", ["24:00", "9:60", "9時", "上午13:05", "下午0:05", "912", "", "時分"])
def test_no_time_is_guessed(written: str) -> None:
    with pytest.raises(ValueError, match=r"^n|^the hour"):
        parse_time(written)


@pytest.mark.parametrize("value", ["115/10/05", "115/10/15:05", 46300, 46300.0, DAY, None, True, "09:12"])
def test_an_instant_needs_its_time(value: object) -> None:
    with pytest.raises(ValueError, match=r"^not a|^a day"):
        parse_moment(value)


@given(st.text("0123456789年月日時分/:- ", max_size=20))
def test_an_error_never_quotes_the_value(written: str) -> None:
    for parse in (parse_date, parse_time, parse_moment):
        try:
            parse(written)
        except ValueError as error:
            assert not any(digit in str(error).replace("100 to 199", "") for digit in "0123456789")


def test_instants_are_printed_as_the_office_writes_them() -> None:
    assert roc_moment(datetime(2026, 10, 5, 9, 12, 33)) == "115年10月5日 09:12:33"
    assert roc_moment(LOGIN, seconds=False) == "115年10月5日 09:12"
