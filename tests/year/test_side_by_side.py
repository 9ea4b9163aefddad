"""Offices that share one archive folder do not wait for one another; one office's own runs make one chain."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from office_files import OFFICE
from reconcile.archive import read_history, verify
from reconcile.errors import ExitCode
from reconcile.text.dates import Month
from year.office import Office, Visit
from year.test_renamed import called

pytestmark = pytest.mark.slow

OCTOBER = Month(2025, 10)


def started(office: Office, out: str) -> "subprocess.Popen[str]":
    """October's run of an office in a process of its own."""
    folder = office.home / "papers" / str(OCTOBER)
    register, statement = sorted(folder.iterdir(), reverse=True)
    papers = ("--statement", str(statement), "--register", str(register))
    settings = office.settings.read_text(encoding="utf-8")
    mine = office.home / f"{out}.toml"
    mine.write_text(settings.replace("[office]\n", f'[office]\nout = "{out}"\n'), encoding="utf-8")
    command = [sys.executable, "-m", "reconcile", "run", str(OCTOBER), *papers, "--settings", str(mine)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src"), "PYTHONUTF8": "1"}
    return subprocess.Popen(
        [*command, "--as-of", "2025-11-05"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


def test_four_offices_at_once_are_all_archived(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [OFFICE, *(f"花蓮縣{town}戶政事務所" for town in ("吉安鄉", "玉里鎮", "新城鄉"))]
    running = []
    for number, name in enumerate(names):
        (home := tmp_path / f"office{number}").mkdir()
        office = Office(home, capsys)
        called(office, name)
        text = office.settings.read_text(encoding="utf-8")
        office.settings.write_text(text.replace("[office]\n", '[office]\narchive = "../archive"\n'), encoding="utf-8")
        office._papers(OCTOBER, [Visit(6, 9, "A123456789").query(OCTOBER)], [Visit(6, 9, "A123456789").line(OCTOBER)])
        running.append(started(office, "reports"))
    codes = [run.wait() for run in running]
    for run in running:
        run.stdout.close() if run.stdout else None
    assert set(codes) <= {ExitCode.FINISHED, ExitCode.INPUT_PROBLEMS}, "the made papers all name one office"
    assert [len(read_history(tmp_path / "archive", name).deposits) for name in names] == [1] * 4
    assert verify(tmp_path / "archive").sound


def test_of_two_runs_of_one_office_at_once_none_is_lost_and_none_forks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = Office(tmp_path, capsys)
    assert office.run(OCTOBER, date(2025, 11, 5), Visit(6, 9, "A123456789")) == ExitCode.FINISHED
    running = [started(office, name) for name in ("one", "two")]
    codes = sorted(run.wait() for run in running)
    for run in running:
        run.stdout.close() if run.stdout else None
    assert codes in ([ExitCode.FINISHED, ExitCode.FINISHED], [ExitCode.FINISHED, ExitCode.LOCKED])
    assert verify(office.archive).sound
