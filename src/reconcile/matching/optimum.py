"""All optimal matchings at once: one of them, the pairs that occur in any, and who is left out by some.

Optimal means: over all one-to-one matchings, the most pairs in the strongest tier, then the least loss in it (unsound
sessions, names not compared, seconds outside, results, purposes), then the same for the next tier, and so on.

Each connected piece of the candidate graph is solved exactly in integers. The tiers' vector (pairs in the strongest
tier, less of each loss in it, pairs in the next, …) is packed into one Python integer per edge, each field wide enough
that no sum of weaker fields reaches it: adding weights compares vectors. Floating point, and so scipy's assignment
solvers, cannot hold such weights. The heaviest matching comes of successive shortest augmenting paths with dual prices
(Kuhn 1955; Edmonds and Karp 1972); the prices prove it best.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from reconcile.facts.sessions import Flags, Ints
from reconcile.matching.arrays import parts_of
from reconcile.matching.candidates import Edges, joined
from reconcile.matching.evidence import LOSS_BITS, losses_of

NOBODY = -1
_NO_RIVAL = np.iinfo(np.int64).max
_ROUNDS = 16


@dataclass(frozen=True)
class Optima:
    """The optimal matchings over `edges`.

    `chosen` is one of them, `possible` the edges that occur in any, `loose` the queries and lines that some optimum
    leaves out: a loose vertex with a possible edge is left out by one optimum and not by another.
    """

    edges: Edges
    chosen: Flags
    possible: Flags
    loose_queries: Flags
    loose_lines: Flags


def optima(edges: Edges, queries: int, lines: int) -> Optima:
    """Solve `edges` among so many queries and lines."""
    chosen, rest = _forced(edges)
    at = np.flatnonzero(rest)
    part = edges.where(rest)
    taken, tight, priced = _solved(part, queries, lines)
    chosen[at] = taken
    possible = chosen.copy()
    matched = np.zeros(queries + lines, dtype=bool)
    matched[edges.query[chosen]] = matched[queries + edges.line[chosen]] = True
    possible[at], loose = _exchangeable(part, taken, tight, matched, priced, queries)
    return Optima(edges, chosen, possible, loose[:queries], loose[queries:])


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
    solved = optima(joined((strong.edges.where(again), weak)), queries, lines)
    return Optima(
        edges=joined((strong.edges.where(~again), solved.edges)),
        chosen=np.concatenate([strong.chosen[~again], solved.chosen]),
        possible=np.concatenate([strong.possible[~again], solved.possible]),
        loose_queries=np.where(touched[:queries], solved.loose_queries, strong.loose_queries),
        loose_lines=np.where(touched[queries:], solved.loose_lines, strong.loose_lines),
    )


def _forced(edges: Edges) -> tuple[Flags, Flags]:
    """Edges that every optimum holds because they outweigh any two that they exclude, and the edges then left.

    That is so where both ends offer only weaker tiers otherwise, or one of them the same tier at more loss.
    """
    forced, left = np.zeros(len(edges), dtype=bool), np.ones(len(edges), dtype=bool)
    for _ in range(_ROUNDS):
        at = np.flatnonzero(left)
        part = edges.where(left)
        rank = (part.tier << LOSS_BITS) | part.loss
        of_query, of_line = _best_rival(part.query, rank), _best_rival(part.line, rank)
        near, far = np.minimum(of_query, of_line), np.maximum(of_query, of_line)
        wins = (far >> LOSS_BITS > part.tier) & (near > rank)
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
    size = queries + lines
    graph = coo_array((np.ones(len(edges), dtype=np.int8), (edges.query, queries + edges.line)), shape=(size, size))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)


def _solved(edges: Edges, queries: int, lines: int) -> tuple[Flags, Flags, Flags]:
    """Which edges a solution takes, which are tight in its prices, and which queries, then lines, have a price."""
    taken, tight = np.zeros(len(edges), dtype=bool), np.zeros(len(edges), dtype=bool)
    priced = np.zeros(queries + lines, dtype=bool)
    for part in parts_of(components(edges, queries, lines)[edges.query]):
        query, line = edges.query[part].tolist(), edges.line[part].tolist()
        query_at = {one: at for at, one in enumerate(dict.fromkeys(query))}
        line_at = {other: at for at, other in enumerate(dict.fromkeys(line))}
        weights = packed_weights(edges.tier[part], edges.loss[part], min(len(query_at), len(line_at)))
        here = [
            (query_at[one], line_at[other], weight) for one, other, weight in zip(query, line, weights, strict=True)
        ]
        solution = heaviest(here, len(query_at), len(line_at))
        taken[part] = [solution.line_of[one] == other for one, other, _ in here]
        tight[part] = [solution.is_tight(*edge) for edge in here]
        priced[list(query_at)] = [price > 0 for price in solution.query_price]
        priced[[queries + other for other in line_at]] = [price > 0 for price in solution.line_price]
    return taken, tight, priced


def _exchangeable(
    edges: Edges, taken: Flags, tight: Flags, matched: Flags, priced: Flags, queries: int
) -> tuple[Flags, Flags]:
    """The edges in any optimum, and the vertices that some optimum leaves out, from one optimum and its prices.

    Two optima differ by exchanges along tight edges: around a cycle, or along a path from someone left out to someone
    matched without a price, of the same side since all optima have as many pairs. With arcs from query to line for
    tight edges, back for taken ones, and one vertex for each side that closes its paths to cycles, what can be
    exchanged is what lies on a cycle: within one strongly connected component.
    """
    size = len(matched)
    query, line = edges.query, queries + edges.line
    offered = tight & ~taken
    free = ~matched
    replaceable = matched & ~priced
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
    graph = coo_array((np.ones(len(starts), dtype=np.int8), (starts, ends)), shape=(size + 2, size + 2))
    circle = connected_components(graph, directed=True, connection="strong")[1]
    possible = taken | (offered & (circle[query] == circle[line]))
    home = np.where(ours, circle[size], circle[size + 1])
    return possible, free | (replaceable & (circle[:size] == home))


def _arcs_from(vertex: int, ends: Ints) -> Iterator[tuple[Ints, Ints]]:
    yield np.full(len(ends), vertex), ends


def _arcs_to(vertex: int, starts: Ints) -> Iterator[tuple[Ints, Ints]]:
    yield starts, np.full(len(starts), vertex)


@dataclass
class Solution:
    """A heaviest matching and prices that prove it.

    Every edge weighs at most the sum of its ends' prices, a matched one exactly; whoever has a price is matched.
    So the heaviest matchings are those that use tight edges only and leave out nobody who has a price.
    """

    line_of: list[int]
    query_of: list[int]
    query_price: list[int]
    line_price: list[int]

    def is_tight(self, query: int, line: int, weight: int) -> bool:
        """Whether an edge weighs as much as the prices of its ends."""
        return self.query_price[query] + self.line_price[line] == weight


def packed_weights(tier: Ints, loss: Ints, most_pairs: int) -> list[int]:
    """A weight for each edge such that heavier is better for the sums over at most `most_pairs` edges."""
    pair_bits = most_pairs.bit_length()
    weights, shift = [0] * len(tier), 0
    for one in np.unique(tier)[::-1].tolist():
        at = np.flatnonzero(tier == one)
        lost = [0] * len(at)
        for part in reversed(losses_of(loss[at])):
            lost = [sum_ + (amount << shift) for sum_, amount in zip(lost, part.tolist(), strict=True)]
            shift += (most_pairs * int(part.max())).bit_length()
        for position, less in zip(at.tolist(), lost, strict=True):
            weights[position] = (1 << shift) - less
        shift += pair_bits
    return weights


def heaviest(edges: Sequence[tuple[int, int, int]], queries: int, lines: int) -> Solution:
    """A heaviest matching of edges (query, line, positive weight); whoever stays alone weighs 0."""
    offers: list[list[tuple[int, int]]] = [[] for _ in range(queries)]
    for query, line, weight in edges:
        offers[query].append((line, weight))
    solution = Solution(
        line_of=[NOBODY] * queries,
        query_of=[NOBODY] * lines,
        query_price=[max((weight for _, weight in offer), default=0) for offer in offers],
        line_price=[0] * lines,
    )
    for query in range(queries):
        _place(query, offers, solution)
    return solution


def _place(root: int, offers: list[list[tuple[int, int]]], solution: Solution) -> None:
    """Give `root` a line by the cheapest chain of exchanges, or leave the cheapest query of the chain without one.

    Dijkstra's search over the slack of edges; of lines equally far a free one comes first and ends it.
    """
    joined_at, settled = {root: 0}, dict[int, int]()
    distance, asked_by = dict[int, int](), dict[int, int]()
    waiting: list[tuple[int, bool, int]] = []
    query, travelled = root, 0
    end, given_up, found = solution.query_price[root], root, NOBODY
    while True:
        base = travelled + solution.query_price[query]
        for line, weight in offers[query]:
            reach = base + solution.line_price[line] - weight
            if reach < distance.get(line, end) and reach < end and line not in settled:
                distance[line], asked_by[line] = reach, query
                heappush(waiting, (reach, solution.query_of[line] != NOBODY, line))
        while waiting and waiting[0][2] in settled:
            heappop(waiting)
        if not waiting or waiting[0][0] >= end:
            break
        travelled, _, line = heappop(waiting)
        settled[line] = travelled
        query = solution.query_of[line]
        if query == NOBODY:
            end, found = travelled, line
            break
        joined_at[query] = travelled
        if travelled + solution.query_price[query] < end:
            end, given_up = travelled + solution.query_price[query], query
    for query, at in joined_at.items():
        solution.query_price[query] -= end - at
    for line, at in settled.items():
        solution.line_price[line] += end - at
    if found == NOBODY:
        found, solution.line_of[given_up] = solution.line_of[given_up], NOBODY
    _hand_on(found, asked_by, solution)


def _hand_on(line: int, asked_by: dict[int, int], solution: Solution) -> None:
    """Give a line to the query that asked for it, the line it held before to the one that asked for that, and so on."""
    while line != NOBODY:
        asking = asked_by[line]
        solution.query_of[line] = asking
        line, solution.line_of[asking] = solution.line_of[asking], line
