"""The shapes on a PDF page that matter to a table.

Ruling lines, and dark grounds on which white text can be read.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pypdfium2
import pypdfium2.raw as pdfium

from reconcile.carriers.pdf.tolerances import TOLERANCES

Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the top left corner."""


@dataclass(frozen=True)
class Line:
    """A horizontal or vertical ruling.

    `at` on the axis it crosses, from `start` to `stop` along the other.
    """

    horizontal: bool
    at: float
    start: float
    stop: float


@dataclass(frozen=True)
class Frame:
    """The visible box of a page and its rotation in clockwise degrees.

    The box is left, bottom, right, top in the page's own points.
    """

    box: tuple[float, float, float, float]
    rotation: int

    def place(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as a viewer shows it, from the top left corner."""
        left, bottom, right, top = self.box
        if not self.rotation:
            return x - left, top - y
        match self.rotation:
            case 90:
                return y - bottom, x - left
            case 180:
                return right - x, y - bottom
            case _:
                return top - y, right - x

    def rectangle(self, left: float, bottom: float, right: float, top: float) -> Rectangle:
        """A box of the page as a viewer shows it."""
        if not self.rotation:
            return left - self.box[0], self.box[3] - top, right - self.box[0], self.box[3] - bottom
        (x1, y1), (x2, y2) = self.place(left, bottom), self.place(right, top)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def beyond(self, left: float, top: float, right: float, bottom: float) -> bool:
        """A rectangle that lies wholly outside the page."""
        width, height = self.size
        return right < 0 or bottom < 0 or left > width or top > height

    @cached_property
    def size(self) -> tuple[float, float]:
        """Width and height as a viewer shows them."""
        return self.rectangle(*self.box)[2:]


def shapes_of(page: pypdfium2.PdfPage, frame: Frame) -> tuple[list[Line], list[Rectangle]]:
    """The rulings and the dark grounds of a page."""
    lines: list[Line] = []
    grounds: list[Rectangle] = []
    for shape in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=4):
        filled, stroked = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(shape.raw, ctypes.byref(filled), ctypes.byref(stroked))
        if stroked.value:
            lines += _strokes(shape, frame)
        if filled.value:
            left, top, right, bottom = frame.rectangle(*shape.get_bounds())
            if min(right - left, bottom - top) > TOLERANCES.thin:
                grounds += [(left, top, right, bottom)] if _dark(shape) else []
            elif not stroked.value:
                lines.append(_ruling((left, top), (right, bottom)))
    return lines, grounds


def _dark(shape: pypdfium2.PdfObject) -> bool:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(shape.raw, *map(ctypes.byref, (red, green, blue, alpha)))
    return alpha.value > 0 and min(red.value, green.value, blue.value) < TOLERANCES.dark


def _strokes(shape: pypdfium2.PdfObject, frame: Frame) -> Iterator[Line]:
    """The straight horizontal and vertical segments of a stroked path."""
    matrix = shape.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = here = (0.0, 0.0)
    for index in range(pdfium.FPDFPath_CountSegments(shape.raw)):
        segment = pdfium.FPDFPath_GetPathSegment(shape.raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = frame.place(*matrix.on_point(x.value, y.value))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO and _straight(here, point):
            yield _ruling(here, point)
        here = point
        if pdfium.FPDFPathSegment_GetClose(segment) and _straight(here, start):
            yield _ruling(here, start)


def _straight(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return (
        min(abs(one[0] - other[0]), abs(one[1] - other[1])) <= TOLERANCES.straight and one != other
    )


def _ruling(one: tuple[float, float], other: tuple[float, float]) -> Line:
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if right - left >= bottom - top:
        return Line(True, (top + bottom) / 2, left, right)
    return Line(False, (left + right) / 2, top, bottom)
