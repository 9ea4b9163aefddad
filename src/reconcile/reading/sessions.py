"""Login and logout of an entry, in one column or in several."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time

from reconcile.carriers.raw import Cell
from reconcile.reading.entries import Entry
from reconcile.text.dates import parse_date, parse_moment, parse_session, parse_time
from reconcile.text.session_words import as_on_the_form

_CLOCK = re.compile(r"[:：時點點]")


Session = tuple[datetime | None, datetime | None]


def sessions_of(entries: Sequence[Entry]) -> Iterator[Session | None]:
    """Login and logout of each entry as written; null where they are written and cannot be read.

    A list may write each day once, above the rows of that day: what has none takes it from the entry before, but not
    from another worksheet, nor from an entry whose own could not be read.
    """
    day: date | None = None
    last: Entry | None = None
    for entry in entries:
        if last and last.rows[0].sheet is not entry.rows[0].sheet and entry.rows[0].sheet.page is None:
            day = None
        try:
            session = _session(entry, day)
        except ValueError:
            yield None
            day = None
        else:
            yield session
            day = next((moment.date() for moment in session if moment), day)
        last = entry


def _session(entry: Entry, day: date | None) -> Session:
    if entry.goes_on:
        return _session(entry.goes_on, day)
    on, logout = entry.first("on"), entry.first("logout")
    if sessions := dict.fromkeys(entry.texts("session")):
        session, moment = "\n".join(sessions), entry.first("session")
        if isinstance(moment, datetime) and len(sessions) == 1:
            return moment, _later(moment, logout)
        return parse_session(as_on_the_form(session), parse_date(on) if on is not None else day)
    return _apart(entry, day)


def _apart(entry: Entry, day: date | None) -> Session:
    """The same from columns for the day, the login and the logout."""
    on, login, logout = (entry.first(meaning) for meaning in ("on", "login", "logout"))
    if on is None:
        first = _first(login, day) if login is not None else None
        return first, _later(first, logout)
    if isinstance(on, str) and login is None and _CLOCK.search(on):
        return parse_session(as_on_the_form(on))
    if not entry.rows[0].layout.has("session", "login", "logout"):
        raise ValueError("a day without any time")
    day = parse_date(on)
    last_on = entry.first("logout_on")
    last_day = parse_date(last_on) if last_on is not None else day
    last = datetime.combine(last_day, parse_time(logout)) if logout is not None else None
    if login is None:
        return (None, last) if last else (datetime.combine(day, time.min), None)
    return datetime.combine(day, parse_time(login)), last


def _first(login: Cell, day: date | None) -> datetime:
    """A login with its own date, or on the day written last."""
    try:
        return parse_moment(login)
    except ValueError:
        if day is None:
            raise
        return datetime.combine(day, parse_time(login))


def _later(first: datetime | None, logout: Cell) -> datetime | None:
    """A logout with its own date, or on the day of the login."""
    if logout is None:
        return None
    try:
        return parse_moment(logout)
    except ValueError:
        if first is None:
            raise
        return datetime.combine(first.date(), parse_time(logout))
