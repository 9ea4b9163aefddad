"""A heaviest matching in exact integers, with the prices that prove it.

Successive shortest augmenting paths with dual prices (Kuhn 1955; Edmonds and Karp 1972). Who has twins that offer the
same is counted instead of told apart: then it is a transport of so many pairs each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from reconcile.facts.sessions import Ints
from reconcile.matching.evidence import losses_of

NOBODY = -1


@dataclass
class Solution:
    """A heaviest matching of twins and prices that prove it.

    Every edge weighs at most the sum of its ends' prices, a matched one exactly; whoever has a price is matched, and
    so are all his twins. So the heaviest matchings are those that use tight edges only and leave out nobody who has a
    price. `held` is how many pairs each query has with each line, `holders` the same for each line; `spare` is how
    many of each line are free.
    """

    held: list[dict[int, int]]
    holders: list[dict[int, int]]
    spare: list[int]
    query_price: list[int]
    line_price: list[int]

    def is_tight(self, query: int, line: int, weight: int) -> bool:
        """Whether an edge weighs as much as the prices of its ends."""
        return self.query_price[query] + self.line_price[line] == weight

    def pair(self, query: int, line: int, count: int) -> None:
        """Make so many pairs of these, or fewer where negative."""
        for of, other in ((self.held[query], line), (self.holders[line], query)):
            of[other] = of.get(other, 0) + count
            if not of[other]:
                del of[other]
        self.spare[line] -= count


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


def heaviest(edges: Sequence[tuple[int, int, int]], queries: Sequence[int], lines: Sequence[int]) -> Solution:
    """A heaviest matching of edges (query, line, positive weight); whoever stays alone weighs 0.

    `queries` and `lines` say how many twins stand at each.
    """
    offers: list[list[tuple[int, int]]] = [[] for _ in queries]
    for query, line, weight in edges:
        offers[query].append((line, weight))
    solution = Solution(
        held=[{} for _ in queries],
        holders=[{} for _ in lines],
        spare=list(lines),
        query_price=[max((weight for _, weight in offer), default=0) for offer in offers],
        line_price=[0] * len(lines),
    )
    for query, size in enumerate(queries):
        placed = 0
        while placed < size:
            placed += _place(query, size - placed, offers, solution)
    return solution


def _place(root: int, left: int, offers: list[list[tuple[int, int]]], solution: Solution) -> int:
    """Give `root` a line by the cheapest chain of exchanges, or leave the cheapest query of the chain without one.

    Dijkstra's search over the slack of edges; of lines equally far a free one comes first and ends it. Returns for
    how many of the twins at `root`, `left` at most, that was done at once.
    """
    joined_at, settled = {root: 0}, dict[int, int]()
    distance, asked_by, gives = dict[int, int](), dict[int, int](), dict[int, int]()
    waiting: list[tuple[int, bool, int]] = []
    fresh, travelled = [root], 0
    end, given_up, found = solution.query_price[root], root, NOBODY
    while True:
        for query in fresh:
            base = travelled + solution.query_price[query]
            for line, weight in offers[query]:
                reach = base + solution.line_price[line] - weight
                if reach < distance.get(line, end) and reach < end and line not in settled:
                    distance[line], asked_by[line] = reach, query
                    heappush(waiting, (reach, not solution.spare[line], line))
        while waiting and waiting[0][2] in settled:
            heappop(waiting)
        if not waiting or waiting[0][0] >= end:
            break
        travelled, _, line = heappop(waiting)
        settled[line] = travelled
        if solution.spare[line]:
            end, found = travelled, line
            break
        fresh = [query for query in solution.holders[line] if query not in joined_at]
        for query in fresh:
            joined_at[query], gives[query] = travelled, line
            if travelled + solution.query_price[query] < end:
                end, given_up = travelled + solution.query_price[query], query
    for query, at in joined_at.items():
        solution.query_price[query] -= end - at
    for line, at in settled.items():
        solution.line_price[line] += end - at
    return _hand_on(given_up if found == NOBODY else NOBODY, found, left, (asked_by, gives), solution)


def _hand_on(loser: int, line: int, left: int, chain: tuple[dict[int, int], dict[int, int]], solution: Solution) -> int:
    """Give a free line, or one of a `loser`, to who asked for it, what he gave for it to who asked for that, and so on.

    Returns how many were handed on at once.
    """
    asked_by, gives = chain
    steps = list[tuple[int, int, int]]()
    if loser != NOBODY and loser in gives:
        line = gives[loser]
        steps.append((loser, line, -1))
    while line != NOBODY:
        asking = asked_by[line]
        steps.append((asking, line, 1))
        line = gives.get(asking, NOBODY)
        if line != NOBODY:
            steps.append((asking, line, -1))
    given = [solution.held[query][line] for query, line, sign in steps if sign < 0]
    free = [solution.spare[line] for _, line, _ in steps[:1]] if loser == NOBODY else []
    count = min([left, *given, *free])
    for query, line, sign in steps:
        solution.pair(query, line, sign * count)
    return count
