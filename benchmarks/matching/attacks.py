"""Queries that nobody registered, hidden as well as can be: how many end without a finding, with a low or a high one.

python benchmarks/matching/attacks.py
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from reconcile.matching import match
from reconcile.rules import judge
from reconcile.tables import REGISTER, STATEMENT

Row = dict[str, Any]
Month = tuple[list[Row], list[Row], set[int]]
"""Queries, lines, and the statement rows of those that nobody registered."""

MONTHS = 20
WANG, LI = "王大明", "李小華"
BLAMES = {"UNREGISTERED_QUERY", "UNREGISTERED_IN_TIE", "USER_MISMATCH", "AMBIGUOUS_MATCH", "TIME_MISMATCH"}


SEVERITIES = ("none", "low", "medium", "high")
BEFORE = {
    "masked": {"none": 20},
    "borrowed": {"none": 20},
    "in_steps": {"low": 140},
    "behind_one_mask": {"low": 20},
    "two_periods": {"none": 20, "low": 20},
    "two_of_one": {"medium": 40},
    "of_another_month": {"medium": 20},
}
"""How the same ended in version 0.2."""


def query(row: int, at: pd.Timestamp, subject: str, **given: Any) -> Row:
    """One row of a statement."""
    usual = {"statement_file": "s.xlsx", "account": "hl001", "user_name": WANG, "function": "入出境紀錄"}
    told = {"condition": subject, "subject_id": subject, "result": "success"}
    return usual | told | {"statement_row": row, "queried_at": at} | given


def line(entry: int, at: pd.Timestamp, subject: str, minutes: int = 10, **given: Any) -> Row:
    """One line of a register, its session from `at` on."""
    usual = {"register_file": "r.xlsx", "register_line": 1, "user_name": WANG, "result": "success", "purposes": "2"}
    times = {"login_at": at, "logout_at": at + pd.Timedelta(minutes=minutes), "signed_off": True, "voided": False}
    return usual | times | {"register_entry": entry, "condition": subject, "subject_id": subject} | given


def masked(day: pd.Timestamp, at: int) -> Month:
    """A line that hides almost the whole identifier, to stand for anybody's."""
    return [query(1, day, f"B1234567{at:02d}")], [line(1, day, "B1********")], {1}


def borrowed(day: pd.Timestamp, at: int) -> Month:
    """One of five queries of an account written under a colleague's name, where the statement prints no names."""
    hours = [day + pd.Timedelta(hours=hour) for hour in range(5)]
    asked = [query(n, hour, f"A12345{at:02d}{n:02d}", user_name=None) for n, hour in enumerate(hours, start=1)]
    written = [line(n, hour, f"A12345{at:02d}{n:02d}") for n, hour in enumerate(hours, start=1)]
    return asked, [*written[:4], written[4] | {"user_name": LI}], {5}


def in_steps(day: pd.Timestamp, at: int) -> Month:
    """Eight presses 119 seconds apart, one line."""
    asked = [query(n + 1, day + pd.Timedelta(seconds=119 * n), f"A1234567{at:02d}") for n in range(8)]
    return asked, [line(1, day, f"A1234567{at:02d}", 15)], set(range(2, 9))


def two_of_one(day: pd.Timestamp, at: int) -> Month:
    """Two different queries about one person, one line."""
    other = query(2, day + pd.Timedelta(minutes=4), f"A1234567{at:02d}", function="居留資料")
    return [query(1, day, f"A1234567{at:02d}"), other], [line(1, day, f"A1234567{at:02d}")], {1, 2}


def of_another_month(day: pd.Timestamp, at: int) -> Month:
    """A line of the month before in a register kept all year."""
    before = day - pd.DateOffset(months=1)
    written = [line(1, before, f"A1234567{at:02d}"), line(2, before + pd.Timedelta(days=1), "C123456789")]
    return [query(1, day, f"A1234567{at:02d}")], written, {1}


def behind_one_mask(day: pd.Timestamp, at: int) -> Month:
    """Two persons behind one mask within two minutes, one line."""
    asked = [query(n + 1, day + pd.Timedelta(seconds=60 * n), f"A1234{at:02d}***") for n in range(2)]
    return asked, [line(1, day, f"A1234{at:02d}***")], {2}


def two_periods(day: pd.Timestamp, at: int) -> Month:
    """Two periods asked about one person within two minutes, one line."""
    subject = f"A1234567{at:02d}"
    asked = [
        query(n + 1, day + pd.Timedelta(seconds=60 * n), subject, condition=f"{subject} 11{n}/01-11{n}/06")
        for n in (4, 5)
    ]
    return asked, [line(1, day, subject)], {5, 6}


ATTACKS: tuple[Callable[[pd.Timestamp, int], Month], ...] = (
    masked,
    borrowed,
    in_steps,
    behind_one_mask,
    two_periods,
    two_of_one,
    of_another_month,
)


def ends(attack: Callable[[pd.Timestamp, int], Month]) -> Iterator[str]:
    """The severest finding on each month's attack; one of a tie speaks for both of its queries."""
    for at in range(MONTHS):
        asked, written, hidden = attack(pd.Timestamp(2026, 10, 5 + at, 9), at)
        statement, register = STATEMENT.frame(asked), REGISTER.frame(written)
        found = judge(statement, register, match(statement, register))
        blamed = found[found["code"].isin(BLAMES) & found["statement_row"].isin(hidden)]
        for row in sorted(hidden):
            of_row = set(blamed.loc[blamed["statement_row"] == row, "severity"])
            yield next((one for one in ("high", "medium", "low") if one in of_row), "none")


def table() -> str:
    """How many queries of each attack end how, in version 0.2 and now."""
    rows = ["| attack | none | low | medium | high |", "|---|---:|---:|---:|---:|"]
    for attack in ATTACKS:
        counted, before = Counter(ends(attack)), BEFORE[attack.__name__]
        cells = [f"{before.get(severity, 0)} → {counted[severity]}" for severity in SEVERITIES]
        rows.append(f"| {str(attack.__doc__).rstrip('.')} | {' | '.join(cells)} |")
    return "\n".join(rows)


if __name__ == "__main__":
    print(table())
