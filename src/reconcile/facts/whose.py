"""Whose each query and each line is, under one name for both sides of a month."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from reconcile.facts.accounts import names_by_day
from reconcile.facts.masking import Masking
from reconcile.facts.users import person_meant
from reconcile.tables import REGISTER_KEY, STATEMENT_KEY, plain_rows
from reconcile.text.folding import comparable


@dataclass(frozen=True)
class Named:
    """The user of each query and of each line as one text to compare; "" where nobody is named."""

    of_queries: "pd.Series[Any]"
    of_lines: "pd.Series[Any]"

    @classmethod
    def of(
        cls,
        statement: pd.DataFrame,
        lines: pd.DataFrame,
        matches: pd.DataFrame,
        roster: pd.DataFrame | None,
        accused: Collection[tuple[Any, ...]],
    ) -> "Named":
        """A query's by its name, the roster's, or the name under which most lines of its account stand.

        A line's by its name; where that is nobody's on the other side, as behind a mask or in an
        account, by whose queries its lines were matched with. `accused` are the keys of pairs that
        tell of two users.
        """
        written = _compared(lines["user_name"])
        named = statement["user_name"].fillna(names_by_day(statement, roster)).astype("string")
        asked, accounts = _compared(named), _compared(statement["account"])
        pairs = matches.merge(statement[STATEMENT_KEY].assign(asked=asked, account=accounts), on=STATEMENT_KEY)
        pairs = pairs.merge(lines[REGISTER_KEY].assign(written=written), on=REGISTER_KEY)
        keys = zip(*(pairs[name].tolist() for name in (*STATEMENT_KEY, *REGISTER_KEY)), strict=True)
        agreed = pairs[np.array([key not in accused for key in keys], dtype=bool)]
        nameless = asked == ""
        usual = _usual(agreed["account"], agreed["written"])
        asked = asked.where(~nameless, accounts.map(lambda one: usual.get(one, one)))
        known = set(asked)
        agreed = agreed.assign(asked=agreed["asked"].where(agreed["asked"] != "", agreed["account"].map(usual)))
        meant = _usual(agreed["written"], agreed["asked"])
        return cls(asked, written.map(lambda one: one if one in known else meant.get(one, one)))


@dataclass(frozen=True)
class Spelling:
    """Each user of a month shown in one way, whichever paper names him: 潘志成 HLHC007.

    A line's user is shown with his account where one account alone bears his name in the statement
    or on the roster. `accounts` gives the name by account, `named` the account by name, as
    `comparable` has them.
    """

    masking: Masking
    accounts: Mapping[str, tuple[str, str | None]]
    named: Mapping[str, str]

    @classmethod
    def of(cls, statement: pd.DataFrame, roster: pd.DataFrame | None, masking: Masking) -> "Spelling":
        """From who stands beside each account in the statement, else on the roster."""
        accounts = dict[str, tuple[str, str | None]]()
        bearers = defaultdict[str, set[str]](set)
        for account, name in _beside_accounts(statement, roster):
            key = comparable(account)
            accounts.setdefault(key, (account, name))
            if accounts[key][1] is None:
                accounts[key] = (account, name)
            if name:
                bearers[comparable(person_meant(name))].add(key)
        return cls(masking, accounts, {name: min(of) for name, of in bearers.items() if len(of) == 1})

    def of_query(self, name: str | None, account: str | None) -> str | None:
        """Whose a query is; None where nobody is named."""
        if account is None:
            return self.of_line(name)
        return self.masking.user(name or self.accounts.get(comparable(account), (account, None))[1], account)

    def of_line(self, name: str | None) -> str | None:
        """Whose a line is; None where nobody is named."""
        if name is None:
            return None
        meant = person_meant(name)
        account = self.named.get(comparable(meant))
        if account is None:
            return self.masking.user(meant)
        return self.masking.user(self.accounts[account][1], self.accounts[account][0])


def _beside_accounts(statement: pd.DataFrame, roster: pd.DataFrame | None) -> Iterator[tuple[str, str | None]]:
    for table in (statement, roster):
        if table is not None:
            pairs = table[["account", "user_name"]].drop_duplicates().dropna(subset=["account"])
            yield from ((str(account), name) for account, name in plain_rows(pairs))


def _compared(names: "pd.Series[Any]") -> "pd.Series[Any]":
    codes, known = pd.factorize(names)
    texts = [*(comparable(person_meant(name)) for name in known), ""]
    return pd.Series([texts[code] for code in codes], names.index, dtype=object)


def _usual(keys: "pd.Series[Any]", values: "pd.Series[Any]") -> dict[str, str]:
    """What stands beside each key most often; blank ones are left out."""
    counts = defaultdict[str, Counter[str]](Counter)
    for key, value in zip(keys.fillna(""), values.fillna(""), strict=True):
        if key and value:
            counts[key][value] += 1
    return {key: min(found, key=lambda one: (-found[one], one)) for key, found in counts.items()}
