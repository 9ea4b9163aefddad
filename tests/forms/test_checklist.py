"""附件三 and 附件四: 是 only where the archive proves it, 否 only where it disproves it, else empty with the reason."""

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import paper, wording
from forms.builders import (
    AGENCY,
    CLERK,
    LONG_AFTER,
    SINCE,
    USER,
    YEAR,
    bound,
    decided,
    good_month,
    good_year,
    held,
    history,
    item,
    roster,
    run,
)
from known_codes import CATALOGUE
from reconcile.deposits import Deposit
from reconcile.forms import Books, Checklist, Half, Period, write_checklist
from reconcile.forms import checklist_of as checklist_of_with
from reconcile.forms.checklist.answering import CheckItem
from reconcile.forms.checklist.parts import Weight, answer_of, broken, met, note, undecided
from reconcile.forms.period import spoken
from reconcile.history import History
from reconcile.text.dates import Month


def checklist_of(
    history: History, year: int, half: Half | None, county: bool, *, held_on: date | None = None, **known: Any
) -> Checklist:
    """The checklist of these books."""
    books = Books(history, catalogue=CATALOGUE, **known)
    return checklist_of_with(books, Period(year, half), county=county, held_on=held_on)


JULY = date(2026, 7, 15)
APPLIED, REVOKED, CLERKED, CASE_BY_CASE, DOWNLOADED, SAFE, KEPT, AUDITED = range(8)


def months(root: Path, **odd: list[Deposit]) -> list[Deposit]:
    """January to June, good but for those named (m2=[…])."""
    return [
        deposit
        for number in range(1, 7)
        for deposit in (odd[f"m{number}"] if f"m{number}" in odd else good_month(root, Month(YEAR, number)))
    ]


def first_half(root: Path, deposits: list[Deposit], **options: Any) -> Checklist:
    given_options = {"today": JULY, "since": SINCE, **options}
    return checklist_of(history(deposits), YEAR, 1, False, root=root, **given_options)


def said(one: CheckItem) -> str:
    return "".join(one.sentences) + (one.reason or "")


def test_a_good_year_is_ticked_where_the_archive_decides_and_left_open_where_a_person_must(tmp_path: Path) -> None:
    checklist = checklist_of(good_year(tmp_path), YEAR, None, True, today=LONG_AFTER, root=tmp_path, since=SINCE)
    assert [one.wording for one in checklist.items] == list(wording.COUNTY_ITEMS)
    assert [one.answer for one in checklist.items] == [None, None, True, None, True, None, True, True]
    assert checklist.complete
    assert checklist.missing == ()
    assert all(one.reason for one in checklist.items if one.answer is None)
    assert all(one.reason is None for one in checklist.items if one.answer is not None)


@pytest.mark.parametrize(("half", "county"), [(None, True), (1, False), (2, False)])
def test_every_sentence_is_traced_to_files_whose_digest_is_right(
    tmp_path: Path, half: Half | None, county: bool
) -> None:
    checklist = checklist_of(good_year(tmp_path), YEAR, half, county, today=LONG_AFTER, root=tmp_path, since=SINCE)
    for one in checklist.items:
        for sentence in one.sentences:
            assert "佐證" in sentence or sentence.startswith("封存計"), sentence
    for attachment in checklist.attachments:
        content = (tmp_path / attachment.path).read_bytes()
        assert hashlib.sha256(content).hexdigest() == attachment.sha256
    assert [one.number for one in checklist.attachments] == list(range(1, len(checklist.attachments) + 1))


def test_the_attachments_named_prove_the_sentence(tmp_path: Path) -> None:
    late = months(tmp_path, m2=good_month(tmp_path, Month(YEAR, 2), downloaded="2026-03-12"))
    checklist = first_half(tmp_path, late)
    sentence = next(one for one in checklist.items[DOWNLOADED].sentences if "逾期" in one)
    numbers = [int(number) for number in sentence.split("佐證")[1].rstrip("）。").replace("至", "、").split("、")]
    paths = [checklist.attachments[number - 1].path for number in numbers]
    assert all(path.startswith("2026-02") for path in paths)
    assert any(path.endswith("明細表.pdf") for path in paths)


def test_a_late_download_is_no_and_says_by_how_many_days(tmp_path: Path) -> None:
    late = months(tmp_path, m2=good_month(tmp_path, Month(YEAR, 2), downloaded="2026-03-12"))
    checklist = first_half(tmp_path, late)
    assert checklist.items[DOWNLOADED].answer is False
    assert checklist.missing == ("2 月明細表於 3/12 下載（列印日期），逾期 2 日。",)
    assert checklist.complete, "what is late stays late: nothing is left to supply"


@pytest.mark.parametrize(
    ("downloaded", "source", "answer", "words"),
    [
        ("2026-03-10", "option", True, "2 月於 3/10"),
        ("2026-03-10", "file", None, "（檔案日期），尚待其他佐證"),
        ("2026-03-12", "file", None, "實際下載日期請查明"),
        ("2026-02-27", "printed", None, "早於月底"),
        ("never", "printed", None, "無下載日期可稽"),
    ],
)
def test_a_download_counts_as_far_as_its_source_goes(
    tmp_path: Path, downloaded: str, source: str, answer: bool | None, words: str
) -> None:
    odd = months(tmp_path, m2=good_month(tmp_path, Month(YEAR, 2), downloaded=downloaded, source=source))
    found = first_half(tmp_path, odd).items[DOWNLOADED]
    assert found.answer is answer
    assert words in said(found)


@pytest.mark.parametrize(
    ("month", "downloaded", "closed", "answer"),
    [
        (4, "2026-05-11", frozenset[date](), None),  # 5/10 is a Sunday: whether it rolls over is not settled
        (4, "2026-05-12", frozenset[date](), False),
        (5, "2026-06-11", frozenset[date](), False),
        (5, "2026-06-11", frozenset({date(2026, 6, 10)}), None),  # a typhoon
    ],
)
def test_a_due_day_on_a_closed_day_is_left_to_a_person(
    tmp_path: Path, month: int, downloaded: str, closed: frozenset[date], answer: bool | None
) -> None:
    odd = {f"m{month}": good_month(tmp_path, Month(YEAR, month), downloaded=downloaded)}
    assert first_half(tmp_path, months(tmp_path, **odd), closed_days=closed).items[DOWNLOADED].answer is answer


def test_a_statement_downloaded_again_for_a_correction_is_not_late(tmp_path: Path) -> None:
    month = Month(YEAR, 2)
    twice = [run(tmp_path, month), run(tmp_path, month, downloaded="2026-03-20"), decided(tmp_path, month, {})]
    assert first_half(tmp_path, months(tmp_path, m2=twice)).items[DOWNLOADED].answer is True


def test_a_sign_off_outlives_a_run_that_shows_it_and_not_a_void(tmp_path: Path) -> None:
    month = Month(YEAR, 3)
    rerun = months(tmp_path, m3=[*good_month(tmp_path, month), run(tmp_path, month)])
    assert first_half(tmp_path, rerun).items[DOWNLOADED].answer is True
    void = first_half(tmp_path, months(tmp_path), void_signoffs=frozenset({month})).items[DOWNLOADED]
    assert void.answer is None
    assert "115年3月簽核已失效" in said(void)


@pytest.mark.parametrize(
    ("answer", "ticked", "words"),
    [
        ("屬實異常", False, "115年4月「有查詢無紀錄」經認定屬實異常 1 件"),
        ("已補登", None, "有 1 件事後補登"),
        ("待查", None, "尚有 1 件未結"),
        (None, None, "尚有 1 件未結"),
        ("說明合理", None, "有 1 件經說明（說明合理），惟說明並非登載"),
        ("系統誤判", None, "有 1 件經說明（系統誤判），惟說明並非登載"),
    ],
)
def test_case_by_case_hangs_on_how_unregistered_queries_were_answered(
    tmp_path: Path, answer: str | None, ticked: bool | None, words: str
) -> None:
    deposits = list(good_year(tmp_path / "good").deposits)
    month = Month(YEAR, 4)
    found = item("UNREGISTERED_QUERY", month)
    odd = [
        run(tmp_path / "good", month, items=[found], unregistered=1),
        decided(tmp_path / "good", month, {found["item"]: answer} if answer else {}),
    ]
    others = [deposit for deposit in deposits if deposit.month != month]
    checklist = checklist_of(
        history([*odd, *others]), YEAR, 2, False, today=LONG_AFTER, root=tmp_path / "good", since=SINCE
    )
    assert "有查詢無紀錄" not in said(checklist.items[CASE_BY_CASE]), "April is not of the second half"
    whole = checklist_of(
        history([*odd, *others]), YEAR, None, True, today=LONG_AFTER, root=tmp_path / "good", since=SINCE
    )
    assert whole.items[CASE_BY_CASE].answer is ticked
    assert words in said(whole.items[CASE_BY_CASE])


def test_an_answer_given_with_a_later_month_counts(tmp_path: Path) -> None:
    found = item("UNREGISTERED_QUERY", Month(YEAR, 1))
    odd = months(
        tmp_path,
        m1=[run(tmp_path, Month(YEAR, 1), items=[found]), decided(tmp_path, Month(YEAR, 1), {})],
        m2=[run(tmp_path, Month(YEAR, 2)), decided(tmp_path, Month(YEAR, 2), {found["item"]: "屬實異常"})],
    )
    assert first_half(tmp_path, odd).items[CASE_BY_CASE].answer is False


def test_a_query_that_comes_back_after_a_correction_is_open_whatever_was_answered(tmp_path: Path) -> None:
    month = Month(YEAR, 1)
    found = item("UNREGISTERED_QUERY", month)
    raised, answered = run(tmp_path, month, items=[found]), decided(tmp_path, month, {found["item"]: "說明合理"})
    settled = first_half(tmp_path, months(tmp_path, m1=[raised, answered, run(tmp_path, month, items=[found])]))
    assert "尚有 1 件" not in said(settled.items[CASE_BY_CASE])
    back = [raised, answered, run(tmp_path, month), run(tmp_path, month, items=[found])]
    checklist = first_half(tmp_path, months(tmp_path, m1=back))
    assert "115年1月「有查詢無紀錄」尚有 1 件未結" in said(checklist.items[CASE_BY_CASE])
    assert "說明合理" not in said(checklist.items[CASE_BY_CASE])


def test_a_run_that_could_not_read_a_file_takes_no_answer_away(tmp_path: Path) -> None:
    month = Month(YEAR, 1)
    found = item("UNREGISTERED_QUERY", month)
    raised, answered = run(tmp_path, month, items=[found]), decided(tmp_path, month, {found["item"]: "說明合理"})
    unread = [raised, answered, run(tmp_path, month, complete=False), run(tmp_path, month, items=[found])]
    checklist = first_half(tmp_path, months(tmp_path, m1=unread))
    assert "「有查詢無紀錄」計 1 件：說明合理 1 件" in said(checklist.items[CASE_BY_CASE])


def test_a_line_written_late_and_taken_out_again_is_no_answer(tmp_path: Path) -> None:
    january, february = Month(YEAR, 1), Month(YEAR, 2)
    found = item("UNREGISTERED_QUERY", january)
    corrected = run(tmp_path, february)
    late = replace(corrected, record={**corrected.record, "late_entries": [found["item"]]})
    raised = [run(tmp_path, january, items=[found]), decided(tmp_path, january, {})]
    written = first_half(tmp_path, months(tmp_path, m1=raised, m2=[late]))
    assert "115年1月「有查詢無紀錄」有 1 件事後補登" in said(written.items[CASE_BY_CASE])
    checklist = first_half(tmp_path, months(tmp_path, m1=raised, m2=[late, corrected]))
    assert "115年1月「有查詢無紀錄」尚有 1 件未結" in said(checklist.items[CASE_BY_CASE])


def test_a_query_that_only_a_corrected_register_holds_is_left_to_a_person(tmp_path: Path) -> None:
    deposits = list(good_year(tmp_path).deposits)
    month = Month(YEAR, 4)
    odd = [run(tmp_path, month, items=[item("UNREGISTERED_QUERY", month)]), *good_month(tmp_path, month)]
    chain = history([*odd, *(one for one in deposits if one.month != month)])
    found = checklist_of(chain, YEAR, None, True, today=LONG_AFTER, root=tmp_path, since=SINCE).items[CASE_BY_CASE]
    assert found.answer is None
    assert "115年4月「有查詢無紀錄」有 1 件更正後不再列出" in said(found)


@pytest.mark.parametrize(
    ("sentence", "position", "reason"),
    [
        (
            "設定檔停用「有查詢無紀錄」（UNREGISTERED_QUERY），未予查核。",
            CASE_BY_CASE,
            "停用「有查詢無紀錄」，未經查核",
        ),
        ("設定檔停用「逾期下載明細表」（LATE_DOWNLOAD），未予查核。", DOWNLOADED, "停用「逾期下載明細表」，未經查核"),
        (
            "未提供受理案件清冊，未查核事由與案件是否相符。",
            DOWNLOADED,
            "未提供受理案件清冊，「查詢事由查無案件」未經查核",
        ),
    ],
)
def test_a_rule_that_was_off_or_without_its_list_leaves_its_item_empty_and_says_so(
    tmp_path: Path, sentence: str, position: int, reason: str
) -> None:
    checklist = first_half(tmp_path, months(tmp_path, m3=good_month(tmp_path, Month(YEAR, 3), not_checked=[sentence])))
    assert checklist.items[position].answer is None
    assert f"115年3月{reason}" in (checklist.items[position].reason or "")
    [other] = {CASE_BY_CASE, DOWNLOADED} - {position}
    assert "未經查核" not in said(checklist.items[other])


@pytest.mark.parametrize("code", list(CATALOGUE.declared))
@pytest.mark.parametrize("county", [False, True])
def test_whatever_rule_was_off_is_named_and_no_item_before_it_is_ticked(
    tmp_path: Path, code: str, county: bool
) -> None:
    at = {"case_by_case": CASE_BY_CASE, "purposes": DOWNLOADED, "downloads": DOWNLOADED, "use": DOWNLOADED}
    at |= {"applications": APPLIED, "revocations": REVOKED, "safeguards": SAFE}
    duty = CATALOGUE.of(code).duty
    assert duty, "every code bears on an item"
    odd = good_month(tmp_path, Month(YEAR, 3), not_checked=[CATALOGUE.off_sentence(code)])
    books = history(months(tmp_path, m3=odd))
    checklist = checklist_of(books, YEAR, 1, county, today=JULY, root=tmp_path, since=SINCE)
    found = checklist.items[at[duty]]
    assert f"115年3月停用「{CATALOGUE.title(code)}」，未經查核" in said(found)
    assert found.answer is None


@pytest.mark.parametrize(("answer", "ticked"), [("說明合理", True), ("屬實異常", False), ("待查", None), (None, None)])
def test_a_purpose_still_open_or_confirmed_is_no_yes(tmp_path: Path, answer: str | None, ticked: bool | None) -> None:
    month = Month(YEAR, 5)
    found = item("PURPOSE_MISMATCH", month)
    odd = [run(tmp_path, month, items=[found]), decided(tmp_path, month, {found["item"]: answer} if answer else {})]
    checklist = first_half(tmp_path, months(tmp_path, m5=odd))
    assert checklist.items[DOWNLOADED].answer is ticked
    assert ("115年5月「查詢事由不符」尚有 1 件未結。" in checklist.missing) == (ticked is None)
    assert "「查詢事由不符」計 1 件" in said(checklist.items[DOWNLOADED])


def test_a_late_download_whose_date_the_supervisor_disputes_is_left_open(tmp_path: Path) -> None:
    month = Month(YEAR, 2)
    found = item("LATE_DOWNLOAD", month)
    for answer, ticked in (("系統誤判", None), ("說明合理", None), ("待查", False), ("屬實異常", False)):
        late = run(tmp_path, month, downloaded="2026-03-12", items=[found])
        odd = months(tmp_path, m2=[late, decided(tmp_path, month, {found["item"]: answer})])
        assert first_half(tmp_path, odd).items[DOWNLOADED].answer is ticked


@pytest.mark.parametrize(("code", "line"), [("UNKNOWN_ACCOUNT", APPLIED), ("INACTIVE_ACCOUNT", REVOKED)])
def test_an_account_found_wrong_is_no_and_one_not_yet_judged_is_left_open(tmp_path: Path, code: str, line: int) -> None:
    month = Month(YEAR, 5)
    found = item(code, month)
    for answer, ticked in (("屬實異常", False), ("說明合理", None)):
        odd = [run(tmp_path, month, items=[found]), decided(tmp_path, month, {found["item"]: answer})]
        assert first_half(tmp_path, months(tmp_path, m5=odd)).items[line].answer is ticked


def test_an_account_that_is_an_identifier_is_masked(tmp_path: Path) -> None:
    new = roster(CLERK, USER, {"account": "A123456789", "user_name": "李大同"})
    odd = months(tmp_path, m3=good_month(tmp_path, Month(YEAR, 3), accounts=new))
    text = said(first_half(tmp_path, odd).items[APPLIED])
    assert "新增 1 個：A12345****" in text
    assert "A123456789" not in text


def test_changes_between_rosters_are_listed(tmp_path: Path) -> None:
    newcomer = {"account": "HL09", "user_name": "林新人"}
    odd = months(
        tmp_path,
        m3=good_month(tmp_path, Month(YEAR, 3), accounts=roster(CLERK, newcomer)),
        m4=good_month(tmp_path, Month(YEAR, 4), accounts=roster(CLERK, newcomer)),
        m5=good_month(tmp_path, Month(YEAR, 5), accounts=roster(CLERK, {**newcomer, "valid_to": "2026-04-30"}, USER)),
    )
    checklist = first_half(tmp_path, odd)
    assert "115年3月帳號清冊較前次新增 1 個：HL09" in said(checklist.items[APPLIED])
    assert "115年3月帳號清冊較前次移除 1 個：HL02" in said(checklist.items[REVOKED])
    assert "115年5月帳號清冊較前次移除 1 個：HL09" in said(checklist.items[REVOKED])


@pytest.mark.parametrize(
    ("accounts", "words"),
    [
        ([USER], "未見全月均有承辦人員"),
        ([{**CLERK, "valid_to": "2026-05-20"}], "未見全月均有承辦人員"),
        ([{**CLERK, "valid_to": "2026-05-20"}, {**CLERK, "account": "HL03", "valid_from": "2026-05-22"}], "未見全月"),
        ([{**CLERK, "valid_from": "2026-05-02"}], "未見全月均有承辦人員"),
    ],
)
def test_a_month_with_a_day_without_clerk_is_left_to_a_person(
    tmp_path: Path, accounts: list[dict[str, Any]], words: str
) -> None:
    odd = good_month(tmp_path, Month(YEAR, 5), accounts=roster(*accounts))
    found = first_half(tmp_path, months(tmp_path, m5=odd)).items[CLERKED]
    assert found.answer is None
    assert words in said(found)


def test_clerks_who_follow_each_other_without_a_gap_are_enough_and_masked(tmp_path: Path) -> None:
    pair = roster(
        {**CLERK, "valid_to": "2026-05-20"},
        {**CLERK, "account": "HL03", "user_name": "林接手", "valid_from": "2026-05-21"},
    )
    found = first_half(tmp_path, months(tmp_path, m5=good_month(tmp_path, Month(YEAR, 5), accounts=pair))).items[
        CLERKED
    ]
    assert found.answer is True
    assert "陳○○" in said(found)
    assert "陳大文" not in said(found)


def test_a_month_without_roster_leaves_the_clerk_open(tmp_path: Path) -> None:
    odd = months(tmp_path, m5=good_month(tmp_path, Month(YEAR, 5), with_roster=False))
    checklist = first_half(tmp_path, odd)
    assert checklist.items[CLERKED].answer is None
    assert "115年5月未附帳號清冊，無從認定承辦人員。" in checklist.missing


@pytest.mark.parametrize(
    ("audits", "answer"),
    [
        ([], None),
        ([("附件三", "2026-06-30")], None),
        ([("附件三", "2026-06-30"), ("附件三", "2026-06-30")], None),
        ([("附件三", "2026-06-30"), ("附件四", "2026-12-01")], None),
        ([("附件三", "2026-06-30"), ("附件三", "2027-01-05")], None),
        ([("附件三", "2026-06-30"), ("附件三", "2026-12-01")], True),
    ],
)
def test_two_self_audits_on_two_days_of_the_year_are_enough(
    tmp_path: Path, audits: list[tuple[str, str]], answer: bool | None
) -> None:
    deposits = [one for one in good_year(tmp_path).deposits if one.kind != "audit"]
    recorded = [held(tmp_path, date.fromisoformat(on), form) for form, on in audits]
    checklist = checklist_of(
        history([*deposits, *recorded]), YEAR, None, True, today=LONG_AFTER, root=tmp_path, since=SINCE
    )
    assert checklist.items[AUDITED].answer is answer


def yes(checklist: Checklist) -> list[int]:
    return [at for at, one in enumerate(checklist.items) if one.answer is True]


def test_an_office_without_any_run_has_an_empty_checklist_marked_incomplete(tmp_path: Path) -> None:
    checklist = checklist_of(History(AGENCY), YEAR, None, True, today=LONG_AFTER, root=tmp_path)
    assert [one.answer for one in checklist.items] == [None] * 8
    assert not checklist.complete
    assert "期間內封存中無任何勾稽資料。" in checklist.missing


def test_a_broken_archive_proves_nothing(tmp_path: Path) -> None:
    checklist = checklist_of(
        good_year(tmp_path),
        YEAR,
        None,
        True,
        today=LONG_AFTER,
        root=tmp_path,
        since=SINCE,
        damage=["2026-03/data/record.json 雜湊值不符"],
    )
    assert yes(checklist) == []
    assert "封存驗證不符：2026-03/data/record.json 雜湊值不符" in checklist.missing


@pytest.mark.parametrize("today", [date(2026, 12, 31), date(2027, 1, 10)])
def test_a_year_not_over_or_whose_last_statement_is_not_due_has_no_yes(tmp_path: Path, today: date) -> None:
    checklist = checklist_of(good_year(tmp_path), YEAR, None, True, today=today, root=tmp_path, since=SINCE)
    assert yes(checklist) == []
    assert not checklist.complete


def test_a_missing_month_and_an_incomplete_run_are_named_and_leave_no_yes_on_them(tmp_path: Path) -> None:
    odd = months(tmp_path, m3=[], m4=good_month(tmp_path, Month(YEAR, 4), complete=False))
    checklist = first_half(tmp_path, odd)
    assert not set(yes(checklist)) & {CLERKED, CASE_BY_CASE, DOWNLOADED, KEPT}
    assert "115年3月封存中無資料。" in checklist.missing
    assert "115年4月勾稽未完成（1 項問題）。" in checklist.missing


def test_a_file_that_is_not_what_the_record_says_is_not_kept(tmp_path: Path) -> None:
    deposits = months(tmp_path)
    (deposits[0].folder / "data/inputs/register/紀錄表.xlsx").write_bytes(b"another workbook")
    assert first_half(tmp_path, deposits).items[KEPT].answer is None


def test_a_run_whose_findings_are_not_known_proves_nothing(tmp_path: Path) -> None:
    deposits = [replace(one, items=None) if one.kind == "run" else one for one in good_year(tmp_path).deposits]
    checklist = checklist_of(history(deposits), YEAR, None, True, today=LONG_AFTER, root=tmp_path, since=SINCE)
    assert not set(yes(checklist)) & {CASE_BY_CASE, DOWNLOADED, KEPT}


def test_what_lies_before_the_archive_is_left_to_a_person_unless_the_office_says_when_it_began(tmp_path: Path) -> None:
    kept = checklist_of(good_year(tmp_path), YEAR, None, True, today=LONG_AFTER, root=tmp_path).items[KEPT]
    assert kept.answer is None
    assert "110年1月至114年12月之文件不在封存內" in said(kept)


@pytest.mark.parametrize(("complete", "words"), [(True, "紙本是否裝訂成冊請查對"), (False, "尚無裝訂成冊之紀錄")])
def test_that_a_volume_was_made_is_told_and_binds_no_paper(tmp_path: Path, complete: bool, words: str) -> None:
    deposits = [one for one in good_year(tmp_path).deposits if one.kind != "volume"]
    chain = history([*deposits, bound(tmp_path, YEAR, complete=complete)])
    checklist = checklist_of(chain, YEAR, None, True, today=LONG_AFTER, root=tmp_path, since=SINCE)
    assert checklist.items[CASE_BY_CASE].answer is None
    assert words in said(checklist.items[CASE_BY_CASE])


def test_a_volume_bound_before_a_correction_is_to_be_bound_again(tmp_path: Path) -> None:
    chain = history([*good_year(tmp_path).deposits, *good_month(tmp_path, Month(YEAR, 3))])
    checklist = checklist_of(chain, YEAR, None, True, today=LONG_AFTER, root=tmp_path, since=SINCE)
    assert checklist.items[CASE_BY_CASE].answer is None
    assert "115年度合訂本製作後另封存 2 件更正或處理結果，請重行裝訂。" in checklist.missing


def test_a_month_of_which_two_merged_offices_have_a_run_is_left_to_a_person(tmp_path: Path) -> None:
    of_one = history(good_month(tmp_path, Month(YEAR, 3)))
    other = replace(of_one, agency="花蓮縣吉安鄉戶政事務所")
    merged = replace(history(months(tmp_path, m3=[])), former=(of_one, other))
    checklist = checklist_of(merged, YEAR, 1, False, today=JULY, root=tmp_path, since=SINCE)
    assert yes(checklist) == []
    told = f"115年3月有{AGENCY}、花蓮縣吉安鄉戶政事務所之勾稽結果，本表僅採最後者"
    assert all(told in (one.reason or "") for one in checklist.items)


WEIGHTS = st.lists(st.sampled_from([met("m"), broken("b"), undecided("u"), note("n")]), max_size=6)


@given(WEIGHTS)
def test_yes_needs_every_part_proved_and_no_needs_one_disproved(parts: list[Any]) -> None:
    weights = [part.weight for part in parts]
    answer = answer_of(parts)
    assert (answer is False) == (Weight.BROKEN in weights)
    assert (answer is True) == (
        Weight.MET in weights and Weight.BROKEN not in weights and Weight.UNDECIDED not in weights
    )


def test_months_are_spoken_of_as_an_office_does() -> None:
    some = [Month(2026, 1), Month(2026, 2), Month(2026, 3), Month(2026, 5), Month(2026, 6), Month(2027, 1)]
    assert spoken(some) == "115年1月至3月、5月、6月、116年1月"
    assert spoken([Month(2025, 11), Month(2025, 12), Month(2026, 1)]) == "114年11月至115年1月"


@pytest.mark.parametrize("county", [False, True])
def test_a_written_checklist_says_what_the_form_prints_in_each_file(tmp_path: Path, county: bool) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "archive").mkdir()
    chain = good_year(tmp_path / "archive")
    checklist = checklist_of(
        chain,
        YEAR,
        None if county else 1,
        county,
        today=LONG_AFTER,
        root=tmp_path / "archive",
        since=SINCE,
        held_on=date(2027, 1, 18),
    )
    boxes = {True: "■是□否", False: "□是■否", None: "□是□否"}
    for path in write_checklist(checklist, tmp_path / "out"):
        text = paper.words(path)
        assert (wording.COUNTY_TITLE if county else wording.OFFICE_TITLE) in text
        assert "稽核日期:116年1月18日" in text
        assert wording.CHECKLIST_HEADS in text
        for one, expected in zip(
            checklist.items, wording.COUNTY_ITEMS if county else wording.CHECKLIST_ITEMS, strict=True
        ):
            assert paper.squeezed(expected) + boxes[one.answer] in text
        assert "".join(wording.COUNTY_SIGNERS if county else wording.OFFICE_SIGNERS) in text
        assert ("無此職務" in text) != county
        assert all(one.sha256 in text for one in checklist.attachments)
        assert "未完成" not in text


def test_an_unaudited_form_has_no_day_and_an_incomplete_one_says_so_in_name_and_text(tmp_path: Path) -> None:
    checklist = checklist_of(History(AGENCY), YEAR, 1, False, today=JULY, root=tmp_path)
    for path in write_checklist(checklist, tmp_path):
        assert "未完成" in path.name
        assert "附件三【未完成】" in paper.words(path)
        assert "稽核日期:年月日" in paper.words(path)
        assert paper.words(path).count("□是□否") == 7


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".odt", ".docx"])
def test_libreoffice_opens_a_checklist(tmp_path: Path, suffix: str) -> None:
    checklist = checklist_of(History(AGENCY), YEAR, None, True, today=LONG_AFTER, root=tmp_path)
    written = next(path for path in write_checklist(checklist, tmp_path) if path.suffix == suffix)
    printed = paper.by_libreoffice(written, "pdf", tmp_path)
    assert paper.squeezed(wording.COUNTY_TITLE) in paper.words(printed)
    assert len(paper.pages(printed)) == 2


def test_the_same_checklist_gives_the_same_bytes(tmp_path: Path) -> None:
    checklist = checklist_of(History(AGENCY), YEAR, None, True, today=LONG_AFTER, root=tmp_path)
    first = {path.name: path.read_bytes() for path in write_checklist(checklist, tmp_path)}
    assert first == {path.name: path.read_bytes() for path in write_checklist(checklist, tmp_path)}


def test_a_register_signed_on_paper_alone_leaves_the_box_to_a_person(tmp_path: Path) -> None:
    march = Month(YEAR, 3)
    unsigned = [item("MISSING_SIGNOFF", march, number) for number in range(1, 4)]
    made = run(tmp_path, march, items=unsigned)
    made = replace(made, record={**made.record, "causes": [{"cause": "C01", "kind": "sign_off_on_paper"}]})
    answers = decided(tmp_path, march, {one["item"]: "說明合理" for one in unsigned})
    plain = first_half(tmp_path, months(tmp_path, m3=[made, answers])).items[DOWNLOADED]
    assert plain.answer is None
    assert "115年3月電子檔未登載主管簽核，是否簽核請核對紙本" in said(plain)
