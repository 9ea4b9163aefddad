"""The discrepancies of the month, each planted in an entry of its own together with the finding it must give."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

from maker.month import FAILURE, SUCCESS, Entry, Finding, Line, Month, Query
from maker.people import NATIONAL, PASSPORT, USERS

ADDED_QUERIES = -1
"""How many queries more than the honest month has the planted one holds: a tie and a repeat, less three unconfirmed."""


def plant(month: Month, rng: Random) -> None:
    """Change the honest month into the sample's; what few entries can carry comes first."""
    garden = _Garden(month, rng)
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
    ):
        planting(garden)
    month.queries.sort(key=lambda query: (query.at, query.user.account))


class _Garden:
    """The month while it is planted: no entry is chosen twice, nor one of those that share a session."""

    def __init__(self, month: Month, rng: Random) -> None:
        self.month = month
        sessions = [(entry.user, entry.login_at) for entry in month.entries]
        self._free = [entry for entry in month.entries if sessions.count((entry.user, entry.login_at)) == 1]
        rng.shuffle(self._free)

    def take(self, lines: int | None, fits: Callable[[Entry], bool] = lambda _: True) -> Entry:
        """An entry of so many lines (None: any number), not to be planted again; ValueError where none is left."""
        fitting = (entry for entry in self._free if lines in (None, len(entry.lines)) and fits(entry))
        entry = next(fitting, None)
        if entry is None:
            raise ValueError("this seed's month has no entry left that can carry every discrepancy: take another seed")
        self._free.remove(entry)
        return entry

    def find(
        self,
        code: str,
        severity: str,
        query: Query | None = None,
        entry: Entry | None = None,
        line: Line | None = None,
    ) -> None:
        """Expect a finding."""
        self.month.findings.append(Finding(code, severity, query, entry, line))


def _unregistered_sessions(garden: _Garden) -> None:
    for size in (1, 2):
        entry = garden.take(size)
        garden.month.entries.remove(entry)
        for line in entry.lines:
            garden.find("UNREGISTERED_QUERY", "high", query=line.query)


def _one_more_person_in_a_real_case(garden: _Garden) -> None:
    entry = garden.take(3)
    line = entry.lines.pop(1)
    garden.find("UNREGISTERED_QUERY", "high", query=line.query)


def _query_repeated_without_a_line(garden: _Garden) -> None:
    query = _query(garden.take(1).lines[0])
    repeat = replace(query, at=query.at + timedelta(seconds=20))
    garden.month.queries.append(repeat)
    garden.find("UNREGISTERED_QUERY", "low", query=repeat)


def _entry_without_queries(garden: _Garden) -> None:
    entry = garden.take(2)
    for line in entry.lines:
        _forget_query(garden, entry, line)


def _line_without_a_query(garden: _Garden) -> None:
    entry = garden.take(4)
    _forget_query(garden, entry, entry.lines[2])


def _forget_query(garden: _Garden, entry: Entry, line: Line) -> None:
    garden.month.queries.remove(_query(line))
    line.query = None
    garden.find("UNCONFIRMED_ENTRY", "medium", entry=entry, line=line)


def _two_queries_for_one_line(garden: _Garden) -> None:
    """Both queries lie inside the written session and more than two minutes apart, so neither has the better claim."""
    entry = garden.take(1, lambda entry: _inside(entry, _query(entry.lines[0])))
    line = entry.lines[0]
    query = _query(line)
    again = replace(query, at=query.at + timedelta(minutes=3, seconds=10))
    garden.month.queries.append(again)
    entry.logout_at = again.at.replace(second=0) + timedelta(minutes=1)
    line.query = None
    for tied in (query, again):
        garden.find("AMBIGUOUS_MATCH", "medium", query=tied)
    garden.find("AMBIGUOUS_MATCH", "medium", entry=entry, line=line)


def _two_lines_for_one_query(garden: _Garden) -> None:
    entry = garden.take(2, lambda entry: all(_inside(entry, _query(line)) for line in entry.lines))
    line = entry.lines[0]
    query = _query(line)
    line.query = None
    again = replace(line)
    entry.lines.append(again)
    garden.find("AMBIGUOUS_MATCH", "medium", query=query)
    for tied in (line, again):
        garden.find("AMBIGUOUS_MATCH", "medium", entry=entry, line=tied)


def _slips_in_the_condition(garden: _Garden) -> None:
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
        _find_pair(garden, "CONDITION_MISMATCH", "medium", entry, line)


def _entries_in_a_colleagues_name(garden: _Garden) -> None:
    for size in (1, 2):
        entry = garden.take(size)
        colleague = USERS[(USERS.index(entry.user) + 3) % len(USERS)]
        entry.user_name = colleague.written_name
        for line in entry.lines:
            _find_pair(garden, "USER_MISMATCH", "high", entry, line)


def _entries_on_a_wrong_day(garden: _Garden) -> None:
    for size, true_days, late in ((1, {12, 13, 14, 15}, 1), (2, {5, 6}, 10)):
        _misdate(garden, garden.take(size, _on_days(true_days)), timedelta(days=late))


def _entry_forty_minutes_late(garden: _Garden) -> None:
    entry = garden.take(1, lambda entry: 9 <= entry.login_at.hour <= 10)
    _misdate(garden, entry, timedelta(minutes=40))


def _misdate(garden: _Garden, entry: Entry, late: timedelta) -> None:
    entry.login_at += late
    entry.logout_at += late
    for line in entry.lines:
        _find_pair(garden, "TIME_MISMATCH", "medium", entry, line)


def _wrong_results(garden: _Garden) -> None:
    for size, printed, written in ((3, FAILURE, SUCCESS), (2, SUCCESS, FAILURE)):
        entry = garden.take(size)
        line = entry.lines[0]
        _query(line).result, line.result = printed, written
        _find_pair(garden, "RESULT_MISMATCH", "low", entry, line)


def _wrong_purposes(garden: _Garden) -> None:
    for size, printed, ticked in ((1, 1, 2), (2, 2, 3)):
        entry = garden.take(size, _for_purpose(printed))
        entry.purposes = (ticked,)
        entry.remark = ""
        for line in entry.lines:
            _find_pair(garden, "PURPOSE_MISMATCH", "medium", entry, line)


def _purposes_not_ticked(garden: _Garden) -> None:
    """In the second the text for (四) is written, and text alone ticks nothing."""
    for size, printed in ((2, 2), (1, 4)):
        entry = garden.take(size, _for_purpose(printed))
        entry.purposes = ()
        garden.find("PURPOSE_MISSING", "medium", entry=entry)


def _second_purpose_ticked(garden: _Garden) -> None:
    for size, printed, ticked in ((1, 1, (1, 2)), (3, 3, (2, 3))):
        entry = garden.take(size, _for_purpose(printed))
        entry.purposes = ticked
        garden.find("PURPOSE_MULTIPLE", "low", entry=entry)


def _other_business_unexplained(garden: _Garden) -> None:
    for size in (1, 2):
        entry = garden.take(size, _for_purpose(4))
        entry.note = ""
        garden.find("PURPOSE_UNEXPLAINED", "medium", entry=entry)


def _sign_offs_missing(garden: _Garden) -> None:
    for size in (1, 4):
        entry = garden.take(size)
        entry.signed_by = ""
        garden.find("MISSING_SIGNOFF", "medium", entry=entry)


def _find_pair(garden: _Garden, code: str, severity: str, entry: Entry, line: Line) -> None:
    garden.find(code, severity, query=line.query, entry=entry, line=line)


def _query(line: Line) -> Query:
    assert line.query is not None
    return line.query


def _inside(entry: Entry, query: Query) -> bool:
    return entry.login_at <= query.at < entry.logout_at + timedelta(minutes=1)


def _for_purpose(purpose: int) -> Callable[[Entry], bool]:
    return lambda entry: entry.purposes == (purpose,)


def _on_days(days: set[int]) -> Callable[[Entry], bool]:
    return lambda entry: entry.login_at.day in days


def _last_is(label: str) -> Callable[[Entry], bool]:
    """Entries whose last line is about somebody with such an identifier, written with narrow characters."""
    return lambda entry: (
        _query(entry.lines[-1]).subject.label == label and entry.lines[-1].subject_id in entry.lines[-1].condition
    )


def _swappable(entry: Entry) -> bool:
    last = entry.lines[-1].subject_id
    return _last_is(NATIONAL)(entry) and last[4] != last[5]


def _zero_in_passport(entry: Entry) -> bool:
    return _last_is(PASSPORT)(entry) and "0" in entry.lines[-1].subject_id
