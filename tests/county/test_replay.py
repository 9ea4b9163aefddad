"""The county judges by its own rules: what an office's own settings hid is listed, row by row, and nobody is named."""

from datetime import date
from typing import Any

import pytest

from office_files import LINE, QUERY, register, statement
from reconcile.pipeline.office_month import OfficeOrder, office_month
from reconcile.pipeline.replaying import not_among
from reconcile.tables import FINDINGS
from reconcile.text.dates import Month

OCTOBER = Month(2026, 10)
OWN = '[matching]\ntolerance_minutes = 120\n[rules]\noff = ["MISSING_SIGNOFF"]\n'
ALWAYS_OPEN = "[calendar]\nweekdays = [1, 2, 3, 4, 5, 6, 7]\npublic_holidays = false\n"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """An office that widened its tolerance and switched a rule off, asked by a county that did not."""
    home = tmp_path_factory.mktemp("office")
    agency = '[office]\nagency = "花蓮縣花蓮市戶政事務所"\n'
    (home / "office.toml").write_text(agency + ALWAYS_OPEN + OWN, encoding="utf-8")
    (home / "county.toml").write_text(ALWAYS_OPEN, encoding="utf-8")
    (home / "inbox").mkdir()
    late: dict[str, object] = {**QUERY, "查詢日期時間": "115/10/06 10:40:00", "查詢條件": "B234567890"}
    written: dict[str, object] = {**LINE, "日期": "115/10/06", "查詢條件": "B234567890", "主管簽核": ""}
    statement(home / "inbox" / "115年10月主管稽核月明細表.xlsx", {}, late)
    register(home / "inbox" / "115年10月查詢紀錄表.xlsx", {}, written)
    order = OfficeOrder(
        home / "office.toml", OCTOBER, date(2026, 11, 6), replay="both", county_file=home / "county.toml"
    )
    return office_month(order)


def test_what_the_offices_own_settings_hid_is_listed(told: dict[str, Any]) -> None:
    assert told["findings"] == {}
    assert {(one["code"], one["count"]) for one in told["hidden"]["codes"]} == {
        ("TIME_MISMATCH", 1), ("MISSING_SIGNOFF", 1),
    }  # fmt: skip
    assert told["hidden"]["count"] == 2
    assert {(row["code"], row["statement_row"], row["register_entry"]) for row in told["hidden"]["rows"]} == {
        ("TIME_MISMATCH", 2, 2), ("MISSING_SIGNOFF", None, 2),
    }  # fmt: skip


def test_an_old_month_is_judged_under_the_rules_of_then_and_of_now_and_both_are_named(told: dict[str, Any]) -> None:
    under = {one["under"].split("：")[0] for one in told["hidden"]["codes"]}
    assert under == {"現行", "當時"}
    assert all("105年2月18日" in one["under"] for one in told["hidden"]["codes"])


def test_a_replay_leaves_nothing_in_the_office(told: dict[str, Any]) -> None:
    assert told["verified"] is True
    assert list(told["months"]) == ["2026-10"]
    assert "王小明" not in str(told) and "B234567890" not in str(told)


def test_an_office_that_hid_nothing_and_has_nothing_is_told_so() -> None:
    nothing = FINDINGS.frame([])
    assert list(not_among(nothing, nothing)["code"]) == []
