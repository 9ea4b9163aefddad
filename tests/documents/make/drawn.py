"""Statements drawn by reportlab and typst."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from itertools import pairwise
from pathlib import Path

import pylopdf_fonts_zh_tw
import pypdfium2
import typst
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from documents.make.paper import Band, Column, Page, Paper

CID_FONT = "MSung-Light"
"""Named in the file, not embedded: every reader has to know it."""
TRUETYPE = "UMing"
_TRUETYPE_FILE = Path("/usr/share/fonts/truetype/arphic/uming.ttc")
_TEMPLATE = Path(__file__).with_name("statement.typ")


def by_reportlab(
    paper: Paper, path: Path, *, font: str = TRUETYPE, ruled: bool = True, encrypt: str = "", turned: bool = False
) -> None:
    """A landscape page a page; `encrypt` is the password without which no reader opens it.

    `turned`: an upright sheet with everything sideways, which viewers turn, as some printer drivers make them.
    """
    _register(font)
    style = ParagraphStyle("cell", fontName=font, fontSize=8, leading=10, wordWrap="CJK")
    head = ParagraphStyle("title", fontName=font, fontSize=11, leading=15)
    story: list[object] = []
    for number, page in enumerate(paper.pages):
        story += [PageBreak()] if number else []
        story += _flowables(paper.columns, page, style, head, ruled=ruled)
    document = SimpleDocTemplate(
        str(path),
        pagesize=landscape(A4),
        leftMargin=10 * mm,
        rightMargin=10 * mm,
        topMargin=10 * mm,
        bottomMargin=10 * mm,
        title="主管稽核月明細表",
        invariant=1,
        **({"encrypt": encrypt} if encrypt else {}),
    )
    turn = {"onFirstPage": _turn, "onLaterPages": _turn} if turned else {}
    document.build(story, **turn)
    if turned:
        _say_turned(path)


def _turn(canvas: Canvas, _: object) -> None:
    canvas.setPageSize(A4)
    canvas.translate(A4[0], 0)
    canvas.rotate(90)


def _say_turned(path: Path) -> None:
    document = pypdfium2.PdfDocument(path.read_bytes())
    for page in document:
        page.set_rotation(90)
    document.save(path)
    document.close()


def _register(font: str) -> None:
    if font == CID_FONT:
        pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    else:
        pdfmetrics.registerFont(TTFont(TRUETYPE, str(_TRUETYPE_FILE), subfontIndex=2))


def _flowables(
    columns: Sequence[Column], page: Page, style: ParagraphStyle, head: ParagraphStyle, *, ruled: bool
) -> list[object]:
    above = [Paragraph(escape(str(band.cells[0])), head) for band in page if band.kind == "title"]
    inside = [band for band in page if band.kind not in {"title", "foot"}]
    below = [Paragraph(escape(str(band.cells[0])), head) for band in page if band.kind == "foot"]
    return [*above, _table(columns, inside, style, ruled=ruled), *below] if inside else [*above, *below]


def _table(columns: Sequence[Column], bands: Sequence[Band], style: ParagraphStyle, *, ruled: bool) -> Table:
    scale = 277 / sum(column.width for column in columns)
    cells = [
        [Paragraph(escape("" if cell is None else str(cell)), style) for cell in _full(band, len(columns))]
        for band in bands
    ]
    looks: list[tuple[object, ...]] = [("VALIGN", (0, 0), (-1, -1), "MIDDLE" if ruled else "TOP")]
    looks += [("GRID", (0, 0), (-1, -1), 0.5, "black")] if ruled else []
    looks += [("SPAN", (0, n), (-1, n)) for n, band in enumerate(bands) if band.kind == "wide"]
    looks += [
        ("SPAN", (at, n), (at, n + 1))
        for n, (band, below) in enumerate(pairwise(bands))
        if band.kind == below.kind == "header"
        for at, column in enumerate(columns)
        if column.over is None
    ]
    return Table(cells, colWidths=[column.width * scale * mm for column in columns], style=TableStyle(looks))


def _full(band: Band, width: int) -> tuple[object, ...]:
    return (*band.cells, *([None] * (width - len(band.cells))))


def by_typst(paper: Paper, path: Path, *, ruled: bool = True, landscape: bool = True, centred: bool = False) -> None:
    """A page a page, without a clock and without tags."""
    document = {
        "ruled": ruled,
        "landscape": landscape,
        "centred": centred,
        "columns": [column.width for column in paper.columns],
        "pages": [
            {
                "above": [str(band.cells[0]) for band in page if band.kind == "title"],
                "rows": [
                    {"wide": len(band.cells) == 1, "cells": ["" if cell is None else str(cell) for cell in band.cells]}
                    for band in page
                    if band.kind not in {"title", "foot"}
                ],
                "below": [str(band.cells[0]) for band in page if band.kind == "foot"],
            }
            for page in paper.pages
        ],
    }
    typst.compile(
        _TEMPLATE,
        output=path,
        font_paths=[pylopdf_fonts_zh_tw.sans_path().parent],
        ignore_system_fonts=True,
        sys_inputs={"statement": json.dumps(document, ensure_ascii=False)},
        timestamp=datetime(2026, 11, 3, 9, tzinfo=UTC),
        pdf_tags=False,
    )
