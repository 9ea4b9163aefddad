"""Queries and lines of which a test states only what matters to it."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from reconcile.facts.masking import Mode
from reconcile.lists import FAX, USED, Lists
from reconcile.matching import match
from reconcile.outcome import Matching, Unread
from reconcile.settings import MatchingSettings, ReportSettings, Settings
from reconcile.tables import REGISTER, STATEMENT
from reconcile.text.dates import Month

Row = dict[str, Any]
QueryKey = tuple[str, int]
LineKey = tuple[str, int, int]

A, B, C = "A123456789", "B234567890", "C198765432"
WANG, LI = "王小明", "李大同"


def query(row: int, at: str = "10/05 09:12:33", subject_id: str | None = A, **given: Any) -> Row:
    """A query of 2026 (or of the year given in `at`)."""
    return {
        "statement_file": "明細表.pdf",
        "statement_row": row,
        "account": "hl001",
        "user_name": WANG,
        "queried_at": moment(at),
        "function": "入出境紀錄",
        "condition": subject_id,
        "subject_id": subject_id,
        "result": "success",
    } | given


def line(entry: int, times: str = "10/05 09:10-09:20", subject_id: str | None = A, **given: Any) -> Row:
    """A line whose entry has these times of one date; the second may be left out ("10/05 09:10-")."""
    date, clocks = times.rsplit(" ", 1)
    login, _, logout = clocks.partition("-")
    return {
        "register_file": "紀錄表.xlsx",
        "register_entry": entry,
        "register_line": 1,
        "user_name": WANG,
        "login_at": moment(f"{date} {login}") if login else None,
        "logout_at": moment(f"{date} {logout}") if logout else None,
        "condition": subject_id,
        "subject_id": subject_id,
        "result": "success",
        "purposes": "2",
        "signed_off": True,
    } | given


def fax(row: int, at: str = "10/05 00:00", subject_id: str | None = A, **given: Any) -> Row:
    """A faxed query; at midnight where only its day is kept."""
    return {
        "fax_file": "傳真.xlsx",
        "fax_row": row,
        "faxed_at": moment(at),
        "user_name": WANG,
        "condition": subject_id,
        "subject_id": subject_id,
    } | given


def moment(text: str) -> pd.Timestamp:
    """10/05 09:12:33, with 2025/ before it where the year is not 2026."""
    return pd.Timestamp((text if text.count("/") == 2 else f"2026/{text}").replace("/", "-"))


def matched(
    queries: list[Row],
    lines: list[Row],
    *,
    roster: Mapping[str, str] | None = None,
    aliases: Mapping[str, str] | Sequence[tuple[str, str]] | None = None,
    faxes: list[Row] | None = None,
    used: list[Row] | None = None,
    unread: Unread | None = None,
    month: Month | None = None,
    mask: Mode = "all",
    **settings: Any,
) -> Matching:
    """The matching of these rows; `roster` gives accounts their names, `aliases` old numbers their new ones."""
    listed = pd.DataFrame({"account": list(roster or {}), "user_name": list((roster or {}).values())}, dtype="string")
    both = list(aliases.items()) if isinstance(aliases, Mapping) else list(aliases or ())
    known = pd.DataFrame(both, columns=["identifier", "same_as"], dtype="string")
    return match(
        STATEMENT.frame(queries),
        REGISTER.frame(lines),
        Lists(
            roster=listed if roster is not None else None,
            aliases=known if aliases is not None else None,
            fax=FAX.frame(faxes) if faxes is not None else None,
            used=USED.frame(used) if used is not None else None,
        ),
        Settings(matching=MatchingSettings(**settings), report=ReportSettings(mask=mask)),
        month=month,
        unread=unread,
    )


def pairs(matching: Matching) -> dict[int, tuple[int, str]]:
    """The entry and tier of each matched statement row."""
    table = matching.matches
    return {
        int(row): (int(entry), str(tier))
        for row, entry, tier in zip(table["statement_row"], table["register_entry"], table["tier"], strict=True)
    }


def left_queries(matching: Matching) -> dict[int, str]:
    """The reason of each leftover statement row."""
    table = matching.unmatched.dropna(subset="statement_row")
    return {int(row): str(reason) for row, reason in zip(table["statement_row"], table["reason"], strict=True)}


def left_lines(matching: Matching) -> dict[int, str]:
    """The reason of each leftover register entry."""
    table = matching.unmatched.dropna(subset="register_entry")
    return {int(entry): str(reason) for entry, reason in zip(table["register_entry"], table["reason"], strict=True)}


def told_of_query(matching: Matching, row: int) -> str:
    """The explanation of a leftover query."""
    return str(matching.unmatched.set_index("statement_row").loc[row, "explanation"])


def told_of_line(matching: Matching, entry: int) -> str:
    """The explanation of a leftover line."""
    return str(matching.unmatched.set_index("register_entry").loc[entry, "explanation"])


def told_of_pair(matching: Matching, row: int) -> str:
    """The explanation of a matched query."""
    return str(matching.matches.set_index("statement_row").loc[row, "explanation"])
