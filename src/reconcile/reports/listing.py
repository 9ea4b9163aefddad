"""The items of a month in the order of its reports: what earlier months left open, discrepancies, questions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reconcile.history import WORKLISTS, Review
from reconcile.outcome import Outcome
from reconcile.reports import first_words
from reconcile.reports.course import Course
from reconcile.reports.evidence import Sources, line_key, query_key
from reconcile.reports.findings import FindingRow, finding_row, rank
from reconcile.reports.folding import OF_TIES, FoldRow, cause_fold, tie_fold
from reconcile.tables import Row, records

DISCREPANCIES, QUESTIONS, CARRIED = WORKLISTS
Judged = tuple[Row, Course | None]


@dataclass(frozen=True)
class Chapter:
    """One of the three worklists: its items in order, causes and ties before what stands alone.

    `name` is the sheet's, `anchor` the page's. `size` and `open` count findings (件), members of
    folds among them, also where `items` holds none because there are too many to be shown.
    """

    name: str
    anchor: str
    note: str
    nothing: str
    items: tuple[FoldRow | FindingRow, ...]
    size: int
    open: int

    @classmethod
    def of(cls, name: str, items: Sequence[FoldRow | FindingRow]) -> "Chapter":
        """Count the items and say what the section is."""
        anchor, note, nothing = first_words.SECTIONS[name]
        rows = rows_of(items)
        return cls(name, anchor, note, nothing, tuple(items), len(rows), sum(row.is_open for row in rows))

    def rows(self) -> tuple[FindingRow, ...]:
        """All findings in the order of their numbers."""
        return rows_of(self.items)

    def folds(self) -> tuple[FoldRow, ...]:
        """The causes and ties."""
        return tuple(item for item in self.items if isinstance(item, FoldRow))

    def counted(self) -> "Chapter":
        """Without its findings, where there are too many: causes and ties stay with their counts."""
        return replace(self, items=tuple(replace(fold, rows=()) for fold in self.folds()))


def rows_of(items: Sequence[FoldRow | FindingRow]) -> tuple[FindingRow, ...]:
    """The findings of items, in their order."""
    return tuple(row for item in items for row in (item.rows if isinstance(item, FoldRow) else (item,)))


def sections_of(
    outcome: Outcome,
    carried: Sequence[FoldRow | FindingRow],
    lives: Sequence[Course | None],
    sources: Sources,
    review: Review | None,
) -> tuple[Chapter, Chapter, Chapter]:
    """前月未結, 待查事項, 詢問事項; numbered through in this order, behind what is carried on."""
    findings = outcome.findings
    judged = list(zip(records(findings), lives or (None,) * len(findings), strict=True))
    judged.sort(key=lambda one: rank(one[0], sources.catalogue))
    conduct = sources.catalogue.conduct
    questions = [one for one in judged if one[0]["code"] in conduct and not one[0]["cause"]]
    others = [one for one in judged if one[0]["code"] not in conduct or one[0]["cause"]]
    first = len(rows_of(carried)) + 1
    discrepancies = _discrepancies(outcome, others, first, sources, review)
    asked = _numbered(_by_whom(questions, sources), first + len(others), sources)
    return (
        Chapter.of(CARRIED, carried),
        Chapter.of(DISCREPANCIES, discrepancies),
        Chapter.of(QUESTIONS, asked),
    )


def _discrepancies(
    outcome: Outcome, judged: Sequence[Judged], first: int, sources: Sources, review: Review | None
) -> list[FoldRow | FindingRow]:
    """Each cause with its members, each tie with its, then what stands alone."""
    bound = sorted(((fold, one) for one in judged if (fold := _fold_of(one[0], sources))), key=lambda one: one[0])
    folded = {fold: [one for _, one in members] for fold, members in groupby(bound, key=lambda one: one[0])}
    causes = {str(row["cause"]): row for row in records(outcome.causes)}
    items: list[FoldRow | FindingRow] = []
    for (kind, name), members in folded.items():
        if kind == "cause" or len(members) > 1:
            rows = _numbered(members, first, sources)
            first += len(rows)
            items.append(
                cause_fold(causes[name], rows, outcome.month, review) if kind == "cause" else tie_fold(name, rows)
            )
    kept = {id(one[0]) for fold, members in folded.items() if fold[0] == "cause" or len(members) > 1 for one in members}
    return [*items, *_numbered([one for one in judged if id(one[0]) not in kept], first, sources)]


def _fold_of(finding: Row, sources: Sources) -> tuple[str, str] | None:
    """The cause of a finding, else the tie that it tells of; None where it stands alone."""
    if finding["cause"]:
        return "cause", str(finding["cause"])
    if finding["code"] not in OF_TIES:
        return None
    key = query_key(finding) if finding["statement_row"] is not None else line_key(finding)
    left = sources.nearest.get(key)
    return ("tie", str(left["tie"])) if left and left["tie"] else None


def _by_whom(questions: Sequence[Judged], sources: Sources) -> list[Judged]:
    """Within a question the user of whom it is asked most often stands first."""
    asked = [(one, _whose(one[0], sources)) for one in questions]
    often = Counter((one[0]["code"], user) for one, user in asked)
    asked.sort(
        key=lambda one: (
            rank(one[0][0], sources.catalogue),
            -often[one[0][0]["code"], one[1]],
            one[1],
        )
    )
    return [one for one, _ in asked]


def _whose(finding: Row, sources: Sources) -> str:
    query = sources.rows.raw_queries.get(query_key(finding), {})
    line = sources.rows.lines.get(line_key(finding))
    return query.get("account") or query.get("user_name") or (line.user if line else "")


def _numbered(judged: Sequence[Judged], first: int, sources: Sources) -> list[FindingRow]:
    return [finding_row(number, row, life, sources) for number, (row, life) in enumerate(judged, start=first)]
