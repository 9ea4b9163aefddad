"""Statements as report generators draw them, with ruling lines and without: reportlab, typst, cairo, Ghostscript."""

import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2

from documents.make import columns as column
from documents.make import drawn, facts, programs, roc
from documents.make.case import Case
from documents.make.paper import Band, Page, Paper, cut_row, header, paginated, rows, title, wide
from documents.make.people import AGENCY, NATIONAL, PASSPORT, RESIDENT
from documents.make.statements import PERIOD, TITLES, page_footer, pdf, rewritten, usual_paper

_RADICALS = {ord(unicodedata.normalize("NFKC", chr(code))): chr(code) for code in range(0x2F00, 0x2FD6)}
"""What a browser puts in a PDF for ordinary characters."""


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _by_reportlab()
    yield from _by_typst()
    yield from _drawn_anew()


def _by_reportlab() -> Iterator[Case]:
    embedded = _cut_by_hand()
    yield pdf("statement_reportlab_cut_rows", embedded, lambda path: drawn.by_reportlab(embedded, path))

    columns = column.several(
        column.serial("流水號"),
        column.account("查詢帳號"),
        column.user_name("查詢者"),
        column.day(style=roc.in_words),
        column.clock(),
        column.condition(),
        column.result("回應結果"),
    )
    asked = facts.queries("statement_reportlab_cid", 50)
    body = rows(columns, asked, agency=AGENCY)
    unruled = Paper(columns, paginated(body, [24], TITLES, header(columns), page_footer, [wide("共計 50 筆")]))
    yield pdf(
        "statement_reportlab_cid",
        unruled,
        lambda path: drawn.by_reportlab(unruled, path, font=drawn.CID_FONT, ruled=False),
    )
    ruled = usual_paper("statement_reportlab_cid_ruled", 36, 14)
    yield pdf("statement_reportlab_cid_ruled", ruled, lambda path: drawn.by_reportlab(ruled, path, font=drawn.CID_FONT))
    turned = usual_paper("statement_reportlab_turned", 30, 13)
    yield pdf("statement_reportlab_turned", turned, lambda path: drawn.by_reportlab(turned, path, turned=True))
    locked = usual_paper("statement_reportlab_password", 12, 20)
    yield pdf(
        "statement_reportlab_password",
        locked,
        lambda path: drawn.by_reportlab(locked, path, encrypt="yuli-11510"),
        password="yuli-11510",
    )


def _cut_by_hand() -> Paper:
    """Six pages; the last row of each but the last is cut in the purpose, the rest stands on top of the next page."""
    columns = column.several(
        column.serial(),
        column.account(),
        column.user_name(),
        column.moment(),
        column.condition(),
        column.purpose(words=facts.PURPOSES),
    )
    bands = rows(columns, facts.queries("statement_reportlab_cut_rows", 60), agency=AGENCY)
    pages: list[Page] = []
    rest: list[Band] = []
    for start in range(0, 60, 10):
        own = bands[start : start + 10]
        carried: list[Band] = []
        if start < 50 and len(str(own[-1].cells[5])) > 8:
            own[-1], remainder = cut_row(own[-1], 6, 5)
            carried = [remainder]
        pages.append((*TITLES, *header(columns), *rest, *own))
        rest = carried
    return Paper(columns, (*pages[:-1], (*pages[-1], wide("合計：60 筆"))))


def _by_typst() -> Iterator[Case]:
    kinds = {NATIONAL: "國民身分證統一編號", RESIDENT: "統一證號", PASSPORT: "護照號碼"}
    columns = column.several(
        column.serial(),
        column.account(),
        column.user_name(),
        column.moment(),
        *column.by_kind(kinds, "查詢標的"),
        column.result(),
        column.ip(),
    )
    body = rows(columns, facts.queries("statement_typst_two_row_heading", 44), agency=AGENCY)
    kind = Paper(columns, paginated(body, [20], TITLES, header(columns), page_footer, [wide("合計：44 筆")]))
    yield pdf("statement_typst_two_row_heading", kind, lambda path: drawn.by_typst(kind, path))

    columns = column.several(
        column.serial(),
        column.user(),
        column.moment(),
        column.condition(pattern="{label} {identifier} {name}"),
        column.purpose(words=facts.PURPOSES),
        column.result("結果", "查詢成功", "查無資料"),
    )
    body = rows(columns, facts.queries("statement_typst_unruled_centred", 30), agency=AGENCY)
    centred = Paper(columns, paginated(body, [11], TITLES, header(columns), page_footer))
    yield pdf(
        "statement_typst_unruled_centred",
        centred,
        lambda path: drawn.by_typst(centred, path, ruled=False, centred=True),
    )
    columns = column.several(
        column.moment("查詢時間", lambda at: f"{roc.dotted(at)} {roc.halved(at)}"),
        column.masked("查詢對象", "＊"),
        column.account("登入帳號"),
        column.function("查詢項目"),
        column.result("回應"),
    )
    body = rows(columns, facts.queries("statement_typst_no_serial", 50), agency=AGENCY)
    portrait = Paper(columns, paginated(body, [26], TITLES, header(columns), page_footer))
    yield pdf(
        "statement_typst_no_serial", portrait, lambda path: drawn.by_typst(portrait, path, ruled=False, landscape=False)
    )
    yield _cropped()
    radicals = usual_paper("statement_typst_radicals", 40, 16)
    printed = rewritten(radicals, lambda text: text.translate(_RADICALS), golden=False)
    yield pdf("statement_typst_radicals", radicals, lambda path: drawn.by_typst(printed, path))


def _cropped() -> Case:
    """Pages cut to a part of a sheet whose corner is not 0; below each its own count and that of the pages so far."""
    columns = column.usual()
    bands = rows(columns, facts.queries("statement_typst_cropped", 42), agency=AGENCY)
    pages = [
        (*TITLES, *header(columns), *bands[at : at + 14], wide(f"本頁筆數：14 筆　累計筆數：{at + 14} 筆"))
        for at in range(0, 42, 14)
    ]
    paper = Paper(columns, tuple(pages))

    def write(path: Path) -> None:
        drawn.by_typst(paper, path)
        document = pypdfium2.PdfDocument(path.read_bytes())
        for page in document:
            width, height = page.get_size()
            page.set_mediabox(-40, -60, width, height)
            page.set_cropbox(25, 30, width - 20, height - 20)
        document.save(path)
        document.close()

    return pdf("statement_typst_cropped", paper, write)


def _drawn_anew() -> Iterator[Case]:
    by_cairo = usual_paper("statement_cairo", 30, 16)
    yield pdf("statement_cairo", by_cairo, lambda path: _redrawn(by_cairo, path, programs.cairo))
    columns = column.several(
        column.serial(), column.user("使用者", "{name}（{account}）"), column.moment(), column.condition(), column.ip()
    )
    body = rows(columns, facts.queries("statement_ghostscript", 40), agency=AGENCY)
    plain = Paper(columns, paginated(body, [22], [title(PERIOD), TITLES[1]], header(columns), page_footer))
    yield pdf("statement_ghostscript", plain, lambda path: _redrawn(plain, path, programs.ghostscript, ruled=False))


def _redrawn(paper: Paper, path: Path, program: Callable[[Path, Path], object], *, ruled: bool = True) -> None:
    with TemporaryDirectory() as work:
        first = Path(work) / "statement.pdf"
        drawn.by_typst(paper, first, ruled=ruled)
        program(first, path)
