"""A heaviest matching in exact integers, with the prices that prove it, and exchanges within one.

Successive shortest augmenting paths with dual prices (Kuhn 1955; Edmonds and Karp 1972). Who has twins that offer the
same is counted instead of told apart: then it is a transport of so many pairs each. Exchanges let the earliest queries
be covered and earlier go with earlier, at no loss.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

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


@dataclass
class Exchange:
    """Queries and lines in the order of time, the lines each query could hold (bits) and the one it holds.

    Every line is held, and stays so: lines are exchanged within one matching. Sets of lines are bits of an integer,
    the lowest for the earliest line, so that a step over all lines costs one operation.
    """

    queries: list[int]
    lines: list[int]
    could_hold: list[int]
    held: list[int | None]

    @classmethod
    def of(
        cls,
        edges: Iterable[tuple[int, int]],
        members: Callable[[int], Iterable[int]],
        held: Iterable[tuple[int, int, int]],
    ) -> "Exchange":
        """From which kinds of queries could hold which kinds of lines, and who holds what: query, line, its kind.

        `members` are the queries of a kind.
        """
        rows = sorted((line, kind, query) for query, line, kind in held)
        bits_of, could_hold = dict[int, int](), dict[int, int]()
        for at, (_, kind, _) in enumerate(rows):
            bits_of[kind] = bits_of.get(kind, 0) | 1 << at
        for kind, line in edges:
            could_hold[kind] = could_hold.get(kind, 0) | bits_of.get(line, 0)
        bits = {query: could for kind, could in could_hold.items() for query in members(kind)}
        holds = {query: at for at, (_, _, query) in enumerate(rows)}
        queries = sorted(bits)
        return cls(
            queries, [line for line, _, _ in rows], [bits[one] for one in queries], [holds.get(one) for one in queries]
        )

    def pairs(self) -> list[tuple[int, int]]:
        """Who holds what now."""
        return [
            (query, self.lines[line]) for query, line in zip(self.queries, self.held, strict=True) if line is not None
        ]

    def cover_earliest(self, replaceable: Collection[int]) -> bool:
        """Give lines to the earliest queries that can have them, at the cost of later replaceable ones.

        Who can be covered together is a matroid, so taking the queries one by one in order finds the earliest set.
        Says whether anything changed.
        """
        changed, last = False, self._last_of(replaceable)
        for query in range(len(self.queries)):
            if query > last:
                break
            if self.held[query] is None and self._cover(query, replaceable):
                changed, last = True, self._last_of(replaceable)
        return changed

    def _last_of(self, replaceable: Collection[int]) -> int:
        """The last of them that holds a line: who comes after it takes none."""
        holding = (at for at, line in enumerate(self.held) if line is not None and self.queries[at] in replaceable)
        return max(holding, default=-1)

    def uncross(self) -> None:
        """Let the same queries hold the same lines in order: the first its earliest possible line, then the second."""
        holder, wanted_by = self._holders(), list[int]()
        taken, settled = 0, 0
        for query, old in enumerate(self.held):
            if old is None:
                continue
            settled |= 1 << query
            instead: dict[int, int] = {}
            if _lowest(self.could_hold[query] & ~taken) != old:
                wanted_by = wanted_by or self._wanted_by()
                instead = self._chain_to(old, settled, wanted_by)
            line = _lowest(self.could_hold[query] & (1 << old | sum(1 << other for other in instead)))
            taken |= 1 << line
            taker = query
            while line != old:
                displaced = holder[line]
                self.held[taker], holder[line] = line, taker
                taker, line = displaced, instead[line]
            self.held[taker], holder[old] = old, taker

    def _cover(self, query: int, replaceable: Collection[int]) -> bool:
        """Search a chain of exchanges from a query without a line to a later replaceable one."""
        holder = self._holders()
        asked_by: dict[int, int] = {}
        seen, waiting = 0, [query]
        for asking in waiting:
            new = self.could_hold[asking] & ~seen
            seen |= new
            for line in _positions(new):
                asked_by[line] = asking
                if holder[line] > query and self.queries[holder[line]] in replaceable:
                    self._hand_over(line, holder[line], asked_by)
                    return True
                waiting.append(holder[line])
        return False

    def _hand_over(self, line: int | None, loser: int, asked_by: dict[int, int]) -> None:
        self.held[loser] = None
        while line is not None:
            asking = asked_by[line]
            self.held[asking], line = line, self.held[asking]

    def _chain_to(self, old: int, settled: int, wanted_by: list[int]) -> dict[int, int]:
        """For each line whose unsettled holder can be compensated, at last by `old`: the line that its holder takes."""
        instead: dict[int, int] = {}
        waiting = [old]
        for line in waiting:
            new = wanted_by[line] & ~settled
            settled |= new
            for holder in _positions(new):
                other = self.held[holder]
                if other is not None:
                    instead[other] = line
                    waiting.append(other)
        return instead

    def _wanted_by(self) -> list[int]:
        """The queries (bits) that could hold each line."""
        wanted_by = [0] * len(self.lines)
        for query, could_hold in enumerate(self.could_hold):
            for line in _positions(could_hold):
                wanted_by[line] |= 1 << query
        return wanted_by

    def _holders(self) -> dict[int, int]:
        return {line: query for query, line in enumerate(self.held) if line is not None}


def _lowest(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def _positions(bits: int) -> Iterator[int]:
    while bits:
        yield _lowest(bits)
        bits &= bits - 1
