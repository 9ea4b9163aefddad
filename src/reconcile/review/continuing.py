"""Since when a cause goes on: the same habit of the same user, month after month in the archive."""

from collections.abc import Mapping

import pandas as pd

from reconcile.facts.users import person_meant
from reconcile.history import History
from reconcile.outcome import Outcome
from reconcile.tables import CAUSES, ENTRY_KEY, FINDINGS, REGISTER, STATEMENT, STATEMENT_KEY, records
from reconcile.text.dates import Month
from reconcile.text.folding import comparable

LASTING = frozenset(
    {
        "sign_off_on_paper",
        "sign_off_user",
        "clock",
        "half_day",
        "name_written",
        "identifier_cut",
        "logout_habit",
        "purpose_habit",
        "result_habit",
    }
)
"""The kinds that are a state or a habit; a page or a date is another one each month."""

Whose = tuple[str, str]
"""A kind, and whose: a user to compare, or "" where it is several's."""


def since_of(outcome: Outcome, history: History) -> dict[str, Month]:
    """The month from which on each lasting cause of this month goes on, by its name; new ones are not in it."""
    found = dict[str, Month]()
    waiting = _whose(outcome.causes, outcome.findings, outcome.statement, outcome.register)
    month = outcome.month.previous
    while waiting and (run := history.standing(month)) is not None:
        kinds = {str(row["kind"]) for row in run.record.get("causes", ())}
        if not kinds & {kind for kind, _ in waiting.values()}:
            break
        tables = (run.table(table.name) for table in (CAUSES, FINDINGS, STATEMENT, REGISTER))
        before = set(_whose(*tables).values())
        waiting = {name: whose for name, whose in waiting.items() if whose in before}
        found |= dict.fromkeys(waiting, month)
        month = month.previous
    return found


def _whose(
    causes: pd.DataFrame, findings: pd.DataFrame, statement: pd.DataFrame, register: pd.DataFrame
) -> dict[str, Whose]:
    """Each lasting cause by its name."""
    lasting = {row["cause"]: str(row["kind"]) for row in records(causes) if row["kind"] in LASTING}
    if not lasting:
        return {}
    members = findings[findings["cause"].isin(list(lasting))]
    asked = statement[STATEMENT_KEY].assign(user=_compared(statement["account"].fillna(statement["user_name"])))
    entries = register.drop_duplicates(ENTRY_KEY)
    wrote = entries[ENTRY_KEY].assign(user=_compared(entries["user_name"]))
    by_query = _users(members.merge(asked, on=STATEMENT_KEY))
    by_entry = _users(members.merge(wrote, on=ENTRY_KEY))
    return {name: (kind, by_query.get(name) or by_entry.get(name, "")) for name, kind in lasting.items()}


def _users(members: pd.DataFrame) -> Mapping[str, str]:
    """The one user of each cause's findings; "" where there are several."""
    users = members.groupby("cause")["user"].agg(set)
    return {str(name): next(iter(held)) if len(held) == 1 else "" for name, held in users.items()}


def _compared(names: "pd.Series[str]") -> "pd.Series[str]":
    return names.fillna("").map(lambda name: comparable(person_meant(str(name))) if name else "")
