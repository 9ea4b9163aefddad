"""How well pairs agree with the truth of a world."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

LINE = ["register_entry", "register_line"]
PAIR = ["statement_row", *LINE]


@dataclass(frozen=True)
class Score:
    """Counts of pairs and queries.

    `right_of_alike` are pairs whose line tells of that query or of one alike: of the same user about the same subject
    on the same day, where only the clock could tell which. `falsely_cleared` are queries paired though nobody wrote
    them down; `_of_alike` those of them that the number of open queries alike does not make up for. `tied` and
    `refused` are true pairs missed: because the matcher calls them a tie (a miss, but no error), and because the line
    disagrees twice over, which the definition forbids to pair.
    """

    true: int
    found: int
    right: int
    right_of_alike: int
    unregistered: int
    falsely_cleared: int
    falsely_cleared_of_alike: int
    tied: int
    refused: int

    @property
    def precision(self) -> float:
        """Of the pairs found, how many are right."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """Of the true pairs, how many are found."""
        return self.right / self.true if self.true else 1.0

    @property
    def false_clear_rate(self) -> float:
        """Of the queries that nobody wrote down, how many are paired all the same: violations hidden."""
        return self.falsely_cleared / self.unregistered if self.unregistered else 0.0

    @property
    def precision_of_alike(self) -> float:
        """Precision where queries alike count as one another."""
        return self.right_of_alike / self.found if self.found else 1.0

    @property
    def recall_of_alike(self) -> float:
        """Recall where queries alike count as one another."""
        return self.right_of_alike / self.true if self.true else 1.0

    @property
    def false_clear_rate_of_alike(self) -> float:
        """The false-clear rate where an open query stands for any unregistered one alike."""
        return self.falsely_cleared_of_alike / self.unregistered if self.unregistered else 0.0


def score(truth: pd.DataFrame, pairs: pd.DataFrame, tied: "pd.Series[int] | None" = None) -> Score:
    """Judge pairs (`statement_row`, `register_entry`, `register_line`); `tied` are rows of queries in a tie."""
    pairs = pairs[PAIR].astype("int64")
    silent = truth["register_entry"].isna()
    true = truth[~silent].astype(dict.fromkeys(PAIR, "int64"))
    alike = truth.set_index("statement_row")["alike"]
    told = pairs.merge(true[PAIR], on=LINE, how="left", suffixes=("", "_told"))
    right = told["statement_row_told"] == told["statement_row"]
    right_of_alike = told["statement_row"].map(alike) == told["statement_row_told"].map(alike)

    missed = true[~true["statement_row"].isin(told.loc[right, "statement_row"])]
    twice = missed[["slip", "user", "time"]].sum(axis="columns") > 1
    paired = truth["statement_row"].isin(pairs["statement_row"])
    groups = int(truth["alike"].max()) + 1
    unwritten = np.bincount(truth.loc[silent, "alike"], minlength=groups)
    left_open = np.bincount(truth.loc[~paired, "alike"], minlength=groups)
    return Score(
        true=len(true),
        found=len(pairs),
        right=int(right.sum()),
        right_of_alike=int(right_of_alike.sum()),
        unregistered=int(silent.sum()),
        falsely_cleared=int((silent & paired).sum()),
        falsely_cleared_of_alike=int(np.maximum(unwritten - left_open, 0).sum()),
        tied=0 if tied is None else int(missed["statement_row"].isin(tied).sum()),
        refused=int(twice.sum()),
    )
