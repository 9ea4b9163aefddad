"""What is one thing to ask though it is several findings, a cause or a tie: one item, its members folded below."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reconcile.catalogue import CAUSES, answered_by_cause
from reconcile.history import Review, item_of_cause
from reconcile.reports import first_words, wording
from reconcile.reports.course import Answer
from reconcile.reports.findings import FindingRow
from reconcile.tables import Row
from reconcile.text.dates import Month

TIE = "tie"
"""The `kind` of a tie; causes have those of the contract."""
AMBIGUOUS = "AMBIGUOUS_MATCH"
OF_TIES = (AMBIGUOUS, "UNREGISTERED_IN_TIE", "UNCONFIRMED_IN_TIE")
"""The codes by which a tie is told."""


@dataclass(frozen=True)
class FoldRow:
    """A cause or a tie; `severity` is that of the gravest of its members.

    `name` is C01 or T01, `item` what a worklist knows a cause by, "" where it has no row of its own.
    `support` tells of a cause how many cases fit. `bearing` says what one answer does, `answer` is
    the members' where all that it answers bear the same. `since` tells from which month on it goes
    on, None where it is new. `members` counts them by title; `rows` are none where there are too
    many to be shown. `month` is the month that raised it, None for this one.
    """

    name: str
    item: str
    kind: str
    title: str
    severity: str
    sentence: str
    support: str | None
    bearing: str
    answer: Answer | None
    since: str | None
    members: str
    size: int
    open: int
    rows: tuple[FindingRow, ...]
    month: str | None = None

    @property
    def standing(self) -> str:
        """已結 2 件、未結 14 件."""
        return f"已結 {self.size - self.open} 件、未結 {self.open} 件"


def cause_fold(cause: Row, members: Sequence[FindingRow], month: Month, review: Review | None) -> FoldRow:
    """A cause of that month with its members."""
    name, kind = str(cause["cause"]), str(cause["kind"])
    answered = [row for row in members if answered_by_cause(row.code, kind)]
    since = review.since.get(name) if review else None
    return _fold(
        members,
        name=name,
        item=item_of_cause(month, name) if review else "",
        kind=kind,
        title=CAUSES.get(kind, kind),
        sentence=cause["sentence"],
        support=cause["support"],
        bearing=wording.bearing(len(answered), len(members)),
        answer=_common(answered),
        since=wording.since(since, month) if since else None,
    )


def tie_fold(name: str, members: Sequence[FindingRow]) -> FoldRow:
    """Those who compete; each of them is answered by itself."""
    tied = [row for row in members if row.code == AMBIGUOUS]
    queries = sum(row.query is not None for row in tied)
    return _fold(
        members,
        name=name,
        item="",
        kind=TIE,
        title=first_words.TIE,
        sentence=first_words.tied(queries, len(tied) - queries),
        support=None,
        bearing=first_words.TIE_BEARING,
        answer=None,
        since=None,
    )


def _fold(members: Sequence[FindingRow], **told: object) -> FoldRow:
    severities = list(wording.SEVERITIES.values())
    counts = Counter(row.title for row in members)
    return FoldRow(
        severity=min((row.severity for row in members), key=severities.index),
        members="、".join(f"{title} {count} 件" for title, count in counts.items()),
        size=len(members),
        open=sum(row.is_open for row in members),
        rows=tuple(members),
        month=members[0].month,
        **told,  # type: ignore[arg-type]
    )


def _common(members: Sequence[FindingRow]) -> Answer | None:
    """The answer that all of them bear."""
    answers = {row.life.answer if row.life else None for row in members}
    return answers.pop() if len(answers) == 1 else None
