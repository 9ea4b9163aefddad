"""A disk that fails (EIO) under reports, archive or papers, and a computer without a temporary folder."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from office_files import register, statement
from reconcile.archive import verify
from reconcile.errors import ExitCode
from reconcile.text.dates import Month
from year.office import Office, Visit

OCTOBER = Month(2026, 10)
SOURCE = Path(__file__).parents[2] / "src"
STEPS = (1, 2, 4, 7, 12, 20, 33, 54, 88, 143, 232, 376)
"""At which of what is done to the disk it begins to fail."""

COMPILER = shutil.which("cc") or ""
FAILING = pytest.mark.skipif(not COMPILER or sys.platform != "linux", reason="no compiler to make a disk fail with")


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that makes a disk fail."""
    made = tmp_path_factory.mktemp("disk") / "failing.so"
    source = Path(__file__).with_name("failing_disk.c")
    subprocess.run([COMPILER, "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl"], check=True)
    return made


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """An office that has run a month, been answered, and has a changed register in its inbox."""
    (tmp_path / "office").mkdir()
    office = Office(tmp_path / "office", capsys)
    assert office.run(OCTOBER, date(2026, 11, 5), Visit(6, 9, "A123456789")) == ExitCode.FINISHED
    register(tmp_path / "紀錄表.xlsx", {}, {"序號": "2", "登入時間": "10:10", "登出時間": "10:20"})
    statement(tmp_path / "明細表.xlsx", {})
    return office.home


def command(home: Path, *words: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "reconcile", *words, "--settings", str(home / "office.toml")],
        env=os.environ | {"PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"} | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def run_again(home: Path) -> tuple[str, ...]:
    files = home.parent / "明細表.xlsx", home.parent / "紀錄表.xlsx"
    return "run", "2026-10", "--as-of", "2026-11-06", "--statement", str(files[0]), "--register", str(files[1])


def contents(folder: Path) -> dict[str, bytes]:
    """All but what tells of the failure itself: the home page and its notes.

    Where no folder can be renamed any more, the reports wait under another name for the next command.
    """
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    told = re.compile(r"index\.html$|\.untaken\.json$|\.lock")
    there = {name.replace(".2026-10.old", "2026-10"): path for name, path in files.items()}
    return {name: path.read_bytes() for name, path in there.items() if not told.search(name)}


def faults(failing: Path, place: str, of: str, steps: Iterator[int]) -> Iterator[dict[str, str]]:
    for step in steps:
        yield {"LD_PRELOAD": str(failing), "FAULT_IN": place, "FAULT_OF": of, "FAULT_FROM": str(step)}


def hold(home: Path, words: tuple[str, ...], failing: Path, place: str, of: str, steps: Iterator[int]) -> int:
    """Let the disk fail at each of these steps until it fails at none; how often it did.

    Each time the command says in one sentence where and what next, and leaves everything as it was.
    """
    before, seen = contents(home), 0
    for fault in faults(failing, place, of, steps):
        ran = command(home, *words, **fault)
        if ran.returncode != ExitCode.USAGE:
            assert ran.returncode in (ExitCode.FINISHED, ExitCode.INPUT_PROBLEMS), (fault, ran.stderr)
            return seen
        seen += 1
        said = [line for line in ran.stderr.splitlines() if not line.startswith("首頁未能更新：無法")]
        assert len(said) == 1, (fault, said)
        assert said[0].startswith("錯誤：無法"), (fault, said)
        assert "磁碟讀寫失敗" in said[0], (fault, said)
        assert "重跑" in said[0], (fault, said)
        assert contents(home) == before, fault
        assert verify(home / "archive").faults == ()
    return seen


@FAILING
def test_a_disk_that_fails_under_a_run_is_named_and_nothing_is_half_written(home: Path, failing: Path) -> None:
    assert hold(home, run_again(home), failing, "/archive/", "wod", iter((9,))) == 1


@FAILING
@pytest.mark.slow
@pytest.mark.parametrize("of", ["w", "o", "d"])
@pytest.mark.parametrize("place", ["/reports/", "/archive/"])
def test_a_disk_that_fails_at_any_step_of_a_run_is_named_and_nothing_is_half_written(
    home: Path, failing: Path, place: str, of: str
) -> None:
    assert hold(home, run_again(home), failing, place, of, iter(STEPS)) > 1
    assert command(home, *run_again(home)).returncode == ExitCode.FINISHED


@FAILING
@pytest.mark.slow
@pytest.mark.parametrize("words", [("bind", "2026"), ("audit", "2026"), ("forms",)])
def test_a_disk_that_fails_under_papers_is_named_and_nothing_is_half_written(
    home: Path, failing: Path, words: tuple[str, ...]
) -> None:
    assert hold(home, words, failing, "/papers/", "wod", iter(STEPS)) > 1


NO_ROOM = """
import tempfile

def none(*_arguments, **_options):
    raise FileNotFoundError(2, "no usable temporary directory")

tempfile._get_default_tempdir = none
"""


@pytest.mark.slow
def test_no_command_and_no_reader_needs_a_temporary_folder(home: Path, tmp_path: Path) -> None:
    """The children that read inherit the path on which this lies."""
    (tmp_path / "none").mkdir()
    (tmp_path / "none" / "sitecustomize.py").write_text(NO_ROOM, encoding="utf-8")
    path = {"PYTHONPATH": os.pathsep.join([str(tmp_path / "none"), str(SOURCE)])}
    for words in (run_again(home), ("bind", "2026"), ("audit", "2026"), ("forms",), ("status",)):
        ran = command(home, *words, **path)
        assert ran.returncode in (ExitCode.FINISHED, ExitCode.INPUT_PROBLEMS), (words, ran.stderr)
    told = subprocess.run(
        [sys.executable, "-m", "reconcile", "demo", "--out", str(tmp_path / "demo")],
        env=os.environ | {"PYTHONUTF8": "1"} | path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert told.returncode == ExitCode.FINISHED, told.stderr
