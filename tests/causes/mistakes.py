"""The mistakes that people make by habit, each planted in an office's month, under the kind of its cause."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from causes.office_month import DAYS, USERS, Entry, OfficeMonth, numbered

NAMES = list(USERS.values())


def signed_on_paper(month: OfficeMonth, rng: Random, user: str) -> None:
    for entry in month.entries:
        entry.signed = False


def user_not_signed(month: OfficeMonth, rng: Random, user: str) -> None:
    for entry in month.of(user):
        entry.signed = False


def clock_nine_minutes_off(month: OfficeMonth, rng: Random, user: str) -> None:
    by = timedelta(minutes=rng.choice((9, -9, 12)))
    for entry in month.of(user):
        entry.login += by
        entry.logout = entry.logout and entry.logout + by


def page_not_handed_in(month: OfficeMonth, rng: Random, user: str) -> None:
    month.page_lost = rng.uniform(0.25, 0.7)


def sheet_missing(month: OfficeMonth, rng: Random, user: str) -> None:
    month.entries = [entry for entry in month.entries if entry.user != user]
    numbered(month)


def week_missing(month: OfficeMonth, rng: Random, user: str) -> None:
    first = rng.choice((2, 6, 11))
    days = {day.date() for day in DAYS[first : first + 5]}
    month.entries = [entry for entry in month.entries if entry.login.date() not in days]
    numbered(month)


def week_not_downloaded(month: OfficeMonth, rng: Random, user: str) -> None:
    days = {day.date() for day in DAYS[6:11]}
    month.queries = [query for query in month.queries if query["queried_at"].date() not in days]


def last_years_number(month: OfficeMonth, rng: Random, user: str) -> None:
    for entry in month.entries:
        _move(entry, years=-1)


def next_months_number(month: OfficeMonth, rng: Random, user: str) -> None:
    for entry in month.of(user):
        if entry.login.day <= 30:
            entry.login = entry.login.replace(month=11)
            entry.logout = entry.logout and entry.logout.replace(month=11)


def date_copied(month: OfficeMonth, rng: Random, user: str) -> None:
    at = rng.randrange(3, 15)
    by = DAYS[at].date() - DAYS[at - 1].date()
    for entry in month.entries:
        if entry.login.date() == DAYS[at].date():
            entry.login -= by
            entry.logout = entry.logout and entry.logout - by


def afternoons_by_twelve(month: OfficeMonth, rng: Random, user: str) -> None:
    for entry in month.of(user):
        if entry.login.hour >= 13:
            entry.login -= timedelta(hours=12)
        if entry.logout and entry.logout.hour >= 13:
            entry.logout -= timedelta(hours=12)


def always_successful(month: OfficeMonth, rng: Random, user: str) -> None:
    for entry in month.entries:
        for line in entry.lines:
            line.result = "success"


def never_ticks(month: OfficeMonth, rng: Random, user: str) -> None:
    for entry in month.of(user):
        entry.purposes = ""


def everybody_ticks_two(month: OfficeMonth, rng: Random, user: str) -> None:
    for entry in month.entries:
        entry.purposes = "2"


def no_logouts(month: OfficeMonth, rng: Random, user: str) -> None:
    for entry in month.of(user):
        entry.logout = None


def last_digit_lost(month: OfficeMonth, rng: Random, user: str) -> None:
    for entry in month.of(user):
        for line in entry.lines:
            line.subject = line.subject[:-1]


def colleagues_place(month: OfficeMonth, rng: Random, user: str) -> None:
    """A day on which one works with another's account, who is away."""
    day = max((day.date() for day in DAYS), key=lambda day: _count(month, day, user))
    other = rng.choice([name for name in NAMES if name != user])
    away = [entry for entry in month.of(other) if entry.login.date() == day]
    gone = {line.query["statement_row"] for entry in away for line in entry.lines}
    month.queries = [query for query in month.queries if query["statement_row"] not in gone]
    month.entries = [entry for entry in month.entries if entry not in away]
    numbered(month)
    account = next(account for account, name in USERS.items() if name == other)
    for entry in month.of(user):
        if entry.login.date() == day:
            for line in entry.lines:
                line.query.update(account=account, user_name=other)


def new_surname(month: OfficeMonth, rng: Random, user: str) -> None:
    _rename(month, user, "周")


def given_names(month: OfficeMonth, rng: Random, user: str) -> None:
    for entry in month.entries:
        entry.user = entry.user[1:]


def _rename(month: OfficeMonth, user: str, surname: str) -> None:
    for entry in month.of(user):
        entry.user = surname + user[1:]


def _move(entry: Entry, years: int) -> None:
    entry.login = entry.login.replace(year=entry.login.year + years)
    if entry.logout:
        entry.logout = entry.logout.replace(year=entry.logout.year + years)


def _count(month: OfficeMonth, day: date, user: str) -> int:
    of_day = [entry for entry in month.of(user) if entry.login.date() == day]
    return sum(len(entry.lines) for entry in of_day)


MISTAKES: dict[str, tuple[str, Callable[[OfficeMonth, Random, str], None]]] = {
    function.__name__: (kind, function)
    for kind, function in (
        ("sign_off_on_paper", signed_on_paper),
        ("sign_off_user", user_not_signed),
        ("clock", clock_nine_minutes_off),
        ("page_missing", page_not_handed_in),
        ("register_missing", sheet_missing),
        ("register_missing", week_missing),
        ("statement_part", week_not_downloaded),
        ("year", last_years_number),
        ("date", next_months_number),
        ("date", date_copied),
        ("half_day", afternoons_by_twelve),
        ("result_habit", always_successful),
        ("purpose_habit", never_ticks),
        ("purpose_habit", everybody_ticks_two),
        ("logout_habit", no_logouts),
        ("identifier_cut", last_digit_lost),
        ("colleague_day", colleagues_place),
        ("name_written", new_surname),
        ("name_written", given_names),
    )
}
