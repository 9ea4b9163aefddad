"""An office that was renamed, or made of two, keeps what was open."""

from datetime import date
from pathlib import Path

import pytest

from office_files import OFFICE
from reconcile.errors import ExitCode
from reconcile.text.dates import Month
from year.office import Office, Visit

SEPTEMBER, OCTOBER = Month(2026, 9), Month(2026, 10)
OTHER, NEW = "花蓮縣吉安鄉戶政事務所", "花蓮縣花吉戶政事務所"
VISIT, HIDDEN = Visit(6, 9, "A123456789"), Visit(7, 11, "A900207177", written=None)
HIDDEN_TOO = Visit(8, 15, "A800000014", written=None)


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, capsys)


def called(office: Office, agency: str, *formerly: str) -> None:
    """The office is called that from now on."""
    names = ", ".join(f'"{name}"' for name in formerly)
    text = office.settings.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if not line.startswith(("agency", "formerly"))]
    at = kept.index("[office]") + 1
    kept[at:at] = [f'agency = "{agency}"', f"formerly = [{names}]"]
    office.settings.write_text("\n".join(kept) + "\n", encoding="utf-8")


def run(office: Office, month: Month, *visits: Visit) -> int:
    return office.run(month, date(month.next.year, month.next.month, 5), *visits)


def test_an_office_that_was_renamed_carries_its_open_items_and_can_answer_them(office: Office) -> None:
    assert run(office, SEPTEMBER, VISIT, HIDDEN) == ExitCode.FINISHED
    called(office, NEW, OFFICE)
    assert run(office, OCTOBER, VISIT) == ExitCode.FINISHED, office.said
    assert {path.name for path in office.archive.iterdir() if path.is_dir()} == {OFFICE, NEW}
    report = (office.report(OCTOBER).parent / "report.html").read_text(encoding="utf-8")
    assert f"本機關含原{OFFICE}，其封存之未結事項一併列入" in report
    assert office.do("status", "--as-of", "2026-11-06") == ExitCode.FINISHED
    assert f"含原{OFFICE}之封存及未結事項" in office.said
    assert "未結事項共 1 件" in office.said
    september = next(line for line in office.said.splitlines() if line.startswith("  115年9月 "))
    assert "已勾稽，待查明" in september
    assert office.decide(OCTOBER, date(2026, 11, 6), {"UNREGISTERED_QUERY": ("說明合理", "")}) == ExitCode.FINISHED
    assert office.do("status", "--as-of", "2026-11-06") == ExitCode.FINISHED
    assert "未結事項共 0 件" in office.said
    september = next(line for line in office.said.splitlines() if line.startswith("  115年9月 "))
    assert "已完成" in september
    assert office.do("decide", SEPTEMBER, office.report(SEPTEMBER)) == ExitCode.USAGE
    assert "屬原機關之封存" in office.said
    assert office.do("bind", 2026, "--as-of", "2026-11-06") == ExitCode.INPUT_PROBLEMS
    assert "9月" not in office.said
    assert office.do("verify") == ExitCode.FINISHED


def test_two_offices_made_one_keep_the_items_of_both(office: Office) -> None:
    for name, hidden in ((OFFICE, HIDDEN), (OTHER, HIDDEN_TOO)):
        called(office, name)
        assert run(office, SEPTEMBER, VISIT, hidden) in {ExitCode.FINISHED, ExitCode.INPUT_PROBLEMS}
    called(office, NEW, OFFICE, OTHER)
    assert office.do("status", "--as-of", "2026-11-06") == ExitCode.FINISHED
    assert f"含原{OFFICE}、原{OTHER}之封存及未結事項" in office.said
    assert "未結事項共 2 件" in office.said


def test_a_former_name_that_the_archive_does_not_know_is_a_usage_error(office: Office) -> None:
    called(office, NEW, OFFICE)
    assert run(office, OCTOBER, VISIT) == ExitCode.USAGE
    assert f"封存內沒有原機關「{OFFICE}」的資料" in office.said
