"""What a person paired on the 逐筆核對表: it stands before all tiers, and what he did not find is said so."""

from dataclasses import dataclass

import pandas as pd

from reconcile import by_hand
from reconcile.tables import MATCHES, REGISTER_KEY, STATEMENT_KEY, plain_rows

_NOT_THERE = f"{by_hand.TITLE}載明經人工核對，紙本查無此筆。"
_NOT_SAID = f"{by_hand.TITLE}沒有可採認之核對結果，未予查核。"


@dataclass(frozen=True)
class SetApart:
    """The queries and lines that nobody paired by hand, and those pairs as the table `matches`."""

    queries: pd.DataFrame
    lines: pd.DataFrame
    matches: pd.DataFrame


def set_apart(queries: pd.DataFrame, lines: pd.DataFrame, told: pd.DataFrame | None) -> SetApart:
    """Take out the pairs of the list `told` (`lists.BY_HAND`) of which both sides are in the tables."""
    if told is None or told.empty:
        return SetApart(queries, lines, MATCHES.frame([]))
    pairs = told[told["found"] == "found"][[*STATEMENT_KEY, *REGISTER_KEY]]
    pairs = pairs.merge(queries[STATEMENT_KEY], on=STATEMENT_KEY)
    pairs = pairs.merge(lines[[*REGISTER_KEY, "page_no", "seq_no"]], on=REGISTER_KEY)
    matches = pairs.assign(
        tier="by_hand",
        explanation=[
            f"依{by_hand.TITLE}，經人工核對於紙本第 {page} 頁序號 {slot} 查得本筆。"
            for page, slot in plain_rows(pairs[["page_no", "seq_no"]])
        ],
    )
    return SetApart(
        _without(queries, pairs, STATEMENT_KEY), _without(lines, pairs, REGISTER_KEY), MATCHES.conform(matches)
    )


def told_by_hand(unmatched: pd.DataFrame, told: pd.DataFrame | None) -> pd.DataFrame:
    """The leftovers, each query with what the list says of it: not found on paper, or not said and so unchecked."""
    if told is None or told.empty:
        return unmatched
    said = unmatched[STATEMENT_KEY].merge(told[[*STATEMENT_KEY, "found"]], on=STATEMENT_KEY, how="left")["found"]
    found = said.fillna("").to_numpy(object)
    alone = (unmatched["reason"] == "none").to_numpy(bool)
    none, unsaid = alone & (found == "none"), alone & (found != "none") & (found != "")
    explanation = unmatched["explanation"].mask(none, _NOT_THERE).mask(unsaid, _NOT_SAID)
    return unmatched.assign(reason=unmatched["reason"].mask(unsaid, "unchecked"), explanation=explanation)


def _without(rows: pd.DataFrame, pairs: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    taken = pd.MultiIndex.from_frame(rows[key]).isin(pd.MultiIndex.from_frame(pairs[key]))
    return rows[~taken].reset_index(drop=True)
