"""What a run says on a terminal, a line each: nobody's data, counts and codes."""

from collections.abc import Iterator

from reconcile.outcome import Outcome
from reconcile.reports import summary


def course_of(outcome: Outcome) -> Iterator[str]:
    """Conclusion and equations, then how many findings bear each code."""
    yield from summary(outcome)
    for code, number in outcome.findings["code"].value_counts(sort=False).sort_index().items():
        yield f"  {code:<21} {number:>4}  {outcome.catalogue.title(str(code))}"
