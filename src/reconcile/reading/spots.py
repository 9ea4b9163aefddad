"""Rows of a statement as they stand on the pages of a PDF: where, and which of their cells name no person."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from reconcile.carriers.isolation import Limits, cut_isolated
from reconcile.carriers.passwords import Ask
from reconcile.carriers.pdf.cutting import Cutting, Wanted
from reconcile.facts.masking import PRIVATE, Mode
from reconcile.outcome import Spot
from reconcile.reading.layouts import BY_HEADING, Layout
from reconcile.reading.queries import Understood
from reconcile.reading.scanned import DataRow

RECURRING = ("agency", "function", "purpose")
PERSONS = 3
"""A text that stands beside the conditions of so many names none of the persons."""
FEWEST_HEADINGS = 3

_SERIAL = re.compile(r"\d{1,7}")
_ADDRESS = re.compile(r"[0-9A-Fa-f.:]{3,45}")


def cut(
    path: Path, spots: Mapping[int, Spot], rows: Collection[int], limits: Limits, *, mask: Mode, ask: Ask | None = None
) -> dict[int, bytes]:
    """The pictures of those rows, PNG by `statement_row`, without any of which it is uncertain what it would show."""
    pages: dict[int, list[Wanted]] = defaultdict(list)
    for key in sorted(spots.keys() & set(rows)):
        pages[spots[key].page].append(Wanted(int(key), spots[key].row, spots[key].header))
    if not pages:
        return {}
    shown: dict[int, dict[int, tuple[int, ...]]] = {page: {} for page in pages}
    for spot in spots.values():
        if spot.page in shown:
            shown[spot.page][spot.row] = spot.shown if mask == "all" else (*spot.shown, *spot.users)
    cuttings = [
        Cutting(page, wanted, None if mask == "none" else shown[page]) for page, wanted in sorted(pages.items())
    ]
    return cut_isolated(path, cuttings, limits, ask)


def spots_of(rows: Sequence[DataRow], read: Understood) -> dict[int, Spot]:
    """Where each row stands; of one that a page break cut, where it starts. Empty unless it stands on a page."""
    if not rows or rows[0].sheet.page is None:
        return {}
    recurring = {meaning: _recurring(rows, read, meaning) for meaning in RECURRING}
    return {
        at + 1: Spot(
            data.sheet.page or 0,
            data.row.number,
            data.header if _worded(data.layout) else (),
            tuple(sorted({data.layout.columns[meaning] for meaning in _naming_nobody(data, read, at, recurring)})),
            tuple(sorted({data.layout.columns[meaning] for meaning in _naming_the_user(data, read, at)})),
        )
        for at, data in enumerate(rows)
    }


def _naming_the_user(data: DataRow, read: Understood, at: int) -> Iterator[str]:
    """The meanings of the row's cells that hold its user's account or name, and nobody's identifier."""
    for meaning in ("account", "user_name"):
        text = data.text(meaning) if data.layout.has(meaning) else None
        if text and read.columns[meaning][at] is not None and (meaning == "account" or PRIVATE.text(text) == text):
            yield meaning


def _worded(layout: Layout) -> bool:
    """Its header is one by its words; a row that is a header by what stands below it might name persons."""
    return sum(reason == BY_HEADING for reason in layout.reasons.values()) >= FEWEST_HEADINGS


def _recurring(rows: Sequence[DataRow], read: Understood, meaning: str) -> frozenset[str]:
    """The texts of that column that stand beside several persons, and hold no identifier."""
    beside: dict[str, set[object]] = defaultdict(set)
    for data, condition in zip(rows, read.columns["condition"], strict=True):
        if data.layout.has(meaning) and (text := data.text(meaning)):
            beside[text].add(condition)
    return frozenset(
        text for text, conditions in beside.items() if len(conditions) >= PERSONS and PRIVATE.text(text) == text
    )


def _naming_nobody(data: DataRow, read: Understood, at: int, recurring: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """The meanings of the row's cells that hold nothing but what such a cell may hold."""
    layout = data.layout
    if layout.has("serial") and _SERIAL.fullmatch(read.serials[at] or ""):
        yield "serial"
    if read.columns["queried_at"][at] is not None:
        clock = "queried_time" if layout.has("queried_time") else "queried_at"
        yield from filter(layout.has, ("queried_on", clock) if layout.has("queried_on") else ("queried_at",))
    if layout.has("result") and read.columns["result"][at] is not None:
        yield "result"
    if layout.has("ip") and _ADDRESS.fullmatch(read.columns["ip"][at] or ""):
        yield "ip"
    yield from (meaning for meaning in RECURRING if layout.has(meaning) and data.text(meaning) in recurring[meaning])
