"""Accounts that nobody used for months (要點五(三)2(5))."""

from collections.abc import Mapping

from reconcile.settings import RuleSettings, Settings
from reconcile.text.dates import Month

from .builders import Item, month, query, roster

OCTOBER = Month(2026, 10)
THREE = Settings(rules=RuleSettings(unused_months=3))


def unused(*items: Item, earlier: Mapping[str, set[str]]) -> tuple[str, ...]:
    made = month(*items)
    known = {Month.parse(text): frozenset(accounts) for text, accounts in earlier.items()}
    return made.judgement(THREE, month=OCTOBER, earlier=known).unused_accounts


QUIET: dict[str, set[str]] = {"2026-08": set(), "2026-09": set()}


def test_an_account_that_nobody_used_for_three_months_is_listed() -> None:
    assert unused(query(account="hl002"), roster(), roster(account="hl002"), earlier=QUIET) == (
        "帳號 hl001（王小明）自 115年8月起連續 3 個月未使用，請查明是否仍有需要；"
        "無繼續使用之需要者，應註銷帳號（要點五(三)2(5)）。",
    )


def test_a_use_in_any_of_the_months_by_account_or_by_name_is_a_use() -> None:
    assert unused(query(), roster(), earlier=QUIET) == ()
    assert unused(roster(), earlier=QUIET | {"2026-08": {"HL001"}}) == ()
    assert unused(roster(), earlier=QUIET | {"2026-09": {"王小明"}}) == ()
    assert len(unused(roster(), earlier=QUIET | {"2026-07": {"hl001"}})) == 1


def test_an_account_that_was_not_valid_all_the_time_is_not_unused() -> None:
    for row in ({"valid_from": "08/02"}, {"valid_to": "10/30"}, {"certificate_lost_on": "10/01"}):
        assert unused(roster(**row), earlier=QUIET) == (), row
    assert len(unused(roster(valid_from="08/01", valid_to="10/31"), earlier=QUIET)) == 1


def test_a_history_too_short_says_which_month_is_missing() -> None:
    assert unused(roster(), roster(account="hl002", user_name="李大同"), earlier={"2026-09": {"hl002"}}) == (
        "封存中沒有 115年8月之明細表，無法認定 1 個帳號是否連續 3 個月未使用：hl001（王小明）。",
    )
