"""Several files of one list: what one says and another contradicts or repeats."""

from collections.abc import Iterator, Sequence

import pandas as pd

from reconcile.errors import Problem
from reconcile.outcome import Reading
from reconcile.reading.lists.kind import ListKind, Taken


def contradictions(kind: ListKind, readings: Sequence[Reading]) -> Iterator[Problem]:
    """The doubts that arise only beside another file; each names one file and row, and the other in words."""
    taken = [row for reading in readings for row in _taken(kind, reading)]
    places = {(reading.facts.file, number): place for reading in readings for number, place in reading.places.items()}
    for row, sentence, beside in kind.check(taken):
        if beside and beside.file != row.file:
            place = places.get((row.file, row.number), f"第 {row.number} 筆")
            yield Problem(row.file, place, sentence, None, row.number)


def _taken(kind: ListKind, reading: Reading) -> Iterator[Taken]:
    """The rows of a table as they were when they were read, under places that name their file."""
    own = (f"{kind.table.name}_file", f"{kind.table.name}_row")
    for row in reading.table.to_dict("records"):
        values = {str(name): _plain(str(name), value) for name, value in row.items() if name not in own}
        number = int(row[own[1]])
        place = f"「{reading.facts.file}」{reading.places.get(number, f'第 {number} 筆')}"
        content = tuple(None if value is None else str(value) for value in values.values())
        yield Taken(reading.facts.file, number, place, values, content)


def _plain(name: str, value: object) -> object:
    """Days as days, instants (`_at`) as instants, what is missing as None."""
    if pd.isna(value):  # type: ignore[call-overload]
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime() if name.endswith("_at") else value.date()
    return value
