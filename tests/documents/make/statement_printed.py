"""Statements as browsers and LibreOffice print them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from documents.make import columns as column
from documents.make import facts, programs, roc, sheets, web
from documents.make.case import Case
from documents.make.paper import Band, Paper, header, paginated, rows, wide
from documents.make.people import AGENCY, USERS
from documents.make.statements import TITLES, page_footer, pdf, usual_paper


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _by_chromium()
    yield from _by_libreoffice()


def _by_chromium() -> Iterator[Case]:
    ruled = usual_paper("statement_chromium_ruled", 30, 12)
    yield pdf("statement_chromium_ruled", ruled, lambda path: programs.chromium(web.page(ruled), path))

    columns = column.several(
        column.account("帳號"), column.user_name("姓名"), column.moment("查詢時間"), column.condition(), column.result()
    )
    asked = facts.queries("statement_chromium_headers", 40)
    body = rows(columns, asked, agency=AGENCY)
    plain = Paper(columns, paginated(body, [22], [TITLES[0], TITLES[1]], header(columns)))
    yield pdf(
        "statement_chromium_headers",
        plain,
        lambda path: programs.chromium(web.page(plain, landscape=False, size=9), path, headers=True),
    )
    grouped = _grouped()
    striped = web.page(grouped, web.STRIPED, size=9)
    yield pdf("statement_chromium_grouped", grouped, lambda path: programs.chromium(striped, path))
    yield _rows_that_break()
    empty = Paper((), ((*TITLES, *header(column.usual()), wide("查無資料")),))
    empty = replace(empty, columns=column.usual())
    yield pdf("statement_chromium_empty", empty, lambda path: programs.chromium(web.page(empty), path))


def _grouped() -> Paper:
    """Rows under a heading for each user, serial numbers from 1 for each, 小計 below; no column names the user."""
    columns = column.several(
        column.serial("項次"),
        column.moment("使用時間"),
        column.function("作業項目"),
        column.masked(),
        column.result(),
        column.purpose("使用目的", column.NUMBERED_PURPOSES),
    )
    asked = facts.queries("statement_chromium_grouped", 48)
    body: list[Band] = []
    for user in USERS:
        own = [query for query in asked if query.user == user]
        body += [
            wide(f"使用者帳號：{user.account}　使用者姓名：{user.name}"),
            *rows(columns, own, agency=AGENCY, account=user.account, user_name=user.name),
        ]
        body.append(wide(f"小計：{len(own)} 筆"))
    return Paper(columns, paginated(body, [20], TITLES, header(columns), page_footer, [wide("合計：48 筆")]))


def _rows_that_break() -> Case:
    """Portrait, purposes in full in a narrow column: the browser breaks rows over pages where they fall."""
    full = replace(column.purpose(words=facts.PURPOSES), width=26)
    columns = column.several(
        column.serial(), column.user("使用者", "{name} {account}"), column.moment(), column.condition(), full
    )
    asked = facts.queries("statement_chromium_broken_rows", 24, users=USERS[:3])
    body = rows(columns, asked, agency=AGENCY)
    paper = Paper(columns, ((*TITLES, *header(columns), *body, wide("合計：24 筆")),))
    page = web.page(
        paper, landscape=False, size=9, align="top", breaks=True, more=web.RULED + "td {white-space: pre-wrap}"
    )
    golden = paper.golden(paged=True)

    def write(path: Path) -> None:
        programs.chromium(page, path)
        for told, query in zip(golden, asked, strict=True):
            told["statement_page"] = programs.page_of(path, roc.clock(query.at))

    return Case("statement_chromium_broken_rows", "statement.pdf", "statement", write, golden)


def _by_libreoffice() -> Iterator[Case]:
    ruled = usual_paper("statement_calc_ruled", 70, 20)
    yield pdf(
        "statement_calc_ruled", ruled, lambda path: _printed_by_calc(ruled, path, "第 &P 頁／共 &N 頁", ruled=True)
    )

    columns = column.several(
        column.serial("NO"), column.day("使用日期", roc.compact), column.clock("使用時間"), column.account("使用者代號")
    )
    columns = column.several(
        *columns, column.condition("查詢參數", "{identifier}"), column.result("狀態", "Y", "N"), column.ip("來源IP")
    )
    asked = facts.queries("statement_calc_unruled", 55)
    body = [*rows(columns, asked, agency=AGENCY), wide("總筆數：55 筆")]
    unruled = Paper(columns, paginated(body, [24], TITLES, header(columns)))
    yield pdf("statement_calc_unruled", unruled, lambda path: _printed_by_calc(unruled, path, "&P/&N", ruled=False))

    writer = _serials_from_one()
    yield pdf("statement_writer_serials_from_one", writer, lambda path: _printed_by_writer(writer, path))


def _serials_from_one() -> Paper:
    """Serial numbers start again on every page; an agency column; the purpose by its short name."""
    columns = column.several(
        column.serial("編號"),
        column.agency(),
        column.user_name("查詢人員"),
        column.moment("查詢日時"),
        column.condition("查詢內容", "{identifier} {name}"),
        column.purpose("用途"),
    )
    asked = facts.queries("statement_writer_serials_from_one", 36)
    pages = [rows(columns, asked[start : start + 12]) for start in range(0, 36, 12)]
    return Paper(columns, tuple((*TITLES, *header(columns), *page, wide("本頁小計：12 筆")) for page in pages))


def _printed_by_calc(paper: Paper, path: Path, footer: str, *, ruled: bool) -> None:
    with TemporaryDirectory() as work:
        book = Path(work) / "statement.xlsx"
        without_feet = tuple(tuple(band for band in page if band.kind != "foot") for page in paper.pages)
        sheets.for_print(replace(paper, pages=without_feet), book, footer=footer, ruled=ruled)
        programs.libreoffice(book, path)


def _printed_by_writer(paper: Paper, path: Path) -> None:
    with TemporaryDirectory() as work:
        source = Path(work) / "statement.html"
        source.write_text(web.for_writer(paper), encoding="utf-8")
        programs.libreoffice(source, path, "writer_web_pdf_Export")
