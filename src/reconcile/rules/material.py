"""What the rules look at: one office's month, prepared once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import pandas as pd

from reconcile.facts.lines import as_written
from reconcile.facts.places import Places
from reconcile.lists import Lists
from reconcile.outcome import Download, Matched
from reconcile.regulation import Regulation
from reconcile.rules.support import explanations
from reconcile.settings import Settings
from reconcile.tables import (
    ENTRY_KEY,
    MATCHES,
    REGISTER,
    REGISTER_KEY,
    STATEMENT,
    STATEMENT_KEY,
    UNMATCHED,
)
from reconcile.text.dates import Month

_OF_A_LINE = ["register_line", "condition", "subject_id", "result", "remark", "reason", "explanation", "tie"]


@dataclass(frozen=True)
class Material:
    """One office's month as the rules see it.

    `queries` and `lines` are the statement and the register with the `reason`, `explanation` and `tie` of those left
    over, None where matched. `pairs` are the matches with both sides; a column that both sides have ends in
    `_statement` or `_register`. `entries` has one row an entry, or one for each different writing where the lines of
    an entry disagree; an entry that is wholly outside the month, or another's, is not among them. `month`
    is the period of the statement, None where nobody says it and its dates do not; `download` is
    None where it is not known.
    `earlier`, `unread`, `as_of` and `before` are as in `Matched`.
    """

    queries: pd.DataFrame
    lines: pd.DataFrame
    entries: pd.DataFrame
    pairs: pd.DataFrame
    lists: Lists
    settings: Settings
    places: Places
    month: Month | None = None
    download: Download | None = None
    earlier: Mapping[Month, frozenset[str]] = field(default_factory=dict)
    unread: frozenset[tuple[str, int]] = frozenset()
    as_of: date | None = None
    before: pd.DataFrame | None = None

    @classmethod
    def of(cls, matched: Matched) -> "Material":
        """Join the sides; raises ValueError where a frame cannot be one of the contract (DESIGN §3)."""
        statement, lists = STATEMENT.conform(matched.statement), (matched.lists or Lists()).whole()
        register = REGISTER.conform(matched.register)
        unmatched = UNMATCHED.conform(matched.matching.unmatched)
        lines = _with_reason(register, REGISTER_KEY, unmatched)
        return cls(
            queries=_with_reason(statement, STATEMENT_KEY, unmatched),
            lines=lines,
            entries=_entries(lines),
            pairs=_pairs(statement, register, MATCHES.conform(matched.matching.matches)),
            lists=lists,
            settings=matched.settings,
            places=Places.of(statement, register, lists, matched.settings.report.mask),
            month=matched.month or _month_of(statement),
            download=matched.download,
            earlier=matched.earlier,
            unread=matched.unread,
            as_of=matched.as_of,
            before=matched.before,
        )

    @cached_property
    def as_written(self) -> "Material":
        """The same month without the lines for which a person's word stands: what was read from a register itself."""
        pairs = self.pairs[self.pairs["tier"] != "by_hand"]
        if len(pairs) == len(self.pairs):
            return self
        lines = as_written(self.lines, self.pairs)
        return replace(self, lines=lines, entries=_entries(lines), pairs=pairs)

    @property
    def regulation(self) -> Regulation:
        """The regulation that the office is bound by."""
        return self.settings.regulation

    @property
    def is_over(self) -> bool:
        """Whether the month was over on the day of the report, before which nothing is late; True where nobody says."""
        return self.month is None or self.as_of is None or self.as_of >= self.month.end.date()

    @cached_property
    def queries_of_month(self) -> pd.DataFrame:
        """The queries but for those left over as outside the month."""
        return self.queries[self.queries["reason"].fillna("") != "outside"]

    @cached_property
    def explained(self) -> pd.DataFrame:
        """The queries of the month, each with the case that explains it best, as `explanations` tells it."""
        return explanations(self.queries_of_month, self.pairs, self.lists, self.settings)

    def queries_left(self, reason: str) -> pd.DataFrame:
        """The queries left over for this reason."""
        return self._left[0].get(reason, self.queries.iloc[:0])

    def lines_left(self, reason: str) -> pd.DataFrame:
        """The lines left over for this reason."""
        return self._left[1].get(reason, self.lines.iloc[:0])

    @cached_property
    def _left(self) -> tuple[dict[str, pd.DataFrame], dict[str, pd.DataFrame]]:
        """The leftovers of both sides by their reason."""
        return _by_reason(self.queries), _by_reason(self.lines)


def _by_reason(side: pd.DataFrame) -> dict[str, pd.DataFrame]:
    reasons = side["reason"].dropna().unique()
    return {str(reason): side[(side["reason"] == reason).fillna(value=False)] for reason in reasons}


def _month_of(statement: pd.DataFrame) -> Month | None:
    """The month in which all its queries were made; None where there are several, or no query."""
    months = statement["queried_at"].dt.to_period("M").unique()
    return Month(months[0].year, months[0].month) if len(months) == 1 else None


def _with_reason(side: pd.DataFrame, key: list[str], unmatched: pd.DataFrame) -> pd.DataFrame:
    leftovers = unmatched.loc[unmatched[key[-1]].notna(), [*key, "reason", "explanation", "tie"]]
    return side.merge(leftovers, on=key, how="left", validate="one_to_one")


def _pairs(statement: pd.DataFrame, register: pd.DataFrame, matches: pd.DataFrame) -> pd.DataFrame:
    queries = matches.merge(statement, on=STATEMENT_KEY, how="left", validate="one_to_one")
    return queries.merge(
        register, on=REGISTER_KEY, how="left", validate="one_to_one", suffixes=("_statement", "_register")
    )


def _entries(lines: pd.DataFrame) -> pd.DataFrame:
    """The entries whose form is judged: of the month, and not voided."""
    outside = lines["reason"].fillna("").isin(["outside", "used"])
    elsewhere = outside.groupby([lines[key] for key in ENTRY_KEY]).transform("all")
    judged = lines[~elsewhere & ~lines["voided"]]
    return judged.drop(columns=_OF_A_LINE).drop_duplicates(ignore_index=True)
