"""What the program writes is its owner's alone, and what it prints steers no terminal."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from office_files import register, statement
from reconcile import run_month
from reconcile.cli import main
from reconcile.errors import ExitCode, FileRefused
from reconcile.text.dates import Month
from year.office import Office, Visit

OCTOBER = Month(2026, 10)
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows knows neither modes, pipes nor such limits")
CLEAR_SCREEN = "\x1b[2J"


def office(folder: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    made = Office(folder, capsys)
    assert made.run(OCTOBER, date(2026, 11, 5), Visit(6, 9, "A123456789")) == ExitCode.FINISHED
    return made


@POSIX
def test_reports_papers_and_archive_are_their_owners_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = os.umask(0o022)
    try:
        made = office(tmp_path, capsys)
        os.umask(0o022)
        assert made.do("bind", "2026", "--as-of", "2026-11-06") == ExitCode.INPUT_PROBLEMS
    finally:
        os.umask(before)
    written = [path for place in ("archive", "reports") for path in (tmp_path / place).rglob("*")]
    assert len(written) > 30
    assert [path for path in written if path.stat().st_mode & 0o077] == []


@POSIX
def test_a_file_name_cannot_clear_the_screen_or_forge_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forged = tmp_path / f"明細表{CLEAR_SCREEN}\n錯誤：封存已毀損\u202egnp.xlsx"
    statement(forged, {}).touch()
    assert main(["inspect", str(forged)]) == ExitCode.FINISHED
    said = "".join(capsys.readouterr())
    assert "明細表␛[2J␊錯誤：封存已毀損〔RIGHT-TO-LEFT OVERRIDE〕gnp.xlsx" in said
    assert not any(line.startswith("錯誤") for line in said.splitlines())
    assert CLEAR_SCREEN not in said


@pytest.mark.skipif(os.name == "nt", reason="no name has two lines on Windows")
def test_a_name_passed_over_in_the_inbox_cannot_forge_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "office.toml").write_text('[office]\nagency = "某所"\n', encoding="utf-8")
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "x\n錯誤：請寄出檔案.txt").write_text("x")
    assert main(["run", "2026-10", "--settings", str(tmp_path / "office.toml")]) == ExitCode.USAGE
    said = capsys.readouterr().err.splitlines()
    assert [line.partition("：")[0] for line in said] == ["錯誤", "  或以 --statement 指定檔案。", "  x␊錯誤"]


@contextmanager
def ended_in_time() -> Iterator[None]:
    """Fails what waits for a pipe that nobody writes, or reads a device that never ends, instead of waiting too."""

    def too_late(*_: object) -> None:
        raise AssertionError("still waiting")

    before = signal.signal(signal.SIGALRM, too_late)
    signal.alarm(60)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@POSIX
def test_a_pipe_is_refused_before_it_is_waited_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pipe = tmp_path / "明細表.pdf"
    os.mkfifo(pipe)
    with ended_in_time():
        assert main(["inspect", str(pipe)]) == ExitCode.USAGE
    assert "請指定檔案，而不是資料夾、管線或裝置" in capsys.readouterr().err
    with ended_in_time(), pytest.raises(FileRefused, match="不是檔案"):
        run_month("2026-10", statements=[pipe], registers=[register(tmp_path / "r.xlsx", {})], out=tmp_path / "o")


@POSIX
def test_an_endless_device_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with ended_in_time():
        assert main(["inspect", "/dev/zero"]) == ExitCode.USAGE
    assert "請指定檔案" in capsys.readouterr().err


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
from reconcile.cli import main
sys.exit(main(sys.argv[1:]))
"""


@POSIX
def test_a_full_disk_costs_a_run_nothing_but_the_room_it_needs(tmp_path: Path) -> None:
    files = [
        *("--statement", str(statement(tmp_path / "明細表.xlsx", {}))),
        *("--register", str(register(tmp_path / "紀錄表.xlsx", {}))),
    ]
    out = tmp_path / "out"
    assert main(["run", "2026-10", *files, "--out", str(out)]) == ExitCode.FINISHED
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    ran = subprocess.run(
        [sys.executable, "-c", LIMITED, "run", "2026-10", *files, "--out", str(out)],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src"), "PYTHONUTF8": "1"},
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (
        ExitCode.USAGE,
        "錯誤：無法在「out」寫入報表：磁碟空間不足（或已達配額），請清出空間後重跑。原報表未變動。\n",
    )
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before
    assert not (tmp_path / ".out.new").exists()


def test_a_month_needs_no_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [
        *("--statement", str(statement(tmp_path / "明細表.xlsx", {}))),
        *("--register", str(register(tmp_path / "紀錄表.xlsx", {}))),
    ]

    def none() -> str:
        raise FileNotFoundError("no usable temporary directory")

    monkeypatch.setattr(tempfile, "gettempdir", none)
    monkeypatch.setattr(tempfile, "_gettempdir", none)
    assert main(["run", "2026-10", *files, "--out", str(tmp_path / "out")]) == ExitCode.FINISHED


def test_what_a_killed_run_left_is_swept_by_the_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = office(tmp_path, capsys)
    folder = tmp_path / "reports" / "papers"
    (folder / ".new" / "tmpx").mkdir(parents=True)
    (folder / ".new" / "tmpx" / "0001.pdf").write_bytes(b"%PDF-")
    assert made.do("bind", "2026", "--as-of", "2026-11-06") == ExitCode.INPUT_PROBLEMS
    assert sorted(path.name for path in folder.iterdir() if path.name != ".lock") == ["115年度合訂本（未完成）.pdf"]
