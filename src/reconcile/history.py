"""What the archive remembers of an office, and what a month owes to it: deposits, items, decisions, sign-offs.

A deposit is one thing kept for good: a run, the decisions taken in from one worklist, a self-audit, a volume. The
deposits of an agency form one chain. An item is a finding with an identity that outlives the run that raised it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from reconcile.deposits import Decision, Deposit, Kind, Signoff
from reconcile.tables import FINDINGS, Table
from reconcile.text.dates import ROC_YEAR_ZERO, Month

_HALF_YEAR = 6

RESULTS = ("已補登", "說明合理", "屬實異常", "系統誤判", "待查")
"""處理結果, the answers that a worklist offers."""

WRITTEN_LATE, EXPLAINED, CONFIRMED, MISTAKEN, OPEN = RESULTS
"""Each of them by what it says of the item; `OPEN` alone leaves it open."""

SELF_AUDIT, COUNTY_AUDIT = ("self_audit", "附件三"), ("county_audit", "附件四")
"""What `record["form"]` of an audit deposit says; version 0.2 wrote the number of the form."""

ANSWERS = ("處理結果", "說明", "查明人員", "日期")
"""The headings of a worklist that the office fills in; all others belong to this program."""

WORKLISTS = ("待查事項", "詢問事項", "前月未結")
"""The sheets of report.xlsx that bear items: discrepancies, questions of conduct, and what earlier months left open.

Each has the columns 項目代號 (`item`), 代碼 (`code`), 疑點 (`message`) and those of `ANSWERS`, under a header row.
"""

SIGNOFF_SHEET = "簽核"
"""The sheet that says whose worklist it is: a label in the first column, its value in the second.

機關, 月份 (115年10月) and 報表驗證碼 (`Review.digest`) are ours; 簽核人 and 簽核日期 are the supervisor's to fill.
"""

FORMER_LABELS = {"報表摘要": "報表驗證碼"}
"""What version 0.2 called a label of that sheet, and what it is called now."""

UNARCHIVED = "未封存"
"""Stands where a report of an archived run bears its digest."""

IDENTITY = ("項目代號", "代碼", "疑點")
"""The headings of a worklist by which a row is known to be one of ours, unchanged."""


def item_of_cause(month: Month, cause: str) -> str:
    """What a worklist calls a cause of a run: 11510-C01. An answer there is one on each of its members."""
    return f"{month.year - ROC_YEAR_ZERO}{month.month:02d}-{cause}"


ITEMS = Table(
    "items",
    pa.schema(
        [
            ("item", pa.string()),
            ("month", pa.string()),
            *FINDINGS.schema,
            ("user", pa.string()),
            ("subject", pa.string()),
            ("at", pa.string()),
        ]
    ),
    order=FINDINGS.order,
    required=frozenset(["item", "month", *FINDINGS.required]),
    added=FINDINGS.added,
)
"""The findings of one run with their identities, and whose, of whom and when as a report shows them (masked)."""


@dataclass(frozen=True)
class HeldAudit:
    """An audit that was held: the day, the half of a year that it is for (1 or 2), and the deposit that says so."""

    on: date
    half: int
    deposit: Deposit


@dataclass(frozen=True)
class History:
    """All deposits of one agency in the order of its chain.

    `former` are the agencies that it was before it was renamed or merged, the earliest first, each with its own chain.
    What they left open goes on; a month that this agency has no run of is theirs (of several, the last one's).
    """

    agency: str
    deposits: tuple[Deposit, ...] = ()
    former: tuple["History", ...] = ()

    @property
    def head(self) -> str | None:
        """What seals the whole chain; None where nothing is archived yet."""
        return self.deposits[-1].head if self.deposits else None

    @cached_property
    def everything(self) -> tuple[Deposit, ...]:
        """The deposits of all chains, those of former agencies first."""
        return tuple(deposit for chain in self.chains for deposit in chain.deposits)

    @cached_property
    def chains(self) -> tuple["History", ...]:
        """Each agency's own chain, this one's last."""
        return (*self.former, History(self.agency, self.deposits))

    @property
    def months(self) -> list[Month]:
        """The months that were run, in order."""
        return sorted({deposit.month for deposit in self.everything if deposit.kind == "run" and deposit.month})

    @property
    def destroyed(self) -> frozenset[int]:
        """The record years (AD) whose destruction is recorded."""
        return frozenset(deposit.record["year"] for deposit in self.everything if deposit.kind == "destruction")

    def runs(self, month: Month) -> list[Deposit]:
        """The runs of a month, the latest last."""
        return self._of(month, "run")

    def standing(self, month: Month) -> Deposit | None:
        """The run that stands for a month: the latest, unless it was retracted; None where none does."""
        runs = self.runs(month)
        return runs[-1] if runs and not self.retraction(month) else None

    def retraction(self, month: Month) -> Deposit | None:
        """What retracted the latest run of a month; None where that stands, or where there is none."""
        return next((one for one in self.retractions(month)[-1:] if one.number > self.runs(month)[-1].number), None)

    def retractions(self, month: Month) -> list[Deposit]:
        """The deposits that retracted a run of a month, the latest last."""
        return self._of(month, "retraction")

    def audits(self, form: Collection[str], year: int, until: date) -> list[HeldAudit]:
        """The audits of that form held in a year until a day (closed), in order; each day and half once.

        An audit counts in the year of its day, for the half that it names, else for that of its day.
        """
        held = dict[tuple[date, int], HeldAudit]()
        for deposit in self.everything:
            if deposit.kind == "audit" and deposit.record.get("form") in form:
                on = date.fromisoformat(deposit.record["held_on"])
                half = deposit.record.get("half") or (1 if on.month <= _HALF_YEAR else 2)
                held[on, half] = HeldAudit(on, half, deposit)
        return [held[key] for key in sorted(held) if key[0].year == year and key[0] <= until]

    def chains_of(self, month: Month) -> list[str]:
        """The agencies that have a run of a month; several only where offices were merged."""
        run = (month, "run")
        ran = [chain for chain in self.chains if run in {(one.month, one.kind) for one in chain.deposits}]
        return [chain.agency for chain in ran]

    def decisions(self, month: Month) -> list[Deposit]:
        """The deposits of decisions on a month, the latest last."""
        return self._of(month, "decision")

    def _of(self, month: Month, kind: Kind) -> list[Deposit]:
        """The deposits of a kind on a month, of the chain that the month is in."""
        return [deposit for deposit in self._by_month.get(month, ()) if deposit.kind == kind]

    @cached_property
    def _by_month(self) -> Mapping[Month, Sequence[Deposit]]:
        """What is on a month, of the last chain that ran it; of one that none did, what this one's own chain has."""
        found = dict[Month, Sequence[Deposit]]()
        for chain in self.chains:
            held = _of_months(chain.deposits)
            found |= {month: of for month, of in held.items() if any(one.kind == "run" for one in of)}
        return {**_of_months(self.deposits), **found}


def _of_months(deposits: Sequence[Deposit]) -> dict[Month, list[Deposit]]:
    found = dict[Month, list[Deposit]]()
    for one in deposits:
        if one.month:
            found.setdefault(one.month, []).append(one)
    return found


Filled = str | int | float | bool | datetime | date | time | timedelta | None
"""What a cell of a worklist holds; None where it is blank."""


@dataclass(frozen=True)
class WorklistRow:
    """A row of a worklist by its headings; `place` is where it stands, in the words of the office."""

    place: str
    cells: Mapping[str, Filled]


@dataclass(frozen=True)
class Worklist:
    """A report.xlsx that an office has filled in, as read and not yet believed.

    `file` is its base name, `rows` what stands on each of `WORKLISTS`, `labels` the values of `SIGNOFF_SHEET`.
    """

    file: str
    sha256: str
    rows: Mapping[str, tuple[WorklistRow, ...]]
    labels: Mapping[str, Filled]


@dataclass(frozen=True)
class EarlierPapers:
    """What the items of one earlier run rest on: its tables, as many rows of them as these items name or stand beside.

    `names` are the persons whom that month names, `asked` and `identifiers` those whom it asks about.
    """

    statement: pd.DataFrame
    register: pd.DataFrame
    matches: pd.DataFrame
    unmatched: pd.DataFrame
    causes: pd.DataFrame
    names: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    identifiers: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Item:
    """One finding's life until now.

    `age` is in months, 0 in the month that raised it. `story` is what happened to it in order, a
    sentence each (首次列出、更正後不再列出、再次列出、由 11 月紀錄表補登、處理結果 …).
    `decision` is the last one, None where there is none or where the item was listed again since.
    `row` is its row of findings in the run that listed it last, `listed_in` the number of that
    deposit in the chain of its agency; None of the run at hand.
    """

    item: str
    month: Month
    code: str
    severity: str
    user: str | None
    subject: str | None
    at: str | None
    message: str
    state: Literal["open", "closed"]
    age: int
    decision: Decision | None
    story: tuple[str, ...]
    row: Mapping[str, Any] | None = None
    listed_in: tuple[str, int] | None = None


@dataclass(frozen=True)
class Standing:
    """How many items of a month and of the months before it are open, and how many were found 屬實異常, by age.

    An age is in months, 0 in the month at hand; what is still open is not upheld.
    """

    open: Mapping[int, int] = field(default_factory=dict)
    upheld: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Review:
    """What a month's report owes to the months and runs before it.

    `items` are this run's, by identity; `of_findings` their identities, one a row of findings in its order. `carried`
    are the items of earlier months that are open, or that this month closes, and those of this month's earlier runs
    that this run does not list and yet cannot close. `late_entries` are the identities of earlier months' items that
    this run's register makes good. `changes` tell item by item what differs from the last run of this month, empty on
    the first. `digest` seals inputs, settings, tables and the decisions taken in by this month's worklists: a sign-off
    is good as long as it bears it; of a run that is not archived it is `UNARCHIVED`, and no answer to it is taken in.
    `previous_head` is the head of the chain before this run, `over_months` are sentences on conduct over months,
    `formerly` the names of the agencies whose open items are carried on. `since` is the month from which on a cause of
    this run goes on without a break, by its name; a new one is not in it. `standing` counts what is open or upheld
    when the run is archived. `papers` are what the carried items rest on, by `Item.listed_in`; a run whose tables
    cannot be read is not in it.
    """

    items: Mapping[str, Item] = field(default_factory=dict)
    of_findings: tuple[str, ...] = ()
    carried: tuple[Item, ...] = ()
    late_entries: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    digest: str = ""
    previous_head: str | None = None
    signoff: Signoff | None = None
    signoff_void: bool = False
    archived: bool = True
    over_months: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    since: Mapping[str, Month] = field(default_factory=dict)
    standing: Standing = field(default_factory=Standing)
    papers: Mapping[tuple[str, int], EarlierPapers] = field(default_factory=dict, compare=False)
