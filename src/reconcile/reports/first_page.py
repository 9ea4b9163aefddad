"""What is to be known before anything else: what limits the report, what is left, what to do, whom to ask."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reconcile.history import Review
from reconcile.outcome import Outcome
from reconcile.reports import first_words, wording
from reconcile.reports.course import SignoffRow
from reconcile.reports.findings import FindingRow
from reconcile.reports.listing import Chapter

DAYS_AT_MOST = 6


@dataclass(frozen=True)
class Alert:
    """What limits the report, in a word and a sentence."""

    word: str
    sentence: str


@dataclass(frozen=True)
class Task:
    """One of the things to do, and whether it is done."""

    title: str
    sentence: str
    done: bool


@dataclass(frozen=True)
class Kind:
    """One code in one section: how many findings, how many of them open; `severity` is the gravest's."""

    section: str
    code: str
    title: str
    severity: str
    size: int
    open: int
    first: int


@dataclass(frozen=True)
class Asked:
    """Who is to be asked about how many open findings, of which days; nobody of the month is blank."""

    user: str
    open: int
    days: tuple[str, ...]
    more_days: int

    @property
    def sentence(self) -> str:
        """10/05、10/13 等 8 日."""
        more = f" 等 {len(self.days) + self.more_days} 日" if self.more_days else ""
        return "、".join(self.days) + more


def alerts_of(outcome: Outcome, review: Review | None, warning: str | None, unnamed: int) -> Iterator[Alert]:
    """未完成, 未封存, 未查核, 未比對姓名, where they hold."""
    if warning:
        yield Alert("未完成", warning)
    if review is None:
        yield Alert("未封存", first_words.NO_ARCHIVE)
    elif not review.archived:
        yield Alert("未封存", first_words.UNARCHIVED)
    counts = outcome.counts
    if counts.unchecked_queries or counts.unchecked_lines:
        yield Alert("未查核", first_words.unchecked(counts.unchecked_queries, counts.unchecked_lines))
    if outcome.not_checked:
        yield Alert("未查核", first_words.not_checked(outcome.not_checked))
    if unnamed:
        yield Alert("未比對姓名", first_words.unnamed(unnamed))


def tasks_of(left: int, month: str, signoff: SignoffRow | None) -> tuple[Task, Task, Task]:
    """Fill in, sign, hand in."""
    signed = signoff is not None and signoff.state == "有效"
    done = (left == 0, signed and left == 0, signed and left == 0)
    return (
        Task("填寫", first_words.fill_in(left), done[0]),
        Task("簽核", first_words.SIGN, done[1]),
        Task("交回", first_words.hand_in(month), done[2]),
    )


def kinds_of(sections: Sequence[Chapter]) -> tuple[Kind, ...]:
    """What was found in each section, the gravest first; members of folds are counted in their code."""
    return tuple(kind for section in sections for kind in _kinds(section))


def _kinds(section: Chapter) -> Iterator[Kind]:
    of_code = defaultdict[str, list[FindingRow]](list)
    for row in section.rows():
        of_code[row.code].append(row)
    severities = list(wording.SEVERITIES.values())
    kinds = [
        Kind(
            section.name,
            code,
            rows[0].title,
            min((row.severity for row in rows), key=severities.index),
            len(rows),
            sum(row.is_open for row in rows),
            rows[0].number,
        )
        for code, rows in of_code.items()
    ]
    yield from sorted(kinds, key=lambda kind: severities.index(kind.severity))


def asked_of(sections: Sequence[Chapter]) -> tuple[Asked, ...]:
    """Whom to ask, the most first; what names nobody comes last."""
    of_user = defaultdict[str, list[date | None]](list)
    for section in sections:
        for row in section.rows():
            if row.is_open:
                of_user[row.user].append(row.on)
    found = []
    for user, days in of_user.items():
        known = sorted({day for day in days if day})
        told = tuple(f"{day:%m/%d}" for day in known[:DAYS_AT_MOST])
        found.append(Asked(user, len(days), told, len(known) - len(told)))
    return tuple(sorted(found, key=lambda one: (one.user == "", -one.open, one.user)))
