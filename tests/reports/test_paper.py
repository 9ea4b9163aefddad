"""report.pdf: to sign, to bind, and to be read in five years."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from reconcile.reports.pdf import write_pdf
from reconcile.reports.view import view_of

from .builders import finding, line, outcome, query, squeezed, texts, usual
from .months import DIGEST, HEAD, PROBLEM, KeptMonth, kept


@contextmanager
def paper(month: KeptMonth, folder: Path) -> Iterator[pypdfium2.PdfDocument]:
    write_pdf(view_of(*month.parts), folder / "report.pdf")
    document = pypdfium2.PdfDocument(folder / "report.pdf")
    try:
        yield document
    finally:
        document.close()


def pages_of(month: KeptMonth, folder: Path) -> list[str]:
    with paper(month, folder) as document:
        return [squeezed(page.get_textpage().get_text_range()) for page in document]


def test_every_page_is_a4_and_numbered(tmp_path: Path) -> None:
    with paper(kept(PROBLEM), tmp_path) as document:
        sizes = [page.get_size() for page in document]
    assert len(sizes) > 3
    assert all(size == pytest.approx((595.28, 841.89), abs=0.1) for size in sizes)
    for number, text in enumerate(pages_of(kept(PROBLEM), tmp_path), start=1):
        assert f"第{number}頁，共{len(sizes)}頁" in text


def test_every_page_after_the_first_bears_office_month_and_incompleteness_at_its_head(tmp_path: Path) -> None:
    _, *others = pages_of(kept(PROBLEM), tmp_path)
    assert others
    for text in others:
        assert text.startswith("花蓮縣花蓮市戶政事務所未完成115年10月主管稽核月明細表與查詢紀錄表勾稽報告")


def test_every_page_bears_the_digest_and_the_head_before_it_at_its_foot(tmp_path: Path) -> None:
    pages = pages_of(kept(), tmp_path)
    assert [text for text in pages if f"報表驗證碼{DIGEST[:16]}前次封存{HEAD[:16]}" not in text] == []
    assert DIGEST in "".join(pages) and HEAD in "".join(pages), "and in full once, to be compared"


def test_it_is_signed_by_three_with_room_for_their_stamps(tmp_path: Path) -> None:
    with paper(KeptMonth(usual()), tmp_path) as document:
        [(at, page)] = [
            (place, page)
            for page in document
            for text in [page.get_textpage()]
            for place in [top_of(text, "單位主管", last=True)]
            if "無此職務" in text.get_text_range() and place
        ]
        below = [box for box in rulings(page) if box < at]
    said = texts(usual(), tmp_path)["report.pdf"]
    assert "承辦人股長無此職務單位主管" in said
    assert max(at - box for box in below) > 2 / 2.54 * 72, "a stamp needs two centimetres"


@pytest.mark.parametrize("month", [kept(), kept(PROBLEM), KeptMonth(usual()), KeptMonth(outcome())])
def test_it_is_signed_on_its_first_page_below_what_is_signed(tmp_path: Path, month: KeptMonth) -> None:
    first, *others = pages_of(month, tmp_path)
    assert "無此職務" in first and not [text for text in others if "無此職務" in text]
    assert "所列事項係請單位主管查證之疑點，並非違失之認定。" in first


def top_of(text: pypdfium2.PdfTextPage, words: str, *, last: bool) -> float | None:
    """How high on the page the words stand."""
    searcher, found = text.search(words), None
    while (hit := searcher.get_next()) and (found is None or last):
        found = text.get_charbox(hit[0])[1]
    return found


def rulings(page: pypdfium2.PdfPage) -> list[float]:
    """The heights of the page's lines."""
    return [thing.get_bounds()[1] for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])]


def test_it_says_that_it_is_pdf_a_2b_and_embeds_its_fonts(tmp_path: Path) -> None:
    with paper(kept(), tmp_path) as document:
        fonts = {
            thing.get_font().get_base_name(): bool(thing.get_font().is_embedded)
            for page in document
            for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])
        }
        assert fonts and all(fonts.values()), fonts
    content = (tmp_path / "report.pdf").read_bytes()
    assert b"<pdfaid:part>2</pdfaid:part>" in content
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in content


def test_the_only_date_of_making_is_that_of_the_run(tmp_path: Path) -> None:
    with paper(KeptMonth(usual()), tmp_path) as document:
        dates = {document.get_metadata_value(name) for name in ("CreationDate", "ModDate")}
    assert dates == {"D:20261105000000Z"}


def test_a_picture_of_the_statement_stands_with_its_finding(tmp_path: Path) -> None:
    with paper(kept(), tmp_path) as document:
        pictures = [thing for page in document for thing in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])]
        assert len(pictures) == 2


def test_a_character_that_no_font_holds_is_listed_and_never_a_box(tmp_path: Path) -> None:
    month = outcome([query(1, user_name="𪚥小明")], findings=[finding("UNREGISTERED_QUERY", "high", query=1)])
    text = texts(month, tmp_path)["report.pdf"]
    assert "〓○○" in text and "缺字" in text and "U+2A6A5" in text


def test_no_missing_character_no_word_of_it(tmp_path: Path) -> None:
    assert "缺字" not in texts(usual(), tmp_path)["report.pdf"]


@pytest.mark.parametrize("number", [14, 37, 120])
def test_no_heading_stands_alone_at_the_foot_of_a_page(tmp_path: Path, number: int) -> None:
    codes = ("UNCONFIRMED_ENTRY", "MISSING_SIGNOFF", "PURPOSE_MISSING", "MISSING_LOGOUT", "SEQUENCE_GAP")
    entries = range(1, number + 1)
    found = [finding(codes[entry % 5], "medium", entry=entry, line=1) for entry in entries]
    pages = pages_of(KeptMonth(outcome(lines=[line(entry) for entry in entries], findings=found)), tmp_path)
    assert sum("來源位置日期時間" in text for text in pages) >= number // 18
    alone = re.compile("(待查事項|之事項。|詢問事項|(?<!異常)說明|查詢結果)製表日期")
    assert [text for text in pages if alone.search(text)] == []
