"""The definition of a matching (DESIGN §4), by trying every one-to-one pairing; shares no code with the matcher.

Good for about six queries and six lines. Rows are plain dictionaries of the two tables with None for null. Names and
agencies are compared as they stand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations, permutations
from typing import Any

Row = dict[str, Any]
Pairing = dict[int, int]

TIERS = ("exact", "masked", "text", "time", "user", "slip", "date", "day", "blurred")
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
OFFICES = ("花蓮市戶政", "吉安鄉戶政")


@dataclass(frozen=True)
class Edge:
    """A tier, and what is lost in it: sound session, names, seconds, result, purpose, the weightiest first."""

    tier: int
    loss: tuple[int, int, int, int, int]


@dataclass
class Month:
    """The rows of a month in the order of time, and the rules of the house.

    `used` are lines that another month used: login, logout, user, subject (or condition), ordinal among equals.
    `archived` are months that the archive holds.
    """

    queries: list[Row]
    lines: list[Row]
    roster: Mapping[str, str] = field(default_factory=dict)
    aliases: Sequence[tuple[str, str]] = ()
    used: frozenset[tuple[Any, ...]] = frozenset()
    archived: frozenset[tuple[int, int]] = frozenset()
    tolerance: timedelta = timedelta(minutes=5)
    repeat: timedelta = timedelta(minutes=2)
    open_session: timedelta = timedelta(minutes=30)

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
    groups, equals = groups_of_alike(month), groups_of_equals(month)
    tied_queries, tied_lines = ties(best, edges, groups, equals, len(month.queries), len(month.lines))
    free = [{q: n for q, n in one.items() if q not in tied_queries} for one in best]
    first = min(free, key=lambda one: preference(one, len(month.queries), len(month.lines)))
    pairing = given_to_the_earliest(first, edges, month, groups, tied_queries)
    query_keys, line_keys = [*map(query_key, month.queries)], [*map(line_key, month.lines)]
    return Answer(
        matches={(query_keys[q], line_keys[n], TIERS[edges[q, n].tier]) for q, n in pairing.items()},
        tied_queries={query_keys[q] for q in tied_queries},
        tied_lines={line_keys[n] for n in tied_lines},
        left_queries={key for q, key in enumerate(query_keys) if q not in pairing and q not in tied_queries},
        left_lines={key for n, key in enumerate(line_keys) if n not in set(pairing.values()) and n not in tied_lines},
    )


def edge_between(month: Month, query: Row, line: Row, *, anyhow: bool = False) -> Edge | None:
    """The tier and the loss of a pair; None where it is refused. `anyhow`: whosever month's the line may be."""
    subject = subjects(month, query, line)
    user = users(month, query, line)
    time, seconds = times(month, query["queried_at"], line)
    beside = (user == "differs") + (time != "agrees")
    allowed = 0 if subject in {"masked", "text", "blurred", "differs"} else 1
    if subject == "other" or time == "far" or beside > allowed or offices_differ(query, line):
        return None
    if not anyhow and barred(month, line):
        return None
    if subject in {"blurred", "differs"}:
        tier = "slip" if subject == "differs" else "blurred"
    elif beside:
        tier = "user" if user == "differs" else {"near": "time"}.get(time, time)
    elif subject == "text":
        tier = "text"
    else:
        tier = "masked" if "masked" in (subject, user) or subject == "alias" else "exact"
    if tier == "blurred":
        return Edge(TIERS.index(tier), (0, 0, 0, 0, 0))
    loss = (
        int(impossible(line)),
        int(user == "not compared"),
        seconds,
        int(query["result"] is None or query["result"] != line["result"]),
        int(query["purpose"] is None or str(query["purpose"]) not in line["purposes"].split(",")),
    )
    return Edge(TIERS.index(tier), loss)


def subjects(month: Month, query: Row, line: Row) -> str:
    ours, theirs = query["subject_id"], line["subject_id"]
    if ours is None and theirs is None:
        one, other = query["condition"], line["condition"]
        return "text" if one and one == other and any(c.isdigit() for c in one) else "other"
    if ours is None or theirs is None:
        return "other"
    if "*" in ours + theirs:
        return masks(ours, theirs)
    if ours == theirs:
        return "agrees"
    if theirs in numbers_of(ours, month.aliases):
        return "alias"
    return "differs" if theirs in one_slip(ours) or ours in one_slip(theirs) else "other"


def masks(ours: str, theirs: str) -> str:
    if len(ours) != len(theirs) or any(a != b for a, b in zip(ours, theirs, strict=True) if "*" not in a + b):
        return "other"
    needed = min(6, len(ours) / 2)
    if sum("*" not in a + b for a, b in zip(ours, theirs, strict=True)) >= needed:
        return "masked"
    return "blurred" if sum(a != "*" for a in ours) < needed else "other"


def numbers_of(identifier: str, aliases: Sequence[tuple[str, str]]) -> set[str]:
    """Every number that the list of aliases leads to from this one."""
    known = {identifier}
    for _ in aliases:
        known |= {b for a, b in aliases if a in known} | {a for a, b in aliases if b in known}
    return known


def impossible(line: Row) -> bool:
    login, logout = line["login_at"], line["logout_at"]
    return None not in (login, logout) and logout < login and len(session(login, logout)) == 2


def barred(month: Month, line: Row) -> bool:
    """Whether another month used the line, or keeps it for itself."""
    if identity(month, line) in month.used:
        return True
    months = {(query["queried_at"].year, query["queried_at"].month) for query in month.queries}
    written = line["login_at"] or line["logout_at"]
    if len(months) != 1 or written is None:
        return False
    [(year, number)] = months
    start = datetime(year, number, 1)
    end = datetime(year + number // 12, number % 12 + 1, 1)
    if start - DAY <= written < end + DAY:
        return False
    own = (written.year, written.month)
    others = {
        line_key(one)[:2]
        for one in month.lines
        if line_key(one)[:2] != line_key(line)[:2]
        and (at := one["login_at"] or one["logout_at"]) is not None
        and (at.year, at.month) == own
        and office(one) == office(line)
    }
    misdated = {
        line_key(one)[:2] for one in month.lines if any(date_apart(month, query, one) for query in month.queries)
    }
    return bool(others - misdated) and own not in month.archived


def date_apart(month: Month, query: Row, line: Row) -> bool:
    """Whether the line is the query's but for one part of its date."""
    edge = edge_between(month, query, line, anyhow=True)
    return edge is not None and TIERS[edge.tier] == "date"


def office(row: Row) -> str | None:
    return next((name for name in OFFICES if name in (row["agency"] or "")), row["agency"])


def identity(month: Month, line: Row) -> tuple[Any, ...]:
    def content(one: Row) -> tuple[Any, ...]:
        return (one["login_at"], one["logout_at"], one["user_name"], one["subject_id"] or one["condition"])

    equals = sorted(line_key(one) for one in month.lines if content(one) == content(line))
    return (*content(line), equals.index(line_key(line)) + 1)


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
    name = query["user_name"] or month.roster.get(account)
    if written.startswith("hl"):
        if written == account:
            return "agrees"
        theirs = month.roster.get(written)
        if name is None or theirs is None:
            return "differs" if account else "not compared"
        return names(name, theirs)
    return "not compared" if name is None else names(name, written)


def names(name: str, written: str) -> str:
    if "○" in name + written:
        pairs = [(a, b) for a, b in zip(name, written, strict=False) if "○" not in a + b]
        alike = len(name) == len(written) and pairs and all(a == b for a, b in pairs)
        return "masked" if alike else "differs"
    return "agrees" if written == name else "differs"


def offices_differ(query: Row, line: Row) -> bool:
    named = [[name for name in OFFICES if name in (row["agency"] or "")] for row in (query, line)]
    return all(named) and named[0] != named[1]


def times(month: Month, at: datetime, line: Row) -> tuple[str, int]:
    """The verdict of time and the whole seconds outside."""
    login, logout = line["login_at"], line["logout_at"]
    if login is None and logout is None:
        return "far", 0
    spans = [(login, open_end(month, line))] if logout is None else session(login or logout, logout)
    begun = login or logout
    outside = distance(at, spans)
    moved = datetime.combine(at.date(), begun.time()) - begun
    components = sum(getattr(at, part) != getattr(begun, part) for part in ("year", "month", "day"))
    same_clock = distance(at, [(start + moved, end + moved) for start, end in spans]) <= month.tolerance
    seconds = int(outside.total_seconds())
    if outside <= month.tolerance:
        return "agrees", seconds
    if outside <= HOUR:
        return "near", seconds
    if components == 1 and same_clock:
        return "date", seconds
    return ("day" if outside <= DAY else "far"), seconds


def open_end(month: Month, line: Row) -> datetime:
    """Until when a session lasts whose logout is not written."""
    login: datetime = line["login_at"]
    later = [
        one["login_at"]
        for one in month.lines
        if line["user_name"] is not None
        and (one["user_name"], one["agency"]) == (line["user_name"], line["agency"])
        and one["login_at"] is not None
        and one["login_at"] > login
    ]
    end: datetime = max(whole_minute(login), min([login + month.open_session, *later]))
    return end


def session(login: datetime, logout: datetime) -> list[tuple[datetime, datetime]]:
    if logout >= login:
        return [(login, whole_minute(logout))]
    if logout.date() == login.date() and logout + DAY - login <= timedelta(hours=12):
        return [(login, whole_minute(logout + DAY))]
    return [(login, whole_minute(login)), (logout, whole_minute(logout))]


def whole_minute(at: datetime) -> datetime:
    return at + timedelta(seconds=59) if at.second == 0 else at


def distance(at: datetime, spans: list[tuple[datetime, datetime]]) -> timedelta:
    return min(max(start - at, at - end, timedelta()) for start, end in spans)


def optima(edges: Mapping[tuple[int, int], Edge], queries: int) -> list[Pairing]:
    """Every pairing that is best: most pairs, then the least loss, tier by tier."""
    best: list[Pairing] = []
    best_score: tuple[int, ...] = ()
    for pairing in pairings(edges, queries, 0, frozenset()):
        held = [edges[pair] for pair in pairing.items()]
        score = tuple(
            value
            for tier in range(len(TIERS))
            for value in (
                sum(edge.tier == tier for edge in held),
                *(-sum(edge.loss[part] for edge in held if edge.tier == tier) for part in range(5)),
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


def groups_of_alike(month: Month) -> list[int]:
    """The number of each query's group: printed the same in all but time, serial, result and address.

    Masked ones only while at most two minutes after the first of their group.
    """
    printed = ("agency", "account", "user_name", "function", "purpose", "condition", "subject_id")
    groups: list[int] = []
    for q, query in enumerate(month.queries):
        masked = "*" in (query["subject_id"] or "")
        same = [
            groups[p]
            for p in range(q)
            if all(month.queries[p][name] == query[name] for name in printed)
            and not (masked and query["queried_at"] - month.queries[groups[p]]["queried_at"] > month.repeat)
        ]
        groups.append(same[-1] if same else q)
    return groups


def groups_of_equals(month: Month) -> list[int]:
    """The number of each line's group: equal in session, user, subject and result."""

    def content(line: Row) -> tuple[Any, ...]:
        subject = line["subject_id"] or line["condition"]
        return (line["login_at"], line["logout_at"], line["user_name"], subject, line["result"])

    contents = [content(line) for line in month.lines]
    return [contents.index(one) for one in contents]


def ties(
    best: list[Pairing],
    edges: Mapping[tuple[int, int], Edge],
    groups: list[int],
    equals: list[int],
    queries: int,
    lines: int,
) -> tuple[set[int], set[int]]:
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
        unsure = any(TIERS[edges[q, n].tier] == "blurred" for q, n in pairs if q in among_queries)
        several = len({groups[q] for q in among_queries & varying_queries}) > 1
        if unsure or several or len({equals[n] for n in among_lines & varying_lines}) > 1:
            tied_queries |= among_queries
            tied_lines |= among_lines
    return tied_queries, tied_lines


def preference(pairing: Pairing, queries: int, lines: int) -> tuple[Any, ...]:
    """Earlier queries and lines first, then earlier queries with earlier lines."""
    held = set(pairing.values())
    return (
        [q not in pairing for q in range(queries)],
        [n not in held for n in range(lines)],
        [pairing[q] for q in sorted(pairing)],
    )


def given_to_the_earliest(
    pairing: Pairing,
    edges: Mapping[tuple[int, int], Edge],
    month: Month,
    groups: list[int],
    tied: set[int],
) -> Pairing:
    """Of alike queries within two minutes of who holds a line the earliest hold it, results first."""
    result = dict(pairing)
    for group in set(groups):
        members = [q for q, one in enumerate(groups) if one == group and q not in tied]
        holder = {pairing[q]: q for q in members if q in pairing}
        if len(holder) == len(members):
            continue

        def may(q: int, n: int, holder: dict[int, int] = holder) -> bool:
            apart = abs(month.queries[q]["queried_at"] - month.queries[holder[n]]["queried_at"])
            return apart <= month.repeat and (q, n) in edges and edges[q, n].tier == edges[holder[n], n].tier

        choices = [
            dict(zip(chosen, order, strict=True))
            for chosen in combinations(members, len(holder))
            for order in permutations(holder)
            if all(may(q, n) for q, n in zip(chosen, order, strict=True))
        ]
        before = {q: pairing[q] for q in members if q in pairing}

        def agreeing(one: Pairing) -> int:
            return sum(1 - edges[pair].loss[3] for pair in one.items())

        best = min(choices, key=lambda one: (-agreeing(one), sorted(one), [one[q] for q in sorted(one)]))
        if sorted(best) != sorted(before) or agreeing(best) > agreeing(before):
            result = {q: n for q, n in result.items() if q not in members} | best
    return result
