"""Lines that take no query of this month: voided, used by another month, or another month's own (DESIGN §4)."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from reconcile.facts.lines import another_months, used_by
from reconcile.lists import Lists
from reconcile.matching.arrays import Flags
from reconcile.tables import ENTRY_KEY
from reconcile.text.dates import Month


@dataclass(frozen=True)
class Bars:
    """By position of the line: which month used it, None where none; why it takes no query, blank where it may."""

    used_by: list[Month | None]
    why: list[str]
    voided: Flags

    @property
    def barred(self) -> Flags:
        """Who takes no query."""
        return np.array([bool(why) for why in self.why], dtype=bool)

    @classmethod
    def of(cls, lines: pd.DataFrame, lists: Lists, month: Month | None) -> "Bars":
        """`month` is the one under review; where None, no line is another month's."""
        used = [Month.parse(one) if isinstance(one, str) else None for one in used_by(lines, lists.used, month)]
        voided = lines["voided"].to_numpy(bool) if "voided" in lines else np.zeros(len(lines), dtype=bool)
        foreign = _foreign(lines, lists, month)
        why = [
            "已作廢" if void else f"{by.roc}已用於該月之查詢" if by else f"屬{own.roc}之紀錄" if own else ""
            for void, by, own in zip(voided.tolist(), used, foreign, strict=True)
        ]
        return cls(used, why, voided)


def _foreign(lines: pd.DataFrame, lists: Lists, month: Month | None) -> list[Month | None]:
    """The other month that keeps a line for itself: not archived, and with other entries in these files."""
    if month is None:
        return [None] * len(lines)
    written = lines["login_at"].fillna(lines["logout_at"])
    far = another_months(written, month)
    if not far.any():
        return [None] * len(lines)
    archived = set[str]() if lists.used is None else set(lists.used["month"])
    own = written.dt.strftime("%Y-%m")
    entries = lines[ENTRY_KEY].assign(own=own).drop_duplicates().groupby("own").size()
    return [
        Month.parse(of) if is_far and of not in archived and entries[of] > 1 else None
        for is_far, of in zip(far, own, strict=True)
    ]
