"""What a statement says of itself, against what was read: totals, serial numbers, pages (nothing is lost silently)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from reconcile.carriers.raw import Cell
from reconcile.errors import Problem
from reconcile.outcome import Facts
from reconcile.reading.scan import DataRow, Note, Scan

_COUNT = r"\D{0,6}?(\d[\d,]*)(?![\d,])(?!\s*頁)"
_TOTAL = re.compile(r"(?:總計|合計|總筆數|資料筆數|共計|共|總數|\btotal|\brecords)" + _COUNT, re.IGNORECASE)
_SUBTOTAL = re.compile(r"小計" + _COUNT)
_PAGES = re.compile(
    r"共\s*(\d+)\s*頁|第\s*\d+\s*[/／]\s*(\d+)\s*頁|^\d+\s*[/／]\s*(\d+)$|page\s*\d+\s*of\s*(\d+)", re.IGNORECASE
)
_NOTHING = re.compile(
    r"(查無|無)(任何)?(符合)?(條件)?(之|的)?(查詢)?(資料|紀錄|記錄)|本[月期](份)?(無|沒有)(任何)?(查詢|使用)"
    r"|(合計|共|總計|總筆數|查詢)\D{0,4}[0０]\s*筆|^[0０]\s*筆|^無$|\bno (data|records?|queries)\b",
    re.IGNORECASE | re.MULTILINE,
)
BLOCK = 3
"""So many rows that are printed elsewhere too, serial numbers aside, are no coincidence."""


class Printed(NamedTuple):
    """The rows of the table as printed, and the serial number of each, null where it bears none."""

    rows: Sequence[DataRow]
    serials: Sequence[str | None]

    def place(self, at: int) -> str:
        """Where the row stands, counted from 0: on its page the how manieth of the file, or in its sheet."""
        data = self.rows[at]
        return data.sheet.place(at + 1) if data.sheet.page else data.place


def says_nothing(text: str) -> bool:
    """The statement states that the month holds no query."""
    return _NOTHING.search(text) is not None


def is_page_number(text: str) -> bool:
    """第 1 頁共 3 頁, 1/3, Page 1 of 3."""
    return _PAGES.search(text) is not None


def proof(facts: Facts, printed: Printed, found: Scan) -> tuple[Facts, list[Problem]]:
    """The facts with the printed total, and a problem for each statement of the document that does not hold."""
    facts = replace(facts, printed_total=_printed_total(found))
    sentences = [*_totals(facts), *_subtotals(found), *_pages(facts, found), *_twice(printed.rows)]
    if not printed.rows and facts.printed_total != 0 and not says_nothing(found.text):
        sentences.append("沒有任何查詢，也未載明本月無查詢，請確認檔案是否完整。")
    problems = [Problem(facts.file, "", sentence) for sentence in sentences]
    return facts, problems + [Problem(facts.file, place, sentence) for place, sentence in _serials(printed)]


def _printed_total(found: Scan) -> int | None:
    """The last total of the document (合計 comes after 小計); null where it states none.

    Where each worksheet or group has a total of its own, and they make up all rows, it is their sum.
    """
    totals = [_number(match[1]) for note in found.notes for match in _TOTAL.finditer(note.text)]
    if len(totals) > 1 and not _twice(found.rows):
        stated = [(_number(match[1]), rows) for text, rows in _counted(found) for match in _TOTAL.finditer(text)]
        own = [total for total, rows in stated if total == rows]
        if len(own) > 1 and sum(own) == len(found.rows):
            return max(sum(own), *totals)
    return totals[-1] if totals else None


def _counted(found: Scan) -> Iterator[tuple[str, int]]:
    """The notes that state a total, each with the rows since the one before it."""
    rows = 0
    for item in found.items:
        if isinstance(item, DataRow):
            rows += not (item.layout.has("serial") and item.text("serial") is None)
        elif _TOTAL.search(item.text):
            yield item.text, rows
            rows = 0


def _totals(facts: Facts) -> list[str]:
    if facts.printed_total is None or facts.printed_total == facts.rows_printed:
        return []
    return [f"報表所列合計 {facts.printed_total} 筆，實際讀到 {facts.rows_printed} 筆，請確認檔案是否完整。"]


def _subtotals(found: Scan) -> list[str]:
    """Each 小計 counts the rows since the one before it."""
    if not _SUBTOTAL.search(found.text):
        return []
    sentences = []
    rows = 0
    for item in found.items:
        if isinstance(item, DataRow):
            rows += not (item.layout.has("serial") and item.text("serial") is None)
        elif isinstance(item, Note) and (match := _SUBTOTAL.search(item.text)):
            if _number(match[1]) != rows:
                sentences.append(f"{item.place}小計 {_number(match[1])} 筆，實際讀到 {rows} 筆，請確認檔案是否完整。")
            rows = 0
    return sentences


def _pages(facts: Facts, found: Scan) -> list[str]:
    """共 N 頁 at the foot of the pages of a PDF."""
    told = {int(next(filter(None, match.groups()))) for note in found.notes for match in _PAGES.finditer(note.text)}
    if facts.pages is None or len(told) != 1 or told == {facts.pages}:
        return []
    return [f"報表載明共 {told.pop()} 頁，檔案有 {facts.pages} 頁，請確認檔案是否完整。"]


def _twice(rows: Sequence[DataRow]) -> list[str]:
    """Rows printed again as a block; a single query made twice within its second is no such thing."""
    again = len(rows) - len(set(map(_content, rows)))
    return [f"有 {again} 列與其他列完全相同，疑為重複匯出或貼上，請確認檔案。"] if again >= BLOCK else []


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


def _number(text: str) -> int:
    return int(text.replace(",", ""))
