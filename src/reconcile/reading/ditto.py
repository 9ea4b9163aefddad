"""Marks that repeat what stands above: 〃, 同上."""

from dataclasses import replace

from reconcile.carriers.raw import Cell, Row, Sheet
from reconcile.text.folding import clean

_DITTO = frozenset(("〃", "″", "〞", "”", '"', "''", "’’", "同上", "同前", "同上列", "(同上)", "（同上）"))


def written_out(sheet: Sheet) -> Sheet:
    """The same sheet with what a mark repeats written in its place."""
    if not any(_is_ditto(cell) for row in sheet.rows for cell in row.cells):
        return sheet
    rows: list[Row] = []
    above: tuple[Cell, ...] = ()
    for row in sheet.rows:
        cells = tuple(above[at] if _is_ditto(cell) and at < len(above) else cell for at, cell in enumerate(row.cells))
        rows.append(row._replace(cells=cells))
        above = above if row.blank else cells
    return replace(sheet, rows=tuple(rows))


def _is_ditto(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) < 8 and clean(cell) in _DITTO
