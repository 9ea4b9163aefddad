"""Tables side by side on a sheet: whose rows stand right, and what is no part of the statement at all."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from reconcile.carriers.opening import open_document
from reconcile.outcome import Reading
from reconcile.reading import statement

HEAD = ("查詢時間", "查詢條件", "查詢結果")
WHOLE = ("序號", "帳號", "姓名", *HEAD)
CHEN, LIN, WANG = ("HL001", "陳怡安"), ("HL007", "林美惠"), ("HL012", "王志成")


def stated(folder: Path, *lines: Sequence[str]) -> Reading:
    """A statement of these lines, a tab between their cells; nothing of it is told."""
    path = folder / "table.csv"
    width = max(map(len, lines))
    text = "".join("\t".join([*line, *[""] * (width - len(line))]) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")
    reading = statement.read(open_document(path))
    assert [str(problem) for problem in reading.problems] == []
    return reading


def row(minute: int) -> Sequence[str]:
    """One query; the minute tells which."""
    return (f"115/10/05 09:{minute:02}:00", f"A1234567{minute:02}", "成功")


def heading(user: tuple[str, str]) -> Sequence[str]:
    return (f"使用者：{user[1]}（{user[0]}）", "", "")


def said(reading: Reading) -> list[tuple[int, str, str]]:
    """Minute, account and name of each row."""
    columns = (reading.table[name] for name in ("queried_at", "account", "user_name"))
    return [(at.minute, account, name) for at, account, name in zip(*columns, strict=True)]


def test_a_user_named_above_the_right_table_has_its_rows(tmp_path: Path) -> None:
    """All rows of both tables were once those of the user named first, in silence."""
    above = ((*heading(CHEN), "", *heading(LIN)), (*HEAD, "", *HEAD))
    reading = stated(tmp_path, *above, (*row(1), "", *row(11)), (*row(2), "", *row(12)), ("", "", "", "", *row(13)))
    assert said(reading) == [(1, *CHEN), (2, *CHEN), (11, *LIN), (12, *LIN), (13, *LIN)]


def test_a_heading_within_the_right_table_stands_between_its_rows(tmp_path: Path) -> None:
    """A heading beside a row of the other table was seen by nobody; rows go on at the top of the right table."""
    lines = [(*heading(CHEN), *row(11)), (*row(1), *heading(WANG)), (*heading(LIN), *row(21)), (*row(2), *row(22))]
    reading = stated(tmp_path, (*HEAD, *HEAD), *lines)
    assert said(reading) == [(1, *CHEN), (2, *LIN), (11, *LIN), (21, *WANG), (22, *WANG)]


def test_a_heading_over_both_tables_has_the_rows_below_it_in_both(tmp_path: Path) -> None:
    """The rows to the right were once all read after the last heading."""
    first = (heading(CHEN), (*row(1), *row(2)), (*row(3), *row(4)))
    reading = stated(tmp_path, (*HEAD, *HEAD), *first, heading(LIN), (*row(11), *row(12)))
    assert said(reading) == [*((at, *CHEN) for at in (1, 3, 2, 4)), *((at, *LIN) for at in (11, 12))]


def test_users_named_above_further_tables_below_head_those(tmp_path: Path) -> None:
    """The heading above the lower left table once headed the upper right one's rows no more than its own."""
    upper = ((*heading(CHEN), *heading(LIN)), (*HEAD, *HEAD), (*row(1), *row(2)), (*row(3), *row(4)))
    lower = ((*heading(WANG), *heading(CHEN)), (*HEAD, *HEAD), (*row(11), *row(12)))
    reading = stated(tmp_path, *upper, *lower)
    assert said(reading) == [(1, *CHEN), (3, *CHEN), (2, *LIN), (4, *LIN), (11, *WANG), (12, *CHEN)]


def test_account_and_name_on_two_lines_are_one_heading(tmp_path: Path) -> None:
    """The second line once took the account away that the first one names, in silence."""
    lines = [((f"使用者帳號：{user[0]}", "", ""), (f"使用者姓名：{user[1]}", "", "")) for user in (CHEN, LIN)]
    reading = stated(tmp_path, HEAD, *lines[0], row(1), row(2), *lines[1], row(3))
    assert said(reading) == [(1, *CHEN), (2, *CHEN), (3, *LIN)]


@pytest.mark.parametrize("gap", [(), ("",)])
@pytest.mark.parametrize(
    "beside",
    [
        [("使用者姓名", "筆數"), (CHEN[1], "1"), (LIN[1], "2"), (WANG[1], "1")],
        [("序號", "使用者帳號", "使用者姓名", "職稱"), ("1", *LIN, "課員"), ("2", *CHEN, "課員"), ("3", *WANG, "課員")],
        [("結果", "筆數"), ("失敗", "0"), ("成功", "4")],
        [("日期", "筆數"), ("115/10/05", "4"), ("115/10/06", "0")],
    ],
)
def test_a_list_beside_the_table_is_none_of_its_columns(
    tmp_path: Path, gap: Sequence[str], beside: list[Sequence[str]]
) -> None:
    """Its names and accounts were once the users of the rows that they happened to stand beside, in silence."""
    users = (CHEN, LIN, LIN, WANG)
    table = [WHOLE, *((str(at), *user, *row(at)) for at, user in enumerate(users, 1))]
    listed = [(*line, *gap, *(beside[at] if at < len(beside) else ())) for at, line in enumerate(table)]
    reading = stated(tmp_path, ("主管稽核月明細表",), *listed)
    assert said(reading) == [(at, *user) for at, user in enumerate(users, 1)]
    assert set(reading.table["result"]) == {"success"}


def test_a_list_to_the_left_of_the_table_is_none_of_its_columns(tmp_path: Path) -> None:
    """Its last account was once the user of all rows below it, as if it were printed once."""
    users = (CHEN, LIN, LIN, WANG, LIN)
    table = [WHOLE, *((str(at), *user, *row(at)) for at, user in enumerate(users, 1))]
    listed = [("使用者帳號", "姓名", "筆數"), (*CHEN, "1"), (*LIN, "3"), *[("", "", "")] * 3]
    reading = stated(tmp_path, *((*left, "", *line) for left, line in zip(listed, table, strict=True)))
    assert said(reading) == [(at, *user) for at, user in enumerate(users, 1)]


def test_accounts_that_differ_in_every_row_are_no_list(tmp_path: Path) -> None:
    """A row that lost its cells made the first column shorter than the table."""
    head = ("帳號", "姓名", *HEAD)
    lines = [(*user, *row(at)) for at, user in enumerate((CHEN, LIN, WANG), 1)]
    reading = stated(tmp_path, ("主管稽核月明細表",), head, *lines, ("總計", "三筆", "", "", "以上"))
    assert said(reading) == [(1, *CHEN), (2, *LIN), (3, *WANG)]


def test_users_printed_once_in_the_last_column_are_no_list_beside(tmp_path: Path) -> None:
    head = ("序號", *HEAD, "帳號", "使用者")
    lines = [("1", *row(1), *CHEN), ("2", *row(2), "", ""), ("3", *row(3), *LIN), ("4", *row(4), "", "")]
    reading = stated(tmp_path, ("主管稽核月明細表",), head, *lines)
    assert said(reading) == [(1, *CHEN), (2, *CHEN), (3, *LIN), (4, *LIN)]


def test_an_account_is_no_column_of_counts(tmp_path: Path) -> None:
    """Below AccountID beside 使用者姓名 the accounts were lost without a word: "count" stands in it."""
    rows = [["HL001", *row(minute)[1::-1], "陳怡安"] for minute in (1, 2)]
    reading = stated(tmp_path, ["AccountID", "查詢條件", "查詢日期時間", "使用者姓名"], *rows)
    assert said(reading) == [(1, "HL001", "陳怡安"), (2, "HL001", "陳怡安")]


@pytest.mark.parametrize("sheet", ["above the header", "on a sheet without one"])
def test_a_query_about_a_name_before_the_first_header_is_told(tmp_path: Path, sheet: str) -> None:
    """It was a heading of a group, or a title, by 姓名： in its condition."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["115/10/01", "00:00:00", "姓名：NGUYEN THI HOA", "aa00"])
    below = page if sheet == "above the header" else book.create_sheet()
    below.append(["查詢日期", "查詢時分", "查詢條件", "使用者帳號"])
    below.append(["115/10/01", "09:01:00", "A123456701", "aa00"])
    book.save(tmp_path / "a.xlsx")
    reading = statement.read(open_document(tmp_path / "a.xlsx"))
    assert len(reading.table) == 1
    assert any("A123456701" not in str(problem) and "第 1 列" in str(problem) for problem in reading.problems)


@pytest.mark.parametrize("footer", ["第 1 頁／共 1 頁", "以下空白"])
def test_a_footer_below_accounts_is_no_further_user_of_a_list(tmp_path: Path, footer: str) -> None:
    """Two accounts and a page number below them were a list longer than the table: no row had an account."""
    rows = [[user[0], user[1], *row(minute)[1::-1]] for minute, user in enumerate((CHEN, LIN))]
    reading = stated(tmp_path, ["使用者", "使用者姓名", "查詢條件", "查詢日期時間"], *rows, [footer])
    assert said(reading) == [(0, *CHEN), (1, *LIN)]
    two_lines = [["使用者", "", "查詢條件", "查詢日期時間"], ["使用者帳號", "使用者姓名", "", ""]]
    assert said(stated(tmp_path, *two_lines, *rows, [footer])) == [(0, *CHEN), (1, *LIN)]
