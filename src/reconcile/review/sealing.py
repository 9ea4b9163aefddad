"""The digest that a report bears and a sign-off is bound to.

It seals a run's evidence, which is its inputs, its settings and its tables row by row, and the decisions that this
month's own worklists have brought in, in their order. A decision on an item of this month that comes in with a later
month's worklist (前月未結) belongs to that month's digest: else no signature would outlive the next month. The day of
the run is not sealed: the same papers looked at again are the same papers.

A signature that comes in together with answers is made under those answers: it is bound to the digest after them. It
holds until an input, a setting, a table or a decision of this month changes.

Of what contract 1 of the tables did not have, only what says something is sealed: a month that was
signed under that contract is as it was signed.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import pandas as pd

from reconcile.deposits import Decision, Deposit, Signoff
from reconcile.errors import ArchiveBroken
from reconcile.history import History
from reconcile.outcome import Outcome
from reconcile.review.canonical import canonical
from reconcile.tables import (
    CAUSES,
    FINDINGS,
    MATCHES,
    REGISTER,
    STATEMENT,
    TABLES,
    UNMATCHED,
    Table,
    plain_rows,
)
from reconcile.text.dates import Month

_EVIDENCE = dict[bytes, str]()
"""The evidence of runs by what their files hold: a command asks it of the same runs again and again."""


def evidence_of(outcome: Outcome) -> str:
    """The digest of a run's inputs, settings and tables."""
    frames = {
        STATEMENT: outcome.statement,
        REGISTER: outcome.register,
        MATCHES: outcome.matching.matches,
        UNMATCHED: outcome.matching.unmatched,
        FINDINGS: outcome.findings,
        CAUSES: outcome.causes,
    }
    return _evidence(str(outcome.month), map(asdict, outcome.inputs), outcome.settings.sha256, frames)


def evidence_in(run: Deposit) -> str:
    """The same digest of an archived run, from its tables; raises ArchiveBroken where they cannot be read."""
    told = [str(run.month), run.record["inputs"], run.record["settings_sha256"]]
    files = [(table.name, hashlib.sha256(run.table_bytes(table.name) or b"").hexdigest()) for table in TABLES]
    known = hashlib.sha256(canonical([told, files])).digest()
    if known not in _EVIDENCE:
        frames = {table: run.table(table.name) for table in TABLES}
        _EVIDENCE[known] = _evidence(str(run.month), run.record["inputs"], run.record["settings_sha256"], frames)
    return _EVIDENCE[known]


def digest_of(evidence: str, decisions: Iterable[Decision]) -> str:
    """What a report bears that shows this evidence and these decisions."""
    sealed = hashlib.sha256(canonical(evidence))
    for decision in decisions:
        sealed.update(canonical(asdict(decision)))
    return sealed.hexdigest()


def decided(deposits: Sequence[Deposit]) -> list[Decision]:
    """The decisions of some deposits in their order."""
    return [decision for deposit in deposits for decision in deposit.decisions]


def digests_of(run: Deposit, history: History) -> list[str]:
    """What reports of this run have borne: before this month's first decisions, and after each worklist's."""
    evidence, taken = evidence_in(run), history.decisions(run.month) if run.month else []
    return [digest_of(evidence, decided(taken[:count])) for count in range(len(taken) + 1)]


def signoff_in(history: History, month: Month) -> Signoff | None:
    """The last signature under a month; None where there is none, or where the run that it was under is retracted."""
    since = max((one.number for one in history.retractions(month)), default=-1)
    taken = [deposit for deposit in history.decisions(month) if deposit.number > since]
    return next((deposit.signoff for deposit in reversed(taken) if deposit.signoff), None)


def void_signoffs(history: History) -> frozenset[Month]:
    """The months whose last signature does not hold: what it was bound to has changed, or cannot be read any more."""
    signed = {month: signoff for month in history.months if (signoff := signoff_in(history, month))}
    return frozenset(month for month, signoff in signed.items() if not _holds(signoff, history, month))


def signed(history: History, month: Month) -> bool | None:
    """Whether the last signature under a month holds; None where there is none."""
    signoff = signoff_in(history, month)
    return None if signoff is None else _holds(signoff, history, month)


def _holds(signoff: Signoff, history: History, month: Month) -> bool:
    run = history.standing(month)
    try:
        evidence = evidence_in(run) if run else None
    except ArchiveBroken:
        return False
    return evidence is not None and signoff.digest == digest_of(evidence, decided(history.decisions(month)))


def _evidence(
    month: str,
    inputs: Iterable[Mapping[str, Any]],
    settings: str,
    frames: Mapping[Table, pd.DataFrame],
) -> str:
    sealed = hashlib.sha256(canonical([month, settings]))
    for given in sorted((given["role"], given["file"], given["sha256"]) for given in inputs):
        sealed.update(canonical(given))
    for table, frame in frames.items():
        if table.since > 1 and frame.empty:
            continue
        columns = _sealed_columns(table, frame)
        sealed.update(canonical([table.name, *columns]))
        for row in plain_rows(frame[columns]):
            sealed.update(canonical(list(row)))
    return sealed.hexdigest()


def _sealed_columns(table: Table, frame: pd.DataFrame) -> list[str]:
    """All of contract 1, and of the others those that say something in some row."""

    def says_something(name: str) -> bool:
        return any(value not in {None, False} for (value,) in plain_rows(frame[[name]]))

    return [name for name in table.columns if name not in table.added or says_something(name)]
