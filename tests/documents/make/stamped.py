"""Words across the rows of a PDF, as systems print who asked for a page, or as an office stamps it."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from documents.make.drawn import CID_FONT


def stamp(path: Path, text: str, *, angle: float = 0, size: int = 36) -> None:
    """Print the text on every page of the file, from near its middle; `angle` in degrees, counterclockwise."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    with TemporaryDirectory() as work:
        ink = Path(work) / "stamp.pdf"
        _draw(ink, text, angle, size)
        source = pypdfium2.PdfDocument(ink)
        stamped = source.page_as_xobject(0, document)
        for page in document:
            page.insert_obj(stamped.as_pageobject())
            page.gen_content()
        document.save(path)
        stamped.close()
        source.close()
    document.close()


def _draw(path: Path, text: str, angle: float, size: int) -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    canvas = Canvas(str(path), pagesize=landscape(A4), invariant=1)
    canvas.setFillAlpha(0.2)
    canvas.setFont(CID_FONT, size)
    canvas.translate(240, 250)
    canvas.rotate(angle)
    canvas.drawString(0, 0, text)
    canvas.save()
