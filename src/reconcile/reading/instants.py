"""When each query was made: from one column or from date and time apart, however a system prints them."""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import lru_cache

from reconcile.carriers.raw import Cell, Row
from reconcile.reading.blocks import Block, Told, each
from reconcile.reading.layouts import Layout
from reconcile.reading.printed_once import printed_once
from reconcile.text.dates import LOCAL, is_serial, parse_date, parse_moment, parse_time
from reconcile.text.folding import REMEMBERED, clean, fold_widths


def instants(block: Block) -> list[datetime | None]:
    """From one column or from date and time apart, local time; None where unreadable."""
    found = _in_one_column(block) if not block.layout.has("queried_on") else _from_two(block)
    if _UTC.search(block.layout.headings.get("queried_at", "")):
        return [moment and moment + LOCAL for moment in found]
    return found


_UTC = re.compile(r"(?:UTC|GMT|世界(?:協調|標準)時間?|格林威治)(?!\s*[+＋]\s*0?8)", re.IGNORECASE)


def _in_one_column(block: Block) -> list[datetime | None]:
    """One cell holds both; under a heading merged over two columns date and time may stand apart."""
    cells = _with_midnights(block.cells("queried_at"))
    beside = block.further("queried_at")
    if not beside:
        return each(_moment, cells)
    whole = [" ".join(filter(None, parts)) or None for parts in zip(map(clean, cells), *beside, strict=True)]
    return [one or two for one, two in zip(each(_moment, cells), each(_moment, whole), strict=True)]


def _from_two(block: Block) -> list[datetime | None]:
    on = printed_once(block.cells("queried_on"), block, "queried_on")
    clock = _of_one_width(block.cells("queried_time" if block.layout.has("queried_time") else "queried_at"))
    days, times = each(_or_null(parse_date), on), each(_or_null(parse_time), clock)
    return [
        _moment(whole)
        if cell is None
        else _moment(f"{day:%Y/%m/%d} {cell}")
        if day and time is None and isinstance(cell, str)  # 24:00 is the next day's beginning
        else _combined(day, time, said)
        for whole, cell, day, time, *said in zip(
            on, clock, days, times, each(_moment_in, on), each(_moment_in, clock), strict=True
        )
    ]


def instant_in(row: Row, layout: Layout) -> datetime | None:
    """The instant of one row; None where it has none that can be read."""
    if not layout.has("queried_on"):
        return _moment(layout.cell(row, "queried_at"))
    day = _or_null(parse_date)(layout.cell(row, "queried_on"))
    at = _or_null(parse_time)(layout.cell(row, "queried_time" if layout.has("queried_time") else "queried_at"))
    return _moment(layout.cell(row, "queried_on")) if day is None or at is None else datetime.combine(day, at)


def _combined(day: date | None, at: time | None, said: Sequence[datetime | None]) -> datetime | None:
    """Day and time of one instant; None where either is, or where a cell holds a whole instant that is another."""
    if day is None or at is None:
        return None
    moment = datetime.combine(day, at)
    whole_day, whole_clock = said
    if whole_day and whole_day.time() != time.min and (whole_day.hour, whole_day.minute) != (at.hour, at.minute):
        return None
    return None if whole_clock and whole_clock.date() != day else moment


def _moment_in(cell: Cell) -> datetime | None:
    """A whole instant where one half of it is asked; a workbook counts bare times from 1899 or 1900."""
    if isinstance(cell, str) and len(cell) <= LONGEST_CLOCK:
        return None
    moment = _moment(cell)
    return moment if moment and moment.year > BARE_TIMES else None


LONGEST_CLOCK = 12
"""So many characters hold no date besides the time."""
BARE_TIMES = 1900


def _of_one_width(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Times of digits alone with the zeros that a sheet has dropped: 1512 among HHMMSS is 00:15:12."""
    digits = [len(str(cell)) for cell in cells if _is_digits(cell)]
    if not digits or any(isinstance(cell, float) for cell in cells):
        return cells
    if max(digits) <= len("HH"):  # hours alone, or the first columns of a time in parts
        return [None if _is_digits(cell) else cell for cell in cells]
    width = 6 if max(digits) > len("HHMM") else 4
    return [str(cell).zfill(width) if _is_digits(cell) else cell for cell in cells]


def _is_digits(cell: Cell) -> bool:
    if isinstance(cell, str):
        return cell.isascii() and cell.isdecimal()
    return isinstance(cell, int) and not isinstance(cell, bool)


def is_clock(cell: Cell) -> bool:
    """A time of day with its sign, and nothing else: no day before it."""
    return isinstance(cell, str) and len(cell) <= LONGEST_CLOCK and _tells_clock(cell)


@lru_cache(REMEMBERED)
def _tells_clock(text: str) -> bool:
    signed = ":" in fold_widths(text) or "時" in text
    return signed and _or_null(parse_time)(text) is not None and _moment(text) is None


def _with_midnights(cells: Sequence[Cell]) -> Sequence[Cell]:
    """A bare day among instants is its midnight, which a workbook keeps like the day: as a date or a whole number."""
    if not any(isinstance(cell, datetime | float) for cell in cells):
        return cells
    return [datetime.combine(parse_date(cell), time.min) if _is_day(cell) else cell for cell in cells]


def _is_day(cell: Cell) -> bool:
    whole = isinstance(cell, int) and is_serial(cell)
    return whole or (isinstance(cell, date) and not isinstance(cell, datetime))


def _or_null(parse: Callable[[object], Told]) -> Callable[[object], Told | None]:
    def tell(cell: object) -> Told | None:
        try:
            return parse(cell)
        except ValueError:
            wraps = isinstance(cell, str) and "\n" in cell
            return tell(str(cell).replace("\n", "")) if wraps else None

    return tell


_moment = _or_null(parse_moment)
