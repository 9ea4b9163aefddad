"""The evidence of a finding: the rows that it names and the ones beside them, the case, the picture."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from reconcile.catalogue import Catalogue
from reconcile.facts.masking import Masking
from reconcile.facts.places import Places
from reconcile.history import EarlierPapers
from reconcile.outcome import Outcome
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
from reconcile.reports.rows import Rows
from reconcile.tables import Row, records

QueryKey = tuple[str, int]
LineKey = tuple[str, int, int]


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
        return cls(
            catalogue=outcome.catalogue,
            rows=rows,
            matched=_by_keys(outcome.matching.matches),
            nearest=_by_key(outcome.matching.unmatched),
            cases=cases_of(outcome.case_links, rows.masking),
            pictures=pictures,
            agreement=Agreement.of(outcome.register, outcome.lists, outcome.settings.matching),
        )

    def of_earlier(self, papers: EarlierPapers, outcome: Outcome) -> "Sources":
        """The same of an earlier month's papers, understood and masked as the outcome is."""
        places = Places(papers.statement, papers.register, Masking(self.rows.masking.mode, papers.names))
        return replace(
            self,
            rows=Rows.of(places, outcome.settings.regulation, outcome.lists.roster),
            matched=_by_keys(papers.matches),
            nearest=_by_key(papers.unmatched),
            cases={},
            pictures={},
            agreement=Agreement.of(papers.register, outcome.lists, outcome.settings.matching),
        )

    def sides(self, finding: Row) -> tuple[ComparedRow, ...]:
        """The rows that a finding names and the one beside them, marked where they disagree."""
        query, line = query_key(finding), line_key(finding)
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
        key, other_key = (query, line_key) if query[0] is not None else (line, query_key)
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
        match = self.matched.get(query_key(query))
        if match is None or line_key(match) != line_key(line):
            return self.agreement.disagreeing(query, line)
        field = FIELD_OF_TIER.get(match["tier"])
        return besides(query, line) | ({field} if field else set())


def _by_keys(matches: pd.DataFrame) -> dict[QueryKey | LineKey, Row]:
    """Each match by both of its keys."""
    return {key: row for row in records(matches) for key in (query_key(row), line_key(row))}


def _by_key(unmatched: pd.DataFrame) -> dict[QueryKey | LineKey, Row]:
    """Each leftover by its own key."""
    return {query_key(row) if row["statement_row"] is not None else line_key(row): row for row in records(unmatched)}


def cases_of(case_links: pd.DataFrame | None, masking: Masking) -> dict[QueryKey, str]:
    """How a case explains each query, under its key; several cases are joined."""
    told: dict[QueryKey, str] = {}
    for row in [] if case_links is None else records(case_links):
        key, number = query_key(row), row["case_no"] and masking.number(row["case_no"])
        told_already = number and number in row["how"]
        sentence = row["how"] if told_already else "　".join(filter(None, (number, row["how"])))
        told[key] = f"{told[key]}；{sentence}" if key in told else sentence
    return told


def query_key(row: Row, prefix: str = "") -> Any:
    """The key of its query, Nones where it names none."""
    return row[f"{prefix}statement_file"], row[f"{prefix}statement_row"]


def line_key(row: Row, prefix: str = "") -> Any:
    """The key of its line, a None line where it names an entry, Nones where it names neither."""
    return tuple(row[f"{prefix}register_{part}"] for part in ("file", "entry", "line"))
