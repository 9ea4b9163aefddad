"""Whether a query and a line belong to different offices."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from reconcile.matching.arrays import NULL, Flags, Ints, codes_of, comparable_column, distinct_verdicts


@dataclass(frozen=True)
class Agencies:
    """The offices of both sides as codes of `texts`; `shared` are those that occur on both."""

    texts: list[str]
    of_query: Ints
    of_line: Ints
    shared: Flags

    @classmethod
    def of(cls, queries: pd.DataFrame, lines: pd.DataFrame) -> "Agencies":
        """From both tables."""
        columns = (comparable_column(queries["agency"]), comparable_column(lines["agency"]))
        texts, (of_query, of_line) = codes_of(*columns)
        shared = np.isin(np.arange(len(texts) + 1), np.intersect1d(of_query, of_line))
        return cls(texts, of_query, of_line, shared)

    def conflict(self, query: Ints, line: Ints) -> Flags:
        """Whether the offices of a pair differ.

        A mere difference in wording must not accuse a whole month: offices differ only where neither text ends in the
        other and at least one of the two also occurs on the opposite side.
        """
        ours, theirs = self.of_query[query], self.of_line[line]
        different = (ours != NULL) & (theirs != NULL) & (ours != theirs) & (self.shared[ours] | self.shared[theirs])
        at = np.flatnonzero(different)
        different[at] = distinct_verdicts(ours[at], theirs[at], self._apart) == 1
        return np.asarray(different)

    def _apart(self, ours: int, theirs: int) -> int:
        one, other = self.texts[ours], self.texts[theirs]
        return not (one.endswith(other) or other.endswith(one))
