"""Queries that nobody wrote down, at heavy noise: how many end without any finding that asks about them.

python benchmarks/matching/unwritten.py

The months are made apart from `world`, row by row, as an outsider would make them: counters where people queue, one
person after another, often twice; entries written at the end of a session or of the morning; every kind of mistake at
once. The statement names users; there is no roster. Nothing in here knows the matcher.
"""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from reconcile.matching import match
from reconcile.rules import judge
from reconcile.tables import REGISTER, STATEMENT

Row = dict[str, Any]
USERS = ("王大明", "李小華", "陳建宏", "林雅婷", "張志豪", "黃淑芬", "吳宗翰", "周美玲")
LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
UNWRITTEN, UNASKED, SLIPS, WRONG_USER, WRONG_TIME, UNFINISHED = 0.08, 0.05, 0.12, 0.06, 0.06, 0.1
WRONG_PURPOSE = 0.06
MONTHS, DAYS = 40, range(1, 31)
LOW = {"OFF_HOURS_QUERY", "SELF_QUERY", "REPEATED_SUBJECT", "COLLEAGUE_QUERY", "CONCURRENT_SESSIONS"}
ACCOUNTS = {"UNKNOWN_ACCOUNT", "INACTIVE_ACCOUNT", "ACCOUNT_NAME_MISMATCH"}
ASIDE = LOW | ACCOUNTS | {"PURPOSE_UNSUPPORTED", "PURPOSE_MISMATCH", "RESULT_MISMATCH"}
"""Codes that do not ask whether the query was written down."""
INSTEAD = "none, but another of the same user and subject is asked about"


def month(seed: int) -> tuple[list[Row], list[Row], set[int]]:
    """Queries, lines, and the statement rows of those that nobody wrote down."""
    draw = random.Random(seed)
    asked: list[Row] = []
    written: list[Row] = []
    hidden, entry = set[int](), 0
    for day in DAYS:
        start = datetime(2026, 10, day, 8)
        if start.weekday() > 4:
            continue
        queue = [identifier(draw) for _ in range(24)]
        for user in USERS:
            at = start + timedelta(minutes=draw.randint(0, 60), seconds=draw.randint(0, 59))
            for _ in range(draw.randint(1, 4)):
                entry += 1
                login, lines, at = session(draw, user, at, queue, asked, hidden)
                written += entered(draw, entry, user, login, at, lines)
                at += timedelta(minutes=draw.randint(2, 100))
    return asked, written, hidden


def identifier(draw: random.Random) -> str:
    """A national ID."""
    digits = [draw.choice("12"), *(str(draw.randint(0, 9)) for _ in range(7))]
    code = 10 + LETTERS.index(letter := draw.choice(LETTERS))
    total = code // 10 + code % 10 * 9 + sum(int(one) * by for one, by in zip(digits, range(8, 0, -1), strict=True))
    return f"{letter}{''.join(digits)}{-total % 10}"


def session(
    draw: random.Random, user: str, at: datetime, queue: list[str], asked: list[Row], hidden: set[int]
) -> tuple[datetime, list[tuple[str, int]], datetime]:
    """Add the queries of one session to `asked`; when it began, the subjects and purposes of its lines, its end."""
    login, lines = at, list[tuple[str, int]]()
    for _ in range(draw.randint(1, 4)):
        at += timedelta(seconds=draw.randint(15, 120))
        subject = draw.choice(queue) if draw.random() < 0.5 else identifier(draw)
        row, purpose = len(asked) + 1, draw.randint(1, 4)
        asked.append(
            {
                "statement_file": "s.xlsx",
                "statement_row": row,
                "account": f"hl{USERS.index(user):03d}",
                "user_name": user,
                "queried_at": at,
                "function": "入出境紀錄",
                "condition": subject,
                "subject_id": subject,
                "result": "success",
                "purpose": purpose,
            }
        )
        if draw.random() < UNWRITTEN:
            hidden.add(row)
        else:
            ticked = draw.randint(1, 4) if draw.random() < WRONG_PURPOSE else purpose
            lines.append((misspelled(draw, subject) if draw.random() < SLIPS else subject, ticked))
    if draw.random() < UNASKED * 2:
        lines.append((draw.choice(queue), draw.randint(1, 4)))
    return login, lines[:4], at + timedelta(seconds=draw.randint(10, 90))


def misspelled(draw: random.Random, subject: str) -> str:
    """One character changed, dropped, doubled, or two neighbours swapped."""
    at = draw.randint(1, len(subject) - 2)
    other = draw.choice([one for one in "0123456789" if one != subject[at]])
    changed = subject[:at] + other + subject[at + 1 :]
    dropped, doubled = subject[:at] + subject[at + 1 :], subject[:at] + subject[at] + subject[at:]
    swapped = subject[:at] + subject[at + 1] + subject[at] + subject[at + 2 :]
    return draw.choice((changed, dropped, doubled, swapped))


def entered(
    draw: random.Random, entry: int, user: str, login: datetime, logout: datetime, lines: list[tuple[str, int]]
) -> Iterator[Row]:
    """The lines of one entry, its user and its time perhaps wrong, to the minute of a clock on the wall."""
    who = draw.choice([one for one in USERS if one != user]) if draw.random() < WRONG_USER else user
    off = timedelta(minutes=draw.randint(-3, 3))
    if draw.random() < WRONG_TIME:
        off += draw.choice((timedelta(days=1), timedelta(days=-7), timedelta(hours=12), timedelta(hours=-1)))
    begun, ended = ((one + off).replace(second=0) for one in (login, logout))
    for number, (subject, purpose) in enumerate(lines, start=1):
        yield {
            "register_file": "r.xlsx",
            "register_entry": entry,
            "register_line": number,
            "user_name": who,
            "login_at": begun,
            "logout_at": None if draw.random() < UNFINISHED else ended,
            "condition": subject,
            "subject_id": subject,
            "result": "success",
            "purposes": str(purpose),
            "signed_off": True,
            "voided": False,
        }


def ends(seed: int) -> Iterator[tuple[str, bool]]:
    """How each query that nobody wrote down ends: the severest finding that asks about it, and if any names it."""
    asked, written, hidden = month(seed)
    statement, register = STATEMENT.frame(asked), REGISTER.frame(written)
    matching = match(statement, register)
    found = judge(statement, register, matching)
    blamed = found[~found["code"].isin(ASIDE) & found["statement_row"].isin(hidden)]
    severities = blamed.groupby("statement_row")["severity"].agg(set).to_dict()
    named = set(found["statement_row"].dropna())
    whose = statement.set_index("statement_row")[["user_name", "subject_id"]].apply(tuple, axis="columns")
    accused = {whose[row] for row in set(matching.unmatched["statement_row"].dropna()) - hidden}
    for row in sorted(hidden):
        of_row = severities.get(row, set())
        unasked = INSTEAD if whose[row] in accused else "none"
        yield next((one for one in ("high", "medium", "low") if one in of_row), unasked), row in named


def measured() -> tuple[Counter[str], int]:
    """How many of those queries end how, and how many bear no finding of any kind."""
    every = [end for seed in range(MONTHS) for end in ends(seed)]
    return Counter(end for end, _ in every), sum(not named for _, named in every)


def table(counted: Counter[str], unnamed: int) -> str:
    """The shares."""
    kinds, total = ("high", "medium", "low", INSTEAD, "none"), counted.total()
    return "\n".join(
        [
            f"| {total:,} queries not written | {' | '.join(kinds)} | no finding of any kind |",
            "|---|---:|---:|---:|---:|---:|---:|",
            f"| share | {' | '.join(f'{counted[kind] / total:.2%}' for kind in kinds)} | {unnamed / total:.2%} |",
        ]
    )


if __name__ == "__main__":
    print(table(*measured()))
