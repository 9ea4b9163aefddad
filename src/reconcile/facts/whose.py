"""Whose each query and each line is, under one name for both sides of a month."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from reconcile.facts.accounts import names_by_day
from reconcile.facts.users import person_meant
from reconcile.tables import REGISTER_KEY, STATEMENT_KEY
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
