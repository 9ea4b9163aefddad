"""A statement may keep a sheet a day and print the times alone: the day is the sheet's name, or stands above."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from reconcile.carriers.opening import open_document
from reconcile.outcome import Reading
from reconcile.reading import statement

TIMES = ("09:12:33", "14:00:01")


def stated(path: Path, sheets: Mapping[str, Sequence[str]]) -> Reading:
    """Two queries a sheet, below those lines."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append([line])
        sheet.append(["使用者帳號", "查詢時間", "查詢條件"])
        for time in TIMES:
            sheet.append(["yuli001", time, "A123456789"])
    book.save(path)
    return statement.read(open_document(path))


def days(reading: Reading) -> list[str]:
    """Of each sheet's queries, once nothing was found wrong."""
    assert [str(problem) for problem in reading.problems] == []
    return [f"{at:%Y-%m-%d}" for at in reading.table["queried_at"][::2]]


OF_OCTOBER = ("主管稽核月明細表", "統計期間：115/10/01～115/10/31")
THREE = ["2026-10-02", "2026-10-05", "2026-10-06"]


@pytest.mark.parametrize(
    ("file", "names", "lines"),
    [
        ("statement.xlsx", ("2", "5", "6"), OF_OCTOBER),
        ("statement.xlsx", ("02", "05", "06"), OF_OCTOBER),
        ("115年10月明細表.xlsx", ("2", "5", "6"), ()),
        ("11510明細.xlsx", ("2日", "5日", "6日"), ()),
    ],
)
def test_a_sheet_named_by_its_day_is_of_that_day(
    tmp_path: Path, file: str, names: Sequence[str], lines: Sequence[str]
) -> None:
    assert days(stated(tmp_path / file, dict.fromkeys(names, lines))) == THREE


def test_a_day_above_the_header_of_each_sheet_is_that_of_its_queries(tmp_path: Path) -> None:
    lines = {f"Sheet{at}": (OF_OCTOBER[0], f"115年10月{at}日") for at in (2, 5, 6)}
    assert days(stated(tmp_path / "statement.xlsx", lines)) == THREE


@pytest.mark.parametrize(
    ("file", "sheets"),
    [
        ("statement.xlsx", dict.fromkeys(("1", "2", "3"), OF_OCTOBER)),
        ("statement.xlsx", dict.fromkeys(("2", "5", "6"), ())),
        ("明細表1151103.xlsx", dict.fromkeys(("2", "5", "6"), ())),
        ("statement.xlsx", {"Sheet1": ("115/11/03",), "Sheet2": ("115/11/03",)}),
    ],
    ids=["sheets that are counted", "no month anywhere", "the day of a download", "the day of the print"],
)
def test_sheets_that_say_no_day_are_asked_about(tmp_path: Path, file: str, sheets: Mapping[str, Sequence[str]]) -> None:
    reading = stated(tmp_path / file, sheets)
    assert len(reading.table) == 0
    assert any("無法辨識查詢時間" in str(problem) for problem in reading.problems)
