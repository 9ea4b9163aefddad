"""Whether the user whom a line names is the one who made a query."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pandas as pd

from reconcile.matching.arrays import NULL, Column, Flags, Ints, codes_of, comparable_column, distinct_verdicts
from reconcile.text.names import is_masked_name, masked_name_agrees


class User(IntEnum):
    """What the names say of a query and a line; NOT_COMPARED where a side has none."""

    AGREES = 0
    MASKED = 1
    NOT_COMPARED = 2
    DIFFERS = 3


@dataclass(frozen=True)
class Users:
    """Names and accounts as codes of `texts`; `named` is the roster's name where the statement prints none."""

    texts: list[str]
    masked: Flags
    named: Ints
    account: Ints
    written: Ints

    @classmethod
    def of(cls, queries: pd.DataFrame, lines: pd.DataFrame, roster: pd.DataFrame | None) -> "Users":
        """From both tables; names are compared without regard to width, case, spaces, interpuncts and variants."""
        accounts = comparable_column(queries["account"])
        names = comparable_column(queries["user_name"])
        known = names if roster is None else names.where(names != "", accounts.map(names_of_accounts(roster)))
        texts, (named, account, written) = codes_of(known, accounts, comparable_column(lines["user_name"]))
        masked = np.array([*map(is_masked_name, texts), False])
        return cls(texts, masked, named, account, written)

    def compare(self, query: Ints, line: Ints) -> Ints:
        """A `User` for each pair; a masked text never proves more than MASKED."""
        named, account, written = self.named[query], self.account[query], self.written[line]
        by_account = (written != NULL) & (written == account)
        by_name = (written != NULL) & (named != NULL) & ~by_account
        verdict = np.where(by_account, int(User.AGREES), int(User.NOT_COMPARED))
        verdict[by_name] = np.where(named[by_name] == written[by_name], User.AGREES, User.DIFFERS)
        hidden = by_name & (self.masked[named] | self.masked[written])
        verdict[hidden] = distinct_verdicts(named[hidden], written[hidden], self._hidden)
        return verdict

    def _hidden(self, named: int, written: int) -> int:
        return User.MASKED if masked_name_agrees(self.texts[named], self.texts[written]) else User.DIFFERS


def names_of_accounts(roster: pd.DataFrame) -> Column:
    """The one name of each account; an account with several names is not resolved."""
    pairs = pd.DataFrame(
        {"account": comparable_column(roster["account"]), "name": comparable_column(roster["user_name"])}
    ).drop_duplicates()
    written = pairs[(pairs["account"] != "") & (pairs["name"] != "")]
    return written.drop_duplicates("account", keep=False).set_index("account")["name"]
