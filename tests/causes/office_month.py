"""A month of an office as two tables, honest but for a little noise, in which a mistake may be planted.

Nothing in here knows how causes are found: what a mistake is called stands with who planted it.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pandas as pd

from reconcile.tables import REGISTER, STATEMENT

USERS = {"hl001": "王小明", "hl002": "李大同", "hl003": "陳美玉", "hl005": "林志明", "hl006": "張淑芬"}
DAYS = [datetime(2026, 10, day) for day in (1, 2, 5, 6, 7, 8, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23, 27, 28, 29, 30)]
ENTRIES_A_PAGE = 4
LINES_AN_ENTRY = 4


@dataclass
class Line:
    """One written condition and the query that it tells of."""

    subject: str
    result: str
    query: dict[str, Any]


@dataclass
class Entry:
    """One session as its user wrote it."""

    user: str
    login: datetime
    logout: datetime | None
    purposes: str
    note: str | None
    lines: list[Line]
    signed: bool = True
    page: int = 0
    seq: int = 0
    file: str = "register.xlsx"


@dataclass
class OfficeMonth:
    """The queries, the entries in the order of the book, and what noise there is.

    `page_lost` is where in the book, as a share of it, two pages are not handed in; None where all are.
    """

    queries: list[dict[str, Any]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    unregistered: set[int] = field(default_factory=set)
    page_lost: float | None = None

    @property
    def statement(self) -> pd.DataFrame:
        return STATEMENT.frame(self.queries)

    @property
    def register(self) -> pd.DataFrame:
        rows = []
        number = dict[str, int]()
        lost = () if self.page_lost is None else (int(self.page_lost * self.entries[-1].page) + at for at in (0, 1))
        pages = set(lost)
        for entry in (entry for entry in self.entries if entry.page not in pages):
            number[entry.file] = number.get(entry.file, 0) + 1
            for at, line in enumerate(entry.lines, start=1):
                rows.append(
                    {
                        "register_file": entry.file,
                        "register_entry": number[entry.file],
                        "register_line": at,
                        "page_no": entry.page,
                        "seq_no": entry.seq,
                        "user_name": entry.user,
                        "login_at": entry.login,
                        "logout_at": entry.logout,
                        "condition": line.subject,
                        "subject_id": line.subject,
                        "result": line.result,
                        "purposes": entry.purposes,
                        "purpose_note": entry.note,
                        "signed_off": entry.signed,
                        "signed_by": "徐國棟" if entry.signed else None,
                    }
                )
        return REGISTER.frame(rows)

    def of(self, user: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.user == user]


def honest(rng: Random, entries_a_day: int = 8) -> OfficeMonth:
    """Every query written down; clocks differ by a minute, people round to five now and then."""
    month = OfficeMonth()
    subjects = iter(rng.sample(range(10_000_000, 99_999_999), 4_000))
    clocks = {user: rng.choice((-1, 0, 0, 1)) for user in USERS.values()}
    sessions = []
    for day in DAYS:
        taken = list[tuple[str, datetime]]()
        while len(taken) < entries_a_day:
            account = rng.choice(list(USERS))
            hour = rng.choice((8, 9, 10, 11, 13, 14, 15, 16))
            login = day.replace(hour=hour, minute=rng.randrange(5, 55), second=rng.randrange(60))
            if all(one != account or abs(login - at) > timedelta(minutes=20) for one, at in taken):
                taken.append((account, login))
        sessions += sorted(taken, key=lambda one: one[1])
    for account, login in sessions:
        _session(month, rng, account, login, subjects, clocks[USERS[account]])
    for row, query in enumerate(month.queries, start=1):
        query["statement_row"] = row
    return numbered(month)


def _session(month: OfficeMonth, rng: Random, account: str, login: datetime, subjects: Any, clock: int) -> None:
    at, lines = login, []
    purpose = rng.choices((1, 2, 3), (3, 6, 2))[0]
    for _ in range(rng.choices((1, 2, 3, 4), (5, 4, 2, 1))[0]):
        at += timedelta(seconds=rng.randint(18, 80))
        subject = f"{rng.choice('ABUV')}{rng.choice('12')}{next(subjects)}"
        result = "failure" if rng.random() < 0.08 else "success"
        query = {
            "statement_file": "statement.csv",
            "account": account,
            "user_name": USERS[account],
            "queried_at": at,
            "function": "入出境資料查詢",
            "condition": subject,
            "subject_id": subject,
            "result": result,
            "purpose": purpose,
        }
        month.queries.append(query)
        lines.append(Line(subject, result, query))
    begin = (login + timedelta(minutes=clock)).replace(second=0)
    end = (at + timedelta(minutes=clock, seconds=rng.randint(20, 90))).replace(second=0)
    if rng.random() < 0.15:
        begin -= timedelta(minutes=begin.minute % 5)
    month.entries.append(
        Entry(USERS[account], begin, max(end, begin + timedelta(minutes=1)), str(purpose), None, lines)
    )


def with_noise(month: OfficeMonth, rng: Random, rows: int = 3) -> OfficeMonth:
    """A few mistakes of no common cause: a query not written, a slip, a wrong box, each in an entry of its own."""
    chosen = rng.sample(month.entries, 3 * rows)
    for at, entry in enumerate(chosen):
        if at % 3 == 0:
            line = entry.lines.pop(rng.randrange(len(entry.lines)))
            month.unregistered.add(line.query["statement_row"])
            if not entry.lines:
                month.entries.remove(entry)
        elif at % 3 == 1:
            text = entry.lines[0].subject
            spot = rng.randrange(3, 9)
            entry.lines[0].subject = text[:spot] + str((int(text[spot]) + 1) % 10) + text[spot + 1 :]
        else:
            entry.purposes = str(int(entry.purposes) % 3 + 1)
    return numbered(month)


def numbered(month: OfficeMonth) -> OfficeMonth:
    """The month in whose book pages and numbers run on."""
    for number, entry in enumerate(month.entries):
        entry.page, entry.seq = number // ENTRIES_A_PAGE + 1, number + 1
    return month
