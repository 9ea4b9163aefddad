"""Identical queries made in quick succession: interchangeable, and the earliest takes the line."""

import numpy as np
import pandas as pd

from reconcile.matching.arrays import Flags, Ints, comparable_column, parts_of
from reconcile.matching.candidates import Edges, joined
from reconcile.matching.choice import Choice
from reconcile.matching.exchange import Exchange

_LINE_BITS = 32
_IDENTITY = ["agency", "account", "user_name", "function", "purpose"]


def repeat_groups(queries: pd.DataFrame, within_minutes: int) -> Ints:
    """The number of each query's group; queries are in the order of time.

    A group is a chain of identical queries, each at most `within_minutes` after the one before. Identical queries have
    the same agency, account, user, function, purpose and subject, or condition where there is no subject; result and
    address may differ.
    """
    subject = queries["subject_id"].astype(object)
    nameless = subject.isna()
    subject[nameless] = comparable_column(queries.loc[nameless, "condition"]).to_numpy()
    same = queries.groupby([*(queries[name] for name in _IDENTITY), subject], dropna=False, sort=False).ngroup()
    ordered = pd.DataFrame({"same": same, "at": queries["queried_at"]}).sort_values(["same", "at"], kind="stable")
    apart = (ordered["same"] != ordered["same"].shift()) | (ordered["at"].diff() > pd.Timedelta(minutes=within_minutes))
    return apart.cumsum().reindex(queries.index).to_numpy(np.int64) - 1 if len(queries) else np.empty(0, dtype=np.int64)


def originals(repeats: Ints, covered: Flags) -> Ints:
    """The query that each one repeats: the first of its group that has a line, or else the first; perhaps itself."""
    size = len(repeats)
    first, first_covered = np.full(size, size), np.full(size, size)
    np.minimum.at(first, repeats, np.arange(size))
    np.minimum.at(first_covered, repeats[covered], np.flatnonzero(covered))
    return np.where(first_covered < size, first_covered, first)[repeats]


def give_to_earliest(choice: Choice, edges: Edges, repeats: Ints) -> Choice:
    """Hand the lines of a group to its earliest queries, each line within its tier; those concerned in ties stay out.

    Where that changes who is covered, seconds outside do not count within the tier: earlier goes with earlier.
    """
    offers, group = _offers(choice, edges, repeats)
    held = np.isin(_numbers(offers), _numbers(choice.pairs))
    handed, settled = [], np.zeros(int(repeats.max(initial=-1)) + 1, dtype=bool)
    for part in parts_of(group):
        query, line = offers.query[part], offers.line[part]
        exchange = Exchange.of(query, line, held[part])
        if exchange.cover_earliest(set(query.tolist())):
            exchange.uncross()
            settled[group[part]] = True
            handed.append(part[exchange.holds(query, line)])
    kept = choice.pairs.where(~settled[repeats[choice.pairs.query]])
    return Choice(joined([kept, *(offers.at(part) for part in handed)]), choice.tied)


def _offers(choice: Choice, edges: Edges, repeats: Ints) -> tuple[Edges, Ints]:
    """The edges by which a group could hold its own lines in their tiers, and the group of each.

    Only groups in which an earlier query, of no tie, is without a line while a later one has one.
    """
    pairs = choice.pairs
    queries, lines = len(repeats), int(edges.line.max(initial=-1)) + 1
    covered, tied = np.zeros(queries, dtype=bool), np.zeros(queries, dtype=bool)
    covered[pairs.query], tied[choice.tied.query] = True, True
    first_without, last_with = np.full(queries, queries), np.full(queries, -1)
    np.minimum.at(first_without, repeats[~covered & ~tied], np.flatnonzero(~covered & ~tied))
    np.maximum.at(last_with, repeats[covered], np.flatnonzero(covered))
    holder, tier = np.full(lines, -1), np.full(lines, -1)
    holder[pairs.line], tier[pairs.line] = repeats[pairs.query], pairs.tier
    group = repeats[edges.query]
    own = (holder[edges.line] == group) & (tier[edges.line] == edges.tier) & ~tied[edges.query]
    open_edges = own & (first_without < last_with)[group]
    return edges.where(open_edges), group[open_edges]


def _numbers(edges: Edges) -> Ints:
    """One number a pair."""
    return edges.query << _LINE_BITS | edges.line
