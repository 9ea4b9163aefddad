"""What the archive holds of each month, as the checklists ask for it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from reconcile.deposits import Deposit
from reconcile.documents import SIDES
from reconcile.forms.attachments import sha256_of
from reconcile.history import OPEN, WRITTEN_LATE, History
from reconcile.lists import ROSTER
from reconcile.lives import Lives
from reconcile.text.dates import Month


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

    Whether that still holds is for the review to say (`Audit.void`). `lives` are those of all items of the archive.
    """

    month: Month
    runs: tuple[Deposit, ...]
    signed_in: Deposit | None
    lives: Lives

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

    def answers(self, *codes: str) -> Counter[str]:
        """How the findings of those codes were answered: 處理結果 and its number; without an answer 待查."""
        items = self._items
        found = set(items.loc[items["code"].isin(codes), "item"] if codes else items["item"])
        return Counter(map(self.result_of, [*found, *(self.held(*codes) - found)]))

    def held(self, *codes: str) -> set[str]:
        """The items of those codes that a retracted run of the month left, and nobody has answered since."""
        return {
            item
            for item, life in self.lives.items()
            if life.month == self.month and life.held and (not codes or life.row["code"] in codes)
        }

    def result_of(self, item: str) -> str:
        """處理結果 of an item; one that is open and yet written down late is 已補登."""
        life = self.lives[item]
        if life.held:
            return OPEN
        decided = life.decision.result if life.decision else OPEN
        return WRITTEN_LATE if decided == OPEN and life.late else decided

    def proof_of(self, *codes: str) -> tuple[Path, ...]:
        """What the run says of its findings of those codes, and the decisions that answered them."""
        items = self._items
        found = items.loc[items["code"].isin(codes), "item"]
        lives = [self.lives[item] for item in found]
        answered = [deposit for life in lives for deposit in (life.decided_in, *life.late.values()) if deposit]
        return tuple(dict.fromkeys([self.record_file, *(one.record_file for one in answered)]))

    def corrected(self, code: str) -> int:
        """How many findings of that code an earlier run had and the latest has no more."""
        before = [run.items for run in self.runs[:-1] if run.items is not None]
        found = {item for items in before for item in items.loc[items["code"] == code, "item"]}
        return len(found - set(self._items["item"]))

    @property
    def _items(self) -> pd.DataFrame:
        return self.run.items if self.run.items is not None else pd.DataFrame({"item": [], "code": []})


def archived_months(history: History, months: Sequence[Month]) -> dict[Month, ArchivedMonth]:
    """The months among these for which a run stands."""
    lives, found = Lives.of(history), {}
    for month in months:
        since = max((one.number for one in history.retractions(month)), default=-1)
        if runs := tuple(run for run in history.runs(month) if run.number > since):
            signed = [one for one in history.decisions(month) if one.signoff and one.number > since]
            found[month] = ArchivedMonth(month, runs, signed[-1] if signed else None, lives)
    return found


def held_audits(history: History, form: Collection[str], year: int, today: date) -> list[tuple[date, Deposit]]:
    """The audits of that form held in the year until today, a day each once, in order."""
    held = {
        date.fromisoformat(deposit.record["held_on"]): deposit
        for deposit in history.everything
        if deposit.kind == "audit" and deposit.record.get("form") in form
    }
    days = sorted(on for on in held if on.year == year and on <= today)
    return [(on, held[on]) for on in days]


def bound_volume(history: History, year: int) -> Deposit | None:
    """The latest whole volume of that year; one marked 未完成 does not count."""
    volumes = [
        deposit
        for deposit in history.everything
        if deposit.kind == "volume" and deposit.year == year and deposit.record.get("complete") is True
    ]
    return volumes[-1] if volumes else None


def clerks(roster: pd.DataFrame, month: Month) -> list[str] | None:
    """Who is 承辦人員 in the month, by name; None where on some day of it nobody is."""
    rows = roster[roster["role"].fillna("").str.contains("承辦")]
    first, end = pd.Timestamp(month.start), pd.Timestamp(month.end)
    rows = rows[(rows["valid_from"].isna() | (rows["valid_from"] < end)) & _until(rows, first)]
    ends = [end_on + timedelta(days=1) for end_on in rows["valid_to"].dropna() if end_on + timedelta(days=1) < end]
    covered = all(
        bool(((rows["valid_from"].isna() | (rows["valid_from"] <= day)) & _until(rows, day)).any())
        for day in [first, *ends]
    )
    return sorted(set(rows["user_name"].dropna())) if covered else None


def _until(rows: pd.DataFrame, day: pd.Timestamp) -> Any:
    return rows["valid_to"].isna() | (rows["valid_to"] >= day)
