"""Proof that the month holds what was planted and nothing else: pairs and findings derived anew from the facts."""

from datetime import datetime, timedelta

from maker.month import Entry, Line, Month, Query

_TOLERANCE = timedelta(minutes=5)
_CLOSE_CALL = timedelta(seconds=15)


def check(month: Month) -> None:
    """Assert that the planted findings are the only ones and that no two readings of the month are possible."""
    written = [(entry, line) for entry in month.entries for line in entry.lines]
    exact = {
        (query, line) for query in month.queries for entry, line in written if _disagreements(query, entry, line) == []
    }
    tied = {finding.query for finding in month.findings if finding.code == "AMBIGUOUS_MATCH" and finding.query}
    repeats = {finding.query for finding in month.findings if finding.severity == "low" and finding.line is None}
    certain = {(query, line) for query, line in exact if query not in tied | repeats}
    assert certain == {(line.query, line) for _, line in written if (line.query, line) in exact}
    assert len({query for query, _ in certain}) == len({line for _, line in certain}) == len(certain)
    assert all((query, line) not in exact or line.query is None for query in tied for _, line in written)

    paired_queries, paired_lines = {query for query, _ in certain}, {line for _, line in exact}
    weak = {
        (query, line)
        for query in month.queries
        if query not in paired_queries
        for entry, line in written
        if line not in paired_lines and len(_disagreements(query, entry, line)) == 1
    }
    assert weak == {(line.query, line) for _, line in written if line.query and line not in paired_lines}
    _check_findings(month)


def _check_findings(month: Month) -> None:
    written = [(entry, line) for entry in month.entries for line in entry.lines]
    recorded = {line.query for _, line in written}
    found: set[tuple[str, Query | None, Entry | None, Line | None]] = set()
    for entry, line in written:
        if line.query is not None:
            for disagreement in [*_disagreements(line.query, entry, line), *_other_disagreements(entry, line)]:
                found.add((disagreement, line.query, entry, line))
    for entry in month.entries:
        found.update((code, None, entry, None) for code in _entry_findings(entry))
    leftovers = {"UNREGISTERED_QUERY", "UNCONFIRMED_ENTRY", "AMBIGUOUS_MATCH"}
    planted = {(f.code, f.query, f.entry, f.line) for f in month.findings}
    assert len(planted) == len(month.findings)
    assert found == {key for key in planted if key[0] not in leftovers}
    assert {query for query in month.queries if query not in recorded} == {
        finding.query for finding in month.findings if finding.code in leftovers and finding.query
    }
    assert {line for _, line in written if line.query is None} == {
        finding.line for finding in month.findings if finding.code in leftovers and finding.line
    }


def _disagreements(query: Query, entry: Entry, line: Line) -> list[str]:
    """What keeps the two from agreeing, as codes; three entries where they could never be a pair."""
    never = ["never"] * 3
    outside = _outside(query.at, entry)
    assert outside <= _TOLERANCE - _CLOSE_CALL or outside >= _TOLERANCE + _CLOSE_CALL or line.query is not query
    found = []
    if line.subject_id != query.subject.identifier:
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


def _other_disagreements(entry: Entry, line: Line) -> list[str]:
    assert line.query is not None
    found = []
    if line.result != line.query.result:
        found.append("RESULT_MISMATCH")
    if entry.purposes and line.query.purpose not in entry.purposes:
        found.append("PURPOSE_MISMATCH")
    return found


def _entry_findings(entry: Entry) -> list[str]:
    conditions = {
        "PURPOSE_MISSING": not entry.purposes,
        "PURPOSE_MULTIPLE": len(entry.purposes) > 1,
        "PURPOSE_UNEXPLAINED": 4 in entry.purposes and not entry.note,
        "MISSING_SIGNOFF": not entry.signed_by,
    }
    return [code for code, holds in conditions.items() if holds]


def _outside(at: datetime, entry: Entry) -> timedelta:
    """How far from the session; the logout minute counts whole."""
    return max(entry.login_at - at, at - entry.logout_at - timedelta(seconds=59), timedelta())


def _same_time_of_day(at: datetime, entry: Entry) -> bool:
    return _outside(datetime.combine(entry.login_at.date(), at.time()), entry) <= _TOLERANCE


def _one_slip(one: str, other: str) -> bool:
    """One character changed, dropped or added, or two neighbours swapped."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return max(len(one), len(other)) <= 1 or (len(one) == len(other) == 2 and one == other[::-1])
