"""受理案件清冊 and the log of 疑義查詢表: whom a case concerns, when it was asked, and what contradicts itself."""

from pathlib import Path

import pytest

from documents.make.paper import Value
from list_files import Rows, rows_of, told, written
from reconcile.outcome import Reading
from reconcile.reading import read_cases, read_fax, read_printouts

CASE = "案號 案由 申請人身分證號 受理日期 辦結日期 關係人"
FAX = "傳真日期 查詢人 查詢對象 證號 發文日期"


def cases(folder: Path, *rows: list[Value], headings: str = CASE) -> Reading:
    """The reading of a workbook of these rows."""
    sheet: Rows = [headings.split(), *rows]
    return read_cases(written(folder / "受理案件清冊.xlsx", sheet))


def fax(folder: Path, *rows: list[Value], headings: str = FAX) -> Reading:
    """The reading of a workbook of these rows."""
    sheet: Rows = [headings.split(), *rows]
    return read_fax(written(folder / "疑義查詢表登記簿.xlsx", sheet))


# -- whom a case concerns --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        "F131104093、AC03095424",
        "F131104093,AC03095424",
        "F131104093\nAC03095424",
        "林春嬌(F131104093)、LE THI LAN（AC03095424）",
        "林春嬌 F131104093；黎氏蘭 AC03095424",
        "父：F131104093，母：AC03095424",
        "F131104093 林春嬌 AC03095424 黎氏蘭",
        "f131104093、ＡＣ03095424、F131104093",
    ],
)
def test_related_persons_in_one_cell_are_their_numbers(tmp_path: Path, cell: str) -> None:
    reading = cases(tmp_path, ["甲1", "遷入", "A123456789", "115/10/05", None, cell])
    assert told(reading) == []
    assert rows_of(reading)[0]["related_ids"] == "F131104093,AC03095424"


def test_related_persons_in_several_columns_are_all_read(tmp_path: Path) -> None:
    reading = cases(
        tmp_path,
        ["甲1", "結婚登記", "A123456789", "115/10/05", "王小明", "F131104093", "AC03095424", "黎氏蘭 A800000014"],
        headings="案號 案由 申請人身分證號 受理日期 關係人姓名 當事人 關係人 受委任人",
    )
    assert rows_of(reading)[0]["related_ids"] == "F131104093,AC03095424,A800000014"


def test_an_applicant_is_not_related_to_himself(tmp_path: Path) -> None:
    reading = cases(tmp_path, ["甲1", "遷入", "A123456789", "115/10/05", None, "A123456789、F131104093"])
    assert rows_of(reading)[0]["related_ids"] == "F131104093"


def test_the_number_beside_the_applicant_s_name_is_his(tmp_path: Path) -> None:
    reading = cases(tmp_path, ["甲1", "遷入", "王小明 (A123456789)", "115/10/05"], headings="案號 案由 申請人 受理日期")
    row = rows_of(reading)[0]
    assert (row["applicant_id"], row["applicant_name"]) == ("A123456789", "王小明")


def test_applicants_with_an_identity_card_a_resident_number_or_a_passport(tmp_path: Path) -> None:
    reading = cases(
        tmp_path,
        ["甲1", "遷入", "A123456789", "", "", "115/10/05"],
        ["甲2", "歸化", "", "AC03095424", "", "115/10/05"],
        ["甲3", "出生", "", "", "C1234567", "115/10/05"],
        ["甲4", "更正", "A123456789", "A800000014", "", "115/10/05"],
        headings="案號 案由 身分證號 居留證號 護照號碼 受理日期",
    )
    assert told(reading) == []
    rows = rows_of(reading)
    assert [row["applicant_id"] for row in rows] == ["A123456789", "AC03095424", "C1234567", "A123456789"]
    assert [row.get("related_ids") for row in rows] == [None, None, None, "A800000014"]


# -- one case on several rows ----------------------------------------------------------------------------------------


def test_a_case_number_repeated_for_each_related_person_is_one_case(tmp_path: Path) -> None:
    reading = cases(
        tmp_path,
        ["甲1", "遷入", "A123456789", "115/10/05", "", "F131104093"],
        ["甲1", "遷入", "A123456789", "115/10/05", "", "AC03095424"],
    )
    assert told(reading) == []
    assert [(row["case_no"], row["related_ids"]) for row in rows_of(reading)] == [
        ("甲1", "F131104093"),
        ("甲1", "AC03095424"),
    ]


def test_a_case_merged_over_the_rows_of_its_related_persons_is_written_in_each(tmp_path: Path) -> None:
    rows: Rows = [
        CASE.split(),
        ["甲1", "遷入", "A123456789", "115/10/05", "", "F131104093"],
        [None, None, None, None, None, "AC03095424"],
    ]
    merged = ["A2:A3", "B2:B3", "C2:C3", "D2:D3"]
    reading = read_cases(written(tmp_path / "清冊.xlsx", rows, merged=merged))
    assert told(reading) == []
    assert [(row["case_no"], row["related_ids"]) for row in rows_of(reading)] == [
        ("甲1", "F131104093"),
        ("甲1", "AC03095424"),
    ]


@pytest.mark.parametrize(
    ("second", "apart"),
    [
        (["甲1", "歸化", "A123456789", "115/10/05", "", ""], "案由"),
        (["甲1", "遷入", "F131104093", "115/10/05", "", ""], "申請人"),
        (["甲 1", "遷入", "A123456789", "115/10/06", "", ""], "受理日期"),
        (["甲1", "歸化", "A123456789", "115/10/06", "115/10/07", ""], "案由、受理日期、辦結日期"),
    ],
)
def test_one_number_for_two_cases_is_told(tmp_path: Path, second: list[Value], apart: str) -> None:
    reading = cases(tmp_path, ["甲1", "遷入", "A123456789", "115/10/05", "", ""], second)
    assert told(reading) == [
        f"工作表「Sheet」第 3 列：案號與工作表「Sheet」第 2 列相同而{apart}不同，請確認後更正其中一列再重跑。"
    ]


def test_a_case_pasted_twice_is_told(tmp_path: Path) -> None:
    row: list[Value] = ["甲1", "遷入", "A123456789", "115/10/05", "", "F131104093"]
    assert told(cases(tmp_path, row, row)) == [
        "工作表「Sheet」第 3 列：與工作表「Sheet」第 2 列完全相同，請確認是否重複貼上，刪去其中一列後重跑。"
    ]


def test_equal_rows_but_for_their_serial_number_are_pasted_twice(tmp_path: Path) -> None:
    reading = cases(
        tmp_path,
        [1, "甲1", "遷入", "A123456789", "115/10/05"],
        [2, "甲1", "遷入", "A123456789", "115/10/05"],
        headings="序號 案號 案由 申請人身分證號 受理日期",
    )
    assert [problem.row for problem in reading.problems] == [2]


def test_a_case_closed_before_it_was_received_is_told(tmp_path: Path) -> None:
    assert told(cases(tmp_path, ["甲1", "遷入", "A123456789", "115/10/05", "115/10/04", ""])) == [
        "工作表「Sheet」第 2 列：辦結日期 115年10月4日 早於受理日期 115年10月5日，請更正後重跑。"
    ]


def test_a_case_of_nobody_and_no_day_is_not_taken_and_told(tmp_path: Path) -> None:
    reading = cases(tmp_path, [None, "遷入", None, None, "115/10/05", None])
    assert told(reading) == [
        "工作表「Sheet」第 2 列：案號、受理日期與申請人證號均未填或無法辨識，本列未採用，請補正後重跑。"
    ]
    assert (len(reading.table), reading.facts.rows_unreadable) == (0, 1)


def test_a_day_and_a_number_of_a_case_that_cannot_be_read_are_told_and_the_case_stands(tmp_path: Path) -> None:
    reading = cases(tmp_path, ["甲1", "遷入", "王小明", "115/10/32", "結案", ""])
    assert told(reading) == [
        "工作表「Sheet」第 2 列：「申請人身分證號」欄不是證號，該欄未採用，請更正後重跑。",
        "工作表「Sheet」第 2 列：「受理日期」欄無法辨識日期「115/10/32」，該欄未採用，請更正後重跑。",
        "工作表「Sheet」第 2 列：「辦結日期」欄無法辨識日期，該欄未採用，請更正後重跑。",
    ]
    assert rows_of(reading) == [{"cases_row": 1, "case_no": "甲1", "business": "遷入"}]


# -- faxes -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        ("傳真日期 傳真時間 查詢人 證號", ["115/10/05", "09:12", "陳怡安", "F131104093"]),
        ("傳真日期時間 查詢人 證號", ["115年10月5日 9時12分", "陳怡安", "F131104093"]),
        ("傳真日期 查詢日期時間 查詢人 證號", ["115/10/05", "115/10/05 09:12", "陳怡安", "F131104093"]),
        ("查詢日期 查詢時間 查詢人 證號", ["115/10/05", "上午9時12分", "陳怡安", "F131104093"]),
    ],
)
def test_the_instant_of_a_fax_in_one_column_or_two(tmp_path: Path, headings: str, cells: list[Value]) -> None:
    reading = fax(tmp_path, cells, headings=headings)
    assert told(reading) == []
    assert rows_of(reading)[0]["faxed_at"] == "2026-10-05T09:12:00"


def test_a_query_tried_on_the_day_before_does_not_move_the_fax(tmp_path: Path) -> None:
    reading = fax(
        tmp_path,
        ["115/10/06", "115/10/05 16:50", "陳怡安", "F131104093"],
        headings="傳真日期 查詢日期時間 查詢人 證號",
    )
    assert rows_of(reading)[0]["faxed_at"] == "2026-10-06"


@pytest.mark.parametrize(
    ("headings", "cells"),
    [
        ("傳真日期 承辦人 姓名 證號", ["115/10/05", "陳怡安", "林春嬌", "F131104093"]),
        ("傳真日期 姓名 查詢對象", ["115/10/05", "陳怡安", "林春嬌 F131104093"]),
        ("傳真日期 查詢人 中文姓名 統一證號", ["115/10/05", "陳怡安", "林春嬌", "F131104093"]),
        ("傳真日期 查詢人 被查詢人", ["115/10/05", "陳怡安", "林春嬌（F131104093）"]),
    ],
)
def test_who_asked_and_who_was_asked_about_are_told_apart(tmp_path: Path, headings: str, cells: list[Value]) -> None:
    row = rows_of(fax(tmp_path, cells, headings=headings))[0]
    assert (row["user_name"], row["subject_id"], row["condition"]) == ("陳怡安", "F131104093", "F131104093 林春嬌")


def test_a_letter_before_its_fax_is_told_and_one_on_the_day_is_not(tmp_path: Path) -> None:
    reading = fax(
        tmp_path,
        ["115/10/05", "陳怡安", "林春嬌", "F131104093", "115/10/04"],
        ["115/10/05", "陳怡安", "黎氏蘭", "AC03095424", "115/10/05"],
    )
    assert told(reading) == [
        "工作表「Sheet」第 2 列：補送公文日期 115年10月4日 早於傳真日期 115年10月5日，請更正後重跑。"
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ([None, "陳怡安", "林春嬌", "F131104093", None], "未填傳真日期，本列未採用，請補正後重跑。"),
        (["115/10/05", "陳怡安", None, None, None], "未填查詢對象，本列未採用，請補正後重跑。"),
        (
            ["10/5", "陳怡安", "林春嬌", None, None],
            "「傳真日期」欄的日期「10/5」沒有年份，請寫成 115/10/05 的形式，或在標題寫明年份後重跑。",
        ),
    ],
)
def test_a_fax_of_no_day_or_about_nobody_is_not_taken_and_told(tmp_path: Path, row: list[Value], sentence: str) -> None:
    reading = fax(tmp_path, row)
    assert told(reading) == [f"工作表「Sheet」第 2 列：{sentence}"]
    assert (len(reading.table), reading.facts.rows_unreadable) == (0, 1)


def test_a_fax_pasted_twice_is_told(tmp_path: Path) -> None:
    row: list[Value] = ["115/10/05", "陳怡安", "林春嬌", "F131104093", None]
    assert told(fax(tmp_path, row, row)) == [
        "工作表「Sheet」第 3 列：與工作表「Sheet」第 2 列完全相同，請確認是否重複貼上，刪去其中一列後重跑。"
    ]


# -- printouts of cases not processed --------------------------------------------------------------------------------


def test_a_printout_without_its_day_is_not_taken_and_one_pasted_twice_is_told(tmp_path: Path) -> None:
    rows: Rows = [
        ["列印日期", "查詢對象", "使用者", "頁數", "未辦理原因"],
        ["", "林春嬌", "陳怡安", 2, "民眾撤回"],
        ["115/10/05", "林春嬌", "陳怡安", 2, "民眾撤回"],
        ["115/10/05", "林春嬌", "陳怡安", 2, "民眾撤回"],
    ]
    reading = read_printouts(written(tmp_path / "清單.xlsx", rows))
    assert told(reading) == [
        "工作表「Sheet」第 2 列：未填列印日期，本列未採用，請補正後重跑。",
        "工作表「Sheet」第 4 列：與工作表「Sheet」第 3 列完全相同，請確認是否重複貼上，刪去其中一列後重跑。",
    ]
    assert [row["pages"] for row in rows_of(reading)] == ["2", "2"]
