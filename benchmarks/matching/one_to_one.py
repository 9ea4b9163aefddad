"""What a matcher that has none needs: a choice one to one, what that leaves over, and its pairs as the contract's keys.

Runs in the others' environment, so nothing of this project is imported.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from contest import PAIR
from given_rules import Ints, outside

Floats = npt.NDArray[np.float64]


def one_to_one(queries: pd.DataFrame, lines: pd.DataFrame, query: Ints, line: Ints, weight: Floats) -> pd.DataFrame:
    """The heaviest pairs first, whoever is still free; the fewest seconds outside first among equally heavy ones."""
    order = np.lexsort((line, query, outside(queries, lines, query, line), -weight.round(6)))
    used_queries, used_lines, found = set[int](), set[int](), list[tuple[int, int]]()
    for one, other in zip(query[order].tolist(), line[order].tolist(), strict=True):
        if one not in used_queries and other not in used_lines:
            used_queries.add(one)
            used_lines.add(other)
            found.append((one, other))
    return pairs(queries, lines, found)


def left_over(
    queries: pd.DataFrame, lines: pd.DataFrame, found: list[tuple[int, int]], keys: list[str]
) -> Iterator[tuple["pd.Index[int]", "pd.Index[int]"]]:
    """Blocks of what is in no pair yet, with equal keys on both sides."""
    mine = queries[~queries["unique_id"].isin([query for query, _ in found])].groupby(keys).groups
    theirs = lines[~lines["unique_id"].isin([line for _, line in found])].groupby(keys).groups
    for key in mine.keys() & theirs.keys():
        yield mine[key], theirs[key]


def pairs(queries: pd.DataFrame, lines: pd.DataFrame, found: list[tuple[int, int]]) -> pd.DataFrame:
    """Positions as the keys of the contract."""
    query, line = np.array(found, dtype=np.int64).reshape(-1, 2).T
    keys = [queries[["statement_row"]].iloc[query], lines[["register_entry", "register_line"]].iloc[line]]
    return pd.concat([key.reset_index(drop=True) for key in keys], axis="columns")[PAIR]
