"""What a browser shows of a web page: hidden, white and struck text by style, class and attribute."""

from pathlib import Path

import pytest

from reconcile.carriers.opening import open_document
from reconcile.carriers.raw import Document, Row

HEAD = """<style>
.gone {display:none} .blank, td.blank2 {visibility: hidden} span.white {color:#fff}
.void td {text-decoration: line-through} #x {opacity:0} .far {text-indent:-9999px}
@media print { .paper {display:none} } tr:nth-child(3) td.third {display:none}
.back {background-color:#003366} .back .white {color:#ffffff}
</style>"""


def document(tmp_path: Path, body: str, end: str = "</table></body></html>") -> Document:
    page = f'<html><head><meta charset="utf-8">{HEAD}</head><body><table>{body}{end}'
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    return open_document(tmp_path / "a.html")


def only_row(tmp_path: Path, body: str) -> Row:
    (row,) = document(tmp_path, body).sheets[0].rows
    return row


@pytest.mark.parametrize(
    "told",
    [
        "style='display:none'",
        "style='visibility:hidden'",
        "style='color:white'",
        "style='font-size:0'",
        "style='color:transparent'",
        "style='transform:scale(0)'",
        "style='filter:opacity(0%)'",
        "style='clip-path:inset(100%)'",
        "style='position:absolute;left:-5000px'",
        "class=gone",
        "class='a blank'",
        "class=white",
        "id=x",
        "class=far",
        "hidden",
    ],
)
def test_text_that_a_browser_does_not_show_is_concealed(tmp_path: Path, told: str) -> None:
    row = only_row(tmp_path, f"<tr><td><span {told}>B223456782</span>A123456789<td>成功")
    assert row.cells == ("A123456789", "成功")
    assert row.concealed == {0: "B223456782"}


@pytest.mark.parametrize(
    "told",
    [
        "class=paper",
        "style='color:#333'",
        "style='display:block'",
        "style='color:white;background:#003366'",
        "style='transform:scale(0.9);filter:opacity(90%)'",
    ],
)
def test_text_that_a_browser_shows_is_read(tmp_path: Path, told: str) -> None:
    row = only_row(tmp_path, f"<tr><td><span {told}>A123456789</span><td>成功")
    assert row.cells == ("A123456789", "成功")


def test_white_words_in_a_dark_row_are_seen(tmp_path: Path) -> None:
    row = only_row(tmp_path, "<tr class=back><td><span class=white>序號</span><td>成功")
    assert row.cells == ("序號", "成功")


@pytest.mark.parametrize(
    "words",
    [
        "<s>B223456782</s>",
        "<del>B223456782</del>",
        "<span style='text-decoration:line-through red'>B223456782</span>",
        "<strike>B223456782</strike>",
    ],
)
def test_struck_words_are_not_written_and_not_forgotten(tmp_path: Path, words: str) -> None:
    row = only_row(tmp_path, f"<tr><td>{words}A123456789<td>成功")
    assert row.cells == ("A123456789", "成功")
    assert row.struck == {0: "B223456782"}


def test_a_row_struck_out_by_its_class_is_blank(tmp_path: Path) -> None:
    row = only_row(tmp_path, "<tr class=void><td>1<td>A123456789<td>成功")
    assert row.blank
    assert row.unstruck.cells == ("1", "A123456789", "成功")


def test_a_cell_that_is_not_shown_takes_no_column(tmp_path: Path) -> None:
    first, second = document(tmp_path, "<tr><th>甲<th>乙</tr><tr><td style='display:none'>9<td>1<td>2").sheets[0].rows
    assert first.cells == ("甲", "乙")
    assert second.cells == ("1", "2")
    assert second.concealed == {0: "9"}


def test_a_hidden_row_holds_its_cells(tmp_path: Path) -> None:
    row = only_row(tmp_path, "<tr class=gone><td>1<td>A123456789")
    assert row.hidden
    assert row.cells == ("1", "A123456789")


def test_the_words_of_a_picture_stand_for_it_and_the_picture_is_told(tmp_path: Path) -> None:
    row = only_row(tmp_path, "<tr><td>陳<img src=e1.gif alt='堃'>安<td>成功")
    assert row.cells == ("陳堃安", "成功")
    assert [(at, thing.kind) for at, thing in row.over] == [(0, "picture")]


def test_of_a_list_the_chosen_line_is_read(tmp_path: Path) -> None:
    choice = "<select><option>成功<option selected>失敗</select>"
    assert only_row(tmp_path, f"<tr><td>1<td>{choice}").cells == ("1", "失敗")
    assert only_row(tmp_path, "<tr><td>1<td><select><option>成功<option>失敗</select>").cells == ("1", "成功")


@pytest.mark.parametrize("end", ["", "</table>", "</table></body", "<tr><td>2<td"])
def test_a_page_that_ends_in_the_middle_is_told(tmp_path: Path, end: str) -> None:
    (flaw,) = document(tmp_path, "<tr><td>1<td>A123456789", end).flaws
    assert "在中途結束" in flaw.reason


def test_a_whole_page_has_no_flaw(tmp_path: Path) -> None:
    assert document(tmp_path, "<tr><td>1<td>A123456789").flaws == ()
