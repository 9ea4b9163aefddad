"""Whom the items of a run concern: an answer by one of them proves nothing."""

from collections.abc import Mapping
from typing import Any

from reconcile.deposits import Deposit
from reconcile.facts.accounts import names_of_accounts, own_names
from reconcile.lists import ROSTER
from reconcile.tables import REGISTER, STATEMENT, records
from reconcile.text.signatures import signers

NOBODY = frozenset[str]()
NAMES_ARE_NAMES = "簽核及處理結果所載姓名係由使用者鍵入，程式無從驗證其人；以紙本簽章為準。"
"""What every paper says that shows who signed or answered."""


def concerned(run: Deposit) -> dict[str, frozenset[str]]:
    """By item, every name (as `comparable` has it) of the users whom the run's finding is about."""
    if run.items is None or run.items.empty:
        return {}
    names = names_of_accounts(run.table(ROSTER.name))
    asked = {
        (row["statement_file"], row["statement_row"]): _names(names, row["user_name"], row["account"])
        for row in records(run.table(STATEMENT.name))
    }
    written = {
        (row["register_file"], row["register_entry"]): _names(names, row["user_name"])
        for row in records(run.table(REGISTER.name))
    }
    return {
        row["item"]: _at(asked, row, "statement_file", "statement_row")
        | _at(written, row, "register_file", "register_entry")
        for row in records(run.items)
    }


def answered_by_himself(by: str, concerns: frozenset[str]) -> bool:
    """Whether the person who signs as `by` is one of them."""
    return any(readings & concerns for readings in signers(by))


def _at(of: Mapping[tuple[Any, Any], frozenset[str]], row: Mapping[str, Any], *keys: str) -> frozenset[str]:
    return of.get((row[keys[0]], row[keys[1]]), NOBODY)


def _names(known: dict[str, tuple[str, ...]], *written: str | None) -> frozenset[str]:
    return frozenset[str]().union(*(own_names(one, known) for one in written if one))
