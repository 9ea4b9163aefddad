"""Rows that are in a PDF and that no viewer shows: white, invisible, beside the page, under a white patch."""

import ctypes
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

Trick = Callable[[pypdfium2.PdfObject], object]

_ROW = 6.0
"""Half the height of a row of one line, in points."""
_INVISIBLE = 3


def white(shape: pypdfium2.PdfObject) -> object:
    """White text on white paper."""
    return pdfium.FPDFPageObj_SetFillColor(shape.raw, 255, 255, 255, 255)


def invisible(shape: pypdfium2.PdfObject) -> object:
    """Text render mode 3, as below the picture of a scanned page."""
    return pdfium.FPDFTextObj_SetTextRenderMode(shape.raw, _INVISIBLE)


def beside(shape: pypdfium2.PdfObject) -> object:
    """Above the edge of the page."""
    return pdfium.FPDFPageObj_Transform(shape.raw, 1, 0, 0, 1, 0, 900)


def hide_row(path: Path, marker: str, trick: Trick) -> None:
    """Play the trick on every text of the first page that stands beside the marker."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    page = document[0]
    textpage = page.get_textpage()
    texts = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]))
    (here,) = [_middle(shape) for shape in texts if marker in _text(shape, textpage)]
    for shape in texts:
        if abs(_middle(shape) - here) < _ROW:
            trick(shape)
    textpage.close()
    page.gen_content()
    document.save(path)
    document.close()


def _middle(shape: pypdfium2.PdfObject) -> float:
    _, bottom, _, top = shape.get_bounds()
    return float(bottom + top) / 2


def _text(shape: pypdfium2.PdfObject, textpage: pypdfium2.PdfTextPage) -> str:
    size = pdfium.FPDFTextObj_GetText(shape.raw, textpage.raw, None, 0)
    buffer = (ctypes.c_ushort * (size // 2))()
    pdfium.FPDFTextObj_GetText(shape.raw, textpage.raw, buffer, size)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")
