"""What the archive saw of the register: the entries of each month as they were seen last, and what may change in them.

Every run of a month is a sight of its register, also one that stands no more. What a month's own run saw first is held
against its re-runs until a finding or an answer asks for the change; what a later month's register says otherwise is
told in that later month, once, and from then on it is what was seen.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from reconcile.deposits import Deposit
from reconcile.facts.entries import TOLD, Change, Told, WrittenEntry, known_again, of_month, written_entries
from reconcile.facts.lines import as_written
from reconcile.history import CONFIRMED, WRITTEN_LATE, History
from reconcile.lists import SEEN
from reconcile.tables import MATCHES, REGISTER, records
from reconcile.text.dates import Month

_ASKED_BY: Mapping[str, tuple[Told, ...]] = {
    "USER_MISMATCH": ("user",),
    "TIME_MISMATCH": ("session",),
    "IMPOSSIBLE_TIME": ("session",),
    "LONG_SESSION": ("session",),
    "MISSING_LOGOUT": ("session",),
    "CONDITION_MISMATCH": ("subject",),
    "MASKED_CONDITION": ("subject",),
    "UNCONFIRMED_ENTRY": TOLD,
    "UNCONFIRMED_IN_TIE": TOLD,
    "AMBIGUOUS_MATCH": TOLD,
}
"""What of its entry a finding asks to be put right; others ask for a signature, a tick, an explanation."""

_LEFT_ALONE = "high"
"""Of a TIME_MISMATCH: the line is another month's and must not be changed."""


@dataclass(frozen=True)
class _Seen:
    """An entry as it was seen last, its rows in the register, and what of it was asked to be changed."""

    entry: WrittenEntry
    rows: tuple[dict[str, Any], ...]
    asked: frozenset[Told]


def sight_of(history: History, month: Month, register: pd.DataFrame) -> pd.DataFrame:
    """The table `SEEN` for a run of that month with this register: the archived entries of the months it holds."""
    written = register["login_at"].dropna()
    held = {Month.of(at) for at in written.dt.normalize().drop_duplicates()}
    registers = _Registers(history)
    rows: list[dict[str, Any]] = []
    for seen_in in sorted(held & set(history.months) | ({month} & set(history.months))):
        if seen_in <= month:
            rows += _rows(seen_in, registers.seen_of(seen_in, month))
    return SEEN.frame(rows)


class _Registers:
    """The registers of the archived runs, each read once."""

    def __init__(self, history: History) -> None:
        self.history = history
        self._read = dict[int, list[_Seen]]()

    def seen_of(self, seen_in: Month, month: Month) -> list[_Seen]:
        """The entries of a month as a run of `month` finds them archived."""
        runs = self.history.runs(seen_in)
        state = list[_Seen]()
        for run in runs:
            state = _seen_again(state, list(_own(self.of(run), seen_in)), self.of(run))
        if seen_in == month:
            return state
        since = min(run.number for run in runs)
        for run in self.history.deposits:
            later = run.kind == "run" and run.number > since and run.month is not None
            if later and run.month is not None and run.month != seen_in and run.month < month:
                state = _as_told(state, self.of(run))
        return state

    def of(self, run: Deposit) -> list[_Seen]:
        """The entries that a run saw, with what its findings and their answers asked for."""
        if run.number not in self._read:
            lines = as_written(run.table(REGISTER.name), run.table(MATCHES.name))
            asked = _asked(run, self.history)
            by_key = defaultdict[tuple[str, int], list[dict[str, Any]]](list)
            for row in records(lines):
                by_key[row["register_file"], row["register_entry"]].append(row)
            self._read[run.number] = [
                _Seen(entry, tuple(by_key[entry.key]), asked.get(entry.key, frozenset()))
                for entry in written_entries(lines)
            ]
        return self._read[run.number]


def _own(seen: Iterable[_Seen], month: Month) -> Iterator[_Seen]:
    own = {entry.key for entry in of_month((one.entry for one in seen), month.start, month.end)}
    return (one for one in seen if one.entry.key in own)


def _seen_again(state: list[_Seen], own: list[_Seen], all_of_run: list[_Seen]) -> list[_Seen]:
    """After one more run of the month itself: what was asked for has happened, what was not is held against it."""
    changes = _changes(state, all_of_run)
    by_key = {one.entry.key: one for one in all_of_run}
    known = {change.now.key for change in changes.values() if change.now}
    after = list[_Seen]()
    for one in state:
        change = changes.get(one.entry.key)
        if change is None:
            after.append(one)
        elif change.now is None:
            after += [] if set(TOLD) <= one.asked else [one]
        elif change.fields <= one.asked:
            after.append(by_key[change.now.key])
        else:
            after.append(replace(one, asked=one.asked | by_key[change.now.key].asked))
    return _numbered_apart([*after, *(one for one in own if one.entry.key not in known)])


def _as_told(state: list[_Seen], all_of_run: list[_Seen]) -> list[_Seen]:
    """After a run of a later month: it has told what it found otherwise."""
    changes = _changes(state, all_of_run)
    by_key = {one.entry.key: one for one in all_of_run}
    after = list[_Seen]()
    for one in state:
        change = changes.get(one.entry.key)
        if change is None:
            after.append(one)
        elif change.now:
            now = by_key[change.now.key]
            after.append(replace(now, asked=now.asked | one.asked if not change.fields else now.asked))
    return _numbered_apart(after)


def _changes(state: Sequence[_Seen], all_of_run: Sequence[_Seen]) -> dict[tuple[str, int], Change]:
    """By the key of an entry that was seen, what a run saw of it; without those of books that the run did not hold."""
    found = dict[tuple[str, int], Change]()
    lines = [one.entry for one in all_of_run]
    books = defaultdict[str, list[WrittenEntry]](list)
    for one in state:
        books[one.entry.file].append(one.entry)
    for book in books.values():
        found |= {change.seen.key: change for change in known_again(book, lines) or ()}
    return found


def _numbered_apart(state: list[_Seen]) -> list[_Seen]:
    """Two runs may have called two entries by one ordinal: the later gets one of its own."""
    taken, after = set[tuple[str, int]](), list[_Seen]()
    for one in state:
        file, ordinal = one.entry.key
        while (file, ordinal) in taken:
            ordinal += 10_000
        taken.add((file, ordinal))
        after.append(replace(one, entry=replace(one.entry, key=(file, ordinal))))
    return after


def _asked(run: Deposit, history: History) -> dict[tuple[str, int], frozenset[Told]]:
    """By entry, what a finding of that run or an answer to one asked to be put right."""
    found = defaultdict[tuple[str, int], frozenset[Told]](frozenset)
    answered = {
        decision.item
        for deposit in history.deposits
        for decision in deposit.decisions
        if decision.result in {WRITTEN_LATE, CONFIRMED}
    }
    for row in records(run.items) if run.items is not None else ():
        if row["register_entry"] is None:
            continue
        asks = frozenset(_ASKED_BY.get(row["code"], ()))
        if row["code"] == "TIME_MISMATCH" and row["severity"] == _LEFT_ALONE:
            asks = frozenset()
        found[row["register_file"], row["register_entry"]] |= frozenset(TOLD) if row["item"] in answered else asks
    return found


def _rows(month: Month, seen: Iterable[_Seen]) -> list[dict[str, Any]]:
    return [
        row
        | {
            "month": str(month),
            "register_file": one.entry.file,
            "register_entry": one.entry.key[1],
            "asked": ",".join(sorted(one.asked)),
        }
        for one in seen
        for row in one.rows
    ]
