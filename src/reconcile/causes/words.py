"""How causes are told: who, when, and what one answer closes. No word of it accuses anybody."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from reconcile.causes.clues import Clues
from reconcile.facts.places import NOBODY

EVERYBODY = "全體使用者"


def who(clues: Clues, user: str | None) -> str:
    """A user as a report may name him; everybody where it is None."""
    if user is None:
        return EVERYBODY
    masking = clues.places.masking
    asked = clues.queries.take(clues.asked_by.get(user, [])[:1])
    for name, account in zip(asked["user_name"], asked["account"], strict=True):
        shown = masking.user_name(_told(name)) or masking.account(_told(account))
        if shown:
            return shown
    written = clues.lines.loc[clues.lines["user"] == user, "user_name"].dropna()
    return (masking.user_name(str(written.iloc[0])) if len(written) else None) or NOBODY


def several(clues: Clues, users: Iterable[str]) -> str:
    """王小明、李大同等 3 人."""
    named = sorted(set(users))
    shown = "、".join(who(clues, user) for user in named[:2])
    return shown if len(named) <= 2 else f"{shown}等 {len(named)} 人"


def days(times: Iterable[Any]) -> str:
    """10/05, or 10/05 至 10/09."""
    known = [time for time in times if not pd.isna(time)]
    if not known:
        return "本月"
    first, last = f"{min(known):%m/%d}", f"{max(known):%m/%d}"
    return first if first == last else f"{first} 至 {last}"


def closing(closes: int) -> str:
    """What one answer does."""
    return f"，即可一次結案 {closes} 件" if closes else ""


def _told(value: Any) -> str | None:
    return None if pd.isna(value) else str(value)
