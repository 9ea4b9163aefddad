"""Columns as arrays of integers: texts as codes, distinct pairs judged once, equal keys joined in pieces."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from reconcile.facts.sessions import Column, Flags, Ints
from reconcile.text.folding import comparable

__all__ = ["NULL", "Column", "Flags", "Ints"]

NULL = -1
"""The code of a missing text."""

PAIRS_AT_ONCE = 1 << 19


def codes_of(*columns: Column) -> tuple[list[str], list[Ints]]:
    """The distinct texts of all columns, and each column as positions among them (NULL: blank)."""
    together = pd.concat(columns, ignore_index=True)
    codes, texts = pd.factorize(together.mask(together == ""))
    ends = np.cumsum([len(column) for column in columns])[:-1]
    return list(texts), np.split(codes.astype(np.int64), ends)


def comparable_column(column: Column) -> Column:
    """The texts of a column as they are compared; blank where nothing is left of one."""
    codes, texts = pd.factorize(column)
    folded = np.array([*(comparable(text) for text in texts), ""], dtype=object)
    return pd.Series(folded[codes], dtype=object)


def distinct_verdicts(ones: Ints, others: Ints, verdict: Callable[[int, int], int]) -> Ints:
    """What `verdict` says of each pair of codes, asked once for each distinct pair."""
    pairs, where = np.unique(np.stack([ones, others]), axis=1, return_inverse=True)
    said: Iterable[int] = (verdict(one, other) for one, other in pairs.T.tolist())
    return np.fromiter(said, dtype=np.int64, count=pairs.shape[1])[where]


def parts_of(group: Ints) -> Iterator[Ints]:
    """The positions of each group, in the order of the groups' numbers."""
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    for start, end in pairwise([*starts.tolist(), len(order)]):
        yield order[start:end]


class KeyIndex:
    """The rows of one side by their integer key."""

    def __init__(self, keys: npt.NDArray[Any]) -> None:
        self._order = np.argsort(keys, kind="stable").astype(np.int64)
        self._keys = keys[self._order]

    def pairs(self, keys: npt.NDArray[Any]) -> Iterator[tuple[Ints, Ints]]:
        """Positions in `keys` and rows of the index with the same key, in pieces of about PAIRS_AT_ONCE."""
        yield from self.between(keys, keys)

    def between(self, least: npt.NDArray[Any], most: npt.NDArray[Any]) -> Iterator[tuple[Ints, Ints]]:
        """The same for a range of keys each, both ends closed."""
        first = np.searchsorted(self._keys, least, side="left")
        counts = np.searchsorted(self._keys, most, side="right") - first
        ends = np.cumsum(counts)
        full = np.searchsorted(ends, np.arange(PAIRS_AT_ONCE, ends[-1] if len(ends) else 0, PAIRS_AT_ONCE)) + 1
        for part in np.split(np.arange(len(least)), np.unique(full)):
            repeats = counts[part]
            within = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
            yield np.repeat(part, repeats), self._order[np.repeat(first[part], repeats) + within]
