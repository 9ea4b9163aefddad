"""What a page shows besides its text: told where rows stand, left alone in the title and below the table."""

import ctypes
import io
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from documents.make import drawn
from documents.make.statements import usual_paper
from reconcile.carriers.opening import open_document
from reconcile.carriers.pdf.grid import drawn_rows
from reconcile.carriers.pdf.ink import ink_of
from reconcile.outcome import Reading
from reconcile.reading import statement

PAPER = usual_paper("besides", 24, 12)
HEIGHT = landscape(A4)[1]
Box = tuple[float, float, float, float]


def read(path: Path) -> Reading:
    return statement.read(open_document(path))


def told(path: Path) -> list[str]:
    return [str(problem) for problem in read(path).problems]


def printed(tmp_path: Path) -> Path:
    path = tmp_path / "statement.pdf"
    drawn.by_typst(PAPER, path)
    return path


def row_box(path: Path, number: int) -> Box:
    """Left, bottom, width and height of a query of the first page."""
    document = pypdfium2.PdfDocument(path)
    page = document[0]
    rows = [row for row in drawn_rows(ink_of(page)) if len(row.cells) > 3]
    row = rows[number]
    box = row.sides[0][0], HEIGHT - row.bottom, row.sides[-1][1] - row.sides[0][0], row.bottom - row.top
    page.close()
    document.close()
    return box


def over(path: Path, draw: Callable[[Canvas], None]) -> None:
    """Draw on the first page, over all that stands there."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    with TemporaryDirectory() as work:
        ink = Path(work) / "over.pdf"
        canvas = Canvas(str(ink), pagesize=landscape(A4), invariant=1)
        draw(canvas)
        canvas.save()
        source = pypdfium2.PdfDocument(ink)
        form = source.page_as_xobject(0, document)
        page = document[0]
        page.insert_obj(form.as_pageobject())
        page.gen_content()
        page.close()
        document.save(path)
        form.close()
        source.close()
    document.close()


def picture(canvas: Canvas, box: Box) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), (180, 30, 30)).save(stream, "PNG")
    canvas.drawImage(ImageReader(io.BytesIO(stream.getvalue())), *box)


def outlines(canvas: Canvas, box: Box) -> None:
    left, bottom, _, height = box
    for n in range(20):
        canvas.circle(left + 10 + 12 * n, bottom + height / 2, 4, stroke=0, fill=1)


def ground(colour: float) -> Callable[[Canvas, Box], None]:
    def draw(canvas: Canvas, box: Box) -> None:
        left, bottom, width, height = box
        canvas.setFillGray(colour)
        canvas.rect(left + 1, bottom + 1, width - 2, height - 2, stroke=0, fill=1)

    return draw


@pytest.mark.parametrize(("colour", "name"), [(1, "white"), (0, "black"), (0.6, "grey")])
def test_a_row_under_a_box_is_read_and_told(tmp_path: Path, colour: float, name: str) -> None:
    path = printed(tmp_path)
    box = row_box(path, 5)
    over(path, lambda canvas: ground(colour)(canvas, box))
    reading = read(path)
    assert len(reading.table) == 24, name
    assert [str(problem) for problem in reading.problems] == [
        "statement.pdf 第 1 頁第 5 列：此列在畫面上看不到（隱藏列、隱藏工作表或隱形文字），已一併讀取，請確認原始檔案。"
    ]


@pytest.mark.parametrize("draw", [picture, outlines])
def test_a_picture_or_outlines_over_a_row_are_told(tmp_path: Path, draw: Callable[[Canvas, Box], None]) -> None:
    path = printed(tmp_path)
    box = row_box(path, 7)
    left, bottom, width, height = box
    over(path, lambda canvas: draw(canvas, (left + 1, bottom + 1, width - 2, height - 2)))
    assert [sentence for sentence in told(path) if "第 1 頁第 7 列：列上有" in sentence]


@pytest.mark.parametrize("draw", [picture, outlines])
@pytest.mark.parametrize("box", [(20, HEIGHT - 40, 30, 30), (600, 20, 60, 60)])
def test_an_emblem_in_the_title_and_a_stamp_below_the_table_are_nobodys_queries(
    tmp_path: Path, draw: Callable[[Canvas, Box], None], box: Box
) -> None:
    path = printed(tmp_path)
    over(path, lambda canvas: draw(canvas, box))
    assert told(path) == []


def test_a_page_that_is_a_picture_among_pages_of_text_is_told(tmp_path: Path) -> None:
    path = printed(tmp_path)
    scan = tmp_path / "scan.pdf"
    canvas = Canvas(str(scan), pagesize=landscape(A4), invariant=1)
    picture(canvas, (0, 0, *landscape(A4)))
    canvas.save()
    whole, source = pypdfium2.PdfDocument(path.read_bytes()), pypdfium2.PdfDocument(scan)
    whole.import_pages(source, index=1)
    whole.save(path)
    whole.close()
    assert told(path)[0] == "statement.pdf 第 2 頁：只有圖片而沒有文字，其內容無法讀取，請確認原始檔案。"


def test_a_note_on_a_row_is_told(tmp_path: Path) -> None:
    path = printed(tmp_path)
    left, bottom, _, height = row_box(path, 3)
    document = pypdfium2.PdfDocument(path.read_bytes())
    page = document[0]
    note = pdfium.FPDFPage_CreateAnnot(page.raw, pdfium.FPDF_ANNOT_FREETEXT)
    area = pdfium.FS_RECTF(left=left + 2, bottom=bottom + 2, right=left + 60, top=bottom + height - 2)
    pdfium.FPDFAnnot_SetRect(note, ctypes.byref(area))
    pdfium.FPDFPage_CloseAnnot(note)
    page.close()
    document.save(path)
    document.close()
    assert told(path) == [
        "statement.pdf 第 1 頁第 3 列：列上有註解，其內容無法讀取，請確認原始檔案。",
    ]
