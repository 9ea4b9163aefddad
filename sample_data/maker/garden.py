"""Where discrepancies are planted: entries of the honest month, each of which carries one."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from maker.month import Entry, Finding, Line, Month, Query
from maker.people import Subject, User


class Garden:
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

    def find_pair(self, code: str, severity: str, entry: Entry, line: Line) -> None:
        """Expect a finding on the line and the query that it records."""
        self.find(code, severity, query=line.query, entry=entry, line=line)


def query_of(line: Line) -> Query:
    """The query that a line records; the line has one."""
    assert line.query is not None
    return line.query


def inside(entry: Entry, query: Query) -> bool:
    """Whether the query lies in the written session itself."""
    return entry.logout_at is not None and entry.login_at <= query.at < entry.logout_at + timedelta(minutes=1)


def for_purpose(purpose: int) -> Callable[[Entry], bool]:
    """Entries for this purpose alone."""
    return lambda entry: entry.purposes == (purpose,)


def asks_about(line: Line, subject: Subject) -> None:
    """Let the line and the query that it records be about somebody else."""
    query = query_of(line)
    query.subject, query.condition = subject, f"{subject.label}：{subject.identifier}"
    line.condition, line.subject_id = f"{subject.identifier} {subject.name}", subject.identifier


def is_by(line: Line, entry: Entry, user: User) -> None:
    """Let an entry of one line and its query be another user's."""
    query_of(line).user = entry.user = user
    entry.user_name = user.written_name


def moved(entry: Entry, by: timedelta) -> None:
    """Let an entry and its queries happen later."""
    assert entry.logout_at is not None
    entry.login_at, entry.logout_at = entry.login_at + by, entry.logout_at + by
    for line in entry.lines:
        query_of(line).at += by
