"""What the form of 附件一 wants of an entry, and does not get."""

from datetime import datetime, timedelta

from maker.garden import Garden, query_of
from maker.month import Entry
from maker.pages import ENTRIES_A_PAGE, LOST_PAGE


def _result_not_ticked(garden: Garden) -> None:
    entry = garden.take(2)
    entry.lines[1].result = ""
    garden.find("MISSING_FIELD", "low", entry=entry)


def _logout_not_written(garden: Garden) -> None:
    entry = garden.take(1, _soon_after_login)
    entry.logout_at = None
    garden.find("MISSING_LOGOUT", "low", entry=entry)


def _logout_before_login(garden: Garden) -> None:
    entry = garden.take(1, _soon_after_login)
    entry.logout_at = entry.login_at - timedelta(minutes=2)
    garden.find("IMPOSSIBLE_TIME", "medium", entry=entry)


def _soon_after_login(entry: Entry) -> bool:
    return timedelta() <= query_of(entry.lines[0]).at - entry.login_at < timedelta(minutes=2)


def _session_left_open(garden: Garden) -> None:
    def last_of_the_day(entry: Entry) -> bool:
        return not any(
            other.user is entry.user
            and other is not entry
            and other.login_at.date() == entry.login_at.date()
            and other.login_at >= entry.login_at
            for other in garden.month.entries
        )

    entry = garden.take(3, last_of_the_day)
    entry.logout_at = entry.login_at + timedelta(minutes=95)
    garden.find("LONG_SESSION", "low", entry=entry)


def _signed_by_the_user_himself(garden: Garden) -> None:
    entry = garden.take(1)
    entry.signed_by = entry.user.name
    garden.find("SELF_REVIEW", "medium", entry=entry)


def _page_that_is_lost(garden: Garden) -> None:
    """The entry after the gap, once the register has its order."""
    garden.month.entries.sort(key=lambda entry: (_written_at(entry), entry.user.account))
    garden.find("SEQUENCE_GAP", "low", entry=garden.month.entries[(LOST_PAGE - 1) * ENTRIES_A_PAGE])


def _written_at(entry: Entry) -> datetime:
    """When it was truly written, whatever day it bears."""
    return min((line.query.at for line in entry.lines if line.query), default=entry.login_at)


FORM = (
    _result_not_ticked,
    _logout_not_written,
    _logout_before_login,
    _session_left_open,
    _signed_by_the_user_himself,
    _page_that_is_lost,
)
