"""Answers filled in on the page: saved as one file by a real Chromium, dropped, taken in; and refused elsewhere."""

import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from reconcile.cli import main
from reconcile.text.dates import Month
from reports.chromium import browser, chromium
from year.answering import answer, reading, save, sign
from year.desk import Desk
from year.office import Visit

pytestmark = pytest.mark.skipif(chromium() is None, reason="no Chromium, Chrome or Edge is installed here")

OCTOBER = Month(2025, 10)
FORGOTTEN = Visit(7, 9, "B220000007", written=None)
SLIP = Visit(8, 10, "C120000008", written={"查詢條件": "C120000009"})
SOUND = (Visit(9, 11, "A123456789"), Visit(10, 14, "F131104093"))


@pytest.fixture(autouse=True)
def _files_lie_still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "sleep", lambda _: None)


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    with browser() as started:
        yield started


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    desk = Desk.founded(tmp_path / "機關", OCTOBER, capsys)
    desk.drop_papers(OCTOBER, FORGOTTEN, SLIP, *SOUND)
    assert desk.click(date(2025, 11, 4)) == 0
    return desk


def test_answers_by_keyboard_are_saved_dropped_and_taken_in_once(desk: Desk, running: Browser) -> None:
    report = desk.report(OCTOBER).with_suffix(".html")
    with reading(running, report) as page:
        answer(page, "CONDITION_MISMATCH", "2", "誤繕，已更正", on="114/11/5")
        answer(page, "UNREGISTERED_QUERY", "5", "俟當事人銷假", by="")
        assert "已填 2／2 項" in page.locator("#filled").inner_text()
        sign(page, "陳主任", "114/11/5")
        saved = save(page, desk.inbox)
        assert "請將該檔放入收件匣" in page.locator("#filled").inner_text()
    assert saved.name == "11410答覆.json"
    assert desk.click(date(2025, 11, 5)) == 0, desk.said
    assert "收錄處理結果 2 項：說明合理 1 項、待查 1 項" in desk.said
    assert "陳主任於114年11月5日簽核" in desk.said
    assert desk.state() == "114年10月已勾稽：尚有 1 項待答覆，已簽核。"
    before = desk.kept()
    assert desk.click(date(2025, 11, 5)) == 0
    assert "報表未變動" in desk.said and desk.kept() == before

    with reading(running, report) as page:  # what was answered stands there, and saved again brings nothing
        assert "已填 2／2 項" in page.locator("#filled").inner_text()
        assert page.locator("#signed-by").input_value() == "陳主任"
        page.keyboard.press("Tab")
        again = save(page, desk.inbox, "again.json")
    assert desk.click(date(2025, 11, 5)) == 0, desk.said
    assert json.loads(again.read_text(encoding="utf-8"))[0]["簽核人"] == "陳主任"
    assert "報表未變動" in desk.said and desk.kept() == before


@pytest.mark.slow
def test_the_fields_are_as_accessible_as_the_page(desk: Desk, running: Browser) -> None:
    """WCAG 2.1 AA, by axe, with fields open."""
    with reading(running, desk.report(OCTOBER).with_suffix(".html")) as page:
        answer(page, "CONDITION_MISMATCH", "2", "誤繕", on="114/11/5")
        wanted = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}}
        found = Axe().run(page, options=wanted).response
        assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]] == []
        save(page, desk.inbox)


def test_what_is_not_whole_is_not_saved_and_the_page_says_where(desk: Desk, running: Browser) -> None:
    with reading(running, desk.report(OCTOBER).with_suffix(".html")) as page:
        answer(page, "UNREGISTERED_QUERY", "", "沒有選結果")
        page.keyboard.press("Escape")
        page.keyboard.press("s")
        assert "有 1 項未填妥，尚未存檔" in page.locator("#filled").inner_text()
        assert "未選處理結果" in page.locator(".answer output").first.inner_text()
        assert page.evaluate("document.activeElement.dataset.name") == "result"
        page.keyboard.type("3")
        page.keyboard.press("Enter")  # the next item is open
        assert page.locator(".answer").count() == 2


@pytest.mark.slow
def test_a_saved_file_belongs_to_its_run(desk: Desk, running: Browser, tmp_path: Path) -> None:
    with reading(running, desk.report(OCTOBER).with_suffix(".html")) as page:
        answer(page, "CONDITION_MISMATCH", "2", "誤繕", on="114/11/5")
        saved = save(page, tmp_path)
    desk.drop_papers(OCTOBER, FORGOTTEN, SLIP, *SOUND, Visit(20, 9, "A187654321"))
    assert desk.click(date(2025, 11, 5)) == 0
    desk.drop(saved)
    assert desk.click(date(2025, 11, 5)) == 2
    assert "其後已於114年11月5日重新執行" in desk.said


def test_every_bad_row_of_a_file_is_told_at_once_and_nothing_is_taken(desk: Desk, running: Browser) -> None:
    with reading(running, desk.report(OCTOBER).with_suffix(".html")) as page:
        answer(page, "CONDITION_MISMATCH", "2", "誤繕", on="114/11/5")
        answer(page, "UNREGISTERED_QUERY", "5", "俟當事人銷假", on="114/11/5")
        saved = save(page, desk.inbox)
    records = json.loads(saved.read_text(encoding="utf-8"))
    records[1]["處理結果"], records[2]["日期"] = "好", "116/1/1"
    saved.write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    settings = str(desk.home / "office.toml")
    assert main(["decide", "2025-10", str(saved), "--settings", settings, "--as-of", "2025-11-05"]) == 2
    said = "".join(desk.capsys.readouterr())
    assert "有 2 處須更正" in said and "不是清單中的項目" in said and "在今天" in said
    assert not list((desk.home / "archive").rglob("*-decision"))


@pytest.mark.slow
def test_a_report_that_is_not_archived_asks_for_no_answers(desk: Desk, running: Browser, tmp_path: Path) -> None:
    files = [desk.inbox / "114年10月主管稽核月明細表.xlsx", desk.inbox / "114年10月查詢紀錄表.xlsx"]
    told = ["--statement", str(files[0]), "--register", str(files[1]), "--out", str(tmp_path / "out")]
    assert main(["run", "2025-10", *told, "--settings", str(desk.home / "office.toml"), "--as-of", "2025-11-05"]) == 0
    with reading(running, tmp_path / "out" / "report.html") as page:
        assert page.locator("#answers").count() == 0 and page.locator("[data-item]").count() == 0
