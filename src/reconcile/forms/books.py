"""What the papers of an office are made from: its archive as it stands on one day, and what is known of it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reconcile.catalogue import Catalogue
from reconcile.facts.masking import PRIVATE, Masking
from reconcile.history import History
from reconcile.text.dates import Month


@dataclass(frozen=True)
class Books:
    """An office's `history`, which lies in the archive at `root`, as of `today`.

    `since` is the first month in which the office used the agency's system, None where nobody said: then what lies
    before the archive is left to a person. `closed_days` are the days without office hours beside weekends,
    `void_signoffs` the months whose sign-off no longer holds, `damage` what a verification of the archive found wrong:
    with any, nothing is proved by it. `masking` says how users and supervisors are shown.
    """

    history: History
    root: Path
    catalogue: Catalogue
    today: date
    since: Month | None = None
    closed_days: frozenset[date] = frozenset()
    void_signoffs: frozenset[Month] = frozenset()
    damage: tuple[str, ...] = ()
    masking: Masking = PRIVATE
