"""Pairs the queries of a statement with the lines of a register, one to one, provably as well as can be (DESIGN §4).

What subject, user, time and office say of a pair gives its tier (`evidence`); pairs of a weaker tier are sought only
among those whom the stronger ones leave out (`candidates`, `optimum`). The optimum is the one-to-one matching with
the most pairs in the first tier, then the least loss in it, then the same for each next tier. Who is covered by one
optimum and not by another is in a tie, and with him everyone joined to him by pairs of any optimum; those are
reported, not matched. Alike queries and equal lines are interchangeable instead: the earliest is covered (`choice`).
What a fax query explains is settled after all this (`fax`), and takes no line from a query.
"""

from dataclasses import replace

import numpy as np
import pandas as pd

from reconcile.facts.lines import duplicate_groups
from reconcile.facts.places import Places
from reconcile.facts.repeats import alike_groups
from reconcile.facts.sessions import MINUTE
from reconcile.lists import Lists
from reconcile.matching.candidates import STAGES, Bars, edges_of
from reconcile.matching.choice import choose, give_to_earliest
from reconcile.matching.evidence import PairEvidence
from reconcile.matching.explanation import matches_table
from reconcile.matching.fax import explained_by_fax
from reconcile.matching.leftovers import Leftovers
from reconcile.matching.optimum import Optima, extended, optima
from reconcile.matching.twins import Twins
from reconcile.matching.words import RowWords
from reconcile.outcome import Matching, Unread
from reconcile.settings import Settings
from reconcile.tables import REGISTER, REGISTER_KEY, STATEMENT, STATEMENT_KEY
from reconcile.text.dates import Month

__all__ = ["match"]

_ORDER_OF_QUERIES = ["queried_at", *STATEMENT_KEY]
_ORDER_OF_LINES = ["login_at", "logout_at", "page_no", "seq_no", *REGISTER_KEY]


def match(
    statement: pd.DataFrame,
    register: pd.DataFrame,
    lists: Lists | None = None,
    settings: Settings | None = None,
    *,
    month: Month | None = None,
    unread: Unread | None = None,
) -> Matching:
    """The tables `matches` and `unmatched` of two tables of the contract, whose rows may come in any order.

    `month` is the month under review, if None the one in which all queries were made: what lies outside it and
    matches nothing is outside, not accused. `unread` are spans of which a side could not be read: what is left over
    there on the other side is unchecked. Raises ValueError where a frame is not of the contract.
    """
    lists, settings = (lists or Lists()).whole(), settings or Settings()
    queries = STATEMENT.conform(statement).sort_values(_ORDER_OF_QUERIES, ignore_index=True)
    lines = REGISTER.conform(register).sort_values(_ORDER_OF_LINES, na_position="last", ignore_index=True)
    offices = tuple(settings.matching.offices) or settings.regulation.offices
    evidence = PairEvidence.of(queries, lines, lists, settings.matching, offices)
    bars = Bars.of(lines, lists, month or _month_of(queries), evidence)
    evidence = replace(evidence, barred=bars.barred)

    alike, duplicates = alike_groups(queries, settings.matching.repeat_minutes), duplicate_groups(lines)
    found = _optima(evidence, *evidence.twins(alike, duplicates))
    choice = choose(found, alike, duplicates)
    choice = give_to_earliest(choice, evidence, alike, settings.matching.repeat_minutes * MINUTE, found)

    words = RowWords(queries, lines, Places.of(queries, lines, lists, settings.report.mask))
    leftovers = Leftovers(
        words, evidence, choice, bars, duplicates, unread or Unread(), month, settings.matching.repeat_minutes
    )
    return Matching(
        matches=matches_table(words, evidence, choice.pairs),
        unmatched=explained_by_fax(leftovers.table(), words, lists),
    )


def _optima(evidence: PairEvidence, queries: Twins, lines: Twins) -> Optima:
    """Stage by stage: whom the stronger tiers leave out may be paired by the weaker."""
    found = optima(edges_of(evidence, 0, queries.firsts, lines.firsts), queries, lines)
    for stage in range(1, len(STAGES)):
        loose_queries, loose_lines = np.flatnonzero(found.loose_queries), np.flatnonzero(found.loose_lines)
        found = extended(found, edges_of(evidence, stage, loose_queries, loose_lines))
    return found


def _month_of(queries: pd.DataFrame) -> Month | None:
    """The month in which all were made; None where there are several, or no query."""
    months = queries["queried_at"].dt.to_period("M").unique()
    return Month(months[0].year, months[0].month) if len(months) == 1 else None
