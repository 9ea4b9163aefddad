"""Registers without a column of users, days on which nobody asked, and what is merged or marked for rows below."""

import zipfile
from pathlib import Path

import pytest

from reconcile.reading import read_register
from written_register import LATER, LIST, SESSION, lines, read, workbook

WITHOUT_USER = (*LIST[:6], LIST[7])
FIRST = (1, SESSION, "A123456789", "成功", "2", "", "林素貞")
SECOND = (2, LATER, "A800000014", "成功", "2", "", "林素貞")


@pytest.mark.parametrize(
    "label", [("使用者姓名", "{}"), ("承辦人：", "{}"), ("姓名", "{}"), ("使用者姓名", "{}", "帳號", "HL001")]
)
def test_a_label_and_a_name_below_a_table_are_of_the_rows_that_follow(tmp_path: Path, label: tuple[str, ...]) -> None:
    above, below = ([cell.format(name) for cell in label] for name in ("陳怡安", "王小明"))
    reading = read(tmp_path, above, WITHOUT_USER, FIRST, below, WITHOUT_USER, SECOND)

    assert lines(reading, "user_name") == [("陳怡安",), ("王小明",)]


def test_the_second_sheet_of_another_user_is_not_read_as_the_first_users(tmp_path: Path) -> None:
    sheets = {
        name: [("使用者姓名：", user), WITHOUT_USER, row]
        for name, user, row in (("工作表1", "陳怡安", FIRST), ("工作表2", "王小明", SECOND))
    }

    assert lines(workbook(tmp_path, sheets), "user_name") == [("陳怡安",), ("王小明",)]


@pytest.mark.parametrize("heading", ["【{}】", "{}", "一、{}", "◆{}", "({})"])
def test_a_name_alone_above_the_first_row_is_whose_rows_follow(tmp_path: Path, heading: str) -> None:
    first, second = ([heading.format(name)] for name in ("陳怡安", "王小明"))

    for rows in ([WITHOUT_USER, first], [first, WITHOUT_USER]):
        reading = read(tmp_path, *rows, FIRST, second, SECOND)
        assert lines(reading, "user_name") == [("陳怡安",), ("王小明",)]


def test_a_name_alone_below_rows_is_who_signed_the_page(tmp_path: Path) -> None:
    reading = read(tmp_path, WITHOUT_USER, FIRST, ["林素貞"], WITHOUT_USER, SECOND, ["林素貞"])

    assert lines(reading, "user_name") == [(None,), (None,)]


@pytest.mark.parametrize(
    "words", ["未查詢", "無查詢紀錄", "本日未使用", "（假日）", "國慶日放假", "中秋節", "例假日", "休假", "無"]
)
@pytest.mark.parametrize("at", [2, 4, 6])
def test_a_day_on_which_nobody_asked_is_no_entry(tmp_path: Path, words: str, at: int) -> None:
    header = ("序號", "日期", "登入", "登出", *LIST[2:])
    idle = ["", "115/10/06", "", "", "", "", "", "", "", ""]
    idle[at] = words
    asked = (1, "115/10/05", "09:12", "09:20", "A123456789", "成功", "2", "", "陳怡安", "林素貞")
    later = (2, "115/10/07", "10:30", "10:41", "A800000014", "成功", "2", "", "陳怡安", "林素貞")
    before = [*idle[:1], "115/10/04", *idle[2:]]

    read_back = lines(read(tmp_path, header, before, asked, idle, later), "login_at", "condition")
    assert read_back == [("2026-10-05 09:12:00", "A123456789"), ("2026-10-07 10:30:00", "A800000014")]


def test_a_session_with_such_words_is_an_entry(tmp_path: Path) -> None:
    row = (1, SESSION, "未查詢", "", "", "", "陳怡安", "")

    assert len(read(tmp_path, LIST, row).table) == 1


@pytest.mark.parametrize("mark", ["｜", "|", "│"])
def test_a_stroke_down_repeats_the_cell_above(tmp_path: Path, mark: str) -> None:
    rows = [(*FIRST[:6], "陳怡安", "林素貞"), (*SECOND[:6], mark, mark)]

    assert lines(read(tmp_path, LIST, *rows), "user_name", "signed_by") == [("陳怡安", "林素貞")] * 2


def test_a_user_and_a_signature_merged_down_in_an_ods_are_those_of_each_entry(tmp_path: Path) -> None:
    def cell(text: object, spans: str = "") -> str:
        value = f' office:value-type="string"{spans}><text:p>{text}</text:p>' if text else ">"
        return f"<table:table-cell{value}</table:table-cell>"

    down = ' table:number-rows-spanned="2" table:number-columns-spanned="1"'
    rows = [
        "".join(map(cell, LIST)),
        "".join(map(cell, FIRST[:6])) + cell("陳怡安", down) + cell("林素貞", down),
        "".join(map(cell, SECOND[:6])) + "<table:covered-table-cell/>" * 2,
        "".join(map(cell, (3, "115/10/05 11:30-11:41", "A900207177", "成功", "2", "", "王小明", ""))),
    ]
    names = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    path = tmp_path / "register.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
        archive.writestr(
            "content.xml",
            f"<office:document-content{names}><office:body><office:spreadsheet>"
            f'<table:table table:name="紀錄表">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )

    read_back = lines(read_register(path), "user_name", "signed_by")
    assert read_back == [("陳怡安", "林素貞"), ("陳怡安", "林素貞"), ("王小明", None)]
