"""One month with all the lists, in which each rule finds what was planted for it, and nothing else."""

from collections import Counter
from typing import Any

import pandas as pd
import pytest

from reconcile.lists import Lists
from reconcile.outcome import Judgement
from reconcile.rules import RULES
from reconcile.settings import RuleSettings, Settings

from .builders import (
    Item,
    Line,
    Month,
    Query,
    case,
    codes,
    downloaded,
    entry,
    fax,
    line,
    month,
    pair,
    query,
    roster,
    seen,
)

SELF, SHARED, WITHOUT, VAGUE = "B187654329", "A900207177", "A800000014", "F131104093"
COLLEAGUE = "C198765432"


def asked(hour: str, **row: Any) -> Query:
    """A query at this hour of October, `05 09`, with an address of its own office."""
    usual: dict[str, Any] = {"queried_at": f"10/{hour}:12", "ip": "10.0.0.1"}
    return query(**usual | row)


def wrote(hour: str, slot: int, **row: Any) -> Line:
    """What the register says of that hour, in this slot of its numbering."""
    usual: dict[str, Any] = {"login_at": f"10/{hour}:10", "logout_at": f"10/{hour}:20", "seq_no": slot}
    return line(**usual | row)


def of(subject: str) -> dict[str, str]:
    return {"subject_id": subject, "condition": subject}


LISTS: tuple[Item, ...] = (
    roster(identifier=SELF, role="承辦人員"),
    roster(account="hl002", user_name="李大同", identifier=COLLEAGUE),
    roster(account="hl003", user_name="陳美玉"),
    roster(account="hl005", user_name="林志明", valid_to="09/30", leave_days=""),
    roster(account="hl009", user_name="陳大文", role="單位主管"),
    *(case(applicant_id=subject, received_on="10/20") for subject in ("A123456789", SELF, SHARED)),
    case(received_on="10/10"),
)
HONEST: tuple[Item, ...] = (pair(asked("05 09"), wrote("05 09", 1)), fax())
PLANTED: tuple[tuple[dict[str, int], tuple[Item, ...]], ...] = (
    ({"UNREGISTERED_QUERY": 1}, (asked("06 09"),)),
    ({"UNCONFIRMED_ENTRY": 1}, (entry(wrote("07 09", 2)),)),
    ({"AMBIGUOUS_MATCH": 1, "UNREGISTERED_IN_TIE": 1}, (asked("08 09", reason="tie", tie="T01"),)),
    ({"AMBIGUOUS_MATCH": 1, "UNCONFIRMED_IN_TIE": 1}, (entry(wrote("08 10", 30, reason="tie", tie="T02")),)),
    ({"CONDITION_MISMATCH": 1}, (pair(asked("12 09"), wrote("12 09", 3, subject_id="A123456798"), tier="slip"),)),
    ({"USER_MISMATCH": 1}, (pair(asked("13 09"), wrote("13 09", 4, user_name="李大同"), tier="user"),)),
    ({"TIME_MISMATCH": 1}, (pair(asked("14 09"), wrote("13 15", 5), tier="time"),)),
    ({"RESULT_MISMATCH": 1}, (pair(asked("15 09", result="failure"), wrote("15 09", 6)),)),
    ({"PURPOSE_MISMATCH": 1}, (pair(asked("16 09"), wrote("16 09", 7, purposes="1")),)),
    ({"PURPOSE_MISSING": 1}, (pair(asked("19 09"), wrote("19 09", 8, purposes="")),)),
    ({"PURPOSE_MULTIPLE": 1}, (pair(asked("20 09"), wrote("20 09", 9, purposes="2,3")),)),
    (
        {"PURPOSE_UNEXPLAINED": 1},
        (
            pair(asked("21 09", purpose=4, **of(VAGUE)), wrote("21 09", 10, purposes="4", **of(VAGUE))),
            case(applicant_id=VAGUE, business="一般案件", received_on="10/20"),
        ),
    ),
    ({"PURPOSE_UNSUPPORTED": 1}, (pair(asked("21 10", **of(WITHOUT)), wrote("21 10", 11, **of(WITHOUT))),)),
    ({"MISSING_SIGNOFF": 1}, (pair(asked("22 09"), wrote("22 09", 12, signed_off=False, signed_by=None)),)),
    ({"SELF_REVIEW": 1}, (pair(asked("22 10"), wrote("22 10", 13, signed_by="王小明")),)),
    (
        {"UNFIT_REVIEWER": 1},
        (pair(asked("22 16"), wrote("22 16", 31, signed_by="李大同")),),
    ),
    (
        {"COLLEAGUE_QUERY": 1, "PURPOSE_UNSUPPORTED": 1},
        (pair(asked("29 09", **of(COLLEAGUE)), wrote("29 09", 32, **of(COLLEAGUE))),),
    ),
    (
        {"MASKED_CONDITION": 1},
        (pair(asked("29 10"), wrote("29 10", 33, **of("A12345****")), tier="masked"),),
    ),
    ({"MISSING_FIELD": 1}, (pair(asked("22 11"), wrote("22 11", 14, result=None)),)),
    ({"MISSING_LOGOUT": 1}, (pair(asked("22 14"), wrote("22 14", 15, logout_at=None)),)),
    ({"IMPOSSIBLE_TIME": 1}, (pair(asked("22 15"), wrote("22 15", 16, logout_at="10/22 15:02")),)),
    ({"LONG_SESSION": 1}, (pair(asked("23 09"), wrote("23 09", 17, logout_at="10/23 11:20")),)),
    ({"SEQUENCE_GAP": 1}, (pair(asked("23 14"), wrote("23 14", 19)),)),
    ({"UNKNOWN_ACCOUNT": 1}, (pair(asked("27 09", account="hl099"), wrote("27 09", 20)),)),
    (
        {"INACTIVE_ACCOUNT": 1},
        (
            pair(
                asked("27 10", account="hl005", user_name="林志明", **of(SELF)),
                wrote("27 10", 21, user_name="林志明", **of(SELF)),
            ),
        ),
    ),
    ({"ACCOUNT_NAME_MISMATCH": 1}, (pair(asked("27 11", user_name="李大同"), wrote("27 11", 22, user_name="李大同")),)),
    ({"OFF_HOURS_QUERY": 1}, (pair(asked("27 19"), wrote("27 19", 23)),)),
    ({"SELF_QUERY": 1}, (pair(asked("28 09", **of(SELF)), wrote("28 09", 24, **of(SELF))),)),
    (
        {"REPEATED_SUBJECT": 3},
        tuple(
            pair(
                asked("28 10", account=account, user_name=name, **of(SHARED)),
                wrote("28 10", slot, user_name=name, **of(SHARED)),
            )
            for slot, account, name in ((25, "hl001", "王小明"), (26, "hl002", "李大同"), (27, "hl003", "陳美玉"))
        ),
    ),
    (
        {"CONCURRENT_SESSIONS": 1},
        (
            pair(asked("28 14"), wrote("28 14", 28)),
            pair(asked("28 14", ip="10.0.0.2", queried_at="10/28 14:15"), wrote("28 14", 29)),
        ),
    ),
    (
        {"REWRITTEN_ENTRY": 1},
        (seen(seq_no=1), seen(login_at="10/04 09:10", logout_at="10/04 09:20", seq_no=99)),
    ),
    ({"LATE_DOWNLOAD": 1}, (downloaded("11/12"),)),
    ({"LATE_FAX_LETTER": 1}, (fax(faxed_at="10/05 11:00", letter_on="10/12"),)),
)


def test_each_code_is_planted_and_the_findings_are_the_planted_ones_exactly() -> None:
    expected = sum((Counter(planted) for planted, _ in PLANTED), Counter[str]())
    items = [item for _, planted in PLANTED for item in planted]
    assert set(expected) == {rule.code for rule in RULES}
    assert Counter(codes(*HONEST, *items, *LISTS)) == expected


def test_an_honest_month_with_all_the_lists_has_no_finding_and_leaves_nothing_unchecked() -> None:
    made = month(*HONEST, *LISTS, downloaded("11/01"))
    assert list(made.judged()["code"]) == []
    assert made.judgement().not_checked == ()


def test_a_month_without_any_list_says_which_rules_that_switches_off() -> None:
    sentences = month(*HONEST).judgement(lists=Lists()).not_checked
    for missing in ("未提供帳號清冊，", "未提供受理案件清冊，未查核事由與案件是否相符。", "未提供疑義查詢"):
        assert any(sentence.startswith(missing) for sentence in sentences), missing


@pytest.fixture(scope="module")
def planted() -> Month:
    return month(*HONEST, *(item for _, items in PLANTED for item in items), *LISTS)


@pytest.fixture(scope="module")
def whole(planted: Month) -> Judgement:
    return planted.judgement()


@pytest.mark.parametrize("code", [rule.code for rule in RULES])
def test_a_rule_that_is_off_takes_its_own_findings_away_and_is_said(
    code: str, planted: Month, whole: Judgement
) -> None:
    off = planted.judgement(Settings(rules=RuleSettings(off=[code])))
    left = whole.findings[whole.findings["code"] != code].reset_index(drop=True)
    pd.testing.assert_frame_equal(off.findings.reset_index(drop=True), left)
    assert [one for one in off.not_checked if f"（{code}），未予查核。" in one]
    assert (
        not set(off.not_checked)
        - set(whole.not_checked)
        - {one for one in off.not_checked if f"（{code}），未予查核。" in one}
    )
