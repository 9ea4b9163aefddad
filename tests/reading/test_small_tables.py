"""What small tables of text say, and what must be asked about them."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from documents.make.paper import Value
from list_files import written
from reconcile.carriers.opening import open_document
from reconcile.outcome import Reading
from reconcile.reading import register, statement

HEAD = "使用者帳號,使用者姓名,查詢時間,查詢條件,查詢結果"
ONE = "yuli003,陳怡安,115/10/05 09:12:33,A123456789,成功"
WRITTEN = "日期,登入時間,登出時間,查詢條件,查詢結果,查詢事由,使用者姓名,主管簽核"


def stated(folder: Path, *lines: str) -> Reading:
    """A statement of these lines."""
    return statement.read(open_document(_kept(folder, lines)))


def kept(folder: Path, *lines: str) -> Reading:
    """A register of these lines."""
    return register.read(open_document(_kept(folder, lines)))


def _kept(folder: Path, lines: Sequence[str]) -> Path:
    path = folder / "table.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_row_that_shows_neither_time_nor_condition_is_counted_and_asked_about(tmp_path: Path) -> None:
    reading = stated(tmp_path, HEAD + ",查詢事由", ONE + ",(一)", "yuli007,潘志成,,,失敗,(二)")
    assert (reading.facts.rows_printed, len(reading.table)) == (2, 1)
    assert [str(problem) for problem in reading.problems] != []


def test_a_query_of_nobody_is_asked_about(tmp_path: Path) -> None:
    reading = stated(tmp_path, HEAD, ONE, ",,115/10/05 09:20:00,A123456789,成功")
    assert len(reading.table) == 2
    assert ["看不出使用者是誰" in str(problem) for problem in reading.problems] == [True]


@pytest.mark.parametrize(
    "words",
    [
        "查無資料",
        "本月無查詢紀錄",
        "本期無查詢",
        "合計：0 筆",
        "合計：０筆",
        "本月查詢 0 筆",
        "0 筆資料",
        "無",
        "No data",
    ],
)
def test_a_month_without_queries_says_so_in_many_words(tmp_path: Path, words: str) -> None:
    reading = stated(tmp_path, HEAD, words)
    assert (len(reading.table), reading.problems) == (0, ())


@pytest.mark.parametrize("words", ["合計：10 筆", "本月查詢 20 筆", "10 筆資料"])
def test_a_count_that_ends_in_nought_is_no_month_without_queries(tmp_path: Path, words: str) -> None:
    assert stated(tmp_path, HEAD, words).problems


def test_a_heading_over_rows_names_the_user_and_in_brackets_the_account(tmp_path: Path) -> None:
    reading = stated(
        tmp_path,
        "序號,查詢時間,查詢條件,查詢結果",
        "使用者：潘志成（yuli007）",
        "1,115/10/05 09:12:33,A123456789,成功",
    )
    assert reading.table[["account", "user_name"]].to_numpy().tolist() == [["yuli007", "潘志成"]]


def test_a_result_that_cannot_be_read_is_a_problem_of_the_register(tmp_path: Path) -> None:
    reading = kept(
        tmp_path,
        WRITTEN,
        "115/10/05,9:10,9:20,A123456789,待查,2,潘志成,林素貞",
        "115/10/06,9:10,9:20,A123456789,成功,2,潘志成,林素貞",
    )
    assert len(reading.table) == 2
    assert ["無法辨識查詢結果" in str(problem) for problem in reading.problems] == [True]


@pytest.mark.parametrize(
    ("condition", "subjects"),
    [
        ("①A123456789", ["A123456789"]),
        ("A123456789 A800000014", ["A123456789", "A800000014"]),
        ("A123456789／A800000014", ["A123456789", "A800000014"]),
        ('"王大同\nA123456789\n陳小美\nA800000014"', ["A123456789", "A800000014"]),
        ('"A123456789\n王大同\nA800000014\n陳小美"', ["A123456789", "A800000014"]),
        ("A123456789 王大同", ["A123456789"]),
    ],
)
def test_each_person_asked_about_is_a_line_however_they_stand_in_the_cell(
    tmp_path: Path, condition: str, subjects: list[str]
) -> None:
    reading = kept(tmp_path, WRITTEN, f"115/10/05,9:10,9:20,{condition},,2,潘志成,林素貞")
    assert reading.table["subject_id"].tolist() == subjects


def test_results_beside_one_another_belong_to_the_conditions_in_their_order(tmp_path: Path) -> None:
    cell = '"1. 成功\n2. 失敗"'
    for results in ("成功 失敗", cell, '"V成功 失敗\n成功 V失敗"'):
        reading = kept(tmp_path, WRITTEN, f"115/10/05,9:10,9:20,A123456789、A800000014,{results},2,潘志成,林素貞")
        assert reading.table["result"].tolist() == ["success", "failure"]


def test_the_number_of_the_page_below_the_dates_is_no_query(tmp_path: Path) -> None:
    head, one = "查詢日期,查詢時分,使用者帳號,查詢條件", "115/10/01,09:12:33,yuli003,A123456789"
    reading = stated(tmp_path, head, one, "1/1")
    assert (len(reading.table), reading.facts.rows_printed, reading.problems) == (1, 1, ())


NINE, MIDNIGHT = datetime(2026, 10, 5, 9, 12, 33), datetime(2026, 10, 6)


@pytest.mark.parametrize("cells", [(NINE, MIDNIGHT), (46300.3837153, 46301)], ids=["dates", "numbers"])
def test_a_query_at_midnight_is_no_day_without_a_time(tmp_path: Path, cells: tuple[Value, ...]) -> None:
    rows = [["yuli003", "A123456789", cell] for cell in cells]
    path = written(tmp_path / "statement.xlsx", [["使用者帳號", "查詢條件", "查詢日期時間"], *rows])
    reading = statement.read(open_document(path))
    assert (list(reading.table["queried_at"]), reading.problems) == ([NINE, MIDNIGHT], ())


@pytest.mark.parametrize("cells", [(NINE.time(), MIDNIGHT.time()), (0.3837153, 0), ("09:12:33", "00:00:00")])
def test_a_clock_at_midnight_is_read(tmp_path: Path, cells: tuple[Any, ...]) -> None:
    rows = [["yuli003", "A123456789", f"115/10/0{day}", cell] for day, cell in enumerate(cells, start=5)]
    path = written(tmp_path / "statement.xlsx", [["使用者帳號", "查詢條件", "查詢日期", "查詢時間"], *rows])
    reading = statement.read(open_document(path))
    assert (list(reading.table["queried_at"]), reading.problems) == ([NINE, MIDNIGHT], ())


@pytest.mark.parametrize("cells", [(NINE.date(), MIDNIGHT.date()), (46300, 46301)], ids=["dates", "numbers"])
def test_a_column_of_days_alone_tells_no_time(tmp_path: Path, cells: tuple[Value, ...]) -> None:
    rows = [["yuli003", "A123456789", cell] for cell in cells]
    path = written(tmp_path / "statement.xlsx", [["使用者帳號", "查詢條件", "查詢日期時間"], *rows])
    reading = statement.read(open_document(path))
    assert ["無法辨識查詢時間" in str(problem) for problem in reading.problems] == [True, True]


@pytest.mark.parametrize(("ruled", "said"), [(True, 0), (False, 1)])
def test_a_register_printed_without_ruling_lines_is_told(tmp_path: Path, ruled: bool, said: int) -> None:
    line = ["115/10/05", "09:10", "09:20", "A123456789", "成功", "(一)", "陳怡安", "林素貞"]
    path = written(tmp_path / "register.pdf", [WRITTEN.split(","), line], ruled=ruled)
    reading = register.read(open_document(path))
    assert list(reading.table["condition"]) == ["A123456789"]
    assert ["表格沒有框線" in str(problem) for problem in reading.problems] == [True] * said


def test_a_condition_over_two_columns_below_one_heading_is_read_whole(tmp_path: Path) -> None:
    reading = stated(tmp_path, "查詢條件,,使用者帳號,查詢時間", "身分證號,A123456789,yuli003,115/10/05 09:12:33")
    assert reading.table[["condition", "subject_id"]].values.tolist() == [["身分證號 A123456789", "A123456789"]]


def test_a_column_headed_by_a_mark_alone_is_no_part_of_the_condition(tmp_path: Path) -> None:
    reading = stated(tmp_path, "查詢條件,※,使用者帳號,查詢時間", "A123456789,1,yuli003,115/10/05 09:12:33")
    assert reading.table["condition"].tolist() == ["A123456789"]
