"""An office works a whole year with the program; at the end nothing that it ever found is unaccounted for."""

import hashlib
import re
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from office_files import OFFICE
from reconcile.archive import read_history
from reconcile.errors import ExitCode
from reconcile.history import RESULTS
from reconcile.text.dates import Month
from year.office import Office, Visit

YEAR = [Month(2025, number) for number in range(1, 13)]
JANUARY, FEBRUARY, MARCH, APRIL, MAY, JUNE, JULY, AUGUST, SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER = YEAR
PEOPLE = ("A123456789", "A800000014", "A900207177", "AB00207171", "AC03095424")
LATE = Visit(14, 10, PEOPLE[1], "林美玲")
"""A query that is written down a month late."""


def ordinary(*more: Visit) -> list[Visit]:
    """What happens every month, and what happens in one."""
    return [Visit(6, 9, PEOPLE[0]), Visit(7, 11, PEOPLE[2], "林美玲"), Visit(20, 15, PEOPLE[3]), *more]


def on_the_fifth(month: Month) -> date:
    return date(month.next.year, month.next.month, 5)


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, capsys)


@pytest.mark.slow
def test_a_year_with_late_entries_corrections_decisions_and_reruns_leaves_nothing_unanswered(office: Office) -> None:
    january(office)
    february(office)
    march(office)
    april(office)
    may(office)
    june(office)
    held_in_july(office)
    for month in (JULY, AUGUST, SEPTEMBER, OCTOBER, NOVEMBER, DECEMBER):
        assert office.run(month, on_the_fifth(month), *ordinary()) == ExitCode.FINISHED
        assert office.findings(month).empty
        assert office.decide(month, on_the_fifth(month), {}, signed_by="陳主任") == ExitCode.FINISHED
    the_year_is_accounted_for(office)
    the_papers_of_the_year_are_made(office)


def january(office: Office) -> None:
    """A query that nobody wrote down; nobody knows why yet."""
    forgotten = Visit(LATE.day, LATE.hour, LATE.subject, LATE.user, written=None)
    assert office.run(JANUARY, on_the_fifth(JANUARY), *ordinary(forgotten)) == ExitCode.FINISHED
    assert list(office.findings(JANUARY)) == ["UNREGISTERED_QUERY"]
    answer = {"UNREGISTERED_QUERY": ("待查", "使用者請假，返所後詢問")}
    assert office.decide(JANUARY, date(2025, 2, 7), answer) == ExitCode.FINISHED


def february(office: Office) -> None:
    """January's query is written down late, in February's register: its item is closed and the report says so."""
    late = {JANUARY: [LATE]}
    assert office.run(FEBRUARY, on_the_fifth(FEBRUARY), *ordinary(), late=late) == ExitCode.FINISHED
    assert "補登" in report_text(office, FEBRUARY)


def march(office: Office) -> None:
    """A line without a query is explained, and the supervisor signs."""
    slip = Visit(12, 14, PEOPLE[4], queried=None)
    assert office.run(MARCH, on_the_fifth(MARCH), *ordinary(slip)) == ExitCode.FINISHED
    assert list(office.findings(MARCH)) == ["UNCONFIRMED_ENTRY"]
    answer = {"UNCONFIRMED_ENTRY": ("說明合理", "當日系統未回應，改日重查")}
    assert office.decide(MARCH, date(2025, 4, 7), answer, signed_by="陳主任") == ExitCode.FINISHED
    assert office.run(MARCH, date(2025, 4, 8), *ordinary(slip)) == ExitCode.FINISHED
    assert "陳主任簽核，有效" in report_text(office, MARCH)


def april(office: Office) -> None:
    """Two lines were left out; the register is corrected, the month is run again, the items are gone and told of."""
    absent = [Visit(day, 10, PEOPLE[4], written=None) for day in (15, 22)]
    assert office.run(APRIL, on_the_fifth(APRIL), *ordinary(*absent)) == ExitCode.FINISHED
    assert list(office.findings(APRIL)) == ["UNREGISTERED_QUERY"] * 2
    written = [Visit(day, 10, PEOPLE[4]) for day in (15, 22)]
    assert office.run(APRIL, date(2025, 5, 6), *ordinary(*written)) == ExitCode.FINISHED
    assert office.findings(APRIL).empty
    assert report_text(office, APRIL).count("不再列出：11404-") == 2


def may(office: Office) -> None:
    """Signed, then downloaded anew with one more query: the signature is void and the report says so."""
    assert office.run(MAY, on_the_fifth(MAY), *ordinary()) == ExitCode.FINISHED
    assert office.decide(MAY, date(2025, 6, 6), {}, signed_by="陳主任") == ExitCode.FINISHED
    more = Visit(28, 16, PEOPLE[1], written=None)
    assert office.run(MAY, date(2025, 6, 7), *ordinary(more)) == ExitCode.FINISHED
    assert "簽核已失效" in report_text(office, MAY)
    answer = {"UNREGISTERED_QUERY": ("屬實異常", "已口頭告誡並補登")}
    assert office.decide(MAY, date(2025, 6, 9), answer, signed_by="陳主任") == ExitCode.FINISHED


def june(office: Office) -> None:
    """A worklist of another month and a month decided twice are refused or told, and nothing is lost."""
    assert office.run(JUNE, on_the_fifth(JUNE), *ordinary(Visit(3, 9, PEOPLE[4], written=None))) == ExitCode.FINISHED
    filled = office.home / f"{MAY}-filled-2025-06-09.xlsx"
    before = len(read_history(office.archive, OFFICE).deposits)
    assert office.do("decide", JUNE, filled, "--as-of", "2025-07-06") == ExitCode.USAGE
    assert "5月" in office.said
    assert len(read_history(office.archive, OFFICE).deposits) == before
    for day, result in ((7, "待查"), (8, "已補登")):
        answer = {"UNREGISTERED_QUERY": (result, "")}
        assert office.decide(JUNE, date(2025, 7, day), answer) == ExitCode.FINISHED


def held_in_july(office: Office) -> None:
    """The first self-audit of the year."""
    assert office.do("audit", "2025", "--half", "1", "--held-on", "2025-07-20", "--as-of", "2025-07-20") in {
        ExitCode.FINISHED,
        ExitCode.INPUT_PROBLEMS,
    }
    assert read_history(office.archive, OFFICE).deposits[-1].record["held_on"] == "2025-07-20"


def the_year_is_accounted_for(office: Office) -> None:
    assert office.do("verify") == ExitCode.FINISHED
    history = read_history(office.archive, OFFICE)
    assert history.months == YEAR
    raised = {item for run in history.deposits if run.items is not None for item in run.items["item"]}
    answered = {decision.item: decision.result for deposit in history.deposits for decision in deposit.decisions}
    made_good = {item for run in history.deposits for item in run.record.get("late_entries", ())}
    standing = {
        item
        for month in history.months
        for run in history.runs(month)[-1:]
        if run.items is not None
        for item in run.items["item"]
    }
    assert len(raised) == 6
    for item in raised:
        assert item in made_good or item not in standing or answered[item] in set(RESULTS) - {"待查"}, item
    assert office.do("status", "--as-of", "2026-01-06") == ExitCode.FINISHED
    assert "未結事項共 0 件" in office.said


def the_papers_of_the_year_are_made(office: Office) -> None:
    """The volume is bound, the checklists are made, and what they cite lies in the archive as cited."""
    assert office.do("bind", "2025", "--as-of", "2026-01-20") == ExitCode.FINISHED, office.said
    office.do("audit", "114", "--half", "2", "--held-on", "2026-01-21", "--as-of", "2026-01-21")
    office.do("audit", "114", "--county", "--as-of", "2026-01-22")
    papers = office.home / "reports" / "papers"
    county = next(papers.glob("附件四-*.pdf"))
    assert "114年1月、6月「有查詢無紀錄」有2件事後補登" in _text(county).replace(" ", "")
    assert "114年3月由陳主任簽核，當月未附帳號清冊，是否為單位主管無從認定" in _text(county).replace(" ", "")
    forms = [*papers.glob("附件三-*.pdf"), *papers.glob("附件四-*.pdf")]
    assert len(forms) == 3
    for form in forms:
        cited = attachments(form)
        assert cited
        for path, digest in cited.items():
            assert hashlib.sha256((office.archive / path).read_bytes()).hexdigest() == digest, path
    assert office.do("verify") == ExitCode.FINISHED


def attachments(form: Path) -> dict[str, str]:
    """The paths and digests that a checklist prints."""
    return dict(re.findall(r"([^\s/]+/[\d-]+/\d{4}-[a-z]+/data/\S+?)\s+SHA-256\s+([0-9a-f]{64})", _text(form)))


def _text(paper: Path) -> str:
    document = pdfium.PdfDocument(paper)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return re.sub(r"[\r\n]+", " ", text)


def report_text(office: Office, month: Month) -> str:
    return (office.report(month).parent / "report.html").read_text(encoding="utf-8")
