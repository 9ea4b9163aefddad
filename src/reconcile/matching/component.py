"""One connected piece of the candidate graph, solved exactly in integers.

The tiers' vector (pairs in the strongest tier, less of each loss in it, pairs in the next, …) is packed into one
Python integer per edge, each field wide enough that no sum of weaker fields reaches it: adding weights compares
vectors. Floating point, and so scipy's assignment solvers, cannot hold such weights. The heaviest matching comes of
successive shortest augmenting paths with dual prices (Kuhn 1955; Edmonds and Karp 1972); the prices prove it best.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from reconcile.matching.arrays import Ints
from reconcile.matching.evidence import losses_of

NOBODY = -1


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
