"""Whose account is it where no list says so: what a month's own lines teach, and never more than a question."""

import pandas as pd

from reconcile.facts.accounts import learned_names, not_compared
from reconcile.lists import Lists


def pairs(*written: tuple[str, str | None, str]) -> pd.DataFrame:
    """Matched pairs: the statement's account, the register's name, the tier; no name in the statement."""
    rows = pd.DataFrame(written, columns=["account", "user_name_register", "tier"])
    rows = rows.assign(user_name_statement=None, queried_at=pd.Timestamp("2026-10-05 09:12"))
    return rows.astype(dict.fromkeys(("account", "user_name_register", "user_name_statement", "tier"), "string"))


def test_an_account_learns_the_name_of_four_fifths_of_its_lines() -> None:
    month = pairs(*[("hl001", "王小明", "exact")] * 4, ("hl001", "李大同", "exact"))
    assert learned_names(month, None) == {"hl001": "王小明"}


def test_titles_and_seals_teach_the_same_name() -> None:
    month = pairs(("hl001", "課員王小明", "exact"), ("HL001", "王小明章", "exact"), ("hl001", "王小明", "exact"))
    assert learned_names(month, None) == {"hl001": "王小明"}


def test_two_lines_or_three_fifths_teach_nothing() -> None:
    assert learned_names(pairs(*[("hl001", "王小明", "exact")] * 2), None) == {}
    split = pairs(*[("hl001", "王小明", "exact")] * 3, *[("hl001", "李大同", "exact")] * 2)
    assert learned_names(split, None) == {}


def test_a_name_that_two_accounts_would_learn_is_learned_by_none() -> None:
    month = pairs(*[("hl001", "王小明", "exact")] * 3, *[("hl002", "王小明", "exact")] * 3)
    assert learned_names(month, None) == {}


def test_only_exact_pairs_teach() -> None:
    assert learned_names(pairs(*[("hl001", "王小明", "time")] * 5), None) == {}


def test_a_name_is_compared_where_the_roster_knows_the_account_or_the_line_writes_it() -> None:
    month = pairs(("hl001", "王小明", "exact"), ("hl001", None, "exact"), ("hl001", "HL001", "exact"))
    assert not_compared(month, None).tolist() == [True, True, False]
    roster = pd.DataFrame({"account": ["HL001"], "user_name": ["王小明"]}, dtype="string")
    assert not_compared(month, Lists(roster=roster).whole().roster).tolist() == [False, True, False]


def test_a_part_of_a_name_is_not_compared_and_teaches_nothing() -> None:
    month = pairs(("hl001", "王", "exact"), ("hl001", "王小明", "exact"), ("hl001", "李", "exact"))
    roster = Lists(roster=pd.DataFrame({"account": ["HL001"], "user_name": ["王小明"]}, dtype="string")).whole()
    assert not_compared(month, roster.roster).tolist() == [True, False, False]
    assert learned_names(month, roster.roster) == {}
