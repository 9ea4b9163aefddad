"""Login and logout of an entry, in one column or in several."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from reconcile.carriers.raw import Cell
from reconcile.reading.entries import SESSIONS, Entry
from reconcile.text.dates import is_afternoon, parse_date, parse_moment, parse_time, says_half
from reconcile.text.folding import fold_widths
from reconcile.text.partial_dates import SOME_DAY, Around, completed
from reconcile.text.session_times import Session, SeveralSessions, parse_session

_CLOCK = re.compile(r"[:：時點點]")
_TWICE = frozenset((1, 2, 3))
"""Tenths of which a number does not tell whether a nought followed: 10.1 is 10/1 or 10/10."""

_NEXT_BEHIND = re.compile(r"^(.*?\d分?)\s*[(（]?\s*((?:次|翌|隔)\s*(?:[日天]|晨))\s*[)）]?$")
"""0:10(翌日): the next day behind the time."""
_FIRST_YEAR = 1990
"""Workbooks keep a time of day as an instant of 1899 or 1900."""

_BLANK_DAY = re.compile(r"[年月][\s_]*[月日]")


def sessions_of(entries: Sequence[Entry]) -> Iterator[Session | None]:
    """Login and logout of each entry as written; None where they are written and cannot be read.

    A list may write each day once, above the rows of that day: what has none takes it from the
    entry before, but not from another worksheet, nor from above another day that stands alone, nor
    from an entry whose own could not be read. A year or a month may stand in the title, the sheet's
    name or the file's, or in an entry above.
    """
    day: date | None = None
    last: Entry | None = None
    for entry in entries:
        if last and last.rows[0].sheet is not entry.rows[0].sheet and entry.rows[0].sheet.page is None:
            day = None
        if last and entry.above.around.on and entry.above.around.on != last.above.around.on:
            day = None
        around = _around(entry, day)
        try:
            session = _session(entry, day or around.on, around)
        except ValueError:
            yield None
            day = None
        else:
            yield session
            day = next((moment.date() for moment in session if moment), day)
        last = entry


def what_lacks(entry: Entry) -> str | None:
    """Which part of the day an unreadable session does not say; None where it is something else that is wrong."""
    written = " ".join(text for meaning in SESSIONS for text in entry.texts(meaning))
    if _BLANK_DAY.search(fold_widths(written)):
        return "日期"
    above = entry.above.around
    tried = {
        "年份": Around(above.year or SOME_DAY.year, above.month, above.day),
        "月份": Around(above.year or SOME_DAY.year, above.month or SOME_DAY.month, above.day),
        "日期": Around(above.year or SOME_DAY.year, above.month or SOME_DAY.month, above.day or SOME_DAY.day),
    }
    for lacking, around in tried.items():
        try:
            _session(entry, around.on, around)
        except ValueError:
            continue
        return lacking
    return None


def says_several(entry: Entry) -> bool:
    """More than one login and logout stand in an unreadable session."""
    try:
        _session(entry, SOME_DAY.on, SOME_DAY)
    except SeveralSessions:
        return True
    except ValueError:
        return False
    return False


def _around(entry: Entry, day: date | None) -> Around:
    """What is known of the day besides: what stands above, and the year and month of the entry before."""
    around = entry.above.around
    if day is None:
        return around
    return Around(around.year or day.year, around.month or day.month, around.day)


def _session(entry: Entry, day: date | None, around: Around) -> Session:
    if entry.goes_on:
        return _session(entry.goes_on, day, around)
    around = _with_columns(entry, around)
    on, logout = entry.first("on"), entry.first("logout")
    if sessions := dict.fromkeys(entry.texts("session")):
        session, moment = "\n".join(sessions), entry.first("session")
        if isinstance(moment, datetime) and len(sessions) == 1:
            return moment, _later(moment, logout)
        return parse_session(session, _date(on, around) if on is not None else day, around)
    return _apart(entry, day, around)


def _with_columns(entry: Entry, around: Around) -> Around:
    """The year and the month of a day that stands in three columns."""
    year, month = (re.sub(r"\D", "", entry.text(meaning) or "") for meaning in ("on_year", "on_month"))
    if year:
        around = around._replace(year=int(year) + (1911 if int(year) < 200 else 0))
    return around._replace(month=int(month)) if month else around


def _apart(entry: Entry, day: date | None, around: Around) -> Session:
    """The same from columns for the day, the login and the logout."""
    on, login, logout = (entry.first(meaning) for meaning in ("on", "login", "logout"))
    if on is None:
        first = _first(login, day, around) if login is not None else None
        return first, _later(first, logout)
    if isinstance(on, str) and login is None and _CLOCK.search(on):
        return parse_session(on, day, around)
    if not entry.rows[0].layout.has("session", "login", "logout"):
        raise ValueError("a day without any time")
    day = _date(on, around)
    last_on = entry.first("logout_on")
    last_day = _date(last_on, around) if last_on is not None else day
    first = _at(login, day) if login is not None else None
    if first and first.date() != day:
        raise ValueError("a login on another day than the one beside it")
    last = _until(logout, last_day, first) if logout is not None else None
    if first and last and last < first and _shares_afternoon(login, logout):
        last += timedelta(hours=12)
    if first is None:
        return (None, last) if last else (datetime.combine(day, time.min), None)
    return first, last


def _shares_afternoon(login: Cell, logout: Cell) -> bool:
    """下午 stands in the column of the login only: 下午1:05 and 1:20."""
    written = isinstance(login, str) and isinstance(logout, str)
    return written and is_afternoon(str(login).upper()) and not says_half(str(logout).upper())


def _date(cell: Cell, around: Around) -> date:
    """A day, of which the year or the month may stand elsewhere: 10/5, 5日, 10.5, 5."""
    if around.year and around.month and re.fullmatch(r"[0-3]?\d(?:\.0)?", str(cell).strip()):
        return date(around.year, around.month, int(float(str(cell))))
    if isinstance(cell, float) and 1 <= cell < 13 and not cell.is_integer():
        month, tenths = divmod(round(cell * 100), 100)
        if tenths % 10 == 0 and tenths // 10 in _TWICE:
            raise ValueError("one of two days")
        cell = f"{month}/{tenths // 10 if tenths % 10 == 0 else tenths}"
    return parse_date(completed(cell, around)) if isinstance(cell, str) else parse_date(cell)


def _at(cell: Cell, day: date) -> datetime:
    """The time of day in a cell, on that day unless the cell says another."""
    if isinstance(cell, str):
        cell = completed(_NEXT_BEHIND.sub(r"\2\1", cell.strip()), Around(day.year, day.month, day.day))
    try:
        moment = parse_moment(cell)
    except ValueError:
        return datetime.combine(day, _clock(cell))
    return moment if moment.year >= _FIRST_YEAR else datetime.combine(day, moment.time())


def _until(cell: Cell, day: date, first: datetime | None) -> datetime:
    """A logout; of minutes alone, 20分, the hour is that of the login."""
    minutes = re.fullmatch(r"\s*(\d{1,2})\s*分\s*", cell) if isinstance(cell, str) else None
    if minutes and first and first.minute < int(minutes[1]) < 60:
        return first.replace(minute=int(minutes[1]))
    return _at(cell, day)


def _clock(cell: Cell) -> time:
    """A time of day; 9.12 is 9:12."""
    if isinstance(cell, float) and 1 <= cell < 24:
        hour, minute = divmod(round(cell * 100), 100)
        return time(hour, minute)
    return parse_time(cell)


def _first(login: Cell, day: date | None, around: Around) -> datetime:
    """A login with its own date, or on the day written last."""
    try:
        return parse_moment(completed(login, around) if isinstance(login, str) else login)
    except ValueError:
        if day is None:
            raise
        return _at(login, day)


def _later(first: datetime | None, logout: Cell) -> datetime | None:
    """A logout with its own date, or on the day of the login."""
    if logout is None:
        return None
    try:
        return parse_moment(logout)
    except ValueError:
        if first is None:
            raise
        return _until(logout, first.date(), first)
