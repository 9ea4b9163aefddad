"""Days and times of which a part is written elsewhere: the year in the title, the hour before 至."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from reconcile.text.dates import parse_date, roc_date
from reconcile.text.folding import fold_widths
from reconcile.text.time_notations import in_figures

_LINES = re.compile(r"[_＿]+|[.…]{2,}(?=\s*[年月日時分])|(?:^|(?<=[年月時]))[.…]{2,}(?=\s*\d)")
_FULL = re.compile(
    r"(?:(?:中華)?民國\s*)?(?<!\d)\d{3,4}\s*(?:年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日號]|([-/.])\s*\d{1,2}\s*\1\s*\d{1,2})"
    r"|(?<!\d)(?:1\d\d|20\d\d)(?:0[1-9]|1[0-2])[0-3]\d(?!\d)"
)
_MONTH_AND_DAY = re.compile(
    r"(?<![\d年/.-])(?P<month>1[0-2]|0?[1-9])\s*(?:月\s*(?P<day>[12]\d|3[01]|0?[1-9])\s*[日號]"
    r"|/\s*(?P<d>[12]\d|3[01]|0?[1-9])(?![\d/]))"
)
_DAY_ALONE = re.compile(r"^\s*(?P<day>[12]\d|3[01]|0?[1-9])\s*[日號](?!\s*期)")
_NEXT_DAY = re.compile(r"(?:次|翌|隔)\s*(?:[日天]|晨)(?:的|\s)*|(?:第二|第2)[日天]")
_MIDNIGHT = re.compile(r"(?<!\d)24\s*(?::\s*00(?::00)?|時\s*(?:0{1,2}\s*分|整)?(?!\d))")


class Around(NamedTuple):
    """What title, sheet or file say of the day; `year` is AD, None where they do not say it."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @property
    def on(self) -> date | None:
        """The day, where all of it is said and there is such a day."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


NOWHERE = Around()
"""Nothing is said of the day."""
SOME_DAY = Around(2024, 1, 1)
"""A day that lacks nothing, of a leap year: to see whether a text says all else."""


def unlined(text: str) -> str:
    """In figures of half width, without the lines to write on: __115__年, ..115..年."""
    return in_figures(_LINES.sub(" ", fold_widths(text)))


def completed(text: str, around: Around) -> str:
    """The text with the day written out: the year or month from around, 次日 as its day, 24:00 as 0:00 of the next."""
    plain = _MIDNIGHT.sub("次日0:00", unlined(text))
    if not _FULL.search(plain):
        plain = _MONTH_AND_DAY.sub(lambda found: _written(around, found, plain), plain)
    if not _FULL.search(plain) and around.month is not None:
        plain = _DAY_ALONE.sub(lambda found: _written(around, found, plain), plain)
    days = list(_days(plain))
    first = days[0] if days else around.on
    if first is None:
        return plain
    return _NEXT_DAY.sub(f"{roc_date(first + timedelta(days=1))} ", plain)


def _written(around: Around, found: re.Match[str], text: str) -> str:
    """A month and a day, or a day, with the year of the title; as it stands where there is none."""
    parts = found.groupdict()
    month = int(parts["month"]) if parts.get("month") else around.month
    if around.year is None or month is None:
        return found[0]
    return f"{around.year - 1911}年{month}月{int(parts['day'] or parts['d'])}日 "


def _days(text: str) -> Iterator[date]:
    for found in _FULL.finditer(text):
        try:
            yield parse_date(re.sub(r"\s", "", found[0]))
        except ValueError:
            return
