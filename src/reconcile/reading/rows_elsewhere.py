"""Rows of the table that stand where none is looked for: above its header, or below a line for signatures."""

from dataclasses import replace

from reconcile.reading.blocks import SUBJECTS
from reconcile.reading.instants import instant_in
from reconcile.reading.layouts import Layout
from reconcile.reading.scan import DataRow, Note, Scan
from reconcile.text.folding import clean
from reconcile.text.identifiers import subject_of


def with_rows_elsewhere(found: Scan) -> Scan:
    """The same walk with each note that reads as a whole query taken for the row that it is."""
    items = [_row_of(item, found) or item if isinstance(item, Note) else item for item in found.items]
    return replace(found, items=items) if items != found.items else found


def _row_of(note: Note, found: Scan) -> DataRow | None:
    if len(note.row.cells) < FEWEST_CELLS or note.row.slanted:
        return None
    top = found.tops.get(note.sheet)
    layouts = [one for one in (note.layout, top and top[1], *found.layouts[:1]) if one]
    layout = next((one for one in layouts if _is_whole(note, one)), None)
    return DataRow(note.sheet, note.row, layout) if layout else None


FEWEST_CELLS = 3
"""A query has a time, a condition and one thing more."""


def _is_whole(note: Note, layout: Layout) -> bool:
    """It reads as an instant and the identifier of a person under the columns of that table."""
    asked = (clean(layout.cell(note.row, meaning)) for meaning in SUBJECTS)
    return instant_in(note.row, layout) is not None and any(map(subject_of, filter(None, asked)))
