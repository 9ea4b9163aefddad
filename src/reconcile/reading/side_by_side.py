"""Two forms printed side by side on one sheet, as one below the other."""

from collections.abc import Sequence
from dataclasses import replace

from reconcile.carriers.raw import Document, Merge, Row, Sheet
from reconcile.text.folding import clean

_FEWEST = 4
"""So many headings that stand twice in one row, in the same order, are two tables."""


def unfolded(document: Document) -> Document:
    """The same document; what stands to the right of a table with the same headings is read after it."""
    return replace(document, sheets=tuple(map(_unfolded, document.sheets)))


def _unfolded(sheet: Sheet) -> Sheet:
    for at, row in enumerate(sheet.rows):
        if middle := _middle(row):
            left = [_part(each, 0, middle) for each in sheet.rows[at:]]
            right = [_part(each, middle, None) for each in sheet.rows[at:]]
            rows = (*sheet.rows[:at], *left, *(each for each in right if not each.blank))
            return replace(sheet, rows=rows, merged=tuple(_left_of(sheet.merged, middle)))
    return sheet


def _middle(row: Row) -> int | None:
    """Where the second of two equal halves of a header begins; None where it has none."""
    written = [(at, text) for at, cell in enumerate(row.cells) if (text := clean(cell))]
    half, odd = divmod(len(written), 2)
    if odd or half < _FEWEST or any(character.isdigit() for _, text in written for character in text):
        return None
    one, other = written[:half], written[half:]
    shift = other[0][0] - one[0][0]
    same = all(a + shift == b and left == right for (a, left), (b, right) in zip(one, other, strict=True))
    return other[0][0] if same and len({text for _, text in one}) == half else None


def _part(row: Row, start: int, end: int | None) -> Row:
    return row._replace(cells=row.cells[start:end])


def _left_of(merged: Sequence[Merge], middle: int) -> list[Merge]:
    return [merge for merge in merged if merge[1][1] < middle]
