"""The rows of both sides as a report shows them: placed, dated, and masked where the settings say so."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from reconcile.facts.masking import Masking
from reconcile.facts.places import NOBODY, Places
from reconcile.facts.whose import Spelling
from reconcile.regulation import Regulation
from reconcile.reports import wording
from reconcile.tables import Row, records

_BLANK = "未填"


@dataclass(frozen=True)
class QueryRow:
    """A row of the statement; `page` is None where its carrier has no pages.

    `user` is told as its paper has him, `name` is the one spelling by which he is found on either
    side. `on` is the day of the query.
    """

    row: int
    page: int | None
    place: str
    at: str
    on: date
    user: str
    name: str
    subject: str
    purpose: str
    result: str


@dataclass(frozen=True)
class LineRow:
    """A line of the register or, where `line` is None, a whole entry of it.

    `on` is the day of its session, None where none is written.
    """

    page_no: int | None
    seq_no: int | None
    line: int | None
    place: str
    at: str
    on: date | None
    user: str
    name: str
    subject: str
    purpose: str
    result: str


@dataclass(frozen=True)
class Rows:
    """Both tables row by row under their keys: `raw` as in the table, which no report may show, and in words.

    An entry stands under its key with a None line.
    """

    raw_queries: dict[tuple[str, int], Row]
    raw_lines: dict[tuple[str, int, int | None], Row]
    queries: dict[tuple[str, int], QueryRow]
    lines: dict[tuple[str, int, int | None], LineRow]
    masking: Masking

    @classmethod
    def of(cls, places: Places, regulation: Regulation, roster: pd.DataFrame | None) -> "Rows":
        """Understand both tables of the contract."""
        spelling = Spelling.of(places.statement, roster, places.masking)
        raw_queries = {(row["statement_file"], row["statement_row"]): row for row in records(places.statement)}
        raw_lines = {
            (row["register_file"], row["register_entry"], row["register_line"]): row for row in records(places.register)
        }
        written = places.register.groupby(["register_file", "register_entry"]).size().to_dict()
        lines: dict[tuple[str, int, int | None], LineRow] = {
            key: _line(row, places, regulation, spelling) for key, row in raw_lines.items()
        }
        for key, row in raw_lines.items():
            file, entry, _ = key
            lines[file, entry, None] = _entry(lines[key], places.locate_entry(row), written[file, entry])
        return cls(
            raw_queries,
            raw_lines,
            {key: _query(row, places, regulation, spelling) for key, row in raw_queries.items()},
            lines,
            places.masking,
        )


def _query(row: Row, places: Places, regulation: Regulation, spelling: Spelling) -> QueryRow:
    return QueryRow(
        row=row["statement_row"],
        page=row["statement_page"],
        place=places.locate_query(row),
        at=wording.moment(row["queried_at"]),
        on=row["queried_at"].date(),
        user=places.masking.user(row["user_name"], row["account"]) or NOBODY,
        name=spelling.of_query(row["user_name"], row["account"]) or NOBODY,
        subject=places.masking.subject(row["condition"], row["subject_id"]) or _BLANK,
        purpose=wording.purpose_printed(row["purpose"], regulation),
        result=wording.result(row["result"]),
    )


def _line(row: Row, places: Places, regulation: Regulation, spelling: Spelling) -> LineRow:
    at = row["login_at"] or row["logout_at"]
    return LineRow(
        page_no=row["page_no"],
        seq_no=row["seq_no"],
        line=row["register_line"],
        place=places.locate_line(row),
        at=wording.session(row["login_at"], row["logout_at"]),
        on=at.date() if at else None,
        user=places.masking.user_name(row["user_name"]) or NOBODY,
        name=spelling.of_line(row["user_name"]) or NOBODY,
        subject=places.masking.subject(row["condition"], row["subject_id"]) or _BLANK,
        purpose=wording.purposes_ticked(row["purposes"], row["purpose_note"], regulation),
        result=wording.result(row["result"]),
    )


def _entry(line: LineRow, place: str, lines: int) -> LineRow:
    """The whole entry of so many lines to which one belongs."""
    return replace(line, line=None, place=place, subject=f"全列 {lines} 筆", result="")
