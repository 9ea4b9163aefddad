"""A month or a day typed wrong is refused before it is archived; what is only looked at adds nothing."""

import json
import re
from datetime import date, datetime
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from conftest import SetClock
from office_files import OFFICE
from reconcile.archive import read_history
from reconcile.errors import ExitCode
from reconcile.text.dates import Month
from year.office import Office, Visit, fill_in

SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)
FIFTH = date(2026, 11, 5)
VISITS = (Visit(6, 9, "A123456789"), Visit(7, 11, "A900207177", written=None))


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, capsys)


def deposits(office: Office) -> int:
    return len(read_history(office.archive, OFFICE).deposits)


def papers(office: Office) -> list[object]:
    """October's papers as options."""
    folder = office.home / "papers" / str(OCTOBER)
    return ["--statement", folder / "115年10月主管稽核月明細表.xlsx", "--register", folder / "115年10月查詢紀錄表.xlsx"]


def test_september_run_with_octobers_files_is_refused_and_nothing_is_archived(office: Office) -> None:
    assert office.run(OCTOBER, FIFTH, *VISITS) == ExitCode.FINISHED
    assert office.do("run", SEPTEMBER, *papers(office), "--as-of", FIFTH) == ExitCode.INPUT_PROBLEMS
    assert "明細表與紀錄表都沒有115年9月的任何一筆（檔案所載為115年10月）" in office.said
    assert "請確認月份是否打錯" in office.said
    assert deposits(office) == 1
    assert not office.report(SEPTEMBER).exists()


def test_a_month_of_which_the_statement_says_that_nobody_queried_is_complete_beside_a_register_of_the_year(
    office: Office,
) -> None:
    assert office.run(OCTOBER, FIFTH, late={SEPTEMBER: [Visit(3, 9, "A123456789")]}) == ExitCode.FINISHED
    assert deposits(office) == 1


def test_a_day_to_come_is_refused_before_anything_is_read(office: Office, set_clock: SetClock) -> None:
    assert office.run(OCTOBER, FIFTH, *VISITS) == ExitCode.FINISHED
    set_clock(datetime(2026, 11, 29, 9))
    mistyped = ("--as-of", "2036-08-05")
    filled = office.home / "filled.xlsx"
    fill_in(office.report(OCTOBER), filled, FIFTH, {"UNREGISTERED_QUERY": ("說明合理", "")})
    for command in (
        ("run", OCTOBER, *papers(office), *mistyped),
        ("decide", OCTOBER, filled, *mistyped),
        ("audit", 2026, "--held-on", "2026-11-20", *mistyped),
    ):
        assert office.do(*command) == ExitCode.USAGE, command
        assert "基準日 125年8月5日 在今天（115年11月29日）之後，不能封存" in office.said
    assert deposits(office) == 1
    assert office.do("decide", OCTOBER, filled, "--as-of", "2026-11-29") == ExitCode.FINISHED


def test_answers_and_audits_of_an_earlier_day_than_the_last_deposits_are_kept(office: Office) -> None:
    assert office.run(OCTOBER, date(2026, 11, 20), *VISITS) == ExitCode.FINISHED
    assert office.decide(OCTOBER, date(2026, 11, 6), {"UNREGISTERED_QUERY": ("說明合理", "")}) == ExitCode.FINISHED
    audit = ("audit", 2026, "--half", 1, "--held-on", "2026-07-20", "--as-of", "2026-07-20")
    assert office.do(*audit) == ExitCode.INPUT_PROBLEMS
    days = [deposit.as_of for deposit in read_history(office.archive, OFFICE).deposits]
    assert days == [date(2026, 11, 20), date(2026, 11, 6), date(2026, 7, 20)]
    assert office.do("verify") == ExitCode.FINISHED
    assert office.do("status", "--as-of", "2026-11-21") == ExitCode.FINISHED


def test_what_is_only_looked_at_is_not_archived_says_so_and_its_answers_are_refused(office: Office) -> None:
    assert office.run(OCTOBER, FIFTH, *VISITS) == ExitCode.FINISHED
    elsewhere = office.home / "elsewhere"
    looked = ("run", OCTOBER, *papers(office), "--as-of", FIFTH, "--out", elsewhere)
    assert office.do(*looked) == ExitCode.FINISHED
    assert "未封存" in office.said
    assert deposits(office) == 1
    record = json.loads((elsewhere / "run.json").read_text(encoding="utf-8"))
    assert (record["archived"], record["digest"]) == (False, "未封存")
    assert "本報表以 --out 製作" in (elsewhere / "report.html").read_text(encoding="utf-8")
    document = pdfium.PdfDocument(elsewhere / "report.pdf")
    assert "未封存" in document[0].get_textpage().get_text_bounded()
    document.close()
    fill_in(elsewhere / "report.xlsx", office.home / "filled.xlsx", FIFTH, {"UNREGISTERED_QUERY": ("說明合理", "")})
    assert office.do("decide", OCTOBER, office.home / "filled.xlsx") == ExitCode.USAGE
    assert "以 --out 製作、未封存的報表" in office.said
    assert deposits(office) == 1


def test_what_is_only_looked_at_carries_the_open_items_of_the_archive(office: Office) -> None:
    visits = [visit for visit in VISITS if visit.written is not None]
    assert office.run(SEPTEMBER, date(2026, 10, 5), *VISITS) == ExitCode.FINISHED
    assert office.run(OCTOBER, FIFTH, *visits) == ExitCode.FINISHED
    elsewhere = office.home / "elsewhere"
    assert office.do("run", OCTOBER, *papers(office), "--as-of", FIFTH, "--out", elsewhere) == ExitCode.FINISHED
    items = re.findall(r"11509-[0-9A-Z]{8}", (elsewhere / "report.html").read_text(encoding="utf-8"))
    assert len(set(items)) == 1


def test_a_report_looked_at_again_stays_as_long_as_the_archive_does(office: Office) -> None:
    assert office.run(OCTOBER, FIFTH, *VISITS) == ExitCode.FINISHED
    looked = ("run", OCTOBER, *papers(office), "--as-of", FIFTH, "--out", office.home / "elsewhere", "--if-changed")
    for expected in (False, True):
        assert office.do(*looked) == ExitCode.FINISHED
        assert ("保留原有報表" in office.said) == expected
    assert office.decide(OCTOBER, FIFTH, {"UNREGISTERED_QUERY": ("說明合理", "")}) == ExitCode.FINISHED
    assert office.do(*looked) == ExitCode.FINISHED
    assert "保留原有報表" not in office.said


def test_the_first_deposit_that_holds_a_statement_proves_by_when_it_was_downloaded(
    office: Office, set_clock: SetClock
) -> None:
    set_clock(datetime(2026, 11, 9, 8, 30))
    assert office.run(OCTOBER, FIFTH, *VISITS) == ExitCode.FINISHED
    assert office.do("run", OCTOBER, *papers(office), "--as-of", "2026-11-09") == ExitCode.FINISHED
    first = office.do("audit", 2026, "--as-of", "2026-11-09")
    assert first == ExitCode.INPUT_PROBLEMS
    assert "10 月於 11/5" in told(office)


def test_a_statement_of_which_nobody_says_the_day_was_downloaded_by_the_day_it_was_archived(
    office: Office, set_clock: SetClock
) -> None:
    set_clock(datetime(2026, 11, 9, 8, 30))
    office.run(OCTOBER, FIFTH, *VISITS)
    papers_only = papers(office)
    for path in sorted(office.archive.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    assert office.do("run", OCTOBER, *papers_only, "--as-of", FIFTH) == ExitCode.FINISHED
    office.do("audit", 2026, "--as-of", "2026-11-09")
    assert "10 月最遲於 115年11月9日" in told(office)


def told(office: Office) -> str:
    """What the checklist says."""
    document = pdfium.PdfDocument(next((office.home / "reports" / "papers").glob("附件三-*.pdf")))
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return re.sub(r"[\r\n]+", "", text)
