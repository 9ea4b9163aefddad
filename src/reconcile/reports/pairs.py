"""The pairs of a month as a report lists them, and those that the supervisor checks against the paper."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from reconcile.outcome import Outcome
from reconcile.reports import wording
from reconcile.reports.evidence import QueryKey
from reconcile.reports.rows import LineRow, QueryRow, Rows
from reconcile.tables import records


@dataclass(frozen=True)
class PairRow:
    """A query and the line it was matched with; `case` says how an application explains it."""

    query: QueryRow
    line: LineRow
    tier: str
    explanation: str
    case: str | None


@dataclass(frozen=True)
class SampleView:
    """The pairs that the supervisor checks against the paper, and how they were drawn."""

    sentence: str
    pairs: tuple[PairRow, ...]


def pairs_of(matches: pd.DataFrame, rows: Rows, cases: Mapping[QueryKey, str]) -> tuple[PairRow, ...]:
    """The rows of `matches` in their order."""
    return tuple(
        PairRow(
            query=rows.queries[row["statement_file"], row["statement_row"]],
            line=rows.lines[row["register_file"], row["register_entry"], row["register_line"]],
            tier=wording.TIERS[row["tier"]],
            explanation=row["explanation"],
            case=cases.get((row["statement_file"], row["statement_row"])),
        )
        for row in records(matches)
    )


def sample_of(outcome: Outcome, rows: Rows, cases: Mapping[QueryKey, str]) -> SampleView | None:
    """The draw of the month; None where none was made."""
    if outcome.sample is None:
        return None
    return SampleView(outcome.sample.sentence, pairs_of(outcome.sample.rows, rows, cases))
