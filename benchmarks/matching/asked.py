"""What was asked of the matcher, beside what was measured."""

from collections import Counter
from collections.abc import Iterator

from measure import Result, growth

LEAST = {
    "ordinary": 0.9999,
    "noisy": 0.997,
    "repeats": 0.999,
    "repeats, 2 % left over": 0.999,
    "repeats, 8 % left over": 0.999,
    "ordinary repeats": 0.999,
    "noisy repeats": 0.999,
}
"""The precision and recall that each setting should reach; the last four by the letter of what was asked only."""
UNSEEN = 0.005
"""Of queries that nobody wrote down, how many may end without any finding at heavy noise."""
FLOORS = ("ordinary", "noisy", "repeats")
"""The settings in which the definition allows it: less is a failure."""
ANOTHER_ORDER = ", another order"
"""The end of a contestant's name that is not given the rules as they are: nothing is asked beside it."""
FASTER, SECONDS, GIGABYTES = 20, 17, 2.2

Row = tuple[str, str, str, bool]


def asked(
    contest: list[Result], settings: dict[str, Result], scaling: list[Result], unwritten: tuple[Counter[str], int]
) -> str:
    """A table of every figure asked for, and whether it is met."""
    rows = [*_against_others(contest), *_reach(settings), _unseen(*unwritten), *_at_size(scaling)]
    return "\n".join(
        [
            "## What was asked",
            "",
            "| | asked | measured | met |",
            "|---|---|---|---|",
            *(
                f"| {what} | {limit} | {measured} | {'yes' if met else '**no**'} |"
                for what, limit, measured, met in rows
            ),
        ]
    )


def holds(settings: dict[str, Result]) -> bool:
    """Whether no floor is broken."""
    return all(_reached(settings[name]) >= LEAST[name] for name in FLOORS)


def _against_others(contest: list[Result]) -> Iterator[Row]:
    ours, splink = contest[0], next(one for one in contest if one.name == "splink")
    for one in contest[1:]:
        if one.name.endswith(ANOTHER_ORDER):
            continue
        mine, theirs = min(ours.score.precision, ours.score.recall), min(one.score.precision, one.score.recall)
        yield f"accuracy against {one.name}'s, the lesser of the two", f"≥ {theirs:.4f}", f"{mine:.4f}", mine >= theirs
    ratio = splink.seconds / ours.seconds
    yield "times as fast as splink", f"≥ {FASTER}", f"{ratio:.1f}", ratio >= FASTER


def _unseen(counted: Counter[str], unnamed: int) -> Row:
    share = unnamed / counted.total()
    return "queries not written, without any finding", f"≤ {UNSEEN:.1%}", f"{share:.2%}", share <= UNSEEN


def _reach(settings: dict[str, Result]) -> Iterator[Row]:
    for name, least in LEAST.items():
        one = settings[name]
        measured = f"{one.score.precision:.5f} and {one.score.recall:.5f}"
        if _bound(one) < least:
            measured += f"; no matcher of this definition recalls more than {_bound(one):.5f}"
        yield f"precision and recall, {name}", f"≥ {least}", measured, _reached(one) >= least


def _at_size(scaling: list[Result]) -> Iterator[Row]:
    largest = scaling[-1]
    yield f"seconds, {largest.queries:,} queries", f"≤ {SECONDS}", f"{largest.seconds:.1f}", largest.seconds <= SECONDS
    if largest.peak_gb is not None:
        yield "GB of memory, the same", f"≤ {GIGABYTES}", f"{largest.peak_gb:.2f}", largest.peak_gb <= GIGABYTES
    slope, ideal = growth([one.queries for one in scaling], [one.seconds for one in scaling])
    yield "exponent of growth", f"≤ {ideal:.2f} (n log n)", f"{slope:.2f}", slope <= ideal


def _reached(one: Result) -> float:
    return min(one.score.precision, one.score.recall)


def _bound(one: Result) -> float:
    return one.best_recall if one.best_recall is not None else 1.0
