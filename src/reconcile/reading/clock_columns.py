"""Hours and minutes in columns of their own, 登入 over 時｜分 and 登出 over 時｜分, as one time of day each."""

import re
from dataclasses import replace
from typing import NamedTuple

from reconcile.carriers.raw import Cell, Document, Row
from reconcile.reading.headings import plain
from reconcile.text.folding import clean

_HOUR, _MINUTE = re.compile(r"(.*[^時分])?時"), re.compile(r"(.*[^時分])?分")
_ENDS = re.compile("登出|離線|結束|[迄訖止]")
_HOURS, _MINUTES = re.compile(r"(\d{1,2})(?:\.0)?\s*時?"), re.compile(r"(\d{1,2})(?:\.0)?\s*分?")
_TIMES = ("登入時間", "登出時間")
_HEADED = re.compile("登[入出]|[上離]線|開始|結束|[起迄訖止]")


class _Clocks(NamedTuple):
    """Where the hour and the minute of the login and of the logout stand."""

    login: tuple[int, int]
    logout: tuple[int, int]


def with_whole_times(document: Document) -> Document:
    """The same document with 9｜12 below 時｜分 as 9:12 in the column of the hour.

    A page without such a header goes on below the header of the page before it.
    """
    clocks: _Clocks | None = None
    sheets = []
    for sheet in document.sheets:
        clocks = clocks if sheet.page else None
        rows: list[Row] = []
        for row in sheet.rows:
            if found := _clocks(row):
                clocks = found
                rows.append(_headed(row, found, rows[-1] if rows else None))
            else:
                rows.append(_joined(row, clocks) if clocks else row)
        sheets.append(replace(sheet, rows=tuple(rows)))
    return replace(document, sheets=tuple(sheets))


def _clocks(row: Row) -> _Clocks | None:
    """The columns of a header that says 時｜分 twice, for the login first; None where it does not."""
    words = [plain(cell) if isinstance(cell, str) else "" for cell in row.cells]
    hours = [at for at, word in enumerate(words) if _HOUR.fullmatch(word)]
    minutes = [at for at, word in enumerate(words) if _MINUTE.fullmatch(word)]
    if len(hours) != 2 or len(minutes) != 2 or not hours[0] < minutes[0] < hours[1] < minutes[1]:
        return None
    pairs = list(zip(hours, minutes, strict=True))
    alike = all(words[hour][:-1] == words[minute][:-1] for hour, minute in pairs)
    return None if not alike or _ENDS.search(words[hours[0]]) else _Clocks(*pairs)


def _headed(row: Row, clocks: _Clocks, above: Row | None) -> Row:
    """The header with 登入時間 and 登出時間, or with nothing where the row above it says them."""
    over = [clean(above.cells[hour]) if above and hour < len(above.cells) else None for hour, _ in clocks]
    said = all(text and _HEADED.search(text) for text in over) and over[0] != over[1]
    cells = list(row.cells)
    for (hour, minute), word in zip(clocks, _TIMES, strict=True):
        cells[hour], cells[minute] = None if said else word, None
    return row._replace(cells=tuple(cells))


def _joined(row: Row, clocks: _Clocks) -> Row:
    """The row with each hour and its minute in one; as it is where these are no such numbers."""
    whole = list(row.cells)
    for hour, minute in clocks:
        if minute < len(whole) and (time := _time(whole[hour], whole[minute])):
            whole[hour], whole[minute] = time, None
    return row._replace(cells=tuple(whole))


def _time(hour: Cell, minute: Cell) -> str | None:
    hours, minutes = _HOURS.fullmatch(clean(hour) or ""), _MINUTES.fullmatch(clean(minute) or "")
    return f"{int(hours[1])}:{int(minutes[1]):02}" if hours and minutes else None
