"""Pairs the queries of a statement with the lines of a register, one to one, provably as well as can be (DESIGN §4).

Evidence: subject, user and time.

* Subjects agree if equal, or if masked and equal wherever both are visible; one slip of the pen (OSA distance 1)
  between whole identifiers disagrees; anything else is no pair. A masked text never agrees more than *masked*.
* Users are compared where both sides name one: by name, by account, or by the name that the roster gives the account.
* Time agrees within the tolerance of the session, the logout minute whole. It disagrees within a day of it, or where
  the session agrees once one component of its date (year, month or day) is written otherwise; else there is no pair.
* Different offices are no pair. At most one of the three may disagree.

Tiers, strongest first: exact (all agree), masked, time, user, slip (the one that disagrees). The optimum is the one-to-
one matching with the most pairs in the first tier, then the fewest seconds outside the session as written, then the
same for each next tier. Who is covered by one optimum and not by another is in a tie, and with him everyone with whom
he hangs together by pairs of any optimum; those are reported, not matched. Identical queries in quick succession are
interchangeable instead: the earliest takes the line, in the same tier though not in the same second. Where optima
differ only in who among the same goes with whom, earlier goes with earlier. What a fax query explains is settled after
all this (`fax`), and takes no line from a query.
"""

import numpy as np
import pandas as pd

from reconcile.facts.places import Places
from reconcile.lists import Lists
from reconcile.matching.assignment import extended, optima
from reconcile.matching.candidates import edges_of_equal_subjects, edges_of_slips
from reconcile.matching.choice import choose
from reconcile.matching.evidence import Evidence
from reconcile.matching.explanation import matches_table
from reconcile.matching.fax import explained_by_fax
from reconcile.matching.leftovers import unmatched_table
from reconcile.matching.repeats import give_to_earliest, repeat_groups
from reconcile.matching.wording import Wording
from reconcile.outcome import Matching
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
) -> Matching:
    """The tables `matches` and `unmatched` of two tables of the contract, whose rows may come in any order.

    `month` is the month under review: what lies outside it and matches nothing is outside, not accused. Raises
    ValueError where a frame is not of the contract. Voided lines are left aside.
    """
    lists, settings = lists or Lists(), settings or Settings()
    queries = STATEMENT.conform(statement).sort_values(_ORDER_OF_QUERIES, ignore_index=True)
    lines = REGISTER.conform(register)
    standing = lines[~lines["voided"]]
    lines = standing.sort_values(_ORDER_OF_LINES, na_position="last", ignore_index=True)
    evidence = Evidence.of(queries, lines, lists, settings.matching)

    strong = optima(edges_of_equal_subjects(evidence), len(queries), len(lines))
    slips = edges_of_slips(evidence, np.flatnonzero(strong.loose_queries), np.flatnonzero(strong.loose_lines))
    whole = extended(strong, slips)
    repeats = repeat_groups(queries, settings.matching.repeat_minutes)
    choice = give_to_earliest(choose(whole, repeats), whole.edges, repeats)

    wording = Wording(queries, lines, Places.of(queries, lines, lists, settings.report.mode))
    unmatched = unmatched_table(wording, evidence, choice, repeats, month)
    return Matching(
        matches=matches_table(wording, evidence, choice.pairs),
        unmatched=explained_by_fax(unmatched, wording, lists),
    )
