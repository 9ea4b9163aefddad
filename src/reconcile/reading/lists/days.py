"""Days and stretches of days as offices note them: 「10/5、10/7-10/9」, 「115年10月5日至7日」."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from reconcile.carriers.raw import Cell
from reconcile.text.dates import parse_date
from reconcile.text.folding import clean

Span = tuple[date, date]
"""First and last day, both included."""

Part = tuple[date, str]
"""A day and which part of it: AM, PM, or ? where nobody can tell."""

LONGEST = timedelta(days=366)
"""A stretch longer than this is a slip of the pen, not a leave."""

_DAY = (
    r"(?:(?:(?:中華)?民國)?(?P<{0}year>\d{{3,4}})\s*[年/.-]\s*(?P<{0}month>\d{{1,2}})\s*[月/.-]\s*"
    r"|(?P<{0}short>\d{{1,2}})\s*[月/.]\s*)?(?P<{0}day>\d{{1,2}})\s*[日號]?"
    r"|(?P<{0}compact>(?:1\d\d|(?:19|20)\d\d)\d{{4}})"
)
_TO = r"\s*(?:至|到|迄|~|∼|〜|–|—|-|起至)\s*"
_ITEM = re.compile(rf"(?:{_DAY.format('first_')})(?:{_TO}(?:{_DAY.format('last_')}))?")
_BETWEEN = re.compile(r"[、,;\n]+")
_BESIDE = re.compile(r"(?<=[\d日號])\s+(?=\d{1,4}\s*[年/.月-])")
_PART_OF_DAY = re.compile(r"上午|下午|半[日天]|\d+(?:\.\d+)?\s*(?:小時|時)|\d{1,2}:\d\d|AM|PM")
_HALVES = {"上午": "AM", "AM": "AM", "下午": "PM", "PM": "PM"}
_KIND = re.compile(
    r"特別?休假?|(?:事|病|公出?|婚|喪|產檢?|陪產|補|休|家庭照顧|生理|榮譽|慰勞|育嬰|出|公)?(?:假|差|休)|補休|公出|出差|"
    r"共?\s*\d+(?:\.\d+)?\s*天|全[日天]|\([一二三四五六日]\)|星期[一二三四五六日]|[()]"
)
_CONTEXT = re.compile(r"(?<!\d)(1\d\d|20\d\d)\s*(?:年度?\s*(?:(\d{1,2})\s*月)?|[./-](\d{1,2})(?!\d))")


@dataclass(frozen=True)
class Known:
    """The year, and the month, that a day may leave out; None where nothing above it says them."""

    year: int | None = None
    month: int | None = None

    @classmethod
    def of(cls, *texts: str | None) -> "Known":
        """From headings and titles, the nearest first: 「115年10月差假」."""
        for text in texts:
            told = {found.groups() for found in _CONTEXT.finditer(_plain(text or ""))}
            years = {_year(year) for year, _, _ in told}
            if len(years) == 1:
                months = {int(one or other) for _, one, other in told if one or other}
                return cls(years.pop(), months.pop() if len(months) == 1 else None)
        return cls()


class UnreadableDay(ValueError):
    """What of a cell is no day; `yearless` where only the year is missing."""

    def __init__(self, text: str, *, yearless: bool = False) -> None:
        """`text` is that part of the cell."""
        super().__init__("not a day")
        self.text = text
        self.yearless = yearless


def parse_days(cell: Cell, known: Known | None = None) -> list[Span]:
    """The whole days that a cell lists, in order and once each; raises UnreadableDay.

    A year or month not written is that of the day before it in the cell, else the `known` one. Part of a day (上午,
    3小時) is none: one may well have worked on the rest of it.
    """
    if isinstance(cell, date | int | float):
        try:
            day = parse_date(cell)
        except ValueError:
            raise UnreadableDay(clean(cell) or "") from None
        return [(day, day)]
    return sorted(set(_spans(_plain(str(cell or "")), known or Known())))


def parse_parts(cell: Cell, known: Known | None = None) -> list[Part]:
    """The days of which a cell lists a part: the morning (AM), the afternoon (PM), or nobody can tell which (?).

    A part whose day cannot be read is left out: it accuses nobody.
    """
    found, known = set[Part](), known or Known()
    for piece in _BETWEEN.split(_BESIDE.sub(",", _plain(str(cell or "")))):
        if (part := _PART_OF_DAY.search(piece)) and (day := _day_of_part(piece, known)):
            known = Known(day.year, day.month)
            found.add((day, _HALVES.get(part[0], "?")))
    return sorted(found)


def _day_of_part(piece: str, known: Known) -> date | None:
    """The one day of which the text names a part; None where there is none that can be read."""
    item = _ITEM.fullmatch(_KIND.sub(" ", _PART_OF_DAY.sub(" ", piece)).strip(" .。:-~"))
    if not item or item["last_day"] or item["last_compact"]:
        return None
    try:
        return _day(item, "first_", known, piece)
    except UnreadableDay:
        return None


def iso(spans: list[Span], parts: Iterable[Part] = ()) -> str | None:
    """2026-10-05,2026-10-07/2026-10-09,2026-10-12 AM; None for no day."""
    days = [f"{first}" if first == last else f"{first}/{last}" for first, last in spans]
    return ",".join([*days, *(f"{day} {part}" for day, part in parts)]) or None


def _spans(text: str, known: Known) -> Iterator[Span]:
    for piece in _BETWEEN.split(_BESIDE.sub(",", text)):
        if _PART_OF_DAY.search(piece):
            day = _day_of_part(piece, known)
            known = Known(day.year, day.month) if day else known
            continue
        item = _KIND.sub(" ", piece).strip(" .。:")
        if not item:
            continue
        found = _ITEM.fullmatch(item)
        if not found:
            raise UnreadableDay(item)
        first = _day(found, "first_", known, item)
        known = Known(first.year, first.month)
        last = _day(found, "last_", known, item) if found["last_day"] or found["last_compact"] else first
        if last < first and first.month == 12 and last.month == 1 and not found["last_year"]:
            last = last.replace(year=last.year + 1)
        if not first <= last <= first + LONGEST:
            raise UnreadableDay(item)
        known = Known(last.year, last.month)
        yield first, last


def _day(found: re.Match[str], which: str, known: Known, item: str) -> date:
    year, month, day = (found[which + part] for part in ("year", "month", "day"))
    if compact := found[f"{which}compact"]:
        year, month, day = compact[:-4], compact[-4:-2], compact[-2:]
    month = month or found[f"{which}short"] or known.month
    if month is None:
        raise UnreadableDay(item)
    if year is None and known.year is None:
        raise UnreadableDay(item, yearless=True)
    try:
        return date(_year(year) if year else known.year or 0, int(month), int(day))
    except ValueError:
        raise UnreadableDay(item) from None


def _year(text: str) -> int:
    """ROC or AD, as `text.dates` tells them apart; raises ValueError for any other."""
    return parse_date(f"{text}/1/1").year


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).upper().strip()
