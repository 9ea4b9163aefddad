"""Registers whose days name sheets or stand above, whose hours and minutes have columns, whose numbers begin anew."""

from pathlib import Path

import pytest

from written_register import LIST, lines, read, workbook

REST = ("A123456789", "成功", "2", "", "陳怡安", "林素貞")
TITLE = "115年10月 查詢紀錄表"
NINE = ("2026-10-05 09:12:00", "2026-10-05 09:20:00")
CLOCKS = ("序號", "日期", "登入", None, "登出", None, *LIST[2:])
BELOW = (None, None, "時", "分", "時", "分", *[None] * 6)
APART = ("序號", "日期", "登入時間", "登出時間", *LIST[2:])


def test_sheets_named_by_bare_numbers_are_days_where_they_are_not_counted(tmp_path: Path) -> None:
    rows = [(TITLE,), LIST, (1, "09:12-09:20", *REST)]
    told = lines(workbook(tmp_path, {"5": rows, "6": rows, "8": rows}), "login_at", "logout_at")

    assert told[0] == NINE
    assert [login for login, _ in told] == [f"2026-10-0{day} 09:12:00" for day in (5, 6, 8)]


def test_sheets_counted_from_one_are_pages_and_give_no_day(tmp_path: Path) -> None:
    rows = [(TITLE,), LIST, (1, "09:12-09:20", *REST)]
    reading = workbook(tmp_path, {"1": rows, "2": rows, "3": rows})

    assert reading.table.empty
    assert "沒有寫日期" in str(reading.problems[0])


def test_hours_and_minutes_have_columns_of_their_own(tmp_path: Path) -> None:
    flat = ("序號", "日期", "登入時", "登入分", "登出時", "登出分", *LIST[2:])
    row = (1, "115/10/05", "9", "12", "9", "20", *REST)

    assert lines(read(tmp_path, CLOCKS, BELOW, row), "login_at", "logout_at") == [NINE]
    assert lines(read(tmp_path, flat, row), "login_at", "logout_at") == [NINE]


def test_an_hour_without_its_minute_is_told(tmp_path: Path) -> None:
    reading = read(tmp_path, CLOCKS, BELOW, (1, "115/10/05", "9", "", "9", "20", *REST))

    assert reading.table.empty
    assert "無法辨識登入登出時間" in str(reading.problems[0])


@pytest.mark.parametrize("day", ["10月5日", "【10月5日】", "※115.10.5", "── 10/5 ──"])
def test_numbers_that_begin_anew_below_each_day_are_other_entries(tmp_path: Path, day: str) -> None:
    one, other = (1, "09:12-09:20", *REST), (1, "10:30-10:41", *REST)
    told = lines(read(tmp_path, (TITLE,), LIST, (day,), one, (day.replace("5", "6", 1),), other), "login_at")

    assert len(told) == 2
    assert told[0] == ("2026-10-05 09:12:00",)


@pytest.mark.parametrize("period", ["115年10月1日至115年10月31日", "115/10/01~115/10/31", "115年10月1日至31日"])
def test_a_period_above_says_year_and_month(tmp_path: Path, period: str) -> None:
    row = (1, "5日 09:12-09:20", *REST)

    assert lines(read(tmp_path, (f"查詢期間：{period}",), LIST, row), "login_at", "logout_at") == [NINE]


@pytest.mark.parametrize("logout", ["115/10/6 0:10", "10/6 0:10", "次日0:10", "0:10(翌日)"])
def test_a_logout_in_its_own_column_may_say_its_own_day(tmp_path: Path, logout: str) -> None:
    row = (1, "115/10/05", "23:50", logout, *REST)

    assert lines(read(tmp_path, APART, row), "logout_at") == [("2026-10-06 00:10:00",)]


def test_a_login_on_another_day_than_the_one_beside_it_is_told(tmp_path: Path) -> None:
    reading = read(tmp_path, APART, (1, "115/10/05", "115/10/06 09:12", "09:20", *REST))

    assert reading.table.empty
    assert "無法辨識登入登出時間" in str(reading.problems[0])


@pytest.mark.parametrize(
    ("heading", "written", "meant"),
    [
        ("成功(Y/N)", "N", "failure"),
        ("成功(Y/N)", "Y", "success"),
        ("查詢結果(0成功 1失敗)", "0", "success"),
        ("查詢結果(0成功 1失敗)", "1", "failure"),
        ("查詢結果(1:成功,2:失敗)", "2", "failure"),
        ("查詢結果", "■成 □敗", "success"),
        ("查詢結果", "（敗）", "failure"),
        ("查詢結果", "成功_1_筆 失敗_0_筆", "success"),
        ("查詢結果", "查有此人", "success"),
    ],
)
def test_a_result_is_what_its_heading_says_it_is(tmp_path: Path, heading: str, written: str, meant: str) -> None:
    header = (*LIST[:3], heading, *LIST[4:])
    row = (1, "115/10/05 09:12-09:20", "A123456789", written, *REST[2:])

    assert lines(read(tmp_path, header, row), "result") == [(meant,)]


@pytest.mark.parametrize("heading", ["查詢條件及查詢結果", "查詢條件、結果", "查詢條件/查詢結果"])
def test_a_condition_and_its_result_stand_below_one_heading(tmp_path: Path, heading: str) -> None:
    header = (*LIST[:2], heading, *LIST[4:])
    row = (1, "115/10/05 09:12-09:20", "A123456789 成功\nB223456782（失敗）", *REST[2:])

    told = lines(read(tmp_path, header, row), "subject_id", "result")
    assert told == [("A123456789", "success"), ("B223456782", "failure")]


def test_a_condition_without_its_result_below_that_heading_is_told(tmp_path: Path) -> None:
    header = (*LIST[:2], "查詢條件及結果", *LIST[4:])
    row = (1, "115/10/05 09:12-09:20", "A123456789 成功\nB223456782", *REST[2:])

    reading = read(tmp_path, header, row)
    assert list(reading.table["subject_id"]) == ["A123456789", "B223456782"]
    assert "無法辨識查詢結果" in str(reading.problems[0])


def test_conditions_with_their_results_go_on_on_a_sheet_without_a_header(tmp_path: Path) -> None:
    """The results of the second sheet were once lost without a word."""
    header = (*LIST[:2], "查詢條件及結果", *LIST[4:])
    one, other = (
        (seq, "115/10/05 09:12-09:20", f"A123456789 {said}", *REST[2:]) for seq, said in ((1, "成功"), (2, "失敗"))
    )
    told = lines(workbook(tmp_path, {"10月": [header, one], "續": [other]}), "subject_id", "result")
    assert told == [("A123456789", "success"), ("A123456789", "failure")]


@pytest.mark.parametrize(
    ("login", "logout", "told"),
    [
        ("下午1:05", "1:20", ("13:05", "13:20")),
        ("下午11:50", "上午0:10", ("23:50", "00:10")),
        ("上午11:50", "12:10", ("11:50", "12:10")),
    ],
)
def test_the_afternoon_of_a_login_is_that_of_the_logout_beside_it(
    tmp_path: Path, login: str, logout: str, told: tuple[str, str]
) -> None:
    """下午1:05 and 1:20 once lasted until the night after."""
    reading = read(tmp_path, APART, (1, "115/10/05", login, logout, *REST))
    assert lines(reading, "login_at", "logout_at") == [tuple(f"2026-10-05 {at}:00" for at in told)]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("1:05-1:20 PM", ("13:05", "13:20")),
        ("9:50-1:20 PM", ("09:50", "13:20")),
        ("11:50 AM-1:20 PM", ("11:50", "13:20")),
        ("9:50-下午1:20", ("09:50", "13:20")),
    ],
)
def test_pm_behind_both_times_is_that_of_both(tmp_path: Path, written: str, told: tuple[str, str]) -> None:
    """1:05-1:20 PM once began at night and covered the whole morning."""
    reading = read(tmp_path, LIST, (1, f"115/10/05 {written}", *REST))
    assert lines(reading, "login_at", "logout_at") == [tuple(f"2026-10-05 {at}:00" for at in told)]


def test_login_over_logout_and_user_over_supervisor_stand_on_two_rows_each(tmp_path: Path) -> None:
    """The second rows were once entries of the supervisor without a condition, which ended as they began."""
    header = ("序號", "登入時間", *LIST[2:6], "使用者姓名")
    below = (None, "登出時間", *[None] * 4, "主管簽核")
    rows = [
        (seq, f"115/10/0{day} 09:12", *REST[:4], "陳怡安", None, f"115/10/0{day} 09:20", *[None] * 4, "林素貞")
        for seq, day in ((1, 5), (2, 6))
    ]
    reading = read(tmp_path, header, below, *(part for row in rows for part in (row[:7], row[7:])))
    told = lines(reading, "login_at", "logout_at", "user_name", "signed_by")
    users = ("陳怡安", "林素貞")
    assert told == [(*NINE, *users), (*(at.replace("-05", "-06") for at in NINE), *users)]


def test_both_results_ticked_on_one_line_are_told(tmp_path: Path) -> None:
    """A web page loses the blank line above the second tick: both results were once none, without a word."""
    header = (*LIST[:3], "成功", "失敗", *LIST[4:])
    row = (1, "115/10/05 09:12-09:20", "A123456789\nB223456782", "✓", "✓", *REST[2:])
    assert ["無法辨識查詢結果" in str(one) for one in read(tmp_path, header, row).problems] == [True]
    row = (1, "115/10/05 09:12-09:20", "A123456789\nB223456782", "✓", "\n✓", *REST[2:])
    assert lines(read(tmp_path, header, row), "result") == [("success",), ("failure",)]
