"""裝訂成冊: every month's papers in one volume, original pages as they are, numbered through."""

import shutil
import time
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from forms import paper
from forms.builders import AGENCY, LONG_AFTER, SINCE, YEAR, decided, good_month, good_year, history, item, run
from known_codes import CATALOGUE
from reconcile.forms import Books, Printout, Volume, printouts_of
from reconcile.forms import write_volume as write_volume_with
from reconcile.forms.attachments import sha256_of
from reconcile.history import History
from reconcile.lists import PRINTOUTS
from reconcile.text.dates import Month


def write_volume(
    history: History, year: int, out: Path, *, printouts: Sequence[Printout] | None = None, **known: Any
) -> Volume:
    """The volume of these books."""
    return write_volume_with(Books(history, out.parent, CATALOGUE, **known), year, out, printouts)


DOCUMENTS = Path(__file__).parents[1] / "documents"


def bookmarks(path: Path) -> list[tuple[int, str, int]]:
    """Level, title and page (from 1)."""
    with pdfium.PdfDocument(path) as document:
        found = []
        for mark in document.get_toc():
            target = mark.get_dest()
            assert target is not None
            found.append((mark.level, mark.get_title(), target.get_index() + 1))
        return found


def test_a_whole_year_is_bound_in_order_with_numbers_on_every_page(tmp_path: Path) -> None:
    out = tmp_path / "volume.pdf"
    volume = write_volume(good_year(tmp_path), YEAR, out, today=LONG_AFTER, since=SINCE)
    pages = paper.pages(out)
    assert volume.complete
    assert volume.record == {"complete": True, "pages": len(pages), "missing": []}
    for number, page in enumerate(pages, start=1):
        assert f"第 {number} 頁，共 {len(pages)} 頁" in page
        assert "未完成" not in page
    marks = bookmarks(out)
    assert [title for level, title, _ in marks if level == 0] == [
        *(f"115年{month}月" for month in range(1, 13)),
        "已查詢並列印因故未辦理之書面資料清單",
    ]
    assert [title.partition("　")[0] for level, title, _ in marks if level == 1][:4] == [
        "查詢紀錄表",
        "主管稽核月明細表",
        "勾稽報告",
        "待查事項處理情形",
    ]
    contents = pages[1]
    for _, title, at in marks[:5]:
        assert title in contents
        assert str(at) in contents
    march = next(page for _, title, page in marks if title == "115年3月")
    assert "STATEMENT 2026-03 page 1" in pages[march + 1]
    assert "REPORT 2026-03 page 1" in pages[march + 2]


def test_a_file_that_has_no_pages_is_set_from_its_table_and_named_with_its_digest(tmp_path: Path) -> None:
    chain = history(good_month(tmp_path, Month(YEAR, 1)))
    out = tmp_path / "volume.pdf"
    write_volume(chain, YEAR, out, today=LONG_AFTER)
    page = next(text for text in paper.pages(out) if "本件非 PDF" in text)
    digest = chain.deposits[0].record["inputs"][1]["sha256"]
    assert digest in paper.squeezed(page)
    assert "A123456789" in page
    assert "115年1月2日 09:00" in page
    assert "#strong[不得執行]*粗*$x$" in paper.squeezed(page), "data is no markup"


def test_the_answers_stand_beside_the_findings(tmp_path: Path) -> None:
    month = Month(YEAR, 1)
    found = [item("UNREGISTERED_QUERY", month), item("SELF_QUERY", month)]
    chain = history([run(tmp_path, month, items=found), decided(tmp_path, month, {found[0]["item"]: "說明合理"})])
    out = tmp_path / "volume.pdf"
    write_volume(chain, YEAR, out, today=LONG_AFTER)
    page = paper.squeezed(next(text for text in paper.pages(out) if "查明人員" in text))
    assert "說明合理案件115-33&<漏登>李主管115年2月8日" in page
    assert "待查" in page


def test_a_year_not_over_with_months_missing_says_so_on_the_cover_and_every_page(tmp_path: Path) -> None:
    chain = history([*good_month(tmp_path, Month(YEAR, 1)), *good_month(tmp_path, Month(YEAR, 3), complete=False)])
    out = tmp_path / "volume.pdf"
    volume = write_volume(chain, YEAR, out, today=date(2026, 5, 1), damage=("首頁不符",))
    assert volume.missing == (
        "封存驗證不符：首頁不符",
        "115年度尚未結束，或十二月明細表尚未屆期。",
        "115年2月、4月至12月封存中無資料。",
        "115年3月勾稽未完成。",
    )
    pages = paper.pages(out)
    for sentence in volume.missing:
        assert paper.squeezed(sentence) in paper.squeezed(pages[0])
    assert all("未完成" in page for page in pages)


def test_an_office_without_any_run_has_a_cover_that_says_so(tmp_path: Path) -> None:
    volume = write_volume(History(AGENCY), YEAR, tmp_path / "volume.pdf", today=LONG_AFTER)
    assert volume.missing == ("115年1月至12月封存中無資料。",)
    assert "未完成" in paper.pages(tmp_path / "volume.pdf")[0]


def test_months_before_the_office_used_the_system_are_not_missed(tmp_path: Path) -> None:
    chain = history(good_month(tmp_path, Month(YEAR, 12)))
    assert write_volume(chain, YEAR, tmp_path / "v.pdf", today=LONG_AFTER, since=Month(YEAR, 12)).complete


def test_a_year_before_the_office_used_the_system_is_no_whole_volume(tmp_path: Path) -> None:
    volume = write_volume(good_year(tmp_path), YEAR - 6, tmp_path / "v.pdf", today=LONG_AFTER, since=Month(YEAR, 1))
    assert volume.missing == ("109年度封存中無任何勾稽資料，無可裝訂。",)
    assert "未完成" in paper.pages(tmp_path / "v.pdf")[0]


def test_printouts_are_listed_or_a_page_is_left_for_them(tmp_path: Path) -> None:
    rows = PRINTOUTS.frame(
        [
            {
                "printouts_file": "清單.xlsx",
                "printouts_row": 1,
                "printed_on": datetime(2026, 3, 2),
                "subject": "A12345****",
                "user_name": None,
                "pages": "2",
                "reason": "申請人 *撤回*",
            }
        ]
    )
    out = tmp_path / "volume.pdf"
    write_volume(History(AGENCY), YEAR, out, today=LONG_AFTER, printouts=printouts_of(rows))
    assert "115年3月2日A12345****2申請人*撤回*" in paper.squeezed(paper.pages(out)[-1])
    write_volume(History(AGENCY), YEAR, out, today=LONG_AFTER, printouts=[])
    assert "本年度無此類書面資料" in paper.pages(out)[-1]
    write_volume(History(AGENCY), YEAR, out, today=LONG_AFTER)
    assert "18" in paper.pages(out)[-1]


def with_statement(root: Path, content: Path) -> History:
    """January, with that document for its statement."""
    deposits = good_month(root, Month(YEAR, 1))
    kept = deposits[0].folder / "data/inputs/statement/明細表.pdf"
    shutil.copyfile(content, kept)
    statement = deposits[0].record["inputs"][0]
    statement["sha256"] = sha256_of(kept)
    return history(deposits)


@pytest.mark.parametrize(
    "name",
    [
        "statement_cairo",
        "statement_calc_ruled",
        "statement_chromium_ruled",
        "statement_ghostscript",
        "statement_reportlab_cid_ruled",
        "statement_reportlab_turned",
        "statement_typst_cropped",
    ],
)
def test_original_pages_keep_their_size_and_their_words(tmp_path: Path, name: str) -> None:
    original = DOCUMENTS / name / "statement.pdf"
    out = tmp_path / "volume.pdf"
    write_volume(with_statement(tmp_path, original), YEAR, out, today=LONG_AFTER)
    at = next(page for _, title, page in bookmarks(out) if title.startswith("主管稽核月明細表"))
    with pdfium.PdfDocument(original) as given, pdfium.PdfDocument(out) as volume:
        for number in range(len(given)):
            bound_page = volume[at - 1 + number]
            assert bound_page.get_size() == pytest.approx(given[number].get_size(), abs=0.5)
            before = paper.squeezed(given[number].get_textpage().get_text_range())
            after = paper.squeezed(bound_page.get_textpage().get_text_range())
            assert sorted(before) == sorted(after[: after.rindex("115年度應用")])


def bound_statement(tmp_path: Path, content: bytes, pages: int = 1) -> list[pdfium.PdfPage]:
    """The pages of the volume on which that statement stands."""
    given = tmp_path / "given.pdf"
    given.write_bytes(content)
    out = tmp_path / "volume.pdf"
    write_volume(with_statement(tmp_path / "archive", given), YEAR, out, today=LONG_AFTER)
    at = next(page for _, title, page in bookmarks(out) if title.startswith("主管稽核月明細表"))
    volume = pdfium.PdfDocument(out)
    return [volume[at - 1 + number] for number in range(pages)]


def words_of(page: pdfium.PdfPage) -> str:
    return str(page.get_textpage().get_text_range())


def colour_at(page: pdfium.PdfPage, x: float, y: float) -> tuple[int, ...]:
    """What is drawn there, in points from the lower left corner."""
    picture = page.render().to_pil().convert("RGB")
    pixel = picture.getpixel((round(x), round(picture.height - y)))
    assert isinstance(pixel, tuple)
    return tuple(int(part) for part in pixel)


def drawn(**options: Any) -> Canvas:
    canvas = Canvas(BytesIO(), pagesize=(595, 842), invariant=True, **options)
    canvas.drawString(72, 700, "STATEMENT")
    return canvas


def test_a_stamp_laid_on_a_page_is_bound_in_with_it(tmp_path: Path) -> None:
    with pdfium.PdfDocument(drawn().getpdfdata()) as document:
        page = document[0]
        stamp = pdfium_c.FPDFPage_CreateAnnot(page, pdfium_c.FPDF_ANNOT_STAMP)
        pdfium_c.FPDFAnnot_SetRect(stamp, pdfium_c.FS_RECTF(100, 200, 200, 100))
        box = pdfium_c.FPDFPageObj_CreateNewRect(100, 100, 100, 100)
        pdfium_c.FPDFPageObj_SetFillColor(box, 200, 0, 0, 255)
        pdfium_c.FPDFPath_SetDrawMode(box, pdfium_c.FPDF_FILLMODE_WINDING, False)
        pdfium_c.FPDFAnnot_AppendObject(stamp, box)
        pdfium_c.FPDFPage_CloseAnnot(stamp)
        stamped = BytesIO()
        document.save(stamped)
    (bound,) = bound_statement(tmp_path, stamped.getvalue())
    assert "STATEMENT" in words_of(bound)
    assert pdfium_c.FPDFPage_GetAnnotCount(bound) == 0, "it is drawn, not laid on"
    assert colour_at(bound, 150, 150) == (200, 0, 0)


def test_pages_that_only_forbid_copying_are_bound_in(tmp_path: Path) -> None:
    protected = drawn(encrypt=StandardEncryption("", ownerPassword="owner", canCopy=0)).getpdfdata()
    (bound,) = bound_statement(tmp_path, protected)
    assert "STATEMENT" in words_of(bound)


def test_a_page_turned_on_its_side_is_bound_in_upright(tmp_path: Path) -> None:
    canvas = drawn()
    canvas.setFillColorRGB(0, 0, 0.8)
    canvas.rect(0, 742, 100, 100, stroke=0, fill=1)  # upper left as drawn, upper right as turned
    with pdfium.PdfDocument(canvas.getpdfdata()) as document:
        document[0].set_rotation(90)
        turned = BytesIO()
        document.save(turned)
    (bound,) = bound_statement(tmp_path, turned.getvalue())
    assert bound.get_size() == pytest.approx((842, 595), abs=0.5)
    assert colour_at(bound, 792, 545) == (0, 0, 204)


def test_damage_that_brings_an_engine_down_does_not_bring_the_volume_down(tmp_path: Path) -> None:
    content = (DOCUMENTS / "statement_chromium_ruled" / "statement.pdf").read_bytes()
    damaged = content.replace(b"/g0 /g0", b"/g0#/g0", 1)
    assert damaged != content
    (bound,) = bound_statement(tmp_path, damaged)
    assert "第 " in words_of(bound)
    assert "主管稽核月明細表" in words_of(bound).replace("\ufffe", "")


@pytest.mark.parametrize("name", ["needs a password", "no document", "cut short"])
def test_pages_that_cannot_be_bound_in_are_set_from_the_table(tmp_path: Path, name: str) -> None:
    cairo = (DOCUMENTS / "statement_cairo" / "statement.pdf").read_bytes()
    content = {
        "needs a password": (DOCUMENTS / "statement_reportlab_password" / "statement.pdf").read_bytes(),
        "no document": b"%PDF-1.7\nnot a document",
        "cut short": cairo[: len(cairo) // 3],
    }[name]
    (bound,) = bound_statement(tmp_path, content)
    assert "依封存資料表排印" in words_of(bound)
    assert "A123456789" in words_of(bound)


def test_a_lost_original_is_said_to_be_lost(tmp_path: Path) -> None:
    chain = history(good_month(tmp_path, Month(YEAR, 1)))
    (chain.deposits[0].folder / "data/inputs/statement/明細表.pdf").write_bytes(b"%PDF-1.4 other")
    out = tmp_path / "volume.pdf"
    write_volume(chain, YEAR, out, today=LONG_AFTER)
    assert any("查無與此雜湊值相符之原檔" in page for page in paper.pages(out))


def test_the_same_archive_gives_the_same_volume(tmp_path: Path) -> None:
    chain = history(good_month(tmp_path, Month(YEAR, 1)))
    for name in ("one.pdf", "two.pdf"):
        write_volume(chain, YEAR, tmp_path / name, today=LONG_AFTER)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


@pytest.mark.slow
def test_five_hundred_pages_are_bound_within_a_minute(tmp_path: Path) -> None:
    months = [Month(YEAR, number) for number in range(1, 13)]
    size = {"statement_pages": 20, "report_pages": 10, "rows": 400}
    chain = history([deposit for month in months for deposit in good_month(tmp_path, month, **size)])
    began = time.perf_counter()
    volume = write_volume(chain, YEAR, tmp_path / "volume.pdf", today=LONG_AFTER, since=SINCE)
    took = time.perf_counter() - began
    assert volume.pages >= 500
    assert took < 60
