"""What the archive remembers of an office, and what a month owes to it: deposits, items, decisions, sign-offs.

A deposit is one thing kept for good: a run, the decisions taken in from one worklist, a self-audit, a volume. The
deposits of an agency form one chain. An item is a finding with an identity that outlives the run that raised it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from reconcile.tables import FINDINGS, Table
from reconcile.text.dates import ROC_YEAR_ZERO, Month, roc_date

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

機關, 月份 (115年10月) and 報表摘要 (`Review.digest`) are ours; 簽核人 and 簽核日期 are the supervisor's to fill.
"""

IDENTITY = ("項目代號", "代碼", "疑點")
"""The headings of a worklist by which a row is known to be one of ours, unchanged."""

Kind = Literal["run", "decision", "audit", "volume"]

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
class Decision:
    """One answer to one item: `on` is the day the office wrote, `worklist` the SHA-256 of the file it came in."""

    item: str
    result: str
    note: str
    by: str
    on: date
    worklist: str


@dataclass(frozen=True)
class Signoff:
    """A supervisor's signature under a month, bound to the `digest` that the report bore (`Review.digest`)."""

    by: str
    on: date
    digest: str


@dataclass(frozen=True)
class Deposit:
    """One link of an agency's chain.

    `number` counts from 1 through the chain. `head` is the SHA-256 that seals it and all before it, `previous` that of
    the link before. `record` is what the deposit says of itself: run.json of a run, the decisions of a decision.
    `items` are those of a run, None for other kinds. `month` is None for the yearly kinds (audit, volume), `year` for
    the others.
    """

    number: int
    kind: Kind
    month: Month | None
    as_of: date
    head: str
    previous: str | None
    folder: Path
    record: Mapping[str, Any]
    items: pd.DataFrame | None = None
    decisions: tuple[Decision, ...] = ()
    signoff: Signoff | None = None
    year: int | None = None


@dataclass(frozen=True)
class History:
    """All deposits of one agency in the order of its chain."""

    agency: str
    deposits: tuple[Deposit, ...] = ()

    @property
    def head(self) -> str | None:
        """What seals the whole chain; None where nothing is archived yet."""
        return self.deposits[-1].head if self.deposits else None

    @property
    def months(self) -> list[Month]:
        """The months that were run, in order."""
        return sorted({deposit.month for deposit in self.deposits if deposit.kind == "run" and deposit.month})

    def runs(self, month: Month) -> list[Deposit]:
        """The runs of a month, the latest last."""
        return [deposit for deposit in self.deposits if deposit.kind == "run" and deposit.month == month]

    def decisions(self, month: Month) -> list[Deposit]:
        """The deposits of decisions on a month, the latest last."""
        return [deposit for deposit in self.deposits if deposit.kind == "decision" and deposit.month == month]


@dataclass(frozen=True)
class Holding:
    """All that an agency's archive holds of one record year (AD); it is kept through the day `kept_until`."""

    agency: str
    year: int
    months: tuple[Month, ...]
    deposits: tuple[Deposit, ...]
    kept_until: date
    due: bool

    def __str__(self) -> str:
        """The one sentence that the office reads."""
        held = f"{self.agency} {self.year - ROC_YEAR_ZERO}年度：{len(self.months)} 個月、{len(self.deposits)} 件封存"
        if self.due:
            return f"{held}，已於{roc_date(self.kept_until)}屆滿保存年限，可列入銷毀清冊，經核准後由機關自行銷毀。"
        return f"{held}，保存至{roc_date(self.kept_until)}。"


@dataclass(frozen=True)
class DestructionRow:
    """One line of the destruction list: `content` says what the deposit is, `head` proves which one it was."""

    agency: str
    year: int
    number: int
    content: str
    as_of: date
    kept_until: date
    folder: str
    head: str


@dataclass(frozen=True)
class Retention:
    """What an archive owes to 要點七 and 十一 on one day, agency by agency and year by year."""

    holdings: tuple[Holding, ...]
    destruction: tuple[DestructionRow, ...]
    assumption: str


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
class Item:
    """One finding's life until now.

    `age` is in months, 0 in the month that raised it. `story` is what happened to it in order, a
    sentence each (首次列出、更正後不再列出、再次列出、由 11 月紀錄表補登、處理結果 …).
    `decision` is the last one, None where there is none or where the item was listed again since.
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


@dataclass(frozen=True)
class Review:
    """What a month's report owes to the months and runs before it.

    `items` are this run's, by identity; `of_findings` their identities, one a row of findings in its order. `carried`
    are the items of earlier months that are open, or that this month closes, and those of this month's earlier runs
    that this run does not list and yet cannot close. `late_entries` are the identities of earlier months' items that
    this run's register makes good. `changes` tell item by item what differs from the last run of this month, empty on
    the first. `digest` seals inputs, settings, tables and the decisions taken in by this month's worklists: a sign-off
    is good as long as it bears it. `previous_head` is the head of the chain before this run.
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
