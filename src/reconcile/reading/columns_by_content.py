"""Choosing columns by what their cells hold, where no heading gives them away."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, zip_longest

from reconcile.carriers.raw import Row
from reconcile.reading.headings import is_no_column_of_ours, whole_of
from reconcile.reading.layouts import Layout
from reconcile.reading.vocabulary import Tell

SPREAD = "condition"
"""A query's condition may stand in several columns, not all of which hold an identifier."""


def completed(layout: Layout, header: Row, sample: Sequence[Row], tell: Tell | None) -> Layout:
    """The layout with what the cells tell of columns that no heading gives away; a repeated header is no cell."""
    if tell is None or not layout.unknown:
        return layout
    rows = [row for row in sample if len(list(islice(row.texts(), 2))) > 1 and row.cells != header.cells]
    told: dict[str, list[int]] = {}
    for column, meaning in _told(layout, rows, tell):
        told.setdefault(meaning, []).append(column)
    spread = told.pop(SPREAD, []) if SPREAD in layout.columns else []
    single = {meaning: columns[0] for meaning, columns in told.items() if len(columns) == 1}
    further = {SPREAD: (*layout.further.get(SPREAD, ()), *spread)} if spread else {}
    return replace(
        layout,
        columns=layout.columns | single,
        headings=layout.headings | {meaning: layout.unknown[at] for meaning, at in single.items()},
        reasons=layout.reasons | dict.fromkeys(single, "內容"),
        unknown={at: text for at, text in layout.unknown.items() if at not in {*single.values(), *spread}},
        rivals={
            meaning: tuple(layout.unknown[column] for column in columns)
            for meaning, columns in told.items()
            if len(columns) > 1
        },
        further=layout.further | further,
    )


def _told(layout: Layout, rows: Sequence[Row], tell: Tell) -> Iterator[tuple[int, str]]:
    """Columns and what they hold, where their heading allows it and no known column already holds the same."""
    cells = [list(column) for column in zip_longest(*(row.cells for row in rows))]
    held = {
        (whole_of(meaning), told)
        for meaning, at in layout.columns.items()
        for told in (tell(cells[at])[:1] if at < len(cells) else ())
    }
    taken = {at for several in layout.further.values() for at in several}
    for at, heading in layout.unknown.items():
        if at in taken or at >= len(cells) or is_no_column_of_ours(heading):
            continue
        for meaning in tell(cells[at])[:1]:
            whole = whole_of(meaning)
            known = meaning in layout.columns and meaning != SPREAD
            if not known and not {(whole, meaning), (whole, whole)} & held:
                yield at, meaning
