"""A month lived with dropped files and the double-click alone: papers, answers, signature, the next month."""

import time
from datetime import date
from pathlib import Path

import pytest

from reconcile.text.dates import Month
from year.desk import Desk
from year.office import Visit

OCTOBER, NOVEMBER = Month(2025, 10), Month(2025, 11)
FORGOTTEN = Visit(7, 9, "B220000007", written=None)
SLIP = Visit(8, 10, "C120000008", written={"查詢條件": "C120000009"})
SOUND = (Visit(9, 11, "A123456789"), Visit(10, 14, "F131104093"))


@pytest.fixture(autouse=True)
def _files_lie_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk.founded(tmp_path / "機關", OCTOBER, capsys)


def test_a_month_is_lived_by_dropping_files_and_the_next_one_carries_what_is_open(desk: Desk) -> None:
    # nothing was dropped yet
    assert desk.click(date(2025, 11, 3)) == 2
    assert desk.state() == "114年10月尚未勾稽：請於 114年11月10日 前放入主管稽核月明細表及查詢紀錄表。"
    assert "找不到114年10月的主管稽核月明細表" in desk.page()

    # statement and register
    desk.drop_papers(OCTOBER, FORGOTTEN, SLIP, *SOUND)
    assert desk.click(date(2025, 11, 4)) == 0
    assert "114年10月：本月 4 筆查詢，2 筆相符，2 筆待查核" in desk.said
    assert desk.state() == "114年10月已勾稽：尚有 2 項待答覆，尚未簽核。"
    assert "找不到" not in desk.page()
    assert "2 項待答覆" in desk.page()
    assert "1 個月份待簽核" in desk.page()

    # one answer
    desk.drop_answers(OCTOBER, date(2025, 11, 5), {"CONDITION_MISMATCH": ("說明合理", "誤繕")})
    assert desk.click(date(2025, 11, 5)) == 0
    assert "收錄處理結果 1 項" in desk.said
    assert "結案 1 項；目前共 1 項未結" in desk.said
    assert desk.state() == "114年10月已勾稽：尚有 1 項待答覆，尚未簽核。"

    # the same file lies there still, and is dropped once more under another name
    before = desk.kept()
    desk.drop(desk.inbox / "report.xlsx", "report (1).xlsx")
    assert desk.click(date(2025, 11, 5)) == 0
    assert "報表未變動" in desk.said
    assert desk.kept() == before

    # the rest and the signature, in the report as it is now
    answers = {"UNREGISTERED_QUERY": ("待查", "俟當事人銷假")}
    desk.drop_answers(OCTOBER, date(2025, 11, 6), answers, signed_by="陳主任", name="114年10月明細表答覆.xlsx")
    assert desk.click(date(2025, 11, 6)) == 0
    assert "陳主任於114年11月6日簽核" in desk.said
    assert desk.state() == "114年10月已勾稽：尚有 1 項待答覆，已簽核。"

    # the next month carries what is open, and its register makes it good
    desk.drop_papers(NOVEMBER, *SOUND, late=((OCTOBER, Visit(7, 9, "B220000007")),))
    assert desk.click(date(2025, 12, 3)) == 0
    assert "114年11月：本月 2 筆查詢，2 筆相符" in desk.said
    assert "結案 1 項" in desk.said
    assert desk.state() == "114年11月已勾稽：各項均已答覆，尚未簽核。"
    desk.drop_answers(NOVEMBER, date(2025, 12, 4), {}, signed_by="陳主任", name="report.xlsx")
    assert desk.click(date(2025, 12, 4)) == 0
    assert desk.state() == "114年11月已辦畢：各項均已答覆，並經簽核。"
    assert "沒有待答覆事項" in desk.page()
    assert "沒有未結事項" in desk.page()


@pytest.mark.slow
def test_what_is_open_for_longest_stands_first_with_its_age(desk: Desk) -> None:
    desk.drop_papers(OCTOBER, FORGOTTEN, *SOUND)
    assert desk.click(date(2025, 11, 4)) == 0
    desk.drop_papers(NOVEMBER, Visit(11, 9, "B220000011", written=None), *SOUND)
    assert desk.click(date(2025, 12, 4)) == 0
    table = desk.page().partition("未結事項 共 2 項")[2]
    assert table.index("1 個月 114年10月") < table.index("本期 114年11月")


def test_files_that_cannot_be_taken_stay_and_are_named_with_what_to_do(desk: Desk, tmp_path: Path) -> None:
    desk.drop_papers(OCTOBER, FORGOTTEN, *SOUND)
    assert desk.click(date(2025, 11, 4)) == 0
    blank = desk.drop(desk.report(OCTOBER), "report.xlsx")
    foreign = desk.drop_answers(OCTOBER, date(2025, 11, 5), {"UNREGISTERED_QUERY": ("好", "")}, name="答覆.xlsx")
    (letter := desk.inbox / "來文.txt").write_text("主旨：檢送資料一份。", encoding="utf-8")
    cut = desk.inbox / "下載.xlsx"
    cut.write_bytes(blank.read_bytes()[:-200])
    assert desk.click(date(2025, 11, 5)) == 2
    page = desk.page()
    assert "有 4 件無法處理" in page
    assert "report.xlsx：沒有填寫任何處理結果或簽核" in page
    assert "答覆.xlsx：" in page
    assert "不是清單中的項目" in page
    assert "來文.txt：檔名及內容都看不出" in page
    assert "下載.xlsx：檔案不完整" in page
    assert all(path.is_file() for path in (blank, foreign, letter, cut))
    for path in (blank, foreign, letter, cut):
        path.unlink()
    assert desk.click(date(2025, 11, 5)) == 0
    assert "無法處理" not in desk.page()


def test_an_inbox_that_was_emptied_after_the_month_asks_for_nothing(desk: Desk) -> None:
    desk.drop_papers(OCTOBER, FORGOTTEN, *SOUND)
    assert desk.click(date(2025, 11, 4)) == 0
    for path in desk.inbox.iterdir():
        path.unlink()
    assert desk.click(date(2025, 11, 5)) == 0
    assert "無法處理" not in desk.page()
    desk.drop_answers(OCTOBER, date(2025, 11, 6), {"UNREGISTERED_QUERY": ("說明合理", "補登")})
    assert desk.click(date(2025, 11, 6)) == 0
    assert "收錄處理結果 1 項" in desk.said
    assert desk.state() == "114年10月已勾稽：各項均已答覆，尚未簽核。"


def test_a_statement_that_nobody_can_read_is_named_and_the_month_waits(desk: Desk) -> None:
    desk.drop_papers(OCTOBER, *SOUND)
    (named := desk.inbox / "114年10月主管稽核月明細表.xlsx").unlink()
    named.with_suffix(".csv").write_text("會議紀錄\n主席致詞\n", encoding="utf-8")
    assert desk.click(date(2025, 11, 4)) == 3
    assert "有 1 件無法處理" in desk.page()
    assert "114年10月主管稽核月明細表.csv" in desk.page()
    assert "尚未勾稽" in desk.state()


def test_papers_under_names_that_say_nothing_are_known_by_what_is_in_them(desk: Desk) -> None:
    desk.drop_papers(OCTOBER, FORGOTTEN, *SOUND)
    for number, path in enumerate(sorted(desk.inbox.iterdir())):
        path.rename(path.with_name(f"下載 ({number}).xlsx"))
    assert desk.click(date(2025, 11, 4)) == 0
    assert "依內容認定為主管稽核月明細表" in desk.said
    assert "依內容認定為查詢紀錄表" in desk.said
    assert "3 筆查詢，2 筆相符" in desk.said


def test_our_own_report_dropped_as_a_paper_is_none(desk: Desk) -> None:
    desk.drop_papers(OCTOBER, FORGOTTEN, *SOUND)
    assert desk.click(date(2025, 11, 4)) == 0
    for name in ("report.pdf", "report.html", "findings.csv"):
        desk.drop(desk.report(OCTOBER).with_name(name))
    desk.click(date(2025, 11, 4))
    assert "報表未變動" in desk.said


@pytest.mark.slow
def test_answers_filled_in_where_the_report_lies_are_not_lost(desk: Desk) -> None:
    desk.drop_papers(OCTOBER, FORGOTTEN, *SOUND)
    assert desk.click(date(2025, 11, 4)) == 0
    there = desk.report(OCTOBER)
    desk.drop_answers(OCTOBER, date(2025, 11, 5), {"UNREGISTERED_QUERY": ("說明合理", "補登")}, name="x.xlsx")
    (desk.inbox / "x.xlsx").rename(there)
    desk.drop_papers(OCTOBER, FORGOTTEN, *SOUND, Visit(20, 9, "A187654321"))
    assert desk.click(date(2025, 11, 5)) == 2
    assert "請先將該檔複製到收件匣" in desk.page()
    desk.drop(there)
    assert desk.click(date(2025, 11, 5)) == 0
    assert "收錄處理結果 1 項" in desk.said


@pytest.mark.slow
def test_a_month_that_was_forgotten_is_run_when_its_papers_are_dropped(desk: Desk) -> None:
    desk.drop_papers(OCTOBER, *SOUND)
    desk.drop_papers(NOVEMBER, *SOUND)
    assert desk.click(date(2025, 12, 4)) == 0
    assert "114年10月：本月 2 筆查詢" in desk.said
    assert "114年11月：本月 2 筆查詢" in desk.said
    before = desk.kept()
    assert desk.click(date(2025, 12, 4)) == 0
    assert desk.kept() == before


@pytest.mark.slow
def test_a_retracted_month_is_not_run_again_on_the_files_for_which_it_was_retracted(desk: Desk) -> None:
    from reconcile.cli import main  # noqa: PLC0415 - the one command that is typed here

    desk.drop_papers(OCTOBER, FORGOTTEN, *SOUND)
    assert desk.click(date(2025, 11, 4)) == 0
    settings = str(desk.home / "office.toml")
    assert main(["retract", "2025-10", "--why", "拿錯檔案", "--by", "陳主任", "--settings", settings,
                 "--as-of", "2025-11-05"]) == 0  # fmt: skip
    assert desk.click(date(2025, 11, 6)) == 2
    assert "已撤回" in desk.state()
    assert "與撤回時相同，請放入正確的檔案" in desk.page()
    desk.drop_papers(OCTOBER, SLIP, *SOUND)
    assert desk.click(date(2025, 11, 7)) == 0
    assert "已勾稽" in desk.state()
