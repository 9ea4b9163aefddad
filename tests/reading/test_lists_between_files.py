"""Several files of one list: what one contradicts or repeats of another is a problem with its file and row."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from documents.make.paper import Value
from list_files import Rows, rows_of, written
from reconcile import lists
from reconcile.outcome import Reading
from reconcile.reading import (
    contradictions,
    read_aliases,
    read_cases,
    read_closed_days,
    read_fax,
    read_printouts,
    read_roster,
)

HEADINGS = {
    "roster": "帳號 姓名 啟用日期 停用日期 身分證號",
    "cases": "案號 案由 申請人身分證號 受理日期 關係人",
    "fax": "傳真日期 查詢人 查詢對象 證號",
    "aliases": "舊證號 新證號",
    "closed_days": "停止上班日 原因",
    "printouts": "列印日期 查詢對象 使用者 頁數 未辦理原因",
}
READERS = {
    "roster": read_roster,
    "cases": read_cases,
    "fax": read_fax,
    "aliases": read_aliases,
    "closed_days": read_closed_days,
    "printouts": read_printouts,
}
A_ROW: dict[str, list[Value]] = {
    "roster": ["yuli003", "陳怡安", "115/01/05", "115/12/31", "A123456789"],
    "cases": ["甲1", "遷入", "A123456789", "115/10/05", "F131104093"],
    "fax": ["115/10/05 09:12", "陳怡安", "林春嬌", "F131104093"],
    "aliases": ["AC03095424", "A800000014"],
    "closed_days": ["115/10/05", "颱風"],
    "printouts": ["115/10/05", "林春嬌", "陳怡安", "2", "民眾撤回"],
}
ANOTHER: dict[str, list[Value]] = {
    "roster": ["yuli004", "林素貞", "115/01/05", "115/12/31", "F131104093"],
    "cases": ["甲2", "遷入", "A123456789", "115/10/05", "F131104093"],
    "fax": ["115/10/05 09:12", "陳怡安", "黎氏蘭", "AC03095424"],
    "aliases": ["AB00207171", "A900207177"],
    "closed_days": ["115/10/06", "颱風"],
    "printouts": ["115/10/06", "林春嬌", "陳怡安", "2", "民眾撤回"],
}


def files(folder: Path, kind: str, *contents: Sequence[list[Value]]) -> list[Reading]:
    """One workbook for each content: 甲.xlsx, 乙.xlsx, 丙.xlsx."""
    sheets: list[Rows] = [[HEADINGS[kind].split(), *rows] for rows in contents]
    return [READERS[kind](written(folder / f"{name}.xlsx", rows)) for name, rows in zip("甲乙丙", sheets, strict=False)]


def between(kind: str, readings: list[Reading]) -> list[str]:
    """What contradicts itself between the files; none of them does by itself."""
    assert [problem for reading in readings for problem in reading.problems] == []
    return [str(problem) for problem in contradictions(kind, readings)]


REPEATED = {
    "roster": "與「甲.xlsx」工作表「Sheet」第 3 列完全相同，請確認是否重複貼上，刪去其中一列後重跑。",
    "cases": "與「甲.xlsx」工作表「Sheet」第 3 列完全相同，請確認是否重複貼上，刪去其中一列後重跑。",
    "fax": "與「甲.xlsx」工作表「Sheet」第 3 列完全相同，請確認是否重複貼上，刪去其中一列後重跑。",
    "aliases": "與「甲.xlsx」工作表「Sheet」第 3 列是同一組新舊證號，請刪去其中一列後重跑。",
    "closed_days": "與「甲.xlsx」工作表「Sheet」第 3 列有同一日，請刪去重複的日期後重跑。",
    "printouts": "與「甲.xlsx」工作表「Sheet」第 3 列完全相同，請確認是否重複貼上，刪去其中一列後重跑。",
}


@pytest.mark.parametrize("kind", HEADINGS)
def test_a_row_in_two_files_is_told_with_the_file_and_row_of_both(tmp_path: Path, kind: str) -> None:
    readings = files(tmp_path, kind, [ANOTHER[kind], A_ROW[kind]], [A_ROW[kind]])
    assert between(kind, readings) == [f"乙.xlsx 工作表「Sheet」第 2 列：{REPEATED[kind]}"]


@pytest.mark.parametrize("kind", HEADINGS)
def test_files_that_have_nothing_in_common_contradict_nothing(tmp_path: Path, kind: str) -> None:
    assert between(kind, files(tmp_path, kind, [A_ROW[kind]], [ANOTHER[kind]])) == []


@pytest.mark.parametrize("kind", HEADINGS)
def test_a_list_of_nothing_contradicts_nothing(tmp_path: Path, kind: str) -> None:
    assert between(kind, files(tmp_path, kind, [A_ROW[kind]], [])) == []


@pytest.mark.parametrize("kind", HEADINGS)
def test_no_problem_between_files_shows_a_person(tmp_path: Path, kind: str) -> None:
    (sentence,) = between(kind, files(tmp_path, kind, [A_ROW[kind]], [A_ROW[kind]]))
    assert not re.search(r"[A-Z][1289A-D]\d{4}|陳怡安|林春嬌", sentence)


def test_periods_of_an_account_that_overlap_between_rosters_are_told(tmp_path: Path) -> None:
    readings = files(
        tmp_path,
        "roster",
        [["yuli003", "陳怡安", "115/01/05", "115/06/30", None]],
        [["yuli003", "林素貞", "115/06/30", None, None]],
    )
    assert between("roster", readings) == [
        "乙.xlsx 工作表「Sheet」第 2 列：同一帳號的有效期間與「甲.xlsx」工作表「Sheet」第 2 列重疊，"
        "請確認起迄日期，刪去或更正其中一列後重跑。"
    ]


def test_an_account_handed_on_between_rosters_is_none(tmp_path: Path) -> None:
    readings = files(
        tmp_path,
        "roster",
        [["yuli003", "陳怡安", "115/01/05", "115/06/30", None]],
        [["yuli003", "林素貞", "115/07/01", None, None]],
    )
    assert between("roster", readings) == []


def test_one_case_number_in_two_files_that_differ_is_told(tmp_path: Path) -> None:
    readings = files(
        tmp_path,
        "cases",
        [["甲1", "遷入", "A123456789", "115/10/05", None]],
        [["甲1", "歸化", "A123456789", "115/10/06", None]],
    )
    assert between("cases", readings) == [
        "乙.xlsx 工作表「Sheet」第 2 列：案號與「甲.xlsx」工作表「Sheet」第 2 列相同而案由、受理日期不同，"
        "請確認後更正其中一列再重跑。"
    ]


def test_one_case_whose_related_persons_stand_in_two_files_is_one(tmp_path: Path) -> None:
    readings = files(
        tmp_path,
        "cases",
        [["甲1", "遷入", "A123456789", "115/10/05", "F131104093"]],
        [["甲1", "遷入", "A123456789", "115/10/05", "AC03095424"]],
    )
    assert between("cases", readings) == []


def test_a_number_that_one_file_calls_one_person_s_and_another_file_another_s_is_told(tmp_path: Path) -> None:
    readings = files(tmp_path, "aliases", [["AC03095424", "A800000014"]], [["AC03095424", "A900207177"]])
    assert between("aliases", readings) == [
        "乙.xlsx 工作表「Sheet」第 2 列：舊證號與「甲.xlsx」工作表「Sheet」第 2 列相同而對到不同的證號，"
        "請確認後更正其中一列再重跑。"
    ]


def test_what_one_file_says_twice_is_not_told_again_between_files(tmp_path: Path) -> None:
    readings = files(tmp_path, "cases", [A_ROW["cases"], A_ROW["cases"]], [ANOTHER["cases"]])
    assert [len(reading.problems) for reading in readings] == [1, 0]
    assert contradictions("cases", readings) == ()


def test_a_row_in_three_files_is_told_in_two(tmp_path: Path) -> None:
    readings = files(tmp_path, "closed_days", *[[A_ROW["closed_days"]]] * 3)
    assert [problem.file for problem in contradictions("closed_days", readings)] == ["乙.xlsx", "丙.xlsx"]


def test_tables_are_compared_too_and_say_which_row(tmp_path: Path) -> None:
    (workbook,) = files(tmp_path, "roster", [A_ROW["roster"]])
    lists.ROSTER.write(workbook.table, tmp_path / "roster.parquet")
    table = read_roster(tmp_path / "roster.parquet")
    assert rows_of(table) == rows_of(workbook)
    assert [str(problem) for problem in contradictions("roster", [workbook, table])] == [
        "roster.parquet 第 1 筆：與「甲.xlsx」工作表「Sheet」第 2 列完全相同，請確認是否重複貼上，刪去其中一列後重跑。"
    ]
