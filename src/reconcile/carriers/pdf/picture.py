"""The picture of a row.

Its band of the page, framed, the header above it, and what names a person covered. A masked picture
shows nothing but the cells that it was told to show: it is put together from them on white, not
made from the page by taking away. Ruling lines are drawn anew; images, which may hold anything, are
left out.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import pi
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageDraw

from reconcile.carriers.pdf.cutting import Cutting
from reconcile.carriers.pdf.glyphs import Glyph
from reconcile.carriers.pdf.grid import drawn_rows
from reconcile.carriers.pdf.ink import Ink
from reconcile.carriers.pdf.pages import opened
from reconcile.carriers.pdf.seen import ink_on
from reconcile.carriers.pdf.shapes import Rectangle
from reconcile.carriers.pdf.tolerances import TOLERANCES
from reconcile.carriers.pdf.unruled import Drawn
from reconcile.carriers.pdf.witness import sound

DOTS_PER_POINT = 120 / 72
WIDEST = 1600
"""Pixels that a page is wide at most."""
CONTEXT = 14.0
MARGIN = 6.0
"""Points of the page that a picture shows above and below the row, and beside the table."""
GREYS = 15
WHITE, COVER, TORN, RULING = 255, 200, 230, 60
FRAME = (200, 30, 30)


def pictures_of(
    path: Path, cuttings: Sequence[Cutting], password: str | None = None
) -> dict[int, bytes]:
    """A PNG for each wanted row.

    None for those of a page on which it is uncertain what stands where. Raises FileRefused
    where the file does not open.
    """
    pictures: dict[int, bytes] = {}
    with opened(path, password) as document:
        for cutting in cuttings:
            page = document[cutting.page - 1]
            pictures |= _of_page(page, ink_on(path, cutting.page, page), cutting)
            page.close()
    return pictures


def _of_page(page: pypdfium2.PdfPage, ink: Ink, cutting: Cutting) -> dict[int, bytes]:
    rows = dict(enumerate(drawn_rows(ink), start=1))
    if not all(sound(glyph.text) for glyph in ink.glyphs):
        return {}  # rows were told apart by the second engine, which is not asked again
    if cutting.shown is None:
        sheet = Shot.of(page)
    elif _slanted(page):
        return {}  # boxes of slanted writing do not cover it
    else:
        headers = {
            row: range(len(rows[row].cells))
            for one in cutting.wanted
            for row in one.header
            if row in rows
        }
        sheet = _masked(page, ink, rows, {**cutting.shown, **headers})
    return {
        one.key: sheet.picture(
            rows[one.row], [rows[number] for number in one.header if number in rows]
        )
        for one in cutting.wanted
        if one.row in rows
    }


@dataclass(frozen=True)
class Shot:
    """A page in shades of grey; `scale` is in pixels a point."""

    image: Image.Image
    scale: float

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> "Shot":
        """The page as a viewer shows it, without notes that were stuck on it."""
        scale = min(DOTS_PER_POINT, WIDEST / page.get_width())
        bitmap = page.render(scale=scale, grayscale=True, draw_annots=False, may_draw_forms=False)
        return cls(bitmap.to_pil().convert("L"), scale)

    def blank(self) -> "Shot":
        """A white one of the same size."""
        return Shot(Image.new("L", self.image.size, WHITE), self.scale)

    def pixels(self, box: Rectangle) -> tuple[int, int, int, int]:
        """A box of the page in pixels of the image: what lies beyond it is cut off."""
        width, height = self.image.size
        left, top, right, bottom = (round(at * self.scale) for at in box)
        return (
            max(left, 0),
            max(top, 0),
            max(min(right, width), left, 0),
            max(min(bottom, height), top, 0),
        )

    def picture(self, row: Drawn, header: Sequence[Drawn]) -> bytes:
        """The band around the row, below the header where that stands further up; a PNG."""
        left, top, right, bottom = _box([row])
        columns = _box([row, *header])
        band = self.pixels(
            (columns[0] - MARGIN, top - CONTEXT, columns[2] + MARGIN, bottom + CONTEXT)
        )
        strips = [band]
        if header:
            above = self.pixels(
                (columns[0] - MARGIN, columns[1] - 2, columns[2] + MARGIN, _box(header)[3] + 1)
            )
            strips = (
                [above, band]
                if above[3] < band[1]
                else [(band[0], min(above[1], band[1]), *band[2:])]
            )
        image = _stacked([self.image.crop(strip) for strip in strips])
        across, down = strips[-1][0], strips[-1][3] - image.height
        frame = self.pixels((left - 3, top - 1, right + 3, bottom + 2))
        return _png(image, (frame[0] - across, frame[1] - down, frame[2] - across, frame[3] - down))


def _masked(
    page: pypdfium2.PdfPage, ink: Ink, rows: Mapping[int, Drawn], shown: Mapping[int, Sequence[int]]
) -> Shot:
    """Only the cells that may be seen, and a bar over every other that holds anything.

    The bar reaches as far as the ink.
    """
    for image in list(
        page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING])
    ):
        page.remove_obj(image)
    whole = Shot.of(page)
    sheet = whole.blank()
    for number, row in rows.items():
        for at in shown.get(number, ()):
            box = whole.pixels(_cell(row, at, inset=0))
            sheet.image.paste(whole.image.crop(box), box[:2])
    draw = ImageDraw.Draw(sheet.image)
    for number, row in rows.items():
        for at in set(range(len(row.cells))) - set(shown.get(number, ())):
            if any(not glyph.text.isspace() for glyph in row.cells[at]):
                draw.rectangle(sheet.pixels(_cell(row, at, inset=1.5)), COVER)
    for line in ink.lines:
        ends = (
            (line.start, line.at, line.stop, line.at)
            if line.horizontal
            else (line.at, line.start, line.at, line.stop)
        )
        draw.line(sheet.pixels(ends), RULING)
    return sheet


def _cell(row: Drawn, at: int, *, inset: float) -> Rectangle:
    """The cell, drawn in by that many points on each side, and all the ink of its characters."""
    (left, right), glyphs = row.sides[at], row.cells[at]
    own = (left + inset, row.top + inset, right - inset, row.bottom - inset)
    return _around([own, *map(_inked, glyphs)])


def _inked(glyph: Glyph) -> Rectangle:
    bleed = TOLERANCES.bleed * (glyph.bottom - glyph.top)
    return glyph.left - bleed, glyph.top - bleed, glyph.right + bleed, glyph.bottom + bleed


def _box(rows: Sequence[Drawn]) -> Rectangle:
    return _around([(row.sides[0][0], row.top, row.sides[-1][1], row.bottom) for row in rows])


def _around(boxes: Sequence[Rectangle]) -> Rectangle:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _slanted(page: pypdfium2.PdfPage) -> bool:
    """Some writing stands at another angle than along an edge of the page, as a watermark does."""
    textpage = page.get_textpage()
    try:
        return any(
            angle % (pi / 2) > TOLERANCES.turned and -angle % (pi / 2) > TOLERANCES.turned
            for angle in _angles(textpage)
        )
    finally:
        textpage.close()


def _angles(textpage: pypdfium2.PdfTextPage) -> Iterator[float]:
    return (
        pdfium.FPDFText_GetCharAngle(textpage.raw, n)
        for n in range(pdfium.FPDFText_CountChars(textpage.raw))
    )


def _stacked(strips: Sequence[Image.Image]) -> Image.Image:
    """One below the other, as torn from one sheet."""
    gap = 6
    height = sum(strip.height for strip in strips) + gap * (len(strips) - 1)
    image = Image.new("L", (strips[0].width, height), TORN)
    at = 0
    for strip in strips:
        image.paste(strip, (0, at))
        at += strip.height + gap
    return image


def _png(image: Image.Image, frame: tuple[int, int, int, int]) -> bytes:
    """Sixteen colours, the last of them that of the frame."""
    shades = [round(shade * (GREYS - 1) / WHITE) for shade in range(WHITE + 1)]
    picture = Image.frombytes("P", image.size, image.point(shades).tobytes())
    picture.putpalette(
        [part for n in range(GREYS) for part in [n * WHITE // (GREYS - 1)] * 3] + list(FRAME)
    )
    ImageDraw.Draw(picture).rectangle(frame, outline=GREYS, width=2)
    stream = io.BytesIO()
    picture.save(stream, "PNG", bits=4, compress_level=6)
    return stream.getvalue()
