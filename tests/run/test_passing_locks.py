"""Another program that holds a file for a moment, as virus scanners and previews on Windows do, ends no run."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reconcile.disk import patiently
from reconcile.errors import ExitCode
from reconcile.text.dates import Month
from year.office import Office, Visit

SHARING_VIOLATION = 32
OCTOBER = Month(2026, 10)


def held(times: int, working: Callable[..., Any], names: str = "") -> Callable[..., Any]:
    """A function that Windows refuses so many times for a path that holds these words."""
    left = [times]

    def call(path: Path, *rest: Any) -> Any:
        if names in str(path) and left[0]:
            left[0] -= 1
            error = PermissionError(13, "used by another process")
            error.winerror = SHARING_VIOLATION  # type: ignore[attr-defined]
            raise error
        return working(path, *rest)

    return call


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that were waited, without waiting them."""
    seconds = list[float]()
    monkeypatch.setattr("reconcile.disk.time.sleep", seconds.append)
    return seconds


def office(folder: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    made = Office(folder, capsys)
    assert made.run(OCTOBER, date(2026, 11, 5), Visit(6, 9, "A123456789")) == ExitCode.FINISHED
    return made


@pytest.mark.parametrize("names", ["2026-10", "-run"])
def test_a_lock_that_passes_costs_seconds_and_no_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, waited: list[float], names: str
) -> None:
    made = office(tmp_path, capsys)
    monkeypatch.setattr(Path, "rename", held(3, Path.rename, names))
    assert made.run(OCTOBER, date(2026, 11, 6), Visit(6, 9, "A123456789")) == ExitCode.FINISHED
    assert len(waited) == 3


def test_the_previous_reports_are_put_back_after_a_kill_though_a_lock_passes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, waited: list[float]
) -> None:
    made = office(tmp_path, capsys)
    reports = next(tmp_path.rglob("2026-10/report.html")).parent
    reports.rename(reports.with_name(".2026-10.old"))
    monkeypatch.setattr(Path, "rename", held(2, Path.rename, ".old"))
    assert made.run(OCTOBER, date(2026, 11, 6), Visit(6, 9, "A123456789")) == ExitCode.FINISHED
    assert (reports / "report.html").is_file()
    assert len(waited) == 2


def test_a_report_that_stays_open_is_told_before_anything_is_read_or_archived(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, waited: list[float]
) -> None:
    made = office(tmp_path, capsys)
    archived = sorted(path.name for path in (tmp_path / "archive").rglob("*-run"))
    monkeypatch.setattr(Path, "rename", held(10**6, Path.rename, "2026-10"))
    monkeypatch.setattr("reconcile.pipeline.carrying_out.read_files", lambda _: pytest.fail("it was read"))
    assert made.run(OCTOBER, date(2026, 11, 6), Visit(6, 9, "A123456789")) == ExitCode.USAGE
    assert "可能正由 Excel 或其他程式開啟，請關閉後重跑" in made.said
    assert sorted(path.name for path in (tmp_path / "archive").rglob("*-run")) == archived
    assert 5 < sum(waited) < 10


def test_what_does_not_pass_is_not_waited_for(waited: list[float]) -> None:
    def forbidden() -> None:
        raise PermissionError(13, "read only")

    with pytest.raises(PermissionError):
        patiently(forbidden)
    assert waited == []
