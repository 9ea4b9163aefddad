"""The discrepancies of the month, each planted in an entry of its own together with the finding it must give."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

from maker.garden import Garden, for_purpose, inside, query_of
from maker.month import FAILURE, SUCCESS, Entry, Line, Month
from maker.people import NATIONAL, PASSPORT, USERS
from maker.planting_business import BUSINESS
from maker.planting_conduct import ACCOUNTS, CONDUCT
from maker.planting_form import FORM

ADDED_QUERIES = -1
"""How many queries more than the honest month the planted one holds: an alike one, a repeat, less three unconfirmed."""


def plant(month: Month, rng: Random) -> None:
    """Change the honest month into the sample's; what few entries can carry comes first."""
    garden = Garden(month, rng)
    for planting in (
        _slips_in_the_condition,
        _entries_on_a_wrong_day,
        _wrong_purposes,
        _purposes_not_ticked,
        _second_purpose_ticked,
        _other_business_unexplained,
        _unregistered_sessions,
        _one_more_person_in_a_real_case,
        _query_repeated_without_a_line,
        _entry_without_queries,
        _line_without_a_query,
        _two_queries_for_one_line,
        _two_lines_for_one_query,
        _entries_in_a_colleagues_name,
        _entry_forty_minutes_late,
        _wrong_results,
        _sign_offs_missing,
        *ACCOUNTS,
        *CONDUCT,
        *BUSINESS,
        *FORM,
    ):
        planting(garden)
    month.queries.sort(key=lambda query: (query.at, query.user.account))


def _unregistered_sessions(garden: Garden) -> None:
    for size in (1, 2):
        entry = garden.take(size)
        garden.month.entries.remove(entry)
        for line in entry.lines:
            garden.find("UNREGISTERED_QUERY", "high", query=line.query)


def _one_more_person_in_a_real_case(garden: Garden) -> None:
    entry = garden.take(3)
    query = query_of(entry.lines.pop(1))
    garden.find("UNREGISTERED_QUERY", "high", query=query)
    for case in garden.month.cases_of(query):
        case.queries.remove(query)
    garden.find("PURPOSE_UNSUPPORTED", "medium", query=query)


def _query_repeated_without_a_line(garden: Garden) -> None:
    query = query_of(garden.take(1).lines[0])
    repeat = replace(query, at=query.at + timedelta(seconds=20))
    garden.month.queries.append(repeat)
    garden.find("UNREGISTERED_QUERY", "low", query=repeat)


def _entry_without_queries(garden: Garden) -> None:
    entry = garden.take(2)
    for line in entry.lines:
        _forget_query(garden, entry, line)


def _line_without_a_query(garden: Garden) -> None:
    entry = garden.take(4)
    _forget_query(garden, entry, entry.lines[2])


def _forget_query(garden: Garden, entry: Entry, line: Line) -> None:
    garden.month.queries.remove(query_of(line))
    line.query = None
    garden.find("UNCONFIRMED_ENTRY", "medium", entry=entry, line=line)


def _two_queries_for_one_line(garden: Garden) -> None:
    """Both queries lie inside the written session, alike but for their time: the earlier has the line."""
    entry = garden.take(1, lambda entry: inside(entry, query_of(entry.lines[0])))
    line = entry.lines[0]
    query = query_of(line)
    again = replace(query, at=query.at + timedelta(minutes=3, seconds=10))
    garden.month.queries.append(again)
    entry.logout_at = again.at.replace(second=0) + timedelta(minutes=1)
    garden.find("UNREGISTERED_QUERY", "high", query=again)


def _two_lines_for_one_query(garden: Garden) -> None:
    entry = garden.take(2, lambda entry: all(inside(entry, query_of(line)) for line in entry.lines))
    again = replace(entry.lines[0], query=None)
    entry.lines.append(again)
    garden.find("UNCONFIRMED_ENTRY", "medium", entry=entry, line=again)


def _slips_in_the_condition(garden: Garden) -> None:
    slips: list[tuple[int | None, Callable[[Entry], bool], Callable[[str], str]]] = [
        (1, _last_is(NATIONAL), lambda identifier: f"{identifier[:5]}{(int(identifier[5]) + 3) % 10}{identifier[6:]}"),
        (2, _swappable, lambda identifier: identifier[:4] + identifier[5] + identifier[4] + identifier[6:]),
        (2, _last_is(NATIONAL), lambda identifier: identifier[:6] + identifier[7:]),
        (None, _zero_in_passport, lambda identifier: identifier.replace("0", "O", 1)),
    ]
    for size, fits, slip in slips:
        entry = garden.take(size, fits)
        line = entry.lines[-1]
        written = slip(line.subject_id)
        assert line.subject_id in line.condition
        line.condition = line.condition.replace(line.subject_id, written)
        line.subject_id = written
        garden.find_pair("CONDITION_MISMATCH", "medium", entry, line)


def _entries_in_a_colleagues_name(garden: Garden) -> None:
    for size in (1, 2):
        entry = garden.take(size)
        colleague = USERS[(USERS.index(entry.user) + 3) % len(USERS)]
        entry.user_name = colleague.written_name
        for line in entry.lines:
            garden.find_pair("USER_MISMATCH", "high", entry, line)


def _entries_on_a_wrong_day(garden: Garden) -> None:
    for size, true_days, late in ((1, {12, 13, 14, 15}, 1), (2, {5, 6}, 10)):
        _misdate(garden, garden.take(size, _on_days(true_days)), timedelta(days=late))


def _entry_forty_minutes_late(garden: Garden) -> None:
    entry = garden.take(1, lambda entry: 9 <= entry.login_at.hour <= 10)
    _misdate(garden, entry, timedelta(minutes=40))


def _misdate(garden: Garden, entry: Entry, late: timedelta) -> None:
    assert entry.logout_at is not None
    entry.login_at, entry.logout_at = entry.login_at + late, entry.logout_at + late
    for line in entry.lines:
        garden.find_pair("TIME_MISMATCH", "medium", entry, line)


def _wrong_results(garden: Garden) -> None:
    for size, printed, written in ((3, FAILURE, SUCCESS), (2, SUCCESS, FAILURE)):
        entry = garden.take(size)
        line = entry.lines[0]
        query_of(line).result, line.result = printed, written
        garden.find_pair("RESULT_MISMATCH", "low", entry, line)


def _wrong_purposes(garden: Garden) -> None:
    for size, printed, ticked in ((1, 1, 2), (2, 2, 3)):
        entry = garden.take(size, for_purpose(printed))
        entry.purposes = (ticked,)
        entry.remark = ""
        for line in entry.lines:
            garden.find_pair("PURPOSE_MISMATCH", "medium", entry, line)


def _purposes_not_ticked(garden: Garden) -> None:
    """In the second the text for (四) is written, and text alone ticks nothing."""
    for size, printed in ((2, 2), (1, 4)):
        entry = garden.take(size, for_purpose(printed))
        entry.purposes = ()
        garden.find("PURPOSE_MISSING", "medium", entry=entry)


def _second_purpose_ticked(garden: Garden) -> None:
    for size, printed, ticked in ((1, 1, (1, 2)), (3, 3, (2, 3))):
        entry = garden.take(size, for_purpose(printed))
        entry.purposes = ticked
        garden.find("PURPOSE_MULTIPLE", "low", entry=entry)


def _other_business_unexplained(garden: Garden) -> None:
    for size in (1, 2):
        entry = garden.take(size, for_purpose(4))
        entry.note = ""
        garden.find("PURPOSE_UNEXPLAINED", "medium", entry=entry)


def _sign_offs_missing(garden: Garden) -> None:
    for size in (1, 4):
        entry = garden.take(size)
        entry.signed_by = ""
        garden.find("MISSING_SIGNOFF", "medium", entry=entry)


def _on_days(days: set[int]) -> Callable[[Entry], bool]:
    return lambda entry: entry.login_at.day in days


def _last_is(label: str) -> Callable[[Entry], bool]:
    """Entries whose last line is about somebody with such an identifier, written with narrow characters."""
    return lambda entry: (
        query_of(entry.lines[-1]).subject.label == label and entry.lines[-1].subject_id in entry.lines[-1].condition
    )


def _swappable(entry: Entry) -> bool:
    last = entry.lines[-1].subject_id
    return _last_is(NATIONAL)(entry) and last[4] != last[5]


def _zero_in_passport(entry: Entry) -> bool:
    return _last_is(PASSPORT)(entry) and "0" in entry.lines[-1].subject_id
