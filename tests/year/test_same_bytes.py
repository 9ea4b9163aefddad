"""The same inputs, settings and archive give the same bytes, and are kept once."""

from datetime import date
from pathlib import Path

import pytest

from office_files import OFFICE
from reconcile.archive import read_history
from reconcile.errors import ExitCode
from reconcile.text.dates import Month
from year.office import Office, Visit

OCTOBER = Month(2025, 10)
ON = date(2025, 11, 5)
VISITS = (Visit(6, 9, "A123456789"), Visit(7, 11, "A900207177", written=None))


def written(office: Office) -> dict[str, bytes]:
    folder = office.report(OCTOBER).parent
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_month_run_again_says_the_same_and_is_kept_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    office = Office(tmp_path, capsys)
    assert office.run(OCTOBER, ON, *VISITS) == ExitCode.FINISHED
    first = written(office)
    assert len(first) == 12
    assert office.run(OCTOBER, ON, *VISITS) == ExitCode.FINISHED
    assert written(office) == first
    assert len(read_history(office.archive, OFFICE).deposits) == 1


def test_an_answered_month_run_again_is_kept_beside_the_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = Office(tmp_path, capsys)
    assert office.run(OCTOBER, ON, *VISITS) == ExitCode.FINISHED
    before = written(office)
    assert office.decide(OCTOBER, ON, {"UNREGISTERED_QUERY": ("說明合理", "")}) == ExitCode.FINISHED
    assert office.run(OCTOBER, ON, *VISITS) == ExitCode.FINISHED
    assert written(office)["report.html"] != before["report.html"]
    kinds = [deposit.kind for deposit in read_history(office.archive, OFFICE).deposits]
    assert kinds == ["run", "decision", "run"]
