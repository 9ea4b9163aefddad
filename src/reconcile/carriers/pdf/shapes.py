"""The shapes on a PDF page that matter to a table.

Ruling lines, grounds on which text can be read, what covers it, and what is seen but is no text.
"""

import ctypes
from dataclasses import dataclass, field
from functools import cached_property

import pypdfium2
import pypdfium2.raw as pdfium

from reconcile.carriers.pdf.objects import PageObject, objects_of, on_point
from reconcile.carriers.pdf.tolerances import TOLERANCES

Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom, in points from the top left corner."""


@dataclass(frozen=True)
class Ruling:
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


@dataclass
class Shapes:
    """What a page shows besides its characters, each list in the order in which it was drawn.

    `grounds` are dark enough for white text. `covers` are opaque, each with its place among all
    objects of the page; `runs` are those of the runs of text, by their address, `faint` how much
    is seen of those that are seen in part. `pictures` hold pixels, `outlines` are drawn with an
    area that is no rectangle, as letters are.
    """

    lines: list[Ruling] = field(default_factory=list)
    grounds: list[Rectangle] = field(default_factory=list)
    covers: list[tuple[int, Rectangle]] = field(default_factory=list)
    runs: dict[int, int] = field(default_factory=dict)
    faint: dict[int, float] = field(default_factory=dict)
    pictures: list[Rectangle] = field(default_factory=list)
    outlines: list[Rectangle] = field(default_factory=list)


def shapes_of(page: pypdfium2.PdfPage, frame: Frame) -> Shapes:
    """The shapes of a page."""
    shapes = Shapes()
    for order, found in enumerate(objects_of(page)):
        match found.kind:
            case pdfium.FPDF_PAGEOBJ_PATH:
                _take_path(shapes, found, frame, order)
            case pdfium.FPDF_PAGEOBJ_TEXT:
                address = ctypes.addressof(found.raw.contents)
                shapes.runs[address] = order
                if found.alpha < 1:
                    shapes.faint[address] = found.alpha
            case pdfium.FPDF_PAGEOBJ_IMAGE:
                _take_picture(shapes, found, frame)
    return shapes


def _take_path(shapes: Shapes, found: PageObject, frame: Frame, order: int) -> None:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(found.raw, ctypes.byref(filled), ctypes.byref(stroked))
    curved = False
    if stroked.value:
        drawn, curved = _strokes(found, frame)
        shapes.lines += drawn
    if not (filled.value or curved):
        return
    box = left, top, right, bottom = frame.rectangle(*found.bounds())
    if min(right - left, bottom - top) <= TOLERANCES.thin:
        if filled.value and not stroked.value:
            shapes.lines.append(_ruling((left, top), (right, bottom)))
    elif curved or not _rectangular(found):
        shapes.outlines.append(box)
    else:
        darkest, alpha = _fill(found)
        if alpha and darkest < TOLERANCES.dark:
            shapes.grounds.append(box)
        if (
            alpha == OPAQUE
            and found.alpha == 1
            and not pdfium.FPDFPageObj_HasTransparency(found.raw)
        ):
            shapes.covers.append((order, box))


OPAQUE = 255


def _take_picture(shapes: Shapes, found: PageObject, frame: Frame) -> None:
    """A picture as thin as a ruling is one."""
    left, top, right, bottom = frame.rectangle(*found.bounds())
    if min(right - left, bottom - top) > TOLERANCES.thin:
        shapes.pictures.append((left, top, right, bottom))
    elif max(right - left, bottom - top) > TOLERANCES.thin:
        shapes.lines.append(_ruling((left, top), (right, bottom)))


def _fill(found: PageObject) -> tuple[int, int]:
    """The darkest part of the colour of its ground, and how opaque it is."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(found.raw, *map(ctypes.byref, (red, green, blue, alpha)))
    return min(red.value, green.value, blue.value), alpha.value


def _rectangular(found: PageObject) -> bool:
    """All its edges run along the axes, as those of grounds and frames do."""
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for index in range(pdfium.FPDFPath_CountSegments(found.raw)):
        segment = pdfium.FPDFPath_GetPathSegment(found.raw, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            return False
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = x.value, y.value
        straight = before is None or before == point or _straight(before, point)
        if kind == pdfium.FPDF_SEGMENT_LINETO and not straight:
            return False
        before = point
    return True


def _strokes(found: PageObject, frame: Frame) -> tuple[list[Ruling], bool]:
    """The straight horizontal and vertical segments of a stroked path; whether it has curves."""
    lines: list[Ruling] = []
    curved = False
    matrix = found.matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = here = (0.0, 0.0)
    for index in range(pdfium.FPDFPath_CountSegments(found.raw)):
        segment = pdfium.FPDFPath_GetPathSegment(found.raw, index)
        pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point = frame.place(*on_point(matrix, x.value, y.value))
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            curved = True
        elif _straight(here, point):
            lines.append(_ruling(here, point))
        here = point
        if pdfium.FPDFPathSegment_GetClose(segment) and _straight(here, start):
            lines.append(_ruling(here, start))
    return lines, curved


def _straight(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return (
        min(abs(one[0] - other[0]), abs(one[1] - other[1])) <= TOLERANCES.straight and one != other
    )


def _ruling(one: tuple[float, float], other: tuple[float, float]) -> Ruling:
    (left, right), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if right - left >= bottom - top:
        return Ruling(True, (top + bottom) / 2, left, right)
    return Ruling(False, (left + right) / 2, top, bottom)
