"""The written lines of an entry: up to four conditions, each with its result."""

import re
from dataclasses import dataclass
from itertools import chain, zip_longest

from reconcile.reading.scan import DataRow
from reconcile.text.folding import clean
from reconcile.text.identifiers import checksum_ok, subject_of
from reconcile.text.results import results_of

_SPLIT = re.compile(r"[\n;；]+")
_LABEL = re.compile(r".*[:：]\s*$")
_KINDS = ("national_id", "resident_id", "passport")


@dataclass(frozen=True)
class Line:
    """One condition as written, the identifier in it, and its result; null where blank or unreadable."""

    condition: str | None
    subject_id: str | None
    result: str | None


def lines_of(rows: list[DataRow]) -> list[Line]:
    """The lines written in an entry's rows; an entry that holds no condition has one line without any.

    A result belongs to the condition beside it; where one cell holds several, to the one in the same place.
    """
    results = [
        [result for cell in data.layout.cells(data.row, "result") for result in results_of(str(cell or ""))]
        for data in rows
    ]
    conditions = [_conditions(data, sum(map(len, results))) for data in rows]
    if all(len(written) <= 1 and len(found) <= 1 for written, found in zip(conditions, results, strict=True)):
        pairs = [
            (written[0], next(iter(found), None)) for written, found in zip(conditions, results, strict=True) if written
        ]
    else:
        written, found = list(chain(*conditions)), list(chain(*results))
        pairs = list(zip_longest(written, found[: len(written)]))
    if not pairs:
        return [Line(None, None, next((result for found in results for result in found if result), None))]
    return [Line(text, subject_of(text), result) for text, result in pairs]


def _conditions(data: DataRow, results: int) -> list[str]:
    """The conditions in one row: a cell may hold several, a line each; a label alone belongs to the next.

    A name below its identifier is no line of its own, unless there are as many results as lines.
    """
    written = "\n".join(str(cell) for cell in data.layout.cells(data.row, "condition") if cell is not None)
    pieces = [part for piece in _SPLIT.split(written) if (part := clean(piece))]
    parts = [part for piece in pieces for part in _listed(piece)]
    whole: list[str] = []
    for part in parts:
        if whole and _LABEL.match(whole[-1]):
            whole[-1] += part
        elif whole and results < len(parts) and _belongs(part, whole[-1], names_first=not subject_of(parts[0])):
            whole[-1] += " " + part
        else:
            whole.append(part)
    return whole + [text for kind in _KINDS if (text := data.text(kind))]


def _belongs(part: str, before: str, *, names_first: bool) -> bool:
    """A name and an identifier are one line: the name below or, where the cell begins with one, above."""
    named, identified = (before, part) if names_first else (part, before)
    return subject_of(named) is None and subject_of(identified) is not None


def _listed(piece: str) -> list[str]:
    """Several conditions written side by side: each part holds an identifier of its own."""
    by_commas, by_spaces = (
        [part for text in re.split(mark, piece) if (part := clean(text))] for mark in (r"[、,，]", r"[\s/／及與和]+")
    )
    if len(by_commas) > 1 and all(map(subject_of, by_commas)):
        return by_commas
    return by_spaces if len(by_spaces) > 1 and all(map(_is_checked, by_spaces)) else [piece]


def _is_checked(part: str) -> bool:
    return checksum_ok(subject_of(part) or "")
