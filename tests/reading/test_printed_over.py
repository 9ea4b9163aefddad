"""Words printed across the rows, rows too low for their text, rows where nobody looks for them: read, or told."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from documents.make import columns as column
from documents.make import drawn, facts, sheets
from documents.make.paper import Band, Paper, header, rows, wide
from documents.make.people import User
from documents.make.stamped import stamp
from documents.make.statements import usual_paper
from golden_documents import without_wraps
from reconcile.carriers.opening import open_document
from reconcile.outcome import Reading
from reconcile.reading import statement
from reconcile.tables import STATEMENT

PAPER = usual_paper("printed over", 40, 20)
WATERMARK = "帳號：yuli001　使用者：林素貞　115/11/03 09:15"


def read(path: Path) -> Reading:
    return statement.read(open_document(path))


def printed(tmp_path: Path) -> Path:
    path = tmp_path / "statement.pdf"
    drawn.by_typst(PAPER, path)
    return path


@pytest.mark.parametrize("angle", [30, 45, -30, 60])
def test_a_watermark_across_the_page_is_no_part_of_its_rows(tmp_path: Path, angle: float) -> None:
    path = printed(tmp_path)
    stamp(path, WATERMARK, angle=angle)
    reading = read(path)
    told = STATEMENT.frame([{"statement_file": path.name, **query} for query in PAPER.golden(paged=True)])
    assert [str(problem) for problem in reading.problems] == []
    pd.testing.assert_frame_equal(without_wraps(reading.table, STATEMENT), without_wraps(told, STATEMENT))


def test_a_watermark_names_nobody_who_made_the_queries(tmp_path: Path) -> None:
    path = tmp_path / "statement.pdf"
    blank = replace(column.account(), prints=lambda query, number: None if number == 3 else query.user.account)
    columns = column.several(blank, column.moment(), column.condition(), column.result())
    body = rows(columns, facts.queries("watermark", 6))
    drawn.by_typst(Paper(columns, ((*header(columns), *body[:2]), (*header(columns), *body[2:]))), path)
    stamp(path, WATERMARK, angle=30)
    reading = read(path)
    assert reading.table["account"].isna().tolist() == [False, False, True, False, False, False]
    assert ["看不出使用者是誰" in str(problem) for problem in reading.problems] == [True]


def test_a_watermark_stands_in_no_row_but_its_own(tmp_path: Path) -> None:
    path = printed(tmp_path)
    stamp(path, WATERMARK, angle=30)
    assert [sheet.rows[-1].cells for sheet in open_document(path).sheets] == [(WATERMARK,)] * 2


def test_pale_words_stamped_over_a_row_once_are_told(tmp_path: Path) -> None:
    path = printed(tmp_path)
    stamp(path, "僅供內部稽核使用", size=9)
    told = [str(problem) for problem in read(path).problems]
    assert any("第 1 頁：有 1 列的文字與格線或其他文字重疊，可能沒有印全" in sentence for sentence in told), told


def test_large_pale_words_along_the_rows_are_a_watermark(tmp_path: Path) -> None:
    path = printed(tmp_path)
    stamp(path, "僅供內部稽核使用", size=36)
    reading = read(path)
    told = STATEMENT.frame([{"statement_file": path.name, **query} for query in PAPER.golden(paged=True)])
    assert [str(problem) for problem in reading.problems] == []
    pd.testing.assert_frame_equal(without_wraps(reading.table, STATEMENT), without_wraps(told, STATEMENT))


def test_letters_of_one_ligature_do_not_stand_on_one_another(tmp_path: Path) -> None:
    asked = replace(facts.queries("ligatures", 1)[0], user=User("ffi_ff00fi", "陳家豪", "10.1.1.1"))
    path = tmp_path / "statement.pdf"
    drawn.by_typst(Paper(PAPER.columns, ((*header(PAPER.columns), *rows(PAPER.columns, [asked])),)), path)
    reading = read(path)
    assert (list(reading.table["account"]), reading.problems) == (["ffi_ff00fi"], ())


def test_a_query_whose_first_words_are_those_of_a_footer_is_a_query(tmp_path: Path) -> None:
    columns = column.several(column.function("作業名稱"), column.account(), column.moment(), column.condition())
    cells = ("列印入出國日期證明書", "yuli001", "115/10/05 09:12:33", "身分證號：A123456789")
    total = Band("rest", ("合計", None, None, "1 筆"))
    sheets.by_openpyxl(Paper(columns, ((*header(columns), Band("row", cells), total),)), tmp_path / "statement.xlsx")
    reading = read(tmp_path / "statement.xlsx")
    assert (list(reading.table["condition"]), reading.problems) == (["身分證號：A123456789"], ())


def test_a_query_that_stands_outside_the_table_is_told(tmp_path: Path) -> None:
    stray = wide("115/10/05 09:12:33　yuli001　身分證號：A123456789　成功")
    sheets.by_openpyxl(Paper(PAPER.columns, ((*PAPER.pages[0], stray),)), tmp_path / "statement.xlsx")
    told = [str(problem) for problem in read(tmp_path / "statement.xlsx").problems]
    assert any("表格外的文字含證號及日期或時間，可能是未列入的查詢" in sentence for sentence in told), told
    assert not any("A123456789" in sentence for sentence in told)


@pytest.mark.parametrize("place", ["above", "below"])
def test_who_printed_the_statement_and_when_is_no_query(tmp_path: Path, place: str) -> None:
    said = wide("列印人員：A123456789　林素貞　列印時間：115/11/03 09:15")
    bands = (said, *PAPER.pages[0]) if place == "above" else (*PAPER.pages[0], said)
    sheets.by_openpyxl(Paper(PAPER.columns, (bands,)), tmp_path / "statement.xlsx")
    assert not any("表格外的文字" in str(problem) for problem in read(tmp_path / "statement.xlsx").problems)
