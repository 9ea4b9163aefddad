"""What stands between the rows of a statement: who a group is of, how many rows there are, which day a sheet is."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from reconcile.carriers.opening import open_document
from reconcile.errors import FileRefused
from reconcile.outcome import Reading
from reconcile.reading import statement

HEAD = ("序號", "查詢時間", "查詢條件", "查詢結果")
PERSONS = ("A123456789", "B223456782", "A223456781", "B123456780")
CLOCKS = ("使用者帳號", "查詢時間", "查詢條件")


def stated(folder: Path, *lines: Sequence[str]) -> Reading:
    """A statement of these lines, a tab between their cells."""
    path = folder / "table.csv"
    path.write_text("\n".join("\t".join(line) for line in lines), encoding="utf-8")
    return statement.read(open_document(path))


def rows(first: int, day: int) -> list[Sequence[str]]:
    """Two rows of that day."""
    return [(str(at + 1), f"115/10/{day:02} 09:0{at}:00", PERSONS[at], "成功") for at in range(first, first + 2)]


def told(reading: Reading) -> list[str]:
    return [str(problem) for problem in reading.problems]


@pytest.mark.parametrize(
    "heading",
    [
        "姓名：{1}、帳號：{0}、職稱：課員",
        "使用者帳號／姓名：{0}／{1}",
        "帳號(姓名)：{0}({1})",
        "使用者【{0}{1}】",
        "職員：{0} {1}",
        "操作員：{0}-{1}",
        "查詢使用者 = {0} {1}",
        "【{1}】{0}",
        "使用者 {0}－{1}",
        "＊＊＊ {0}『{1}』 ＊＊＊",
    ],
)
def test_a_heading_right_below_the_header_is_no_column_and_names_its_user_whole(tmp_path: Path, heading: str) -> None:
    """The serial numbers below 使用者帳號／姓名：… were once the accounts, and 、職稱： cut YULI001 to YULI."""
    users = [("yuli001", "陳怡安"), ("yuli002", "林素貞")]
    one, other = ((heading.format(*user),) for user in users)
    reading = stated(tmp_path, ("主管稽核月明細表",), HEAD, one, *rows(0, 5), other, *rows(2, 6))
    assert told(reading) == []
    assert list(zip(reading.table["account"], reading.table["user_name"], strict=True)) == [
        user for user in users for _ in range(2)
    ]


@pytest.mark.parametrize("heading", ["使用者【—】", "使用者帳號：—"])
def test_a_heading_that_names_nobody_leaves_its_rows_to_nobody(tmp_path: Path, heading: str) -> None:
    one = ("使用者【yuli001 陳怡安】",)
    reading = stated(tmp_path, ("主管稽核月明細表",), HEAD, one, *rows(0, 5), (heading,), *rows(2, 6))
    assert told(reading)
    assert reading.table["account"].isna().tolist() == [False, False, True, True]


@pytest.mark.parametrize(
    "line",
    [
        "總筆數：{} 成功：3 失敗：1",
        "本月總查詢數：{}（含失敗 1）",
        "總查詢數 {}",
        "1 - 4 of {}",
        "1–4 of {}",
        "資料筆數：{} 頁次：1/1",
        "人次總計：{}",
        "總人次：{}",
        "總共{}筆 每頁50筆",
    ],
)
def test_a_total_beside_other_figures_is_held_against_the_rows(tmp_path: Path, line: str) -> None:
    grouped = ("使用者：yuli001 陳怡安",)
    lines = [HEAD, grouped, *rows(0, 5), *rows(2, 6)]
    assert told(stated(tmp_path, *lines, (line.format(4),))) == []
    assert ["合計 5 筆，實際讀到 4 筆" in one for one in told(stated(tmp_path, *lines, (line.format(5),)))] == [True]


def test_a_footer_that_counts_something_else_states_no_total(tmp_path: Path) -> None:
    """「合計 2 筆」 was read out of 115/11/02 列印, 「小計 15 筆」 out of a law: the month was 未完成."""
    footers = ("HLHC003 陳怡安 115/11/02 列印", "第 2 次列印", "依個人資料保護法第15條辦理。", "自 10.72.15.9 列印")
    lines = [HEAD, ("使用者：yuli001 陳怡安",), *rows(0, 5), ("合計 2 列",), *((footer,) for footer in footers)]
    assert told(stated(tmp_path, *lines)) == []


@pytest.mark.parametrize("blank", [(), ("",)], ids=["next", "apart"])
@pytest.mark.parametrize("at_left", [False, True], ids=["right", "left"])
def test_whoever_is_counted_beside_the_table_made_none_of_its_queries(
    tmp_path: Path, blank: Sequence[str], at_left: bool
) -> None:
    """使用者｜查詢筆數 beside the table: whoever stood there on a query's line was once its user."""
    own: list[Sequence[str]] = [("使用者帳號", "查詢人員", "查詢時間", "查詢條件", "查詢結果")]
    users = [("yuli001", "陳怡安"), ("yuli002", "林素貞")] * 2
    own += [(*user, *row[1:]) for user, row in zip(users, (*rows(0, 5), *rows(2, 6)), strict=True)]
    counts = [("使用者", "查詢筆數"), ("林素貞", "2"), ("陳怡安", "2"), ("", ""), ("", "")]
    pairs = zip(own, counts, strict=True)
    book = openpyxl.Workbook()
    for one, two in pairs:
        book.worksheets[0].append((*two, *blank, *one) if at_left else (*one, *blank, *two))
    book.save(tmp_path / "table.xlsx")
    reading = statement.read(open_document(tmp_path / "table.xlsx"))
    assert told(reading) == []
    assert list(zip(reading.table["account"], reading.table["user_name"], strict=True)) == users


def test_names_that_are_counted_beside_accounts_are_not_theirs(tmp_path: Path) -> None:
    """使用者｜次數 beside a table with accounts and no names: each name was the user of the query on its line."""
    own: list[Sequence[str]] = [("帳號", "查詢時間", "查詢條件", "查詢結果")]
    own += [(f"yuli00{at % 2}", *row[1:]) for at, row in enumerate((*rows(0, 5), *rows(2, 6)))]
    counts = [("使用者", "次數"), ("陳怡安", "2"), ("林素貞", "2"), ("", ""), ("", "")]
    book = openpyxl.Workbook()
    for one, two in zip(own, counts, strict=True):
        book.worksheets[0].append((*one, "", *two))
    book.save(tmp_path / "table.xlsx")
    reading = statement.read(open_document(tmp_path / "table.xlsx"))
    assert told(reading) == []
    assert reading.table["user_name"].isna().all()


def test_a_bare_name_is_not_the_user_whom_another_column_names_with_his_account(tmp_path: Path) -> None:
    """Who was asked about (姓名, 身分證字號) was once the user, and 查詢者 with account and name was not read."""
    head = ("姓名", "身分證字號", "查詢日期時間", "查詢結果", "查詢者")
    asked = ("王小明", "李大華", "趙自強", "王小明")
    users = [("yuli001", "陳怡安"), ("yuli002", "林素貞")] * 2
    lines = [
        (name, person, at, "成功", "/".join(user))
        for name, user, (_, at, person, _) in zip(asked, users, (*rows(0, 5), *rows(2, 6)), strict=True)
    ]
    reading = stated(tmp_path, head, *lines)
    assert told(reading) == []
    assert list(zip(reading.table["account"], reading.table["user_name"], strict=True)) == users


def test_a_mark_that_repeats_the_user_above_names_him(tmp_path: Path) -> None:
    """The user was once 〃."""
    written = (("yuli001", "陳怡安"), ("〃", "〃"), ("yuli002", "林素貞"), ("同上", "同上"))
    head = ("使用者帳號", "使用者姓名", "查詢時間", "查詢條件", "查詢結果")
    lines = [(*user, *row[1:]) for user, row in zip(written, (*rows(0, 5), *rows(2, 6)), strict=True)]
    reading = stated(tmp_path, head, *lines)
    assert (told(reading), list(reading.table["account"])) == ([], ["yuli001", "yuli001", "yuli002", "yuli002"])
    assert list(reading.table["user_name"]) == ["陳怡安", "陳怡安", "林素貞", "林素貞"]


def test_pages_named_by_numbers_of_which_one_is_blank_give_no_days(tmp_path: Path) -> None:
    """Without the blank third, 1, 2 and 4 were once days of the month."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in "1234":
        sheet = book.create_sheet(name)
        for row in [("115年10月主管稽核月明細表",), CLOCKS, ("yuli001", "09:01:02", PERSONS[0])] if name != "3" else []:
            sheet.append(row)
    book.save(tmp_path / "table.xlsx")
    reading = statement.read(open_document(tmp_path / "table.xlsx"))
    assert reading.table.empty
    assert ["無法辨識查詢時間" in one for one in told(reading)] == [True] * 3


def test_what_is_ticked_below_bare_words_is_no_result(tmp_path: Path) -> None:
    """有｜無 may say of anything else whether it is there."""
    head = ("序號", "使用者帳號", "查詢時間", "查詢條件", "有", "無")
    row = ("1", "yuli001", "115/10/05 09:01:02", PERSONS[0], "", "✓")
    assert stated(tmp_path, head, row).table["result"].isna().all()


@pytest.mark.parametrize("over", ["查詢結果", "有無資料", "查詢紀錄"])
def test_what_is_ticked_below_a_heading_of_results_is_the_result(tmp_path: Path, over: str) -> None:
    heads = "".join(f"<th rowspan=2>{word}</th>" for word in ("使用者帳號", "查詢時間", "查詢條件"))
    row = "".join(f"<td>{cell}</td>" for cell in ("yuli001", "115/10/05 09:01:02", PERSONS[0], "", "✓"))
    table = f"<tr>{heads}<th colspan=2>{over}</th></tr><tr><th>有</th><th>無</th></tr><tr>{row}</tr>"
    (tmp_path / "a.html").write_text(f"<meta charset='utf-8'><table>{table}</table>", encoding="utf-8")
    reading = statement.read(open_document(tmp_path / "a.html"))
    assert (told(reading), list(reading.table["result"])) == ([], ["failure"])


@pytest.mark.parametrize(
    "cells",
    [
        ("使用者帳號：{0}", "姓名：{1}"),
        ("帳號", "{0}", "姓名", "{1}"),
        ("{0}", "{1}"),
        ("使用者", "{0} {1}"),
        ("", "", "使用者", "{0} {1}"),
    ],
)
def test_a_heading_in_several_cells_is_no_query(tmp_path: Path, cells: Sequence[str]) -> None:
    """What stood below 查詢時間 was once a time that could not be read, and the file was refused."""
    users = [("yuli001", "陳怡安"), ("yuli002", "林素貞")]
    one, other = ([cell.format(*user) for cell in cells] for user in users)
    reading = stated(tmp_path, ("主管稽核月明細表",), HEAD, one, *rows(0, 5), other, *rows(2, 6))
    assert told(reading) == []
    named = zip(reading.table["account"], reading.table["user_name"], strict=True)
    assert list(named) == [user for user in users for _ in range(2)]


@pytest.mark.parametrize("at", ["民國115年10月5日 09:01:02", "上午09:01:02", "無法顯示"])
def test_a_query_whose_time_begins_with_words_heads_no_group(tmp_path: Path, at: str) -> None:
    head = ("使用者帳號", "查詢時間", "查詢條件", "查詢結果")
    row = ("yuli001", at, "姓名：王大同", "成功")
    other = ("yuli001", "115/10/05 09:02:00", PERSONS[1], "成功")
    assert stated(tmp_path, head, row, other).facts.rows_printed == 2
    grouped = stated(tmp_path, head[1:], ("使用者：yuli001",), row[1:], other[1:])
    assert grouped.facts.rows_printed == 2


@pytest.mark.parametrize("count", ["本人計{}筆", "該使用者 {} 筆", "小計：{}"])
def test_a_count_of_the_one_user_is_no_total(tmp_path: Path, count: str) -> None:
    """本人計 5 筆 below the last group was once held against all rows."""
    lines = [
        ("使用者：yuli001",),
        *rows(0, 5),
        (count.format(2),),
        ("使用者：yuli002",),
        *rows(2, 6),
        (count.format(2),),
    ]
    assert told(stated(tmp_path, HEAD, *lines)) == []


def test_the_counts_of_a_page_in_cells_are_no_query(tmp_path: Path) -> None:
    user = ("使用者：yuli001",)
    assert told(stated(tmp_path, HEAD, user, *rows(0, 5), ("本頁筆數", "2", "累計筆數", "2"))) == []
    assert told(stated(tmp_path, HEAD, user, *rows(0, 5), ("本頁筆數", "3", "累計筆數", "3")))


@pytest.mark.parametrize("foot", ["No data 表示失敗", "No data means failure", "查無資料"])
def test_a_table_in_words_never_seen_is_no_empty_month(tmp_path: Path, foot: str) -> None:
    """Two rows that nobody understood and these words were once a month without a query."""
    with pytest.raises(FileRefused):
        stated(tmp_path, ("主管稽核月明細表",), ("甲", "乙", "丙"), ("foo", "bar", "1"), ("baz", "qux", "2"), (foot,))
    if foot == "查無資料":
        assert stated(tmp_path, ("主管稽核月明細表",), ("甲", "乙", "丙"), (foot,)).facts.says_none


@pytest.mark.parametrize("at", [0, 1])
def test_no_data_above_rows_is_told(tmp_path: Path, at: int) -> None:
    """「查無資料」 right below the header, or amid the rows, of a table that holds rows was not told."""
    lines = rows(0, 5)
    lines.insert(at, ("查無資料",))
    reading = stated(tmp_path, (*HEAD, "帳號"), *((*line, "HL001") if len(line) > 1 else line for line in lines))
    assert len(reading.table) == 2
    assert [said for said in told(reading) if "查無資料" in said]


@pytest.mark.parametrize(("line", "word"), [("一、查詢失敗部分", "查詢結果"), ("查詢事由：戶籍登記", "查詢事由")])
def test_what_a_line_says_of_all_rows_below_it_is_told(tmp_path: Path, line: str, word: str) -> None:
    """Rows in groups by result or by purpose had neither, in silence."""
    query = ("1", "115/10/05 09:00:00", PERSONS[0], "HL001"), ("2", "115/10/05 09:01:00", PERSONS[1], "HL001")
    reading = stated(tmp_path, ("序號", "查詢時間", "查詢條件", "帳號"), (line,), *query)
    assert [said for said in told(reading) if f"「{word}」寫在各列之上" in said]


def test_a_dash_is_no_user(tmp_path: Path) -> None:
    """-- below 帳號 was the account of a query."""
    head = ("序號", "查詢時間", "查詢條件", "帳號", "姓名")
    query = [
        ("1", "115/10/05 09:00:00", PERSONS[0], "HL001", "陳怡安"),
        ("2", "115/10/05 09:01:00", PERSONS[1], "--", "--"),
    ]
    reading = stated(tmp_path, head, *query)
    assert list(reading.table["account"].fillna("")) == ["HL001", ""]
    assert [said for said in told(reading) if "看不出使用者是誰" in said]


def test_words_that_head_columns_are_no_user(tmp_path: Path) -> None:
    """「使用者 查詢標的」 over a table was a group of the user 查詢標的."""
    query = ("1", "115/10/05 09:00:00", PERSONS[0], "成功")
    reading = stated(tmp_path, ("使用者 查詢標的",), HEAD, ("使用者：陳怡安（HL001）",), query)
    assert set(reading.table["user_name"]) == {"陳怡安"}


@pytest.mark.parametrize(("other", "times"), [("花蓮縣瑞穗鄉戶政事務所", 1), ("玉里鎮戶政事務所", 0)])
def test_queries_below_the_heading_of_another_office_are_told(tmp_path: Path, other: str, times: int) -> None:
    """All were of the first office, in silence."""
    head = (*HEAD, "帳號")
    lines = [(*line, "HL001") for line in rows(0, 5)]
    reading = stated(tmp_path, ("花蓮縣玉里鎮戶政事務所",), head, lines[0], (other,), head, lines[1])
    assert (len(reading.table), sum("另一個機關" in said for said in told(reading))) == (2, times)


def test_a_result_alone_above_a_header_is_no_part_of_it(tmp_path: Path) -> None:
    """「成功」 and 「失敗」 over tables of their own were taken into the headers, and the rows had no result."""
    head = ("序號", "查詢時間", "查詢條件", "帳號")
    lines = [("1", "115/10/05 09:00:00", PERSONS[0], "HL001"), ("1", "115/10/05 09:01:00", PERSONS[1], "HL001")]
    reading = stated(tmp_path, ("成功",), head, lines[0], ("失敗",), head, lines[1])
    assert [said for said in told(reading) if "「查詢結果」寫在各列之上" in said]
