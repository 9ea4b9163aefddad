"""How many items of an office wait for an answer, and how many were found 屬實異常: figures, and nobody in them."""

from collections import Counter
from collections.abc import Iterable

from reconcile.history import CONFIRMED, Standing
from reconcile.lives import Life
from reconcile.text.dates import Month


def standing_of(lives: Iterable[Life], month: Month) -> Standing:
    """The items of that month and of those before it, counted by age."""
    known = [life for life in lives if life.month <= month]
    return Standing(
        open=_ages([life for life in known if life.is_open], month),
        upheld=_ages([life for life in known if _is_upheld(life)], month),
    )


def _is_upheld(life: Life) -> bool:
    confirmed = life.decision is not None and life.decision.result == CONFIRMED
    return confirmed and not life.gone and not life.is_open


def _ages(lives: list[Life], month: Month) -> dict[int, int]:
    counted = Counter(len(life.month.through(month)) - 1 for life in lives)
    return {age: counted[age] for age in sorted(counted)}
