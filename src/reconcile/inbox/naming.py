"""What a file's name, or its folder's, says that it is, and of which month."""

import re
import unicodedata
from pathlib import PurePath

from reconcile.documents import ROLES, Role
from reconcile.text.dates import Month

Period = tuple[Month, Month]
"""The first and the last month, both included."""

_YEAR = r"(?<!\d)(1\d\d|(?:19|20)\d\d)"
_DAY = re.compile(
    _YEAR + r"(?:(0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|年(\d\d?)月\d\d?日|([./_-])(\d\d?)\4\d\d?)(?![\d月])"
)
_MONTH = re.compile(
    _YEAR + r"(?:(?:年度?[\s(]*|[./_-])(0?[1-9]|1[0-2])|(0[1-9]|1[0-2]))(?!\d)月?(?:\s*[至到~–-]\s*(0?[1-9]|1[0-2])月)?"
)
_WHOLE_YEAR = re.compile(r"(?<!\d)(1\d\d)年|(?<!\d)((?:19|20)\d\d)(?!\d)")


def role_of(file: PurePath) -> Role | None:
    """What the name says, else the nearest folder that says it; a name that says two things says nothing."""
    for name in (file.name, *reversed(file.parts[:-1])):
        said = [role for role in ROLES.values() if role.words.search(unicodedata.normalize("NFKC", name).casefold())]
        if len(said) == 1:
            return said[0]
    return None


def period_of(file: PurePath) -> Period | None:
    """The first and last month (both included) that the name or a folder bears: the narrowest, the nearest first."""
    periods = [period for name in (file.stem, *reversed(file.parts[:-1])) if (period := _months_borne(name))]
    return min(periods, key=lambda period: period[1].start - period[0].start, default=None)


def _months_borne(name: str) -> Period | None:
    """A single day in a name is no month (it may be the day of the download); two days are a period."""
    name = unicodedata.normalize("NFKC", name)
    days = [_month(found[1], found[2] or found[3] or found[5]) for found in _DAY.finditer(name)]
    months = days if len(days) > 1 else []
    rest = _DAY.sub(" ", name)
    for found in _MONTH.finditer(rest):
        months.append(_month(found[1], found[2] or found[3]))
        if found[4]:
            months.append(_month(found[1], found[4]))
    if months:
        return min(months), max(months)
    year = _WHOLE_YEAR.search(rest)
    return (_month(year[1] or year[2], "1"), _month(year[1] or year[2], "12")) if year else None


def _month(year: str, month: str) -> Month:
    return Month.parse(f"{year}-{month}")


def in_words(period: Period) -> str:
    """115年10月, or 115年10月至115年12月."""
    first, last = period
    return first.roc if first == last else f"{first.roc}至{last.roc}"


_VERSION = re.compile(r"(?:[\s_-]*(?:\(\d+\)|的?副本|複製|copy|修正版?|更正版?|最終版?|定稿|final|v\d+))+$")


def without_version(path: PurePath) -> str:
    """The name without what tells one version of a file from another."""
    return _VERSION.sub("", unicodedata.normalize("NFKC", path.stem).casefold())
