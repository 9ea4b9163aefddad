"""A month lived by the double-click alone: answers from the page, the workbook and OpenDocument; and one on paper."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from checked_by_hand import NOT_ON_PAPER, fill_in
from filled_ods import fill_in_ods
from reconcile.by_hand import FOUND, PAGE, PURPOSE, SLOT
from reconcile.text.dates import Month
from reports.chromium import browser, chromium
from year.answering import answer, reading, save, sign
from year.desk import Desk
from year.office import Visit

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(chromium() is None, reason="no Chromium, Chrome or Edge is installed here"),
]

OCTOBER, NOVEMBER = Month(2025, 10), Month(2025, 11)
FORGOTTEN = Visit(7, 9, "B220000007", written=None)
SLIP = Visit(8, 10, "C120000008", written={"查詢條件": "C120000009"})
UNSIGNED = Visit(9, 11, "A123456789", written={"主管簽核": None})
SOUND = (Visit(9, 15, "F131104093"), Visit(10, 14, "F131104093"))


@pytest.fixture(autouse=True)
def _files_lie_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    with browser() as started:
        yield started


def test_one_month_is_answered_in_the_page_the_workbook_and_open_document(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], running: Browser
) -> None:
    desk = Desk.founded(tmp_path / "機關", OCTOBER, capsys)
    settings = desk.home / "office.toml"
    text = settings.read_text(encoding="utf-8")
    assert "# ods = false" in text
    settings.write_text(text.replace("# ods = false", "ods = true"), encoding="utf-8")
    desk.drop_papers(OCTOBER, FORGOTTEN, SLIP, UNSIGNED, *SOUND)
    assert desk.click(date(2025, 11, 4)) == 0, desk.said
    assert desk.state() == "114年10月已勾稽：尚有 3 項待答覆，尚未簽核。"

    with reading(running, desk.report(OCTOBER).with_suffix(".html")) as page:
        answer(page, "CONDITION_MISMATCH", "2", "誤繕，已更正", on="114/11/5")
        save(page, desk.inbox)
    assert desk.click(date(2025, 11, 5)) == 0, desk.said
    assert desk.state() == "114年10月已勾稽：尚有 2 項待答覆，尚未簽核。"

    ods = desk.report(OCTOBER).with_suffix(".ods")
    fill_in_ods(ods, desk.inbox / "回復.ods", date(2025, 11, 6), {"MISSING_SIGNOFF": ("說明合理", "紙本已簽")})
    assert desk.click(date(2025, 11, 6)) == 0, desk.said
    assert "收錄處理結果 1 項" in desk.said
    assert desk.state() == "114年10月已勾稽：尚有 1 項待答覆，尚未簽核。"

    answers = {"UNREGISTERED_QUERY": ("待查", "俟當事人銷假")}
    desk.drop_answers(OCTOBER, date(2025, 11, 7), answers, signed_by="陳主任", name="report.xlsx")
    assert desk.click(date(2025, 11, 7)) == 0, desk.said
    assert desk.state() == "114年10月已勾稽：尚有 1 項待答覆，已簽核。"
    before = desk.kept()
    assert desk.click(date(2025, 11, 7)) == 0
    assert desk.kept() == before

    desk.drop_papers(NOVEMBER, *SOUND, late=((OCTOBER, Visit(7, 9, "B220000007")),))
    assert desk.click(date(2025, 12, 3)) == 0, desk.said
    assert "結案 1 項" in desk.said
    with reading(running, desk.report(NOVEMBER).with_suffix(".html")) as page:
        sign(page, "陳主任", "114/12/4")
        save(page, desk.inbox)
    assert desk.click(date(2025, 12, 4)) == 0, desk.said
    assert desk.state() == "114年11月已辦畢：各項均已答覆，並經簽核。"


def test_an_office_on_paper_lives_its_months_by_the_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], running: Browser
) -> None:
    desk = Desk.founded(tmp_path / "機關", OCTOBER, capsys, paper=True)
    desk.drop_statement(OCTOBER, FORGOTTEN, *SOUND)
    assert desk.click(date(2025, 11, 4)) == 2
    assert "11410逐筆核對表.xlsx" in desk.said
    found = {FOUND: "✓", PAGE: "3", PURPOSE: "2"}
    rows = {"1": NOT_ON_PAPER, "2": {**found, SLOT: "1"}, "3": {**found, SLOT: "2"}}
    papers = desk.home / "reports" / "papers"
    fill_in(papers / "11410逐筆核對表.xlsx", desk.inbox / "11410逐筆核對表.xlsx", rows, on="114/11/5")
    assert desk.click(date(2025, 11, 5)) == 0, desk.said
    assert desk.state() == "114年10月已勾稽：尚有 1 項待答覆，尚未簽核。"

    report = desk.report(OCTOBER).with_suffix(".html")
    assert "依人工核對，有紀錄無明細未查核" in report.read_text(encoding="utf-8")
    with reading(running, report) as page:
        answer(page, "UNREGISTERED_QUERY", "1", "補登於第 3 頁序號 3", on="114/11/6")
        sign(page, "陳主任", "114/11/6")
        save(page, desk.inbox)
    assert desk.click(date(2025, 11, 6)) == 0, desk.said
    assert desk.state() == "114年10月已辦畢：各項均已答覆，並經簽核。"

    # next month, the same person at the same place: no line of it was used before
    desk.drop_statement(NOVEMBER, *SOUND, Visit(12, 9, "B220000007"))
    assert desk.click(date(2025, 12, 3)) == 2
    rows = {"1": {**found, SLOT: "4"}, "2": {**found, PAGE: "4", SLOT: "1"}, "3": NOT_ON_PAPER}
    fill_in(papers / "11411逐筆核對表.xlsx", desk.inbox / "11411逐筆核對表.xlsx", rows, on="114/12/4")
    assert desk.click(date(2025, 12, 4)) == 0, desk.said
    assert desk.state() == "114年11月已勾稽：尚有 1 項待答覆，尚未簽核。"
    assert desk.click(date(2025, 12, 4)) == 0
    assert "報表未變動" in desk.said
