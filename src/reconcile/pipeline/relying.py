"""What of the lists the archive keeps: no more persons than the month relied on, unless the office wants all."""

from dataclasses import replace

import numpy as np
import pandas as pd

from reconcile.facts.persons import Persons
from reconcile.facts.users import person_meant
from reconcile.lists import CASES, ROSTER, Lists
from reconcile.outcome import Outcome
from reconcile.settings import Settings
from reconcile.text.folding import comparable

_PARTICULARS = ["identifier", "leave_days", "certificate_lost_on"]
"""What a roster says of a person beyond the account and the post."""


def kept_whole(role: str, settings: Settings) -> bool:
    """Whether the files of that role are kept as received."""
    return settings.archive.lists == "whole" or role not in {CASES.name, ROSTER.name}


def relied_on(outcome: Outcome) -> Lists:
    """The lists as they are archived: the cases that explain a query; the particulars of those whom the month names."""
    lists = outcome.lists
    if outcome.settings.archive.lists == "whole":
        return lists
    return replace(
        lists,
        cases=None if lists.cases is None else _explaining(CASES.conform(lists.cases), outcome.case_links),
        roster=None if lists.roster is None else _named(ROSTER.conform(lists.roster), outcome),
    )


def _explaining(cases: pd.DataFrame, links: pd.DataFrame | None) -> pd.DataFrame:
    keys = ["cases_file", "cases_row"]
    if links is None:
        return cases.head(0)
    used = pd.MultiIndex.from_frame(links[keys].drop_duplicates())
    return cases[pd.MultiIndex.from_frame(cases[keys]).isin(used)]


def _named(roster: pd.DataFrame, outcome: Outcome) -> pd.DataFrame:
    """Every account with its post, and the particulars of those who queried, wrote, signed or were asked about."""
    statement, register = outcome.statement, outcome.register
    written = pd.concat([statement["user_name"], register["user_name"], register["signed_by"]]).dropna().unique()
    names = {comparable(person_meant(name)) for name in written}
    accounts = {comparable(account) for account in statement["account"].dropna().unique()}
    persons = Persons.of(outcome.lists.aliases)
    asked = {persons.standing_for(subject) for subject in statement["subject_id"].dropna().unique()}
    rows = zip(*(roster[name].fillna("") for name in ("account", "user_name", "identifier")), strict=True)
    named = np.array(
        [
            comparable(account) in accounts
            or comparable(person_meant(name)) in names
            or persons.standing_for(own) in asked
            for account, name, own in rows
        ],
        dtype=bool,
    )
    kept = roster.copy()
    kept.loc[~named, _PARTICULARS] = None
    return kept
