"""Rows of the table that stand where none is looked for.

Above its header, below a line for signatures, or whole in one cell.
"""

from collections.abc import Sequence
from dataclasses import replace

from reconcile.reading.blocks import SUBJECTS
from reconcile.reading.column_tests import ColumnTests
from reconcile.reading.instants import instant_in
from reconcile.reading.layouts import Layout
from reconcile.reading.scanned import DataRow, Note, Scan
from reconcile.reading.vocabulary import Tell
from reconcile.text.folding import clean
from reconcile.text.identifiers import names_person, subject_of


def with_rows_elsewhere(found: Scan, tell: Tell | None) -> Scan:
    """The same walk with each note that reads as a whole query taken for the row that it is."""
    tests: dict[Layout, ColumnTests | None] = {}
    items = [
        _row_of(item, found) or _row_in_one_cell(item, found, tell, tests) or item if isinstance(item, Note) else item
        for item in found.items
    ]
    return replace(found, items=items) if items != found.items else found


def _row_of(note: Note, found: Scan) -> DataRow | None:
    if len(note.row.cells) < FEWEST_CELLS or note.row.slanted:
        return None
    layout = next((one for one in _layouts(note, found) if _is_whole(note, one)), None)
    return DataRow(note.sheet, note.row, layout) if layout else None


def _layouts(note: Note, found: Scan) -> list[Layout]:
    top = found.tops.get(note.sheet)
    return [one for one in (note.layout, top and top[1], *found.layouts[:1]) if one]


FEWEST_CELLS = 3
"""A query has a time, a condition and one thing more."""


def _is_whole(note: Note, layout: Layout) -> bool:
    """It reads as an instant and the identifier of a person under the columns of that table."""
    asked = (clean(layout.cell(note.row, meaning)) for meaning in SUBJECTS)
    return instant_in(note.row, layout) is not None and any(map(subject_of, filter(None, asked)))


def _row_in_one_cell(
    note: Note, found: Scan, tell: Tell | None, tests: dict[Layout, ColumnTests | None]
) -> DataRow | None:
    """The row whose cells stand in one, white between them, where they fit the columns in one way alone."""
    text = note.row.alone
    if tell is None or text is None or note.row.slanted or not names_person(text):
        return None
    words = text.replace("|", " ").replace("｜", " ").split()
    for layout in _layouts(note, found):
        if layout not in tests:
            tests[layout] = ColumnTests.of(found.rows, layout, tell)
        table = tests[layout]
        if table and layout.span is None and (cells := table.only(_orders(words, table.width))):
            row = note._replace(row=note.row._replace(cells=cells))
            return DataRow(note.sheet, row.row, layout) if _is_whole(row, layout) else None
    return None


def _orders(words: Sequence[str], width: int) -> list[Sequence[str]]:
    """As many cells as columns: each word, or two neighbours in one, as a day and its time are."""
    if len(words) == width:
        return [words]
    if len(words) != width + 1:
        return []
    return [(*words[:at], f"{words[at]} {words[at + 1]}", *words[at + 2 :]) for at in range(width)]
