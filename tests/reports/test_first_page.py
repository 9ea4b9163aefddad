"""The first page: what a supervisor asks of a month is answered there in words, and no number contradicts another."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from causes.judged import planted
from reconcile.errors import Problem
from reconcile.outcome import Outcome
from reconcile.reports.folding import FoldRow
from reconcile.reports.html import write_html
from reconcile.reports.pdf import write_pdf
from reconcile.reports.view import View, view_of

from .builders import finding, line, listed, outcome, page_text, pair, query, squeezed, usual
from .months import PROBLEM, KeptMonth, kept, many
from .test_causes import outcome as outcome_of

CAUSED = outcome_of(planted(["clock_nine_minutes_off", "page_not_handed_in"], 5, noise=1, entries_a_day=6))
TIED = {"reason": "tie", "tie": "T01"}


def tied() -> Outcome:
    """Two queries and one line that fit one another alike: one of the queries is not written down."""
    month = outcome(
        [query(1), query(2, account="hl001", user_name="陳美麗"), query(3)],
        [line(1), line(3)],
        [pair(3)],
        [
            finding("UNREGISTERED_IN_TIE", "high", query=1),
            finding("AMBIGUOUS_MATCH", "medium", query=1),
            finding("AMBIGUOUS_MATCH", "medium", query=2),
            finding("AMBIGUOUS_MATCH", "medium", entry=1, line=1),
            finding("OFF_HOURS_QUERY", "low", query=3),
        ],
    )
    unmatched = month.matching.unmatched.assign(**TIED)
    counts = replace(
        month.counts, unregistered=0, unconfirmed=0, ambiguous_queries=2, ambiguous_lines=1, certain_unregistered=1
    )
    return replace(month, matching=replace(month.matching, unmatched=unmatched), counts=counts)


MONTHS = {
    "usual": KeptMonth(usual()),
    "empty": KeptMonth(outcome()),
    "kept": kept(),
    "incomplete": kept(PROBLEM, void=True),
    "causes": KeptMonth(CAUSED),
    "ties": KeptMonth(tied()),
    "many": many(60),
}


@pytest.fixture(params=MONTHS, ids=list(MONTHS))
def view(request: pytest.FixtureRequest) -> View:
    return view_of(*MONTHS[request.param].parts)


def first_pages(view: View, folder: Path) -> dict[str, str]:
    """The first page of the paper, and the page down to its first item."""
    write_pdf(view, folder / "report.pdf")
    write_html(view, folder / "report.html")
    with pypdfium2.PdfDocument(folder / "report.pdf") as document:
        paper = document[0].get_textpage().get_text_range()
    page = page_text(folder / "report.html").partition("快速鍵")[0]
    return {"paper": squeezed(paper), "page": squeezed(page)}


def test_what_is_left_is_the_sum_of_its_parts(view: View) -> None:
    rows = listed(view)
    assert view.left == sum(row.is_open for row in rows)
    assert view.left == sum(section.open for section in view.sections) == sum(kind.open for kind in view.kinds)
    assert view.left == sum(one.open for one in view.asked)
    assert (f"尚有 {view.left} 件待查" == view.conclusion) == (view.left > 0)


def test_every_section_is_the_sum_of_its_kinds_and_of_its_items(view: View) -> None:
    for section in view.sections:
        kinds = [kind for kind in view.kinds if kind.section == section.name]
        assert sum(kind.size for kind in kinds) == section.size == len(section.rows())
        assert sum(kind.open for kind in kinds) == section.open
        assert len({kind.code for kind in kinds}) == len(kinds), "one code has one number"
        alone = sum(not isinstance(item, FoldRow) for item in section.items)
        assert alone + sum(fold.size for fold in section.folds()) == section.size
    assert [row.number for row in listed(view)] == list(range(1, len(listed(view)) + 1))


def test_every_equation_adds_up_and_counts_a_thing_once(view: View) -> None:
    said = dict[str, int]()
    for equation in view.equations:
        assert equation.number == sum(number for _, number in equation.terms)
        assert said.setdefault(equation.total, equation.number) == equation.number
    assert {name for name, _ in view.equations[1].terms} >= {"已對應", "有查詢無紀錄"}
    assert dict(view.equations[1].terms)["已對應"] == said.get("已對應", 0)


def test_queries_of_the_picture_and_of_the_users_are_those_of_the_law(view: View) -> None:
    queries = view.equations[1].number
    assert sum(bar.queries for bar in view.users) == queries
    assert sum(cell.queries for cell in view.picture.cells) <= queries


def test_ten_questions_about_a_month_are_answered_on_the_first_page(tmp_path: Path) -> None:
    month = replace(kept(PROBLEM).outcome, settings=kept().outcome.settings)
    view = view_of(month, kept(PROBLEM).review)
    answers = {
        "whose is it": "花蓮縣花蓮市戶政事務所115年10月",
        "what is it": "主管稽核月明細表與查詢紀錄表勾稽報告",
        "may it be relied upon": "未完成輸入檔有1項問題",
        "what was not looked at": "未提供帳號清冊，未查核帳號是否有效",
        "what is left": "尚有10件待查",
        "what of earlier months": "前月未結1",
        "what next": "將填妥之檔放入收件匣（或執行reconciledecide2026-10該檔）收錄",
        "how is it answered": "逐件填寫處理結果、說明、查明人員、日期",
        "who signs": "單位主管審閱後",
        "is it signed": "115年11月9日由林主任簽核，有效",
        "whom must I ask, and of which day": "王○○310/05",
        "what is not written down for certain": "有查詢無紀錄1筆",
        "does every row stand somewhere": "查詢12＝已對應11＋有查詢無紀錄1",
        "what was found most gravely": "高使用者不符1",
        "is it a verdict": "並非違失之認定",
    }
    for body, text in first_pages(view, tmp_path).items():
        assert {question: words for question, words in answers.items() if words not in text} == {}, body


@pytest.mark.parametrize("problems", [(), tuple(Problem("明細表.pdf", f"第 {n} 列", "無法辨識。") for n in range(40))])
def test_the_first_page_of_paper_holds_all_of_it_and_room_for_stamps(
    tmp_path: Path, problems: tuple[Problem, ...]
) -> None:
    month = kept(*problems)
    paper = first_pages(view_of(*month.parts), tmp_path)["paper"]
    for words in ("填寫", "簽核", "交回", "筆數勾稽", "應詢問之人及日期", "各事項件數", "承辦人股長無此職務單位主管"):
        assert words in paper, words


def test_queries_of_two_machines_that_fit_one_line_are_one_item_and_the_shortage_is_certain(tmp_path: Path) -> None:
    view = view_of(tied())
    [fold] = view.sections[1].folds()
    assert (fold.name, fold.size, fold.severity) == ("T01", 4, "高")
    assert fold.sentence.startswith("2 筆查詢與 1 筆紀錄有不只一種同樣合理的對應，其中至少 1 筆查詢未登載")
    for body, text in first_pages(view, tmp_path).items():
        assert "無法唯一對應2筆，其中至少1筆未登載" in text, body


def test_when_all_is_answered_and_signed_it_says_so_and_nothing_is_to_do() -> None:
    month = kept()
    assert month.review
    items = {name: replace(item, state="closed", decision=None) for name, item in month.review.items.items()}
    done = replace(month.review, items=items, carried=())
    view = view_of(month.outcome, done)
    assert view.conclusion == "均已查明，已簽核"
    assert [task.done for task in view.tasks] == [True, True, True]
    unsigned = view_of(month.outcome, replace(done, signoff=None))
    assert unsigned.conclusion == "均已查明，待簽核"
    assert [task.done for task in unsigned.tasks] == [True, False, False]


def test_a_person_has_one_spelling_whichever_paper_names_him() -> None:
    month = outcome(
        [query(1, account="hl001", user_name="陳美麗"), query(2, account="hl002", user_name="王小明")],
        [line(1, user_name="課員陳美麗"), line(3, user_name="陳美麗 hl001")],
        [pair(1)],
        [
            finding("UNREGISTERED_QUERY", "high", query=2),
            finding("TIME_MISMATCH", "medium", query=1, entry=1, line=1),
            finding("MISSING_SIGNOFF", "medium", entry=1),
            finding("UNCONFIRMED_ENTRY", "medium", entry=3, line=1),
        ],
        mask="subjects",
    )
    assert {row.user for row in listed(view_of(month))} == {"陳美麗 hl001", "王小明 hl002"}
