"""A grid with merged cells as a file: workbook, web page, text, and pages ruled in several ways."""

import csv
from collections.abc import Callable, Mapping, Sequence
from html import escape
from itertools import accumulate, pairwise
from pathlib import Path

import openpyxl
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from any_print import Grid, Merge, Print
from documents.make.drawn import CID_FONT

Put = Callable[[Print, Path], None]
SIZE, PITCH, EDGE = 8.0, 18.0, 30.0
"""Points: of the letters, from row to row, around the page."""


def as_csv(shape: Print, path: Path) -> None:
    """What is merged stands in its first cell."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        lines = [[line] for line in shape.above], shape.grid, [[line] for line in shape.below]
        csv.writer(stream).writerows(row for part in lines for row in part)


def as_xlsx(shape: Print, path: Path) -> None:
    """One sheet; titles and totals in its first column."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in shape.above:
        sheet.append([line])
    for row in shape.grid:
        sheet.append(list(row))
    for line in shape.below:
        sheet.append([line])
    by = len(shape.above) + 1
    for top, left, bottom, right in shape.merges:
        sheet.merge_cells(start_row=top + by, start_column=left + 1, end_row=bottom + by, end_column=right + 1)
    book.save(path)


def as_html(shape: Print, path: Path) -> None:
    """A paragraph a line, and one table."""
    path.write_text(f'<meta charset="utf-8">{page_body(shape)}', encoding="utf-8")


def page_body(shape: Print) -> str:
    """The same without anything around it."""
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in shape.merges}
    covered = _covered(shape.merges)
    rows = []
    for number, row in enumerate(shape.grid):
        tag = "th" if number < shape.head else "td"
        cells = (
            f"<{tag}{_span(spans.get((number, at)))}>{escape(cell or '').replace(chr(10), '<br>')}</{tag}>"
            for at, cell in enumerate(row)
            if (number, at) not in covered
        )
        rows.append(f"<tr>{''.join(cells)}</tr>")
    head, body = "\n".join(rows[: shape.head]), "\n".join(rows[shape.head :])
    table = f"<table><thead>{head}</thead><tbody>{body}</tbody></table>"
    above, below = ("".join(f"<p>{escape(line)}</p>" for line in lines) for lines in (shape.above, shape.below))
    return f"{above}{table}{below}"


def _span(span: tuple[int, int] | None) -> str:
    return f' rowspan="{span[0]}" colspan="{span[1]}"' if span else ""


def _covered(merges: Sequence[Merge]) -> set[tuple[int, int]]:
    """Cells that a merge hides: all of it but the first."""
    return {
        (row, column)
        for top, left, bottom, right in merges
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }


def drawn(rules: str, padding: float = 4, spare: float = 0) -> Put:
    """One page as long as it must be.

    `rules`: "all" around the cells, "level" below and above them cell by cell, "dotted" level ones, "below" below each
    column of a cell alone, "rows" from edge to edge, "upright" between the columns, or "none". `padding` is the white
    at both sides of a cell; columns are wider than they need by `spare`, with their headings in the middle.
    """

    def put(shape: Print, path: Path) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
        lefts: list[float] = list(accumulate((width + spare for width in _widths(shape.grid, padding)), initial=EDGE))
        tops: list[float] = [*accumulate((_height(row) for row in shape.grid), initial=PITCH * (len(shape.above) + 2))]
        height = tops[-1] + PITCH * (len(shape.below) + 2)
        canvas = Canvas(str(path), pagesize=(lefts[-1] + EDGE, height), invariant=1)
        canvas.setFont(CID_FONT, SIZE)
        for number, line in enumerate(shape.above, start=1):
            canvas.drawString(EDGE, height - PITCH * number - SIZE, line)
        for number, line in enumerate(shape.below):
            canvas.drawString(EDGE, height - tops[-1] - PITCH * (number + 0.5) - SIZE, line)
        for box, text in _boxes(shape):
            top, left, bottom, right = box
            room = lefts[right + 1] - lefts[left] - _width(text)
            x = room / 2 if spare and top < shape.head else padding
            _text(canvas, text, lefts[left] + x, height - (tops[top] + tops[bottom + 1]) / 2)
            _rule(canvas, rules, (lefts[left], height - tops[top], lefts[right + 1], height - tops[bottom + 1]))
            for one, other in pairwise(lefts[left : right + 2]) if rules == "below" else ():
                canvas.line(one, height - tops[bottom + 1], other, height - tops[bottom + 1])
        for edge in tops if rules == "rows" else ():
            canvas.line(EDGE, height - edge, lefts[-1], height - edge)
        canvas.save()

    return put


def _boxes(shape: Print) -> list[tuple[Merge, str]]:
    """Every cell with its text; a merged one once."""
    merged = {merge[:2]: merge for merge in shape.merges}
    covered = _covered(shape.merges)
    return [
        (merged.get((number, at), (number, at, number, at)), cell or "")
        for number, row in enumerate(shape.grid)
        for at, cell in enumerate(row)
        if (number, at) not in covered
    ]


def _width(text: str) -> float:
    return max(sum(1 if ord(sign) > 0xFF else 0.55 for sign in line) for line in text.split("\n")) * SIZE


def _widths(grid: Grid, padding: float) -> list[float]:
    return [max(_width(row[at] or "") for row in grid) + 2 * padding for at in range(len(grid[0]))]


def _height(row: Sequence[str | None]) -> float:
    return PITCH + (max((cell or "").count("\n") for cell in row)) * (SIZE + 2)


def _text(canvas: Canvas, text: str, x: float, middle: float) -> None:
    lines = text.split("\n")
    for number, line in enumerate(lines):
        canvas.drawString(x, middle - SIZE / 3 + (SIZE + 2) * ((len(lines) - 1) / 2 - number), line)


def _rule(canvas: Canvas, rules: str, box: tuple[float, float, float, float]) -> None:
    left, top, right, bottom = box
    if rules == "all":
        canvas.rect(left, bottom, right - left, top - bottom)
    if rules in {"level", "dotted"}:
        canvas.setDash(*((1, 2) if rules == "dotted" else ()))
        canvas.line(left, bottom, right, bottom)
        canvas.line(left, top, right, top)
    if rules == "upright":
        canvas.line(left, top, left, bottom)
        canvas.line(right, top, right, bottom)


WRITTEN: Mapping[str, Put] = {"csv": as_csv, "xlsx": as_xlsx, "html": as_html}
RULED: Mapping[str, Put] = {"ruled.pdf": drawn("all"), "level.pdf": drawn("level"), "below.pdf": drawn("below")}
UNRULED: Mapping[str, Put] = {
    "dotted.pdf": drawn("dotted"),
    "rows.pdf": drawn("rows"),
    "upright.pdf": drawn("upright"),
    "none.pdf": drawn("none", 6),
    "wide.pdf": drawn("none", 14),
    "narrow.pdf": drawn("none", 2.5),
}
BESIDE: Put = drawn("none", 6, 45)
"""As a browser spreads a table over the width of a page: headings centred, what stands below them at the left."""
