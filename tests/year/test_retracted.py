"""A bad October cannot be retracted, edited and forgotten."""

import re
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pypdfium2 as pdfium
import pytest

from conftest import SetClock
from office_files import OFFICE
from reconcile.archive import read_history
from reconcile.errors import ExitCode
from reconcile.text.dates import Month
from year.office import Office, Visit

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
FIFTH, SIXTH, TENTH = date(2026, 11, 5), date(2026, 11, 6), date(2026, 11, 10)
KEPT = Visit(6, 9, "A123456789")
HIDDEN = Visit(7, 11, "A900207177", "林美玲", written=None)
CONFIRMED = Visit(8, 15, "A800000014", written={"使用者姓名": "林美玲"})
TORN = Visit(9, 10, "AB00207171")
WHY = "誤用未經主管核對之紀錄表"
OPEN_TWO = "未結事項共 2 件"


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """An office whose October holds a query that nobody wrote down, and another user's that was confirmed."""
    made = Office(tmp_path, capsys)
    assert made.run(OCTOBER, FIFTH, KEPT, HIDDEN, CONFIRMED, TORN) == ExitCode.FINISHED
    answers = {"USER_MISMATCH": ("屬實異常", "借用帳號")}
    assert made.decide(OCTOBER, FIFTH, answers, signed_by="陳主任") == ExitCode.FINISHED
    return made


def retract(office: Office, *more: object) -> int:
    return office.do("retract", OCTOBER, "--why", WHY, "--by", "陳主任", "--as-of", SIXTH, *more)


def edited(office: Office, on: date = TENTH) -> int:
    """October run again: the query written in, the user put right, one entry torn out."""
    visits = (KEPT, Visit(7, 11, "A900207177", "林美玲"), Visit(8, 15, "A800000014"))
    torn = Visit(9, 10, "AB00207171", written=None)
    return office.run(OCTOBER, on, *visits, torn)


def status(office: Office, on: str = "2026-11-15") -> str:
    assert office.do("status", "--as-of", on) == ExitCode.FINISHED
    return office.said


def carried(office: Office, month: Month) -> list[str]:
    """The codes of what earlier runs and months left open, as the worklist shows them."""
    return sorted(pd.read_excel(office.report(month), "前月未結", engine="calamine")["代碼"].dropna())


def pages(office: Office, pattern: str) -> str:
    document = pdfium.PdfDocument(next((office.home / "reports" / "papers").glob(pattern)))
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return re.sub(r"[\r\n]+", "", text)


def test_a_bad_october_cannot_be_retracted_edited_and_forgotten(office: Office) -> None:
    assert retract(office) == ExitCode.FINISHED
    assert "2 項仍列未結" in office.said
    told = status(office)
    assert re.search(r"115年10月\s+已撤回\s+115年11月10日\s+2 件", told)
    assert "下載並勾稽115年10月主管稽核月明細表（已逾期）" in told
    assert OPEN_TWO in told
    assert edited(office) == ExitCode.FINISHED
    report = (office.report(OCTOBER).parent / "report.html").read_text(encoding="utf-8")
    assert f"由陳主任撤回：{WHY}" in report
    assert "REWRITTEN_ENTRY" in set(office.findings(OCTOBER)), "comparison with the retracted run goes on"
    assert carried(office, OCTOBER) == ["UNREGISTERED_QUERY", "USER_MISMATCH"]
    assert "未結事項共 4 件" in status(office)
    assert office.run(NOVEMBER, date(2026, 12, 5), Visit(3, 9, "A123456789")) == ExitCode.FINISHED
    assert {"UNREGISTERED_QUERY", "USER_MISMATCH"} <= set(carried(office, NOVEMBER))
    answers = {"UNREGISTERED_QUERY": ("屬實異常", "補登非當日"), "USER_MISMATCH": ("屬實異常", "借用帳號")}
    assert office.decide(NOVEMBER, date(2026, 12, 6), answers) == ExitCode.FINISHED
    assert "未結事項共 1 件" in status(office, "2026-12-06"), "the entry torn out is still to be answered for"
    assert office.do("verify") == ExitCode.FINISHED


def test_what_a_new_run_lists_is_again_what_it_was(office: Office) -> None:
    assert retract(office) == ExitCode.FINISHED
    assert office.run(OCTOBER, TENTH, KEPT, HIDDEN, CONFIRMED, TORN) == ExitCode.FINISHED
    assert "未結事項共 1 件" in status(office)
    assert carried(office, OCTOBER) == []


def test_papers_print_what_was_retracted_and_the_month_counts_no_more(office: Office) -> None:
    assert retract(office) == ExitCode.FINISHED
    assert office.do("bind", 2026, "--as-of", "2026-11-15") == ExitCode.INPUT_PROBLEMS
    assert "115年10月勾稽結果已撤回，尚未重新執行" in office.said
    volume = pages(office, "*合訂本*.pdf")
    assert "已撤回之勾稽結果" in volume
    assert WHY in volume
    assert "陳主任" in volume
    assert office.do("audit", 2026, "--as-of", "2026-11-15") == ExitCode.INPUT_PROBLEMS
    assert "115年10月之勾稽結果已於115年11月6日撤回，尚未重新執行" in office.said
    assert edited(office) == ExitCode.FINISHED
    office.do("audit", 2026, "--as-of", "2026-11-15")
    assert "115年10月之勾稽曾於115年11月6日撤回後重新執行" in pages(office, "附件三*.pdf")
    assert "115年10月「有查詢無紀錄」尚有 2 件未結" in office.said


def test_who_when_and_why_are_archived_and_nothing_leaves(office: Office) -> None:
    before = len(read_history(office.archive, OFFICE).deposits)
    assert retract(office) == ExitCode.FINISHED
    history = read_history(office.archive, OFFICE)
    assert len(history.deposits) == before + 1
    last = history.deposits[-1]
    assert (last.kind, last.month, last.as_of) == ("retraction", OCTOBER, SIXTH)
    assert (last.record["by"], last.record["why"], last.record["run"]) == ("陳主任", WHY, 1)
    assert WHY not in office.said
    assert "陳主任" not in office.said, "no person on the screen"


def test_whoever_is_named_in_the_reason_is_masked_in_reports(office: Office) -> None:
    named = ("--why", "王小明誤查 A900207177", "--by", "陳主任", "--as-of", SIXTH)
    assert office.do("retract", OCTOBER, *named) == ExitCode.FINISHED
    assert edited(office) == ExitCode.FINISHED
    report = (office.report(OCTOBER).parent / "report.html").read_text(encoding="utf-8")
    assert "由陳主任撤回：王○○誤查 A90020****" in report
    assert "誤查 A900207177" not in report


def test_the_signature_and_the_worklist_of_a_retracted_run_hold_no_more(office: Office) -> None:
    assert retract(office) == ExitCode.FINISHED
    assert "已簽核" not in status(office)
    assert office.decide(OCTOBER, date(2026, 11, 12), {"UNREGISTERED_QUERY": ("說明合理", "")}) == ExitCode.USAGE
    assert "115年10月的勾稽結果已撤回，不能收錄處理結果" in office.said
    assert office.run(OCTOBER, TENTH, KEPT, HIDDEN, CONFIRMED, TORN) == ExitCode.FINISHED
    assert "尚未由單位主管簽核" in (office.report(OCTOBER).parent / "report.html").read_text(encoding="utf-8")


def test_what_cannot_be_retracted_is_said_so(office: Office, set_clock: SetClock) -> None:
    assert office.do("retract", NOVEMBER, "--why", WHY) == ExitCode.USAGE
    assert "封存內沒有115年11月的勾稽結果" in office.said
    assert office.do("retract", OCTOBER, "--why", "  ") == ExitCode.USAGE
    assert office.do("retract", OCTOBER) == ExitCode.USAGE
    assert "--why" in office.said
    set_clock(datetime(2026, 11, 5, 12))
    assert retract(office) == ExitCode.USAGE
    assert "基準日 115年11月6日 在今天（115年11月5日）之後" in office.said
    set_clock(datetime(2026, 11, 6, 12))
    assert retract(office) == ExitCode.FINISHED
    assert retract(office) == ExitCode.USAGE
    assert "已於115年11月6日撤回，尚未重新執行" in office.said
