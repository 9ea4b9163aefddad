"""Which repairs are the causes: the one that explains most first, each on the copy that the others leave.

Two mistakes may hide one another, a clock a missing page; so the second is looked for in the copy
in which the first is undone. Of repairs that explain as much the simpler kind wins.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from reconcile.catalogue import CAUSES, answered_by_cause
from reconcile.causes.clues import Clues
from reconcile.causes.dates import wrong_dates
from reconcile.causes.habits import habits
from reconcile.causes.repair import LEAST, Copy, Repair, finding_ids
from reconcile.causes.spans import missing_papers
from reconcile.causes.ticks import ticking_habits
from reconcile.causes.times import wrong_times
from reconcile.causes.trial import Again, Bench, Proven
from reconcile.causes.writing import miswritten
from reconcile.lists import Lists
from reconcile.outcome import Matching
from reconcile.settings import Settings
from reconcile.tables import CAUSES as CAUSES_TABLE
from reconcile.tables import FINDINGS, REGISTER, STATEMENT

TRIALS = 9
"""So often a month is judged again at most."""

_FAMILIES = (missing_papers, wrong_times, wrong_dates, habits, ticking_habits, miswritten)
_SIMPLER = list(CAUSES)


@dataclass(frozen=True)
class Caused:
    """The table `causes`, and the findings with the cause of each."""

    causes: pd.DataFrame
    findings: pd.DataFrame


def causes_of(
    statement: pd.DataFrame,
    register: pd.DataFrame,
    matching: Matching,
    findings: pd.DataFrame,
    again: Again,
    lists: Lists | None = None,
    settings: Settings | None = None,
) -> Caused:
    """The few mistakes that explain many findings (DESIGN §4), each proven by undoing it in a copy of the month.

    `again` gives the findings of a changed statement and register, matched and judged as these were. Nothing but
    `cause` is changed in the findings. Where no three findings could have one cause nothing is tried.
    """
    findings = FINDINGS.conform(findings)
    statement, register = STATEMENT.conform(statement), REGISTER.conform(register)
    first = Clues.of(Copy(statement, register), matching, findings, (lists or Lists()).whole(), settings or Settings())
    found = sorted(_proven(first, again), key=lambda one: (-len(one.explained), _order(one.repair)))
    names = {one: f"C{number:02}" for number, cause in enumerate(found, start=1) for one in cause.explained}
    caused = pd.Series([names.get(one) for one in finding_ids(findings)], findings.index, dtype="string")
    return Caused(CAUSES_TABLE.frame(_rows(found)), findings.assign(cause=caused))


def _proven(clues: Clues, again: Again) -> list[Proven]:
    found = list[Proven]()
    bench, tried = Bench(again, TRIALS), set[tuple[str, str]]()
    while proven := _first_proven(clues, bench, tried):
        found.append(proven)
        clues = clues.without(proven.copy, proven.findings, proven.explained)
    return found


def _first_proven(clues: Clues, bench: Bench, tried: set[tuple[str, str]]) -> Proven | None:
    """The first cause of those that were not tried yet, which are tried until there is one."""
    for repair in _worth_trying(clues, tried) if bench.left else ():
        tried.add((repair.kind, repair.where))
        proven = bench.prove(repair, clues.copy, clues)
        if proven or not bench.left:
            return proven
    return None


def _worth_trying(clues: Clues, tried: Collection[tuple[str, str]]) -> list[Repair]:
    """Those that were not tried yet, the one that explains most first, each kind once at each place."""
    if len(clues.open) < LEAST:
        return []
    proposed: Iterable[Repair] = (repair for family in _FAMILIES for repair in family(clues))
    worth = (one for one in proposed if one.is_worth_trying and (one.kind, one.where) not in tried)
    ordered = sorted(worth, key=lambda one: (-len(one.expected), _order(one)))
    return list({(one.kind, one.where): one for one in reversed(ordered)}.values())[::-1]


def _order(repair: Repair) -> tuple[int, str]:
    return _SIMPLER.index(repair.kind), repair.where


def _rows(found: list[Proven]) -> Iterator[dict[str, object]]:
    for number, cause in enumerate(found, start=1):
        repair = cause.repair
        closes = sum(answered_by_cause(one[0], repair.kind) for one in cause.explained)
        yield {
            "cause": f"C{number:02}",
            "kind": repair.kind,
            "count": len(cause.explained),
            "sentence": repair.told(repair.support, closes),
            "support": str(repair.support),
        }
