"""All optimal matchings at once: one of them, the pairs that occur in any, and who is left out by some.

Optimal means: over all one-to-one matchings, the most pairs in the strongest tier, then the least loss in it (unsound
sessions, names not compared, seconds outside, results, purposes), then the same for the next tier, and so on.

Each connected piece of the candidate graph is solved exactly in integers. The tiers' vector (pairs in the strongest
tier, less of each loss in it, pairs in the next, …) is packed into one Python integer per edge, each field wide enough
that no sum of weaker fields reaches it: adding weights compares vectors. No floating point number holds such
weights. The heaviest matching comes with prices that prove it best (`assignment`).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from reconcile.facts.sessions import Flags, Ints
from reconcile.matching.arrays import Twins, parts_of
from reconcile.matching.assignment import heaviest
from reconcile.matching.candidates import Edges, joined
from reconcile.matching.graphs import circles, joined_pieces

_NO_RIVAL = np.iinfo(np.int64).max
_ROUNDS = 16


@dataclass(frozen=True)
class Optima:
    """The optimal matchings over `edges`.

    Edges join the firsts of twins. `flow` is how many pairs one optimum has of each, `possible` the edges that occur
    in any, `loose` the firsts of whom some optimum leaves one out: if it has a possible edge, another does not.
    """

    edges: Edges
    flow: Ints
    possible: Flags
    loose_queries: Flags
    loose_lines: Flags
    queries: Twins
    lines: Twins

    def single(self, edges: Edges) -> Flags:
        """Edges between two that stand for themselves alone."""
        return np.asarray((self.queries.size[edges.query] == 1) & (self.lines.size[edges.line] == 1))


def optima(edges: Edges, queries: Twins, lines: Twins) -> Optima:
    """Solve `edges` between the firsts of twins."""
    single = (queries.size[edges.query] == 1) & (lines.size[edges.line] == 1)
    forced, rest = _forced(edges, single)
    at = np.flatnonzero(rest)
    part = edges.where(rest)
    flow, possible = forced.astype(np.int64), forced.copy()
    flow[at], tight, priced = _solved(part, queries.size, lines.size)
    size = np.concatenate([queries.size, lines.size])
    used = np.zeros(len(size), dtype=np.int64)
    np.add.at(used, edges.query, flow)
    np.add.at(used, len(queries.size) + edges.line, flow)
    offered = tight & ~(single[at] & (flow[at] > 0))
    possible[at], loose = _exchangeable(
        part, flow[at] > 0, offered, (used < size, (used > 0) & ~priced), len(queries.size)
    )
    return Optima(edges, flow, possible, loose[: len(queries.size)], loose[len(queries.size) :], queries, lines)


def extended(strong: Optima, weak: Edges) -> Optima:
    """The optima over both, given that every weak edge joins a loose query to a loose line.

    All weak edges are of weaker tiers than the strong ones: whatever is optimal with them is, without them, optimal
    over the strong edges, so a weak edge can only be used between two that some strong optimum leaves out, and only
    the connected components that weak edges touch need solving again.
    """
    if not len(weak):
        return strong
    queries, lines = len(strong.loose_queries), len(strong.loose_lines)
    component = components(joined((strong.edges, weak)), queries, lines)
    touched = np.isin(component, component[weak.query])
    again = touched[strong.edges.query]
    solved = optima(joined((strong.edges.where(again), weak)), strong.queries, strong.lines)
    return Optima(
        edges=joined((strong.edges.where(~again), solved.edges)),
        flow=np.concatenate([strong.flow[~again], solved.flow]),
        possible=np.concatenate([strong.possible[~again], solved.possible]),
        loose_queries=np.where(touched[:queries], solved.loose_queries, strong.loose_queries),
        loose_lines=np.where(touched[queries:], solved.loose_lines, strong.loose_lines),
        queries=strong.queries,
        lines=strong.lines,
    )


def _forced(edges: Edges, single: Flags) -> tuple[Flags, Flags]:
    """Edges that every optimum holds because they outweigh any two that they exclude, and the edges then left.

    That is so where both ends offer only weaker tiers otherwise, or one of them the same tier at more loss; not where
    an end has twins, who offer the same.
    """
    forced, left = np.zeros(len(edges), dtype=bool), np.ones(len(edges), dtype=bool)
    for _ in range(_ROUNDS):
        at = np.flatnonzero(left)
        part = edges.where(left)
        rank = part.rank
        of_query, of_line = _best_rival(part.query, rank), _best_rival(part.line, rank)
        near, far = np.minimum(of_query, of_line), np.maximum(of_query, of_line)
        wins = single[at] & (far > part.last_rank) & (near > rank)
        if not wins.any():
            break
        forced[at[wins]] = True
        left[at] = ~(np.isin(part.query, part.query[wins]) | np.isin(part.line, part.line[wins]))
    return forced, left


def _best_rival(vertex: Ints, rank: Ints) -> Ints:
    """For each edge the least rank among the other edges at its vertex."""
    order = np.lexsort((rank, vertex))
    sorted_vertex, sorted_rank = vertex[order], rank[order]
    opens = np.ones(len(order), dtype=bool)
    opens[1:] = sorted_vertex[1:] != sorted_vertex[:-1]
    starts = np.flatnonzero(opens)
    group = np.cumsum(opens) - 1
    second = np.append(sorted_rank, _NO_RIVAL)[starts + 1]
    alone = np.diff(np.append(starts, len(order))) == 1
    second[alone] = _NO_RIVAL
    rival = np.empty(len(order), dtype=np.int64)
    rival[order] = np.where(opens, second[group], sorted_rank[starts][group])
    return rival


def components(edges: Edges, queries: int, lines: int) -> Ints:
    """The number of the connected component of each query, then of each line."""
    return joined_pieces(queries + lines, edges.query, queries + edges.line)


def _solved(edges: Edges, queries: Ints, lines: Ints) -> tuple[Ints, Flags, Flags]:
    """How many pairs a solution has of each edge, which are tight in its prices, and which ends have a price.

    `queries` and `lines` are how many stand at each; of the ends queries come first.
    """
    flow, tight = np.zeros(len(edges), dtype=np.int64), np.zeros(len(edges), dtype=bool)
    priced = np.zeros(len(queries) + len(lines), dtype=bool)
    for part in parts_of(components(edges, len(queries), len(lines))[edges.query]):
        query, line = edges.query[part].tolist(), edges.line[part].tolist()
        query_at = {one: at for at, one in enumerate(dict.fromkeys(query))}
        line_at = {other: at for at, other in enumerate(dict.fromkeys(line))}
        ours, theirs = queries[list(query_at)].tolist(), lines[list(line_at)].tolist()
        weights = edges.at(part).weights(min(sum(ours), sum(theirs)))
        here = [
            (query_at[one], line_at[other], weight) for one, other, weight in zip(query, line, weights, strict=True)
        ]
        solution = heaviest(here, ours, theirs)
        flow[part] = [solution.held[one].get(other, 0) for one, other, _ in here]
        tight[part] = [solution.is_tight(*edge) for edge in here]
        priced[list(query_at)] = [price > 0 for price in solution.query_price]
        priced[[len(queries) + other for other in line_at]] = [price > 0 for price in solution.line_price]
    return flow, tight, priced


def _exchangeable(
    edges: Edges, taken: Flags, offered: Flags, who: tuple[Flags, Flags], queries: int
) -> tuple[Flags, Flags]:
    """The edges in any optimum, and the vertices that some optimum leaves out, from one optimum and its prices.

    Two optima differ by exchanges along tight edges: around a cycle, or along a path from someone left out to someone
    matched without a price, of the same side since all optima have as many pairs. With arcs from query to line for
    tight edges (`offered`, also those of which twins make a pair already), back for taken ones, and one vertex for each
    side that closes its paths to cycles, what can be exchanged is what lies on a cycle: within one strongly connected
    component. `who` are queries, then lines: of whom one is left out, and who is matched without a price.
    """
    free, replaceable = who
    size = len(free)
    query, line = edges.query, queries + edges.line
    ours, theirs = np.arange(size) < queries, np.arange(size) >= queries
    arcs = [
        (query[offered], line[offered]),
        (line[taken], query[taken]),
        *_arcs_from(size, np.flatnonzero(free & ours)),
        *_arcs_to(size, np.flatnonzero(replaceable & ours)),
        *_arcs_to(size + 1, np.flatnonzero(free & theirs)),
        *_arcs_from(size + 1, np.flatnonzero(replaceable & theirs)),
    ]
    starts, ends = (np.concatenate([arc[at] for arc in arcs]) for at in (0, 1))
    circle = circles(size + 2, starts, ends)
    possible = taken | (offered & (circle[query] == circle[line]))
    home = np.where(ours, circle[size], circle[size + 1])
    return possible, free | (replaceable & (circle[:size] == home))


def _arcs_from(vertex: int, ends: Ints) -> Iterator[tuple[Ints, Ints]]:
    yield np.full(len(ends), vertex), ends


def _arcs_to(vertex: int, starts: Ints) -> Iterator[tuple[Ints, Ints]]:
    yield starts, np.full(len(starts), vertex)
