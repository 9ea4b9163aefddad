"""Statements as workbooks: openpyxl, xlsxwriter, and LibreOffice as xls, ods and xlsx."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import msoffcrypto.format.ooxml
from openpyxl import load_workbook

from documents.make import columns as column
from documents.make import facts, programs, roc, sheets
from documents.make.case import Case
from documents.make.paper import Band, Column, Paper, header, paginated, rows, title, wide
from documents.make.people import AGENCY, NATIONAL, PASSPORT, RESIDENT, USERS
from documents.make.statements import TITLES, book, page_footer, plain


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _by_openpyxl()
    yield from _by_xlsxwriter()
    yield from _by_libreoffice()
    yield from _asking_the_office()


def _by_openpyxl() -> Iterator[Case]:
    columns = column.several(
        column.user_name("查詢人"),
        column.moment("查詢時間", lambda at: at),
        column.condition(pattern="{identifier}"),
        column.result("結果"),
        column.function("功能"),
    )
    body = rows(columns, facts.queries("statement_openpyxl_heading_first", 40))
    first = Paper(columns, ((*header(columns), *body),))
    yield book("statement_openpyxl_heading_first", first, lambda path: sheets.by_openpyxl(first, path))

    kinds = {NATIONAL: "國民身分證統一編號", RESIDENT: "外來人口統一證號", PASSPORT: "護照號碼"}
    columns = column.several(
        column.serial("項次"),
        column.agency("單位"),
        column.account(),
        column.user_name(),
        column.day(style=lambda day: day),
        column.clock(style=lambda at: at.time()),
        *column.by_kind(kinds, "被查詢人識別資料"),
        column.result("回應", "查詢成功", "查無資料"),
    )
    two = plain("statement_openpyxl_two_row_heading", 50, *columns, closing="總計 {} 筆")
    yield book(
        "statement_openpyxl_two_row_heading", two, lambda path: sheets.by_openpyxl(two, path, leading=5, first=3)
    )
    yield _a_sheet_a_user()
    columns = column.several(
        column.serial(),
        column.user("使用者（帳號）", "{name}({account})"),
        column.moment(),
        column.condition(),
        column.purpose("事由", {n: str(n) for n in range(1, 5)}),
        column.ip(),
    )
    joined = plain("statement_openpyxl_false_dimension", 40, *columns)
    yield book("statement_openpyxl_false_dimension", joined, lambda path: _with_false_dimension(joined, path))
    yield from _as_people_lay_out()
    empty = Paper(column.usual(), ((*TITLES, *header(column.usual()), wide("本月查無資料")),))
    yield book("statement_openpyxl_empty", empty, lambda path: sheets.by_openpyxl(empty, path))
    locked = plain("statement_openpyxl_password", 12, *column.usual())
    yield book(
        "statement_openpyxl_password", locked, lambda path: with_password(locked, path, "玉里115"), password="玉里115"
    )


def _a_sheet_a_user() -> Case:
    """A worksheet for each user, serial numbers from 1 on each; the last sheet holds nothing but the total."""
    columns = column.several(
        column.serial(), column.account(), column.user_name(), column.moment(), column.condition(), column.result()
    )
    asked = facts.queries("statement_openpyxl_sheet_a_user", 45)
    pages = [rows(columns, [query for query in asked if query.user == user], agency=AGENCY) for user in USERS]
    sheet_pages = [(*TITLES, *header(columns), *page, wide(f"小計：{len(page)} 筆")) for page in pages]
    paper = Paper(columns, (*sheet_pages, (title("總計：45 筆"),)))
    names = [*(user.name for user in USERS), "總計"]
    return book("statement_openpyxl_sheet_a_user", paper, lambda path: sheets.by_openpyxl(paper, path, sheets=names))


def _as_people_lay_out() -> Iterator[Case]:
    """A user's cells merged over his rows; headings spaced out, broken over lines and annotated."""
    columns = column.several(column.account(), column.user_name(), column.moment(), column.condition(), column.result())
    asked = facts.queries("statement_openpyxl_merged_user", 40)
    groups = [rows(columns, [query for query in asked if query.user == user], agency=AGENCY) for user in USERS]
    body = [band for group in groups for band in (group[0], *(_unnamed(band) for band in group[1:]))]
    merged = Paper(columns, ((*TITLES, *header(columns), *body, wide("合計：40 筆")),))
    spans = [len(group) for group in groups]
    yield book("statement_openpyxl_merged_user", merged, lambda path: _with_merged_users(merged, path, spans))

    columns = column.several(
        column.serial("序　號"),
        column.account("使用者\n帳號"),
        column.user_name("姓　　名"),
        column.moment("查詢時間(年/月/日)"),
        column.condition("查 詢 條 件"),
        column.result("查詢結果※"),
        column.purpose("【查詢事由】"),
    )
    spaced = plain("statement_openpyxl_spaced_headings", 30, *columns)
    yield book("statement_openpyxl_spaced_headings", spaced, lambda path: sheets.by_openpyxl(spaced, path))


def _unnamed(band: Band) -> Band:
    """The row without what stands in the merged cells above it."""
    return replace(band, cells=(None, None, *band.cells[2:]))


def _with_merged_users(paper: Paper, path: Path, spans: list[int]) -> None:
    sheets.by_openpyxl(paper, path)
    workbook = load_workbook(path)
    top = len(TITLES) + 2
    for span in spans:
        for at in (1, 2):
            workbook.worksheets[0].merge_cells(start_row=top, end_row=top + span - 1, start_column=at, end_column=at)
        top += span
    workbook.save(path)


def _with_false_dimension(paper: Paper, path: Path) -> None:
    """The sheet claims to be one cell large, as some report servers write it."""
    with TemporaryDirectory() as work:
        whole = Path(work) / "statement.xlsx"
        sheets.by_openpyxl(paper, whole)
        with zipfile.ZipFile(whole) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for entry in source.infolist():
                content = source.read(entry)
                if entry.filename == "xl/worksheets/sheet1.xml":
                    content = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', content)
                target.writestr(entry, content)


def with_password(paper: Paper, path: Path, password: str) -> None:
    """Encrypted as Excel does."""
    with TemporaryDirectory() as work:
        whole = Path(work) / "statement.xlsx"
        sheets.by_openpyxl(paper, whole)
        encrypted = io.BytesIO()
        with whole.open("rb") as stream:
            msoffcrypto.format.ooxml.OOXMLFile(stream).encrypt(password, encrypted)
        path.write_bytes(encrypted.getvalue())


def _by_xlsxwriter() -> Iterator[Case]:
    columns = column.several(
        column.serial("NO"), column.moment("使用時間", roc.excel_serial), column.account("User ID")
    )
    columns = column.several(
        *columns, column.condition("Condition", "{identifier}"), column.result("Result", "Y", "N"), column.ip("IP")
    )
    serials = plain("statement_xlsxwriter_excel_serials", 48, *columns)
    yield book("statement_xlsxwriter_excel_serials", serials, lambda path: sheets.by_xlsxwriter(serials, path))

    columns = column.several(
        column.serial("#"), column.account("登錄者"), column.user_name("承辦"), column.moment("發生於")
    )
    columns = column.several(
        *columns,
        column.condition("輸入", "{identifier}"),
        column.result("傳回"),
        column.purpose("依據"),
        column.ip("端末"),
    )
    body = rows(columns, facts.queries("statement_xlsxwriter_unseen_headings", 40), agency=AGENCY)
    unseen = Paper(columns, ((*TITLES, *header(columns), *body),))
    yield book("statement_xlsxwriter_unseen_headings", unseen, lambda path: sheets.by_xlsxwriter(unseen, path))

    columns = column.several(
        column.user_name("人員"),
        column.day("日期", roc.dashed),
        column.clock("時刻", lambda at: f"{at:%H%M%S}"),
        column.masked("對象", "○"),
        column.result("回覆", "有資料", "無資料"),
    )
    some = plain("statement_xlsxwriter_some_unseen", 40, *columns, closing="以下空白")
    yield book("statement_xlsxwriter_some_unseen", some, lambda path: sheets.by_xlsxwriter(some, path))


def _by_libreoffice() -> Iterator[Case]:
    columns = column.several(
        column.serial(), column.moment(style=lambda at: at), column.function(), column.condition(), column.result()
    )
    asked = facts.queries("statement_xls_grouped", 60)
    body: list[Band] = []
    for user in USERS:
        own = [query for query in asked if query.user == user]
        body += [
            wide(f"帳號：{user.account} 姓名：{user.name}"),
            *rows(columns, own, agency=AGENCY, account=user.account, user_name=user.name),
            wide(f"小計 {len(own)} 筆"),
        ]
    grouped = Paper(columns, ((*TITLES, *header(columns), *body, wide("合計 60 筆")),))
    yield _converted("statement_xls_grouped", grouped, "statement.xls")

    columns = column.several(
        column.serial(),
        column.day("查詢日期", roc.compact),
        column.clock("查詢時間", roc.halved),
        column.account(),
        column.user_name(),
        column.condition("查詢標的", "{identifier}　{name}"),
        column.purpose(),
    )
    yield _converted("statement_ods", plain("statement_ods", 50, *columns), "statement.ods")

    columns = column.usual()
    pages = paginated(
        rows(columns, facts.queries("statement_xlsx_repeated_headings", 60), agency=AGENCY),
        [18],
        TITLES,
        header(columns),
        page_footer,
        [wide("合計：60 筆")],
    )
    yield _converted("statement_xlsx_repeated_headings", Paper(columns, pages), "statement.xlsx")
    words = plain("statement_xls_dates_in_words", 30, column.account(), *_dates_in_words())
    yield _converted("statement_xls_dates_in_words", words, "statement.xls")


def _dates_in_words() -> tuple[Column, ...]:
    def in_words(at: datetime) -> str:
        return f"民國{roc.in_words(at)} {at.hour}時{at.minute}分{at.second}秒"

    full = column.purpose("查詢目的", facts.PURPOSES)
    return (column.moment("查詢日期及時間", in_words), column.condition(), full, column.result("執行結果"))


def _converted(name: str, paper: Paper, file: str) -> Case:
    """Written by openpyxl, saved anew by LibreOffice."""

    def write(path: Path) -> None:
        with TemporaryDirectory() as work:
            source = Path(work) / "statement.xlsx"
            sheets.by_openpyxl(paper, source)
            programs.libreoffice(source, path)

    return book(name, paper, write, file)


def _asking_the_office() -> Iterator[Case]:
    """Two columns could be the user, and no heading says which: the office's profile does."""
    columns = column.several(
        column.serial(), column.user_name("甲"), _supervisor("乙"), column.moment(), column.condition()
    )
    paper = plain("statement_openpyxl_profile", 20, *columns)
    yield book(
        "statement_openpyxl_profile",
        paper,
        lambda path: sheets.by_openpyxl(paper, path),
        columns={"user_name": "甲"},
    )


def _supervisor(heading: str) -> Column:
    return Column(heading, lambda query, _: "林素貞" if query.user.name != "潘志成" else "徐國棟")
