"""逐筆核對表: the list by which a person finds each query of a month in a register on paper; how it is laid out.

`forms` writes it, `reading` reads it filled in, the pipeline holds it against the statement that it was made from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd

from reconcile.documents import LIST_TO_CHECK
from reconcile.frames import in_order
from reconcile.tables import REGISTER, STATEMENT_KEY, plain_rows
from reconcile.text.dates import Month, roc_moment
from reconcile.text.folding import clean
from reconcile.text.identifiers import subject_of
from reconcile.text.results import WORDS

TITLE = LIST_TO_CHECK

AGENCY, MONTH, SEAL, CHECKED_BY, CHECKED_ON = "機關", "月份", "明細表驗證碼", "核對人", "核對日期"
"""The labels above the rows, each in the first column, its value in the second.

`SEAL` is the SHA-256 of the statement, a row for each of several; the last two are filled in by a person.
"""

ROW = "列次"
PRINTED = (ROW, "日期時間", "使用者帳號", "使用者姓名", "查詢條件", "查詢結果")
"""The headings of what the statement says. A row's 列次 is its ordinal there: 12, or 2-12 in the second statement."""

FOUND, PAGE, SLOT, PURPOSE, TOLD, BY = "核對", "頁碼", "序號", "事由", "敘明內容", "核對人"
FILLED = (FOUND, PAGE, SLOT, PURPOSE, TOLD, BY)
"""The headings of what a person fills in; `BY` only where that is not who stands above the rows."""

TICK, ABSENT, NO_PURPOSE = "✓", "無", "未勾"
"""Found on paper; not there; and there without any purpose ticked."""

LINES_AN_ENTRY = 4
"""One 頁碼 and 序號 bears at most so many queries."""

_UNSAID = "未載"


@dataclass(frozen=True)
class CheckedRow:
    """One row of a filled list: its place there, its 列次 and what it prints, and what a person found.

    `found` is True, False (無), or None where the row cannot be used; then it has a problem, and `ticked` says that it
    was written as found. `key` is 冊, 頁碼 and 序號. `purposes` is "" where none is ticked; `by` who checked it, None
    where nobody is named.
    """

    place: str
    row: str
    printed: tuple[str, ...]
    found: bool | None
    ticked: bool = False
    key: tuple[str, int, int] | None = None
    purposes: str = ""
    note: str | None = None
    by: str | None = None


@dataclass(frozen=True)
class CheckedList:
    """A filled list: whose, of which month and statements, by whom and when, and its rows as they stand."""

    agency: str | None
    month: str | None
    seals: tuple[str, ...]
    by: str | None
    on: date | None
    rows: tuple[CheckedRow, ...]

    @property
    def of(self) -> Month | None:
        """The month that it says it is of; None where that cannot be read."""
        try:
            return Month.parse(self.month or "")
        except ValueError:
            return None


@dataclass(frozen=True)
class ListedQuery:
    """A query as the list prints it; `group` numbers the sessions, of one user and day as near as minutes tell."""

    row: str
    printed: tuple[str, ...]
    at: datetime
    user: str
    group: int


def listed(statements: Sequence[pd.DataFrame], session_minutes: int) -> list[ListedQuery]:
    """The queries of the statements, in the order of their files: by user, day and session.

    A session goes on while its user asks again within so many minutes of the same day.
    """
    several = len(statements) > 1
    found = list[ListedQuery]()
    for number, frame in enumerate(statements, start=1):
        found += (one for one in _printed(frame, number if several else None))
    found.sort(key=lambda one: (one.user, one.at, one.row))
    grouped, group = list[ListedQuery](), 0
    for one in found:
        last = grouped[-1] if grouped else None
        same = last is not None and (last.user, last.at.date()) == (one.user, one.at.date())
        if last is None or not same or (one.at - last.at).total_seconds() > session_minutes * 60:
            group += 1
        grouped.append(ListedQuery(one.row, one.printed, one.at, one.user, group))
    return grouped


def printed_rows(statements: Sequence[pd.DataFrame]) -> dict[str, tuple[tuple[str, int], tuple[str, ...]]]:
    """Each query's key and what a list prints of it, by its 列次."""
    several = len(statements) > 1
    found = dict[str, tuple[tuple[str, int], tuple[str, ...]]]()
    for number, frame in enumerate(statements, start=1):
        keys = zip(*(in_order(frame, STATEMENT_KEY)[name].tolist() for name in STATEMENT_KEY), strict=True)
        for key, one in zip(keys, _printed(frame, number if several else None), strict=True):
            found[one.row] = (key, one.printed)
    return found


def _printed(frame: pd.DataFrame, number: int | None) -> Iterator[ListedQuery]:
    columns = ["statement_row", "queried_at", "account", "user_name", "condition", "subject_id", "result"]
    for row, at, account, name, condition, subject, result in plain_rows(in_order(frame, STATEMENT_KEY)[columns]):
        ordinal = str(row) if number is None else f"{number}-{row}"
        cells = (roc_moment(at), account, name, condition or subject, WORDS.get(result or ""))
        said = tuple(_said(cell) for cell in cells)
        yield ListedQuery(ordinal, (ordinal, *said), at, " ".join(filter(None, (account, name))) or _UNSAID, 0)


def _said(value: Any) -> str:
    return clean(value) or _UNSAID


def lines_found(checked: CheckedList, file: str) -> tuple[pd.DataFrame, dict[str, tuple[int, int]]]:
    """The lines that a person found, as the table `register`; and entry and line by their 列次.

    What the list says is copied: session, result, remark and sign-off stand on the paper alone, and are missing here.
    """
    entries, lines = dict[tuple[str, int, int], int](), dict[tuple[str, int, int], int]()
    rows, keys = list[dict[str, Any]](), dict[str, tuple[int, int]]()
    for one in checked.rows:
        if not one.found or one.key is None:
            continue
        entry = entries.setdefault(one.key, len(entries) + 1)
        lines[one.key] = lines.get(one.key, 0) + 1
        keys[one.row] = entry, lines[one.key]
        _, account, name, condition, _ = (None if cell == _UNSAID else cell for cell in one.printed[1:])
        rows.append(
            {
                "register_file": file,
                "register_entry": entry,
                "register_line": lines[one.key],
                "page_no": one.key[1],
                "seq_no": one.key[2],
                "agency": checked.agency,
                "user_name": name or account,
                "condition": condition,
                "subject_id": subject_of(condition or ""),
                "purposes": one.purposes,
                "purpose_note": one.note,
                "signed_off": False,
                "voided": False,
            }
        )
    return REGISTER.frame(rows), keys
