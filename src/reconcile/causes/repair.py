"""A repair: one mistake undone in a copy of the month, and the copy in which it is."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from reconcile.tables import REGISTER_KEY, STATEMENT_KEY, plain_rows

QueryKey = tuple[str, int]
LineKey = tuple[str, int, int]
EntryKey = tuple[str, int]
FindingId = tuple[str, str | None, int | None, str | None, int | None, int | None]
"""A finding by its code and its keys: the same in every copy of a month."""

IDENTIFIED_BY = ["code", *STATEMENT_KEY, *REGISTER_KEY]

ONE_AGAINST_TEN = 10
"""The rows that speak against a repair are fewer than one in so many of those that it could touch."""

LEAST = 3
"""So many findings a cause explains, or it is none."""

_CASES = 2
"""So many cases fit at least: what is wrong in one entry alone is no habit."""


@dataclass(frozen=True)
class Support:
    """How many cases fit of those that could."""

    fits: int
    could: int

    @property
    def holds(self) -> bool:
        """Whether fewer than one in ten speak against it."""
        return (self.could - self.fits) * ONE_AGAINST_TEN < self.could

    def __str__(self) -> str:
        """21 / 22."""
        return f"{self.fits} / {self.could}"


Told = Callable[[Support, int], str]
"""The sentence of a cause by its support and the number of findings that one answer may close."""


@dataclass(frozen=True)
class Repair:
    """One hypothesis: what would be written, or lie there, had the mistake not been made.

    `where` tells apart repairs of one kind, `expected` are the findings that it should make vanish,
    all of a code of `explains`. `lines` are changed lines of the register by key, with their new
    values. `no_queries` and `no_lines` are left out with the paper that they wait for, `no_findings`
    with them. `against` counts the cases that speak against it and are left as they are; `cases`
    are those that fit: an entry each, a line, or a query that waits for paper. Of codes in
    `brings` a finding may come, because of what is left out.
    """

    kind: str
    where: str
    explains: frozenset[str]
    expected: frozenset[FindingId]
    told: Told
    cases: frozenset[tuple[Any, ...]]
    against: int = 0
    lines: Mapping[LineKey, Mapping[str, Any]] = field(default_factory=dict)
    no_queries: frozenset[QueryKey] = frozenset()
    no_lines: frozenset[LineKey] = frozenset()
    no_findings: frozenset[FindingId] = frozenset()
    brings: frozenset[str] = frozenset()

    @property
    def waits_for_paper(self) -> bool:
        """Whether nothing is changed and something is only left out."""
        return not self.lines

    @property
    def support(self) -> Support:
        """How many cases fit of those that could."""
        return Support(len(self.cases), len(self.cases) + self.against)

    @property
    def is_worth_trying(self) -> bool:
        """Whether it may be a cause at all."""
        return len(self.expected) >= LEAST and len(self.cases) >= _CASES and self.support.holds

    def leaving(self, entries: Collection[EntryKey]) -> "Repair":
        """The same repair that leaves these entries as they are."""
        kept = {key: row for key, row in self.lines.items() if key[:2] not in entries}
        left = {case for case in self.cases if case[:2] in entries}
        return replace(self, lines=kept, cases=self.cases - left, against=self.against + len(left))


@dataclass(frozen=True)
class Copy:
    """Both tables as they would be, and the findings that wait for paper with what was left out."""

    statement: pd.DataFrame
    register: pd.DataFrame
    no_findings: frozenset[FindingId] = frozenset()

    def repaired(self, repair: Repair) -> "Copy":
        """The copy in which the repair is made too; this one stays as it is."""
        statement = _without(self.statement, STATEMENT_KEY, repair.no_queries)
        register = _without(self.register, REGISTER_KEY, repair.no_lines)
        return Copy(statement, _changed(register, repair.lines), self.no_findings | repair.no_findings)


def finding_ids(findings: pd.DataFrame) -> list[FindingId]:
    """Each finding by its code and keys, in the order of the table."""
    return [_id(row) for row in plain_rows(findings[IDENTIFIED_BY])]


def _id(row: tuple[Any, ...]) -> FindingId:
    code, *keys = row
    sfile, srow, rfile, entry, line = keys
    return code, sfile, srow, rfile, entry, line


def _without(table: pd.DataFrame, key: list[str], left_out: Collection[tuple[Any, ...]]) -> pd.DataFrame:
    if not left_out:
        return table
    keys = zip(*(table[name].tolist() for name in key), strict=True)
    return table[np.array([one not in left_out for one in keys], dtype=bool)].reset_index(drop=True)


def _changed(register: pd.DataFrame, lines: Mapping[LineKey, Mapping[str, Any]]) -> pd.DataFrame:
    """The register with these lines' new values."""
    if not lines:
        return register
    keys = zip(*(register[name].tolist() for name in REGISTER_KEY), strict=True)
    at = {key: position for position, key in enumerate(keys)}
    columns = dict.fromkeys(name for row in lines.values() for name in row)
    new = {}
    for name in columns:
        column = register[name].copy()
        rows = [(at[key], row[name]) for key, row in lines.items() if name in row]
        column.iloc[[position for position, _ in rows]] = pd.Series(
            [value for _, value in rows], dtype=column.dtype
        ).to_numpy()
        new[name] = column
    return register.assign(**new)
