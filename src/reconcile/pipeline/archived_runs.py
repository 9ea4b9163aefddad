"""What a run takes from the archive and leaves in it."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from reconcile import documents
from reconcile.archive import deposit, payload, whole_history
from reconcile.history import ITEMS, Deposit, History
from reconcile.lists import LISTS
from reconcile.outcome import Outcome
from reconcile.pipeline.job import Files
from reconcile.publishing import record_of
from reconcile.tables import REGISTER, STATEMENT
from reconcile.text.dates import Month


def keep(
    root: Path, history: History, outcome: Outcome, items: pd.DataFrame, files: Files, folder: Path
) -> Deposit | None:
    """Deposit a run: its inputs as received, the tables, the reports in `folder` and the items they raise.

    A run that says nothing new, its record being that of the last deposit, is not kept twice.
    """
    record = record_of(folder)
    if history.deposits and history.deposits[-1].record == record:
        return None
    with tempfile.TemporaryDirectory() as place:
        made = _tables_beside(outcome, items, Path(place))
        contents: dict[str, Path | bytes] = {
            **{f"inputs/{role}/{path.name}": path for role, path in files.by_role()},
            **{f"tables/{path.name}": path for path in sorted((folder / "data").iterdir())},
            **made,
            **{f"reports/{path.name}": path for path in sorted(folder.iterdir()) if path.is_file()},
        }
        return deposit(
            root,
            history,
            kind="run",
            period=outcome.month,
            as_of=outcome.as_of,
            record=record,
            files=contents,
        )


def is_archived(root: Path, record: Mapping[str, Any]) -> bool:
    """Whether that record is the last word of the archive on its month and on everything before it."""
    history = whole_history(root, record.get("agency"))
    return bool(history.deposits) and history.deposits[-1].record == record


def earlier_accounts(history: History | None, month: Month) -> dict[Month, frozenset[str]]:
    """The accounts that queried in each earlier month that is archived."""
    used = dict[Month, frozenset[str]]()
    for earlier in history.months if history else ():
        if history and earlier < month:
            statement = STATEMENT.read(payload(history.runs(earlier)[-1], "tables/statement.parquet"))
            used[earlier] = frozenset(statement["account"].fillna(statement["user_name"]).dropna())
    return used


def register_before(history: History | None, month: Month) -> pd.DataFrame | None:
    """The register of the last month before this one that is archived; None where none is."""
    before = [earlier for earlier in history.months if earlier < month] if history else []
    if history is None or not before:
        return None
    return REGISTER.read(payload(history.runs(before[-1])[-1], "tables/register.parquet"))


def _tables_beside(outcome: Outcome, items: pd.DataFrame, place: Path) -> dict[str, Path]:
    """Items and lists as Parquet, for a deposit holds more tables than the contract."""
    ITEMS.write(items, place / "items.parquet")
    made = {"items.parquet": place / "items.parquet"}
    for role in documents.LISTS:
        frame, table = getattr(outcome.lists, role.name), LISTS[role.name]
        if frame is not None:
            made[f"tables/{role.name}.parquet"] = place / f"{role.name}.parquet"
            table.write(table.conform(frame), place / f"{role.name}.parquet")
    return made
