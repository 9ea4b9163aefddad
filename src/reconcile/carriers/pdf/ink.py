"""What is drawn on a PDF page.

Characters and ruling lines, in points from the top left corner as a viewer shows it.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from math import atan2, degrees, hypot

import pypdfium2
import pypdfium2.raw as pdfium

from reconcile.carriers.pdf import calls
from reconcile.carriers.pdf.clips import Bounds, bounds_of, is_cut
from reconcile.carriers.pdf.dots import joined
from reconcile.carriers.pdf.extras import Extra, extras_of
from reconcile.carriers.pdf.glyphs import Glyph
from reconcile.carriers.pdf.shapes import OPAQUE, Frame, Rectangle, Ruling, Shapes, shapes_of
from reconcile.carriers.pdf.tolerances import TOLERANCES
from reconcile.carriers.pdf.watermarks import without_watermarks


@dataclass(frozen=True)
class Ink:
    """One page. Glyphs stand in the order of the file, rulings in none.

    What is `slanted` belongs to no table. `extras` are what is no text.
    """

    glyphs: tuple[Glyph, ...]
    lines: tuple[Ruling, ...]
    slanted: tuple[Glyph, ...] = ()
    extras: tuple[Extra, ...] = ()


def ink_of(page: pypdfium2.PdfPage) -> Ink:
    """The page as pdfium sees it."""
    textpage = page.get_textpage()
    if _turn_upright(page, textpage):
        textpage.close()
        textpage = page.get_textpage()
    frame = Frame(page.get_bbox(), page.get_rotation())
    shapes = shapes_of(page, frame)
    glyphs = without_watermarks(list(_glyphs(textpage, frame, shapes)))
    extras = extras_of(page, frame, shapes, glyphs)
    slanted = tuple(glyph for glyph in glyphs if glyph.slanted)
    level = tuple(glyph for glyph in glyphs if not glyph.slanted) if slanted else glyphs
    return Ink(level, tuple(joined(shapes.lines)), slanted, extras)


def _glyphs(textpage: pypdfium2.PdfTextPage, frame: Frame, shapes: Shapes) -> Iterator[Glyph]:
    try:
        raw, box = textpage.raw, pdfium.FS_RECTF()
        to_box = ctypes.byref(box)
        point, colour = calls.Slots(ctypes.c_double, 2), calls.Slots(ctypes.c_uint, 4)
        start, (to_x, to_y) = point.values, point.asked
        known: dict[int | None, _Run] = {}
        ascent = TOLERANCES.ascent
        sideways, upright = frame.rotation % 180 != 0, not frame.rotation
        (edge, _, _, head), (width, height) = frame.box, frame.size
        code_of, box_of, run_of = calls.unicode_of, calls.loose_box_of, calls.run_of
        origin_of = calls.origin_of
        for index in range(pdfium.FPDFText_CountChars(raw)):
            code = code_of(raw, index)
            if code < 0x20 or (code == 0x20 and calls.is_generated(raw, index) == 1):
                continue
            if box_of(raw, index, to_box):
                origin_of(raw, index, to_x, to_y)
                origin = start[0], start[1]
                run = run_of(raw, index)
                if run not in known:
                    known[run] = _run(raw, index, shapes, box.top - box.bottom, colour)
                em, visibility, slanted, over, clips, lent = known[run]
                if upright:  # most pages are: a call less for each character
                    left, right, base = box.left - edge, box.right - edge, head - origin[1]
                else:
                    left, _, right, _ = frame.rectangle(box.left, box.bottom, box.right, box.top)
                    base = frame.place(*origin)[1]
                if lent and run_of(raw, index + 1) == run:
                    origin_of(raw, index + 1, to_x, to_y)
                    after = frame.place(*start)[0]
                    right = after if left < after < right else right
                top = base - ascent * em
                hidden = bool(
                    visibility is Visibility.NONE
                    or (right < 0 or top + em < 0 or left > width or top > height)
                    or (visibility is Visibility.WHITE and not _inside((left, top), shapes.grounds))
                    or (over and _inside(((left + right) / 2, top + em / 2), over))
                )
                yield Glyph(
                    chr(code),
                    left,
                    top,
                    right,
                    top + em,
                    origin,
                    False,
                    hidden,
                    slanted,
                    visibility is Visibility.PALE,
                    bool(clips) and code != 0x20 and is_cut(box, clips, sideways=sideways),
                )
    finally:
        textpage.close()


_Run = tuple[float, "Visibility", bool, list[Rectangle], list[Bounds], bool]
"""Size, ink, whether it is slanted, what is drawn over it, what cuts it off, and whether its font is lent."""


def _run(textpage: object, index: int, shapes: Shapes, height: float, colour: calls.Slots) -> _Run:
    """What the characters of a run share, told by one of them whose box has that height.

    `colour` is written to.
    """
    matrix, address = pdfium.FS_MATRIX(), calls.run_of(textpage, index)
    calls.matrix_of_text(textpage, index, ctypes.byref(matrix))
    shape = pdfium.FPDFText_GetTextObject(textpage, index)
    return (
        calls.size_of_text(textpage, index) * hypot(matrix.c, matrix.d) or height,
        _visibility(textpage, index, shape, shapes.faint.get(address or 0, 1), colour),
        _is_slanted(matrix),
        _drawn_over(shapes, address) if shapes.covers else [],
        bounds_of(shape),
        _is_lent(shape),
    )


def _is_lent(shape: object) -> bool:
    """The font is not in the file: this computer lends one.

    Its letters may be wider than their places.
    """
    font = shape and pdfium.FPDFTextObj_GetFont(shape)
    return bool(font) and pdfium.FPDFFont_GetIsEmbedded(font) == 0


def _turn_upright(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage) -> bool:
    """Turn a page, in memory alone, on which most writing stands on its side or its head.

    Every other engine and picture of the same page then follows.
    """
    count, matrix = pdfium.FPDFText_CountChars(textpage.raw), pdfium.FS_MATRIX()
    ways: Counter[int] = Counter()
    for index in range(0, count, count // SAMPLED + 1):
        if pdfium.FPDFText_GetMatrix(textpage.raw, index, ctypes.byref(matrix)):
            ways[round(degrees(atan2(matrix.b, matrix.a)) / 90) % 4 * 90] += 1
    way, times = ways.most_common(1)[0] if ways else (0, 0)
    turned = way != page.get_rotation() and 2 * times > ways.total()
    if turned:
        page.set_rotation(way)
    return turned


SAMPLED = 60
"""So many characters tell how a page is turned."""


def _is_slanted(matrix: pdfium.FS_MATRIX) -> bool:
    """The line of writing leaves both edges of the page by more than a scanner's slip."""
    along, across = abs(float(matrix.a)), abs(float(matrix.b))
    return min(along, across) > TOLERANCES.slant * max(along, across)


class Visibility(Enum):
    """How a run of text is inked."""

    INKED = auto()
    PALE = auto()
    WHITE = auto()
    NONE = auto()


def _visibility(
    textpage: object, index: int, shape: object, share: float, colour: calls.Slots
) -> Visibility:
    """NONE: neither filled nor stroked, as below a scanned picture, or transparent.

    `shape` is the run of the character; `share` is how much of it the forms around it let be seen.
    `colour` is written to.
    """
    if shape and calls.mode_of_text(shape) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
        return Visibility.NONE
    if not calls.colour_of_text(textpage, index, *colour.asked):
        return Visibility.INKED
    *rgb, alpha = colour.values
    if alpha == 0 or share == 0:
        return Visibility.NONE
    darkest = min(rgb)
    if darkest > TOLERANCES.almost_white:
        return Visibility.WHITE
    seen = OPAQUE - (OPAQUE - darkest) * share * alpha / OPAQUE
    return Visibility.PALE if seen > TOLERANCES.pale else Visibility.INKED


def _drawn_over(shapes: Shapes, run: int | None) -> list[Rectangle]:
    """What was drawn over a run of text and lets nothing through."""
    order = shapes.runs.get(run or 0)
    if order is None or order > shapes.covers[-1][0]:
        return []
    return [box for later, box in shapes.covers if later > order]


def _inside(point: tuple[float, float], grounds: Sequence[Rectangle]) -> bool:
    x, y = point
    return any(left <= x <= right and top <= y <= bottom for left, top, right, bottom in grounds)
