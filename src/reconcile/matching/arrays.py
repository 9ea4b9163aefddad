"""Columns as arrays of integers: instants as seconds, texts as codes, distinct pairs judged once."""

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from reconcile.text.folding import comparable

Ints: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]
Column: TypeAlias = "pd.Series[Any]"

NULL = -1
"""The code of a missing text."""


def seconds_of(times: Column) -> Ints:
    """Whole seconds since 1970, fractions cut off; 0 where there is no time."""
    return times.fillna(pd.Timestamp(0)).to_numpy("datetime64[s]").astype(np.int64)


def codes_of(*columns: Column) -> tuple[list[str], list[Ints]]:
    """The distinct texts of all columns, and each column as positions among them (NULL: blank)."""
    together = pd.concat(columns, ignore_index=True)
    codes, texts = pd.factorize(together.mask(together == ""))
    return list(texts), np.split(codes.astype(np.int64), np.cumsum([len(column) for column in columns])[:-1])


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
