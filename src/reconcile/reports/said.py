"""The month in the sentences that head every report, and in those that the command prints."""

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from reconcile.facts.accounts import not_compared
from reconcile.outcome import Outcome
from reconcile.reports import wording
from reconcile.reports.wording import Equation
from reconcile.tables import ENTRY_KEY, REGISTER_KEY, STATEMENT_KEY


@dataclass(frozen=True)
class Said:
    """What the month comes to; None is what there is nothing to say of, `warning` where the run is complete."""

    conclusion: str
    register_sentence: str
    question_sentence: str | None
    share_explained: str | None
    warning: str | None
    equations: tuple[Equation, ...]


def said_of(outcome: Outcome) -> Said:
    """Count and say it."""
    findings, matches = outcome.findings, outcome.matching.matches
    discrepancies = _discrepancies(outcome)
    queries = len(outcome.statement)
    found = int(open_queries(outcome).sum())
    caused = wording.share_caused(int(findings["cause"].notna().sum()), len(discrepancies), len(outcome.causes))
    return Said(
        conclusion=wording.conclusion(queries, found, outcome.counts, unnamed_pairs(outcome), caused),
        register_sentence=wording.register_sentence(outcome.counts, *_beside_queries(discrepancies)),
        question_sentence=wording.question_sentence(len(findings) - len(discrepancies)),
        share_explained=wording.share_explained(outcome.case_links, queries),
        warning=wording.warning(len(outcome.problems)),
        equations=wording.conservation(outcome.counts, Counter(matches["tier"]), found),
    )


def summary(outcome: Outcome) -> list[str]:
    """In this order: conclusion, register, questions, cases, conservation law."""
    said = said_of(outcome)
    conclusion = f"【未完成】{said.conclusion}" if said.warning else said.conclusion
    parts = (conclusion, said.register_sentence, said.question_sentence, said.share_explained)
    return [*filter(None, parts), *(equation.sentence for equation in said.equations)]


def open_queries(outcome: Outcome) -> "pd.Series[bool]":
    """Which queries are 待查核: without a match, or with a discrepancy of their own."""
    keys = pd.MultiIndex.from_frame(outcome.statement[STATEMENT_KEY])
    matched = keys.isin(pd.MultiIndex.from_frame(outcome.matching.matches[STATEMENT_KEY]))
    accused = keys.isin(pd.MultiIndex.from_frame(_discrepancies(outcome)[STATEMENT_KEY].dropna()))
    return pd.Series(~matched | accused, index=outcome.statement.index, dtype=bool)


def _discrepancies(outcome: Outcome) -> pd.DataFrame:
    return outcome.findings[~outcome.findings["code"].isin(outcome.catalogue.conduct)]


def _beside_queries(discrepancies: pd.DataFrame) -> tuple[int, int]:
    """How many entries have findings as a whole, and how many findings concern the month."""
    beside = discrepancies[discrepancies["statement_row"].isna() & discrepancies["register_line"].isna()]
    entries = beside.dropna(subset=["register_entry"])
    gone = int((beside["register_entry"].isna() & (beside["code"] == "REWRITTEN_ENTRY")).sum())
    return len(entries.drop_duplicates(ENTRY_KEY)) + gone, len(beside) - len(entries) - gone


def unnamed_pairs(outcome: Outcome) -> int:
    """How many pairs were matched without comparing names."""
    asked = outcome.statement[[*STATEMENT_KEY, "account", "user_name", "queried_at"]]
    written = outcome.register[[*REGISTER_KEY, "user_name"]]
    matched = outcome.matching.matches[[*STATEMENT_KEY, *REGISTER_KEY]].merge(asked, on=STATEMENT_KEY)
    pairs = matched.merge(written, on=REGISTER_KEY, suffixes=("_statement", "_register"))
    return int(not_compared(pairs, outcome.lists.roster).sum())
