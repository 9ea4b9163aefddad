"""Is it a repeat: alike are queries whose printed row is the same in all but time, serial, result and address."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from reconcile.facts.sessions import seconds_of
from reconcile.text.folding import comparable
from reconcile.text.identifiers import MASK

Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]

NOBODY = -1
_PRINTED = ["agency", "account", "user_name", "function", "condition", "subject_id"]


def alike_groups(queries: pd.DataFrame, within_minutes: int) -> Ints:
    """The number of the group of each query: those whom nothing printed tells apart.

    Behind one mask may be two persons: masked queries are alike only within so many minutes of the
    first of their group, a closed end.
    """
    subject = queries["subject_id"]
    several = (subject.isna() | subject.duplicated(keep=False)).to_numpy(bool)
    some = queries[several]
    printed = [_folded(some[name]) for name in _PRINTED]
    numbered = some.groupby([*printed, some["purpose"]], dropna=False, sort=False).ngroup()
    same: Ints = np.arange(len(queries)) + len(some)
    same[several] = numbered.to_numpy(np.int64)
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
    return queries["subject_id"].fillna("").str.contains(MASK, regex=False).to_numpy(bool)


def repeated(queries: pd.DataFrame, holds: Flags, within_minutes: int) -> Ints:
    """For each query without a line the nearest alike one that holds a line; the earlier of two.

    NOBODY where none does within so many minutes (a closed end), and for who holds a line.
    """
    group, at = alike_groups(queries, within_minutes), seconds_of(queries["queried_at"])
    found = np.full(len(queries), NOBODY)
    order = np.lexsort((np.arange(len(at)), at, group))
    holders = order[holds[order]]
    if not len(holders):
        return found
    span = int(at.max() - at.min()) + within_minutes * 60 + 1
    key = group * span + (at - at.min())
    asking = np.flatnonzero(~holds)
    after = np.searchsorted(key[holders], key[asking], side="left")
    nearest = np.full(len(asking), within_minutes * 60 + 1)
    for step in (-1, 0):
        beside = np.clip(after + step, 0, len(holders) - 1)
        apart = np.abs(at[holders[beside]] - at[asking])
        better = (group[holders[beside]] == group[asking]) & (apart < nearest)
        nearest[better] = apart[better]
        found[asking[better]] = holders[beside[better]]
    return found


def _folded(column: "pd.Series[str]") -> "pd.Series[str]":
    codes, texts = pd.factorize(column)
    folded = np.array([*(comparable(text) for text in texts), None], dtype=object)
    return pd.Series(folded[codes], index=column.index, dtype=object)
