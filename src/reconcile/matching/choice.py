"""Of all optimal matchings the one that is reported, and the ties that none can settle."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import numpy as np

from reconcile.facts.sessions import Flags, Ints
from reconcile.matching.arrays import KeyIndex, parts_of
from reconcile.matching.candidates import Edges, joined
from reconcile.matching.evidence import BLURRED, SLIP, PairEvidence, losses_of
from reconcile.matching.optimum import Optima, components, heaviest
from reconcile.matching.sides import Subject

_RESULT = 3
"""Which part of a loss the result is."""


@dataclass(frozen=True)
class Choice:
    """`pairs` are the matches; `tied` every edge that some optimum holds between those whom a tie concerns.

    `tie` numbers the tie of each tied edge, from 1 in the order of their queries.
    """

    pairs: Edges
    tied: Edges
    tie: Ints


def choose(optima: Optima, alike: Ints, duplicates: Ints) -> Choice:
    """Settle what the definition settles: earlier goes with earlier, and of equals the earlier is covered.

    Positions are in the order of time; `alike` numbers the groups of alike queries, `duplicates` those of equal
    lines. Pairs that can be exchanged hang together as pieces. A piece in which someone is left out by one optimum
    and not by another is a tie, unless all such are of one group; and so is whatever pairs rest on too little seen.
    """
    edges = optima.edges.where(optima.possible)
    chosen = optima.chosen[optima.possible]
    piece = components(edges, len(optima.loose_queries), len(optima.loose_lines))[edges.query]
    tied = (
        _of_several(piece, optima.loose_queries[edges.query], alike[edges.query])
        | _of_several(piece, optima.loose_lines[edges.line], duplicates[edges.line])
        | np.isin(piece, piece[edges.tier == BLURRED])
    )
    settled = chosen & ~tied
    several = np.flatnonzero(~tied & (np.bincount(piece, minlength=1)[piece] > 1))
    for among in parts_of(piece[several]):
        part = several[among]
        settled[part] = _settled(edges.at(part), chosen[part], optima)
    return Choice(edges.where(settled), edges.where(tied), _numbered(edges.query[tied], piece[tied]))


def _of_several(piece: Ints, loose: Flags, group: Ints) -> Flags:
    """Whether the loose ones of the piece of each edge are of more than one group."""
    size, most = int(piece.max(initial=-1)) + 1, int(group.max(initial=-1)) + 1
    first, last = np.full(size, most), np.full(size, -1)
    np.minimum.at(first, piece[loose], group[loose])
    np.maximum.at(last, piece[loose], group[loose])
    return np.asarray((first < last)[piece])


def _settled(edges: Edges, chosen: Flags, optima: Optima) -> Flags:
    """The pairs of a piece without a tie: the earliest lines and queries of equal ones, earlier with earlier."""
    query, line = edges.query, edges.line
    if optima.loose_lines[line].any():
        turned = Exchange.of(line, query, chosen)
        turned.cover_earliest(set(line[optima.loose_lines[line]].tolist()))
        chosen = np.array(turned.holds(line, query), dtype=bool)
    kept = np.isin(line, line[chosen])
    exchange = Exchange.of(query[kept], line[kept], chosen[kept])
    exchange.cover_earliest(set(query[optima.loose_queries[query]].tolist()))
    exchange.uncross()
    settled = np.zeros(len(edges), dtype=bool)
    settled[kept] = exchange.holds(query[kept], line[kept])
    return settled


def _numbered(query: Ints, piece: Ints) -> Ints:
    """Ties from 1 in the order of their first queries."""
    first = np.full(int(piece.max(initial=-1)) + 1, int(query.max(initial=-1)) + 1)
    np.minimum.at(first, piece, query)
    return np.asarray(np.unique(first[piece], return_inverse=True)[1] + 1, dtype=np.int64)


def give_to_earliest(choice: Choice, evidence: PairEvidence, alike: Ints, within: int) -> Choice:
    """Of alike queries at most `within` seconds apart the earliest take the lines, each line within its tier.

    Seconds outside do not count then. A line goes to those whose result agrees with it, if there are any. Whom a
    tie concerns stays out. Only who holds a line in an optimum says who is near enough to take it.
    """
    offers, group = _offers(choice, evidence, alike, within)
    held = np.isin(_pair_numbers(offers), _pair_numbers(choice.pairs))
    handed, settled = [], np.zeros(int(alike.max(initial=-1)) + 1, dtype=bool)
    for part in parts_of(group):
        taken = _taken_by_earliest(offers.at(part), held[part])
        if taken is not None:
            settled[group[part]] = True
            handed.append(part[taken])
    kept = choice.pairs.where(~settled[alike[choice.pairs.query]])
    return Choice(joined([kept, *(offers.at(part) for part in handed)]), choice.tied, choice.tie)


def _offers(choice: Choice, evidence: PairEvidence, alike: Ints, within: int) -> tuple[Edges, Ints]:
    """The edges by which a group could hold its own lines in their tiers, and the group of each."""
    pairs, at = choice.pairs, evidence.queried
    covered, out = np.zeros(len(alike), dtype=bool), np.zeros(len(alike), dtype=bool)
    covered[pairs.query], out[choice.tied.query] = True, True
    wanting = np.zeros(int(alike.max(initial=-1)) + 1, dtype=bool)
    wanting[alike[~covered & ~out]] = True
    pairs = pairs.where(wanting[alike[pairs.query]])
    span = int(at.max(initial=0) - at.min(initial=0)) + 2 * within + 2
    members = np.flatnonzero(~out & wanting[alike])
    key = alike * span + (at - at.min(initial=0)) + within + 1
    found = []
    for position, row in KeyIndex(key[members]).between(key[pairs.query] - within, key[pairs.query] + within):
        query, held = members[row], pairs.at(position)
        relation = evidence.subjects.agreement(held.query, held.line)
        relation = np.where(held.tier == SLIP, Subject.SLIP, relation)
        compared = evidence.compare(query, held.line, relation)
        edges = Edges(query, held.line, held.tier, compared.loss)
        found.append(edges.where(compared.tier == held.tier))
    offers = joined(found)
    return offers, alike[offers.query]


def _taken_by_earliest(offers: Edges, held: Flags) -> Flags | None:
    """Which edges a group holds once its earliest have taken its lines; None where they do already."""
    query, line = offers.query, offers.line
    agrees = 1 - losses_of(offers.loss)[_RESULT]
    if all(len(set(agrees[part].tolist())) == 1 for part in parts_of(line)):
        exchange = Exchange.of(query, line, held)
        if not exchange.cover_earliest(set(query.tolist())):
            return None
        exchange.uncross()
        return np.array(exchange.holds(query, line), dtype=bool)
    taken = _best_results(query, line, agrees)
    covered, before = set(query[taken].tolist()), set(query[held].tolist())
    return taken if covered != before or agrees[taken].sum() > agrees[held].sum() else None


def _best_results(query: Ints, line: Ints, agrees: Ints) -> Flags:
    """The pairs that cover every line, agree in the most results, and take the earliest queries, in order."""
    queries, query_at = np.unique(query, return_inverse=True)
    lines, line_at = np.unique(line, return_inverse=True)
    size = len(queries)
    weights = [
        (1 << (size + size.bit_length() + 1)) + (result << size) + (1 << (size - 1 - position))
        for position, result in zip(query_at.tolist(), agrees.tolist(), strict=True)
    ]
    edges = list(zip(query_at.tolist(), line_at.tolist(), weights, strict=True))
    solution = heaviest(edges, size, len(lines))
    tight = np.array([solution.is_tight(*edge) for edge in edges], dtype=bool)
    chosen = np.array([solution.line_of[one] == other for one, other, _ in edges], dtype=bool)
    exchange = Exchange.of(query[tight], line[tight], chosen[tight])
    exchange.uncross()
    taken = np.zeros(len(edges), dtype=bool)
    taken[tight] = exchange.holds(query[tight], line[tight])
    return taken


def ties_of(choice: Choice) -> Iterator[tuple[int, Ints, Ints]]:
    """Each tie with its queries and its lines, each once."""
    for part in parts_of(choice.tie):
        yield int(choice.tie[part[0]]), np.unique(choice.tied.query[part]), np.unique(choice.tied.line[part])


_LINE_BITS = 32


def _pair_numbers(edges: Edges) -> Ints:
    """One number a pair."""
    return edges.query << _LINE_BITS | edges.line


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
    def of(cls, query: Ints, line: Ints, chosen: Flags) -> "Exchange":
        """From edges, some of which are a matching that covers every line."""
        queries, query_at = np.unique(query, return_inverse=True)
        lines, line_at = np.unique(line, return_inverse=True)
        could_hold = [0] * len(queries)
        held: list[int | None] = [None] * len(queries)
        for one, other, holds in zip(query_at.tolist(), line_at.tolist(), chosen.tolist(), strict=True):
            could_hold[one] |= 1 << other
            if holds:
                held[one] = other
        return cls(queries.tolist(), lines.tolist(), could_hold, held)

    def holds(self, query: Ints, line: Ints) -> list[bool]:
        """Whether each of these edges is in the matching now."""
        pairs = {
            (query, self.lines[line]) for query, line in zip(self.queries, self.held, strict=True) if line is not None
        }
        return [pair in pairs for pair in zip(query.tolist(), line.tolist(), strict=True)]

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
        holder, wanted_by = self._holders(), self._wanted_by()
        taken, settled = 0, 0
        for query, old in enumerate(self.held):
            if old is None:
                continue
            settled |= 1 << query
            instead: dict[int, int] = {}
            if _lowest(self.could_hold[query] & ~taken) != old:
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
