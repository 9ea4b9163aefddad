"""Of all optimal matchings the one that is reported, and the ties that none can settle."""

from dataclasses import dataclass

import numpy as np

from reconcile.matching.arrays import Flags, Ints, parts_of
from reconcile.matching.assignment import Optima, components
from reconcile.matching.candidates import Edges
from reconcile.matching.exchange import Exchange


@dataclass(frozen=True)
class Choice:
    """`pairs` are the matches; `tied` every edge that some optimum holds between those whom a tie concerns."""

    pairs: Edges
    tied: Edges


def choose(optima: Optima, repeats: Ints) -> Choice:
    """Settle what the definition settles: earlier goes with earlier, and of identical queries the earlier is covered.

    Positions of queries and lines are in the order of time; `repeats` numbers the groups of identical queries. Pairs
    that can be exchanged hang together as pieces. A piece in which someone is left out by one optimum and not by
    another is a tie, unless all such are queries of one group.
    """
    edges = optima.edges.where(optima.possible)
    chosen = optima.chosen[optima.possible]
    piece = components(edges, len(optima.loose_queries), len(optima.loose_lines))[edges.query]
    tied = _tied(edges, piece, optima, repeats)
    settled = chosen & ~tied
    several = np.flatnonzero(~tied & (np.bincount(piece, minlength=1)[piece] > 1))
    for among in parts_of(piece[several]):
        part = several[among]
        exchange = Exchange.of(edges.query[part], edges.line[part], chosen[part])
        exchange.cover_earliest({int(query) for query in edges.query[part] if optima.loose_queries[query]})
        exchange.uncross()
        settled[part] = exchange.holds(edges.query[part], edges.line[part])
    return Choice(edges.where(settled), edges.where(tied))


def _tied(edges: Edges, piece: Ints, optima: Optima, repeats: Ints) -> Flags:
    """The edges of the pieces that are ties."""
    size = int(piece.max(initial=-1)) + 1
    loose = optima.loose_queries[edges.query]
    group = repeats[edges.query[loose]]
    first, last = np.full(size, len(repeats)), np.full(size, -1)
    np.minimum.at(first, piece[loose], group)
    np.maximum.at(last, piece[loose], group)
    tie = first < last
    tie[piece[optima.loose_lines[edges.line]]] = True
    return np.asarray(tie[piece])
