"""Exchanges within one matching that keeps every line held: the earliest queries first, earlier with earlier."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass


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
        changed = False
        for query in range(len(self.queries)):
            if self.held[query] is None:
                changed |= self._cover(query, replaceable)
        return changed

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
