"""The lists that an office keeps, on every carrier and in layouts of its own; what is none is refused in a sentence."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

import reconcile
from kept_lists import KNOWN, REGISTER, STATEMENT, WRITTEN
from list_files import Rows, rows_of, told, written
from reconcile import lists
from reconcile.errors import FileRefused
from reconcile.outcome import Reading
from reconcile.reading import (
    read_aliases,
    read_cases,
    read_closed_days,
    read_fax,
    read_printouts,
    read_roster,
)
from reconcile.tables import Table

READERS: dict[str, Callable[[Path], Reading]] = {
    "roster": read_roster,
    "cases": read_cases,
    "fax": read_fax,
    "aliases": read_aliases,
    "closed_days": read_closed_days,
    "printouts": read_printouts,
}
TABLES: dict[str, Table] = {
    "roster": lists.ROSTER,
    "cases": lists.CASES,
    "fax": lists.FAX,
    "aliases": lists.ALIASES,
    "closed_days": lists.CLOSED_DAYS,
    "printouts": lists.PRINTOUTS,
}
IDENTIFIER = re.compile(r"[A-Z][1289A-D]\d{8}")

LISTS = pytest.mark.parametrize("name", READERS)


@LISTS
@pytest.mark.parametrize("suffix", ["xlsx", "csv", "ods", "xls", "docx"])
def test_a_list_reads_the_same_on_every_carrier(tmp_path: Path, name: str, suffix: str) -> None:
    reading = READERS[name](written(tmp_path / f"清冊.{suffix}", WRITTEN[name]))
    assert told(reading) == []
    assert rows_of(reading) == KNOWN[name]
    assert reading.facts.carrier == {"xls": "html"}.get(suffix, suffix)
    assert set(reading.table.get(f"{name}_file", [])) == {f"清冊.{suffix}"}


@LISTS
def test_a_ruled_list_reads_the_same_on_a_page_where_its_cells_wrap(tmp_path: Path, name: str) -> None:
    reading = READERS[name](written(tmp_path / "清冊.pdf", WRITTEN[name]))
    assert (told(reading), rows_of(reading)) == ([], KNOWN[name])
    assert reading.places[1] == "第 1 頁第 1 列"


@LISTS
def test_a_page_without_ruling_lines_is_told_since_a_line_may_be_taken_for_another(tmp_path: Path, name: str) -> None:
    path = written(tmp_path / "清冊.pdf", WRITTEN[name], ruled=False)
    try:
        problems = told(READERS[name](path))
    except FileRefused:
        return
    assert any("第 1 頁：表格沒有框線，無法確定各欄、各列的界線" in sentence for sentence in problems)


@LISTS
def test_a_list_in_the_code_page_of_old_windows_reads_the_same(tmp_path: Path, name: str) -> None:
    reading = READERS[name](written(tmp_path / "清冊.csv", WRITTEN[name], encoding="cp950"))
    assert (told(reading), rows_of(reading)) == ([], KNOWN[name])


@LISTS
def test_titles_above_and_totals_and_signatures_below_are_no_rows(tmp_path: Path, name: str) -> None:
    width = len(WRITTEN[name][0])
    framed: Rows = [
        ["花蓮縣玉里鎮戶政事務所", *[None] * (width - 1)],
        ["製表日期：115年11月3日"],
        *WRITTEN[name],
        ["合計：2 筆"],
        ["承辦人：", "單位主管："],
    ]
    reading = READERS[name](written(tmp_path / "清冊.xlsx", framed, merged=[f"A1:{'ABCDEFGHI'[width - 1]}1"]))
    assert (told(reading), rows_of(reading)) == ([], KNOWN[name])
    assert reading.facts.header == "工作表「Sheet」第 3 列"
    assert reading.places[1] == "工作表「Sheet」第 4 列"


@LISTS
def test_a_header_repeated_on_every_printed_page_is_no_row(tmp_path: Path, name: str) -> None:
    header, *rows = WRITTEN[name]
    paged = [header, rows[0], header, *rows[1:]]
    reading = READERS[name](written(tmp_path / "清冊.ods", paged))
    assert (told(reading), rows_of(reading)) == ([], KNOWN[name])


@LISTS
def test_columns_in_another_order_read_the_same(tmp_path: Path, name: str) -> None:
    turned = [list(reversed(row)) for row in WRITTEN[name]]
    reading = READERS[name](written(tmp_path / "清冊.csv", turned))
    assert (told(reading), rows_of(reading)) == ([], KNOWN[name])


@LISTS
def test_what_was_read_reads_again_as_a_table(tmp_path: Path, name: str) -> None:
    table = READERS[name](written(tmp_path / "清冊.xlsx", WRITTEN[name])).table
    TABLES[name].write(table, tmp_path / f"{name}.parquet")
    again = READERS[name](tmp_path / f"{name}.parquet")
    assert rows_of(again) == KNOWN[name]
    assert set(again.table.get(f"{name}_file", [])) == {"清冊.xlsx"}


@LISTS
def test_a_table_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    other = "roster" if name != "roster" else "cases"
    TABLES[other].write(TABLES[other].frame([]), tmp_path / "表.parquet")
    with pytest.raises(FileRefused, match=f"不是本程式的 {name} 資料表，請改用本程式產生的 {name}.parquet"):
        READERS[name](tmp_path / "表.parquet")


@LISTS
def test_a_header_without_rows_is_a_list_of_nothing(tmp_path: Path, name: str) -> None:
    reading = READERS[name](written(tmp_path / "清冊.xlsx", WRITTEN[name][:1]))
    assert (told(reading), rows_of(reading), reading.facts.rows_printed) == ([], [], 0)


@LISTS
def test_the_lists_of_several_sheets_are_one(tmp_path: Path, name: str) -> None:
    header, *rows = WRITTEN[name]
    book = Workbook()
    for sheet, row in zip((book.worksheets[0], book.create_sheet("二股")), (rows[0], rows[-1]), strict=True):
        sheet.append(list(header))
        sheet.append(list(row))
    book.save(tmp_path / "清冊.xlsx")
    reading = READERS[name](tmp_path / "清冊.xlsx")
    assert reading.facts.rows_printed == 2
    assert reading.places[2] == "工作表「二股」第 2 列"


@LISTS
def test_a_row_that_nobody_sees_is_read_and_told(tmp_path: Path, name: str) -> None:
    book = Workbook()
    for row in WRITTEN[name]:
        book.worksheets[0].append(list(row))
    book.worksheets[0].row_dimensions[2].hidden = True
    book.save(tmp_path / "清冊.xlsx")
    reading = READERS[name](tmp_path / "清冊.xlsx")
    assert rows_of(reading) == KNOWN[name]
    assert told(reading) == [
        "工作表「Sheet」第 2 列：此列在畫面上看不到（隱藏列、隱藏工作表或隱形文字），已一併讀取，請確認原始檔案。"
    ]


def test_the_api_reads_the_lists() -> None:
    for name in ("roster", "cases", "fax", "aliases", "closed_days"):
        assert getattr(reconcile, f"read_{name}") is READERS[name]
        assert f"read_{name}" in reconcile.__all__


# -- headings never seen ---------------------------------------------------------------------------------------------


def test_accounts_and_names_are_told_by_their_cells(tmp_path: Path) -> None:
    rows: Rows = [["登入碼", "同仁", "證件"], ["yuli003", "陳怡安", "A123456789"], ["yuli004", "林素貞", "F131104093"]]
    reading = read_roster(written(tmp_path / "清冊.xlsx", rows))
    assert told(reading) == []
    assert [row["account"] for row in rows_of(reading)] == ["yuli003", "yuli004"]
    assert [row["identifier"] for row in rows_of(reading)] == ["A123456789", "F131104093"]
    assert dict(reading.facts.reasons) == dict.fromkeys(["account", "user_name", "identifier"], "內容")


def test_an_applicant_and_the_day_are_told_by_their_cells(tmp_path: Path) -> None:
    rows: Rows = [["編碼", "案由", "何人", "何日"], ["甲1", "遷入", "A123456789", "115/10/05"]]
    reading = read_cases(written(tmp_path / "清冊.csv", rows))
    assert rows_of(reading) == [
        {"cases_row": 1, "business": "遷入", "applicant_id": "A123456789", "received_on": "2026-10-05"}
    ]


def test_the_number_of_whom_a_fax_asked_about_is_told_by_its_cells(tmp_path: Path) -> None:
    rows: Rows = [["傳真日期", "查詢人", "何人"], ["115/10/05", "陳怡安", "F131104093"]]
    assert rows_of(read_fax(written(tmp_path / "清冊.ods", rows)))[0]["subject_id"] == "F131104093"


# -- what is none ----------------------------------------------------------------------------------------------------


@LISTS
def test_a_letter_is_no_list(tmp_path: Path, name: str) -> None:
    rows: Rows = [["花蓮縣玉里鎮戶政事務所　函"], ["主旨：檢送本所資料一份，請查照。"]]
    with pytest.raises(FileRefused, match=r"找不到.*的表頭（.*），請確認檔案；各欄標題請改用一般用語後重跑。$"):
        READERS[name](written(tmp_path / "函.docx", rows))


@pytest.mark.parametrize(
    ("name", "other"),
    [(name, other) for name in READERS for other in ("statement", "register", *READERS) if name != other],
)
def test_no_document_passes_for_another(tmp_path: Path, name: str, other: str) -> None:
    rows = {"statement": STATEMENT, "register": REGISTER} | WRITTEN
    with pytest.raises(FileRefused) as refused:
        READERS[name](written(tmp_path / "檔.xlsx", rows[other]))
    assert str(refused.value).startswith("檔.xlsx：")
    assert str(refused.value).endswith("。")
    assert not IDENTIFIER.search(str(refused.value))


@pytest.mark.parametrize(
    ("name", "rows", "sentence"),
    [
        (
            "roster",
            [["姓名", "啟用日期", "代號"], ["陳怡安", "115/01/05", "甲"]],
            "看不出「使用者帳號」是哪一欄（認得的欄位：姓名、啟用日期；不認得：代號），請將該欄標題改為「使用者帳號」後重跑。",
        ),
        (
            "roster",
            [["甲碼", "乙碼", "姓名", "角色"], ["yuli003", "hl003", "陳怡安", "承辦人員"]],
            "看不出「使用者帳號」是哪一欄（「甲碼」與「乙碼」無法分辨；認得的欄位：姓名、角色；不認得：甲碼、乙碼），"
            "請將該欄標題改為「使用者帳號」後重跑。",
        ),
        (
            "cases",
            [["案號", "申請人", "承辦人"], ["甲1", "王小明", "陳怡安"]],
            "看不出「案由」「受理日期」是哪一欄（認得的欄位：案號、申請人、承辦人；不認得：無），請將該欄標題改為「案由」後重跑。",
        ),
        (
            "closed_days",
            [["日期", "姓名"], ["115/10/05", "陳怡安"]],
            "有「姓名」欄，看起來不是停止上班日清單；請確認指定的檔案。",
        ),
    ],
)
def test_a_list_that_lacks_a_column_is_refused_by_the_name_of_the_column(
    tmp_path: Path, name: str, rows: Rows, sentence: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        READERS[name](written(tmp_path / "檔.xlsx", rows))
    assert refused.value.reason == sentence


# -- columns ---------------------------------------------------------------------------------------------------------


def test_a_column_that_an_office_list_has_and_nobody_knows_is_a_problem(tmp_path: Path) -> None:
    rows: Rows = [["帳號", "姓名", "帳號到期"], ["yuli003", "陳怡安", "115/12/31"]]
    assert told(read_roster(written(tmp_path / "清冊.xlsx", rows))) == [
        "工作表「Sheet」第 1 列：不認得「帳號到期」欄，該欄未採用；"
        "若是帳號清冊所需的資料，請改用一般用語為標題，否則請刪去該欄後重跑。"
    ]


def test_columns_that_no_rule_asks_for_or_that_are_blank_are_no_problem(tmp_path: Path) -> None:
    rows: Rows = [["帳號", "姓名", "分機", "電子郵件", "帳號到期"], ["yuli003", "陳怡安", "12", "a@example.tw", None]]
    reading = read_roster(written(tmp_path / "清冊.xlsx", rows))
    assert told(reading) == []
    assert reading.facts.unused == ("分機", "電子郵件", "帳號到期")


def test_an_export_may_have_columns_of_its_own_but_none_with_identifiers(tmp_path: Path) -> None:
    rows: Rows = [
        ["案號", "案由", "申請人身分證號", "受理日期", "生效日", "見證者"],
        ["甲1", "遷入", "A123456789", "115/10/05", "115/10/06", "F131104093"],
    ]
    assert told(read_cases(written(tmp_path / "清冊.xlsx", rows))) == [
        "工作表「Sheet」第 1 列：不認得「見證者」欄，該欄未採用；"
        "若是受理案件清冊所需的資料，請改用一般用語為標題，否則請刪去該欄後重跑。"
    ]


def test_two_columns_of_one_meaning_that_differ_are_a_problem(tmp_path: Path) -> None:
    rows: Rows = [["帳號", "姓名", "停用日期", "失效日期"], ["yuli003", "陳怡安", "115/10/05", "115/12/31"]]
    reading = read_roster(written(tmp_path / "清冊.xlsx", rows))
    assert told(reading) == [
        "工作表「Sheet」第 1 列：「停用日期」與「失效日期」兩欄內容不同，無法分辨何者為準，"
        "採用「停用日期」；請刪去另一欄後重跑。"
    ]
    assert rows_of(reading)[0]["valid_to"] == "2026-10-05"


def test_one_heading_twice_with_other_contents_is_a_problem(tmp_path: Path) -> None:
    rows: Rows = [["帳號", "姓名", "帳號"], ["yuli003", "陳怡安", "yuli004"]]
    assert told(read_roster(written(tmp_path / "清冊.csv", rows))) == [
        "第 1 列：有兩欄「帳號」內容不同，無法分辨，採用第一欄；請刪去另一欄後重跑。"
    ]


def test_two_columns_that_say_the_same_are_none(tmp_path: Path) -> None:
    rows: Rows = [["帳號", "姓名", "使用者代號"], ["yuli003", "陳怡安", "yuli003"]]
    assert told(read_roster(written(tmp_path / "清冊.csv", rows))) == []
