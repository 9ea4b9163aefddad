"""Is it a repeat: alike are queries whose printed row is the same in all but time, serial, result and address."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from reconcile.facts.sessions import seconds_of
from reconcile.frames import numbered
from reconcile.text.folding import comparable
from reconcile.text.identifiers import MASK

Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]

NOBODY = -1
_BESIDE = ["agency", "account", "user_name", "function"]
"""What is printed beside the condition and the purpose."""


def alike_groups(queries: pd.DataFrame, within_minutes: int) -> Ints:
    """The number of the group of each query: those whom nothing printed tells apart.

    Behind one mask may be two persons: masked queries are alike only within so many minutes of the
    first of their group, a closed end.
    """
    subject = pd.factorize(queries["subject_id"])[0]
    several = np.flatnonzero((subject == -1) | (np.bincount(subject + 1, minlength=1)[subject + 1] > 1))
    some = queries.take(several)
    purpose = some["purpose"].to_numpy(np.int64, na_value=-1)
    beside = numbered(subject[several], *(_told_apart(some[name]) for name in _BESIDE), purpose)
    again = np.flatnonzero(np.bincount(beside, minlength=1)[beside] > 1)
    condition = np.full(len(some), -1)
    condition[again] = _told_apart(some["condition"].take(again))
    same: Ints = np.arange(len(queries)) + len(some)
    same[several] = numbered(beside, condition)
    masked = masked_subjects(queries)
    if not masked.any():
        return same
    at = seconds_of(queries["queried_at"])
    group, first = same.copy(), dict[int, tuple[int, int]]()
    fresh = int(same.max(initial=-1)) + 1
    for position in np.lexsort((np.arange(len(same)), at)).tolist():
        if masked[position]:
            began, number = first.get(int(same[position]), (-1, NOBODY))
            if number == NOBODY or at[position] - began > within_minutes * 60:
                began, number, fresh = int(at[position]), fresh, fresh + 1
                first[int(same[position])] = began, number
            group[position] = number
    return group


def masked_subjects(queries: pd.DataFrame) -> Flags:
    """Whether the person asked about is hidden in part."""
    return queries["subject_id"].str.contains(MASK, regex=False, na=False).to_numpy(bool)


def repeated(queries: pd.DataFrame, holds: Flags, within_minutes: int) -> Ints:
    """For each query without a line the nearest alike one that holds a line; the earlier of two.

    NOBODY where none does within so many minutes (a closed end), and for who holds a line.
    """
    return nearest_alike(
        alike_groups(queries, within_minutes), seconds_of(queries["queried_at"]), holds, within_minutes
    )


def nearest_alike(group: Ints, at: Ints, holds: Flags, within_minutes: int) -> Ints:
    """The same of queries whose groups (`alike_groups`) and seconds are known."""
    found = np.full(len(group), NOBODY)
    holders, asking = np.flatnonzero(holds), np.flatnonzero(~holds)
    holders = holders[np.isin(group[holders], group[asking])]
    if not len(holders):
        return found
    holders = holders[np.lexsort((holders, at[holders], group[holders]))]
    span = int(at.max() - at.min()) + within_minutes * 60 + 1
    key = group * span + (at - at.min())
    after = np.searchsorted(key[holders], key[asking], side="left")
    nearest = np.full(len(asking), within_minutes * 60 + 1)
    for step in (-1, 0):
        beside = np.clip(after + step, 0, len(holders) - 1)
        apart = np.abs(at[holders[beside]] - at[asking])
        better = (group[holders[beside]] == group[asking]) & (apart < nearest)
        nearest[better] = apart[better]
        found[asking[better]] = holders[beside[better]]
    return found


def _told_apart(column: "pd.Series[str]") -> Ints:
    """The texts of a column as codes, those that compare as one by one code; -1 where there is none."""
    codes, texts = pd.factorize(column)
    folded = pd.factorize(np.array([*map(comparable, texts)], dtype=object))[0]
    return np.append(folded, -1).astype(np.int64)[codes]
