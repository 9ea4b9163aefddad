"""What is drawn on a PDF page: characters and ruling lines, in points from the top left corner."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

THIN = 3.0
"""A filled shape at most this many points thick is a ruling line."""


@dataclass(frozen=True)
class Glyph:
    """One character and its box; `bottom` lies below `top`. `origin` is in points from the bottom left corner.

    `doubtful`: the other engine reads another character here. `hidden`: a viewer does not show it.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    origin: tuple[float, float]
    doubtful: bool = False
    hidden: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of the box, which decides the cell that the character belongs to."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Line:
    """A horizontal or vertical ruling: `at` on the axis it crosses, from `start` to `stop` along the other."""

    horizontal: bool
    at: float
    start: float
    stop: float


@dataclass(frozen=True)
class Ink:
    """One page. Glyphs stand in the order of the file, rulings in none."""

    glyphs: tuple[Glyph, ...]
    lines: tuple[Line, ...]


def ink_of(page: pypdfium2.PdfPage) -> Ink:
    """The page as pdfium sees it."""
    left, bottom, right, top = page.get_bbox()
    glyphs = tuple(_glyphs(page, left, top, (right - left, top - bottom)))
    return Ink(glyphs, tuple(_lines(page, left, top)))


def _glyphs(page: pypdfium2.PdfPage, origin: float, height: float, size: tuple[float, float]) -> Iterator[Glyph]:
    textpage = page.get_textpage()
    try:
        raw, box = textpage.raw, pdfium.FS_RECTF()
        x, y = ctypes.c_double(), ctypes.c_double()
        for index in range(pdfium.FPDFText_CountChars(raw)):
            code = pdfium.FPDFText_GetUnicode(raw, index)
            if code < 0x20 or pdfium.FPDFText_IsGenerated(raw, index) == 1:
                continue
            if pdfium.FPDFText_GetLooseCharBox(raw, index, ctypes.byref(box)):
                pdfium.FPDFText_GetCharOrigin(raw, index, ctypes.byref(x), ctypes.byref(y))
                left, right, top, bottom = box.left - origin, box.right - origin, height - box.top, height - box.bottom
                off_page = right < 0 or bottom < 0 or left > size[0] or top > size[1]
                hidden = off_page or _invisible(raw, index)
                yield Glyph(chr(code), left, top, right, bottom, (x.value, y.value), hidden=hidden)
    finally:
        textpage.close()


def _invisible(textpage: object, index: int) -> bool:
    """Text of rendering mode 3: neither filled nor stroked, as below a scanned picture."""
    shape = pdfium.FPDFText_GetTextObject(textpage, index)
    return bool(shape) and pdfium.FPDFTextObj_GetTextRenderMode(shape) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE


def _lines(page: pypdfium2.PdfPage, origin: float, height: float) -> Iterator[Line]:
    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4):
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(shape.raw, ctypes.byref(filled), ctypes.byref(stroked))
        if stroked.value:
            yield from _strokes(shape, origin, height)
        elif filled.value:
            left, bottom, right, top = shape.get_bounds()
            if min(right - left, top - bottom) <= THIN:
                yield _ruling(left - origin, height - top, right - origin, height - bottom)


def _strokes(shape: pypdfium2.PdfObject, origin: float, height: float) -> Iterator[Line]:
    """The straight horizontal and vertical segments of a stroked path."""
    matrix = shape.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = here = (0.0, 0.0)
    for index in range(pdfium.FPDFPath_CountSegments(shape.raw)):
        segment = pdfium.FPDFPath_GetPathSegment(shape.raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        px, py = matrix.on_point(x.value, y.value)
        point = (px - origin, height - py)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and _straight(here, point):
            yield _ruling(*here, *point)
        here = point
        if pdfium.FPDFPathSegment_GetClose(segment) and _straight(here, start):
            yield _ruling(*here, *start)


def _straight(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return min(abs(one[0] - other[0]), abs(one[1] - other[1])) <= 0.5 and one != other


def _ruling(x1: float, y1: float, x2: float, y2: float) -> Line:
    left, right, top, bottom = min(x1, x2), max(x1, x2), min(y1, y2), max(y1, y2)
    if right - left >= bottom - top:
        return Line(True, (top + bottom) / 2, left, right)
    return Line(False, (left + right) / 2, top, bottom)
