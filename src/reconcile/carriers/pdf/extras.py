"""What a page shows that is no text of its own: pictures, outlines, fields, notes."""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from reconcile.carriers.pdf.glyphs import Glyph
from reconcile.carriers.pdf.shapes import Frame, Rectangle, Shapes
from reconcile.carriers.pdf.tolerances import TOLERANCES


class Extra(NamedTuple):
    """One of them: its kind as `Thing` has it, its box, and what is written in a field or note."""

    kind: str
    box: Rectangle
    text: str = ""


_KINDS = {
    pdfium.FPDF_ANNOT_TEXT: "note",
    pdfium.FPDF_ANNOT_FREETEXT: "note",
    pdfium.FPDF_ANNOT_WIDGET: "control",
    pdfium.FPDF_ANNOT_STAMP: "picture",
    pdfium.FPDF_ANNOT_INK: "picture",
    pdfium.FPDF_ANNOT_SQUARE: "box",
    pdfium.FPDF_ANNOT_CIRCLE: "box",
    pdfium.FPDF_ANNOT_LINE: "box",
    pdfium.FPDF_ANNOT_POLYGON: "box",
    pdfium.FPDF_ANNOT_POLYLINE: "box",
    pdfium.FPDF_ANNOT_STRIKEOUT: "box",
    pdfium.FPDF_ANNOT_REDACT: "box",
    pdfium.FPDF_ANNOT_FILEATTACHMENT: "object",
}
"""Links, highlights and windows of notes hide nothing and say nothing of their own."""


def extras_of(
    page: pypdfium2.PdfPage, frame: Frame, shapes: Shapes, glyphs: Sequence[Glyph]
) -> tuple[Extra, ...]:
    """Everything of the page that is no text; `glyphs` are its characters.

    An outline around characters is their ground or frame.
    """
    middles = [glyph.middle for glyph in glyphs] if shapes.outlines else []
    drawn = [box for box in shapes.outlines if not _around_any(box, middles)]
    boxes = [*(Extra("picture", box) for box in shapes.pictures), *_annotations(page, frame)]
    boxes += [Extra("box", box) for box in _in_bands(drawn)]
    return tuple(one for one in boxes if not frame.beyond(*one.box))


def _around_any(box: Rectangle, middles: Iterable[tuple[float, float]]) -> bool:
    left, top, right, bottom = box
    return any(left < x < right and top < y < bottom for x, y in middles)


def _in_bands(boxes: Iterable[Rectangle]) -> list[Rectangle]:
    """Outlines that stand on one line as one."""
    bands: list[Rectangle] = []
    for left, top, right, bottom in sorted(boxes, key=lambda box: box[1] + box[3]):
        if bands and (top + bottom) / 2 < bands[-1][3]:
            last = bands[-1]
            bands[-1] = (
                *(min(left, last[0]), min(top, last[1])),
                *(max(right, last[2]), max(bottom, last[3])),
            )
        else:
            bands.append((left, top, right, bottom))
    return bands


def _annotations(page: pypdfium2.PdfPage, frame: Frame) -> Iterator[Extra]:
    """The notes and fields that lie over the page."""
    for index in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        raw = pdfium.FPDFPage_GetAnnot(page.raw, index)
        kind = _KINDS.get(pdfium.FPDFAnnot_GetSubtype(raw))
        shown = not pdfium.FPDFAnnot_GetFlags(raw) & pdfium.FPDF_ANNOT_FLAG_HIDDEN
        rectangle = pdfium.FS_RECTF()
        if kind and shown and pdfium.FPDFAnnot_GetRect(raw, ctypes.byref(rectangle)):
            left, right = sorted((rectangle.left, rectangle.right))
            bottom, top = sorted((rectangle.bottom, rectangle.top))
            box = frame.rectangle(left, bottom, right, top)
            if max(right - left, top - bottom) > TOLERANCES.thin:
                yield Extra(kind, box, _said(raw, b"V" if kind == "control" else b"Contents"))
        pdfium.FPDFPage_CloseAnnot(raw)


def _said(raw: Any, key: bytes) -> str:
    """The text under a key of the annotation, "" where it has none."""
    length = pdfium.FPDFAnnot_GetStringValue(raw, key, None, 0)
    if not length:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFAnnot_GetStringValue(raw, key, buffer, length)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\x00").strip()
