"""The rows of both sides as a report shows them: placed, dated, and masked where the settings say so."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from reconcile.reports import wording
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


@dataclass(frozen=True)
class Evidence:
    """Each row under its key; an entry under its key with a null line."""

    queries: dict[tuple[str, int], Query]
    lines: dict[tuple[str, int, int | None], Line]

    @classmethod
    def of(cls, statement: pd.DataFrame, register: pd.DataFrame, mask: bool) -> "Evidence":
        """Understand both tables of the contract."""
        user, subject = partial(_user, mask=mask), partial(_subject, mask=mask)
        return cls(_queries(statement, user, subject), _lines(register, user, subject))


def records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a frame as plain values, null as None."""
    names = list(frame.columns)
    plain = [frame[name].astype(object).where(frame[name].notna(), None) for name in names]
    return (dict(zip(names, values, strict=True)) for values in zip(*plain, strict=True))


def _queries(
    statement: pd.DataFrame, user: Callable[..., str], subject: Callable[..., str]
) -> dict[tuple[str, int], Query]:
    several = statement["statement_file"].nunique() > 1
    queries = {}
    for row in records(statement):
        file, ordinal, page = row["statement_file"], row["statement_row"], row["statement_page"]
        queries[file, ordinal] = Query(
            row=ordinal,
            page=page,
            place=wording.statement_place(file if several else None, ordinal, page),
            at=wording.moment(row["queried_at"]),
            user=user(row["user_name"], row["account"]),
            subject=subject(row["condition"], row["subject_id"]),
        )
    return queries


def _lines(
    register: pd.DataFrame, user: Callable[..., str], subject: Callable[..., str]
) -> dict[tuple[str, int, int | None], Line]:
    several = register["register_file"].nunique() > 1
    written = register.groupby(["register_file", "register_entry"])["register_line"].transform("size")
    lines: dict[tuple[str, int, int | None], Line] = {}
    for row in records(register.assign(written=written)):
        file, entry = row["register_file"], row["register_entry"]
        for line, shown in (
            (row["register_line"], subject(row["condition"], row["subject_id"])),
            (None, f"全列 {row['written']} 筆"),
        ):
            lines[file, entry, line] = Line(
                page_no=row["page_no"],
                seq_no=row["seq_no"],
                line=line,
                place=wording.register_place(file if several else None, entry, line, row["page_no"], row["seq_no"]),
                at=wording.session(row["login_at"], row["logout_at"]),
                user=user(row["user_name"], None),
                subject=shown,
            )
    return lines


def _user(name: str | None, account: str | None, *, mask: bool) -> str:
    if name is None:
        return "未載姓名" if account is None else mask_text(account) if mask else account
    return mask_name(name) if mask else name


def _subject(condition: str | None, identifier: str | None, *, mask: bool) -> str:
    if not mask:
        return condition or identifier or "未填"
    if identifier is not None:
        return mask_identifier(identifier)
    return "未填" if condition is None else mask_name(condition.replace(":", "：").rpartition("：")[2].strip())
