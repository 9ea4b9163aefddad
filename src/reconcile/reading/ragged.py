"""Rows of a text file that have more or fewer cells than their header: cut, or with a separator in a cell."""

from collections.abc import Sequence

from reconcile.carriers.raw import Document
from reconcile.errors import Problem
from reconcile.reading.layouts import Layout
from reconcile.reading.scanned import DataRow, Scan
from reconcile.text.folding import clean

FEW = 0.1
"""Where more rows than this share are short, the system leaves out what is blank at the end of a row."""


def ragged(document: Document, found: Scan) -> list[Problem]:
    """A problem for each row with another number of cells; rows of other carriers are as wide as the sheet."""
    if document.carrier != "csv" or not found.rows:
        return []
    widths: dict[Layout, int] = {}
    longer, shorter = [], []
    for row in found.rows:
        width = widths.get(row.layout) or widths.setdefault(row.layout, width_of(row.layout))
        if any(clean(cell) for cell in row.row.cells[width:]):
            longer.append(row)
        elif len(row.row.cells) < width and row.layout.span is None:
            shorter.append(row)
    if len(shorter) > max(1, FEW * len(found.rows)):
        shorter = [row for row in shorter if row is found.rows[-1] and len(row.row.cells) < _usual(shorter)]
    told = [(row, "比標題多") for row in longer] + [(row, "比標題少") for row in shorter]
    return [
        Problem(document.file, row.place, f"此列的欄數{what}，各欄可能錯位或檔案不完整，請重新匯出或修正後重跑。")
        for row, what in told
    ]


def width_of(layout: Layout) -> int:
    """How many columns the header has."""
    further = (at for several in layout.further.values() for at in several)
    width = 1 + max((*layout.columns.values(), *layout.unknown, *further))
    return width if layout.span is None else layout.span[1] + 1


def _usual(rows: Sequence[DataRow]) -> int:
    """The width that most of them have."""
    widths = sorted(len(row.row.cells) for row in rows)
    return widths[len(widths) // 2]
