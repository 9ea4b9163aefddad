"""The picture of the month."""

from datetime import datetime

import pandas as pd

from reconcile.reports.month_picture import MonthPicture, picture_of

from .builders import outcome, query


def picture(*queries: tuple[datetime, bool]) -> MonthPicture:
    asked = [query(row, queried_at=at) for row, (at, _) in enumerate(queries, start=1)]
    return picture_of(outcome(asked), pd.Series([is_open for _, is_open in queries], dtype=bool))


def test_queries_are_counted_by_day_and_hour_and_the_open_ones_among_them() -> None:
    five = datetime(2026, 10, 5, 9, 59, 59)
    drawn = picture((five, True), (five, False), (datetime(2026, 10, 5, 10), False))
    assert [(cell.day, cell.hour, cell.queries, cell.open) for cell in drawn.cells] == [(5, 9, 2, 1), (5, 10, 1, 0)]
    assert drawn.cells[0].label == "10月5日（一）9 時：2 筆查詢，1 筆有疑點"


def test_the_busiest_hour_is_the_darkest() -> None:
    drawn = picture(*[(datetime(2026, 10, 5, 9), False)] * 10, (datetime(2026, 10, 6, 9), False))
    assert [cell.shade for cell in drawn.cells] == [5, 1]


def test_hours_span_the_office_day_and_any_query_besides() -> None:
    assert picture().hours == tuple(range(8, 18))
    assert picture((datetime(2026, 10, 5, 22), False)).hours == tuple(range(8, 23))


def test_saturdays_sundays_and_holidays_are_shaded_each_with_its_reason() -> None:
    closed = {day.number: day.closed for day in picture().days if day.closed}
    assert list(closed) == [3, 4, 9, 10, 11, 17, 18, 24, 25, 26, 31]
    assert closed[3] == "星期六" and "國慶日" in str(closed[9])


def test_a_query_outside_the_month_is_told_and_not_drawn() -> None:
    drawn = picture((datetime(2026, 11, 1), True), (datetime(2026, 9, 30, 23, 59, 59), False))
    assert drawn.cells == ()
    assert drawn.description == "本月無查詢。另有 2 筆查詢不在本月，未繪入。"
