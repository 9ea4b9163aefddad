"""Conduct over months: one user who asks about one person again and again, or about colleagues, from when to when.

No finding and no accusation: sentences for the supervisor, of the year that ends with the month at hand.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

import pandas as pd

from reconcile.facts.masking import Masking, names_of
from reconcile.facts.persons import Persons
from reconcile.history import History
from reconcile.outcome import Outcome
from reconcile.tables import STATEMENT, STATEMENT_KEY
from reconcile.text.dates import Month
from reconcile.text.folding import comparable
from reconcile.text.identifiers import is_masked

MONTHS = 12
"""How far back it looks, the month at hand included."""

OF_ONE_PERSON, OF_COLLEAGUES = 3, 2
"""In so many different months one person, or colleagues, are asked about before it is told."""

_COLLEAGUE = "COLLEAGUE_QUERY"


def over_months(outcome: Outcome, history: History) -> tuple[str, ...]:
    """A sentence for each user and person, then for each user who asked about colleagues; the most months first."""
    first = outcome.month
    for _ in range(MONTHS - 1):
        first = first.previous
    asked = pd.concat(
        [_queries(outcome.statement, outcome.findings, outcome.month), *_archived(outcome, history, first)]
    )
    asked["who"] = asked["account"].fillna(asked["user_name"]).map(comparable, na_action="ignore")
    names = names_of(outcome.statement, outcome.register, outcome.lists.roster)
    masking = Masking(outcome.settings.report.mask, names)
    persons = Persons.of(outcome.lists.aliases)
    known = asked[asked["subject_id"].notna() & asked["who"].notna()]
    known = known[~known["subject_id"].map(is_masked).astype(bool)]
    known = known.assign(whom=known["subject_id"].map(persons.standing_for))
    colleagues = asked[asked["colleague"] & asked["who"].notna()].assign(whom="")
    return tuple(
        chain(
            _told(known, outcome.month, OF_ONE_PERSON, masking, "同一人"),
            _told(colleagues, outcome.month, OF_COLLEAGUES, masking, "同仁資料"),
        )
    )


def _archived(outcome: Outcome, history: History, first: Month) -> Iterator[pd.DataFrame]:
    for month in history.months:
        run = history.standing(month)
        if run is not None and run.items is not None and first <= month < outcome.month:
            yield _queries(run.table(STATEMENT.name), run.items, month)


def _queries(statement: pd.DataFrame, findings: pd.DataFrame, month: Month) -> pd.DataFrame:
    """Who asked about whom in a month, and whether about a colleague."""
    keys = pd.MultiIndex.from_frame(findings.loc[findings["code"] == _COLLEAGUE, STATEMENT_KEY])
    colleague = pd.MultiIndex.from_frame(statement[STATEMENT_KEY]).isin(keys)
    return statement[["account", "user_name", "subject_id"]].assign(month=str(month), colleague=colleague)


def _told(asked: pd.DataFrame, month: Month, least: int, masking: Masking, what: str) -> Iterator[str]:
    found = list[tuple[int, int, str]]()
    for _, group in asked.groupby(["who", "whom"], sort=True):
        months = [Month.parse(one) for one in sorted(set(group["month"]))]
        if len(months) >= least and months[-1] == month:
            found.append((-len(months), -len(group), _sentence(group, months, masking, what)))
    return (sentence for *_, sentence in sorted(found, key=lambda one: one[:2]))


def _sentence(group: pd.DataFrame, months: list[Month], masking: Masking, what: str) -> str:
    last = group.iloc[0]
    name, account = (_plain(last[column]) for column in ("user_name", "account"))
    whom = f"{what}（{masking.identifier(str(last['subject_id']))}）" if what == "同一人" else what
    return (
        f"{masking.user(name, account)}自{months[0].roc}至{months[-1].roc}，於 {len(months)} 個月份共 {len(group)} 次"
        f"查詢{whom}，請確認各次所憑案件。"
    )


def _plain(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)
