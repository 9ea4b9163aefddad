"""帳號清冊: periods, losses and leave as offices write them, and what contradicts itself."""

from pathlib import Path

import pytest

from documents.make.paper import Value
from list_files import Rows, rows_of, told, written
from reconcile.outcome import Reading
from reconcile.reading import read_roster


def roster(folder: Path, *rows: list[Value], headings: str = "帳號 姓名 啟用日期 停用日期 身分證號") -> Reading:
    """The reading of a workbook of these rows."""
    sheet: Rows = [headings.split(), *rows]
    return read_roster(written(folder / "帳號清冊.xlsx", sheet))


def on_leave(folder: Path, cell: Value, *, heading: str = "請假日期") -> object:
    """The leave of the one person in a roster; a cell that cannot be read gives its problem."""
    reading = roster(folder, ["yuli003", "陳怡安", cell], headings=f"帳號 姓名 {heading}")
    return "\n".join(told(reading)) or rows_of(reading)[0].get("leave_days")


# -- from when to when -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "period",
    [
        "115/01/05～115/12/31",
        "115年1月5日至115年12月31日",
        "1150105-1151231",
        "115.1.5 - 115.12.31",
        "2026-01-05~2026-12-31",
    ],
)
def test_a_period_in_one_cell_has_two_days(tmp_path: Path, period: str) -> None:
    reading = roster(tmp_path, ["yuli003", "陳怡安", period], headings="帳號 姓名 有效期間")
    assert told(reading) == []
    assert rows_of(reading)[0]["valid_from"] == "2026-01-05"
    assert rows_of(reading)[0]["valid_to"] == "2026-12-31"


@pytest.mark.parametrize(
    "period", ["115/01/05～", "115年1月5日起", "115/01/05至今", "115/01/05 迄今", "115/01/05~永久"]
)
def test_a_period_may_have_no_end(tmp_path: Path, period: str) -> None:
    reading = roster(tmp_path, ["yuli003", "陳怡安", period], headings="帳號 姓名 有效期間")
    assert told(reading) == []
    assert rows_of(reading) == [
        {"roster_row": 1, "account": "yuli003", "user_name": "陳怡安", "valid_from": "2026-01-05"}
    ]


def test_a_period_that_is_none_is_told(tmp_path: Path) -> None:
    reading = roster(tmp_path, ["yuli003", "陳怡安", "115/02/30～115/12/31"], headings="帳號 姓名 有效期間")
    assert told(reading) == [
        "工作表「Sheet」第 2 列：「有效期間」欄無法辨識有效期間，該欄未採用，請寫成 115/01/01～115/12/31 的形式後重跑。"
    ]


def test_a_period_under_two_rows_of_headings(tmp_path: Path) -> None:
    rows: Rows = [
        ["帳號", "姓名", "有效期間", None],
        [None, None, "起", "迄"],
        ["yuli003", "陳怡安", "115/1/5", "115/12/31"],
    ]
    reading = read_roster(written(tmp_path / "清冊.xlsx", rows, merged=["A1:A2", "B1:B2", "C1:D1"]))
    assert told(reading) == []
    assert rows_of(reading)[0]["valid_to"] == "2026-12-31"


def test_the_latest_beginning_and_the_earliest_end_count(tmp_path: Path) -> None:
    reading = roster(
        tmp_path,
        ["yuli003", "陳怡安", "115/01/05", "115/01/08", "115/01/06", "115/12/31", "115/11/30"],
        headings="帳號 姓名 核准日期 啟用日期 到職日期 停用日期 離職日期",
    )
    assert told(reading) == []
    assert rows_of(reading)[0]["valid_from"] == "2026-01-08"
    assert rows_of(reading)[0]["valid_to"] == "2026-11-30"


@pytest.mark.parametrize("word", ["", "－", "無", "現職", "使用中", "尚未停用", "N/A", "／"])
def test_a_word_for_no_end_is_no_end(tmp_path: Path, word: str) -> None:
    reading = roster(tmp_path, ["yuli003", "陳怡安", "115/01/05", word, None])
    assert told(reading) == []
    assert "valid_to" not in rows_of(reading)[0]


@pytest.mark.parametrize("day", ["115/13/05", "115/02/30", "26/10/05", "115年10月", "1150230"])
def test_an_impossible_date_is_told_with_its_row(tmp_path: Path, day: str) -> None:
    reading = roster(tmp_path, ["yuli003", "陳怡安", day, None, None])
    assert told(reading) == [f"工作表「Sheet」第 2 列：「啟用日期」欄無法辨識日期「{day}」，該欄未採用，請更正後重跑。"]
    assert (reading.problems[0].file, reading.problems[0].row) == ("帳號清冊.xlsx", 1)


@pytest.mark.parametrize("cell", ["A123456789 陳怡安", "陳怡安", "310123456", "0912345678"])
def test_what_in_a_date_may_be_a_person_s_is_not_shown(tmp_path: Path, cell: str) -> None:
    reading = roster(tmp_path, ["yuli003", "陳怡安", cell, None, None])
    assert told(reading) == ["工作表「Sheet」第 2 列：「啟用日期」欄無法辨識日期，該欄未採用，請更正後重跑。"]


def test_an_account_that_ends_before_it_begins_is_told(tmp_path: Path) -> None:
    reading = roster(tmp_path, ["yuli003", "陳怡安", "115/10/05", "115/10/04", None])
    assert told(reading) == [
        "工作表「Sheet」第 2 列：帳號的停用日期 115年10月4日 早於啟用日期 115年10月5日，請更正後重跑。"
    ]


def test_an_account_said_to_be_closed_without_a_day_is_told(tmp_path: Path) -> None:
    reading = roster(
        tmp_path,
        ["yuli003", "陳怡安", "已停用", ""],
        ["yuli004", "林素貞", "已註銷", "115/10/05"],
        ["yuli005", "黃俊峯", "使用中", ""],
        headings="帳號 姓名 狀態 停用日期",
    )
    assert told(reading) == ["工作表「Sheet」第 2 列：帳號的狀態為停用而未載停用日期，請補正後重跑。"]


# -- who is there twice ----------------------------------------------------------------------------------------------


def test_periods_of_one_account_that_overlap_are_told(tmp_path: Path) -> None:
    reading = roster(
        tmp_path,
        ["yuli003", "陳怡安", "115/01/05", "115/06/30", None],
        ["yuli004", "林素貞", "115/01/05", None, None],
        ["YULI003", "黃俊峯", "115/06/30", None, None],
    )
    assert told(reading) == [
        "工作表「Sheet」第 4 列：同一帳號的有效期間與工作表「Sheet」第 2 列重疊，"
        "請確認起迄日期，刪去或更正其中一列後重跑。"
    ]


def test_an_account_handed_on_the_day_after_overlaps_with_nobody(tmp_path: Path) -> None:
    reading = roster(
        tmp_path,
        ["yuli003", "黃俊峯", "115/07/01", None, None],
        ["yuli003", "陳怡安", "115/01/05", "115/06/30", None],
    )
    assert told(reading) == []


def test_a_period_is_compared_with_the_longest_before_it_not_with_its_neighbour(tmp_path: Path) -> None:
    reading = roster(
        tmp_path,
        ["yuli003", "陳怡安", "115/01/05", "115/12/31", None],
        ["yuli003", "林素貞", "115/02/01", "115/02/05", None],
        ["yuli003", "黃俊峯", "115/07/01", "115/07/05", None],
    )
    assert [problem.row for problem in reading.problems] == [2, 3]
    assert all("與工作表「Sheet」第 2 列重疊" in sentence for sentence in told(reading))


def test_a_row_pasted_twice_is_told(tmp_path: Path) -> None:
    row: list[Value] = ["yuli003", "陳怡安", "115/01/05", None, None]
    assert told(roster(tmp_path, row, row)) == [
        "工作表「Sheet」第 3 列：與工作表「Sheet」第 2 列完全相同，請確認是否重複貼上，刪去其中一列後重跑。"
    ]


def test_one_number_under_two_names_is_told_masked(tmp_path: Path) -> None:
    reading = roster(
        tmp_path,
        ["yuli003", "陳怡安", None, None, "A123456789"],
        ["yuli004", "林素貞", None, None, "A123456789"],
    )
    assert told(reading) == [
        "工作表「Sheet」第 3 列：證號 A12345**** 與工作表「Sheet」第 2 列相同而姓名不同，請更正其中一列後重跑。"
    ]


def test_one_person_with_two_accounts_at_a_time_is_told(tmp_path: Path) -> None:
    reading = roster(
        tmp_path,
        ["yuli003", "陳怡安", "115/01/05", "115/06/30", "A123456789"],
        ["yuli004", "陳怡安", "115/06/30", None, "A123456789"],
    )
    assert told(reading) == [
        "工作表「Sheet」第 3 列：證號 A12345**** 與工作表「Sheet」第 2 列相同，一人同時有兩個有效帳號，"
        "請確認後停用或更正其中之一再重跑。"
    ]


def test_one_person_with_two_accounts_one_after_the_other_is_none(tmp_path: Path) -> None:
    reading = roster(
        tmp_path,
        ["yuli003", "陳怡安", "115/01/05", "115/06/30", "A123456789"],
        ["yuli004", "陳怡安", "115/07/01", None, "A123456789"],
    )
    assert told(reading) == []


def test_two_people_of_one_name_or_one_mask_are_two_people(tmp_path: Path) -> None:
    reading = roster(
        tmp_path,
        ["yuli003", "陳怡安", None, None, "A12345****"],
        ["yuli004", "陳怡安", None, None, "A12345****"],
        ["yuli005", "陳怡安", None, None, None],
    )
    assert told(reading) == []


# -- cells -----------------------------------------------------------------------------------------------------------


def test_a_row_without_an_account_is_not_taken_and_told(tmp_path: Path) -> None:
    reading = roster(tmp_path, [None, "陳怡安", "115/01/05", None, None], ["yuli004", "林素貞", None, None, None])
    assert told(reading) == ["工作表「Sheet」第 2 列：未填帳號，本列未採用，請補正後重跑。"]
    assert [row["roster_row"] for row in rows_of(reading)] == [2]
    assert (reading.facts.rows_printed, reading.facts.rows_unreadable) == (2, 1)


def test_what_is_no_number_of_a_person_is_told_and_not_shown(tmp_path: Path) -> None:
    reading = roster(tmp_path, ["yuli003", "陳怡安", None, None, "陳怡安"])
    assert told(reading) == ["工作表「Sheet」第 2 列：「身分證號」欄不是證號，該欄未採用，請更正後重跑。"]


def test_an_account_that_is_a_person_s_number_is_not_shown_in_what_is_told(tmp_path: Path) -> None:
    reading = roster(tmp_path, ["A123456789", "陳怡安", "115/10/05", "115/10/04", None])
    assert rows_of(reading)[0]["account"] == "A123456789"
    assert "帳號的停用日期" in told(reading)[0]
    assert "A12345" not in told(reading)[0]


def test_role_post_and_remark_are_one_text(tmp_path: Path) -> None:
    reading = roster(
        tmp_path, ["yuli003", "陳怡安", "一般使用者", "課員", "承辦人員"], headings="帳號 姓名 權限 職稱 備註"
    )
    assert rows_of(reading)[0]["role"] == "一般使用者、課員、承辦人員"


def test_an_account_or_a_case_of_digits_is_text(tmp_path: Path) -> None:
    reading = roster(tmp_path, [1003, "陳怡安", "115/01/05", None, None], ["0012", "林素貞", None, None, None])
    assert [row["account"] for row in rows_of(reading)] == ["1003", "0012"]


def test_the_unit_merged_over_its_people_is_no_person(tmp_path: Path) -> None:
    rows: Rows = [["單位", "帳號", "姓名"], ["戶籍課", "yuli003", "陳怡安"], [None, "yuli004", "林素貞"]]
    reading = read_roster(written(tmp_path / "清冊.xlsx", rows, merged=["A2:A3"]))
    assert told(reading) == []
    assert [row["account"] for row in rows_of(reading)] == ["yuli003", "yuli004"]


# -- leave -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "days"),
    [
        ("115/10/05", "2026-10-05"),
        ("1151005", "2026-10-05"),
        ("2026-10-05", "2026-10-05"),
        ("１１５年１０月５日", "2026-10-05"),
        ("115/10/05、115/10/07-115/10/09", "2026-10-05,2026-10-07/2026-10-09"),
        ("115年10月5日至7日", "2026-10-05/2026-10-07"),
        ("115/10/5~10/7", "2026-10-05/2026-10-07"),
        ("115年10月5日、7日、9日", "2026-10-05,2026-10-07,2026-10-09"),
        ("115/10/05\n115/10/06", "2026-10-05,2026-10-06"),
        ("115/10/05 115/10/07", "2026-10-05,2026-10-07"),
        ("特休 115/10/05；病假 115/10/07", "2026-10-05,2026-10-07"),
        ("115/10/05(一)-115/10/06(二) 共2天", "2026-10-05/2026-10-06"),
        ("115年12月30日至1月2日", "2026-12-30/2027-01-02"),
        ("115/10/07、115/10/05、115/10/05", "2026-10-05,2026-10-07"),
        ("115/10/05上午", "2026-10-05 AM"),
        ("115年10月5日下午、7日", "2026-10-07,2026-10-05 PM"),
        ("115/10/05 3小時、115/10/06", "2026-10-06,2026-10-05 ?"),
        ("無", ""),
        ("", ""),
    ],
)
def test_leave_in_the_many_ways_it_is_written(tmp_path: Path, cell: str, days: str | None) -> None:
    assert on_leave(tmp_path, cell) == days


@pytest.mark.parametrize("heading", ["115年10月請假", "115年10月差假日期", "請假(115年10月)"])
def test_a_heading_gives_the_year_and_the_month_that_days_leave_out(tmp_path: Path, heading: str) -> None:
    assert on_leave(tmp_path, "5日、7-9日", heading=heading) == "2026-10-05,2026-10-07/2026-10-09"


def test_the_title_or_the_name_of_the_file_gives_the_year_too(tmp_path: Path) -> None:
    table: Rows = [["帳號", "姓名", "請假"], ["yuli003", "陳怡安", "10/5、10/7"]]
    titled = read_roster(written(tmp_path / "清冊.xlsx", [["115年度帳號清冊"], *table]))
    named = read_roster(written(tmp_path / "115年帳號清冊.csv", table))
    assert [rows_of(reading)[0]["leave_days"] for reading in (titled, named)] == ["2026-10-05,2026-10-07"] * 2


def test_several_columns_of_leave_are_one(tmp_path: Path) -> None:
    reading = roster(
        tmp_path,
        ["yuli003", "陳怡安", "5日", "7日", "115/10/09"],
        headings="帳號 姓名 115年10月請假 115年11月請假 公差",
    )
    assert told(reading) == []
    assert rows_of(reading)[0]["leave_days"] == "2026-10-05,2026-10-09,2026-11-07"


def test_a_person_on_a_row_for_each_leave_is_there_once(tmp_path: Path) -> None:
    rows: Rows = [["帳號", "姓名", "請假日期"], ["yuli003", "陳怡安", "115/10/05"], [None, None, "115/10/07"]]
    reading = read_roster(written(tmp_path / "清冊.xlsx", rows, merged=["A2:A3", "B2:B3"]))
    assert told(reading) == []
    assert [row["leave_days"] for row in rows_of(reading)] == ["2026-10-05", "2026-10-07"]


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("10/5", "「請假日期」欄的日期「10/5」沒有年份，請寫成 115/10/05 的形式，或在標題寫明年份後重跑。"),
        ("115/10/32", "「請假日期」欄無法辨識日期「115/10/32」，該欄未採用，請更正後重跑。"),
        ("115/10/09-115/10/07", "「請假日期」欄無法辨識日期「115/10/09-115/10/07」，該欄未採用，請更正後重跑。"),
        ("115/10/05-117/10/07", "「請假日期」欄無法辨識日期「115/10/05-117/10/07」，該欄未採用，請更正後重跑。"),
        ("陳怡安住院", "「請假日期」欄無法辨識日期，該欄未採用，請更正後重跑。"),
    ],
)
def test_leave_that_cannot_be_read_is_told(tmp_path: Path, cell: str, sentence: str) -> None:
    assert on_leave(tmp_path, cell) == f"工作表「Sheet」第 2 列：{sentence}"
