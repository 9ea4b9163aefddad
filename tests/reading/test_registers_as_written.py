"""Registers as offices write them, row by row, in a list that any program saves."""

import csv
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from reconcile.outcome import Reading
from reconcile.reading import read_register

LIST = ("序號", "登入登出時間", "查詢條件", "查詢結果", "查詢事由", "備註", "使用者姓名", "主管簽核")
SESSION = "115/10/05 09:12-09:20"
LATER = "115/10/05 10:30-10:41"


def read(folder: Path, *rows: Sequence[object]) -> Reading:
    path = folder / "register.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return read_register(path)


def lines(reading: Reading, *columns: str) -> list[tuple[str | None, ...]]:
    """Those columns of each line, after a check that nothing was found wrong."""
    assert [str(problem) for problem in reading.problems] == []
    rows = reading.table[list(columns)].astype("object").itertuples(index=False)
    return [tuple(None if pd.isna(cell) else str(cell) for cell in row) for row in rows]


def entry(conditions: str, results: str, seq: object = 1) -> tuple[object, ...]:
    return (seq, SESSION, conditions, results, "2", "", "陳怡安", "林素貞")


SLOTS = "□成功 □失敗"
TWO = f"■成功 □失敗\n□成功 ■失敗\n{SLOTS}\n{SLOTS}"


@pytest.mark.parametrize(
    "conditions",
    [
        "1. A123456789\n2. A800000014\n3.\n4.",
        "①A123456789\n②A800000014\n③\n④",
        "(1)\nA123456789\n(2)\nA800000014",
        "王大明\nA123456789\n李小華\nA800000014",
        "A123456789\n王大明\nA800000014\n李小華",
        "姓名：王大明\n證號：A123456789\n姓名：李小華\n證號：A800000014",
        "A123456789\nA800000014\n護照號碼：\n",
        "A123456789\nA800000014\n－\n（以下空白）",
    ],
)
def test_blank_places_and_names_are_no_lines_of_their_own(tmp_path: Path, conditions: str) -> None:
    read_back = lines(read(tmp_path, LIST, entry(conditions, TWO)), "subject_id", "result")

    assert read_back == [("A123456789", "success"), ("A800000014", "failure")]


def test_a_result_stays_in_its_place_where_one_between_is_blank(tmp_path: Path) -> None:
    told = f"■成功 □失敗\n{SLOTS}\n□成功 ■失敗\n{SLOTS}"
    read_back = lines(read(tmp_path, LIST, entry("1.A123456789\n2.\n3.A800000014\n4.", told)), "subject_id", "result")

    assert read_back == [("A123456789", "success"), ("A800000014", "failure")]


def test_a_name_alone_below_another_line_is_a_line_where_it_has_a_result(tmp_path: Path) -> None:
    read_back = lines(read(tmp_path, LIST, entry("A123456789\n王大明\n李小華", TWO)), "condition", "result")

    assert read_back == [("A123456789 王大明", "success"), ("李小華", "failure")]


def test_one_result_without_boxes_is_that_of_all_lines(tmp_path: Path) -> None:
    read_back = lines(read(tmp_path, LIST, entry("A123456789\nA800000014", "成功")), "subject_id", "result")

    assert read_back == [("A123456789", "success"), ("A800000014", "success")]


def test_two_passports_side_by_side_are_two_lines_where_there_are_two_results(tmp_path: Path) -> None:
    read_back = lines(read(tmp_path, LIST, entry("E12345678 M12345678", TWO)), "subject_id", "result")

    assert read_back == [("E12345678", "success"), ("M12345678", "failure")]


def test_a_result_left_blank_does_not_move_the_results_of_other_columns(tmp_path: Path) -> None:
    header = (
        "序號",
        "登入登出時間",
        "查詢條件1",
        "查詢結果1",
        "查詢條件2",
        "查詢結果2",
        "查詢事由",
        "使用者姓名",
        "主管簽核",
    )
    row = (1, SESSION, "A123456789", "", "A800000014", "失敗", "2", "陳怡安", "林素貞")

    assert lines(read(tmp_path, header, row), "subject_id", "result") == [
        ("A123456789", None),
        ("A800000014", "failure"),
    ]


def test_a_result_left_blank_does_not_move_the_results_of_other_rows(tmp_path: Path) -> None:
    rows = (entry("A123456789\nA900207177", "成功\n"), ("", "", "A800000014", "失敗", "", "", "", ""))

    assert lines(read(tmp_path, LIST, *rows), "subject_id", "result")[2] == ("A800000014", "failure")


SUBJECTS = (
    "序號",
    "日期",
    "登入",
    "登出",
    "身分證字號",
    "居留證號",
    "護照號碼",
    "姓名",
    "結果",
    "事由",
    "承辦人",
    "主管核章",
)


def test_the_person_asked_about_is_not_the_user(tmp_path: Path) -> None:
    row = (1, "115/10/5", "09:12", "09:20", "A123456789", "", "", "王大明", "成功", 2, "陳怡安", "林素貞")

    assert lines(read(tmp_path, SUBJECTS, row), "user_name", "subject_id") == [("陳怡安", "A123456789")]


def test_two_identifiers_of_one_person_with_one_result_are_one_line(tmp_path: Path) -> None:
    row = (1, "115/10/5", "09:12", "09:20", "", "A800000014", "E1234567", "JOHN", "成功", 2, "陳怡安", "林素貞")

    assert lines(read(tmp_path, SUBJECTS, row), "condition", "subject_id") == [("A800000014 E1234567", "A800000014")]


def test_several_identifiers_in_a_cell_of_their_column_are_as_many_lines(tmp_path: Path) -> None:
    ids, results = "A123456789\nA900207177", "成功\n失敗"
    row = (1, "115/10/5", "09:12", "09:20", ids, "", "", "", results, 2, "陳怡安", "林素貞")

    assert lines(read(tmp_path, SUBJECTS, row), "subject_id", "result") == [
        ("A123456789", "success"),
        ("A900207177", "failure"),
    ]


def test_a_name_beside_its_identifier_is_one_line(tmp_path: Path) -> None:
    header = (
        "編號",
        "使用日期",
        "上線時間",
        "離線時間",
        "查詢人",
        "當事人",
        "身分證統一編號",
        "申請事由",
        "結果",
        "主管覆核",
    )
    row = (1, "115年10月5日", "9時12分", "9時20分", "陳怡安", "王大明", "A123456789", "國籍變更", "有", "林素貞")

    read_back = lines(read(tmp_path, header, row), "condition", "user_name", "purposes", "result", "signed_by")
    assert read_back == [("王大明 A123456789", "陳怡安", "1", "success", "林素貞")]


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
