"""How every list is read: its columns are found, each row is read, and what contradicts itself is told."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath

from reconcile.carriers.raw import Cell, Document, Row
from reconcile.errors import FileRefused, Problem
from reconcile.outcome import Reading
from reconcile.reading.carrying import written_out
from reconcile.reading.layouts import Layout, missing
from reconcile.reading.legible import dubious, illegible, unruled
from reconcile.reading.lists.cells import Cells, identifiers_in
from reconcile.reading.lists.columns import objection, rivals, strangers, with_more_columns
from reconcile.reading.lists.days import Known
from reconcile.reading.lists.days_above import with_days_above
from reconcile.reading.lists.kind import ListKind, Taken, Values
from reconcile.reading.scan import scan
from reconcile.reading.scanned import DataRow, Note, Scan
from reconcile.tables import Table
from reconcile.text.folding import clean


def read(document: Document, kind: ListKind, county: str | None = None) -> Reading:
    """A list in a document; raises FileRefused where it is none, or where a needed column cannot be told.

    `county` is that of the office, None where nobody says it.
    """
    in_prose = has_no_header(document, kind)
    found = scan_list(document, kind)
    if reason := objection(kind, found):
        raise FileRefused(document.file, reason)
    known = Known.of(found.text, *(sheet.name for sheet in document.sheets), PurePath(document.file).stem)
    taken: list[Taken] = []
    problems = illegible(document) + unruled(document, found)
    problems += [*rivals(document, found, kind), *strangers(document, found, kind)]
    unreadable = 0
    places: dict[int, str] = {}
    for number, data in enumerate(found.rows, start=1):
        cells = Cells(data, known, county, in_prose)
        rows = kind.read(cells)
        unreadable += rows is None
        places[number] = place = data.sheet.place(number) if data.sheet.page else data.place
        problems += [Problem(document.file, place, told, data.sheet.page, number) for told in _told(cells)]
        taken += [Taken(document.file, number, place, values, _content(data)) for values in rows or ()]
    problems += [Problem(document.file, row.place, told, None, row.number) for row, told, _ in kind.check(taken)]
    facts = replace(found.facts(document, None), rows_printed=len(found.rows), rows_unreadable=unreadable)
    return Reading(kind.table.frame(_keyed(kind.table, taken)), tuple(problems), facts, places=places)


def scan_list(document: Document, kind: ListKind) -> Scan:
    """What the document holds, if it is such a list.

    What is merged over several rows, repeated by a mark or written once a day stands in each of them.
    """
    spread = replace(document, sheets=tuple(sheet.spread() for sheet in document.sheets))
    found = scan(spread, kind.vocabulary, _is_row(kind))
    lacks_day = not found.layouts or missing(found.layouts, *kind.needed)
    if lacks_day and kind.with_header and (headed := kind.with_header(spread)):
        found = scan(headed, kind.vocabulary, _is_row(kind))
    found = with_more_columns(found, kind)
    if kind.above:
        found = with_days_above(found, kind.above)
    return once_a_day(written_out(found), kind.once)


def has_no_header(document: Document, kind: ListKind) -> bool:
    """It is a list only in words, or one whose header names no column for the day."""
    found = scan(document, kind.vocabulary, _is_row(kind))
    return kind.with_header is not None and bool(not found.layouts or missing(found.layouts, *kind.needed))


def once_a_day(found: Scan, meanings: Sequence[str]) -> Scan:
    """The day written in each row for which it is written once above.

    So it is where no two days in a row are the same: who writes each day again leaves none out on purpose.
    """
    for meaning in meanings:
        found = _carried(found, meaning)
    return found


def _carried(found: Scan, meaning: str) -> Scan:
    written = [data.text(meaning) for data in found.rows if data.layout.has(meaning)]
    told = [text for text in written if text]
    if len(told) == len(written) or not written[0] or any(one == next_ for one, next_ in pairwise(told)):
        return found
    above: Cell = None
    items: list[DataRow | Note] = []
    for item in found.items:
        if not isinstance(item, DataRow) or (at := item.layout.columns.get(meaning)) is None:
            items.append(item)
            continue
        cells = (*item.row.cells, *[None] * (at + 1 - len(item.row.cells)))
        above = cells[at] if clean(cells[at]) else above
        row = item.row._replace(cells=(*cells[:at], above, *cells[at + 1 :]))
        items.append(item._replace(row=row))
    return replace(found, items=items)


def _keyed(table: Table, taken: Sequence[Taken]) -> Iterator[Values]:
    """The values under the keys of the table."""
    return (row.values | {f"{table.name}_file": row.file, f"{table.name}_row": row.number} for row in taken)


def _told(cells: Cells) -> Iterator[str]:
    yield from cells.troubles
    yield from dubious(cells.data.row)


def _content(data: DataRow) -> tuple[str | None, ...]:
    """All that the row says but for its serial number."""
    serial = data.layout.columns.get("serial")
    return tuple(clean(cell) for at, cell in enumerate(data.row.cells) if at != serial)


# -- which rows are of the list ----------------------------------------------------------------------------------------

_FOOTER = re.compile(
    r"(?:總計|合計|小計|共計|總筆數|以下空白|列印|製表|本頁|說明\s*[:：]|附?註\s*[:：\d]|備註\s*[:：]|第\s*\d+\s*頁|共\s*\d+\s*[筆頁人件個])"
    r"|(?:承辦|單位主管|主管|機關首長|首長|審核|覆核|課長|股長|主任|秘書|填表)[^:：]{0,4}[:：]"
)
_SIGNATORY = re.compile(r"承辦人員?|單位主管|機關首長|審核|覆核|製表人?|填表人|課長|股長|主任|秘書")
_HAS_KEY = re.compile(r"[^:：]{0,40}[A-Za-z0-9Ａ-Ｚａ-ｚ０-９][^:：]{0,40}")


def _is_row(kind: ListKind) -> Callable[[Row, Layout], bool]:
    """A row that fills a key column or two others; not a total, a page footer, signatures or a heading of a group."""

    def tells(row: Row, layout: Layout) -> bool:
        texts = list(row.texts())
        filled = {
            meaning: text
            for meaning, at in layout.columns.items()
            if meaning != "serial" and (text := clean(layout.cell(row, meaning)))
        }
        if filled and kind.in_words and len(texts) == 1 and kind.in_words(texts[0]):
            return True
        if not filled or _FOOTER.match(texts[0]) or all(_SIGNATORY.fullmatch(text) for text in texts):
            return False
        if len(filled) > 1:
            return True
        ((meaning, text),) = filled.items()
        if len(texts) == 1 and layout.columns[meaning] == min(layout.columns.values()):
            return meaning in kind.key and (bool(identifiers_in(text)) or _HAS_KEY.fullmatch(text) is not None)
        return True

    return tells
