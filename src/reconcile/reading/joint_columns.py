"""Conditions and their results below one heading, 查詢條件及結果, as a column of each."""

import re
from dataclasses import replace

from reconcile.carriers.raw import Cell, Document, Row
from reconcile.reading.headings import plain
from reconcile.text.results import result_of

_JOINT = re.compile(r"查詢(?:條件|對象|內容)[及與和、]?(?:查詢)?結果")
_LINE = re.compile(r"(?P<asked>.*\S)[\s:：,，、/／(（\[【—–-]+(?P<result>[^\s()（）\[\]【】]+)[)）\]】]?\s*")


def with_results_apart(document: Document) -> Document:
    """The same document; a line whose last word is no result stays whole, and is told as unreadable.

    A sheet without a header goes on below that of the sheet before it.
    """
    width = max((len(row.cells) for sheet in document.sheets for row in sheet.rows), default=0)
    joint: int | None = None
    sheets = []
    for sheet in document.sheets:
        rows = []
        for row in sheet.rows:
            joint = _column(row, joint)
            rows.append(row if joint is None else _widened(row, joint, width))
        sheets.append(replace(sheet, rows=tuple(rows)))
    return replace(document, sheets=tuple(sheets))


def _column(row: Row, before: int | None) -> int | None:
    """Where both stand from this row on; None below a header that names the result alone."""
    for at, cell in enumerate(row.cells):
        if isinstance(cell, str) and "果" in cell:
            if _is_joint(cell):
                return at
            if plain(cell) == "查詢結果":
                return None
    return before


def _is_joint(cell: Cell) -> bool:
    return isinstance(cell, str) and _JOINT.fullmatch(plain(cell)) is not None


def _widened(row: Row, at: int, width: int) -> Row:
    """The row with one more column, right of all others."""
    cells = row.padded(width).cells
    asked, result = ("查詢條件", "查詢結果") if _is_joint(cells[at]) else _parted(cells[at])
    return row._replace(cells=(*cells[:at], asked, *cells[at + 1 :], result))


def _parted(cell: Cell) -> tuple[Cell, Cell]:
    if not isinstance(cell, str):
        return cell, None
    asked, results = list[str](), list[str]()
    for line in filter(str.strip, cell.split("\n")):
        found = _LINE.fullmatch(line)
        told = found if found and result_of(found["result"]) else None
        asked.append(told["asked"] if told else line)
        results.append(told["result"] if told else "?")
    return "\n".join(asked), "\n".join(results) or None
