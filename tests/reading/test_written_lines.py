"""The lines of an entry as offices write them: who is asked about, and with what result."""

from pathlib import Path

import pytest

from written_register import LIST, SESSION, entry, lines, read

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


@pytest.mark.parametrize(
    ("condition", "results"),
    [
        ("A123456789 王大明 A800000014 李小華", "成功 失敗"),
        ("王大明A123456789李小華A800000014", "成功 失敗"),
        ("①A123456789②A800000014", "①成功②失敗"),
    ],
)
def test_persons_side_by_side_are_lines_of_their_own(tmp_path: Path, condition: str, results: str) -> None:
    read_back = lines(read(tmp_path, LIST, entry(condition, results)), "subject_id", "result")

    assert read_back == [("A123456789", "success"), ("A800000014", "failure")]


@pytest.mark.parametrize("condition", ["A123456789 E12345678", "AB00207171（新A800000014）", "原AB00207171 A800000014"])
def test_two_numbers_of_one_person_are_one_line(tmp_path: Path, condition: str) -> None:
    assert lines(read(tmp_path, LIST, entry(condition, "成功")), "condition") == [(condition,)]


@pytest.mark.parametrize(
    "condition",
    [
        "護照號碼：\nM1234567\n姓名：\nJOHN",
        "王大明\nM1234567\n80/1/1",
        "M1234567\n出生：80.1.1",
        "王大明\nM1234567\n（遷入登記）",
    ],
)
def test_what_else_is_said_of_a_person_is_no_line_of_its_own(tmp_path: Path, condition: str) -> None:
    read_back = lines(read(tmp_path, LIST, entry(condition, "成功")), "subject_id", "result")

    assert read_back == [("M1234567", "success")]


def test_a_result_behind_a_number_is_not_that_of_all(tmp_path: Path) -> None:
    read_back = lines(read(tmp_path, LIST, entry("A123456789\nA800000014", "①成功")), "result")

    assert read_back == [("success",), (None,)]


def test_success_and_failure_may_have_a_column_each(tmp_path: Path) -> None:
    header = ("序號", "登入登出時間", "查詢條件", "查詢結果", "", "查詢事由", "使用者姓名", "主管簽核")
    rows = [
        (1, SESSION, "A123456789", "V", "", "2", "陳怡安", "林素貞"),
        (2, SESSION, "A800000014", "", "V", "2", "陳怡安", "林素貞"),
        (3, SESSION, "A900207177\nAB00207171", "\nV", "V\n", "2", "陳怡安", "林素貞"),
    ]
    below = ("", "", "", "成功", "失敗", "", "", "")

    read_back = lines(read(tmp_path, header, below, *rows), "result")
    assert read_back == [("success",), ("failure",), ("failure",), ("success",)]


@pytest.mark.parametrize("conditions", ["\nA123456789\n\nA800000014", "A123456789\nA800000014"])
def test_a_slot_left_out_takes_no_result_from_the_line_below(tmp_path: Path, conditions: str) -> None:
    told = f"{SLOTS}\n■成功 □失敗\n{SLOTS}\n□成功 ■失敗"

    assert lines(read(tmp_path, LIST, entry(conditions, told)), "subject_id", "result") == [
        ("A123456789", "success"),
        ("A800000014", "failure"),
    ]
