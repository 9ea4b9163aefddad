"""A day as a list notes it: without the year of its title, beside words, with the number of a letter, without end."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import NamedTuple

from reconcile.carriers.raw import Cell
from reconcile.reading.lists.days import Known
from reconcile.text.dates import parse_date, parse_moment
from reconcile.text.folding import clean

_YEARLESS = re.compile(r"\s*(?:(\d{1,2})\s*(?:月|/)\s*(\d{1,2})\s*[日號]?|(\d{1,2})\s*[日號])(?![\d/.月-])")
_WRITTEN = re.compile(
    r"(?:(?:中華)?民國\s*)?(?<![\d/.-])(?:\d{2,4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日號]?"
    r"|\d{2,4}\s*([/.-])\s*\d{1,2}\s*\1\s*\d{1,2}|(?:1\d\d|20\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"|\d{1,2}\s*月\s*\d{1,2}\s*[日號]|\d{1,2}/\d{1,2})(?![\d.-]|/\s*\d)"
)
_ENDLESS = re.compile(r"(?:民國)?0?(?:9{3,4}|2999)\D?(?:12|99)\D?(?:31|99)\D?(?:\s*[0:]+)?[止迄]?")
_DENIES = re.compile("[不未非無免]")
_PARTING = re.compile(r"[\s()（）［］\[\]【】,，、;；:：。]+")
_LAST_YEAR = 2090
"""An end in the last day of such a year is none: systems write 9999/12/31 or 2099/12/31 where nothing ends."""


class NoYear(ValueError):
    """A day whose year nothing says."""


class Noted(NamedTuple):
    """A day, and the words beside it; both None where the cell says that there is none."""

    day: date | None
    words: str | None = None


def noted_day(cell: Cell, known: Known, after: date | None = None) -> Noted:
    """The day in a cell, alone or the only one beside a few words: 114/6/30調離.

    A year that is not written is the `known` one; of a day that follows another, the first in which it does. Raises
    ValueError where there is no such day, and NoYear where only its year is missing.
    """
    try:
        return _unless_endless(parse_date(cell))
    except ValueError:
        text = _plain(cell)
    if _ENDLESS.fullmatch(text):
        return Noted(None)
    found = list(_WRITTEN.finditer(text))
    if len(found) != 1:
        return _unless_endless(parse_date(dated(text, known, after)))
    words = _PARTING.sub(" ", text[: found[0].start()] + " " + text[found[0].end() :]).strip()
    if re.search(r"\d", words) or _DENIES.search(words):
        raise ValueError("more than a day and a few words")
    day = parse_date(dated(found[0][0], known, after))
    return _unless_endless(day)._replace(words=words or None)


def noted_moment(cell: Cell, known: Known) -> datetime:
    """The instant in a cell, at midnight where only its day is written; raises as `noted_day` does."""
    for value in (cell, dated(_plain(cell), known)) if isinstance(cell, str) else (cell,):
        try:
            return parse_moment(value)
        except ValueError:
            continue
    day = noted_day(cell, known).day
    if day is None:
        raise ValueError("no day")
    return datetime.combine(day, time.min)


def day_and_number(text: str, known: Known, after: date | None = None) -> tuple[date | None, str | None]:
    """The day of a letter and its number in one text: 115年10月7日花戶字第1150001號函; each None where not there."""
    text = _plain(text)
    for found in _WRITTEN.finditer(text):
        try:
            day = parse_date(dated(found[0], known, after))
        except ValueError:
            continue
        rest = text[: found.start()] + " " + text[found.end() :]
        return day, clean(_PARTING.sub(" ", rest).strip(" /"))
    return None, clean(text)


def dated(text: str, known: Known, after: date | None = None) -> str:
    """The text with the year, and the month, that it leaves out at its beginning; NoYear where nothing says them."""
    found = _YEARLESS.match(text)
    if not found:
        return text
    month, day = found[1] or known.month, found[2] or found[3]
    if month is None or (known.year is None and after is None):
        raise NoYear("the year stands nowhere")
    return f"{_year(int(month), int(day), known, after)}/{month}/{day}{text[found.end() :]}"


def _year(month: int, day: int, known: Known, after: date | None) -> int:
    for year in _years(known, after):
        try:
            if after is None or date(year, month, day) >= after:
                return year
        except ValueError:
            continue
    return known.year or (after.year if after else 0)


def _years(known: Known, after: date | None) -> Iterator[int]:
    first = known.year if after is None else after.year
    if first is not None:
        yield from (first, first + 1) if after else (first,)


def _unless_endless(day: date) -> Noted:
    return Noted(None) if day.year >= _LAST_YEAR and (day.month, day.day) == (12, 31) else Noted(day)


def _plain(cell: Cell) -> str:
    return unicodedata.normalize("NFKC", str(cell if cell is not None else "")).upper().strip()
