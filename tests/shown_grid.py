"""A grid of texts as a file of any carrier, some of its rows struck out, hidden or covered."""

import csv
from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import accumulate, pairwise
from pathlib import Path

import openpyxl
from openpyxl.styles import Font, PatternFill
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

import word_files
from documents.make import opendocument
from documents.make.drawn import CID_FONT

Grid = list[list[str | None]]
Looks = Mapping[int, str]
"""By the 0-based place of a row: "struck", "hidden" or "covered"."""


def as_csv(path: Path, grid: Grid, looks: Looks) -> None:
    """Nothing can be struck out or hidden."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(grid)


def as_ods(path: Path, grid: Grid, looks: Looks) -> None:
    """A row of one cell spans the sheet."""
    opendocument.write(path, grid, max(map(len, grid)))


def as_xlsx(path: Path, grid: Grid, looks: Looks) -> None:
    """One sheet."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for cells in grid:
        page.append(list(cells))
    for at, look in looks.items():
        page.row_dimensions[at + 1].hidden = look == "hidden"
        for cell in page[at + 1]:
            if look == "struck":
                cell.font = Font(strike=True)
            elif look == "covered":
                cell.font, cell.fill = Font(color="FF333333"), PatternFill("solid", fgColor="FF333333")
    book.save(path)


_CSS = {"struck": "text-decoration:line-through", "hidden": "display:none", "covered": "color:#111;background:#111"}


def as_html(path: Path, grid: Grid, looks: Looks) -> None:
    """One table."""
    rows = (
        f'<tr style="{_CSS.get(looks.get(at, ""), "")}">'
        + "".join(f"<td>{escape(cell or '')}</td>" for cell in cells)
        + "</tr>"
        for at, cells in enumerate(grid)
    )
    path.write_text(f'<meta charset="utf-8"><table border="1">{"".join(rows)}</table>', encoding="utf-8")


_WORD = {"struck": "<w:strike/>", "hidden": "<w:vanish/>", "covered": '<w:color w:val="FFFFFF"/>'}


def as_docx(path: Path, grid: Grid, looks: Looks) -> None:
    """One table, all rows of its width."""
    width = max(map(len, grid))

    def cell(text: str | None, look: str) -> str:
        properties = f"<w:rPr>{look}</w:rPr>" if look else ""
        inner = f"<w:r>{properties}<w:t>{escape(text)}</w:t></w:r>" if text else ""
        return word_files.cell(word_files.paragraph(inner))

    rows = (
        word_files.row(*(cell(text, _WORD.get(looks.get(at, ""), "")) for text in [*cells, *[None] * width][:width]))
        for at, cells in enumerate(grid)
    )
    word_files.docx(path, word_files.table(*rows))


WIDTHS = (70, 70, 130, 110, 150, 50, 90, 80)
PITCH = 20


def as_pdf(path: Path, grid: Grid, looks: Looks) -> None:
    """One page as long as it must be, ruled around every row of more cells than one."""
    pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    width = max(map(len, grid))
    edges = list(accumulate((WIDTHS[at % len(WIDTHS)] for at in range(width)), initial=40))
    height = PITCH * (len(grid) + 4)
    canvas = Canvas(str(path), pagesize=(edges[-1] + 40, height), invariant=1)
    for at, cells in enumerate(grid):
        top = height - PITCH * (at + 2)
        looked = looks.get(at, "")
        canvas.setFont(CID_FONT, 8)
        canvas.setFillGray(1 if looked == "hidden" else 0)
        for left, cell in zip(edges, cells, strict=False):
            canvas.drawString(left + 4, top - 13, cell or "")
        canvas.setFillGray(0)
        if looked:
            _over(canvas, looked, edges[0], edges[min(len(cells), len(edges) - 1)], top)
        if len(cells) > 1:
            _rule(canvas, edges[: len(cells) + 1], top)
    canvas.save()


def _over(canvas: Canvas, look: str, left: float, right: float, top: float) -> None:
    if look == "struck":
        canvas.line(left, top - 10, right, top - 10)
    elif look == "covered":
        canvas.rect(left + 1, top - PITCH + 1, right - left - 2, PITCH - 2, stroke=0, fill=1)


def _rule(canvas: Canvas, edges: Sequence[float], top: float) -> None:
    for left, right in pairwise(edges):
        canvas.rect(left, top - PITCH, right - left, PITCH)


CARRIERS: Mapping[str, Callable[[Path, Grid, Looks], None]] = {
    ".csv": as_csv,
    ".xlsx": as_xlsx,
    ".ods": as_ods,
    ".html": as_html,
    ".docx": as_docx,
    ".pdf": as_pdf,
}
DRAWN = (".xlsx", ".html", ".docx", ".pdf")
"""Carriers on which a row can be struck out, hidden or covered."""
