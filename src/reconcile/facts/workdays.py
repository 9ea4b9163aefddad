"""Is it a working day, and by which day must a thing be done: the office's calendar, the regulation's deadlines."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import holidays
import pandas as pd

from reconcile.lists import CLOSED_DAYS
from reconcile.regulation import Regulation
from reconcile.settings import CalendarSettings
from reconcile.tables import plain_rows
from reconcile.text.dates import Month

_NAMES = "一二三四五六日"
_NOON = 12
_HALVES = {"AM": "上午", "PM": "下午"}


def half_of(at: datetime) -> str:
    """AM before noon, PM from noon on."""
    return "AM" if at.hour < _NOON else "PM"


@dataclass(frozen=True)
class Workdays:
    """An office's calendar; `closed` are its own days beside the holidays (停止上班), with the reason where known.

    `halves` are the same by day and half (AM, PM) where the office was closed for a half of the day only.
    """

    calendar: CalendarSettings
    closed: dict[date, str | None]
    halves: dict[tuple[date, str], str | None]

    @classmethod
    def of(cls, calendar: CalendarSettings, closed_days: pd.DataFrame | None) -> "Workdays":
        """From the settings and the table `CLOSED_DAYS`."""
        if closed_days is None:
            return cls(calendar, {}, {})
        rows = list(plain_rows(CLOSED_DAYS.conform(closed_days)[["closed_on", "reason", "half"]]))
        whole = {on.date(): reason for on, reason, half in rows if half is None}
        return cls(calendar, whole, {(on.date(), half): reason for on, reason, half in rows if half in _HALVES})

    def why_closed(self, day: date) -> str | None:
        """Why the office was closed on that day; None where it was open."""
        if day in self.closed:
            return f"停止上班{f'（{reason}）' if (reason := self.closed[day]) else ''}"
        if self.calendar.public_holidays:
            if (holiday := _taiwan().get(day)) is not None:
                return f"國定假日（{holiday}）"
            if day in _taiwan().weekend_workdays:
                return None
        weekday = day.isoweekday()
        return None if weekday in self.calendar.weekdays else f"星期{_NAMES[weekday - 1]}"

    def why_closed_then(self, at: datetime) -> str | None:
        """Why the office was closed on that day, or in that half of it; None where it was open."""
        if (why := self.why_closed(at.date())) is not None:
            return why
        key = (at.date(), half_of(at))
        if key not in self.halves:
            return None
        reason = self.halves[key]
        return f"{_HALVES[key[1]]}停止上班{f'（{reason}）' if reason else ''}"

    def closed_between(self, first: date, last: date) -> frozenset[date]:
        """The days on which the office was closed, both ends included."""
        days = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return frozenset(day for day in days if self.why_closed(day) is not None)

    def next_open(self, day: date) -> date:
        """That day, or the first open one after it."""
        while self.why_closed(day) is not None:
            day += timedelta(days=1)
        return day


@cache
def _taiwan() -> holidays.HolidayBase:
    """Public holidays, those observed on other days, and make-up workdays (補行上班日); it fills in a year when asked.

    Made when first asked, and of Taiwan's module alone: the library would load that of every country.
    """
    spec = spec_from_file_location("holidays_of_taiwan", Path(holidays.__file__).parent / "countries" / "taiwan.py")
    assert spec and spec.loader
    taiwan = module_from_spec(spec)
    spec.loader.exec_module(taiwan)
    calendar: holidays.HolidayBase = taiwan.Taiwan(language="zh_TW")
    return calendar


def download_due(month: Month, regulation: Regulation) -> date:
    """The last day in time for the download of a month's statement."""
    return date(month.next.year, month.next.month, regulation.cadence.download_day)


def letter_due(faxed_on: date, regulation: Regulation) -> date:
    """The last day in time for the official letter after a fax, counted in calendar days."""
    return faxed_on + timedelta(days=regulation.cadence.letter_days)
