"""The definition of a matching (DESIGN §4), by trying every one-to-one pairing; shares no code with the matcher.

Good for about six queries and six lines. Rows are plain dictionaries of the two tables with None for null. Names and
agencies are compared as they stand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations, permutations
from typing import Any

Row = dict[str, Any]
Pairing = dict[int, int]

TIERS = ("exact", "masked", "time", "user", "slip")
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Edge:
    tier: int
    seconds: int


@dataclass
class Month:
    """The rows of a month in the order of time, and the rules of the house."""

    queries: list[Row]
    lines: list[Row]
    roster: Mapping[str, str] = field(default_factory=dict)
    tolerance: timedelta = timedelta(minutes=5)
    repeat: timedelta = timedelta(minutes=2)

    def __post_init__(self) -> None:
        self.queries = sorted(self.queries, key=query_order)
        self.lines = sorted(self.lines, key=line_order)


@dataclass(frozen=True)
class Answer:
    matches: set[tuple[Any, Any, str]]
    tied_queries: set[Any]
    tied_lines: set[Any]
    left_queries: set[Any]
    left_lines: set[Any]


def query_key(query: Row) -> tuple[Any, ...]:
    return (query["statement_file"], query["statement_row"])


def line_key(line: Row) -> tuple[Any, ...]:
    return (line["register_file"], line["register_entry"], line["register_line"])


def query_order(query: Row) -> tuple[Any, ...]:
    return (query["queried_at"], query_key(query))


def line_order(line: Row) -> tuple[Any, ...]:
    written = [line[name] for name in ("login_at", "logout_at", "page_no", "seq_no")]
    return (*((value is None, value or 0) for value in written), line_key(line))


def answer(month: Month) -> Answer:
    """What the definition says of a month."""
    edges = {
        (q, n): edge
        for q, query in enumerate(month.queries)
        for n, line in enumerate(month.lines)
        if (edge := edge_between(month, query, line)) is not None
    }
    best = optima(edges, len(month.queries))
    groups = groups_of_repeats(month)
    tied_queries, tied_lines = ties(best, groups, len(month.queries), len(month.lines))
    free = [{q: n for q, n in one.items() if q not in tied_queries} for one in best]
    first = min(free, key=lambda one: preference(one, len(month.queries)))
    pairing = given_to_the_earliest(first, edges, groups, tied_queries)
    query_keys, line_keys = [*map(query_key, month.queries)], [*map(line_key, month.lines)]
    return Answer(
        matches={(query_keys[q], line_keys[n], TIERS[edges[q, n].tier]) for q, n in pairing.items()},
        tied_queries={query_keys[q] for q in tied_queries},
        tied_lines={line_keys[n] for n in tied_lines},
        left_queries={key for q, key in enumerate(query_keys) if q not in pairing and q not in tied_queries},
        left_lines={key for n, key in enumerate(line_keys) if n not in set(pairing.values()) and n not in tied_lines},
    )


def edge_between(month: Month, query: Row, line: Row) -> Edge | None:
    """The tier and the seconds outside of a pair; None where it is refused."""
    subject = subjects(query["subject_id"], line["subject_id"])
    user = users(month, query, line)
    time, seconds = times(query["queried_at"], line, month.tolerance)
    wrong = (subject, user, time).count("differs")
    if subject == "other" or time == "far" or wrong > 1 or offices_differ(month, query, line):
        return None
    if wrong:
        tier = "slip" if subject == "differs" else "user" if user == "differs" else "time"
    else:
        tier = "masked" if "masked" in (subject, user) else "exact"
    return Edge(TIERS.index(tier), seconds)


def subjects(ours: str | None, theirs: str | None) -> str:
    if ours is None or theirs is None:
        return "other"
    if "*" in ours + theirs:
        alike = len(ours) == len(theirs) and all(a == b or "*" in a + b for a, b in zip(ours, theirs, strict=True))
        return "masked" if alike else "other"
    if ours == theirs:
        return "agrees"
    return "differs" if theirs in one_slip(ours) or ours in one_slip(theirs) else "other"


def one_slip(text: str) -> set[str]:
    """Whatever comes of dropping, changing or exchanging with its neighbour one character (a change: ?)."""
    dropped = {text[:at] + text[at + 1 :] for at in range(len(text))}
    changed = {
        text[:at] + one + text[at + 1 :] for at in range(len(text)) for one in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    }
    swapped = {text[:at] + text[at + 1] + text[at] + text[at + 2 :] for at in range(len(text) - 1)}
    return (dropped | changed | swapped) - {text}


def users(month: Month, query: Row, line: Row) -> str:
    written, account = line["user_name"], query["account"]
    if written is None:
        return "not compared"
    if written == account:
        return "agrees"
    name = query["user_name"] or month.roster.get(account)
    if name is None:
        return "not compared"
    if "○" in name + written:
        pairs = [(a, b) for a, b in zip(name, written, strict=False) if "○" not in a + b]
        alike = len(name) == len(written) and pairs and all(a == b for a, b in pairs)
        return "masked" if alike else "differs"
    return "agrees" if written == name else "differs"


def offices_differ(month: Month, query: Row, line: Row) -> bool:
    ours, theirs = query["agency"], line["agency"]
    if ours is None or theirs is None or ours.endswith(theirs) or theirs.endswith(ours):
        return False
    return ours in {line["agency"] for line in month.lines} or theirs in {query["agency"] for query in month.queries}


def times(at: datetime, line: Row, tolerance: timedelta) -> tuple[str, int]:
    """The verdict of time and the whole seconds outside."""
    login, logout = line["login_at"] or line["logout_at"], line["logout_at"] or line["login_at"]
    if login is None:
        return "far", 0
    spans = session(login, logout)
    outside = distance(at, spans)
    verdict = "far"
    moved = datetime.combine(at.date(), login.time()) - login
    components = sum(getattr(at, part) != getattr(login, part) for part in ("year", "month", "day"))
    same_clock = distance(at, [(start + moved, end + moved) for start, end in spans]) <= tolerance
    if outside <= DAY or (components == 1 and same_clock):
        verdict = "differs"
    if outside <= tolerance:
        verdict = "agrees"
    return verdict, int(outside.total_seconds())


def session(login: datetime, logout: datetime) -> list[tuple[datetime, datetime]]:
    if logout >= login:
        return [(login, whole_minute(logout))]
    if timedelta() <= logout + DAY - login <= timedelta(hours=12):
        return [(login, whole_minute(logout + DAY))]
    return [(login, whole_minute(login)), (logout, whole_minute(logout))]


def whole_minute(at: datetime) -> datetime:
    return at + timedelta(seconds=59) if at.second == 0 else at


def distance(at: datetime, spans: list[tuple[datetime, datetime]]) -> timedelta:
    return min(max(start - at, at - end, timedelta()) for start, end in spans)


def optima(edges: Mapping[tuple[int, int], Edge], queries: int) -> list[Pairing]:
    """Every pairing that is best: most pairs, then fewest seconds, tier by tier."""
    best: list[Pairing] = []
    best_score: tuple[int, ...] = ()
    for pairing in pairings(edges, queries, 0, frozenset()):
        held = [edges[pair] for pair in pairing.items()]
        score = tuple(
            value
            for tier in range(len(TIERS))
            for value in (
                sum(edge.tier == tier for edge in held),
                -sum(edge.seconds for edge in held if edge.tier == tier),
            )
        )
        if score > best_score:
            best, best_score = [], score
        if score == best_score:
            best.append(pairing)
    return best


def pairings(
    edges: Mapping[tuple[int, int], Edge], queries: int, query: int, taken: frozenset[int]
) -> Iterator[Pairing]:
    if query == queries:
        yield {}
        return
    yield from pairings(edges, queries, query + 1, taken)
    for one, line in edges:
        if one == query and line not in taken:
            for rest in pairings(edges, queries, query + 1, taken | {line}):
                yield {query: line} | rest


def groups_of_repeats(month: Month) -> list[int]:
    """The number of each query's group of identical queries, each soon after the one before."""

    def identity(query: Row) -> tuple[Any, ...]:
        subject = query["condition"] if query["subject_id"] is None else query["subject_id"]
        return (subject, *(query[name] for name in ("agency", "account", "user_name", "function", "purpose")))

    groups: list[int] = []
    for q, query in enumerate(month.queries):
        before = [p for p in range(q) if identity(month.queries[p]) == identity(query)]
        near = before and query["queried_at"] - month.queries[before[-1]]["queried_at"] <= month.repeat
        groups.append(groups[before[-1]] if near else q)
    return groups


def ties(best: list[Pairing], groups: list[int], queries: int, lines: int) -> tuple[set[int], set[int]]:
    """The queries and lines that a tie concerns."""
    varying_queries = {q for q in range(queries) if 0 < sum(q in one for one in best) < len(best)}
    varying_lines = {n for n in range(lines) if 0 < sum(n in one.values() for one in best) < len(best)}
    pairs = {pair for one in best for pair in one.items()}
    tied_queries, tied_lines = set[int](), set[int]()
    for start, _ in pairs:
        among_queries, among_lines = {start}, set[int]()
        while True:
            more_lines = {n for q, n in pairs if q in among_queries}
            more_queries = {q for q, n in pairs if n in more_lines}
            if (more_queries, more_lines) == (among_queries, among_lines):
                break
            among_queries, among_lines = more_queries, more_lines
        if among_lines & varying_lines or len({groups[q] for q in among_queries & varying_queries}) > 1:
            tied_queries |= among_queries
            tied_lines |= among_lines
    return tied_queries, tied_lines


def preference(pairing: Pairing, queries: int) -> tuple[Any, ...]:
    """Earlier queries first, then earlier queries with earlier lines."""
    return [q not in pairing for q in range(queries)], [pairing[q] for q in sorted(pairing)]


def given_to_the_earliest(
    pairing: Pairing, edges: Mapping[tuple[int, int], Edge], groups: list[int], tied: set[int]
) -> Pairing:
    """Of a group's queries the earliest hold its lines, each line within its tier."""
    result = dict(pairing)
    for group in set(groups):
        members = [q for q, one in enumerate(groups) if one == group and q not in tied]
        held = {pairing[q]: edges[q, pairing[q]].tier for q in members if q in pairing}
        choices = [
            dict(zip(chosen, order, strict=True))
            for chosen in combinations(members, len(held))
            for order in permutations(held)
            if all((q, n) in edges and edges[q, n].tier == held[n] for q, n in zip(chosen, order, strict=True))
        ]
        best = min(choices, key=lambda one: (sorted(one), [one[q] for q in sorted(one)]))
        if sorted(best) != [q for q in members if q in pairing]:
            result = {q: n for q, n in result.items() if q not in members} | best
    return result
