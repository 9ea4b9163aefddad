"""Random years of runs, corrections, unreadable pages, late entries and answers: every item stays accounted for.

The oracle looks at the log of what was done as a whole; it keeps no state and knows nothing of the program.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, example, given, settings

from known_codes import CODES
from reconcile.deposits import Decision
from reconcile.history import RESULTS
from reconcile.review import NewAnswers
from reconcile.settings import RuleSettings, Settings
from reconcile.text.dates import Month
from review.builders import Office, Row, line, query

ON = date(2027, 1, 20)
MONTHS = (Month(2026, 10), Month(2026, 11), Month(2026, 12))
HOURS = (9, 13, 16)
ONLY_COVERAGE = Settings(rules=RuleSettings(off=sorted(CODES - {"UNREGISTERED_QUERY"})))
Visits = frozenset[int]


@dataclass(frozen=True)
class Ran:
    """A run: which of the month's visits the register holds, which of the month before, which rows could be read."""

    month: int
    written: Visits
    late: Visits
    readable: Visits

    def lists(self, visit: int) -> bool:
        return visit in self.readable and visit not in self.written

    @property
    def inputs(self) -> tuple[Visits, Visits, Visits]:
        return self.written, self.late, self.readable


@dataclass(frozen=True)
class Answered:
    month: int
    visit: int
    result: str


Done = Ran | Answered

some = st.frozensets(st.integers(0, 2))
ran = st.builds(Ran, st.integers(0, 2), some, some, st.one_of(st.just(frozenset({0, 1, 2})), some))
answered = st.builds(Answered, st.integers(0, 2), st.integers(0, 2), st.sampled_from(RESULTS))


def is_raised(log: list[Done], month: int, visit: int) -> bool:
    return any(isinstance(done, Ran) and done.month == month and done.lists(visit) for done in log)


def is_open(log: list[Done], month: int, visit: int) -> bool:
    """Whether nothing has closed the item since it was last listed afresh."""
    runs = [(at, done) for at, done in enumerate(log) if isinstance(done, Ran) and done.month == month]
    listing = [(at, run) for at, run in runs if run.lists(visit)]

    def corrected_since(listed_at: int, listed: Ran, until: int) -> bool:
        """A run that could read all of other papers and did not list it; one that could not says nothing."""
        between = [run for at, run in runs if listed_at < at < until]
        return any(len(run.readable) == 3 and run.inputs != listed.inputs for run in between)

    afresh = listing[0][0]
    for (before_at, before), (at, _) in pairwise(listing):
        afresh = at if corrected_since(before_at, before, at) else afresh
    corrected = corrected_since(*listing[-1], len(log))
    answers = [
        done.result
        for at, done in enumerate(log)
        if isinstance(done, Answered) and (done.month, done.visit) == (month, visit) and at > afresh
    ]
    return not (corrected or (answers and answers[-1] != "待查") or _made_good(log, month, visit, afresh))


def _made_good(log: list[Done], month: int, visit: int, afresh: int) -> bool:
    """The next month's last run holds the line, after the item was listed, and its own month's register did not."""
    later = [(at, done) for at, done in enumerate(log) if isinstance(done, Ran) and done.month == month + 1]
    if not later or later[-1][0] < afresh or visit not in later[-1][1].late:
        return False
    own = [done for at, done in enumerate(log) if isinstance(done, Ran) and done.month == month and at < later[-1][0]]
    return visit not in own[-1].written


def visits(month: int, which: Visits, make: Callable[..., Row]) -> list[Row]:
    """Days that differ from month to month, hours from visit to visit: no slip of the pen joins two of them."""
    return [make(6 - month + 7 * visit, HOURS[visit], month=MONTHS[month]) for visit in sorted(which)]


NOTHING, EVERYTHING = frozenset[int](), frozenset({0, 1, 2})


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@example(
    [
        Ran(0, NOTHING, NOTHING, EVERYTHING),
        Answered(0, 0, "已補登"),
        Ran(0, EVERYTHING, NOTHING, NOTHING),
        Ran(0, NOTHING, NOTHING, EVERYTHING),
    ]
)
@given(st.lists(st.one_of(ran, ran, answered), min_size=1, max_size=7))
def test_every_item_ever_raised_is_open_or_closed_for_a_reason(steps: list[Done]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        office, log, names = Office(Path(folder)), list[Done](), dict[tuple[int, int], str]()
        for step in steps:
            if isinstance(step, Answered):
                if (item := names.get((step.month, step.visit))) is None:
                    continue
                decision = Decision(item, step.result, "", "林課員", ON, "f" * 64)
                office.keep(NewAnswers((decision,), None, (), 0, ()), MONTHS[step.month], ON)
            else:
                lines = visits(step.month, step.written, line)
                lines += visits(step.month - 1, step.late, line) if step.month else []
                problems = ["無法辨識"] * (3 - len(step.readable))
                month = MONTHS[step.month]
                review = office.run(
                    visits(step.month, step.readable, query),
                    lines,
                    month=month,
                    on=ON,
                    problems=problems,
                    settings=ONLY_COVERAGE,
                )
                listed = [visit for visit in range(3) if step.lists(visit)]
                assert len(review.of_findings) == len(listed)
                names |= {(step.month, visit): item for visit, item in zip(listed, review.of_findings, strict=True)}
            log.append(step)
        raised = {(month, visit) for month in range(3) for visit in range(3) if is_raised(log, month, visit)}
        assert names.keys() == raised
        later = office.run([], month=Month(2027, 1), on=ON, settings=ONLY_COVERAGE)
        left = {item.item for item in later.carried}
        assert len(left) == len(later.carried)
        assert {visit for visit, item in names.items() if item in left} == {
            visit for visit in raised if is_open(log, *visit)
        }
