"""What is struck out, hidden or laid over the cells of a register, and what it means there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import NamedTuple

from reconcile.carriers.raw import Document, Row, Sheet, Thing
from reconcile.errors import Problem
from reconcile.reading.besides import CALLED
from reconcile.reading.entries import SUBJECTS, Entry
from reconcile.reading.scanned import DataRow, Scan
from reconcile.text.boxes import BOX, DRAWN, Mark, mark_of
from reconcile.text.folding import clean
from reconcile.text.hints import is_blank

STAMP = "〔圖章〕"
"""How a signature is named that is a picture."""

_CHOICES = ("purposes", "result")
_SIGNS = {True: "☑", False: "☐"}
_SHOWN_PLACES = 6


class Placed(NamedTuple):
    """A thing, and the row and the column where it stands."""

    sheet: Sheet
    row: Row
    at: int
    thing: Thing


def restored(document: Document) -> Document:
    """The same document with what is struck out whole written again: the writer voided it."""
    return replace(document, sheets=tuple(map(_restored, document.sheets)))


def _restored(sheet: Sheet) -> Sheet:
    if not any(row.struck for row in sheet.rows):
        return sheet
    rows = tuple(row.unstruck if _is_struck(row) else row for row in sheet.rows)
    return replace(sheet, rows=rows)


def _is_struck(row: Row) -> bool:
    """At least as much of it is struck out as is left."""
    return bool(row.struck) and len(row.struck) >= sum(clean(cell) is not None for cell in row.cells)


def split_hidden(document: Document, found: Scan) -> tuple[Scan, list[Problem]]:
    """The rows that a viewer shows, and a problem for each sheet that holds others with something written.

    A hidden line clears nothing: whoever looks at the register does not see it.
    """
    hidden: dict[Sheet, list[DataRow]] = {}
    for data in found.rows:
        if data.row.hidden and any(_written(data, meaning) for meaning in (*SUBJECTS, "session", "login")):
            hidden.setdefault(data.sheet, []).append(data)
    problems = []
    for rows in hidden.values():
        first = rows[0]
        numbers = "、".join(str(data.row.number) for data in rows[:_SHOWN_PLACES])
        more = "等" if len(rows) > _SHOWN_PLACES else ""
        reason = (
            f"有 {len(rows)} 列隱藏列（第 {numbers} 列{more}），在畫面上看不到，未列入紀錄；請取消隱藏並確認後重跑。"
        )
        problems.append(Problem(document.file, first.sheet.place(), reason, first.sheet.page))
    items = [item for item in found.items if not (isinstance(item, DataRow) and item.row.hidden)]
    return replace(found, items=items), problems


def _written(data: DataRow, meaning: str) -> bool:
    text = data.text(meaning)
    return text is not None and not is_blank(text)


def with_signs(found: Scan) -> Scan:
    """The same rows with boxes of a form and drawn ticks as characters where options are chosen."""
    items = [_with_signs(item) if isinstance(item, DataRow) else item for item in found.items]
    return replace(found, items=items)


def _with_signs(data: DataRow) -> DataRow:
    columns = {data.layout.columns[each] for each in _CHOICES if each in data.layout.columns}
    placed = [(at, thing) for at, thing in data.row.over if at in columns and _sign(thing)]
    left = {at for at in columns & data.row.struck.keys() if _is_left(data.row, at)}
    if not placed and not left:
        return data
    cells = list(data.row.cells)
    for at in left:
        cells[at] = BOX.sub("■", str(cells[at]))
    for at, thing in sorted(placed, key=lambda each: -(each[1].offset or 0)):
        text, offset = str(cells[at] or ""), thing.offset or 0
        cells[at] = text[:offset] + (_sign(thing) or "") + text[offset:]
    return data._replace(row=data.row._replace(cells=tuple(cells)))


def _is_left(row: Row, at: int) -> bool:
    """Of several boxes, none of them ticked, all but these are struck out."""
    shown = str(row.cells[at] or "") if at < len(row.cells) else ""
    marks = [mark_of(box) for box in BOX.finditer(shown)]
    return bool(marks) and set(marks) == {Mark.EMPTY} and BOX.search(str(row.struck[at])) is not None


def _sign(thing: Thing) -> str | None:
    """The character that stands for a thing in the text of its cell; None where it is none."""
    if thing.offset is None or thing.kind not in {"control", "picture", "box"}:
        return None
    if thing.kind == "control":
        return None if thing.ticked is None else _SIGNS[thing.ticked]
    return DRAWN if not thing.text else None


def things_in(sheets: Sequence[Sheet]) -> Iterator[Placed]:
    """Every thing of these sheets, in reading order."""
    for sheet in sheets:
        for row in sheet.rows:
            yield from (Placed(sheet, row, at, thing) for at, thing in row.over)


def stamp(document: Document, entries: Sequence[Entry]) -> list[Problem]:
    """Tell each entry of the stamp over its sign-off cell; a problem for what nobody claims among the rows."""
    spans = list(_spans(entries))
    loose: dict[tuple[Sheet, str], list[Placed]] = {}
    for placed in things_in(document.sheets):
        entry = _signed(placed, spans)
        if entry is not None:
            entry.stamp = clean(placed.thing.text) or STAMP
        elif placed.thing.kind in CALLED and _among(placed, spans):
            loose.setdefault((placed.sheet, placed.thing.kind), []).append(placed)
    return [_problem(document, several) for several in loose.values()]


def _spans(entries: Sequence[Entry]) -> Iterator[tuple[Entry, int, int]]:
    """Each entry with its first row and the last before the next entry of its sheet."""
    for entry, after in zip_longest(entries, entries[1:]):
        first, sheet = entry.rows[0].row.number, entry.rows[0].sheet
        last = max(row.row.number for row in entry.rows)
        merged = max((end + 1 for (top, _), (end, _) in sheet.merged if top == first - 1), default=last)
        follows = after.rows[0].row.number if after and after.rows[0].sheet is sheet else None
        last = max(last, merged, first + 1 if "signed_by" in entry.rows[0].layout.stacked else last)
        yield entry, first, min(last, follows - 1) if follows and follows > first else last


def _signed(placed: Placed, spans: Sequence[tuple[Entry, int, int]]) -> Entry | None:
    """The entry whose sign-off cell, still blank, a picture or a text box lies over."""
    if placed.thing.kind not in {"picture", "box"}:
        return None
    top, end = placed.thing.rows
    inline = placed.thing.offset is not None
    numbers = [placed.row.number] if inline else [top, placed.row.number, *range(top, end + 1)]
    for number in dict.fromkeys(numbers):
        for entry, first, last in spans:
            here = first <= number <= last and entry.rows[0].sheet.name == placed.sheet.name
            if here and entry.stamp is None and _is_for_signing(placed, entry, number, inline=inline):
                return entry
    return None


def _is_for_signing(placed: Placed, entry: Entry, number: int, *, inline: bool) -> bool:
    layout = entry.rows[0].layout
    at = layout.columns.get("signed_by")
    if at is None or abs(placed.at - at) > (0 if inline else 1):
        return False
    if not inline and placed.at != at and placed.at in layout.columns.values():
        return False
    on_form = "signed_by" in layout.stacked
    return not on_form or number > entry.rows[0].row.number or not inline


def _among(placed: Placed, spans: Sequence[tuple[Entry, int, int]]) -> bool:
    """It lies within the rows of entries, and is no sign of a choice."""
    here = [(entry, first, last) for entry, first, last in spans if entry.rows[0].sheet.name == placed.sheet.name]
    if not here or (_sign(placed.thing) and _is_choice(placed, here[0][0])):
        return False
    top, end = placed.thing.rows
    return top <= max(last for _, _, last in here) and end >= min(first for _, first, _ in here)


def _is_choice(placed: Placed, entry: Entry) -> bool:
    columns: Mapping[str, int] = entry.rows[0].layout.columns
    return any(columns.get(meaning) == placed.at for meaning in _CHOICES)


def _problem(document: Document, several: Sequence[Placed]) -> Problem:
    first = several[0]
    place = first.sheet.place(None if first.sheet.page else first.row.number)
    if first.thing.kind == "formula":
        reason = f"有 {len(several)} 個儲存格的公式沒有計算結果，請以 Excel 開啟、存檔後重跑。"
    else:
        reason = f"表格範圍內有 {len(several)} 個{CALLED[first.thing.kind]}，其內容無法讀取，請對照原件確認。"
    return Problem(document.file, place, reason, first.sheet.page)
