"""What the months and runs before have to say: lives of items, what is carried on, the sign-off, and the lists."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reconcile.facts.masking import Mode
from reconcile.outcome import Download
from reconcile.reports.said import summary
from reconcile.reports.view import View, view_of

from .builders import finding, listed, outcome, query, usual
from .months import DIGEST, HEAD, case_links, kept, review_of


def view(**chosen: Any) -> View:
    return view_of(*kept(**chosen).parts)


def test_a_month_without_an_archive_says_nothing_of_items_and_signatures() -> None:
    plain = view_of(usual())
    assert (plain.reviewed, plain.signoff, plain.seals.short) == (False, None, "")
    assert [row.life for row in listed(plain)] == [None] * 5


def test_each_finding_bears_the_identity_that_stands_beside_it_in_the_table() -> None:
    month = kept()
    assert month.review
    shown = {row.life.item: row.code for row in listed(view(), "待查事項", "詢問事項") if row.life}
    assert shown == dict(zip(month.review.of_findings, month.outcome.findings["code"], strict=True))


def test_what_is_settled_and_what_is_open_is_counted() -> None:
    assert view().sum == "待查 10 ＝ 前月未結 1 ＋ 待查事項 5 ＋ 詢問事項 4"
    assert [(section.name, section.size, section.open) for section in view().sections] == [
        ("前月未結", 2, 1),
        ("待查事項", 6, 5),
        ("詢問事項", 4, 4),
    ]


def test_carried_items_stand_open_before_closed_with_their_age() -> None:
    assert [
        (row.month, row.life.state, row.life.age, row.life.story[-1]) for row in listed(view(), "前月未結") if row.life
    ] == [
        ("115年8月", "未結", "第 3 個月", "仍未結"),
        ("115年9月", "已結", "第 2 個月", "由 10 月紀錄表補登"),
    ]


def test_the_last_answer_is_told_with_who_found_out_and_when() -> None:
    [row] = [row for row in listed(view(), "待查事項") if row.life and row.life.answer]
    assert row.life and row.life.answer and row.life.state == "已結"
    assert row.life.answer.sentence == "說明合理：由王○○代為登入，已補登代理紀錄（林主任，115年11月6日）"


@pytest.mark.parametrize(
    ("signed", "void", "sentence"),
    [
        (False, False, "本月尚未由單位主管簽核。"),
        (True, False, "115年11月9日由林主任簽核，有效。"),
        (True, True, "115年11月9日由林主任簽核，簽核已失效：其後輸入檔、設定或處理結果已有變更，請重新簽核。"),
    ],
)
def test_a_signature_is_valid_void_or_missing(signed: bool, void: bool, sentence: str) -> None:
    signoff = view(signed=signed, void=void).signoff
    assert signoff and signoff.sentence == sentence


def test_the_foot_bears_the_beginning_of_the_digest_and_of_the_head_before_it() -> None:
    assert view().seals.short == f"報表驗證碼 {DIGEST[:16]}　前次封存 {HEAD[:16]}"


def test_questions_of_conduct_are_apart_and_not_among_what_is_open() -> None:
    shown = view()
    assert summary(kept().outcome)[:3:2] == ["本月 12 筆查詢，8 筆相符，4 筆待查核", "另列詢問事項 4 項，不計入待查核"]
    assert {row.code for row in listed(shown, "待查事項")}.isdisjoint({"OFF_HOURS_QUERY", "SELF_QUERY"})
    assert [row.number for row in listed(shown, "詢問事項")] == [9, 10, 11, 12]


def test_within_a_question_he_of_whom_it_is_asked_most_often_comes_first() -> None:
    often = [row.user for row in listed(view(), "詢問事項") if row.code == "OFF_HOURS_QUERY"]
    assert often == ["王○○", "王○○", "陳○○"]


def test_the_share_that_a_case_explains_is_told_and_each_case_beside_its_query() -> None:
    assert view().share_explained == "本月 12 筆查詢，8 筆（66.7%）查有受理案件"
    [row] = [row for row in listed(view(), "詢問事項") if row.code == "SELF_QUERY"]
    assert row.case == "戶1151005008　遷徙登記，查詢標的即申請人，受理後 12 分鐘查詢"
    assert sum(pair.case is not None for pair in view().pairs) == 8


def test_two_cases_of_one_query_count_once_and_are_both_told() -> None:
    month = replace(outcome([query(1)], [], [], [finding("SELF_QUERY", "low", query=1)]), case_links=case_links([1, 1]))
    shown = view_of(month)
    assert shown.share_explained == "本月 1 筆查詢，1 筆（100.0%）查有受理案件"
    [row] = listed(shown, "詢問事項")
    assert row.case and row.case.count("戶1151005001") == 2


def test_without_a_list_of_cases_no_share_is_told() -> None:
    assert view_of(usual()).share_explained is None


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("option", "明細表下載日期 115年11月12日（執行時指定）"),
        ("printed", "明細表下載日期 115年11月12日（依明細表所載列印日期）"),
        ("file", "明細表下載日期 115年11月12日（依檔案日期）"),
    ],
)
def test_the_day_of_the_download_is_told_with_who_says_so(source: str, sentence: str) -> None:
    month = replace(usual(), download=Download(date(2026, 11, 12), source))  # type: ignore[arg-type]
    assert view_of(month).downloaded == sentence


def test_the_sample_is_a_worksheet_of_both_places() -> None:
    sample = view().sample
    assert sample and "抽樣代號" in sample.sentence
    assert [(row.query.place, row.line.place) for row in sample.pairs] == [
        ("第 1 列（第 1 頁）", "第 1 頁 序號 2 第 1 筆"),
        ("第 2 列（第 1 頁）", "第 1 頁 序號 3 第 1 筆"),
        ("第 3 列（第 1 頁）", "第 1 頁 序號 4 第 1 筆"),
    ]


def test_a_picture_stands_with_every_finding_of_its_query() -> None:
    month = outcome(
        [query(1)], [], [], [finding(code, "medium", query=1) for code in ("UNKNOWN_ACCOUNT", "SELF_QUERY")]
    )
    shown = view_of(month, None, {("明細表.pdf", 1): b"PNG"})
    assert [row.picture for row in listed(shown)] == [b"PNG", b"PNG"]


MODES: tuple[Mode, Mode] = ("all", "none")


def test_a_person_named_in_an_answer_is_masked_and_whole_where_the_office_says_so() -> None:
    [masked], [whole] = (
        [row.life.answer.note for row in listed(view(mask=mask), "待查事項") if row.life and row.life.answer]
        for mask in MODES
    )
    assert (masked, whole) == ("由王○○代為登入，已補登代理紀錄", "由王小明代為登入，已補登代理紀錄")


def test_a_person_asked_about_by_name_is_masked_in_an_answer_too() -> None:
    month = outcome(
        [query(1), query(2, condition="姓名：林志玲", subject_id=None)],
        [],
        [],
        [finding("UNREGISTERED_QUERY", "high", query=row) for row in (1, 2)],
    )
    review = review_of(month)
    answered = review.of_findings[1]
    item = review.items[answered]
    assert item.decision
    decision = replace(item.decision, note="林志玲臨櫃，證號 A123456789")
    shown = view_of(month, replace(review, items={**review.items, answered: replace(item, decision=decision)}))
    [note] = [row.life.answer.note for row in listed(shown, "待查事項") if row.life and row.life.answer]
    assert note == "林○○臨櫃，證號 A12345****"


def test_a_matched_query_says_in_which_tier() -> None:
    assert [row.tier for row in view().pairs] == ["完全相符", "使用者不符", "時間不符", *["完全相符"] * 8]
