"""What a title, the name of a sheet or of a file, or a row of its own says of the year, the month and the day."""

import re
from collections.abc import Sequence

from reconcile.text.dates import DATE, WEEKDAY, parse_date
from reconcile.text.partial_dates import NOWHERE, Around, unlined

_OF_THE_FORM = re.compile("訂定|修正|修訂|列印|製表|印表|匯出|下載|保存|字第|核定")
_LABEL = re.compile(r"^(?:登入|使用|查詢|登錄|紀錄|填寫|作業|受理|收件|申請)?\s*(?:日期|年月日|日)\s*:?\s*")
_TITLE = re.compile(r"[^\d至到~-]*[紀記]錄[表簿][^\d至到~-]*")
_SIGNS = "─—–=~═·…<>《》【】〔〕「」『』〖〗※*★☆●■◎◆◇▲◇○"
_DECORATION = re.compile(rf"^[\s{_SIGNS}\[(-]+(?=\S)|[\s{_SIGNS}\])-]+$")
"""What is drawn around a day that stands alone: 【10月5日】, ── 10/5 ──."""
_NUMBER = re.compile(r"0?[1-9]|[1-9]\d", re.ASCII)
_SHORTEST_MONTH, _LONGEST_MONTH = 28, 31
_AT = r"(?:1[0-2]|0?[1-9])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9])"
_OF_MONTH = re.compile(rf"(?P<month>{_AT})\s*(?:月|/)\s*(?P<day>{_DAY})\s*[日號]?|(?P<alone>{_DAY})\s*[日號]")
_IN_A_NAME = re.compile(rf"(?P<month>{_AT})\s*[.-]\s*(?P<day>{_DAY})|(?P<m>1[0-2]|0[1-9])(?P<d>[012]\d|3[01])")
_WITHIN_TITLE = re.compile(rf"{DATE}|{_AT}\s*月\s*{_DAY}\s*日")
_YEAR = r"(?:民國\s*)?(?<!\d)(?P<year>1\d\d|20\d\d)\s*年?\s*度?"
_MONTH = re.compile(
    rf"{_YEAR}\s*[年/.(-]?\s*(?P<month>{_AT})\s*月"
    rf"|(?P<before>{_AT})\s*月\s*份?\s*\(\s*{_YEAR.replace('year', 'y')}\s*\)"
)
_COMPACT = re.compile(
    rf"(?<![\d第號])(?P<year>1\d\d|20\d\d)(?:(?:\s*[-./]|\s)\s*(?P<month>{_AT})|(?P<m>1[0-2]|0[1-9]))(?![\d]|\s*[-./_月]\s*\d)"
)
_WHOLE_YEAR = re.compile(r"(?<!\d)(?P<year>1\d\d|20\d\d)\s*年(?!\s*\d+\s*月)|年度?\s*:?\s*(?P<y>1\d\d|20\d\d)(?!\d)")
_PERIOD = re.compile(
    rf"(?<!\d)(?P<year>1\d\d|20\d\d)\s*[年/.-]\s*(?P<month>{_AT})\s*[月/.-]\s*{_DAY}\s*日?\s*(?:起?至|到|迄|[~-])\s*"
    rf"(?:(?:民國\s*)?(?P<last_year>1\d\d|20\d\d)\s*[年/.-]\s*)?(?:(?P<last_month>{_AT})\s*[月/.-]\s*)?{_DAY}\s*日?\s*止?(?!\d)"
)
_OF_MONTHS = re.compile(r"(?:年度?月份?|月份|期間|年月)\s*:?\s*(?=\d)")
_MONTH_ALONE = re.compile(
    rf"(?<![\d年])(?P<month>{_AT})\s*月(?:份)?(?!\s*\d)"
    rf"|(?:(?<!\d)月份|(?<![\d\s])月)\s*:?\s*(?P<m>{_AT})(?![\d月日])"
)


def said_of(text: str, before: Around, base: Around = NOWHERE, *, named: bool = False, alone: bool = False) -> Around:
    """The day, month or year that a text names, the rest as before.

    A day counts only where it is all that the text says, behind a label or in a title. `base` is what the sheet's
    name says: a month that agrees leaves its day standing. `named`: the text is the name of a sheet or a file, where
    115-10 and 1005 are a month and a day; `alone`: it is all that stands in its row.
    """
    plain = unlined(text).strip()
    if _OF_THE_FORM.search(plain):
        return before
    if day := day_said(plain, named=named, alone=alone):
        return Around(day.year or before.year, day.month or before.month, day.day)
    year, month = _year_and_month(plain, named=named)
    if month is not None:
        kept = base.day if base.month in {None, month} else None
        return Around(year or before.year, month, kept)
    return before._replace(year=year) if year else before


def are_days(names: Sequence[str]) -> bool:
    """Whether bare numbers that name sheets are days of a month and no pages: 1, 2, 5, 6, or all of its days.

    Sheets that are counted bear all numbers from 1; who keeps a sheet a day leaves out the days on which he rests.
    """
    told = {int(name) for name in names if _NUMBER.fullmatch(name)}
    counted = told == set(range(1, len(told) + 1)) and len(told) < _SHORTEST_MONTH
    return len(told) > 1 and max(told) <= _LONGEST_MONTH and not counted


def day_said(text: str, *, named: bool = False, alone: bool = False) -> Around | None:
    """A day with or without its month and year, where the text says nothing else; None otherwise."""
    plain = unlined(text).strip()
    plain = _undecorated(plain)
    bare = WEEKDAY.sub(" ", _LABEL.sub("", plain)).strip()
    titled = _WITHIN_TITLE.search(plain)
    if titled and _TITLE.fullmatch(_WITHIN_TITLE.sub("", plain, count=1)):
        bare = titled[0]
    try:
        day = parse_date(bare)
    except ValueError:
        pass
    else:
        return Around(day.year, day.month, day.day)
    found = _OF_MONTH.fullmatch(bare) if (alone or named or titled or bare != plain) else None
    found = found or (_IN_A_NAME.fullmatch(bare) if named else None)
    if not found:
        return None
    told = {name: int(figure) for name, figure in found.groupdict().items() if figure}
    return Around(None, told.get("month") or told.get("m"), told.get("day") or told.get("d") or told.get("alone"))


def _undecorated(text: str) -> str:
    """Without the signs around it, but for a bracket that closes what it opens inside: 10月5日(一)."""
    bare = _DECORATION.sub("", text)
    return text if bare.count("(") != bare.count(")") else bare


def _year_and_month(plain: str, *, named: bool) -> tuple[int | None, int | None]:
    """The one year and the one month that a text names; of several none, as of a period over the end of a year."""
    if period := _PERIOD.search(plain):
        return _of_period(period)
    told = [(_ad(each["year"] or each["y"]), int(each["month"] or each["before"])) for each in _MONTH.finditer(plain)]
    if not told and (named or _TITLE.search(plain) or _OF_MONTHS.search(plain)):
        told = [(_ad(each["year"]), int(each["month"] or each["m"])) for each in _COMPACT.finditer(plain)]
    years = {year for year, _ in told} | {_ad(each["year"] or each["y"]) for each in _WHOLE_YEAR.finditer(plain)}
    months = {month for _, month in told} | {int(each["month"] or each["m"]) for each in _MONTH_ALONE.finditer(plain)}
    return _only(years), _only(months)


def _of_period(found: re.Match[str]) -> tuple[int | None, int | None]:
    """The year and the month in which a period lies whole, None for what changes within it."""
    year, month = found["year"], int(found["month"])
    last_year, last_month = found["last_year"] or year, int(found["last_month"] or month)
    if _ad(last_year) != _ad(year):
        return None, None
    return _ad(year), month if last_month == month else None


def _only(several: set[int]) -> int | None:
    return next(iter(several)) if len(several) == 1 else None


def _ad(year: str) -> int:
    return int(year) + 1911 if int(year) < 200 else int(year)
