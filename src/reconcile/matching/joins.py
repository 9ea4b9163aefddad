"""Equal keys joined in pieces of bounded size, so that a subject with thousands of rows cannot fill the memory."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from reconcile.matching.arrays import Ints

PAIRS_AT_ONCE = 1 << 21


class KeyIndex:
    """The rows of one side by their integer key."""

    def __init__(self, keys: npt.NDArray[Any]) -> None:
        self._order = np.argsort(keys, kind="stable").astype(np.int64)
        self._keys = keys[self._order]

    def pairs(self, keys: npt.NDArray[Any]) -> Iterator[tuple[Ints, Ints]]:
        """Positions in `keys` and rows of the index with the same key, in pieces of about PAIRS_AT_ONCE."""
        first = np.searchsorted(self._keys, keys, side="left")
        counts = np.searchsorted(self._keys, keys, side="right") - first
        ends = np.cumsum(counts)
        full = np.searchsorted(ends, np.arange(PAIRS_AT_ONCE, ends[-1] if len(ends) else 0, PAIRS_AT_ONCE)) + 1
        for part in np.split(np.arange(len(keys)), np.unique(full)):
            repeats = counts[part]
            within = np.arange(repeats.sum()) - np.repeat(np.cumsum(repeats) - repeats, repeats)
            yield np.repeat(part, repeats), self._order[np.repeat(first[part], repeats) + within]
