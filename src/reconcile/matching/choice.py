"""The optimal matchings, stage by stage; of all of them the one that is reported, and the ties that none can settle."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from reconcile.facts.sessions import Flags, Ints
from reconcile.matching.arrays import KeyIndex, Twins, parts_of
from reconcile.matching.assignment import Exchange, heaviest
from reconcile.matching.candidates import STAGES, Edges, edges_of, joined
from reconcile.matching.evidence import BLURRED, PairEvidence
from reconcile.matching.optimum import Optima, components, extended, optima

_LINE_BITS = 32

Held = list[tuple[int, int, int]]
"""Who holds which line, and of what kind the line is."""


@dataclass(frozen=True)
class Choice:
    """`pairs` are the matches; `tied` edges some optimum holds, at least one for each query and line of a tie.

    `tie` numbers the tie of each tied edge, from 1 in the order of their queries.
    """

    pairs: Edges
    tied: Edges
    tie: Ints


def chosen(evidence: PairEvidence, alike: Ints, duplicates: Ints, within: int) -> Choice:
    """The matching of a month, its queries and lines in the order of time.

    `alike` numbers the groups of alike queries, `duplicates` those of equal lines; of alike queries at most `within`
    seconds apart the earliest take the lines.
    """
    found = _optima(evidence, *evidence.twins(alike, duplicates))
    return give_to_earliest(choose(found, alike, duplicates), evidence, alike, within, found)


def _optima(evidence: PairEvidence, queries: Twins, lines: Twins) -> Optima:
    """Stage by stage: whom the stronger tiers leave out may be paired by the weaker."""
    found = optima(edges_of(evidence, 0, queries.firsts, lines.firsts), queries, lines)
    for stage in range(1, len(STAGES)):
        loose_queries, loose_lines = np.flatnonzero(found.loose_queries), np.flatnonzero(found.loose_lines)
        found = extended(found, edges_of(evidence, stage, loose_queries, loose_lines))
    return found


def choose(optima: Optima, alike: Ints, duplicates: Ints) -> Choice:
    """Settle what the definition settles: earlier goes with earlier, and of equals the earlier is covered.

    Pairs that can be exchanged hang together as pieces. A piece in which someone is left out by one optimum
    and not by another is a tie, unless all such are of one group; and so is whatever pairs rest on too little seen.
    """
    edges, flow = optima.edges.where(optima.possible), optima.flow[optima.possible]
    piece = components(edges, len(optima.loose_queries), len(optima.loose_lines))[edges.query]
    tied = (
        _of_several(piece, optima.loose_queries[edges.query], alike[edges.query])
        | _of_several(piece, optima.loose_lines[edges.line], duplicates[edges.line])
        | np.isin(piece, piece[edges.tier == BLURRED])
    )
    alone = optima.single(edges) & (np.bincount(piece, minlength=1)[piece] == 1)
    several = np.flatnonzero(~tied & ~alone)
    settled = [_settled(edges.at(several[among]), flow[several[among]], optima) for among in parts_of(piece[several])]
    whole, of = _spread_out(edges.where(tied), optima)
    return Choice(joined([edges.where(alone & ~tied), *settled]), whole, _numbered(whole.query, piece[tied][of]))


def _of_several(piece: Ints, loose: Flags, group: Ints) -> Flags:
    """Whether the loose ones of the piece of each edge are of more than one group."""
    size, most = int(piece.max(initial=-1)) + 1, int(group.max(initial=-1)) + 1
    first, last = np.full(size, most), np.full(size, -1)
    np.minimum.at(first, piece[loose], group[loose])
    np.maximum.at(last, piece[loose], group[loose])
    return np.asarray((first < last)[piece])


def _spread_out(edges: Edges, optima: Optima) -> tuple[Edges, Ints]:
    """Every twin of every edge with one of the other side, and from which edge each of these comes."""
    found, of = [edges], [np.arange(len(edges))]
    for at in np.flatnonzero(~optima.single(edges)).tolist():
        query, line = int(edges.query[at]), int(edges.line[at])
        ours, theirs = optima.queries.members(query)[1:], optima.lines.members(line)[1:]
        one = np.full(len(ours) + len(theirs), at)
        whole = edges.at(one)
        found.append(
            Edges(
                np.array([*ours, *[query] * len(theirs)]),
                np.array([*[line] * len(ours), *theirs]),
                whole.tier,
                whole.loss,
            )
        )
        of.append(one)
    return joined(found), np.concatenate(of)


def _settled(edges: Edges, flow: Ints, optima: Optima) -> Edges:
    """The pairs of a piece without a tie: the earliest lines and queries of equal ones, earlier with earlier."""
    ours, theirs = optima.queries, optima.lines
    ends = list(zip(edges.query.tolist(), edges.line.tolist(), strict=True))
    pairs = _paired(dict(zip(ends, flow.tolist(), strict=True)), ours, theirs)
    if optima.loose_lines[edges.line].any():
        held = [(line, query, int(ours.first[query])) for query, line in pairs]
        turned = Exchange.of([(line, query) for query, line in ends], theirs.members, held)
        turned.cover_earliest(_all_of(theirs, edges.line[optima.loose_lines[edges.line]]))
        pairs = [(query, line) for line, query in turned.pairs()]
    exchange = Exchange.of(ends, ours.members, [(query, line, int(theirs.first[line])) for query, line in pairs])
    exchange.cover_earliest(_all_of(ours, edges.query[optima.loose_queries[edges.query]]))
    exchange.uncross()
    at = {pair: position for position, pair in enumerate(ends)}
    pairs = exchange.pairs()
    of = edges.at(np.array([at[int(ours.first[one]), int(theirs.first[other])] for one, other in pairs]))
    query, line = np.array(pairs, dtype=np.int64).T
    return Edges(query, line, of.tier, of.loss)


def _all_of(twins: Twins, firsts: Ints) -> set[int]:
    return {one for first in set(firsts.tolist()) for one in twins.members(first)}


def _paired(flow: dict[tuple[int, int], int], ours: Twins, theirs: Twins) -> list[tuple[int, int]]:
    """Pairs of queries and lines, so many of each kind: the earliest queries, each with the earliest line left."""
    wanted = dict[int, dict[int, int]]()
    for (query, line), count in flow.items():
        if count:
            wanted.setdefault(query, {})[line] = count
    left = {line: theirs.members(line)[::-1] for kinds in wanted.values() for line in kinds}
    pairs = []
    for query in sorted(one for first in wanted for one in ours.members(first)):
        kinds = wanted[int(ours.first[query])]
        if kinds:
            line = min(kinds, key=lambda kind: left[kind][-1])
            pairs.append((query, left[line].pop()))
            kinds[line] -= 1
            if not kinds[line]:
                del kinds[line]
    return pairs


def _numbered(query: Ints, piece: Ints) -> Ints:
    """Ties from 1 in the order of their first queries."""
    first = np.full(int(piece.max(initial=-1)) + 1, int(query.max(initial=-1)) + 1)
    np.minimum.at(first, piece, query)
    return np.asarray(np.unique(first[piece], return_inverse=True)[1] + 1, dtype=np.int64)


def give_to_earliest(choice: Choice, evidence: PairEvidence, alike: Ints, within: int, optima: Optima) -> Choice:
    """Of alike queries at most `within` seconds apart the earliest take the lines, each line within its tier.

    Seconds outside do not count then. A line goes to those whose result agrees with it, if there are any. Whom a
    tie concerns stays out. Only who holds a line in an optimum says who is near enough to take it.
    """
    pairs, kind, offers = _offers(choice, evidence, alike, within, optima)
    held = {int(alike[pairs.query[part[0]]]): part for part in parts_of(alike[pairs.query])}
    handed, settled = [], np.zeros(int(alike.max(initial=-1)) + 1, dtype=bool)
    for part in parts_of(alike[offers.query]):
        group = int(alike[offers.query[part[0]]])
        rows = zip(*(side[held[group]].tolist() for side in (pairs.query, pairs.line, kind)), strict=True)
        taken = _taken_by_earliest(offers.at(part), list(rows), optima.queries)
        if taken is not None:
            settled[group] = True
            handed.append(taken)
    kept = choice.pairs.where(~settled[alike[choice.pairs.query]])
    return Choice(joined([kept, *handed]), choice.tied, choice.tie)


def _offers(
    choice: Choice, evidence: PairEvidence, alike: Ints, within: int, optima: Optima
) -> tuple[Edges, Ints, Edges]:
    """The pairs of groups that lack lines, the kind of each, and which kinds the groups' queries could hold.

    Pairs of twins are of one kind; an offer has the number of the kind in place of the line, a first for its twins.
    """
    pairs, at, twins = choice.pairs, evidence.queried, optima.queries
    covered, out = np.zeros(len(alike), dtype=bool), np.zeros(len(alike), dtype=bool)
    covered[pairs.query], out[choice.tied.query] = True, True
    wanting = np.zeros(int(alike.max(initial=-1)) + 1, dtype=bool)
    wanting[alike[~covered & ~out]] = True
    pairs = pairs.where(wanting[alike[pairs.query]])
    numbers = twins.first[pairs.query] << _LINE_BITS | optima.lines.first[pairs.line]
    _, one, kind = np.unique(numbers, return_index=True, return_inverse=True)
    span = int(at.max(initial=0) - at.min(initial=0)) + 2 * within + 2
    members = np.flatnonzero(~out & wanting[alike] & (twins.size > 0))
    key = alike * span + (at - at.min(initial=0)) + within + 1
    held = key[pairs.query[one]]
    found = []
    for position, row in KeyIndex(key[members]).between(held - within, held + within):
        query, like = members[row], pairs.at(one[position])
        compared = evidence.compare_paired(query, like.line, like.tier)
        edges = Edges(query, position, like.tier, compared.loss)
        found.append(edges.where(compared.tier == like.tier))
    return pairs, kind, joined(found)


def _taken_by_earliest(offers: Edges, held: Held, twins: Twins) -> Edges | None:
    """The pairs of a group once its earliest have taken its lines; None where they do already."""
    agrees = offers.results_agree
    ends = list(zip(offers.query.tolist(), offers.line.tolist(), strict=True))
    at = {end: position for position, end in enumerate(ends)}
    kind_of = {line: kind for _, line, kind in held}
    if all(len(set(agrees[part].tolist())) == 1 for part in parts_of(offers.line)):
        exchange = Exchange.of(ends, twins.members, held)
        if not exchange.cover_earliest({one for first, _ in ends for one in twins.members(first)}):
            return None
        exchange.uncross()
        pairs = exchange.pairs()
    else:
        agree = {end: int(agrees[position]) for end, position in at.items()}
        pairs = _best_results(agree, held, twins)
        before = [(query, line) for query, line, _ in held]
        queries = [{query for query, _ in some} for some in (pairs, before)]
        results = [
            sum(agree[int(twins.first[query]), kind_of[line]] for query, line in some) for some in (pairs, before)
        ]
        if queries[0] == queries[1] and results[0] <= results[1]:
            return None
    of = offers.at(np.array([at[int(twins.first[query]), kind_of[line]] for query, line in pairs]))
    query, line = np.array(pairs, dtype=np.int64).T
    return Edges(query, line, of.tier, of.loss)


def _best_results(agree: dict[tuple[int, int], int], held: Held, twins: Twins) -> list[tuple[int, int]]:
    """The pairs that cover every line, agree in the most results, and take the earliest queries, in order."""
    queries = sorted({one for first, _ in agree for one in twins.members(first)})
    lines = [line for _, line, _ in held]
    size = len(queries)
    edges = [
        (at, position, (1 << (size + size.bit_length() + 1)) + (result << size) + (1 << (size - 1 - at)))
        for at, query in enumerate(queries)
        for position, (_, _, kind) in enumerate(held)
        if (result := agree.get((int(twins.first[query]), kind))) is not None
    ]
    solution = heaviest(edges, [1] * size, [1] * len(lines))
    tight = [
        (queries[at], lines[position]) for at, position, weight in edges if solution.is_tight(at, position, weight)
    ]
    held_now = [(queries[at], lines[line], lines[line]) for at, flow in enumerate(solution.held) for line in flow]
    exchange = Exchange.of(tight, lambda query: [query], held_now)
    exchange.uncross()
    return exchange.pairs()


def ties_of(choice: Choice) -> Iterator[tuple[int, Ints, Ints]]:
    """Each tie with its queries and its lines, each once."""
    for part in parts_of(choice.tie):
        yield int(choice.tie[part[0]]), np.unique(choice.tied.query[part]), np.unique(choice.tied.line[part])
