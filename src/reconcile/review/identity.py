"""The identity of a finding: what it is about, so told that it survives a re-run and betrays nobody.

An identity is printed, so a hash in it must not be a dictionary: whoever knows A12345**** and a time needs ten
thousand guesses to turn the hash of the whole identifier back into its owner. Therefore it is made of nothing but
what a masked report prints beside it: the code, the user and account as masked, the time, the subject as masked. What
that leaves alike (two siblings asked about in one session) is told apart by an ordinal among all rows of the table that
are alike, in the order of their whole content; so it does not change because a row beside it was put in order.

A finding on a query or on a pair is about the query: the register is what gets corrected. One on a line is about
user, session and subject as written, one on an entry about user and session; one on an entry that is gone about where
the archive saw it; one on the month about the month, one on a fax about the day, user and subject of its row in the
log. No row number, file name, signature or remark takes part.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reconcile.facts.masking import PRIVATE
from reconcile.history import ITEMS, History
from reconcile.lists import FAX, fax_no
from reconcile.outcome import Outcome
from reconcile.review.canonical import canonical
from reconcile.tables import Row, records
from reconcile.text.dates import ROC_YEAR_ZERO, Month, roc_date
from reconcile.text.folding import comparable

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32: no I, L, O or U, which people read as something else."""
_LENGTH = 8
_OF_A_FAX = "LATE_FAX_LETTER"
_GONE_OR_REWRITTEN = "REWRITTEN_ENTRY"
_KEYS = ("statement_file", "statement_row", "register_file", "register_entry", "register_line")
_NOT_CONTENT = {*_KEYS, "statement_page", "page_no", "seq_no", "signed_off", "signed_by", "remark"}
Key = tuple[Any, ...]


@dataclass(frozen=True)
class _Thing:
    """What a finding is about: `told` makes its identity, the rest is as a masked report shows it."""

    told: tuple[str, ...]
    user: str | None = None
    subject: str | None = None
    at: str | None = None


def items_of(outcome: Outcome, history: History | None = None) -> pd.DataFrame:
    """The table `ITEMS` of a run, its rows in the order of the findings.

    A fax that version 0.2 has already archived in `history` keeps the identity that it was given then.
    """
    things = _things(outcome.statement, outcome.register)
    rows = list(records(outcome.findings))
    faxes = _faxes(outcome.lists.fax)
    about = [things.get(_key(row)) or faxes.get(row["fax_no"]) or _of_no_row(row) for row in rows]
    identities = _identities(outcome.month, rows, about)
    before = _faxes_of_0_2(history, outcome.month)
    identities = [
        next((item for message, item in before if row["fax_no"] and message.startswith(_place(row))), identity)
        for row, identity in zip(rows, identities, strict=True)
    ]
    return ITEMS.frame(
        {"item": item, "month": str(outcome.month), "user": thing.user, "subject": thing.subject, "at": thing.at} | row
        for item, row, thing in zip(identities, rows, about, strict=True)
    )


def _identities(month: Month, rows: list[Row], about: list[_Thing]) -> list[str]:
    """11510-7K3MQ2VD; should two things of a month ever share one, the later in order gets a number behind it."""
    short = [_short(month, row["code"], thing) for row, thing in zip(rows, about, strict=True)]
    seen = Counter[str]()
    found = list(short)
    for at in sorted(range(len(rows)), key=lambda at: (rows[at]["code"], about[at].told)):
        seen[short[at]] += 1
        found[at] += f"-{seen[short[at]]}" if seen[short[at]] > 1 else ""
    return found


def _short(month: Month, code: str, thing: _Thing) -> str:
    number = int.from_bytes(hashlib.sha256(canonical([str(month), code, *thing.told])).digest()[:5], "big")
    letters = "".join(_ALPHABET[number >> 5 * at & 31] for at in reversed(range(_LENGTH)))
    return f"{month.year - ROC_YEAR_ZERO}{month.month:02d}-{letters}"


def _key(row: Mapping[str, Any]) -> Key:
    """The query of a finding that names one, else its line, else its entry."""
    if row["statement_row"] is not None:
        return row["statement_file"], row["statement_row"]
    return row["register_file"], row["register_entry"], row["register_line"]


def _things(statement: pd.DataFrame, register: pd.DataFrame) -> dict[Key, _Thing]:
    """Every query, line and entry of the month under its key."""
    queries, lines = list(records(statement)), list(records(register))
    entries = defaultdict[Key, list[Row]](list)
    for line in lines:
        entries[(line["register_file"], line["register_entry"], None)].append(line)
    return {
        **_told_apart((_query_key(row), _query(row), _content([row])) for row in queries),
        **_told_apart((_line_key(row), _line(row), _content([row])) for row in lines),
        **_told_apart((key, _entry(of[0]), _content(of)) for key, of in entries.items()),
    }


def _told_apart(things: Iterable[tuple[Key, _Thing, bytes]]) -> dict[Key, _Thing]:
    """The things by key, those that are alike with an ordinal."""
    alike = Counter[tuple[str, ...]]()
    found = dict[Key, _Thing]()
    for key, thing, _ in sorted(
        things, key=lambda one: (one[1].told, one[2], one[0][0], *one[0][1:2], one[0][-1] or 0)
    ):
        alike[thing.told] += 1
        told = (*thing.told, str(alike[thing.told]))
        found[key] = _Thing(told, thing.user, thing.subject, thing.at)
    return found


def _content(rows: list[Row]) -> bytes:
    """All that is written in some rows but where they stand, the signature and the remark."""
    return canonical([{name: value for name, value in row.items() if name not in _NOT_CONTENT} for row in rows])


def _query(row: Row) -> _Thing:
    account, name = PRIVATE.account(row["account"]), PRIVATE.user_name(row["user_name"])
    subject = PRIVATE.subject(row["condition"], row["subject_id"])
    told = (
        "query",
        account or "",
        comparable(name or ""),
        f"{row['queried_at']:%Y%m%d%H%M%S}",
        comparable(subject or ""),
    )
    return _Thing(told, name or account, subject, f"{_day(row['queried_at'])} {row['queried_at']:%H:%M:%S}")


def _line(row: Row) -> _Thing:
    entry, subject = _entry(row), PRIVATE.subject(row["condition"], row["subject_id"])
    return _Thing(("line", *entry.told[1:], comparable(subject or "")), entry.user, subject, entry.at)


def _entry(row: Row) -> _Thing:
    """The logout is no part: a blank one gets filled in."""
    name = PRIVATE.user_name(row["user_name"])
    login, logout = row["login_at"], row["logout_at"]
    since = login or logout
    told = ("entry", comparable(name or ""), f"{since:%Y%m%d%H%M}" if since else "")
    clocks = "–".join(f"{at:%H:%M}" if at else "未填" for at in (login, logout))
    return _Thing(told, name, None, f"{_day(since)} {clocks}" if since else None)


def _faxes(listed: pd.DataFrame | None) -> dict[str | None, _Thing]:
    """What each fax is known by: its day, the user and the first subject, in the words of version 0.2."""
    found = dict[str | None, _Thing]()
    for row in () if listed is None else records(FAX.conform(listed)):
        whom = PRIVATE.identifier(row["subject_id"])
        told = [
            f"{roc_date(row['faxed_at'])}傳真",
            PRIVATE.user_name(row["user_name"]),
            whom and PRIVATE.text(f"查詢對象 {whom}"),
        ]
        found.setdefault(fax_no(row["fax_file"], row["fax_row"]), _Thing(("month", "，".join(filter(None, told)))))
    return found


def _faxes_of_0_2(history: History | None, month: Month) -> list[tuple[str, str]]:
    """Message and identity of each item on a fax that was archived without the fax's number."""
    runs = history.runs(month) if history else []
    rows = [row for run in runs if run.items is not None for row in records(run.items)]
    return [(row["message"], row["item"]) for row in rows if row["code"] == _OF_A_FAX and not row["fax_no"]]


def _of_no_row(finding: Row) -> _Thing:
    """The month itself, or an entry that is gone: its message begins with where the archive saw it."""
    gone = finding["code"] == _GONE_OR_REWRITTEN
    return _Thing(("gone", finding["message"].partition("，")[0]) if gone else ("month", ""))


def _place(finding: Row) -> str:
    """How version 0.2 began its message on that fax."""
    return f"疑義查詢表 {finding['fax_no']}（"


def _day(at: Any) -> str:
    return f"{at.year - ROC_YEAR_ZERO}/{at:%m/%d}"


def _query_key(row: Row) -> Key:
    return row["statement_file"], row["statement_row"]


def _line_key(row: Row) -> Key:
    return row["register_file"], row["register_entry"], row["register_line"]
