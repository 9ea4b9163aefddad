"""What a statement says of itself, against what was read: totals, serial numbers, pages (nothing is lost silently)."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from reconcile.carriers.raw import Cell
from reconcile.errors import Problem
from reconcile.outcome import Facts
from reconcile.reading.groups import heading_of
from reconcile.reading.said_above import said_above, says_nothing
from reconcile.reading.scanned import DataRow, Note, Scan
from reconcile.reading.totals import Scope, Stated, counts_in

_PAGES = re.compile(
    r"共\s*(\d+)\s*頁|第\s*\d+\s*[/／]\s*(\d+)\s*頁|^\d+\s*[/／]\s*(\d+)$|page\s*\d+\s*of\s*(\d+)", re.IGNORECASE
)
_NAMED = re.compile("稽核.{0,4}明細|查詢.{0,6}明細|明細表")
FEWEST_WORDS = 8
"""A document of so many lines at most, its own title among them, may say in place of a table that there is none."""
BLOCK = 3
"""So many rows that are printed elsewhere too, serial numbers aside, are no coincidence."""


class Printed(NamedTuple):
    """The rows of the table as printed, and the serial number of each, None where it bears none."""

    rows: Sequence[DataRow]
    serials: Sequence[str | None]

    def place(self, at: int) -> str:
        """Where the row stands, counted from 0: on its page which row of the file, or in its sheet."""
        data = self.rows[at]
        return data.sheet.place(at + 1) if data.sheet.page else data.place


def is_empty_statement(notes: Sequence[Note]) -> bool:
    """A statement by its title that says in place of a table that there is nothing to list."""
    texts = [note.text for note in notes]
    return (
        len(texts) <= FEWEST_WORDS
        and not _holds_rows(notes)
        and any(_NAMED.search(text) for text in texts)
        and any(says_nothing(text) or _states_none(text) for text in texts)
    )


def _holds_rows(notes: Sequence[Note]) -> bool:
    """Several lines have as many cells, with a number and without a label: a table, in words never seen."""
    lines = [list(note.row.texts()) for note in notes]
    wide = [len(cells) for cells in lines if len(cells) > 2 and _VALUES.fullmatch("".join(cells))]
    return len(wide) > len(set(wide))


_VALUES = re.compile(r"[^:：]*\d[^:：]*")


def _states_none(text: str) -> bool:
    return any(stated.number == 0 and stated.scope == "total" for stated in counts_in(text))


def is_page_number(text: str) -> bool:
    """第 1 頁共 3 頁, 1/3, Page 1 of 3."""
    return _PAGES.search(text) is not None


def proof(
    facts: Facts, printed: Printed, found: Scan, arranged: Sequence[DataRow | Note]
) -> tuple[Facts, list[Problem]]:
    """The facts with the printed total, and a problem for each statement of the document that does not hold.

    `arranged` are rows and notes in reading order, a row that a page break cut being one. Rows that are no queries
    (`apart`) may be among what the document counts.
    """
    facts = replace(facts, printed_total=_printed_total(arranged, printed))
    facts = replace(facts, says_none=not printed.rows and (facts.printed_total == 0 or _stands_empty(found)))
    sentences = [*_totals(facts), *_spans(arranged), *pages_lost(facts, found), *_twice(printed.rows)]
    if not printed.rows and not facts.says_none:
        sentences.append("沒有任何查詢，也未載明本月無查詢，請確認檔案是否完整。")
    problems = [Problem(facts.file, "", sentence) for sentence in sentences]
    placed = [*said_above(arranged), *_serials(printed)]
    return facts, problems + [Problem(facts.file, place, sentence) for place, sentence in placed]


def _stands_empty(found: Scan) -> bool:
    """The words stand below a header, where the rows would be, or the whole document says nothing else."""
    below = any(note.layout is not None and says_nothing(note.text) for note in found.notes)
    return below or (not found.layouts and is_empty_statement(found.notes))


class _Count(NamedTuple):
    """A count that a note states, and what it could count.

    `since` the count of its kind before, `on_sheet` the rows of its sheet, `below` those of the group that it heads;
    `on_top` where no row stands above it.
    """

    note: Note
    number: int
    scope: Scope
    since: int
    on_sheet: int
    below: int
    on_top: bool


def _counts(arranged: Sequence[DataRow | Note]) -> list[_Count]:
    """Every count of the document, with what it could count."""
    found = []
    rows_of = Counter([item.sheet for item in arranged if isinstance(item, DataRow)])
    before: dict[Scope, int] = dict.fromkeys(("total", "subtotal", "page", "part", "beyond"), 0)
    rows = 0
    for at, item in enumerate(arranged):
        if isinstance(item, DataRow):
            rows += 1
            continue
        stated = _summed(counts_in(item.text))
        for one in stated:
            below = _rows_below(arranged, at) if _is_of_group(item) else 0
            on_sheet = rows_of[item.sheet]
            since = rows - before[one.scope]
            found.append(_Count(item, one.number, one.scope, since, on_sheet, below, on_top=not rows))
        for one in stated:
            before[one.scope] = rows
            if one.scope == "total":
                before["subtotal"] = rows
    return found


def _summed(stated: Sequence[Stated]) -> list[Stated]:
    """成功 10 筆，失敗 2 筆 are 12; beside a total they are its parts."""
    whole = [one for one in stated if one.scope not in {"part", "beyond"}]
    parts = [one.number for one in stated if one.scope == "part"]
    return whole or ([Stated(sum(parts), "total")] if len(parts) > 1 else [])


def _rows_below(arranged: Sequence[DataRow | Note], at: int) -> int:
    """The rows directly below a heading, up to the next note that is one too."""
    rows = 0
    for item in arranged[at + 1 :]:
        if isinstance(item, Note):
            if rows and heading_of(list(item.row.texts())) is not None:
                break
            continue
        rows += 1
    return rows


def _printed_total(arranged: Sequence[DataRow | Note], printed: Printed) -> int | None:
    """The last total of the document (合計 comes after 小計); None where it states none.

    Where each worksheet or group has a total of its own, and they make up all rows, it is their sum.
    """
    counts = [one for one in _counts(arranged) if one.scope == "total" and not _is_of_group(one.note)]
    totals, rows = [one.number for one in counts], len(printed.rows)
    if len(totals) > 1 and any(one.number == rows and one.on_top for one in counts):
        return totals[-1] if totals[-1] > rows else rows
    if len(totals) > 1 and not _twice(printed.rows):
        own = [one.number for one in counts if one.number == one.since]
        if len(own) > 1 and sum(own) == rows:
            return max(sum(own), *totals)
    return totals[-1] if totals else None


def _is_of_group(note: Note) -> bool:
    return heading_of(list(note.row.texts())) is not None


def _totals(facts: Facts) -> list[str]:
    if facts.printed_total is None or facts.printed_total in {
        facts.rows_printed,
        facts.rows_printed + facts.rows_apart,
    }:
        return []
    return [f"報表所列合計 {facts.printed_total} 筆，實際讀到 {facts.rows_printed} 筆，請確認檔案是否完整。"]


def _spans(arranged: Sequence[DataRow | Note]) -> list[str]:
    """小計 counts the rows since the one before it, 本頁合計 those of its page, a count beside a user his rows."""
    sentences = []
    for one in _counts(arranged):
        if _is_of_group(one.note):
            what, fits = "群組", {one.below, one.since}
        elif one.scope == "subtotal":
            what, fits = "小計", {one.since}
        elif one.scope == "page":
            what, fits = "本頁合計", {one.since, one.on_sheet}
        else:
            continue
        if one.number not in fits:
            rows = one.below if what == "群組" else one.since
            sentences.append(f"{one.note.place}{what} {one.number} 筆，實際讀到 {rows} 筆，請確認檔案是否完整。")
    return sentences


def pages_lost(facts: Facts, found: Scan) -> list[str]:
    """共 N 頁 at the foot of the pages of a PDF."""
    told = {int(next(filter(None, match.groups()))) for note in found.notes for match in _PAGES.finditer(note.text)}
    if facts.pages is None or len(told) != 1 or told == {facts.pages}:
        return []
    return [f"報表載明共 {told.pop()} 頁，檔案有 {facts.pages} 頁，請確認檔案是否完整。"]


def _twice(rows: Sequence[DataRow]) -> list[str]:
    """Rows printed again as a block; a single query made twice within its second is no such thing."""
    cells = Counter([_time(data) for data in rows])
    if len(cells) == len(rows):
        return []
    contents = Counter([_content(data) for data in rows if cells[_time(data)] > 1])
    again = sum(contents.values()) - len(contents)
    blocks = sum(times > 1 for times in contents.values())
    if again < BLOCK or (blocks == 1 and _stand_together(rows)):
        return []
    return [f"有 {again} 列與其他列完全相同，疑為重複匯出或貼上，請確認檔案。"]


def _time(data: DataRow) -> Cell:
    """When it was, in whichever column; rows that differ in it are not the same."""
    layout = data.layout
    at = layout.columns.get("queried_at", layout.columns.get("queried_time", -1))
    cells = data.row.cells
    return cells[at] if 0 <= at < len(cells) else None


def _stand_together(rows: Sequence[DataRow]) -> bool:
    """All rows that are alike follow one another: one query sent several times within its second."""
    contents = list(map(_content, rows))
    places: dict[tuple[Cell, ...], list[int]] = {}
    for at, content in enumerate(contents):
        places.setdefault(content, []).append(at)
    return all(several[-1] - several[0] == len(several) - 1 for several in places.values())


def _content(data: DataRow) -> tuple[Cell, ...]:
    """What the row prints but for its serial number, to tell a row printed twice."""
    cells, serial = data.row.cells, data.layout.columns.get("serial")
    return cells if serial is None else cells[:serial] + cells[serial + 1 :]


def _serials(printed: Printed) -> list[tuple[str, str]]:
    """Serial numbers count up by one; each page or each user may start again from 1."""
    found = []
    numbers = [int(text) if text and text.isdecimal() else None for text in printed.serials]
    if numbers and (first := numbers[0]) not in {None, 1}:
        found.append((printed.place(0), f"序號由 {first} 開始，請確認檔案是否完整。"))
    for at, (last, number) in enumerate(pairwise(numbers), start=1):
        if last is not None and number is not None and number not in {1, last + 1}:
            what = "重複或倒退" if number <= last else "不連續"
            found.append((printed.place(at), f"序號{what}（{last} 之後為 {number}），請確認檔案是否完整。"))
    return found
