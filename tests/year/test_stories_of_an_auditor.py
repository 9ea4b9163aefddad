"""Sixteen stories that an auditor lived, typed as he typed them: no 是 that is not proved, nothing passed over."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from known_codes import CATALOGUE
from office_files import OFFICE, register, statement
from reconcile.errors import ExitCode
from reconcile.text.dates import Month
from reconcile.version import VERSION
from year.audited import CHEN, HONEST, LIN, PEOPLE, STAFF, WANG, Asked, Audited, Box
from year.recount import recount
from year.told_figures import hold_codes, hold_counts, hold_status

APPLIED, REVOKED, CLERKED, CASE_BY_CASE, DOWNLOADED, SAFE, KEPT, AUDITED = range(8)
DECEMBER = Month(2026, 12)
LATER = "2027-01-20"
Another = Callable[..., Audited]


@pytest.fixture(scope="module")
def five_months(tmp_path_factory: pytest.TempPathFactory) -> Audited:
    """July to November of an honest office, signed."""
    office = Audited(tmp_path_factory.mktemp("auditor") / "office")
    for number in range(7, 12):
        assert office.run(Month(2026, number)) == ExitCode.FINISHED, office.said
        assert office.decide(Month(2026, number), {}) == ExitCode.FINISHED, office.said
    return office


@pytest.fixture(scope="module")
def half_year(five_months: Audited) -> Audited:
    """The same with an honest December."""
    office = five_months.copied(five_months.home.parent / "half")
    assert office.run(DECEMBER) == ExitCode.FINISHED
    assert office.decide(DECEMBER, {}) == ExitCode.FINISHED
    return office


@pytest.fixture
def another(five_months: Audited, tmp_path: Path) -> Another:
    """A copy of the five months; its December is the story's."""
    return lambda **changed: five_months.copied(tmp_path / "office", **changed)


@pytest.fixture
def again(half_year: Audited, tmp_path: Path) -> Another:
    """A copy of the half year."""
    return lambda **changed: half_year.copied(tmp_path / "office", **changed)


def form(office: Audited, *options: object, as_of: str = LATER) -> list[Box]:
    return office.form(2026, "--half", 2, *options, "--as-of", as_of)


def answered(boxes: list[Box]) -> list[bool | None]:
    return [one.answer for one in boxes]


def test_the_honest_half_year_is_ticked_where_it_is_proved_and_says_on_what_it_rests(half_year: Audited) -> None:
    boxes = form(half_year)
    assert answered(boxes) == [None, None, True, None, True, None, True, None]
    assert "查詢12筆（有紀錄12），紀錄表12筆（有明細12），均有紀錄表可稽" in boxes[CASE_BY_CASE].said
    assert (
        "115年7月至12月經單位主管查核簽章（鍵入陳大文，帳號清冊列為主管或代理人；以紙本簽章為準）"
        in boxes[DOWNLOADED].said
    )
    assert "12月於1/5（執行時指定）" in boxes[DOWNLOADED].said
    late = "115年7月至12月首次封存（依時鐘）在下載期限之後，其下載日期係執行時指定，別無佐證"
    assert late in boxes[DOWNLOADED].said, "the tests' clock stands years later"


def test_1_rules_switched_off_prove_nothing(another: Another) -> None:
    off = ("UNREGISTERED_QUERY", "UNREGISTERED_IN_TIE", "AMBIGUOUS_MATCH")
    office = another(off=off)
    unwritten = [Asked(day, PEOPLE[2], LIN, line=None) for day in (8, 9)]
    assert office.run(DECEMBER, [*HONEST, *unwritten]) == ExitCode.FINISHED
    assert office.decide(DECEMBER, {}) == ExitCode.FINISHED
    box = form(office)[CASE_BY_CASE]
    assert box.answer is None
    assert "115年12月查詢4筆（有紀錄2、無紀錄2）" in box.said
    assert "115年12月停用「有查詢無紀錄」，未經查核" in box.said
    truth = recount(office.archive / OFFICE)
    before, now = (truth.runs[month]["settings_sha256"] for month in ("2026-11", "2026-12"))
    assert f"115年7月至11月：程式版本{VERSION}，設定摘要SHA-256{before}。" in office.written
    assert f"115年12月：程式版本{VERSION}，設定摘要SHA-256{now}。" in office.written
    assert "115年12月：設定檔停用「有查詢無紀錄」（UNREGISTERED_QUERY），未予查核。" in office.written
    assert "使用本系統之期間：自115年7月起（設定檔office.toml之since）。" in office.written
    assert "所附受理案件清冊：115年7月至12月。" in office.written
    assert "以紙本簽章為準" in office.written


@pytest.mark.slow  # the daily tests have test_retracted
def test_a_month_retracted_and_run_again_is_told_by_whom_and_why(again: Another) -> None:
    office = again()
    told = ("--why", "誤用草稿", "--by", CHEN, "--as-of", "2027-01-11")
    assert office.do("retract", DECEMBER, *told) == ExitCode.FINISHED, office.said
    assert True not in answered(form(office))
    assert office.run(DECEMBER, on=date(2027, 1, 12)) == ExitCode.FINISHED
    boxes = form(office)
    assert "115年12月之勾稽曾於116年1月11日撤回後重新執行" in boxes[CASE_BY_CASE].said
    assert "115年12月報表尚無有效之主管簽核" in boxes[DOWNLOADED].said, "signed was what is retracted"
    assert "115年12月之勾稽於116年1月11日由陳大文撤回（誤用草稿）。" in office.written


def test_2_an_explanation_is_no_line(another: Another) -> None:
    office = another()
    unwritten = [Asked(day, PEOPLE[2], LIN, line=None) for day in (8, 9)]
    office.run(DECEMBER, [*HONEST, *unwritten])
    office.decide(DECEMBER, {"UNREGISTERED_QUERY": ("說明合理", "案件在卷")})
    box = form(office)[CASE_BY_CASE]
    assert box.answer is None
    assert "查詢4筆（有紀錄2、無紀錄2）" in box.said
    assert "「有查詢無紀錄」有2件經說明（說明合理），惟說明並非登載" in box.said


def test_3_nothing_compared_the_purpose_with_the_business(another: Another) -> None:
    office = another(with_cases=False)
    office.run(DECEMBER, [Asked(6, PEOPLE[0], query={"purpose": None})])
    office.decide(DECEMBER, {})
    box = form(office)[DOWNLOADED]
    assert box.answer is None
    assert "115年12月未提供受理案件清冊，「查詢事由查無案件」未經查核" in box.said


def test_4_whoever_asked_neither_signs_nor_answers_for_himself(another: Another) -> None:
    office = another()
    office.run(DECEMBER, [*HONEST, Asked(8, PEOPLE[2], line={"purposes": ""})])
    office.decide(DECEMBER, {"PURPOSE_MISSING": ("說明合理", "漏勾")}, by=WANG, signed_by=WANG)
    box = form(office)[DOWNLOADED]
    assert box.answer is None
    assert "115年12月由王小明簽核，帳號清冊未列為單位主管或職務代理人" in box.said
    assert "115年12月「未勾選查詢事由」有1件係當事人本人答復，不足為憑" in box.said
    assert "115年7月至11月經單位主管查核簽章" in box.said


def test_4_a_supervisor_who_asked_himself_reviews_nobody(another: Another) -> None:
    office = another()
    office.run(DECEMBER, [*HONEST, Asked(8, PEOPLE[2], CHEN)])
    office.decide(DECEMBER, {"SELF_REVIEW": ("說明合理", "")})
    box = form(office)[DOWNLOADED]
    assert box.answer is None
    assert "115年12月由陳大文簽核，其本人當月亦有1筆查詢" in box.said
    assert "「主管簽核本人查詢」有1件係當事人本人答復" in box.said


def test_5_what_is_confirmed_or_open_of_every_code_stands_behind_an_item(another: Another) -> None:
    office = another()
    private = Asked(9, STAFF[1]["identifier"], LIN, case=False)
    wrong = Asked(8, PEOPLE[2], line={"user_name": LIN, "signed_off": False, "signed_by": None})
    office.run(DECEMBER, [*HONEST, wrong, private])
    found = dict.fromkeys(("USER_MISMATCH", "MISSING_SIGNOFF", "SELF_QUERY"), ("屬實異常", ""))
    office.decide(DECEMBER, found)
    boxes = form(office)
    assert (boxes[CASE_BY_CASE].answer, boxes[DOWNLOADED].answer, boxes[SAFE].answer) == (False, False, False)
    assert "115年12月「使用者不符」經認定屬實異常1件" in boxes[CASE_BY_CASE].said
    assert "115年12月「主管未簽核」經認定屬實異常1件" in boxes[DOWNLOADED].said
    for at in (CASE_BY_CASE, DOWNLOADED, SAFE):
        assert "115年12月「查詢本人資料」經認定屬實異常1件" in boxes[at].said
    assert "「查詢事由查無案件」尚有1件未結" in boxes[DOWNLOADED].said


def test_6_a_day_before_the_printed_one_or_before_the_end_of_the_month_is_a_contradiction(
    another: Another, tmp_path: Path
) -> None:
    office = another()
    printed = statement(
        tmp_path / "明細表.xlsx", {"查詢日期時間": "115/12/06 09:12:33"}, footer="合計：1 筆　列印日期：116/01/15"
    )
    written = register(tmp_path / "紀錄表.xlsx", {"日期": "115/12/06"})
    told = ("--downloaded-on", "2027-01-05", "--as-of", LATER)
    ended = office.do("run", DECEMBER, "--statement", printed, "--register", written, *told)
    assert ended == ExitCode.INPUT_PROBLEMS
    assert "列印日期116年1月15日與指定之下載日期116年1月5日不同" in office.said
    box = form(office, as_of="2027-01-25")[DOWNLOADED]
    assert box.answer is not True
    assert "12月明細表於1/15下載（列印日期），逾期5日" in box.said


@pytest.mark.parametrize("option", ["downloaded_on", pytest.param("as_of", marks=pytest.mark.slow)])
def test_13_a_statement_of_half_a_month_is_not_complete(another: Another, option: str) -> None:
    office = another()
    after = {"downloaded_on": "as_of", "as_of": "downloaded_on"}[option]
    days: dict[str, Any] = {option: date(2026, 12, 20), after: date(2027, 1, 5)}
    assert office.run(DECEMBER, **days) == ExitCode.INPUT_PROBLEMS
    assert "115年12月終了之前" in office.said
    boxes = form(office)
    assert True not in {boxes[at].answer for at in (CASE_BY_CASE, DOWNLOADED, KEPT)}
    assert "115年12月勾稽未完成（1項問題）" in boxes[CASE_BY_CASE].said


def test_7_a_register_edited_until_nothing_is_found_is_told_item_by_item(another: Another) -> None:
    office = another()
    odd = Asked(8, PEOPLE[2], line={"purposes": "", "signed_off": False, "signed_by": None, "user_name": LIN})
    office.run(DECEMBER, [*HONEST, odd, Asked(9, PEOPLE[3], LIN, query=None)])
    office.run(DECEMBER, [*HONEST, Asked(8, PEOPLE[2])])
    office.decide(DECEMBER, {"REWRITTEN_ENTRY": ("說明合理", "重抄")})
    boxes = form(office)
    assert (boxes[CASE_BY_CASE].answer, boxes[DOWNLOADED].answer) == (None, None)
    for title in ("使用者不符", "有紀錄無明細"):
        assert f"115年12月「{title}」有1件更正後不再列出" in boxes[CASE_BY_CASE].said
    for title in ("未勾選查詢事由", "主管未簽核"):
        assert f"115年12月「{title}」有1件更正後不再列出" in boxes[DOWNLOADED].said
    truth = recount(office.archive / OFFICE)
    hold_counts(boxes[CASE_BY_CASE], truth)
    hold_codes(boxes, truth, {code: CATALOGUE.title(code) for code in CATALOGUE.declared})


def test_8_a_remark_names_no_clerk(another: Another) -> None:
    staff = [{**one, "role": "帳號業務尚未指定承辦人員" if one["user_name"] == LIN else one["role"]} for one in STAFF]
    office = another(staff=staff)
    office.run(DECEMBER)
    box = form(office)[CLERKED]
    assert box.answer is None
    assert "115年12月帳號清冊未見全月均有承辦人員" in box.said


def test_9_two_audits_of_one_half_are_one(again: Another) -> None:
    office = again()
    for day in ("2026-12-29", "2026-12-30"):
        office.do("audit", 2026, "--half", 2, "--held-on", day, "--as-of", LATER)
    box = form(office)[AUDITED]
    assert box.answer is None
    assert "2次（115年12月29日（下半年" in box.said
    assert "均屬同一半年，不足認定為2次" in box.said
    office.do("audit", 2026, "--half", 1, "--held-on", "2026-07-20", "--as-of", LATER)
    assert form(office)[AUDITED].answer is True


def test_10_months_hidden_by_the_settings_are_printed_and_no_yes_stands_on_them(again: Another) -> None:
    office = again(since="2026-12")
    boxes = form(office)
    assert True not in answered(boxes)
    told = "設定檔載自115年12月起使用本系統，115年7月至11月未列入查核，惟封存有115年7月至11月之勾稽，請查明"
    assert all(told in box.said for box in boxes)


def test_11_a_volume_that_was_made_is_no_volume_that_was_bound(again: Another) -> None:
    office = again()
    assert office.do("bind", 2026, "--as-of", LATER) == ExitCode.FINISHED, office.said
    box = form(office)[CASE_BY_CASE]
    assert box.answer is None
    assert "115年度合訂本電子檔已製作（" in box.said
    assert "紙本是否裝訂成冊請查對" in box.said


@pytest.mark.slow  # the daily tests ask the form itself (tests/forms)
def test_12_a_reprint_that_the_supervisor_explained_is_left_to_a_person(another: Another) -> None:
    office = another()
    office.run(DECEMBER, on=date(2027, 1, 15))
    assert form(office)[DOWNLOADED].answer is False
    office.decide(DECEMBER, {"LATE_DOWNLOAD": ("說明合理", "1月5日已下載，本件為重印")}, day=16)
    box = form(office)[DOWNLOADED]
    assert box.answer is None
    assert "逾期5日，經主管說明（說明合理），是否另有較早之下載請查明" in box.said


def test_14_a_draft_of_improvement_tells_every_answer_in_order(another: Another) -> None:
    office = another()
    office.run(DECEMBER, [*HONEST, Asked(8, PEOPLE[2], LIN, line=None)])
    for day, (result, by) in enumerate((("說明合理", LIN), ("屬實異常", CHEN), ("系統誤判", LIN)), start=8):
        office.decide(DECEMBER, {"UNREGISTERED_QUERY": (result, f"第 {day - 7} 次說明")}, by=by, day=day)
    [item] = set(worklist_items(office, DECEMBER))
    assert office.do("forms", "--improvement", item, "--as-of", LATER) == ExitCode.FINISHED, office.said
    draft = office.text("說明及改善措施.odt")
    told = [
        "116年1月5日：首次列出",
        "116年1月8日：處理結果為說明合理（林美玲，第1次說明）",
        "116年1月9日：處理結果為屬實異常（陳大文，第2次說明）",
        "116年1月10日：處理結果為系統誤判（林美玲，第3次說明）",
        "（林美玲係本件當事人，其答復不足為憑）",
    ]
    places = [draft.index(one) for one in told]
    assert places == sorted(places)
    assert "以紙本簽章為準" in draft


def worklist_items(office: Audited, month: Month) -> Iterator[str]:
    """The identities in the worklist of the last run."""
    page = pd.read_excel(office.home / "reports" / str(month) / "report.xlsx", "待查事項", engine="calamine")
    yield from page["項目代號"].dropna()


def test_15_months_with_open_items_stand_apart_on_the_destruction_list(another: Another) -> None:
    office = another()
    office.run(DECEMBER, [*HONEST, Asked(8, PEOPLE[2], LIN, line=None)])
    assert office.do("status", "--retention", "--as-of", "2032-01-02") == ExitCode.FINISHED
    assert "尚有未結事項（115年12月 1 件）" in office.said
    listed = office.text("銷毀清冊-*.odt")
    due, apart = listed.split("三、已屆保存年限而有未結事項、結案前不予銷毀者計1件")
    assert "115年12月勾稽結果" not in due
    assert "115年11月" in due
    assert "115年12月勾稽結果" in apart
    assert "未結1件" in apart
    office.do("status", "--as-of", LATER)
    hold_status(office.said, recount(office.archive / OFFICE))


def test_16_status_remembers_audits_that_were_due_and_never_held(again: Another) -> None:
    office = again()
    assert office.do("status", "--as-of", "2027-02-01") == ExitCode.FINISHED
    assert "  115年12月31日　辦理115年第 2 次自主稽核（附件三）（未辦理）" in office.said
    assert "  116年6月30日　辦理116年第 1 次自主稽核（附件三）" in office.said
