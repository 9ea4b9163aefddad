"""Whether the user whom a line names is the one who made a query."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import pandas as pd

from reconcile.facts.accounts import names_by_day, names_of_accounts
from reconcile.facts.users import account_in, names_agree, person_meant, readings, same_user
from reconcile.matching.arrays import NULL, Flags, Ints, codes_of, comparable_column, distinct_verdicts
from reconcile.text.folding import comparable
from reconcile.text.names import is_masked_name


class User(IntEnum):
    """What the names say of a query and a line; NOT_COMPARED where a side has none."""

    AGREES = 0
    MASKED = 1
    NOT_COMPARED = 2
    DIFFERS = 3


@dataclass(frozen=True)
class Users:
    """Who is meant on both sides, as codes, NULL where nobody.

    `named` by the statement or the roster, `written` by the register, `account` by the statement, `beside` by an
    account in the register, which stands `alone` where it names nobody; names and accounts are numbered together.
    `spelled` are the spellings behind the names (positions in `spellings`), compared one by one where one is
    `unsure`: masked, or to be read in several ways.
    """

    spellings: list[str]
    unsure: Flags
    spelled: tuple[Ints, Ints]
    named: Ints
    written: Ints
    account: Ints
    beside: Ints
    alone: Flags

    @classmethod
    def of(cls, queries: pd.DataFrame, lines: pd.DataFrame, roster: pd.DataFrame | None) -> "Users":
        """From both tables and the list of accounts."""
        known = names_of_accounts(roster)
        names = queries["user_name"].astype(object).where(queries["user_name"].notna(), names_by_day(queries, roster))
        raw, (query_spelled, line_spelled) = codes_of(names, lines["user_name"].astype(object))
        accounts = [account_in(text) or "" for text in raw]
        alone = [bool(account) and comparable(text) == account for text, account in zip(raw, accounts, strict=True)]
        of_account = [known.get(account, ()) if only else () for account, only in zip(accounts, alone, strict=True)]
        spellings = [
            text if not only else found[0] if len(found) == 1 else ""
            for text, only, found in zip(raw, alone, of_account, strict=True)
        ]
        meant = pd.Series([comparable(person_meant(text)) for text in spellings], dtype=object)
        beside = pd.Series(accounts, dtype=object)
        _, (name, by, account) = codes_of(meant, beside, comparable_column(queries["account"]))
        unsure = [is_masked_name(text) or len(readings(text)) > 1 for text in spellings]
        name, by = np.append(name, NULL), np.append(by, NULL)
        return cls(
            [*spellings, ""],
            np.array([*unsure, False]),
            (query_spelled, line_spelled),
            name[query_spelled],
            name[line_spelled],
            account,
            by[line_spelled],
            np.array([*alone, False])[line_spelled],
        )

    def compare(self, query: Ints, line: Ints) -> Ints:
        """A `User` for each pair; a masked text never proves more than MASKED."""
        named, written, account, beside = self.named[query], self.written[line], self.account[query], self.beside[line]
        by_name = (named != NULL) & (written != NULL)
        both = (account != NULL) & (beside != NULL)
        own = account == np.where(beside != NULL, beside, written)
        by_account = ~by_name & (both | ((account != NULL) & (written != NULL) & own))
        verdict = np.full(len(query), int(User.NOT_COMPARED))
        verdict[by_account] = np.where(own[by_account], User.AGREES, User.DIFFERS)
        verdict[by_name] = np.where(named[by_name] == written[by_name], User.AGREES, User.DIFFERS)
        ours, theirs = self.spelled[0][query], self.spelled[1][line]
        look = by_name & (self.unsure[ours] | self.unsure[theirs])
        verdict[look] = distinct_verdicts(ours[look], theirs[look], self._spelled)
        verdict[both & own & self.alone[line]] = User.AGREES
        return verdict

    def _spelled(self, ours: int, theirs: int) -> int:
        one, other = self.spellings[ours], self.spellings[theirs]
        if is_masked_name(person_meant(one)) or is_masked_name(person_meant(other)):
            return User.MASKED if names_agree(one, other) else User.DIFFERS
        return User.AGREES if same_user(one, other) else User.DIFFERS
