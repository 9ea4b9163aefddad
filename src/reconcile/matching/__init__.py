"""Pairs the queries of a statement with the lines of a register, one to one, provably as well as can be (DESIGN §4).

What subject, user, time and office say of a pair gives its tier (`evidence`); pairs of a weaker tier are sought only
among those whom the stronger ones leave out (`candidates`, `optimum`). The optimum is the one-to-one matching with
the most pairs in the first tier, then the least loss in it, then the same for each next tier. Who is covered by one
optimum and not by another is in a tie, and with him everyone joined to him by pairs of any optimum; those are
reported, not matched. Alike queries and equal lines are interchangeable instead: the earliest is covered (`choice`).
What a fax query explains is settled after all this (`fax`), and takes no line from a query. What a person paired
on the 逐筆核對表 stands before it all (`by_hand`).
"""

import pandas as pd

from reconcile.facts.lines import duplicate_groups
from reconcile.facts.places import Places
from reconcile.facts.repeats import alike_groups
from reconcile.facts.sessions import MINUTE
from reconcile.frames import in_order
from reconcile.lists import Lists
from reconcile.matching.by_hand import set_apart, told_by_hand
from reconcile.matching.candidates import with_bars
from reconcile.matching.choice import chosen
from reconcile.matching.evidence import PairEvidence
from reconcile.matching.explanation import matches_table
from reconcile.matching.fax import explained_by_fax
from reconcile.matching.leftovers import Leftovers
from reconcile.matching.words import RowWords
from reconcile.outcome import Matching, Unread
from reconcile.settings import Settings
from reconcile.tables import MATCHES, REGISTER, REGISTER_KEY, STATEMENT, STATEMENT_KEY
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
    queries = in_order(STATEMENT.conform(statement), _ORDER_OF_QUERIES)
    lines = in_order(REGISTER.conform(register), _ORDER_OF_LINES)
    asked_in = month or _month_of(queries)
    places = Places.of(queries, lines, lists, settings.report.mask)
    apart = set_apart(queries, lines, lists.by_hand)
    queries, lines = apart.queries, apart.lines
    offices = tuple(settings.matching.offices) or settings.regulation.offices
    evidence = PairEvidence.of(queries, lines, lists, settings.matching, offices)
    evidence = with_bars(evidence, lines, lists, asked_in)

    repeat_minutes = settings.matching.repeat_minutes
    alike, duplicates = alike_groups(queries, repeat_minutes), duplicate_groups(lines)
    choice = chosen(evidence, alike, duplicates, repeat_minutes * MINUTE)

    pairs = evidence.compare_paired(choice.pairs.query, choice.pairs.line, choice.pairs.tier)
    words = RowWords(queries, lines, places)
    left = Leftovers(words, evidence, choice, alike, duplicates, unread or Unread(), month, repeat_minutes).table()
    left = told_by_hand(left, lists.by_hand)
    matches = matches_table(words, evidence, pairs)
    return Matching(
        matches=matches if apart.matches.empty else MATCHES.conform(pd.concat([apart.matches, matches])),
        unmatched=explained_by_fax(left, lines, words.line_places, lists),
    )


def _month_of(queries: pd.DataFrame) -> Month | None:
    """The month in which all were made; None where there are several, or no query."""
    months = queries["queried_at"].dt.to_period("M").unique()
    return Month(months[0].year, months[0].month) if len(months) == 1 else None
