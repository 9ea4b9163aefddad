"""The rows of causes in a worklist: an answer there is an answer to each finding that it may close."""

from collections.abc import Mapping
from dataclasses import dataclass

from reconcile.catalogue import answered_by_cause
from reconcile.deposits import Deposit
from reconcile.history import WorklistRow, item_of_cause
from reconcile.tables import CAUSES, records
from reconcile.text.dates import Month


@dataclass
class PrintedCause:
    """A cause as a run's report bears it, and its `row` in a worklist once that is found."""

    name: str
    kind: str
    sentence: str
    row: WorklistRow | None = None


def causes_in(run: Deposit, month: Month) -> dict[str, PrintedCause]:
    """The causes of an archived run by what a worklist calls them."""
    return {
        item_of_cause(month, row["cause"]): PrintedCause(row["cause"], row["kind"], row["sentence"])
        for row in records(run.table(CAUSES.name))
    }


def answered_together(run: Deposit, causes: Mapping[str, PrintedCause]) -> dict[str, WorklistRow]:
    """The row of its cause by each item that an answer there answers too (DESIGN §4)."""
    by_name = {cause.name: cause for cause in causes.values()}
    members = [row for row in records(run.items) if row["cause"] in by_name] if run.items is not None else []
    return {
        row["item"]: found
        for row in members
        if answered_by_cause(row["code"], by_name[row["cause"]].kind)
        and (found := by_name[row["cause"]].row) is not None
    }
