"""Who asked, when, from where and about whom: what the roster and the calendar put in question."""

from dataclasses import replace
from datetime import datetime, time, timedelta

from maker.garden import Garden, asks_about, is_by, moved, query_of
from maker.month import Entry
from maker.people import FORMER_USER, NATIONAL, UNLISTED_USER, Subject, own_identifier

_SATURDAY = 17
_EVENING = time(18, 42)


def _account_that_nobody_lists(garden: Garden) -> None:
    entry = garden.take(1)
    is_by(entry.lines[0], entry, UNLISTED_USER)
    garden.find("UNKNOWN_ACCOUNT", "high", query=entry.lines[0].query)


def _account_that_was_closed(garden: Garden) -> None:
    entry = garden.take(1)
    is_by(entry.lines[0], entry, FORMER_USER)
    garden.find("INACTIVE_ACCOUNT", "high", query=entry.lines[0].query)


def _query_on_a_day_of_leave(garden: Garden) -> None:
    def alone(entry: Entry) -> bool:
        day = query_of(entry.lines[0]).at.date()
        return [query.user for query in garden.month.queries if query.at.date() == day].count(entry.user) == 1

    entry = garden.take(1, alone)
    query = query_of(entry.lines[0])
    garden.month.leave[query.user.account] = query.at.date()
    garden.find("INACTIVE_ACCOUNT", "high", query=query)


def _name_that_is_not_the_accounts(garden: Garden) -> None:
    entry = garden.take(1)
    is_by(entry.lines[0], entry, replace(entry.user, name="簡玉庭", written_name="簡玉庭"))
    garden.find("ACCOUNT_NAME_MISMATCH", "medium", query=entry.lines[0].query)


def _queries_out_of_hours(garden: Garden) -> None:
    evening = garden.take(1, lambda entry: entry.login_at.hour >= 13)
    moved(evening, datetime.combine(evening.login_at.date(), _EVENING) - evening.login_at)
    saturday = garden.take(1, lambda entry: entry.login_at.day == _SATURDAY - 1)
    moved(saturday, timedelta(days=1))
    for entry in (evening, saturday):
        garden.find("OFF_HOURS_QUERY", "low", query=entry.lines[0].query)


def _user_who_asks_about_himself(garden: Garden) -> None:
    entry = garden.take(1)
    asks_about(entry.lines[0], Subject(NATIONAL, own_identifier(entry.user), entry.user.name))
    garden.find("SELF_QUERY", "low", query=entry.lines[0].query)


def _person_whom_three_users_ask_about(garden: Garden) -> None:
    asking: list[Entry] = []
    for _ in range(3):
        asking.append(
            garden.take(1, lambda entry: _once(garden, entry) and all(_apart(entry, other) for other in asking))
        )
    for entry in asking:
        asks_about(entry.lines[0], query_of(asking[0].lines[0]).subject)
        garden.find("REPEATED_SUBJECT", "low", query=entry.lines[0].query)


def _once(garden: Garden, entry: Entry) -> bool:
    """Nobody else asks about its person."""
    subject = query_of(entry.lines[0]).subject
    return [query.subject for query in garden.month.queries].count(subject) == 1


def _apart(entry: Entry, other: Entry) -> bool:
    """Another user, on another day."""
    return entry.user is not other.user and abs(entry.login_at - other.login_at) > timedelta(days=2)


def _account_at_two_addresses(garden: Garden) -> None:
    entry = garden.take(2)
    later = query_of(entry.lines[1])
    later.user = replace(later.user, ip="10.72.15.77")
    garden.find("CONCURRENT_SESSIONS", "medium", query=later)


ACCOUNTS = (
    _account_that_nobody_lists,
    _account_that_was_closed,
    _query_on_a_day_of_leave,
    _name_that_is_not_the_accounts,
)
CONDUCT = (
    _queries_out_of_hours,
    _user_who_asks_about_himself,
    _person_whom_three_users_ask_about,
    _account_at_two_addresses,
)
