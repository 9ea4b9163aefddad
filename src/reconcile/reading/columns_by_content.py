"""Choosing columns by what their cells hold, where no heading gives them away."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, zip_longest

from reconcile.carriers.raw import Row
from reconcile.reading.headings import family, is_no_column_of_ours, whole_of
from reconcile.reading.layouts import Layout
from reconcile.reading.vocabulary import Tell
from reconcile.text.folding import clean

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


def beside_their_headings(layout: Layout, header: Sequence[Row], sample: Sequence[Row], tell: Tell | None) -> Layout:
    """The layout with each heading above nothing moved beside it, where what it says stands under no heading."""
    if tell is None:
        return layout
    cells = [list(column) for column in zip_longest(*(row.cells for row in sample))]
    headed = {at for row in header for at, cell in enumerate(row.cells) if clean(cell)}
    moved: dict[str, int] = {}
    for meaning, at in layout.columns.items():
        if at < len(cells) and any(map(clean, cells[at])):
            continue
        beside = [near for near in (at - 1, at + 1) if 0 <= near < len(cells) and near not in headed]
        fitting = [near for near in beside if set(tell(cells[near])) & {meaning, family(meaning)}]
        if len(fitting) == 1:
            moved[meaning] = fitting[0]
    taken = set(moved.values())
    further = {
        meaning: kept
        for meaning, several in layout.further.items()
        if (kept := tuple(at for at in several if at not in taken))
    }
    return replace(layout, columns=layout.columns | moved, further=further) if moved else layout


def with_whole_instants(layout: Layout, sample: Sequence[Row], tell: Tell | None) -> Layout:
    """The layout with a column of times of day that hold their days too as one of instants, where no other is."""
    at = layout.columns.get("queried_time")
    if tell is None or at is None or layout.has("queried_at", "queried_on"):
        return layout
    cells = [row.cells[at] for row in sample if at < len(row.cells)]
    if "queried_at" not in tell(cells):
        return layout
    return as_instants(layout)


def as_instants(layout: Layout) -> Layout:
    """The layout with its column of times of day as one of instants."""
    renamed = {"queried_time": "queried_at"}
    return replace(
        layout,
        columns={renamed.get(meaning, meaning): at for meaning, at in layout.columns.items()},
        headings={renamed.get(meaning, meaning): words for meaning, words in layout.headings.items()},
        reasons={renamed.get(meaning, meaning): why for meaning, why in layout.reasons.items()},
    )
