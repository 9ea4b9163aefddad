"""What systems unknown to this program print in the columns of a statement."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest

from reconcile.carriers.opening import open_document
from reconcile.outcome import Reading
from reconcile.reading import statement

AT = "115/10/05 09:12:33"
SOMEBODY = "A123456789"


def stated(folder: Path, head: str, *rows: Sequence[str]) -> Reading:
    """A statement of these rows, separated by tabs."""
    path = folder / "table.csv"
    path.write_text("\n".join([head.replace(" ", "\t"), *("\t".join(row) for row in rows)]), encoding="utf-8")
    return statement.read(open_document(path))


def told(reading: Reading, column: str) -> list[object]:
    """That column, once nothing was found wrong."""
    assert [str(problem) for problem in reading.problems] == []
    return [None if pd.isna(value) else value for value in reading.table[column]]


@pytest.mark.parametrize(
    "written",
    [
        "yuli001-陳怡安",
        "yuli001陳怡安",
        "yuli001：陳怡安",
        "[yuli001]陳怡安",
        "yuli001_陳怡安",
        "yuli001,陳怡安",
        "yuli001|陳怡安",
        "yuli001【陳怡安】",
        "陳怡安-yuli001",
        "陳怡安 / yuli001",
    ],
)
def test_account_and_name_in_one_cell_are_told_apart_whatever_stands_between_them(tmp_path: Path, written: str) -> None:
    reading = stated(tmp_path, "使用者 查詢時間 查詢條件", (written, AT, SOMEBODY))
    assert told(reading, "account") == ["yuli001"]
    assert told(reading, "user_name") == ["陳怡安"]


@pytest.mark.parametrize("name", ["林 志明", "Kacaw‧Fotol", "伊斯瑪哈單‧島", "陳○安"])
def test_a_name_of_any_kind_stands_beside_its_account_in_one_cell(tmp_path: Path, name: str) -> None:
    reading = stated(tmp_path, "使用者 查詢時間 查詢條件", (f"yuli001({name})", AT, SOMEBODY))
    assert told(reading, "account") == ["yuli001"]
    assert told(reading, "user_name") == [name]


@pytest.mark.parametrize("written", ["陳怡安", "Kacaw Fotol", "yuli-001", "NIA\\yuli001"])
def test_what_is_no_account_beside_a_name_stays_whole(tmp_path: Path, written: str) -> None:
    reading = stated(tmp_path, "使用者 查詢時間 查詢條件", (written, AT, SOMEBODY))
    assert written in {*told(reading, "account"), *told(reading, "user_name")}


def test_a_quarter_past_midnight_whose_zeros_the_sheet_has_dropped_is_no_afternoon(tmp_path: Path) -> None:
    head = "帳號 查詢日期 查詢時間 查詢條件"
    reading = stated(
        tmp_path, head, ("yuli001", "1151005", "1512", SOMEBODY), ("yuli001", "1151005", "101233", SOMEBODY)
    )
    assert told(reading, "queried_at") == [datetime(2026, 10, 5, 0, 15, 12), datetime(2026, 10, 5, 10, 12, 33)]


def test_hours_and_minutes_keep_the_zero_that_the_sheet_has_dropped(tmp_path: Path) -> None:
    head = "帳號 查詢日期 查詢時間 查詢條件"
    reading = stated(tmp_path, head, ("yuli001", "1151005", "905", SOMEBODY), ("yuli001", "1151005", "1412", SOMEBODY))
    assert told(reading, "queried_at") == [datetime(2026, 10, 5, 9, 5), datetime(2026, 10, 5, 14, 12)]


def test_a_day_that_is_not_that_of_the_instant_beside_it_is_asked_about(tmp_path: Path) -> None:
    reading = stated(tmp_path, "帳號 日期 查詢時間 查詢條件", ("yuli001", "079/03/05", AT, SOMEBODY))
    assert reading.facts.rows_unreadable == 1
    reading = stated(tmp_path, "帳號 日期 查詢時間 查詢條件", ("yuli001", "115/11/03", AT, SOMEBODY))
    assert reading.facts.rows_unreadable == 1


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("成功(1筆)", "success"),
        ("0-成功", "success"),
        ("99 失敗", "failure"),
        ("0筆", "failure"),
        ("3 筆", "success"),
        ("查無此人", "failure"),
        ("-", None),
    ],
)
def test_a_result_is_told_with_its_code_or_its_count(tmp_path: Path, written: str, meant: str | None) -> None:
    reading = stated(tmp_path, "帳號 查詢時間 查詢條件 查詢結果", ("yuli001", AT, SOMEBODY, written))
    assert told(reading, "result") == [meant]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("02", 2), ("四、(三)", 3), ("第四點第一項第二款", 2), ("受理各項戶籍登", 2), ("受理受委任辦理…", 3), ("—", None)],
)
def test_a_purpose_is_told_by_its_clause_or_its_first_words(tmp_path: Path, written: str, meant: int | None) -> None:
    reading = stated(tmp_path, "帳號 查詢時間 查詢條件 查詢事由", ("yuli001", AT, SOMEBODY, written))
    assert told(reading, "purpose") == [meant]
