"""After five years a year may be destroyed: on record, exactly that, and the office works on."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from office_files import OFFICE
from reconcile.archive import read_history
from reconcile.errors import ExitCode
from reconcile.text.dates import Month
from year.office import Office, Visit

OLD, OLDER, NEW, NEXT = Month(2020, 12), Month(2020, 11), Month(2026, 9), Month(2026, 10)
VISIT, HIDDEN = Visit(6, 9, "A123456789"), Visit(7, 11, "A900207177", written=None)
APPROVAL = "花市戶字第1150000001號"
TODAY = "2026-10-20"


def on_the_fifth(month: Month) -> date:
    return date(month.next.year, month.next.month, 5)


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    """An office with two months of 109, one of which was answered, and one of 115."""
    made = Office(tmp_path, capsys)
    for month in (OLDER, OLD):
        assert made.run(month, on_the_fifth(month), VISIT, HIDDEN) == ExitCode.FINISHED
    assert made.decide(OLD, on_the_fifth(OLD), {"UNREGISTERED_QUERY": ("說明合理", "")}) == ExitCode.FINISHED
    assert made.run(NEW, on_the_fifth(NEW), VISIT) == ExitCode.FINISHED
    return made


def destroy(office: Office, *months: Month) -> None:
    """What the office does with its own hands."""
    for month in months:
        shutil.rmtree(office.archive / OFFICE / str(month))


def record(office: Office, year: int = 109) -> int:
    return office.do("destroyed", year, "--approval", APPROVAL, "--as-of", TODAY)


def verified(office: Office) -> int:
    return office.do("verify")


@pytest.mark.parametrize("first", ["recorded first", "destroyed first"])
def test_a_year_destroyed_lawfully_is_no_gap_and_runs_go_on(office: Office, first: str) -> None:
    if first == "destroyed first":
        destroy(office, OLDER, OLD)
        assert verified(office) == ExitCode.ARCHIVE_BROKEN
    assert record(office) == ExitCode.FINISHED
    assert "已登記109年度 3 件封存之銷毀" in office.said
    assert APPROVAL not in office.said
    if first == "recorded first":
        assert f"{OFFICE}/2020-12/0003-decision" in office.said
        assert verified(office) == ExitCode.FINISHED
        assert "3 件已登記銷毀而資料夾仍在" in office.said
        destroy(office, OLDER, OLD)
    assert verified(office) == ExitCode.FINISHED
    assert "3 件業經核准銷毀，登記於封存，其缺號不列為不符：第 1 至 3 號" in office.said
    assert office.run(NEXT, on_the_fifth(NEXT), VISIT) == ExitCode.FINISHED
    assert office.do("status", "--as-of", "2026-11-06") == ExitCode.FINISHED
    assert "109年" not in office.said
    assert office.do("audit", 2026, "--as-of", "2026-11-06") == ExitCode.INPUT_PROBLEMS
    assert "驗證不符" not in office.said
    last = next(one for one in read_history(office.archive, OFFICE).deposits if one.kind == "destruction")
    assert (last.record["approval"], last.record["year"]) == (APPROVAL, 2020)
    assert [(one["number"], one["period"]) for one in last.record["destroyed"]] == [
        (1, "2020-11"),
        (2, "2020-12"),
        (3, "2020-12"),
    ]
    assert all(len(one["head"]) == 64 for one in last.record["destroyed"])
    assert all(bool(one["digests"]) == (first == "recorded first") for one in last.record["destroyed"])


def test_every_other_gap_is_still_found(office: Office) -> None:
    assert office.run(NEXT, on_the_fifth(NEXT), VISIT) == ExitCode.FINISHED
    assert record(office) == ExitCode.FINISHED
    destroy(office, OLDER, OLD, NEW)
    assert verified(office) == ExitCode.ARCHIVE_BROKEN
    assert office.run(Month(2026, 11), date(2026, 12, 5), VISIT) == ExitCode.ARCHIVE_BROKEN


def test_a_month_of_another_year_is_not_destroyed_along(office: Office) -> None:
    assert office.run(NEXT, on_the_fifth(NEXT), VISIT) == ExitCode.FINISHED
    destroy(office, OLDER, OLD, NEW)
    assert record(office) == ExitCode.ARCHIVE_BROKEN
    assert "缺少在它之前的封存件" in office.said


def test_what_must_still_be_kept_what_nobody_approved_and_what_is_not_there_is_refused(office: Office) -> None:
    for year, approval, said in (
        (115, APPROVAL, "115年度之文件應保存至120年12月31日，尚不得銷毀"),
        (109, " ", "銷毀須載明核准文號"),
        (108, APPROVAL, "封存內沒有108年度尚未登記銷毀之封存件"),
    ):
        assert office.do("destroyed", year, "--approval", approval, "--as-of", TODAY) == ExitCode.USAGE
        assert said in office.said
    assert record(office) == ExitCode.FINISHED
    page = (office.home / "reports" / "index.html").read_bytes()
    killed_before_the_home_page_was_laid(office)
    assert record(office) == ExitCode.USAGE
    assert (office.home / "reports" / "index.html").read_bytes() == page
    assert not (office.home / "reports" / ".new").exists()


def killed_before_the_home_page_was_laid(office: Office) -> None:
    """The destruction is on record; the page is that of before, and its folder stands half-swept."""
    (office.home / "reports" / "index.html").write_text("", encoding="utf-8")
    (office.home / "reports" / ".new").mkdir()


def test_what_is_damaged_is_not_recorded_as_destroyed(office: Office) -> None:
    kept = office.archive / OFFICE / "2020-11" / "0001-run" / "data" / "reports" / "report.html"
    kept.write_bytes(kept.read_bytes() + b" ")
    assert record(office) == ExitCode.ARCHIVE_BROKEN
    assert "data/reports/report.html」：內容與封存時不同" in office.said
