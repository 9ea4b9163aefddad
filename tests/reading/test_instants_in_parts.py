"""A statement may print 年, 月, 日, 時, 分 and 秒 in columns of their own."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from reconcile.carriers.opening import open_document
from reconcile.outcome import Reading
from reconcile.reading import statement


def stated(folder: Path, head: str, *rows: Sequence[str], above: str = "") -> Reading:
    """A statement with these columns between user and condition."""
    path = folder / "table.csv"
    lines = [above] if above else []
    lines += [f"使用者帳號,{head},查詢條件", *(",".join(("yuli001", *row, "A123456789")) for row in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return statement.read(open_document(path))


@pytest.mark.parametrize(
    ("head", "row", "told"),
    [
        ("年,月,日,時,分,秒", ("115", "10", "5", "9", "2", "3"), "2026-10-05 09:02:03"),
        ("查詢年,查詢月,查詢日,查詢時,查詢分", ("2026", "10", "05", "19", "13"), "2026-10-05 19:13:00"),
        ("查詢日期,時,分,秒", ("115/10/05", "0", "5", "0"), "2026-10-05 00:05:00"),
        ("查詢日期,查詢時,查詢分", ("1151005", "24", "00"), "2026-10-06 00:00:00"),
        ("年,月,日,查詢時間", ("115", "10", "5", "09:02:03"), "2026-10-05 09:02:03"),
    ],
)
def test_the_parts_of_an_instant_are_read_as_one(tmp_path: Path, head: str, row: Sequence[str], told: str) -> None:
    reading = stated(tmp_path, head, row)
    assert [str(problem) for problem in reading.problems] == []
    assert list(map(str, reading.table["queried_at"])) == [told]


def test_parts_below_a_heading_of_their_own_are_read_as_one(tmp_path: Path) -> None:
    row = ("115", "10", "5", "9", "2", "3")
    reading = stated(tmp_path, "年,月,日,時,分,秒", row, above=",查詢日期,,,查詢時間,,,")
    assert [str(problem) for problem in reading.problems] == []
    assert list(map(str, reading.table["queried_at"])) == ["2026-10-05 09:02:03"]


@pytest.mark.parametrize("row", [("115/10/05", "19", ""), ("115/10/05", "", "13"), ("115/10/05", "19", "1x")])
def test_a_part_that_is_missing_is_no_time_of_another_kind(tmp_path: Path, row: Sequence[str]) -> None:
    """19 alone was once read as 00:19."""
    reading = stated(tmp_path, "查詢日期,查詢時,查詢分", ("115/10/05", "8", "20"), row)
    assert len(reading.table) == 1
    assert ["無法辨識查詢時間" in str(problem) for problem in reading.problems] == [True]


def test_hours_without_their_minutes_are_no_minutes(tmp_path: Path) -> None:
    reading = stated(tmp_path, "查詢日期,查詢時", ("115/10/05", "19"), ("115/10/06", "8"))
    assert len(reading.table) == 0
    assert reading.problems
