import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconcile.carriers.first_bytes import is_web_page
from reconcile.carriers.text import html
from reconcile.errors import FileRefused
from reconcile.reading import statement

HEADINGS = ("序號", "使用者帳號", "使用者姓名", "查詢日期時間", "查詢條件", "查詢結果")


def page(path: Path, body: str, head: str = "", encoding: str = "utf-8") -> Path:
    path.write_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(encoding))
    return path


def cells(path: Path) -> list[tuple[object, ...]]:
    """What each row holds, in order; numbers must count all rows from 1."""
    (sheet,) = html.read(path).sheets
    assert [row.number for row in sheet.rows] == list(range(1, len(sheet.rows) + 1))
    return [row.cells for row in sheet.rows]


def read(tmp_path: Path, body: str) -> list[tuple[object, ...]]:
    return cells(page(tmp_path / "a.xls", body))


def test_a_statement_saved_as_xls_is_read_to_the_last_query(tmp_path: Path) -> None:
    queries = "".join(
        f"<tr><td>{n}<td>hl001<td>王小明<td>115/10/05 09:12:{n:02}<td>A123456789<td>成功" for n in range(1, 41)
    )
    heading = "".join(f"<th>{words}" for words in HEADINGS)
    body = (
        "<center>花蓮縣花蓮市戶政事務所 主管稽核月明細表</center>"
        f"<table border=1><tr>{heading}{queries}</table>合計：40 筆"
    )
    reading = statement.read(html.read(page(tmp_path / "明細表.xls", body, encoding="cp950")))
    assert (len(reading.table), reading.facts.printed_total, reading.facts.carrier) == (40, 40, "html")
    assert reading.problems == ()


def test_missing_end_tags_are_borne_as_browsers_bear_them(tmp_path: Path) -> None:
    body = "<table><tr><th>甲<th>乙<tr><td>1<td>2</td></tr><td>3<td>4<tr><td>5<table><tr><td>丙"
    assert read(tmp_path, body) == [("甲", "乙"), ("1", "2"), ("3", "4"), ("5\n丙", None)]
    two = "<table><tr><td>甲<td>乙</tr><table><tr><td>丙<td>丁</tr></table>"
    assert read(tmp_path, two) == [("甲", "乙"), ("丙", "丁")]


def test_a_merged_cell_holds_its_value_once(tmp_path: Path) -> None:
    body = (
        "<table><tr><td rowspan=2>甲<td colspan=2>乙<td>丙</tr><tr><td>丁<td>戊<td>己</tr>"
        "<tr><td>庚<td rowspan=9>辛<td>壬<td>癸</tr><tbody><tr><td>子<td>丑<td>寅<td>卯</tr></table>"
    )
    assert read(tmp_path, body) == [
        ("甲", "乙", None, "丙"),
        (None, "丁", "戊", "己"),
        ("庚", "辛", "壬", "癸"),
        ("子", "丑", "寅", "卯"),
    ]


def test_text_between_tables_stays_in_reading_order_a_row_a_line(tmp_path: Path) -> None:
    body = "<h1>標題</h1>機關：花蓮<br>期間：10 月<table><tr><td>甲<td>乙</table><p>合計<div>完</div>"
    assert read(tmp_path, body) == [("標題",), ("機關：花蓮",), ("期間：10 月",), ("甲", "乙"), ("合計",), ("完",)]


def test_text_that_stands_in_a_table_but_in_no_cell_is_shown_before_it(tmp_path: Path) -> None:
    assert read(tmp_path, "<table><caption>表一</caption>散<tr><td>甲<td>乙</tr>落</table>") == [
        ("表一",),
        ("散",),
        ("落",),
        ("甲", "乙"),
    ]


def test_a_cell_keeps_its_line_breaks_and_loses_the_white_space_of_the_source(tmp_path: Path) -> None:
    body = "<table><tr><td> 9時\n   12分 <br>至<br/>\n9時20分 <td><p>王</p>\n<p>小<b>明</b></p>"
    body += "<td>&nbsp;<td>&lt;A&amp;B&#33;"
    assert read(tmp_path, body) == [("9時 12分\n至\n9時20分", "王\n小明", None, "<A&B!")]


def test_hidden_rows_are_read_like_all_others(tmp_path: Path) -> None:
    body = '<table><tr><td>1<td>甲<tr style="display:none"><td>2<td>乙<tr hidden><td>3<td>丙</table>'
    assert read(tmp_path, body) == [("1", "甲"), ("2", "乙"), ("3", "丙")]


def test_scripts_styles_and_comments_are_no_text(tmp_path: Path) -> None:
    body = (
        "<script>var a='<td>假</td>';</script><style>td{color:red}</style><!-- 註 -->"
        "<![if supportMisalignedColumns]><table><tr><td>甲<td>乙</table><![endif]>"
    )
    assert read(tmp_path, body) == [("甲", "乙")]


def test_a_form_says_what_is_ticked_and_typed(tmp_path: Path) -> None:
    body = '<table><tr><td><input type=checkbox checked>成功<input type="CHECKBOX">失敗<td><input value="A123">'
    assert read(tmp_path, body) == [("☑成功☐失敗", "A123")]


def test_a_table_that_only_frames_the_page_loses_no_text(tmp_path: Path) -> None:
    inner = "<table><tr><th>甲<th>乙<th>丙</tr><tr><td>1<td>2<td>3</tr></table>"
    body = f"<table><tr><td>選單<td>首頁</tr><tr><td>左<td>前{inner}後</tr></table>"
    assert read(tmp_path, body) == [
        ("選單", "首頁"),
        ("左",),
        ("前",),
        ("甲", "乙", "丙"),
        ("1", "2", "3"),
        ("後",),
    ]


def test_a_small_table_in_a_cell_is_the_text_of_that_cell(tmp_path: Path) -> None:
    small = "<table><tr><td>身分證號<td>A123456789<tr><td>姓名<td>王小明</table>"
    body = f"<table><tr><td>1<td>{small}<td>成功<tr><td>2<td>{small}<td>失敗</table>"
    assert read(tmp_path, body) == [
        ("1", "身分證號 A123456789\n姓名 王小明", "成功"),
        ("2", "身分證號 A123456789\n姓名 王小明", "失敗"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
def test_a_page_is_told_by_its_first_bytes(encoding: str) -> None:
    assert is_web_page("\r\n<!DOCTYPE html><html>頁".encode(encoding))
    assert is_web_page("主管稽核月明細表\r\n<TABLE border=1>".encode(encoding))
    assert not is_web_page("序號,條件\r\n1,<a>\r\n".encode(encoding))


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8-sig", ""),
        ("utf-16", '<meta charset="big5">'),
        ("utf-8", '<meta charset="utf-8">'),
        ("cp950", '<meta http-equiv="Content-Type" content="text/html; charset=Big5">'),
        ("cp950", '<meta charset="utf-8">'),
        ("utf-8", '<meta charset="big5">'),
        ("cp950", '<meta charset="iso-8859-1">'),
        ("cp950", ""),
        ("utf-8", ""),
    ],
)
def test_the_encoding_is_found_whatever_the_page_declares(tmp_path: Path, encoding: str, declared: str) -> None:
    path = page(tmp_path / "a.xls", "<table><tr><td>碁裏<td>戶政事務所</table>", declared, encoding)
    assert cells(path) == [("碁裏", "戶政事務所")]


def test_bytes_that_no_encoding_reads_are_refused_with_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"<table>\n<tr><td>\xff\xff</table>")
    with pytest.raises(FileRefused, match=r"a.xls 第 2 行：有無法解讀的文字（位元組 FF FF"):
        html.read(path)


@pytest.mark.parametrize(
    ("body", "head", "sentence"),
    [
        ("<form>帳號<input name=u>密碼<input type=password></form>", "", "內容是登入網頁"),
        ("<table><tr><td>密碼<td><input type=password></table>", "", "內容是登入網頁"),
        ("閒置過久，請重新登入", "", "內容是登入網頁"),
        ("<div>Loading…</div>", "<title>使用者登入</title>", "內容是登入網頁"),
        ("<frameset><frame src=a.htm></frameset>", "", "網頁內容分在其他檔案"),
        ("<Workbook><Worksheet><Table><Row><Cell><Data>1</Data></Cell></Row></Table></Workbook>", "", "XML 試算表"),
        ("<table><tr><td colspan=1000>" + "<td colspan=1000>" * 20, "", "過大"),
        ("<table><tr><td>" * 3000 + "甲", "", "層數過多"),
    ],
)
def test_a_page_without_a_report_is_refused_by_name(tmp_path: Path, body: str, head: str, sentence: str) -> None:
    with pytest.raises(FileRefused, match=f"明細表.csv：.*{sentence}"):
        html.read(page(tmp_path / "明細表.csv", body, head))


def test_a_report_that_mentions_the_login_is_no_login_page(tmp_path: Path) -> None:
    body = "<table><tr><td>序號<td>登入登出日期及時間<td>查詢條件</table>"
    assert read(tmp_path, body) == [("序號", "登入登出日期及時間", "查詢條件")]


def test_a_page_that_says_there_is_no_query_is_no_login_page(tmp_path: Path) -> None:
    assert read(tmp_path, "<p>本月查無資料</p>") == [("本月查無資料",)]


TAGS = "table /table tr /tr td /td th tbody /tbody td_rowspan=2 td_colspan=3 p /p div /div br b /b caption /caption"


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(soup=st.lists(st.sampled_from(TAGS.split()), max_size=60))
def test_no_text_is_lost_or_read_twice_however_the_tags_stand(tmp_path: Path, soup: list[str]) -> None:
    body = "".join(f"<{tag.replace('_', ' ')}>字{at}。" for at, tag in enumerate(soup))
    found = re.findall(
        r"字\d+。", " ".join(str(cell) for row in cells(page(tmp_path / "a.xls", "首" + body)) for cell in row)
    )
    assert sorted(found) == sorted(f"字{at}。" for at in range(len(soup)))


@pytest.mark.parametrize("tag", ["s", "strike", "del"])
def test_text_struck_through_is_left_out_and_a_line_left_open_ends_with_its_cell(tmp_path: Path, tag: str) -> None:
    body = f"<table><tr><td><{tag}>A123456788</{tag}>A123456789<td><{tag}>舊<td>新</table>"
    assert read(tmp_path, body) == [("A123456789", None, "新")]
