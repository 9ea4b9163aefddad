"""Dates and times as offices write them: ROC and AD years, full-width digits, Excel values, sessions."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import TypeGuard

from reconcile.text.folding import REMEMBERED, clean
from reconcile.text.time_notations import in_usual_notation

ROC_YEAR_ZERO = 1911

_SERIAL_ZERO = datetime(1899, 12, 30)
_DAY_SECONDS = 86400

WEEKDAY = re.compile(r"\((?:星期|週|周|禮拜)?[一二三四五六日天]\)|(?:星期|週|周|禮拜)[一二三四五六日天]")
_SEPARATED = "|".join(rf"\d{{1,4}}\s*{mark}\s*\d{{1,2}}\s*{mark}\s*\d{{1,2}}" for mark in ("-", "/", r"\."))
DATE = (
    r"(?:(?:中華)?民國\s*|西元\s*)?(?:\d{1,4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日號]"
    rf"|{_SEPARATED}|(?:0?1\d\d|(?:19|2\d)\d\d)(?:0[1-9]|1[0-2])\d\d)"
)
HALF = "上午|下午|AM|PM"
_TIME = (
    rf"(?:(?:{HALF})\s*)?(?:\d{{1,2}}\s*[時點]\s*(?:\d{{1,2}}\s*(?:分(?:\s*\d{{1,2}}\s*秒)?)?|整)"
    rf"|\d{{1,2}}\s*:\s*\d\d(?:\s*:\s*\d\d(?:\.\d+)?(?:\s*\+08:?00)?)?|\d{{6}}|\d{{4}})(?:\s*(?:{HALF}))?"
)
# Without a separator the day must end at 日 or in two digits before two digits of the hour: 115/10/15:05 is no date.
_BETWEEN = r"(?:[\s,T_-]+|(?<=[日號])|(?<=\d\d)(?=\d\d[\d:時點])|(?<=\d)(?=上午|下午|AM|PM))"

_MIDNIGHT = re.compile(r"24\s*[:時點]\s*(?:0?0\s*(?:[:分]\s*0?0\s*秒?)?|分?)?|24時整")
"""The end of the day, which is the beginning of the next."""
_OF_UTC = re.compile(r"(?<=\d[T ]\d\d:\d\d:\d\d)(?:\.\d+)?\s*(?:Z|UTC|GMT|[+-]00:?00)$")
LOCAL = timedelta(hours=8)
"""What Taiwan's clocks are ahead of UTC."""
_DATE_ONLY = re.compile(DATE)
_TIME_ONLY = re.compile(_TIME)
_MOMENT = re.compile(rf"(?P<day>{DATE}){_BETWEEN}(?P<time>{_TIME})")


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month, the period of a statement; `year` is AD."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read 2026-10, 115-10, 11510, 115年10月; raises ValueError otherwise.

        A year of 100–199 is ROC, 1900 and up is AD; any other is an error, never a guess.
        """
        found = re.fullmatch(r"\s*(?:民國)?\s*(\d{3,4}?)\s*(?:[-/.年]\s*)?(\d{1,2})\s*月?\s*", text)
        if not found:
            raise ValueError("not a month")
        year, month = int(found[1]), int(found[2])
        year = year + ROC_YEAR_ZERO if 100 <= year <= 199 else year
        if year < 1900 or not 1 <= month <= 12:
            raise ValueError("not a month")
        return cls(year, month)

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that a day or an instant lies in."""
        return cls(day.year, day.month)

    @property
    def start(self) -> datetime:
        """Its first instant."""
        return datetime(self.year, self.month, 1)

    @property
    def end(self) -> datetime:
        """The first instant after it (open end)."""
        return self.next.start

    @property
    def next(self) -> "Month":
        """The month after."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def previous(self) -> "Month":
        """The month before."""
        return Month(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    def through(self, last: "Month") -> list["Month"]:
        """All months from this one to `last`, both included; none where that is before this one."""
        count = (last.year - self.year) * 12 + last.month - self.month + 1
        years = (divmod(self.month - 1 + at, 12) for at in range(count))
        return [Month(self.year + year, month + 1) for year, month in years]

    @property
    def roc(self) -> str:
        """As the office writes it: 115年10月."""
        return f"{self.year - ROC_YEAR_ZERO}年{self.month}月"

    def __str__(self) -> str:
        """As commands and folders write it: 2026-10."""
        return f"{self.year:04d}-{self.month:02d}"


def parse_date(value: object) -> date:
    """The day that a cell holds, also where a time follows it; raises ValueError when unreadable.

    A year of 100–199 is ROC, 1900 and up is AD; any other is an error, never a guess. A number is an Excel serial
    between 40000 and 60000 (2009 to 2064), also as text, or a day written without separators.
    """
    value = _number_in(value)
    if isinstance(value, datetime):
        return _naive(value).date()
    if isinstance(value, date):
        return value
    if is_serial(value):
        return (_SERIAL_ZERO + timedelta(days=int(value))).date()
    text = _plain(value)
    moment = _MOMENT.fullmatch(text)
    return _day(moment["day"] if moment else text)


def parse_time(value: object) -> time:
    """The time of day that a cell holds, also where a date precedes it; raises ValueError when unreadable.

    A number is an Excel fraction of a day, also as text (but for 0.12, which may be 0:12), or HHMM or HHMMSS whose
    leading zero the sheet has dropped.
    """
    value = _number_in(value)
    if isinstance(value, datetime):
        return _naive(value).time()
    if isinstance(value, time):
        return value.replace(microsecond=0)
    if is_serial(value):
        return _instant_of_serial(value).time()
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1:
        return (datetime.min + timedelta(seconds=min(round(value * _DAY_SECONDS), _DAY_SECONDS - 1))).time()
    text = _plain(value)
    if not isinstance(value, str):
        text = text.zfill(len(text) + len(text) % 2) if len(text) in {3, 5} else text
    moment = _MOMENT.fullmatch(text)
    return _time_of_day(moment["time"] if moment else text)


def is_serial(value: object) -> TypeGuard[float]:
    """Whether a number is a day, or an instant, as a workbook counts them: 40000 to 60000, both included."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 40000 <= value <= 60000


_SERIAL = re.compile(r"[45]\d{4}(?:\.\d+)?|60000|0\.(?:\d|\d{3,})", re.ASCII)
_PLAIN_MOMENT = re.compile(r"(1\d\d|19\d\d|20\d\d)[-/](\d\d)[-/](\d\d)[ T](?!24)(\d\d:\d\d:\d\d)", re.ASCII)
"""By far the most instants on a statement: 115/10/05 09:12:33 and 2026-10-05T09:12:33."""


def parse_moment(value: object) -> datetime:
    """The instant that a cell holds, to the second; raises ValueError when unreadable or when the time is missing."""
    if isinstance(value, str) and (plain := _PLAIN_MOMENT.fullmatch(value)):
        year, month, day, clock = plain.groups()
        whole = year if len(year) == len("2026") else int(year) + ROC_YEAR_ZERO
        return datetime.fromisoformat(f"{whole}-{month}-{day} {clock}")
    if isinstance(value, datetime):
        return _naive(value)
    value = _number_in(value)
    if is_serial(value):
        return _instant_of_serial(value)
    text = _plain(value)
    of_utc = _OF_UTC.search(text)
    ahead = LOCAL if of_utc else timedelta()
    found = _MOMENT.fullmatch(text[: of_utc.start()] if of_utc else text)
    if not found:
        raise ValueError("not a date and time")
    if _MIDNIGHT.fullmatch(found["time"]):
        return datetime.combine(_day(found["day"]), time.min) + timedelta(days=1) + ahead
    return datetime.combine(_day(found["day"]), _time_of_day(found["time"])) + ahead


def roc_date(day: date) -> str:
    """As the office writes a day: 115年10月5日."""
    return f"{day.year - ROC_YEAR_ZERO}年{day.month}月{day.day}日"


def roc_moment(moment: datetime, seconds: bool = True) -> str:
    """As the office writes an instant: 115年10月5日 09:12:33."""
    return f"{roc_date(moment)} {moment:%H:%M:%S}" if seconds else f"{roc_date(moment)} {moment:%H:%M}"


def _plain(value: object) -> str:
    return _plainly(clean(value) or "")


@lru_cache(REMEMBERED)
def _plainly(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).upper()
    return in_usual_notation(WEEKDAY.sub(" ", text).strip())


def _day(text: str) -> date:
    if not _DATE_ONLY.fullmatch(text):
        raise ValueError("not a date")
    numbers = re.findall(r"\d+", text)
    if len(numbers) == 1:
        numbers = [numbers[0][:-4], numbers[0][-4:-2], numbers[0][-2:]]
    year, month, day = map(int, numbers)
    is_roc = 100 <= year <= 199
    if not (is_roc or year >= 1900) or ("民國" in text and not is_roc) or ("西元" in text and is_roc):
        raise ValueError("not a year of the ROC from 100 to 199 nor an AD year")
    try:
        return date(year + ROC_YEAR_ZERO if is_roc else year, month, day)
    except ValueError:
        raise ValueError("no such day in the calendar") from None


def _time_of_day(text: str) -> time:
    if not _TIME_ONLY.fullmatch(text):
        raise ValueError("not a time of day")
    numbers = re.findall(r"(?<![.+\d])\d+", text.partition("+")[0])
    if len(numbers) == 1 and len(numbers[0]) > 2:
        numbers = re.findall(r"\d\d", numbers[0])
    hour, minute, second = (*map(int, numbers), 0, 0)[:3]
    if says_half(text):
        hour = _hour_of_half(hour, is_afternoon(text))
    try:
        return time(hour, minute, second)
    except ValueError:
        raise ValueError("no such time of day") from None


def _hour_of_half(hour: int, afternoon: bool) -> int:
    if hour == 0 if afternoon else hour > 12:
        raise ValueError("the hour and its half of the day contradict each other")
    if afternoon:
        return hour + 12 if hour < 12 else hour
    return hour % 12


def says_half(text: str) -> bool:
    """上午 or 下午 stands in the text, in half width and upper case."""
    return re.search(HALF, text) is not None


def is_afternoon(text: str) -> bool:
    return re.search("下午|PM", text) is not None


def _naive(moment: datetime) -> datetime:
    if moment != moment or moment.tzinfo is not None:  # noqa: PLR0124 - only NaT differs from itself
        raise ValueError("not a local instant")
    return datetime(moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second)


def _number_in(value: object) -> object:
    """The number of a text such as 46300, 46300.3837 or 0.3837, as a page or a CSV made from a workbook may hold it."""
    return float(value) if isinstance(value, str) and _SERIAL.fullmatch(value.strip()) else value


def _instant_of_serial(serial: float) -> datetime:
    if serial == int(serial):
        raise ValueError("a day without a time")
    return _SERIAL_ZERO + timedelta(seconds=round(serial * _DAY_SECONDS))
