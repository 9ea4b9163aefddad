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
        "陳怡安(yu li001)",
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


@pytest.mark.parametrize(
    "head",
    [
        "員工編號 承辦人 交易時間 身分證字號/統一證號",
        "人員代號 操作人員 執行時間 查詢條件(身分證號、統一證號或護照號碼)",
        "查詢人員帳號 作業人員 查詢時間(年月日時分秒) 查詢鍵值",
        "user_id user_nm QryDateTime IDNo",
    ],
)
def test_headings_that_systems_print_are_known(tmp_path: Path, head: str) -> None:
    reading = stated(tmp_path, head, ("88123", "陳怡安", AT, SOMEBODY))
    assert (told(reading, "account"), told(reading, "user_name")) == (["88123"], ["陳怡安"])
    assert told(reading, "subject_id") == [SOMEBODY]
    assert set(reading.facts.reasons.values()) == {"標題"}


@pytest.mark.parametrize(
    ("heading", "cell", "column"),
    [
        ("居留效期", "118/03/05", "queried_at"),
        ("列印", "N", "result"),
        ("覆核情形", "正常", "result"),
        ("次數", "1", "purpose"),
        ("附掛", "2", "purpose"),
        ("證件種類", "居留證", "user_name"),
        ("身分", "戶籍員", "user_name"),
        ("終端機", "PC001", "account"),
    ],
)
def test_a_column_of_something_else_is_not_taken_for_one_that_is_lacking(
    tmp_path: Path, heading: str, cell: str, column: str
) -> None:
    users = {"user_name": ("帳號", "yuli001"), "account": ("姓名", "陳怡安")}
    user, who = users.get(column, ("帳號", "yuli001"))
    reading = stated(tmp_path, f"{user} 查詢時間 查詢條件 {heading}", *[(who, AT, SOMEBODY, cell)] * 2)
    assert told(reading, column) == [datetime(2026, 10, 5, 9, 12, 33) if column == "queried_at" else None] * 2


def test_a_day_among_the_conditions_is_not_the_day_of_the_query(tmp_path: Path) -> None:
    row = ("yuli001", AT, SOMEBODY, "079/03/05")
    reading = stated(tmp_path, "帳號 查詢時間 查詢條件1 查詢條件2", row)
    assert told(reading, "queried_at") == [datetime(2026, 10, 5, 9, 12, 33)]
    assert told(reading, "condition") == [f"{SOMEBODY} 079/03/05"]


def test_identifiers_beside_a_column_of_names_are_those_of_the_persons_asked_about(tmp_path: Path) -> None:
    reading = stated(tmp_path, "帳號 查詢時間 查詢對象 識別", ("yuli001", AT, "王大同", SOMEBODY))
    assert told(reading, "subject_id") == [SOMEBODY]
    reading = stated(tmp_path, "帳號 查詢時間 查詢對象 使用者證號", ("yuli001", AT, "王大同", SOMEBODY))
    assert told(reading, "subject_id") == [None]


@pytest.mark.parametrize("further", ["審核", "登入時間 登出時間"])
def test_a_statement_with_a_column_of_the_register_is_still_a_statement(tmp_path: Path, further: str) -> None:
    row = ("yuli001", "陳怡安", AT, SOMEBODY, *[AT] * len(further.split()))
    assert told(stated(tmp_path, f"帳號 姓名 查詢時間 查詢條件 {further}", row), "account") == ["yuli001"]


def test_totals_of_worksheets_add_up_to_all_queries(tmp_path: Path) -> None:
    row = ("yuli001", AT, SOMEBODY)
    other = ("yuli002", AT, SOMEBODY)
    reading = stated(tmp_path, "帳號 查詢時間 查詢條件", row, other, ("合計：2 筆",), row, ("合計：1 筆",))
    assert told(reading, "account") == ["yuli001", "yuli002", "yuli001"]
    assert reading.facts.printed_total == 3
    reading = stated(tmp_path, "帳號 查詢時間 查詢條件", row, ("合計：2 筆",), row, ("合計：1 筆",))
    assert reading.problems
    reading = stated(tmp_path, "帳號 查詢時間 查詢條件", row, ("合計：1 筆",), row, ("合計：1 筆",), ("總計：3 筆",))
    assert reading.problems


@pytest.mark.parametrize(
    "words",
    [
        "Total: 2",
        "資料筆數：2",
        "Records: 2",
        "顯示第 1 至 2 項結果，共 2 項",
        "顯示 1 - 1 筆，共 2 筆",
        "Records 1-2 of 2",
        "筆　數：2",
        "合計：成功 1 筆、失敗 1 筆",
        "成功合計 1 筆、失敗合計 1 筆",
        "總計：2（成功 1、失敗 1）",
    ],
)
def test_a_total_in_other_words_is_held_against_the_rows(tmp_path: Path, words: str) -> None:
    reading = stated(tmp_path, "帳號 查詢時間 查詢條件", ("yuli001", AT, SOMEBODY), (words,))
    assert ["合計 2 筆，實際讀到 1 筆" in str(problem) for problem in reading.problems] == [True]


def test_a_total_of_nought_is_a_month_without_queries(tmp_path: Path) -> None:
    assert told(stated(tmp_path, "帳號 查詢時間 查詢條件", ("合計", "0")), "account") == []


def test_a_subtotal_of_the_page_under_the_heading_of_another_column_is_no_query(tmp_path: Path) -> None:
    reading = stated(tmp_path, "帳號 查詢時間 查詢條件", ("yuli001", AT, SOMEBODY), ("本頁小計", "1", ""))
    assert told(reading, "account") == ["yuli001"]


@pytest.mark.parametrize(
    "heading",
    [
        "使用者：yuli001 陳怡安",
        "操作人員：陳怡安/yuli001",
        "使用者帳號：yuli001（陳怡安）",
        "員工編號：yuli001 姓名：陳怡安",
        "帳號 yuli001，姓名 陳怡安，查詢 1 筆",
        "登入帳號 yuli001 登入姓名 陳怡安",
    ],
)
def test_the_heading_of_a_group_names_account_and_user_in_any_order(tmp_path: Path, heading: str) -> None:
    reading = stated(tmp_path, "查詢時間 查詢條件 查詢結果", (heading,), (AT, SOMEBODY, "成功"))
    assert (told(reading, "account"), told(reading, "user_name")) == (["yuli001"], ["陳怡安"])


@pytest.mark.parametrize(
    ("written", "word"),
    [
        ("A123456789B223456782", "有 2 個不同的證號"),
        ("A123456789 他2筆", "不只一人"),
        ("批次查詢（20筆）", "不只一人"),
    ],
)
def test_a_condition_that_stands_for_several_persons_is_told(tmp_path: Path, written: str, word: str) -> None:
    reading = stated(tmp_path, "帳號 查詢時間 查詢條件", ("yuli001", AT, written))
    assert [word in str(problem) for problem in reading.problems] == [True]


@pytest.mark.parametrize("written", ["達力·巴奈）", "yuli001（拉罕·", "(yuli001"])
def test_a_user_of_whom_only_a_part_is_read_is_told(tmp_path: Path, written: str) -> None:
    reading = stated(
        tmp_path, "使用者 查詢時間 查詢條件", ("yuli001（拉罕·達力·巴奈）", AT, SOMEBODY), (written, AT, SOMEBODY)
    )
    assert ["括號不成對" in str(problem) for problem in reading.problems] == [True]


@pytest.mark.parametrize("heads", ["有資料 無資料", "查有資料 查無資料", "有紀錄 無紀錄"])
def test_two_columns_to_tick_are_the_result(tmp_path: Path, heads: str) -> None:
    ticked = (("yuli001", AT, SOMEBODY, "✓", ""), ("yuli001", AT, "B223456782", "", "✓"))
    reading = stated(tmp_path, f"帳號 查詢時間 查詢條件 {heads}", *ticked)
    assert told(reading, "result") == ["success", "failure"]


def test_who_printed_the_statement_made_none_of_its_queries(tmp_path: Path) -> None:
    head = "帳號 查詢時間 查詢條件"
    reading = stated(tmp_path, head, ("列印人員：yuli009 林美珠",), ("yuli001", AT, SOMEBODY), ("", AT, SOMEBODY))
    assert ["看不出使用者是誰" in str(problem) for problem in reading.problems] == [True]


def test_two_names_in_the_second_row_of_a_header_hide_no_column_of_the_first(tmp_path: Path) -> None:
    head = "項次 查詢人員 - 查詢日期時間 被查詢人資料 - 回應 事由".replace("-", "")
    below = ("", "帳號", "姓名", "", "統一證號", "姓名", "", "")
    row = ("1", "yuli001", "陳怡安", AT, SOMEBODY, "王大同", "成功", "國籍變更")
    reading = stated(tmp_path, head, below, row)
    assert (told(reading, "result"), told(reading, "purpose")) == (["success"], [1])
    assert (told(reading, "user_name"), told(reading, "subject_id")) == (["陳怡安"], [SOMEBODY])


@pytest.mark.parametrize("words", ["作業名稱 Function", "作業名稱\nFunction", "查調項目", "調閱項目", "檢索項目"])
def test_a_heading_in_two_tongues_or_with_another_word_for_asking_is_known(tmp_path: Path, words: str) -> None:
    """The functions below 作業名稱 Function or 查調項目 were lost in silence."""
    path = tmp_path / "table.csv"
    head = f'帳號,查詢時間,查詢條件,"{words}"'
    path.write_text(f"{head}\nHL001,115/10/05 09:00:00,A123456789,入出境查詢\n", encoding="utf-8")
    reading = statement.read(open_document(path))
    assert (list(reading.table["function"]), reading.problems) == (["入出境查詢"], ())
