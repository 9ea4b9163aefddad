"""Registers as offices write them: entries, sessions, headings, and what stands around them."""

from pathlib import Path

import pytest

from written_register import LATER, LIST, SESSION, entry, lines, read, workbook

SLOTS = "□成功 □失敗"
TWO = f"■成功 □失敗\n□成功 ■失敗\n{SLOTS}\n{SLOTS}"


@pytest.mark.parametrize("heading", ["使用者姓名\n主管簽核", "使用者姓名/主管簽核", "使用者姓名（主管簽核）"])
def test_user_and_signature_may_stand_under_one_heading(tmp_path: Path, heading: str) -> None:
    row = (1, SESSION, "A123456789", "成功", "2", "", "陳怡安\n林素貞 115/10/6")

    read_back = lines(read(tmp_path, (*LIST[:6], heading), row), "user_name", "signed_by")
    assert read_back == [("陳怡安", "林素貞 115/10/6")]


def test_a_session_of_its_own_is_an_entry_though_its_number_is_blank_or_repeated(tmp_path: Path) -> None:
    rows = [
        (1, SESSION, "A123456789", "成功", "2", "", "陳怡安", "林素貞"),
        ("", LATER, "A800000014", "成功", "1", "", "陳怡安", "林素貞"),
        ("", LATER, "A900207177", "成功", "3", "", "王小明", "林素貞"),
        (1, SESSION, "AB00207171", "成功", "3", "", "王小明", "林素貞"),
    ]

    read_back = lines(read(tmp_path, LIST, *rows), "register_entry", "purposes", "user_name")
    assert read_back == [("1", "2", "陳怡安"), ("2", "1", "陳怡安"), ("3", "3", "王小明"), ("4", "3", "王小明")]


def test_a_session_repeated_with_another_purpose_is_another_entry(tmp_path: Path) -> None:
    rows = [
        (SESSION, "A123456789", "成功", "2", "", "陳怡安", "林"),
        (SESSION, "A800000014", "成功", "1", "", "陳怡安", "林"),
    ]

    read_back = lines(read(tmp_path, LIST[1:], *rows), "register_entry", "purposes")
    assert read_back == [("1", "2"), ("2", "1")]


def test_a_day_written_once_is_that_of_the_rows_below_it(tmp_path: Path) -> None:
    header = ("項次", "日期", "登入時間", "登出時間", *LIST[2:])
    rows = [
        (1, "115/10/05", "09:12", "09:20", "A123456789", "成功", "2", "", "陳怡安", "林素貞"),
        (2, "", "10:30", "10:41", "A800000014", "成功", "2", "", "陳怡安", "林素貞"),
    ]

    assert lines(read(tmp_path, header, *rows), "login_at", "logout_at")[1] == (
        "2026-10-05 10:30:00",
        "2026-10-05 10:41:00",
    )


def test_day_and_times_may_stand_in_two_columns(tmp_path: Path) -> None:
    row = (1, "115/10/05", "09:12-09:20", "A123456789", "成功", "2", "", "陳怡安", "林素貞")

    read_back = lines(read(tmp_path, ("序號", "日期", "時間", *LIST[2:]), row), "login_at", "logout_at")
    assert read_back == [("2026-10-05 09:12:00", "2026-10-05 09:20:00")]


def test_a_day_without_any_column_of_times_is_no_session(tmp_path: Path) -> None:
    row = (1, "115/10/05", "A123456789", "成功", "2", "", "陳怡安", "林素貞")
    reading = read(tmp_path, ("序號", "日期", *LIST[2:]), row)

    assert reading.table.empty
    assert "無法辨識登入登出時間" in str(reading.problems[0])


def test_a_logout_alone_makes_no_login_at_midnight(tmp_path: Path) -> None:
    row = (1, "115/10/05", "", "09:20", "A123456789", "成功", "2", "", "陳怡安", "林素貞")

    read_back = lines(read(tmp_path, ("序號", "日期", "登入", "登出", *LIST[2:]), row), "login_at", "logout_at")
    assert read_back == [(None, "2026-10-05 09:20:00")]


def test_whose_sheet_it_is_stands_above_it(tmp_path: Path) -> None:
    header, row = LIST[:6] + LIST[7:], (1, SESSION, "A123456789", "成功", "2", "", "林素貞")
    read_back = lines(read(tmp_path, ("使用者：陳怡安",), header, row, ("使用者：王小明",), header, row), "user_name")

    assert read_back == [("陳怡安",), ("王小明",)]


def test_a_slot_whose_year_or_name_of_month_is_printed_is_blank(tmp_path: Path) -> None:
    blank = (2, "115年  月  日\n時   分\n至\n時   分", "1.\n2.\n3.\n4.", "\n".join([SLOTS] * 4), "", "", "", "")

    assert len(lines(read(tmp_path, LIST, entry("A123456789", "成功"), blank), "register_entry")) == 1


def test_a_column_of_accounts_makes_no_statement_of_a_register(tmp_path: Path) -> None:
    row = (*entry("A123456789", "成功"), "hl01")

    assert lines(read(tmp_path, (*LIST, "使用者帳號"), row), "user_name") == [("陳怡安",)]


def test_a_session_repeated_below_rows_without_one_is_another_entry(tmp_path: Path) -> None:
    rows = [
        (SESSION, "A123456789", "成功", "2", "", "陳怡安", "林素貞"),
        ("", "A800000014", "成功", "", "", "", ""),
        (SESSION, "A900207177", "成功", "2", "", "陳怡安", "林素貞"),
    ]

    assert lines(read(tmp_path, LIST[1:], *rows), "register_entry") == [("1",), ("1",), ("2",)]


@pytest.mark.parametrize(
    "note", ["填表日期：115年11月2日", "使用期間：115年10月1日至31日", "附註：保存5年", "※保存5年"]
)
def test_a_note_between_the_pages_is_no_entry(tmp_path: Path, note: str) -> None:
    row = (SESSION, "A123456789", "成功", "2", "", "陳怡安", "林素貞")
    padded = (note, *[""] * 6)

    assert len(lines(read(tmp_path, LIST[1:], row, padded, LIST[1:], (LATER, *row[1:]), padded), "condition")) == 2


def test_a_row_for_signatures_is_no_entry(tmp_path: Path) -> None:
    signing = ("使用者簽章", "", "", "陳怡安", "", "主管簽章", "", "林素貞")

    assert len(lines(read(tmp_path, LIST, entry("A123456789", "成功"), signing), "condition")) == 1


def test_the_year_before_a_number_is_not_the_number(tmp_path: Path) -> None:
    rows = [entry("A123456789", "成功", "115-001"), entry("A800000014", "成功", "115-002")]

    assert lines(read(tmp_path, LIST, *rows), "seq_no") == [("1",), ("2",)]


def test_headings_may_say_how_to_write(tmp_path: Path) -> None:
    header = (
        "序號",
        "登入登出時間(年月日時分)",
        "查詢條件(身分證號)",
        "查詢結果\n(成功/失敗)",
        "查詢事由（一）~（四）",
    )
    row = (1, SESSION, "A123456789", "成功", 2, "", "陳怡安", "林素貞")

    read_back = lines(
        read(tmp_path, (*header, "備註", "使用者姓名(簽章)", "主管簽核（簽章）"), row), "result", "purposes"
    )
    assert read_back == [("success", "2")]


def test_times_that_lost_their_first_zero_are_times(tmp_path: Path) -> None:
    sheet = [
        ("序號", "日期", "登入", "登出", *LIST[2:]),
        (1, "115/10/5", 912, 920, "A123456789", "成功", 2, "", "陳", "林"),
    ]

    read_back = lines(workbook(tmp_path, {"10月": sheet}), "login_at", "logout_at")
    assert read_back == [("2026-10-05 09:12:00", "2026-10-05 09:20:00")]


@pytest.mark.parametrize(
    "beside",
    [
        [("月份", "件數"), ("10月", 1)],
        [("姓名", "職稱"), ("陳怡安", "課員")],
        [("使用者姓名", "查詢事由", "查詢條件", "筆數"), ("陳怡安", "戶籍登記", "身分證號", 1)],
    ],
)
def test_a_worksheet_of_totals_or_names_holds_no_entry(tmp_path: Path, beside: list[tuple[object, ...]]) -> None:
    kept = [LIST, entry("A123456789", "成功")]

    assert len(lines(workbook(tmp_path, {"10月": kept, "其他": beside}), "condition")) == 1


def test_a_worksheet_without_a_header_goes_on_with_the_one_before(tmp_path: Path) -> None:
    sheets = {"1": [LIST, entry("A123456789", "成功")], "2": [("接續前頁",), entry("A800000014", "成功", 2)]}

    assert len(lines(workbook(tmp_path, sheets), "condition")) == 2


DAYS = ("序號", "日期", "登入", "登出", *LIST[2:])


def on_a_day(number: int, day: str | None) -> tuple[object, ...]:
    return (number, day, "09:10", "09:20", "A123456789", "成功", 2, "", "陳", "林")


def test_a_day_is_not_carried_over_one_that_cannot_be_read(tmp_path: Path) -> None:
    rows = [DAYS, on_a_day(1, "115/10/05"), on_a_day(2, None), on_a_day(3, "十月六"), on_a_day(4, None)]
    reading = read(tmp_path, *rows)
    assert list(reading.table["register_entry"]) == [1, 2]
    assert ["無法辨識登入登出時間" in str(problem) for problem in reading.problems] == [True, True]


def test_a_day_is_not_carried_into_the_next_worksheet(tmp_path: Path) -> None:
    reading = workbook(tmp_path, {"10月": [DAYS, on_a_day(1, "115/10/31")], "11月": [DAYS, on_a_day(1, None)]})
    assert list(reading.table["register_entry"]) == [1]
    assert ["無法辨識登入登出時間" in str(problem) for problem in reading.problems] == [True]


def test_login_and_logout_may_stand_in_two_columns_under_one_heading(tmp_path: Path) -> None:
    header = ("序號", "登入登出日期及時間", "", *LIST[2:])
    row = (1, "115/10/05 09:12", "115/10/05 09:20", *entry("A123456789", "成功")[2:])

    read_back = lines(read(tmp_path, header, row), "login_at", "logout_at")
    assert read_back == [("2026-10-05 09:12:00", "2026-10-05 09:20:00")]


def test_two_tables_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    left, right = entry("A123456789", "成功"), (2, LATER, *entry("A800000014", "失敗")[2:])
    third = (3, LATER, *entry("A900207177", "成功")[2:])
    reading = read(tmp_path, (*LIST, *LIST), (*left, *right), (*third, *[""] * 8))

    read_back = lines(reading, "register_entry", "seq_no", "subject_id", "result")
    assert read_back == [
        ("1", "1", "A123456789", "success"),
        ("2", "3", "A900207177", "success"),
        ("3", "2", "A800000014", "failure"),
    ]


def test_a_total_of_the_page_is_no_entry(tmp_path: Path) -> None:
    assert len(lines(read(tmp_path, LIST, entry("A123456789", "成功"), ("本頁小計", "1筆")), "condition")) == 1


def test_a_name_beside_an_identifier_may_be_anybodys(tmp_path: Path) -> None:
    header = ("序號", "登入登出時間", "身分證字號", "姓名", "查詢結果", "查詢事由", "承辦", "主管簽核")
    reading = read(tmp_path, header, (1, SESSION, "A123456789", "王大明", "成功", "2", "陳怡安", "林素貞"))

    assert reading.table["user_name"].isna().all()
    assert "看不出是使用者或查詢對象" in str(reading.problems[0])


def test_a_line_below_a_session_may_have_a_purpose_of_its_own(tmp_path: Path) -> None:
    rows = [
        entry("A123456789", "成功"),
        ("", "", "A800000014", "成功", "1", "", "", ""),
        ("", "", "A900207177", "成功", "", "", "", ""),
        ("", "", "AB00207171", "成功", "3", "", "", ""),
    ]

    read_back = lines(read(tmp_path, LIST, *rows), "register_entry", "purposes", "login_at", "user_name", "signed_by")
    shared = ("2026-10-05 09:12:00", "陳怡安", "林素貞")
    assert read_back == [("1", "2", *shared), ("2", "1", *shared), ("2", "1", *shared), ("3", "3", *shared)]


def test_a_logout_may_have_a_column_for_its_day(tmp_path: Path) -> None:
    header = ("序號", "登入日期", "登入時間", "登出日期", "登出時間", *LIST[2:])
    row = (1, "115/10/05", "23:50", "115/10/06", "00:10", *entry("A123456789", "成功")[2:])

    read_back = lines(read(tmp_path, header, row), "login_at", "logout_at")
    assert read_back == [("2026-10-05 23:50:00", "2026-10-06 00:10:00")]


def test_labels_above_a_list_sign_nothing(tmp_path: Path) -> None:
    labels = ("單位", "花蓮市戶政事務所", "使用者", "陳怡安", "主管", "林素貞")
    unsigned = (*entry("A123456789", "成功")[:7], "")

    read_back = lines(read(tmp_path, labels, LIST, unsigned), "user_name", "signed_off", "signed_by")
    assert read_back == [("陳怡安", "False", None)]


@pytest.mark.parametrize(
    ("written", "lacking"),
    [
        ("10月5日9時12分至9時20分", "沒有寫年份，標題、工作表及檔名也看不出"),
        ("5日9時12分至9時20分", "沒有寫月份，標題、工作表及檔名也看不出"),
        ("9時12分至9時20分", "沒有寫日期，前後也看不出"),
        ("115年10月  日9時12分至9時20分", "沒有寫日期，前後也看不出"),
    ],
)
def test_it_is_told_what_of_the_day_is_not_written(tmp_path: Path, written: str, lacking: str) -> None:
    reading = read(tmp_path, LIST, (1, written, "A123456789", "成功", "2", "", "陳怡安", "林素貞"))

    assert [lacking in str(problem) for problem in reading.problems] == [True]


def test_two_users_in_one_entry_are_a_question_and_stay_as_written(tmp_path: Path) -> None:
    reading = read(tmp_path, LIST, (1, SESSION, "A123456789", "成功", "2", "", "陳怡安\n林美玲", "林素貞"))

    assert list(reading.table["user_name"]) == ["陳怡安 林美玲"]
    assert ["兩人以上" in str(problem) for problem in reading.problems] == [True]
    assert "林美玲" not in str(reading.problems[0])


@pytest.mark.parametrize("mark", ["承上", "同1", "--〃--", "同 上", "↓", "＂", "、、", "：：", "同上人"])
def test_what_stands_for_the_cell_above_is_read_in_every_spelling(tmp_path: Path, mark: str) -> None:
    rows = [entry("A123456789", "成功"), (2, LATER, "A800000014", "成功", mark, "", mark, mark)]

    read_back = lines(read(tmp_path, LIST, *rows), "user_name", "signed_off", "purposes")
    assert read_back == [("陳怡安", "True", "2"), ("陳怡安", "True", "2")]


@pytest.mark.parametrize("word", ["不核可", "請補正", "主任：", "股長:", "。", "不予核准"])
def test_a_label_and_a_refusal_are_no_signature(tmp_path: Path, word: str) -> None:
    row = (1, SESSION, "A123456789", "成功", "2", "", "陳怡安", word)

    assert lines(read(tmp_path, LIST, row), "signed_off") == [("False",)]


@pytest.mark.parametrize(
    "remark", ["作廢 王大明", "作廢(重複)", "誤登作廢，另登第2號", "原列誤繕作廢", "誤植", "115/10/5 作廢"]
)
def test_a_voided_entry_may_say_by_whom_and_why(tmp_path: Path, remark: str) -> None:
    row = (1, SESSION, "A123456789", "成功", "2", remark, "陳怡安", "林素貞")

    assert lines(read(tmp_path, LIST, row), "voided") == [("True",)]


@pytest.mark.parametrize("remark", ["作廢戶口名簿換發", "作廢 戶口名簿", "前次誤繕更正", "申請人取消辦理"])
def test_business_about_what_is_void_voids_nothing(tmp_path: Path, remark: str) -> None:
    row = (1, SESSION, "A123456789", "成功", "2", remark, "陳怡安", "林素貞")

    assert lines(read(tmp_path, LIST, row), "voided") == [("False",)]


@pytest.mark.parametrize("heading", ["股長", "主任", "課長核章", "直屬主管", "主管批示"])
def test_the_column_of_signatures_may_bear_the_title_of_who_signs(tmp_path: Path, heading: str) -> None:
    assert lines(read(tmp_path, (*LIST[:7], heading), entry("A123456789", "成功")), "signed_by") == [("林素貞",)]


def test_a_filled_column_that_nobody_knows_is_told_where_none_is_the_signatures(tmp_path: Path) -> None:
    reading = read(tmp_path, (*LIST[:7], "畫押"), entry("A123456789", "成功"))

    assert ["看不出是什麼" in str(problem) for problem in reading.problems] == [True]
    assert lines(read(tmp_path, (*LIST, "櫃台電話"), (*entry("A123456789", "成功"), "123")), "signed_by")


def test_a_box_before_and_a_tick_behind_a_purpose_cannot_be_told(tmp_path: Path) -> None:
    purposes = "□國籍變更案件 □受理各項戶籍登記■ □印鑑證明 □其他"
    reading = read(tmp_path, LIST, (1, SESSION, "A123456789", "成功", purposes, "", "陳怡安", "林素貞"))

    assert ["無法辨識查詢事由" in str(problem) for problem in reading.problems] == [True]


@pytest.mark.parametrize(
    ("title", "first", "second"),
    [
        ("115年10月份查詢紀錄表", "10月5日", "10月6日"),
        ("查詢紀錄表", "115年10月5日", "115/10/06"),
    ],
)
def test_a_day_alone_in_a_row_is_that_of_the_rows_below(tmp_path: Path, title: str, first: str, second: str) -> None:
    row = (1, "9:12-9:20", "A123456789", "成功", "2", "", "陳怡安", "林素貞")
    days = [(first, *[""] * 7), row, (second, *[""] * 7), (2, "10:30-10:41", *row[2:])]

    read_back = lines(read(tmp_path, (title, *[""] * 7), LIST, *days), "login_at")
    assert read_back == [("2026-10-05 09:12:00",), ("2026-10-06 10:30:00",)]


def test_columns_for_some_of_the_purposes_only_are_told(tmp_path: Path) -> None:
    header = (*LIST[:4], "國籍", "戶籍", "其他", *LIST[5:])
    row = (1, SESSION, "A123456789", "成功", "FALSE", "TRUE", "FALSE", "", "陳怡安", "林素貞")

    assert any("「戶籍」欄" in str(problem) for problem in read(tmp_path, header, row).problems)


def test_columns_headed_with_the_first_words_of_all_purposes_are_read(tmp_path: Path) -> None:
    header = (*LIST[:4], "國籍", "戶籍", "印鑑", "其他", *LIST[5:])
    row = (1, SESSION, "A123456789", "成功", "FALSE", "TRUE", "FALSE", "FALSE", "", "陳怡安", "林素貞")
    reading = read(tmp_path, header, row)

    assert (list(reading.table["purposes"]), reading.problems) == (["2"], ())


ON_OCTOBER_5 = [
    "日期：115年10月5日", "115年10月5日（星期一）", "115/10/5", "10月5日 星期一", "10/5", "一一五年十月五日",
    "__115__年__10__月__5__日", "5日", "查詢日期：115/10/05",
]  # fmt: skip
TIMES_ONLY = (1, "9:12-9:20", "A123456789", "成功", "2", "", "陳怡安", "林素貞")
LATER_TIMES = (2, "10:30-10:41", "A800000014", "成功", "2", "", "陳怡安", "林素貞")


@pytest.mark.parametrize("day", ON_OCTOBER_5)
@pytest.mark.parametrize(("at", "headed"), [(0, True), (1, True), (7, True), (0, False), (1, False), (5, False)])
def test_a_day_stands_above_its_rows_in_any_column_and_any_words(
    tmp_path: Path, day: str, at: int, headed: bool
) -> None:
    """Above a header that is printed again, or within the table."""

    def block(words: str, row: tuple[object, ...]) -> list[tuple[object, ...]]:
        above = tuple(words if column == at else "" for column in range(8))
        return [above, LIST, row] if headed else [above, row]

    rows = [*block(day, TIMES_ONLY), *block("115年10月6日", LATER_TIMES)]
    top = [] if headed else [LIST]

    read_back = lines(read(tmp_path, ("115年10月查詢紀錄表", *[""] * 7), *top, *rows), "login_at")
    assert read_back == [("2026-10-05 09:12:00",), ("2026-10-06 10:30:00",)]


@pytest.mark.parametrize(
    "title",
    [
        "11510查詢紀錄表", "查詢紀錄表(115/10)", "115.10 查詢紀錄表", "中華民國一一五年十月查詢紀錄表",
        "查詢紀錄表 10月(115)",
    ],
)  # fmt: skip
def test_year_and_month_stand_in_the_title_however_they_are_written(tmp_path: Path, title: str) -> None:
    row = (1, "5日 9:12-9:20", *TIMES_ONLY[2:])

    assert lines(read(tmp_path, (title, *[""] * 7), LIST, row), "login_at") == [("2026-10-05 09:12:00",)]


@pytest.mark.parametrize("name", ["1005", "10月5日", "10-5", "115.10.5", "5日", "1151005", "10.5(一)", "五日"])
def test_a_worksheet_a_day_is_named_after_it(tmp_path: Path, name: str) -> None:
    sheets = {name: [["115年10月查詢紀錄表"], LIST, TIMES_ONLY]}

    assert lines(workbook(tmp_path, sheets), "login_at") == [("2026-10-05 09:12:00",)]


@pytest.mark.parametrize("name", ["5", "05", "第5頁"])
def test_a_number_that_may_be_a_page_is_no_day(tmp_path: Path, name: str) -> None:
    reading = workbook(tmp_path, {name: [["115年10月查詢紀錄表"], LIST, TIMES_ONLY]})

    assert any("沒有寫日期" in str(problem) for problem in reading.problems)


@pytest.mark.parametrize(
    ("heads", "cells"),
    [
        (("年", "月", "日", "起", "訖"), ("115", "10", "5", "9:12", "9:20")),
        (("月", "日", "登入", "登出"), ("10", "5", "9:12", "9:20")),
        (("日", "登入登出時間"), (5, "9:12-20")),
        (("日期", "登入時間", "登出時間"), ("5", "9:12", "9:20")),
    ],
)
def test_a_day_may_stand_in_columns_of_its_own(
    tmp_path: Path, heads: tuple[str, ...], cells: tuple[object, ...]
) -> None:
    header, row = ("序號", *heads, *LIST[2:]), (1, *cells, *TIMES_ONLY[2:])
    title = ("115年10月查詢紀錄表", *[""] * (len(header) - 1))

    read_back = lines(read(tmp_path, title, header, row), "login_at", "logout_at")
    assert read_back == [("2026-10-05 09:12:00", "2026-10-05 09:20:00")]


@pytest.mark.parametrize("told", ["成功1 失敗1", "1成1敗", "成功：1筆\n失敗：1筆"])
def test_how_many_succeeded_does_not_say_which(tmp_path: Path, told: str) -> None:
    reading = read(tmp_path, LIST, entry("A123456789\nA800000014", told))

    assert any("只寫成功及失敗各幾筆" in str(problem) for problem in reading.problems)
    assert reading.table["result"].isna().all()


@pytest.mark.parametrize("told", ["成功2 失敗0", "2成0敗", "成功(2)失敗(0)"])
def test_a_count_of_one_kind_is_that_of_all(tmp_path: Path, told: str) -> None:
    row = entry("A123456789\nA800000014", told)

    assert lines(read(tmp_path, LIST, row), "result") == [("success",), ("success",)]


def test_more_results_than_conditions_are_told(tmp_path: Path) -> None:
    reading = read(tmp_path, LIST, entry("A123456789", "成功\n失敗"))

    assert any("查詢結果比查詢條件多" in str(problem) for problem in reading.problems)


def test_two_sessions_in_one_cell_are_told(tmp_path: Path) -> None:
    reading = read(tmp_path, LIST, (1, "115/10/5 9:12-9:20、10:30-10:41", *entry("A123456789", "成功")[2:]))

    assert any("有兩次以上" in str(problem) for problem in reading.problems)


def test_the_day_of_a_signature_below_it_is_no_day_of_the_rows_below(tmp_path: Path) -> None:
    rows = [entry("A123456789", "成功"), (*[""] * 7, "115/10/06"), (2, LATER, *TIMES_ONLY[2:])]

    read_back = lines(read(tmp_path, LIST, *rows), "login_at", "signed_by")
    assert read_back == [("2026-10-05 09:12:00", "林素貞 115/10/06"), ("2026-10-05 10:30:00", "林素貞")]


@pytest.mark.parametrize("title", ["115年12月至116年1月查詢紀錄表", "查詢期間：115年12月28日至116年1月5日"])
def test_a_title_over_two_years_gives_none(tmp_path: Path, title: str) -> None:
    row = (1, "1/3 9:12-9:20", *TIMES_ONLY[2:])
    reading = read(tmp_path, (title, *[""] * 7), LIST, row)

    assert any("沒有寫年份" in str(problem) for problem in reading.problems)


def test_a_title_over_two_months_gives_the_year(tmp_path: Path) -> None:
    row = (1, "12/3 9:12-9:20", *TIMES_ONLY[2:])
    title = ("115年10月至12月查詢紀錄表", *[""] * 7)

    assert lines(read(tmp_path, title, LIST, row), "login_at") == [("2026-12-03 09:12:00",)]
