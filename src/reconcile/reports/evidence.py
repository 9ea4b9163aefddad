"""The rows of both sides as a report shows them: placed, dated, and masked where the settings say so."""

from dataclasses import dataclass
from functools import partial

import pandas as pd

from reconcile.reports import wording
from reconcile.tables import Row, records
from reconcile.text.identifiers import mask_identifier, mask_text
from reconcile.text.names import mask_name


@dataclass(frozen=True)
class Query:
    """A row of the statement; `page` is null where its carrier has no pages."""

    row: int
    page: int | None
    place: str
    at: str
    user: str
    subject: str
    purpose: str
    result: str


@dataclass(frozen=True)
class Line:
    """A line of the register or, where `line` is null, a whole entry of it."""

    page_no: int | None
    seq_no: int | None
    line: int | None
    place: str
    at: str
    user: str
    subject: str
    purpose: str
    result: str


@dataclass(frozen=True)
class Evidence:
    """Both tables row by row under their keys: `raw` as in the table, which no report may show, and in words.

    An entry stands under its key with a null line.
    """

    raw_queries: dict[tuple[str, int], Row]
    raw_lines: dict[tuple[str, int, int | None], Row]
    queries: dict[tuple[str, int], Query]
    lines: dict[tuple[str, int, int | None], Line]

    @classmethod
    def of(cls, statement: pd.DataFrame, register: pd.DataFrame, mask: bool) -> "Evidence":
        """Understand both tables of the contract."""
        raw_queries = {(row["statement_file"], row["statement_row"]): row for row in records(statement)}
        raw_lines = {
            (row["register_file"], row["register_entry"], row["register_line"]): row for row in records(register)
        }
        query = partial(_query, several=statement["statement_file"].nunique() > 1, mask=mask)
        line = partial(_line, several=register["register_file"].nunique() > 1, mask=mask)
        written = register.groupby(["register_file", "register_entry"]).size().to_dict()
        return cls(
            raw_queries,
            raw_lines,
            {key: query(row) for key, row in raw_queries.items()},
            {key: line(row) for key, row in raw_lines.items()}
            | {
                (file, entry, None): line(row, entry_of=written[file, entry])
                for (file, entry, _), row in raw_lines.items()
            },
        )


def user(name: str | None, account: str | None = None, *, mask: bool) -> str:
    """A name, or else an account, as it may be shown; a masked name keeps its length."""
    if name is None:
        return "未載姓名" if account is None else mask_text(account) if mask else account
    return mask_name(name) if mask else name


def _query(row: Row, *, several: bool, mask: bool) -> Query:
    file, ordinal, page = row["statement_file"], row["statement_row"], row["statement_page"]
    return Query(
        row=ordinal,
        page=page,
        place=wording.statement_place(file if several else None, ordinal, page),
        at=wording.moment(row["queried_at"]),
        user=user(row["user_name"], row["account"], mask=mask),
        subject=_subject(row["condition"], row["subject_id"], mask=mask),
        purpose=wording.purpose_printed(row["purpose"]),
        result=wording.result(row["result"]),
    )


def _line(row: Row, *, several: bool, mask: bool, entry_of: int | None = None) -> Line:
    """A line; with `entry_of`, the whole entry of that many lines to which it belongs."""
    file, entry, line = row["register_file"], row["register_entry"], None if entry_of else row["register_line"]
    return Line(
        page_no=row["page_no"],
        seq_no=row["seq_no"],
        line=line,
        place=wording.register_place(file if several else None, entry, line, row["page_no"], row["seq_no"]),
        at=wording.session(row["login_at"], row["logout_at"]),
        user=user(row["user_name"], mask=mask),
        subject=f"全列 {entry_of} 筆" if entry_of else _subject(row["condition"], row["subject_id"], mask=mask),
        purpose=wording.purposes_ticked(row["purposes"], row["purpose_note"]),
        result="" if entry_of else wording.result(row["result"]),
    )


def _subject(condition: str | None, identifier: str | None, *, mask: bool) -> str:
    """What was asked for; a masked identifier or name keeps its length."""
    if not mask:
        return condition or identifier or "未填"
    if identifier is not None:
        return mask_identifier(identifier)
    return "未填" if condition is None else mask_name(bare_name(condition))


def bare_name(condition: str) -> str:
    """A condition without its label."""
    return condition.replace(":", "：").rpartition("：")[2].strip()
