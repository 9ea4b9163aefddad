"""Whose account a query was made with, by the roster (帳號清冊): read once, asked for each query."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from reconcile.facts.sessions import Flags
from reconcile.facts.users import account_in, fits_in_part, names_agree, names_somebody, person_meant
from reconcile.facts.workdays import half_of
from reconcile.tables import Row, records
from reconcile.text.folding import comparable
from reconcile.text.names import is_masked_name, masked_name_agrees


class Leave(NamedTuple):
    """A closed range of days; `half` is AM, PM or ? where it is a part of one day, None for whole days."""

    first: date
    last: date
    half: str | None = None


@dataclass(frozen=True)
class Term:
    """One row of the roster: whose the account was from when to when, both ends closed, None where open."""

    user_name: str | None
    valid_from: date | None
    valid_to: date | None
    lost_on: date | None
    identifier: str | None

    def covers(self, day: date) -> bool:
        """Whether the account was valid on this day, its certificate aside."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def meets(self, first: date, last: date) -> bool:
        """Whether the account was valid on some day of a span, both its ends included."""
        return (self.valid_from is None or self.valid_from <= last) and (
            self.valid_to is None or first <= self.valid_to
        )

    def lost(self, day: date) -> bool:
        """Whether the loss of the certificate was known by this day, that of the report included."""
        return self.lost_on is not None and self.lost_on <= day


@dataclass(frozen=True)
class Account:
    """One account with all its terms, and the days on which its user was on leave."""

    account: str
    terms: tuple[Term, ...]
    leave: tuple[Leave, ...]

    @property
    def names(self) -> list[str]:
        """Whose it is or was, each name once."""
        return _names(self.terms)

    def identifiers_on(self, day: date) -> set[str]:
        """The numbers of those whose it was on a day; of all whose it ever was where no term covers that day."""
        covering = [term for term in self.terms if term.covers(day)]
        return {term.identifier for term in covering or self.terms if term.identifier is not None}

    def names_on(self, day: date) -> list[str]:
        """Whose it was on a day; whose it ever was where no term covers that day."""
        return _names([term for term in self.terms if term.covers(day)]) or self.names

    def active_on(self, day: date) -> bool:
        """Whether a term covers the day whose certificate was not reported lost."""
        return any(term.covers(day) and not term.lost(day) for term in self.terms)

    def on_leave(self, at: datetime) -> bool:
        """Whether its user was on leave then; of a day of which nobody can tell the part nothing is said."""
        return any(first <= at.date() <= last and part in {None, half_of(at)} for first, last, part in self.leave)


@dataclass(frozen=True)
class Roster:
    """The accounts of an office."""

    accounts: tuple[Account, ...]

    @classmethod
    def of(cls, table: pd.DataFrame) -> "Roster":
        """The accounts of the table `ROSTER`; rows of one account are its terms."""
        rows = defaultdict[str, list[Row]](list)
        for row in records(table):
            if row["account"] is not None:  # a supervisor may have none
                rows[comparable(row["account"])].append(row)
        return cls(tuple(_account(terms) for terms in rows.values()))

    def find(self, account: str | None, user_name: str | None) -> tuple[Account, ...] | None:
        """The accounts that a statement may mean: by account, else by name; empty if none, None where nobody can tell.

        A masked text may mean several. A name of nobody says nothing where the roster leaves names blank.
        """
        if account is not None:
            known = self._by_account.get(comparable(account))
            return (known,) if known else tuple(self._agreeing(account))
        if user_name is None:
            return None
        found = tuple(one for one in self.accounts if any(names_agree(user_name, name) for name in one.names))
        return found if found or all(one.names for one in self.accounts) else None

    def _agreeing(self, account: str) -> Iterator[Account]:
        if is_masked_name(account):
            yield from (one for one in self.accounts if masked_name_agrees(account, one.account))

    @cached_property
    def _by_account(self) -> dict[str, Account]:
        return {comparable(one.account): one for one in self.accounts}


def names_of_accounts(roster: pd.DataFrame | None) -> dict[str, tuple[str, ...]]:
    """Whose each account is or was, by the account as `comparable` has it; every name once, as written."""
    names = dict[str, list[str]]()
    if roster is not None:
        for account, name in roster[["account", "user_name"]].dropna().drop_duplicates().itertuples(index=False):
            names.setdefault(comparable(account), []).append(name)
    return {account: tuple(dict.fromkeys(known)) for account, known in names.items()}


def own_names(written: str, names: dict[str, tuple[str, ...]]) -> frozenset[str]:
    """Every name of the user whom a cell means, as `comparable` has them, the cell as a whole among them.

    課員陳小華 and 陳小華(HL001) are 陳小華; an account without a name is whoever `names_of_accounts` says.
    """
    alone = comparable(written) if names_somebody(written) else account_in(written) or comparable(written)
    meant = {comparable(person_meant(name)) for name in (written, *names.get(alone, ()))}
    return frozenset({comparable(written), *meant} - {""})


def _account(rows: list[Row]) -> Account:
    leave = {day for row in rows for day in _days(row["leave_days"])}
    return Account(
        rows[0]["account"],
        tuple(_term(row) for row in rows),
        tuple(sorted(leave, key=lambda one: (one.first, one.last, one.half or ""))),
    )


def _term(row: Row) -> Term:
    days = {name: row[name].date() if row[name] else None for name in ("valid_from", "valid_to", "certificate_lost_on")}
    return Term(
        user_name=row["user_name"],
        valid_from=days["valid_from"],
        valid_to=days["valid_to"],
        lost_on=days["certificate_lost_on"],
        identifier=row["identifier"],
    )


def _days(written: str | None) -> Iterator[Leave]:
    """Days, closed ranges and parts of days such as 2026-10-05,2026-10-07/2026-10-09,2026-10-12 AM."""
    for part in filter(None, (written or "").split(",")):
        days, _, half = part.partition(" ")
        first, _, last = days.partition("/")
        yield Leave(date.fromisoformat(first), date.fromisoformat(last or first), half or None)


def _names(terms: Iterable[Term]) -> list[str]:
    return list(dict.fromkeys(term.user_name for term in terms if term.user_name is not None))


def names_by_day(queries: pd.DataFrame, roster: pd.DataFrame | None) -> "pd.Series[Any]":
    """The one name that the roster gives the account of each query on its day; None where none, or several."""
    found = pd.Series(None, index=queries.index, dtype=object)
    asked = queries[queries["user_name"].isna() & queries["account"].notna()]
    if roster is None or asked.empty:
        return found
    known = Roster.of(roster)
    keys = list(zip(asked["account"], asked["queried_at"].dt.date, strict=True))
    names = {key: _only_name(known, *key) for key in set(keys)}
    found.loc[asked.index] = pd.Series([names[key] for key in keys], index=asked.index, dtype=object)
    return found


def _only_name(roster: Roster, account: str, day: date) -> str | None:
    accounts = roster.find(account, None) or ()
    names = {name for one in accounts for name in one.names_on(day)}
    return names.pop() if len(names) == 1 else None


_LEARNED_OF, _LEARNED_AT_LEAST = (4, 5), 3


def not_compared(pairs: pd.DataFrame, roster: pd.DataFrame | None) -> Flags:
    """Whether the names of matched pairs were not compared: a side names nobody, or names somebody in part.

    `pairs` have `account`, `queried_at`, `user_name_statement` and `user_name_register`.
    """
    return unnamed(pairs, roster) | _in_part(pairs, roster)


def unnamed(pairs: pd.DataFrame, roster: pd.DataFrame | None) -> Flags:
    """Whether a side of matched pairs, as `not_compared` takes them, names nobody."""
    known = names_of_accounts(roster)
    asked = pairs.rename(columns={"user_name_statement": "user_name"})
    named = asked["user_name"].notna() | names_by_day(asked, roster).notna()
    flags = [
        not _compared(written, account, named=bool(name), known=known)
        for written, account, name in zip(
            pairs["user_name_register"].fillna(""), pairs["account"].fillna(""), named, strict=True
        )
    ]
    return np.array(flags, dtype=bool)


def _in_part(pairs: pd.DataFrame, roster: pd.DataFrame | None) -> Flags:
    """Whether the register gives a part of the name on the other side, and no account that would tell whose it is."""
    asked = pairs.rename(columns={"user_name_statement": "user_name"})
    names = asked["user_name"].astype(object).where(asked["user_name"].notna(), names_by_day(asked, roster))
    written = pairs["user_name_register"].fillna("")
    accounts = pairs["account"].fillna("")
    flags = [
        one != "" and (account == "" or account_in(one) is None) and fits_in_part(one, name)
        for one, name, account in zip(written, names.fillna(""), accounts, strict=True)
    ]
    return np.array(flags, dtype=bool)


def learned_names(pairs: pd.DataFrame, roster: pd.DataFrame | None) -> dict[str, str]:
    """By account (as `comparable` has it) the name under which most of its lines stand, where no list names its user.

    From the exact pairs without compared names: at least three lines and four fifths of all. A name that two
    accounts would learn is learned by none. `pairs` as in `not_compared`, with `tier`.
    """
    silent = pairs[unnamed(pairs, roster) & (pairs["tier"] == "exact").to_numpy(bool)]
    silent = silent.dropna(subset=["account", "user_name_register"])
    meant = silent["user_name_register"].map(person_meant)
    names = pd.DataFrame({"account": silent["account"].map(comparable), "name": meant})
    names = names.assign(key=names["name"].map(comparable))[~names["name"].map(is_masked_name).astype(bool)]
    learned: dict[str, str] = {}
    for account, of_account in names.groupby("account"):
        counts = of_account["key"].value_counts()
        most, of = int(counts.iloc[0]), _LEARNED_OF
        if most >= _LEARNED_AT_LEAST and most * of[1] >= len(of_account) * of[0]:
            learned[str(account)] = str(of_account.loc[of_account["key"] == counts.index[0], "name"].iloc[0])
    keys = Counter(map(comparable, learned.values()))
    return {account: name for account, name in learned.items() if keys[comparable(name)] == 1}


def _compared(written: str, account: str, *, named: bool, known: dict[str, tuple[str, ...]]) -> bool:
    beside = account_in(written)
    alone = beside is not None and comparable(written) == beside
    names_somebody = written != "" and (not alone or len(known.get(beside or "", ())) == 1)
    by_account = account != "" and (
        beside is not None or (written != "" and comparable(written) == comparable(account))
    )
    return (named and names_somebody) or by_account


SUPERVISOR = r"單位主管|機關首長|(?<!副)主任|(?<!非)主管"
DEPUTY = r"代理|職代|副主任|秘書"
"""How a roster writes the roles of those who may sign (`lists.ROSTER`)."""


def names_in_role(roster: pd.DataFrame | None, role: str) -> frozenset[str]:
    """Who has a role that the pattern finds, by the person meant as `comparable` has it; `""` finds everybody."""
    if roster is None:
        return frozenset()
    led = roster["role"].fillna("").str.contains(role, regex=True)
    return frozenset(comparable(person_meant(name)) for name in roster.loc[led, "user_name"].dropna())
