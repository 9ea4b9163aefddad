"""A cause as a report shows it: one item, with the findings that it explains folded below."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from reconcile.catalogue import CAUSES, answered_by_cause
from reconcile.history import Review, item_of_cause
from reconcile.outcome import Outcome
from reconcile.reports import wording
from reconcile.reports.course import Answer
from reconcile.reports.findings import FindingRow
from reconcile.tables import records


@dataclass(frozen=True)
class CauseRow:
    """A cause and its members; `severity` is that of the gravest of them.

    `item` is what a worklist knows it by, "" without a review. `answers` says for how many members
    one answer is recorded, `answer` is theirs where all of them bear the same. `since` tells from
    which month on it goes on, None where it is new; `standing` how many members are settled. `members` counts them by
    title; `rows` are none where there are too many to be shown.
    """

    name: str
    item: str
    kind: str
    title: str
    severity: str
    sentence: str
    support: str
    answers: int
    answer: Answer | None
    since: str | None
    standing: str | None
    members: str
    size: int
    rows: tuple[FindingRow, ...]

    @property
    def bearing(self) -> str:
        """What one answer does, and what it does not close."""
        return wording.bearing(self.answers, self.size)


def cause_rows(
    outcome: Outcome, caused: Mapping[str, tuple[FindingRow, ...]], review: Review | None
) -> tuple[CauseRow, ...]:
    """The causes of a month in their order, each with its members."""
    return tuple(
        _cause(row["cause"], row["kind"], row["sentence"], row["support"], members, outcome, review)
        for row in records(outcome.causes)
        if (members := caused.get(row["cause"], ()))
    )


def _cause(
    name: str,
    kind: str,
    sentence: str,
    support: str,
    members: tuple[FindingRow, ...],
    outcome: Outcome,
    review: Review | None,
) -> CauseRow:
    answered = [row for row in members if answered_by_cause(row.code, kind)]
    since = review.since.get(name) if review else None
    severities = list(wording.SEVERITIES.values())
    return CauseRow(
        name=name,
        item=item_of_cause(outcome.month, name) if review else "",
        kind=kind,
        title=CAUSES.get(kind, kind),
        severity=min((row.severity for row in members), key=severities.index),
        sentence=sentence,
        support=support,
        answers=len(answered),
        answer=_answer(answered),
        since=wording.since(since, outcome.month) if since else None,
        standing=_standing(members),
        members=_told(members),
        size=len(members),
        rows=members,
    )


def _told(members: tuple[FindingRow, ...]) -> str:
    """有查詢無紀錄 16 件、序號不連續 1 件."""
    counts = Counter(row.title for row in members)
    return "、".join(f"{title} {count} 件" for title, count in counts.items())


def _answer(members: list[FindingRow]) -> Answer | None:
    """The answer that all of them bear."""
    answers = {row.life.answer if row.life else None for row in members}
    return answers.pop() if len(answers) == 1 else None


def _standing(members: tuple[FindingRow, ...]) -> str | None:
    states = [row.life.state for row in members if row.life]
    closed = states.count(wording.STATES["closed"])
    return f"已結 {closed} 件、未結 {len(states) - closed} 件" if states else None
