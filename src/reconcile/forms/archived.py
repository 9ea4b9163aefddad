"""What the archive holds of each month, as the checklists ask for it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from reconcile.deposits import Deposit
from reconcile.documents import SIDES
from reconcile.forms.attachments import sha256_of
from reconcile.forms.concerned import NOBODY, answered_by_himself, concerned
from reconcile.history import CONFIRMED, OPEN, WRITTEN_LATE, History
from reconcile.lists import ROSTER
from reconcile.lives import Life, Lives
from reconcile.text.dates import Month

VANISHED, BY_HIMSELF = "更正後不再列出", "當事人本人答復"
"""What an item may be beside the answers of `history.RESULTS`."""


@dataclass(frozen=True)
class Downloaded:
    """When a statement was downloaded, who says so, and what proves it.

    `source` is "option", "printed" or "file", or "archived": it was downloaded by the day on which the archive's clock
    says that a deposit first held it.
    """

    on: date
    source: str
    files: tuple[Path, ...]


@dataclass(frozen=True)
class ArchivedMonth:
    """The latest run of a month, which stands for it, and the last decision that bears a sign-off.

    Whether that still holds is for the review to say (`Audit.void`). `lives` are those of all items of the archive,
    `retracted` the runs of the month that were retracted.
    """

    month: Month
    runs: tuple[Deposit, ...]
    signed_in: Deposit | None
    lives: Lives
    retracted: tuple[Deposit, ...] = ()

    @property
    def run(self) -> Deposit:
        """The latest."""
        return self.runs[-1]

    @property
    def complete(self) -> bool:
        """The run had no problem with its inputs, and says what it found."""
        return self.run.record.get("complete") is True and self.run.items is not None

    @property
    def kept(self) -> bool:
        """Statement and register lie in the archive as they were received."""
        inputs = [one for one in self.run.record.get("inputs", ()) if one["role"] in SIDES]
        whole = all(self.input_file(one["role"], one["sha256"]) for one in inputs)
        return self.complete and whole and {one["role"] for one in inputs} == set(SIDES)

    @property
    def downloaded(self) -> Downloaded | None:
        """The first download of the whole month that any run knows of, before those that only a file's date tells.

        A statement downloaded anew for a correction does not make the first one late. The clock of the first deposit
        that holds a statement proves that it was downloaded by then.
        """
        known = [
            Downloaded(
                date.fromisoformat(told["on"]),
                str(told["source"]),
                (*run.inputs("statement"), run.record_file),
            )
            for run in self.runs
            if (told := run.record.get("download"))
        ]
        known += [
            Downloaded(run.clock.date(), "archived", (*run.inputs("statement"), run.record_file))
            for run in self.runs
            if run.clock and any(given["role"] == "statement" for given in run.record.get("inputs", ()))
        ]
        end = self.month.end.date()
        return min(known, key=lambda one: (one.on < end, one.source == "file", one.on), default=None)

    @property
    def first_archived(self) -> date | None:
        """The day on which the archive's clock first saw a run of the month; None of version 0.2."""
        return min((run.clock.date() for run in self.runs if run.clock), default=None)

    @property
    def counts(self) -> dict[str, int]:
        """The terms of the conservation law."""
        return dict(self.run.record.get("counts", {}))

    @property
    def not_checked(self) -> tuple[str, ...]:
        """What the run says was not checked."""
        return tuple(self.run.record.get("not_checked", ()))

    @property
    def record_file(self) -> Path:
        """What the run says of itself."""
        return self.run.record_file

    def input_file(self, role: str, sha256: str) -> Path | None:
        """The input with that digest, whatever name the archive keeps it under; None where none has it."""
        return next((file for file in self.run.inputs(role) if sha256_of(file) == sha256), None)

    @cached_property
    def roster(self) -> pd.DataFrame | None:
        """帳號清冊 of that month; None where the run was given none."""
        return self.run.table(ROSTER.name) if self.run.table_file(ROSTER.name).is_file() else None

    @property
    def roster_files(self) -> tuple[Path, ...]:
        """The roster as received, or where that is missing the table read from it."""
        return self.run.inputs(ROSTER.name) or (self.run.table_file(ROSTER.name),)

    @cached_property
    def raised(self) -> dict[str, Life]:
        """The lives of all items that a run of this month has ever listed, by identity."""
        return {item: life for item, life in self.lives.items() if life.month == self.month}

    def answers(self, *codes: str) -> Counter[str]:
        """How the items of those codes stand (`state_of`) and their number; without codes, of all."""
        return Counter(self.state_of(item) for item in self._of(codes))

    def state_of(self, item: str) -> str:
        """處理結果 of an item, without an answer 待查; or `VANISHED`, or `BY_HIMSELF`.

        One that is open and yet written down late is 已補登.
        """
        life = self.raised[item]
        if life.gone:
            return VANISHED
        if life.is_open:
            return OPEN
        decided = life.decision.result if life.decision else OPEN
        if decided == OPEN:
            return WRITTEN_LATE
        return BY_HIMSELF if decided != CONFIRMED and self.is_by_himself(item) else decided

    def is_by_himself(self, item: str) -> bool:
        """Whether the last answer to an item is of a person whom the item concerns."""
        decision = self.raised[item].decision
        return decision is not None and answered_by_himself(decision.by, self._concerned.get(item, NOBODY))

    def proof_of(self, *codes: str) -> tuple[Path, ...]:
        """What the run says of its items of those codes, and the decisions that answered them."""
        lives = [self.raised[item] for item in self._of(codes)]
        answered = [one for life in lives for one in (life.decided_in, *life.late.values()) if one]
        before = [run for run in self.runs if any(life.gone for life in lives)]
        proving = (self.run, *before, *answered)
        return tuple(dict.fromkeys(one.record_file for one in proving))

    def _of(self, codes: Sequence[str]) -> list[str]:
        return [item for item, life in self.raised.items() if not codes or life.row["code"] in codes]

    @cached_property
    def _concerned(self) -> dict[str, frozenset[str]]:
        runs = (*self.retracted, *self.runs)
        return {item: names for run in runs for item, names in concerned(run).items()}


def archived_months(history: History, months: Sequence[Month]) -> dict[Month, ArchivedMonth]:
    """The months among these for which a run stands."""
    lives, found = Lives.of(history), {}
    for month in months:
        since = max((one.number for one in history.retractions(month)), default=-1)
        all_runs = history.runs(month)
        if runs := tuple(run for run in all_runs if run.number > since):
            signed = [one for one in history.decisions(month) if one.signoff and one.number > since]
            retracted = tuple(run for run in all_runs if run.number <= since)
            found[month] = ArchivedMonth(month, runs, signed[-1] if signed else None, lives, retracted)
    return found


def bound_volume(history: History, year: int) -> Deposit | None:
    """The latest whole volume of that year; one marked 未完成 does not count."""
    volumes = [
        deposit
        for deposit in history.everything
        if deposit.kind == "volume" and deposit.year == year and deposit.record.get("complete") is True
    ]
    return volumes[-1] if volumes else None
