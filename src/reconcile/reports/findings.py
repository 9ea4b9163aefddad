"""A finding as a report lists it: numbered, titled, and with the evidence of both sides."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

import pandas as pd

from reconcile.catalogue import Catalogue
from reconcile.reports import wording
from reconcile.reports.comparison import ComparedRow
from reconcile.reports.course import Course
from reconcile.reports.evidence import QueryKey, Sources, line_key, query_key
from reconcile.reports.rows import LineRow, QueryRow
from reconcile.tables import Row, records


@dataclass(frozen=True)
class FindingRow:
    """A finding with what it names on each side; both None where it concerns the month.

    `number` counts through the whole report. `user` is whose it is in the one spelling of the
    report, `at` when it was and `on` its day: blank and None where it concerns the month. `month` is
    the month that raised it, None for this one. `sides` is its evidence: what it names, and beside a
    query or line alone its match or nearest neighbour. `case` says how an application explains the
    query, `picture` is its row on the page as PNG. `life` is None without a review.
    """

    number: int
    code: str
    title: str
    severity: str
    user: str
    at: str
    on: date | None
    query: QueryRow | None
    line: LineRow | None
    message: str
    legal_basis: str
    sides: tuple[ComparedRow, ...]
    life: Course | None
    case: str | None
    picture: bytes | None
    month: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still has to be answered; without a review everything has."""
        return self.life is None or self.life.state == wording.STATES["open"]

    @property
    def spots(self) -> tuple[str, str]:
        """Where and when it is on the statement and in the register, in a few words; blank where it is not."""
        told = {side.source: f"{side.place}　{''.join(p.text for p in side.cells[0])}" for side in self.sides}
        return told.get("明細表", ""), told.get("紀錄表", "")


def finding_row(number: int, row: Row, life: Course | None, sources: Sources) -> FindingRow:
    """A finding of this month's table under its number."""
    key, code = query_key(row), str(row["code"])
    query, line = sources.rows.queries.get(key), sources.rows.lines.get(line_key(row))
    about = query or line
    return FindingRow(
        number=number,
        code=code,
        title=sources.catalogue.title(code),
        severity=wording.SEVERITIES[row["severity"]],
        user=about.name if about else "",
        at=about.at if about else "",
        on=about.on if about else None,
        query=query,
        line=line,
        message=row["message"],
        legal_basis=row["legal_basis"],
        sides=sources.sides(row),
        life=life,
        case=sources.cases.get(key),
        picture=sources.pictures.get(key),
    )


def rank(finding: Row, catalogue: Catalogue) -> tuple[int, int, str]:
    """Its place in the order of a report: by severity, then as the catalogue lists the codes."""
    code = finding["code"]
    return list(wording.SEVERITIES).index(finding["severity"]), catalogue.rank(code), code


def pictured(findings: pd.DataFrame, limit: int, catalogue: Catalogue) -> list[QueryKey]:
    """The queries that a report shows as they stand on the page, at most so many: discrepancies before questions."""
    conduct = catalogue.conduct
    ranked = sorted(records(findings), key=lambda finding: (finding["code"] in conduct, *rank(finding, catalogue)))
    queries = dict.fromkeys(query_key(finding) for finding in ranked if finding["statement_row"] is not None)
    return list(islice(queries, limit))
