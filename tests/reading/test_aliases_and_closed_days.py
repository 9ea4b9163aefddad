"""新舊證號對照表 and 停止上班日: pairs that cannot both be true, days that stand twice."""

from pathlib import Path

import pytest

from documents.make.paper import Value
from list_files import Rows, rows_of, told, written
from reconcile.outcome import Reading
from reconcile.reading import read_aliases, read_closed_days

OLD, NEW, OTHER = "AC03095424", "A800000014", "A900207177"


def aliases(folder: Path, *rows: list[Value]) -> Reading:
    """The reading of a csv of these rows."""
    sheet: Rows = [["舊證號", "新證號"], *rows]
    return read_aliases(written(folder / "新舊證號對照表.csv", sheet))


def closed(folder: Path, *rows: list[Value], name: str = "停止上班日.csv") -> Reading:
    """The reading of a csv of these rows."""
    sheet: Rows = [["日期", "原因"], *rows]
    return read_closed_days(written(folder / name, sheet))


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        ([OLD, NEW], "與第 2 列是同一組新舊證號，請刪去其中一列後重跑。"),
        ([OLD, OTHER], "舊證號與第 2 列相同而對到不同的證號，請確認後更正其中一列再重跑。"),
        ([OTHER, NEW], "新證號與第 2 列相同而對到不同的證號，請確認後更正其中一列再重跑。"),
        ([OTHER, ""], "新舊證號未都填寫，本列未採用，請補正後重跑。"),
        ([OTHER, OTHER], "新舊證號相同，本列未採用，請更正後重跑。"),
        ([OTHER, "黎氏蘭"], "「新證號」欄不是證號，該欄未採用，請更正後重跑。"),
    ],
)
def test_a_pair_that_is_none_is_told(tmp_path: Path, second: list[Value], sentence: str) -> None:
    reading = aliases(tmp_path, [OLD, NEW], second)
    assert told(reading) == [f"第 3 列：{sentence}"]
    assert rows_of(reading)[0] == {"aliases_row": 1, "identifier": OLD, "same_as": NEW}


def test_the_name_and_the_day_of_change_beside_a_pair_are_no_problem(tmp_path: Path) -> None:
    rows: Rows = [["序號", "姓名", "原統一證號", "現行統一證號", "換證日期"], [1, "黎氏蘭", OLD, NEW, "115/01/05"]]
    reading = read_aliases(written(tmp_path / "對照.ods", rows))
    assert told(reading) == []
    assert rows_of(reading) == [{"aliases_row": 1, "identifier": OLD, "same_as": NEW}]


def test_days_closed_may_be_a_stretch_a_list_or_of_the_year_in_the_title(tmp_path: Path) -> None:
    reading = closed(
        tmp_path, ["10/2", "颱風"], ["10月8日至9日", "颱風"], ["10/12、10/14", "豪雨"], name="115年停止上班日.csv"
    )
    assert told(reading) == []
    days = [str(row["closed_on"])[5:] for row in rows_of(reading)]
    assert days == ["10-02", "10-08", "10-09", "10-12", "10-14"]


def test_a_half_day_is_closed_for_that_half(tmp_path: Path) -> None:
    reading = closed(tmp_path, ["115/10/02 下午", "颱風"], ["115/10/05", "豪雨"])
    assert (told(reading), reading.facts.rows_unreadable) == ([], 0)
    assert [row.get("half") for row in rows_of(reading)] == ["PM", None]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["", "颱風"], "未填停止上班日，本列未採用，請補正後重跑。"),
        (["10/2", "颱風"], "「日期」欄的日期「10/2」沒有年份，請寫成 115/10/05 的形式，或在標題寫明年份後重跑。"),
        (["115/10/32", "颱風"], "「日期」欄無法辨識日期「115/10/32」，該欄未採用，請更正後重跑。"),
        (["康芮颱風", "豪雨"], "「日期」欄無法辨識日期，該欄未採用，請更正後重跑。"),
    ],
)
def test_a_day_that_is_none_is_told(tmp_path: Path, row: list[Value], sentence: str) -> None:
    reading = closed(tmp_path, ["115/10/01", ""], row)
    assert told(reading) == [f"第 3 列：{sentence}"]
    assert reading.facts.rows_unreadable == 1


def test_a_day_that_stands_twice_is_told_once_a_row(tmp_path: Path) -> None:
    reading = closed(tmp_path, ["115/10/01-115/10/03", "颱風"], ["115/10/02-115/10/04", "豪雨"])
    assert told(reading) == ["第 3 列：與第 2 列有同一日，請刪去重複的日期後重跑。"]
