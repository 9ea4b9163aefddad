"""What a run takes from the archive and leaves in it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from reconcile import documents
from reconcile.archive import deposit, read_history, run_contents
from reconcile.deposits import Deposit
from reconcile.facts.lines import as_written, used_lines
from reconcile.history import ITEMS, History
from reconcile.lists import LISTS, USED, Lists
from reconcile.outcome import Outcome
from reconcile.pipeline.job import Files
from reconcile.pipeline.relying import kept_whole, relied_on
from reconcile.publishing import record_of
from reconcile.review import sight_of
from reconcile.tables import MATCHES, REGISTER, STATEMENT, Table
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
    contents = run_contents(
        items=_written(ITEMS, items),
        inputs=[(role, path) for role, path in files.by_role() if kept_whole(role, outcome.settings)],
        tables=(folder / "data").iterdir(),
        lists=_lists_of(outcome),
        reports=[path for path in folder.iterdir() if path.is_file()],
    )
    return deposit(
        root,
        history,
        kind="run",
        period=outcome.month,
        as_of=outcome.as_of,
        record=record,
        files=contents,
    )


_PAPERS = {"audit", "volume", "destruction"}
"""Deposits of which no month's report says anything."""


def is_last_word(root: Path, record: Mapping[str, Any], *, kept: bool) -> bool:
    """Whether the archive has nothing after that record; where it was not kept, nothing after what it was made from.

    What a month's report does not tell, such as an audit that was held, is nothing after it.
    """
    history = read_history(root, record.get("agency"))
    if not kept:
        return not record.get("archived") and history.head == record.get("previous_head")
    told = [deposit for deposit in history.deposits if deposit.kind not in _PAPERS]
    return bool(told) and told[-1].record == record


def with_archive(lists: Lists, history: History | None, month: Month, register: pd.DataFrame) -> Lists:
    """The lists with what the archive says: which lines other months used, which entries it saw."""
    if history is None:
        return lists
    runs = [
        (other, run)
        for chain in history.chains
        for other in chain.months
        if other != month and (run := chain.standing(other))
    ]
    return replace(lists, used=_used_in(runs, register), seen=sight_of(history, month, register))


def _used_in(runs: Sequence[tuple[Month, Deposit]], register: pd.DataFrame) -> pd.DataFrame:
    """`USED` of these months, of which no line can be here again unless a session of it is here."""
    sessions = frozenset(register["login_at"].astype(object).where(register["login_at"].notna(), None))
    months = USED.frame([{"month": str(month)} for month, _ in runs])
    shared = [
        used_lines(run.table(REGISTER.name), run.table(MATCHES.name), month)
        for month, run in runs
        if not sessions.isdisjoint(run.columns(REGISTER.name, ["login_at"])[0])
    ]
    return pd.concat([months, *shared], ignore_index=True)


def earlier_accounts(history: History | None, month: Month) -> dict[Month, frozenset[str]]:
    """The accounts that queried in each earlier month that is archived."""
    accounts = dict[Month, frozenset[str]]()
    for earlier in history.months if history else ():
        if history and earlier < month and (run := history.standing(earlier)):
            rows = zip(*run.columns(STATEMENT.name, ["account", "user_name"]), strict=True)
            accounts[earlier] = frozenset(name if account is None else account for account, name in rows) - {None}
    return accounts


def register_before(history: History | None, month: Month) -> pd.DataFrame | None:
    """The register of the last month before this one that is archived; None where none is."""
    before = [earlier for earlier in history.months if earlier < month] if history else []
    standing = [run for earlier in before if history and (run := history.standing(earlier))]
    if not standing:
        return None
    return as_written(standing[-1].table(REGISTER.name), standing[-1].table(MATCHES.name))


def _lists_of(outcome: Outcome) -> dict[str, bytes]:
    """The lists as Parquet, for a deposit holds more tables than the contract."""
    lists = relied_on(outcome)
    given = {role.name: getattr(lists, role.name) for role in documents.LISTS}
    return {name: _written(LISTS[name], frame) for name, frame in given.items() if frame is not None}


def _written(table: Table, frame: pd.DataFrame) -> bytes:
    """In memory: it holds whole identifiers, and a file of it would outlive a run that is killed."""
    buffer = BytesIO()
    table.write(table.conform(frame), buffer)
    return buffer.getvalue()
