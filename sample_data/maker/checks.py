"""Proof that the month holds what was planted and nothing else: pairs and findings derived anew from the facts."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from maker.month import PRINTED_ON, Entry, Fax, Line, Month, Query, working_days
from maker.pages import page_of_entry
from maker.people import DEPUTY, FORMER_USER, SUPERVISOR, USERS, Subject, own_identifier

_TOLERANCE = timedelta(minutes=5)
_CLOSE_CALL = timedelta(seconds=15)
_LONG = timedelta(minutes=60)
_CONCURRENT = timedelta(minutes=10)
_OPENS, _CLOSES = time(8), time(17, 31)
_LETTER_DAYS = 3
_KINDS = {1: ("國籍",), 3: ("印鑑",), 4: ("函查", "囑託"), 2: ("登記", "身分證", "清查")}


def check(month: Month) -> None:
    """Assert that the planted findings are the only ones and that no two readings of the month are possible."""
    written = [(entry, line) for entry in month.entries for line in entry.lines]
    exact = {
        (query, line)
        for query in month.queries
        for entry, line in written
        if _disagreements(month, query, entry, line) == []
    }
    alike = {finding.query for finding in month.findings if finding.code == "UNREGISTERED_QUERY"}
    duplicates = {finding.line for finding in month.findings if finding.code == "UNCONFIRMED_ENTRY"}
    certain = {(query, line) for query, line in exact if query not in alike and line not in duplicates}
    assert certain == {(line.query, line) for _, line in written if (line.query, line) in exact}
    assert len({query for query, _ in certain}) == len({line for _, line in certain}) == len(certain)

    paired_queries, paired_lines = {query for query, _ in certain}, {line for _, line in exact}
    weak = {
        (query, line)
        for query in month.queries
        if query not in paired_queries
        for entry, line in written
        if line not in paired_lines and len(_disagreements(month, query, entry, line)) == 1
    }
    assert weak == {(line.query, line) for _, line in written if line.query and line not in paired_lines}
    _check_findings(month)


def _check_findings(month: Month) -> None:
    written = [(entry, line) for entry in month.entries for line in entry.lines]
    recorded = {line.query for _, line in written}
    found: set[tuple[str, Query | None, Entry | None, Line | None]] = set()
    for entry, line in written:
        if line.query is not None:
            evidence = _disagreements(month, line.query, entry, line)
            for disagreement in [*evidence, *_other_disagreements(month, line.query, entry, line)]:
                found.add((disagreement, line.query, entry, line))
    for entry in month.entries:
        found.update((code, None, entry, None) for code in _entry_findings(entry))
    for number, entry in enumerate(month.entries[1:], start=2):
        if page_of_entry(number)[0] - page_of_entry(number - 1)[0] > 1:
            found.add(("SEQUENCE_GAP", None, entry, None))
    found.update(_query_findings(month))
    if date(2026, 11, 10) < PRINTED_ON:
        found.add(("LATE_DOWNLOAD", None, None, None))
    found.update(("LATE_FAX_LETTER", None, None, None) for fax in month.faxes if _days_to_letter(fax) > _LETTER_DAYS)
    leftovers = {"UNREGISTERED_QUERY", "UNCONFIRMED_ENTRY", "AMBIGUOUS_MATCH"}
    planted = {(f.code, f.query, f.entry, f.line) for f in month.findings}
    assert len(planted) == len(month.findings)
    assert found == {key for key in planted if key[0] not in leftovers}
    assert {query for query in month.queries if query not in recorded} == {
        finding.query for finding in month.findings if finding.code in leftovers and finding.query
    }
    faxed = {fax.line for fax in month.faxes if fax.line}
    assert {line for _, line in written if line.query is None} - faxed == {
        finding.line for finding in month.findings if finding.code in leftovers and finding.line
    }


def _query_findings(month: Month) -> Iterator[tuple[str, Query | None, Entry | None, Line | None]]:
    """What roster, calendar and cases put in question, query by query."""
    accounts = {user.account: user for user in (*USERS, SUPERVISOR, DEPUTY, FORMER_USER)}
    lines = {line.query: (entry, line) for entry in month.entries for line in entry.lines if line.query}
    for query in month.queries:
        listed = accounts.get(query.user.account)
        found = {
            "UNKNOWN_ACCOUNT": listed is None,
            "INACTIVE_ACCOUNT": bool(listed and listed.until) or month.leave.get(query.user.account) == query.at.date(),
            "ACCOUNT_NAME_MISMATCH": listed is not None and listed.name != query.user.name,
            "SELF_QUERY": listed is not None and own_identifier(listed) == query.subject.identifier,
            "OFF_HOURS_QUERY": query.at.date() not in working_days() or not _OPENS <= query.at.time() < _CLOSES,
            "REPEATED_SUBJECT": len({other.user.account for other in _about(month, query.subject)}) > 2,
            "CONCURRENT_SESSIONS": any(
                other.user.account == query.user.account
                and other.user.ip != query.user.ip
                and timedelta() <= query.at - other.at < _CONCURRENT
                for other in month.queries
            ),
        }
        yield from ((code, query, None, None) for code, holds in found.items() if holds)
        if not _business(month, query):
            yield "PURPOSE_UNSUPPORTED", query, *lines.get(query, (None, None))


def _about(month: Month, subject: Subject) -> list[Query]:
    return [query for query in month.queries if query.subject == subject]


def _business(month: Month, query: Query) -> set[int]:
    """The purposes of the cases about this person; where one of them is the query's own, that alone."""
    purposes = {
        next(purpose for purpose, words in _KINDS.items() if any(word in case.business for word in words))
        for case in month.cases
        if any(other.subject == query.subject for other in case.queries)
        and case.received_on - timedelta(days=7) <= query.at.date() <= case.closed_on + timedelta(days=30)
    }
    return purposes & {query.purpose} or purposes


def _days_to_letter(fax: Fax) -> int:
    return (fax.letter_on - fax.faxed_at.date()).days


def _disagreements(month: Month, query: Query, entry: Entry, line: Line) -> list[str]:
    """What keeps the two from agreeing, as codes; three entries where they could never be a pair."""
    never = ["never"] * 3
    outside = _outside(query.at, entry)
    assert outside <= _TOLERANCE - _CLOSE_CALL or outside >= _TOLERANCE + _CLOSE_CALL or line.query is not query
    found = []
    if line.subject_id != query.subject.identifier and (query.subject.identifier, line.subject_id) not in month.aliases:
        if not _one_slip(line.subject_id, query.subject.identifier):
            return never
        found.append("CONDITION_MISMATCH")
    if entry.user_name != query.user.written_name:
        found.append("USER_MISMATCH")
    if outside > _TOLERANCE:
        if outside > timedelta(hours=24) and not _same_time_of_day(query.at, entry):
            return never
        found.append("TIME_MISMATCH")
    return found


def _other_disagreements(month: Month, query: Query, entry: Entry, line: Line) -> list[str]:
    found = []
    if line.result and line.result != query.result:
        found.append("RESULT_MISMATCH")
    if entry.purposes and not {query.purpose, *_business(month, query)} <= set(entry.purposes):
        found.append("PURPOSE_MISMATCH")
    return found


def _entry_findings(entry: Entry) -> list[str]:
    conditions = {
        "PURPOSE_MISSING": not entry.purposes,
        "PURPOSE_MULTIPLE": len(entry.purposes) > 1,
        "PURPOSE_UNEXPLAINED": 4 in entry.purposes and not entry.note,
        "MISSING_SIGNOFF": not entry.signed_by,
        "SELF_REVIEW": entry.signed_by.startswith((entry.user.name, entry.user_name)),
        "MISSING_FIELD": not all(line.result for line in entry.lines),
        "MISSING_LOGOUT": entry.logout_at is None,
        "IMPOSSIBLE_TIME": entry.logout_at is not None and entry.logout_at < entry.login_at,
        "LONG_SESSION": entry.logout_at is not None and entry.logout_at - entry.login_at > _LONG,
    }
    return [code for code, holds in conditions.items() if holds]


def _outside(at: datetime, entry: Entry) -> timedelta:
    """How far from the session; the logout minute counts whole."""
    logout_at = max(entry.logout_at or entry.login_at, entry.login_at)
    return max(entry.login_at - at, at - logout_at - timedelta(seconds=59), timedelta())


def _same_time_of_day(at: datetime, entry: Entry) -> bool:
    return _outside(datetime.combine(entry.login_at.date(), at.time()), entry) <= _TOLERANCE


def _one_slip(one: str, other: str) -> bool:
    """One character changed, dropped or added, or two neighbours swapped."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == len(other) == 2 and one == other[::-1])
