"""Statements that lost something, or hold what a viewer does not show: each must end with problems."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from openpyxl import load_workbook

from documents.make import columns as column
from documents.make import drawn, facts, roc, sheets, unseen
from documents.make.case import Case
from documents.make.paper import Band, Column, Paper, header, rows, wide
from documents.make.people import AGENCY, USERS
from documents.make.statement_text import text
from documents.make.statements import TITLES, book, pdf, plain, usual_paper

Edit = Callable[[list[Band]], list[Band]]

_UNSEEN = "此列在畫面上看不到"


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _rows_and_serials()
    yield from _groups()
    yield from _unreadable()
    yield from _pages()
    yield from _not_shown()


def _edited(name: str, edit: Edit, *columns: Column, closing: str = "合計：{} 筆") -> Paper:
    """Twenty queries and their total, then something happens to the rows."""
    whole = plain(name, 20, *(columns or column.usual()), closing=closing)
    (page,) = whole.pages
    start = next(n for n, band in enumerate(page) if band.kind == "row")
    return replace(whole, pages=((*page[:start], *edit(list(page[start:]))),))


def _workbook(name: str, paper: Paper, *problems: str) -> Case:
    return book(name, paper, lambda path: sheets.by_openpyxl(paper, path), problems=problems)


def _rows_and_serials() -> Iterator[Case]:
    """What the total and the serial numbers tell."""
    no_serial = column.usual()[1:]
    gone = _edited("lossy_row_gone", lambda page: page[:7] + page[8:], *no_serial)
    yield _workbook("lossy_row_gone", gone, "合計 20 筆，實際讀到 19 筆")
    skipped = _edited("lossy_serial_skipped", lambda page: [*page[:7], *page[8:-1]])
    yield _workbook("lossy_serial_skipped", skipped, "序號不連續（7 之後為 9）")
    both = _edited("lossy_csv_rows_gone", lambda page: page[:4] + page[6:], closing="總計：{}筆")
    yield text(
        "lossy_csv_rows_gone", both, "utf-8-sig", problems=("合計 20 筆，實際讀到 18 筆", "序號不連續（4 之後為 7）")
    )
    first = _edited("lossy_first_rows_gone", lambda page: page[3:-1])
    yield _workbook("lossy_first_rows_gone", first, "序號由 4 開始")
    twice = _edited("lossy_row_twice", lambda page: [*page[:5], page[4], *page[5:]])
    yield _workbook("lossy_row_twice", twice, "合計 20 筆，實際讀到 21 筆", "序號重複或倒退（5 之後為 5）")
    pasted = plain("lossy_pasted_twice", 20, *column.usual())
    pasted = replace(pasted, pages=pasted.pages * 2)
    yield _workbook("lossy_pasted_twice", pasted, "合計 20 筆，實際讀到 40 筆", "完全相同")
    untold = plain("lossy_pasted_twice_without_total", 20, *no_serial, closing="製表人：陳怡安")
    untold = replace(untold, pages=untold.pages * 2)
    yield _workbook("lossy_pasted_twice_without_total", untold, "重複")
    cut = _edited("lossy_total_only_says_more", lambda page: [*page[:12], page[-1]], closing="共計 {} 筆資料")
    yield _workbook("lossy_total_only_says_more", cut, "合計 20 筆，實際讀到 12 筆")


def _groups() -> Iterator[Case]:
    """A subtotal that is not the sum of its rows, while the total was left out."""
    columns = column.several(column.serial(), column.moment(), column.condition(), column.result())
    body: list[Band] = []
    for user, lost in ((USERS[0], 0), (USERS[1], 1), (USERS[2], 0)):
        asked = facts.queries(f"lossy_subtotal {user.account}", 8, users=(user,))
        own = rows(columns, asked, agency=AGENCY, account=user.account, user_name=user.name)[: 8 - lost]
        body += [wide(f"使用者帳號：{user.account} 使用者姓名：{user.name}"), *own, wide("小計：8 筆")]
    paper = Paper(columns, ((*TITLES, *header(columns), *body),))
    yield _workbook("lossy_subtotal", paper, "小計 8 筆，實際讀到 7 筆")


def _unreadable() -> Iterator[Case]:
    """Single cells that cannot be read; the other rows stand."""

    def with_cell(at: int, cell: int, text: str, **golden: object) -> Edit:
        def edit(page: list[Band]) -> list[Band]:
            cells = list(page[at].cells)
            cells[cell] = text
            told = None if golden.get("lost") else {**(page[at].golden or {}), **golden}
            page[at] = Band("row", tuple(cells), told)
            return page

        return edit

    lost = _edited("lossy_unreadable_time", with_cell(6, 3, "115/02/30 09:12:33", lost=True))
    yield _workbook("lossy_unreadable_time", lost, "無法辨識查詢時間「115/02/30 09:12:33」")
    blank = _edited("lossy_blank_time", with_cell(2, 3, "", lost=True))
    yield _workbook("lossy_blank_time", blank, "無法辨識查詢時間「（空白）」")
    short = _edited("lossy_two_digit_year", with_cell(9, 3, "15/10/05 09:12:33", lost=True))
    yield _workbook("lossy_two_digit_year", short, "無法辨識查詢時間「15/10/05 09:12:33」")
    odd = _edited("lossy_unknown_result", with_cell(4, 6, "待確認", result=None))
    yield _workbook("lossy_unknown_result", odd, "無法辨識查詢結果")
    other = _edited("lossy_unknown_purpose", with_cell(4, 7, "個人參考", purpose=None))
    yield _workbook("lossy_unknown_purpose", other, "查詢事由不是四種事由之一")
    nothing = Paper(column.usual(), ((*TITLES, *header(column.usual())),))
    yield _workbook("lossy_header_only", nothing, "沒有任何查詢，也未載明本月無查詢")


def _pages() -> Iterator[Case]:
    """Pages of a PDF that are lost, or there twice."""
    whole = usual_paper("lossy_page_gone", 50, 14)
    yield pdf(
        "lossy_page_gone",
        whole.without_page(2),
        lambda path: _repaged(whole, path, [0, 2, 3]),
        problems=("合計 50 筆，實際讀到 36 筆", "共 4 頁，檔案有 3 頁", "序號不連續（14 之後為 29）"),
    )
    yield pdf(
        "lossy_last_page_gone",
        whole.without_page(4),
        lambda path: _repaged(whole, path, [0, 1, 2]),
        problems=("共 4 頁，檔案有 3 頁",),
    )
    twice = replace(whole, pages=(*whole.pages[:2], whole.pages[1], *whole.pages[2:]))
    yield pdf(
        "lossy_page_twice",
        twice,
        lambda path: _repaged(whole, path, [0, 1, 1, 2, 3]),
        problems=("合計 50 筆，實際讀到 64 筆", "共 4 頁，檔案有 5 頁", "完全相同", "序號重複或倒退（28 之後為 15）"),
    )


def _repaged(paper: Paper, path: Path, keep: list[int]) -> None:
    """Only these pages of it (0-based), in this order."""
    with TemporaryDirectory() as work:
        whole = Path(work) / "statement.pdf"
        drawn.by_typst(paper, whole)
        source, target = pypdfium2.PdfDocument(whole), pypdfium2.PdfDocument.new()
        target.import_pages(source, keep)
        target.save(path)
        target.close()
        source.close()


def _not_shown() -> Iterator[Case]:
    """Rows that are in the file and that nobody sees who opens it; all of them are read and counted."""
    hidden = plain("lossy_hidden_rows", 20, *column.usual())
    yield book("lossy_hidden_rows", hidden, lambda path: _with_hidden_rows(hidden, path), problems=(_UNSEEN,) * 2)
    parts = _halves("lossy_hidden_sheet")
    yield book("lossy_hidden_sheet", parts, lambda path: _with_hidden_sheet(parts, path), problems=(_UNSEEN,))
    yield from (_unseen_row(trick, _UNSEEN) for trick in (unseen.white, unseen.invisible))
    yield _unseen_row(
        unseen.beside, "合計 12 筆，實際讀到 11 筆", "序號不連續（4 之後為 6）", "在畫面上看不到", lost=True
    )


def _halves(name: str) -> Paper:
    """Twenty queries on two sheets, the total on the first."""
    columns = column.usual()
    asked = facts.queries(name, 20)
    first = rows(columns, asked[:12], agency=AGENCY)
    second = rows(columns, asked[12:], start=13, agency=AGENCY)
    return Paper(columns, ((*TITLES, *header(columns), *first), (*header(columns), *second, wide("合計：20 筆"))))


def _with_hidden_rows(paper: Paper, path: Path) -> None:
    sheets.by_openpyxl(paper, path)
    workbook = load_workbook(path)
    for number in (9, 10):
        workbook.worksheets[0].row_dimensions[number].hidden = True
    workbook.save(path)


def _with_hidden_sheet(paper: Paper, path: Path) -> None:
    sheets.by_openpyxl(paper, path, sheets=["1", "2"])
    workbook = load_workbook(path)
    workbook.worksheets[1].sheet_state = "hidden"
    workbook.save(path)


def _unseen_row(trick: unseen.Trick, *problems: str, lost: bool = False) -> Case:
    """A ruled page whose fifth row looks blank; its serial number and its cells are there nevertheless."""
    name = f"lossy_{trick.__name__}_row"
    columns = column.several(
        column.serial(), column.account(), column.user_name(), column.moment(), column.masked(), column.result()
    )
    asked = facts.queries(name, 12)
    body = [*rows(columns, asked, agency=AGENCY), wide("合計：12 筆")]
    paper = Paper(columns, ((*TITLES, *header(columns), *body),))

    def write(path: Path) -> None:
        drawn.by_reportlab(paper, path)
        unseen.hide_row(path, roc.clock(asked[4].at), trick)

    read = Paper(columns, (tuple(band for band in paper.bands if not lost or band != body[4]),))
    return pdf(name, read, write, problems=problems)
