"""What the items of earlier months rest on: the rows of both papers as the run had them that listed an item last."""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from reconcile.deposits import Deposit
from reconcile.errors import ArchiveBroken
from reconcile.facts.masking import asked_by_name, names_of
from reconcile.history import EarlierPapers, History, Item
from reconcile.tables import (
    CAUSES,
    ENTRY_KEY,
    MATCHES,
    REGISTER,
    REGISTER_KEY,
    STATEMENT,
    STATEMENT_KEY,
    UNMATCHED,
)


def papers_of(carried: Iterable[Item], history: History) -> dict[tuple[str, int], EarlierPapers]:
    """The papers of the carried items by the deposit that listed them; without those that cannot be read."""
    items = dict[tuple[str, int], list[Item]]()
    for item in carried:
        if item.listed_in is not None:
            items.setdefault(item.listed_in, []).append(item)
    found = dict[tuple[str, int], EarlierPapers]()
    for chain in history.chains if items else ():
        for deposit in chain.deposits:
            of = items.get((chain.agency, deposit.number))
            try:
                found |= {(chain.agency, deposit.number): _papers(deposit, of)} if of else {}
            except ArchiveBroken:  # `verify` tells of it; the item stands by its own words
                continue
    return found


def _papers(run: Deposit, items: Sequence[Item]) -> EarlierPapers:
    statement, register = run.table(STATEMENT.name), run.table(REGISTER.name)
    matches, unmatched = run.table(MATCHES.name), run.table(UNMATCHED.name)
    named = pd.DataFrame([dict(item.row or {}) for item in items])
    named = named.reindex(columns=[*STATEMENT_KEY, *REGISTER_KEY])
    queries, lines = _keys(named, STATEMENT_KEY), _keys(named, REGISTER_KEY)
    entries = _keys(named, ENTRY_KEY)
    paired = _among(matches, STATEMENT_KEY, queries) | _among(matches, REGISTER_KEY, lines)
    left = _among(unmatched, STATEMENT_KEY, queries) | _among(unmatched, REGISTER_KEY, lines)
    matches, unmatched = matches[paired], unmatched[left]
    near = unmatched.filter(like="nearest_").rename(columns=lambda name: name.removeprefix("nearest_"))
    queries |= _keys(matches, STATEMENT_KEY) | _keys(near, STATEMENT_KEY)
    entries |= _keys(matches, ENTRY_KEY) | _keys(near, ENTRY_KEY)
    return EarlierPapers(
        statement[_among(statement, STATEMENT_KEY, queries)],
        register[_among(register, ENTRY_KEY, entries)],
        matches,
        unmatched,
        run.table(CAUSES.name),
        names_of(statement, register, None),
        asked_by_name(statement, register),
        frozenset(statement["subject_id"].dropna()) | frozenset(register["subject_id"].dropna()),
    )


def _keys(frame: pd.DataFrame, key: list[str]) -> set[tuple[Any, ...]]:
    return set(map(tuple, frame[key].dropna().to_numpy(dtype=object).tolist()))


def _among(frame: pd.DataFrame, key: list[str], wanted: set[tuple[Any, ...]]) -> "pd.Series[bool]":
    found = [one in wanted for one in zip(*(frame[name] for name in key), strict=True)]
    return pd.Series(found, index=frame.index, dtype=bool)
