"""The findings as a report lists them: grouped, ranked, and with the evidence of both sides."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, NamedTuple

import pandas as pd

from reconcile.catalogue import Catalogue
from reconcile.facts.masking import Masking
from reconcile.outcome import Outcome
from reconcile.reports import wording
from reconcile.reports.comparison import (
    FIELD_OF_TIER,
    SHOWN_AS,
    Agreement,
    ComparedRow,
    besides,
    marks,
    side,
    whole_field,
)
from reconcile.reports.course import Course
from reconcile.reports.rows import LineRow, QueryRow, Rows
from reconcile.tables import Row, records

QueryKey = tuple[str, int]
LineKey = tuple[str, int, int]


@dataclass(frozen=True)
class FindingRow:
    """A finding with what it names on each side; both None where it concerns the month.

    `sides` is its evidence: what it names, and beside a query or line alone its match or nearest neighbour. `case`
    says how an application explains the query, `picture` is its row on the page as PNG. `life` is None without a
    review.
    """

    number: int
    code: str
    title: str
    severity: str
    query: QueryRow | None
    line: LineRow | None
    message: str
    legal_basis: str
    sides: tuple[ComparedRow, ...]
    life: Course | None
    case: str | None
    picture: bytes | None

    @property
    def user(self) -> str:
        """Whose it is, blank where it concerns the month."""
        row = self.query or self.line
        return row.name if row else ""

    @property
    def at(self) -> str:
        """When it was, blank where it concerns the month."""
        row = self.query or self.line
        return row.at if row else ""


@dataclass(frozen=True)
class FindingGroup:
    """All findings of one code and severity: how many, and each, unless there are too many to be shown."""

    code: str
    title: str
    severity: str
    legal_basis: str
    size: int
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True)
class Sources:
    """All that a finding's evidence is drawn from."""

    catalogue: Catalogue
    rows: Rows
    matched: Mapping[QueryKey | LineKey, Row]
    nearest: Mapping[QueryKey | LineKey, Row]
    cases: Mapping[QueryKey, str]
    pictures: Mapping[QueryKey, bytes]
    agreement: Agreement

    @classmethod
    def of(cls, outcome: Outcome, rows: Rows, pictures: Mapping[QueryKey, bytes]) -> "Sources":
        """Index the tables of an outcome by their keys."""
        matching = outcome.matching
        return cls(
            catalogue=outcome.catalogue,
            rows=rows,
            matched={key: row for row in records(matching.matches) for key in (_query_key(row), _line_key(row))},
            nearest={
                _query_key(row) if row["statement_row"] is not None else _line_key(row): row
                for row in records(matching.unmatched)
            },
            cases=cases_of(outcome.case_links, rows.masking),
            pictures=pictures,
            agreement=Agreement.of(outcome.register, outcome.lists, outcome.settings.matching),
        )

    def sides(self, finding: Row) -> tuple[ComparedRow, ...]:
        """The rows that a finding names and the one beside them, marked where they disagree."""
        query, line = _query_key(finding), _line_key(finding)
        declared = self.catalogue.of(finding["code"]).field
        field = SHOWN_AS[declared] if declared else None
        if query[0] is None and line[2] is None:
            shown = self.rows.lines.get(line)
            return (side(shown, marks=whole_field(shown, field)),) if shown else ()
        relation, other = self._beside(query, line)
        if query[0] is None:
            return self._compared(other, line, (relation, ""), field)
        if line[2] is None:
            return self._compared(query, other, ("", relation), field)
        return self._compared(query, line, ("", ""), field)

    def _beside(self, query: Any, line: Any) -> tuple[str, Any]:
        """The row on the other side of a query or line alone, its match or else its nearest; None where none."""
        key, other_key = (query, _line_key) if query[0] is not None else (line, _query_key)
        if key in self.matched:
            return "對應", other_key(self.matched[key])
        if key in self.nearest:
            return "最接近", other_key(self.nearest[key], "nearest_")
        return "", None

    def _compared(
        self, query: Any, line: Any, relations: tuple[str, str], field: str | None
    ) -> tuple[ComparedRow, ...]:
        raw_query, raw_line = self.rows.raw_queries.get(query), self.rows.raw_lines.get(line)
        shown_query, shown_line = self.rows.queries.get(query), self.rows.lines.get(line)
        ours, theirs = dict[str, set[int]](), dict[str, set[int]]()
        if raw_query and raw_line and shown_query and shown_line:
            fields = self._fields(raw_query, raw_line) | ({field} if field else set())
            ours, theirs = marks(raw_query, raw_line, shown_query, shown_line, fields)
        rows = ((shown_query, relations[0], ours), (shown_line, relations[1], theirs))
        return tuple(side(row, relation, marked) for row, relation, marked in rows if row)

    def _fields(self, query: Row, line: Row) -> set[str]:
        """The fields in which a pair, or two neighbours, disagree."""
        match = self.matched.get(_query_key(query))
        if match is None or _line_key(match) != _line_key(line):
            return self.agreement.disagreeing(query, line)
        field = FIELD_OF_TIER.get(match["tier"])
        return besides(query, line) | ({field} if field else set())


class Listing(NamedTuple):
    """The findings in the order of a report: those of each cause, other discrepancies, other questions of conduct."""

    caused: Mapping[str, tuple[FindingRow, ...]]
    groups: tuple[FindingGroup, ...]
    questions: tuple[FindingGroup, ...]


def listing_of(findings: pd.DataFrame, lives: tuple[Course | None, ...], sources: Sources) -> Listing:
    """The discrepancies by severity and code, first those that have a cause; apart from them the questions of conduct.

    Both are numbered by themselves. Within a question the user of whom it is asked most often stands first.
    """
    rows = list(zip(records(findings), lives or (None,) * len(findings), strict=True))
    catalogue, conduct = sources.catalogue, sources.catalogue.conduct
    rows.sort(key=lambda row: (row[0]["cause"] or "~", *_rank(row[0], catalogue)))
    caused = [row for row in rows if row[0]["cause"]]
    alone = [row for row in rows if not row[0]["cause"]]
    discrepancies = [row for row in alone if row[0]["code"] not in conduct]
    questions = [row for row in alone if row[0]["code"] in conduct]
    asked = [(row, _whose(row[0], sources.rows)) for row in questions]
    often = Counter((finding["code"], user) for (finding, _), user in asked)
    asked.sort(key=lambda one: (*_rank(one[0][0], catalogue), -often[one[0][0]["code"], one[1]], one[1]))
    members = zip(caused, _shown(caused, sources, 1), strict=True)
    return Listing(
        {
            name: tuple(row for _, row in of_one)
            for name, of_one in groupby(members, key=lambda member: str(member[0][0]["cause"]))
        },
        _grouped(_shown(discrepancies, sources, len(caused) + 1)),
        _grouped(_shown([row for row, _ in asked], sources, 1)),
    )


def pictured(findings: pd.DataFrame, limit: int, catalogue: Catalogue) -> list[QueryKey]:
    """The queries that a report shows as they stand on the page, at most so many: discrepancies before questions."""
    conduct = catalogue.conduct
    ranked = sorted(records(findings), key=lambda finding: (finding["code"] in conduct, *_rank(finding, catalogue)))
    queries = dict.fromkeys(_query_key(finding) for finding in ranked if finding["statement_row"] is not None)
    return list(islice(queries, limit))


def rows_of(groups: tuple[FindingGroup, ...]) -> tuple[FindingRow, ...]:
    """The findings of groups, in their order."""
    return tuple(row for group in groups for row in group.rows)


def cases_of(case_links: pd.DataFrame | None, masking: Masking) -> dict[QueryKey, str]:
    """How a case explains each query, under its key; several cases are joined."""
    told: dict[QueryKey, str] = {}
    for row in [] if case_links is None else records(case_links):
        key, sentence = (
            _query_key(row),
            "　".join(filter(None, (row["case_no"] and masking.number(row["case_no"]), row["how"]))),
        )
        told[key] = f"{told[key]}；{sentence}" if key in told else sentence
    return told


def _shown(rows: Sequence[tuple[Row, Course | None]], sources: Sources, first: int) -> list[FindingRow]:
    return [_finding(number, finding, life, sources) for number, (finding, life) in enumerate(rows, start=first)]


def _grouped(shown: list[FindingRow]) -> tuple[FindingGroup, ...]:
    return tuple(_group(tuple(members)) for _, members in groupby(shown, key=lambda row: (row.severity, row.code)))


def _rank(finding: Row, catalogue: Catalogue) -> tuple[int, int, str]:
    code = finding["code"]
    return list(wording.SEVERITIES).index(finding["severity"]), catalogue.rank(code), code


def _whose(finding: Row, rows: Rows) -> str:
    query = rows.raw_queries.get(_query_key(finding), {})
    line = rows.lines.get(_line_key(finding))
    return query.get("account") or query.get("user_name") or (line.user if line else "")


def _finding(number: int, row: Row, life: Course | None, sources: Sources) -> FindingRow:
    query, code = _query_key(row), str(row["code"])
    return FindingRow(
        number=number,
        code=code,
        title=sources.catalogue.title(code),
        severity=wording.SEVERITIES[row["severity"]],
        query=sources.rows.queries.get(query),
        line=sources.rows.lines.get(_line_key(row)),
        message=row["message"],
        legal_basis=row["legal_basis"],
        sides=sources.sides(row),
        life=life,
        case=sources.cases.get(query),
        picture=sources.pictures.get(query),
    )


def _group(rows: tuple[FindingRow, ...]) -> FindingGroup:
    first = rows[0]
    basis = "；".join(dict.fromkeys(row.legal_basis for row in rows))
    return FindingGroup(first.code, first.title, first.severity, basis, len(rows), rows)


def _query_key(row: Row, prefix: str = "") -> Any:
    return row[f"{prefix}statement_file"], row[f"{prefix}statement_row"]


def _line_key(row: Row, prefix: str = "") -> Any:
    return tuple(row[f"{prefix}register_{part}"] for part in ("file", "entry", "line"))
