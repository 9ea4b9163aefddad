"""The view model: the month in the words and numbers of every report, built once, masked, and without layout."""

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from reconcile.outcome import Outcome
from reconcile.reports import wording
from reconcile.reports.evidence import Evidence, Line, Query, records
from reconcile.reports.month_picture import MonthPicture, picture_of
from reconcile.reports.wording import Equation
from reconcile.tables import ENTRY_KEY, STATEMENT_KEY
from reconcile.text.codes import TITLES
from reconcile.text.dates import roc_date
from reconcile.version import VERSION


@dataclass(frozen=True)
class FindingRow:
    """A finding with what stands on each side; both null where it concerns the month."""

    number: int
    code: str
    title: str
    severity: str
    query: Query | None
    line: Line | None
    message: str
    legal_basis: str


@dataclass(frozen=True)
class FindingGroup:
    """All findings of one code and severity."""

    code: str
    title: str
    severity: str
    legal_basis: str
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True)
class PairRow:
    """A query and the line it was matched with."""

    query: Query
    line: Line
    tier: str
    explanation: str


@dataclass(frozen=True)
class ProblemRow:
    """What could not be read, and where."""

    file: str
    place: str
    message: str


@dataclass(frozen=True)
class InputRow:
    """A file that the run was given."""

    role: str
    file: str
    size: str
    sha256: str


@dataclass(frozen=True)
class View:
    """A month's report; `warning` is null where the run is complete."""

    title: str
    agency: str
    month: str
    as_of: str
    conclusion: str
    register_sentence: str
    warning: str | None
    equations: tuple[Equation, ...]
    picture: MonthPicture
    groups: tuple[FindingGroup, ...]
    pairs: tuple[PairRow, ...]
    problems: tuple[ProblemRow, ...]
    not_checked: tuple[str, ...]
    notes: tuple[str, ...]
    inputs: tuple[InputRow, ...]
    settings_sha256: str
    version: str
    created_on: str

    @property
    def headline(self) -> str:
        """The conclusion, headed 未完成 where the run is not complete."""
        return f"【未完成】{self.conclusion}" if self.warning else self.conclusion

    @property
    def findings(self) -> tuple[FindingRow, ...]:
        """All findings in the order of their groups."""
        return tuple(row for group in self.groups for row in group.rows)


def view_of(outcome: Outcome) -> View:
    """Build the view; pure."""
    statement, findings, mask = outcome.statement, outcome.findings, outcome.settings.report.mask
    evidence = Evidence.of(statement, outcome.register, mask)
    is_open = _open_queries(statement, outcome.matching.matches, findings)
    found = int(is_open.sum())
    return View(
        title="主管稽核月明細表與查詢紀錄表勾稽報告",
        agency=outcome.agency or "未載機關名稱",
        month=outcome.month.roc,
        as_of=roc_date(outcome.as_of),
        conclusion=wording.conclusion(len(statement), found),
        register_sentence=wording.register_sentence(outcome.counts, *_beside_queries(findings)),
        warning=wording.warning(len(outcome.problems)),
        equations=wording.conservation(outcome.counts, Counter(outcome.matching.matches["tier"]), found),
        picture=picture_of(outcome.month, statement["queried_at"], is_open),
        groups=_groups(findings, evidence),
        pairs=_pairs(outcome.matching.matches, evidence),
        problems=tuple(ProblemRow(problem.file, problem.place, problem.message) for problem in outcome.problems),
        not_checked=outcome.not_checked,
        notes=wording.notes(mask),
        inputs=tuple(
            InputRow(wording.ROLES.get(given.role, given.role), given.file, f"{given.bytes:,} 位元組", given.sha256)
            for given in outcome.inputs
        ),
        settings_sha256=outcome.settings.sha256,
        version=VERSION,
        created_on=outcome.as_of.isoformat(),
    )


def _open_queries(statement: pd.DataFrame, matches: pd.DataFrame, findings: pd.DataFrame) -> "pd.Series[bool]":
    """Which queries are 待查核: without a match, or with a finding of their own."""
    keys = pd.MultiIndex.from_frame(statement[STATEMENT_KEY])
    matched = keys.isin(pd.MultiIndex.from_frame(matches[STATEMENT_KEY]))
    accused = keys.isin(pd.MultiIndex.from_frame(findings[STATEMENT_KEY].dropna()))
    return pd.Series(~matched | accused, index=statement.index, dtype=bool)


def _beside_queries(findings: pd.DataFrame) -> tuple[int, int]:
    """How many entries have findings as a whole, and how many findings concern the month."""
    beside = findings[findings["statement_row"].isna() & findings["register_line"].isna()]
    entries = beside.dropna(subset=["register_entry"])
    return len(entries.drop_duplicates(ENTRY_KEY)), len(beside) - len(entries)


def _groups(findings: pd.DataFrame, evidence: Evidence) -> tuple[FindingGroup, ...]:
    ranked = sorted(records(findings), key=_rank)
    rows = [_finding(number, row, evidence) for number, row in enumerate(ranked, start=1)]
    return tuple(_group(tuple(members)) for _, members in groupby(rows, key=lambda row: (row.severity, row.code)))


def _rank(finding: dict[str, Any]) -> tuple[int, int, str]:
    codes = list(TITLES)
    code = finding["code"]
    return (
        list(wording.SEVERITIES).index(finding["severity"]),
        codes.index(code) if code in TITLES else len(codes),
        code,
    )


def _finding(number: int, row: dict[str, Any], evidence: Evidence) -> FindingRow:
    return FindingRow(
        number=number,
        code=row["code"],
        title=TITLES.get(row["code"], row["code"]),
        severity=wording.SEVERITIES[row["severity"]],
        query=evidence.queries.get((row["statement_file"], row["statement_row"])),
        line=evidence.lines.get((row["register_file"], row["register_entry"], row["register_line"])),
        message=row["message"],
        legal_basis=row["legal_basis"],
    )


def _group(rows: tuple[FindingRow, ...]) -> FindingGroup:
    first = rows[0]
    basis = "；".join(dict.fromkeys(row.legal_basis for row in rows))
    return FindingGroup(first.code, first.title, first.severity, basis, rows)


def _pairs(matches: pd.DataFrame, evidence: Evidence) -> tuple[PairRow, ...]:
    return tuple(
        PairRow(
            query=evidence.queries[row["statement_file"], row["statement_row"]],
            line=evidence.lines[row["register_file"], row["register_entry"], row["register_line"]],
            tier=wording.TIERS[row["tier"]],
            explanation=row["explanation"],
        )
        for row in records(matches)
    )
