"""Where discrepancies are planted: entries of the honest month, each of which carries one."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from maker.month import Entry, Finding, Line, Month, Query


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
    return entry.login_at <= query.at < entry.logout_at + timedelta(minutes=1)


def for_purpose(purpose: int) -> Callable[[Entry], bool]:
    """Entries for this purpose alone."""
    return lambda entry: entry.purposes == (purpose,)
