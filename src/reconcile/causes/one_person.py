"""Which left-over query and line ask about one person, be it that an identifier lost its end."""

import numpy as np
import pandas as pd

from reconcile.text.identifiers import MASK

SHORTEST = 6
"""So many characters of a cut identifier are left at least."""
_MOST_LOST = 4
_OFTEN = 50


def how_cut(asked: str, written: str) -> str:
    """Which end of the line's identifier is lost, or of the query's, and how many characters; blank where none is."""
    short, long = sorted((asked, written), key=len)
    lost = len(long) - len(short)
    if not 0 < lost <= _MOST_LOST or len(short) < SHORTEST:
        return ""
    end = "末" if long.startswith(short) else "首" if long.endswith(short) else ""
    return f"{end} {lost} 碼（{'紀錄表' if short == written else '明細表'}）" if end else ""


def of_one_person(left: pd.DataFrame, free: pd.DataFrame) -> pd.DataFrame:
    """The `query` and `line` of each two that ask about one person; of one user also where one identifier is cut."""
    asked, told = (_whole(side, name) for side, name in ((left, "query"), (free, "line")))
    found = [_joined(asked, told, ["subject_id"])[["query", "line"]]]
    for end in (slice(None, SHORTEST), slice(-SHORTEST, None)):
        ours, theirs = (
            side.assign(end=side["subject_id"].str[end]).rename(columns={"subject_id": "whole"})
            for side in (asked, told)
        )
        alike = _joined(ours, theirs, ["user", "end"])
        cut = [bool(how_cut(*two)) for two in zip(alike["whole_x"], alike["whole_y"], strict=True)]
        found.append(alike.loc[np.array(cut, dtype=bool), ["query", "line"]])
    return pd.concat(found, ignore_index=True).drop_duplicates(ignore_index=True)


def _whole(side: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows of a side with an identifier of which nothing is hidden."""
    rows = side[["subject_id", "user"]].rename_axis(name).reset_index().dropna()
    return rows[~rows["subject_id"].str.contains(MASK, regex=False).astype(bool)]


def _joined(asked: pd.DataFrame, told: pd.DataFrame, on: list[str]) -> pd.DataFrame:
    """The two sides joined; what stands too often on a side tells nothing of who goes with whom."""
    few = [side[side.groupby(on)[on[0]].transform("size") <= _OFTEN] for side in (asked, told)]
    return few[0].merge(few[1], on=on)
