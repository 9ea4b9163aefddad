"""Rows of one side that nothing tells apart are counted instead of crossed: the first stands for its twins."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from reconcile.facts.sessions import Ints


@dataclass(frozen=True)
class Twins:
    """`first` is for each row the first of its twins; `size` says there how many they are, 0 at all others."""

    first: Ints
    size: Ints
    _order: Ints
    _start: Ints

    @classmethod
    def of(cls, *keys: Ints) -> "Twins":
        """Rows are twins where they are equal in all keys; the first two should tell almost all of them apart."""
        frame = pd.DataFrame(dict(enumerate(keys)))
        first = np.arange(len(frame))
        rest = np.flatnonzero(frame.duplicated(subset=[0, 1], keep=False).to_numpy())
        if len(rest):
            number = frame.take(rest).groupby(list(frame.columns), sort=False).ngroup().to_numpy()
            _, opens = np.unique(number, return_index=True)
            first[rest] = rest[opens][number]
        size = np.bincount(first, minlength=len(first)).astype(np.int64)
        return cls(first, size, np.argsort(first, kind="stable"), np.cumsum(size) - size)

    @property
    def firsts(self) -> Ints:
        """Who stands for twins, or for itself."""
        return np.flatnonzero(self.size)

    def members(self, first: int) -> list[int]:
        """All for whom this one stands, itself included, in order."""
        start = int(self._start[first])
        members: list[int] = self._order[start : start + int(self.size[first])].tolist()
        return members
