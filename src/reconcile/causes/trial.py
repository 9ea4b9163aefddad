"""A repair is tried: made in a copy, the copy matched and judged again, and what became of the findings."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from reconcile.causes.clues import Clues
from reconcile.causes.repair import LEAST, Copy, EntryKey, FindingId, Repair, finding_ids

Again = Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame]
"""Matches and judges a changed copy of statement and register: its findings."""


@dataclass(frozen=True)
class Proven:
    """A repair that proved to be the cause of `explained`; `copy` and `findings` are the month without it."""

    repair: Repair
    explained: frozenset[FindingId]
    copy: Copy
    findings: frozenset[FindingId]


class Bench:
    """Where repairs are tried; it counts how often the month was judged again."""

    def __init__(self, again: Again, at_most: int) -> None:
        self._again = again
        self.left = at_most

    def prove(self, repair: Repair, copy: Copy, clues: Clues) -> Proven | None:
        """Try a repair, once more without the entries that speak against it; None where it is not the cause."""
        tried = self._tried(repair, copy)
        against = _against(repair, clues, tried.findings)
        if against is None:
            return None
        if against:
            fewer = repair.leaving(against)
            if not fewer.is_worth_trying or not self.left:
                return None
            tried = self._tried(fewer, copy)
            if _against(fewer, clues, tried.findings) != frozenset():
                return None
        gone = clues.ids - tried.findings
        explained = frozenset(one for one in gone & clues.open if one[0] in repair.explains)
        if len(explained) < LEAST:
            return None
        if repair.waits_for_paper:
            waiting = Copy(copy.statement, copy.register, copy.no_findings | explained)
            return Proven(repair, explained, waiting, clues.ids - explained)
        return Proven(tried.repair, explained, tried.copy, tried.findings)

    def _tried(self, repair: Repair, copy: Copy) -> Proven:
        self.left -= 1
        repaired = copy.repaired(repair)
        findings = frozenset(finding_ids(self._again(repaired.statement, repaired.register)))
        return Proven(repair, frozenset(), repaired, findings - repaired.no_findings)


def _against(repair: Repair, clues: Clues, findings: frozenset[FindingId]) -> frozenset[EntryKey] | None:
    """The entries of the repair on which a finding has come; None where one has come on anything else.

    A finding that had been hidden, because its query or its entry was left over, has not come: it was there.
    """
    touched = {key[:2] for key in repair.lines}
    against = set[EntryKey]()
    for one in findings - clues.ids:
        if one[0] in repair.brings or clues.was_hidden(one):
            continue
        entry = clues.entry_of(one)
        if entry not in touched or entry is None:
            return None
        against.add(entry)
    return frozenset(against)
