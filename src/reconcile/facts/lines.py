"""Is it the same line: equal in session, user and subject; of equal ones the first, the second and so on."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from reconcile.facts.sessions import Flags, Ints
from reconcile.facts.users import person_meant
from reconcile.frames import numbered
from reconcile.lists import USED
from reconcile.tables import REGISTER_KEY
from reconcile.text.dates import Month
from reconcile.text.folding import comparable

_DAY = pd.Timedelta(days=1)
_TIMES = ["login_at", "logout_at"]


def as_written(lines: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    """The lines that were read from a register, without those for which a person's word stands (tier by_hand)."""
    told = matches[matches["tier"] == "by_hand"]
    if told.empty:
        return lines
    return lines[~pd.MultiIndex.from_frame(lines[REGISTER_KEY]).isin(pd.MultiIndex.from_frame(told[REGISTER_KEY]))]


def duplicate_groups(lines: pd.DataFrame) -> Ints:
    """The number of the group of each line: those equal in session, user, subject and result."""
    return _numbered(_content(lines), lines["result"])


def same_lines(lines: pd.DataFrame) -> pd.DataFrame:
    """Columns that make one line of a register the same line in another file: session, user, subject, ordinal."""
    content = _content(lines)
    order = lines[REGISTER_KEY].assign(group=_numbered(content)).sort_values(REGISTER_KEY)
    ordinal = order.groupby("group").cumcount().reindex(lines.index)
    return content.assign(ordinal=ordinal.astype("Int64") + 1)


def used_lines(lines: pd.DataFrame, matches: pd.DataFrame, month: Month) -> pd.DataFrame:
    """The table `USED` of one month's run: every line that a query took, or the month alone where none did.

    A line that stands for a person's word has no session by which another file would show it again.
    """
    matches = matches[matches["tier"] != "by_hand"]
    taken = pd.MultiIndex.from_frame(matches[REGISTER_KEY])
    held = pd.MultiIndex.from_frame(lines[REGISTER_KEY]).isin(taken)
    rows = same_lines(lines)[held].to_dict("records") or [{}]
    return USED.frame([{str(name): value for name, value in row.items()} | {"month": str(month)} for row in rows])


def used_by(lines: pd.DataFrame, used: pd.DataFrame | None, month: Month | None) -> "pd.Series[Any]":
    """The other month whose run used each line, as 2026-09; None where none did."""
    if used is None or used.empty:
        return pd.Series(pd.NA, index=lines.index, dtype="string")
    others = used[used["month"] != str(month)].dropna(subset=["ordinal"])
    keys = [*_TIMES, "user_name", "subject_id", "ordinal"]
    first = others.sort_values("month").drop_duplicates(keys)[[*keys, "month"]]
    found = same_lines(lines).merge(first, on=keys, how="left")["month"]
    return pd.Series(found.to_numpy(), index=lines.index, dtype="string")


def another_months(written: "pd.Series[Any]", month: Month) -> Flags:
    """Whether a line is dated more than a day outside the month."""
    outside = (written < month.start - _DAY) | (written >= month.end + _DAY)
    return np.asarray(outside.fillna(value=False), dtype=bool)


def _content(lines: pd.DataFrame) -> pd.DataFrame:
    written = lines["subject_id"].fillna(_folded(lines["condition"].where(lines["subject_id"].isna())))
    return pd.DataFrame(
        {
            "login_at": lines["login_at"],
            "logout_at": lines["logout_at"],
            "user_name": _folded(lines["user_name"], person_meant),
            "subject_id": written.fillna("").astype("string"),
        }
    )


def _folded(texts: "pd.Series[Any]", meant: Callable[[str], str] = str) -> "pd.Series[Any]":
    codes, known = pd.factorize(texts)
    plain = np.array([*(comparable(meant(text)) for text in known), ""], dtype=object)
    return pd.Series(plain[codes], index=texts.index, dtype="string")


def _numbered(content: pd.DataFrame, *more: "pd.Series[Any]") -> Ints:
    columns = [*(content[name] for name in content.columns), *more]
    return numbered(*(pd.factorize(column)[0] for column in columns))
