"""A page without ruling lines: what stands in which column and row is told by the white between, or found wanting."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd
import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from documents.make import columns as column
from documents.make.drawn import CID_FONT, by_reportlab, by_typst
from documents.make.facts import SUCCESS, Query
from documents.make.paper import Band, Column, Paper, foot, header, row, wide
from documents.make.people import NATIONAL, PASSPORT, RESIDENT, Subject, User
from golden_documents import without_wraps
from reconcile.carriers.opening import open_document
from reconcile.outcome import Reading
from reconcile.reading import statement
from reconcile.tables import STATEMENT

LONG_NAME = "羅幸・比令・達力・比令・比令・卓斯卡夫・巴奈・羅幸"

Draw = Callable[[Paper, Path], None]


def typst(paper: Paper, path: Path) -> None:
    by_typst(paper, path, ruled=False)


def reportlab(paper: Paper, path: Path) -> None:
    by_reportlab(paper, path, ruled=False, font=CID_FONT)


DRAWN_BY = pytest.mark.parametrize("draw", [typst, reportlab])


def asked(count: int, name: str = "陳家家堃") -> list[Query]:
    """So many queries of one user, one a day, on nationals and residents in turn."""
    subjects = Subject(NATIONAL, "U100000008", "王小明"), Subject(RESIDENT, "U800000002", "LE THI LAN")
    user = User("HL6832", name, "10.1.1.1")
    at = [datetime(2026, 10, day, 9, 30, day) for day in range(1, count + 1)]
    return [Query(user, when, subjects[n % 2], "入出境紀錄查詢", SUCCESS, 2) for n, when in enumerate(at)]


def page(columns: Sequence[Column], queries: Sequence[Query], *below: Band) -> tuple[Band, ...]:
    """A header, the rows and what stands below them."""
    return (*header(columns), *(row(columns, query, n) for n, query in enumerate(queries, start=1)), *below)


def read(columns: Sequence[Column], pages: Sequence[tuple[Band, ...]], draw: Draw, path: Path) -> Reading:
    """What is read from the paper; every cell of it is as written."""
    paper = Paper(tuple(columns), tuple(pages))
    draw(paper, path)
    reading = statement.read(open_document(path))
    if not reading.problems:
        told = STATEMENT.frame([{"statement_file": path.name, **query} for query in paper.golden(paged=True)])
        pd.testing.assert_frame_equal(without_wraps(reading.table, STATEMENT), without_wraps(told, STATEMENT))
    return reading


BY_KIND = [
    column.day(),
    column.clock("查詢\n時分"),
    *column.by_kind({NATIONAL: "身分證號", RESIDENT: "統一證號", PASSPORT: "護照號碼"}, "被查詢人識別資料"),
    column.user("使用者姓名"),
]


@DRAWN_BY
def test_the_second_row_of_a_heading_is_never_part_of_the_first_query(draw: Draw, tmp_path: Path) -> None:
    queries = asked(6)
    pages = [page(BY_KIND, queries[:2]), page(BY_KIND, queries[2:4]), page(BY_KIND, queries[4:])]
    reading = read(BY_KIND, pages, draw, tmp_path / "statement.pdf")
    assert set(reading.table["account"]) <= {"HL6832"}
    if draw is typst:
        assert not reading.problems


@DRAWN_BY
def test_a_page_of_fewer_columns_without_its_headings_is_told(draw: Draw, tmp_path: Path) -> None:
    """Nobody on the second page has a passport: its offices stood under the passports, as part of the conditions."""
    kinds = column.by_kind({NATIONAL: "身分證號", RESIDENT: "統一證號", PASSPORT: "護照號碼"})
    columns = [column.day(), column.clock(), column.user_name(), *kinds, column.agency()]
    pages = [page(columns, asked(3)), tuple(row(columns, query, n) for n, query in enumerate(asked(6)[3:], start=4))]
    reading = read(columns, pages, draw, tmp_path / "statement.pdf")
    assert ["第 2 頁：本頁沒有欄位標題，欄數又與有標題之頁不同" in str(one) for one in reading.problems] == [True]


@DRAWN_BY
def test_a_name_that_wraps_in_the_last_row_is_read_to_its_end(draw: Draw, tmp_path: Path) -> None:
    columns = [column.user_name(), column.serial(), column.function(), column.condition(), column.moment()]
    columns += [column.agency(), column.purpose(words=column.SHORT_PURPOSES)]
    reading = read(columns, [page(columns, asked(3, LONG_NAME))], draw, tmp_path / "statement.pdf")
    assert not reading.problems
    assert set(without_wraps(reading.table, STATEMENT)["user_name"]) == {LONG_NAME}


@DRAWN_BY
def test_rows_of_few_cells_below_a_full_header_are_read(draw: Draw, tmp_path: Path) -> None:
    columns = [column.condition(), column.day(), column.clock(), Column("備註", lambda query, number: None)]
    columns += [column.user()] if draw is typst else []
    bands = page(columns, asked(1))
    if draw is reportlab:
        bands = (*bands[:1], wide("帳號：HL6832 姓名：陳家家堃"), *bands[1:], foot("Page 1 of 1"))
        bands = tuple(_of_group(band) for band in bands)
    reading = read(columns, [bands], draw, tmp_path / "statement.pdf")
    assert len(reading.table) == 1
    assert not reading.problems


def _of_group(band: Band) -> Band:
    golden = band.golden and {**band.golden, "account": "HL6832", "user_name": "陳家家堃"}
    return Band(band.kind, band.cells, golden)


def test_two_columns_that_overflow_into_one_are_found_wanting(tmp_path: Path) -> None:
    narrow = [Column("使用者IP", lambda query, _: "135.146.122.171", {}, 13), column.serial("序")]
    columns = [*narrow, column.condition(), column.moment(), column.user()]
    columns += [column.agency(), column.function(), column.purpose(words=column.SHORT_PURPOSES)]
    reading = read(columns, [page(columns, asked(4))], typst, tmp_path / "statement.pdf")
    assert any("看不出欄位界線" in str(problem) for problem in reading.problems)


@DRAWN_BY
def test_a_column_whose_heading_is_seen_and_which_holds_nothing_is_found_wanting(draw: Draw, tmp_path: Path) -> None:
    blank = Column("查詢結果", lambda query, number: None)
    columns = [column.serial(), column.user(), column.moment(), column.condition(), blank]
    reading = read(columns, [page(columns, asked(3))], draw, tmp_path / "statement.pdf")
    assert ["看不出欄位界線：「查詢結果」整欄空白" in str(problem) for problem in reading.problems] == [True]


@DRAWN_BY
def test_a_line_of_text_that_no_column_takes_is_found_wanting(draw: Draw, tmp_path: Path) -> None:
    columns = [column.serial(), column.user(), column.moment(), column.condition()]
    stray = wide("此處另有一筆查詢因系統更新而併入（115/10/05 09:30:05 身分證號U100000008 陳家家堃）")
    bands = page(columns, asked(3))
    reading = read(columns, [(*bands[:-1], stray, *bands[-1:])], draw, tmp_path / "statement.pdf")
    assert any("看不出屬於哪一筆查詢、哪一欄" in str(problem) for problem in reading.problems)
    assert not any("U100000008" in str(problem) for problem in reading.problems)


@DRAWN_BY
def test_text_beside_a_column_and_below_no_heading_is_found_wanting(draw: Draw, tmp_path: Path) -> None:
    beside = Column("", lambda query, _: "HL2", {})
    columns = [column.serial(), column.moment(), column.condition(), column.account(), beside]
    reading = read(columns, [page(columns, asked(3))], draw, tmp_path / "statement.pdf")
    assert any("此列有文字不在任何欄位標題之下" in str(problem) for problem in reading.problems)


def test_text_that_runs_over_a_ruling_stays_in_its_cell(tmp_path: Path) -> None:
    narrow = Column("IP位址", lambda query, _: "192.168.101.200", {"ip": lambda query: "192.168.101.200"}, 15)
    columns = [column.serial(), narrow, column.user(), column.moment(), column.condition(), column.agency()]
    columns += [column.function(), column.purpose(words=column.SHORT_PURPOSES)]
    reading = read(columns, [page(columns, asked(3))], by_typst, tmp_path / "statement.pdf")
    assert not reading.problems
    assert set(reading.table["ip"]) == {"192.168.101.200"}


@pytest.mark.parametrize(("over", "results"), [("有無資料", ["success", "failure", "success"]), ("附件", [])])
def test_bare_words_are_the_result_where_the_line_above_says_so(tmp_path: Path, over: str, results: list[str]) -> None:
    """Without rulings the upper line of a heading is a line by itself."""
    places, head = (40, 90, 160, 280, 390, 440), ("序號", "使用者帳號", "查詢時間", "查詢條件", "有", "無")
    pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    page = Canvas(str(tmp_path / "a.pdf"))
    page.setFont(CID_FONT, 9)
    page.drawString(405, 780, over)
    ticks = [("V", ""), ("", "V"), ("V", "")]
    rows = [(str(n), "yuli003", f"115/10/{n:02d} 09:12:33", "A123456789", *two) for n, two in enumerate(ticks, start=1)]
    for n, cells in enumerate([head, *rows]):
        for x, cell in zip(places, cells, strict=True):
            page.drawString(x, 766 - 20 * n, cell)
    page.save()
    reading = statement.read(open_document(tmp_path / "a.pdf"))
    assert list(reading.table["result"].dropna()) == results
