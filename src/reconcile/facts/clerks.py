"""承辦人員 (要點六): who of a roster is named as the one that looks after the accounts."""

import re
from datetime import timedelta
from typing import Any

import pandas as pd

from reconcile.text.dates import Month
from reconcile.text.folding import comparable

_PART = re.compile(r"[、,，;；/／()（）\[\]【】|\s兼及暨]+")
_NAMED = re.compile(r"(?:(?:移民|資訊|連結|作業|系統|使用者|帳號|業務|申請|註銷)*(?:管理)?)?承辦人?員?")


def is_clerk(role: str | None) -> bool:
    """Whether a role names its bearer as clerk; a sentence in which the word occurs (尚未指定承辦人員) does not."""
    return any(map(_NAMED.fullmatch, map(comparable, _PART.split(role or ""))))


def clerks(roster: pd.DataFrame, month: Month) -> list[str] | None:
    """Who is 承辦人員 in the month, by name; None where on some day of it nobody is."""
    rows = roster[roster["role"].map(is_clerk, na_action="ignore").fillna(value=False).astype(bool)]
    first, end = pd.Timestamp(month.start), pd.Timestamp(month.end)
    rows = rows[(rows["valid_from"].isna() | (rows["valid_from"] < end)) & _until(rows, first)]
    ends = [on + timedelta(days=1) for on in rows["valid_to"].dropna() if on + timedelta(days=1) < end]
    covered = all(
        bool(((rows["valid_from"].isna() | (rows["valid_from"] <= day)) & _until(rows, day)).any())
        for day in [first, *ends]
    )
    return sorted(set(rows["user_name"].dropna())) or None if covered else None


def _until(rows: pd.DataFrame, day: pd.Timestamp) -> Any:
    return rows["valid_to"].isna() | (rows["valid_to"] >= day)
