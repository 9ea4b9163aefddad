"""The job as a scheduler calls it, and the files by which schedulers are told of it."""

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from filelock import FileLock

from reconcile.cli import main
from reconcile.errors import ExitCode

ROOT = Path(__file__).parents[1]
JOBS = ROOT / "jobs"
Done = subprocess.CompletedProcess[str]
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"


def office(folder: Path) -> Path:
    """An office folder with October's files in its inbox, and what lies about in real ones."""
    (folder / "office.toml").write_text("", encoding="utf-8")
    inbox = folder / "inbox"
    inbox.mkdir()
    shutil.copy(ROOT / "sample_data" / "statement.xlsx", inbox / "115年10月主管稽核月明細表.xlsx")
    shutil.copy(ROOT / "sample_data" / "register_list.xlsx", inbox / "115年查詢紀錄表.xlsx")
    (inbox / "~$115年查詢紀錄表.xlsx").write_bytes(b"open in Excel")
    (inbox / "115年10月主管稽核月明細表 (1).xlsx").write_bytes(
        (ROOT / "sample_data" / "statement.xlsx").read_bytes()[:-100]
    )
    return folder


def job(*arguments: str, elsewhere: Path, called: tuple[str, ...] = ("-m", "reconcile", "job")) -> Done:
    """Run the job as a scheduler does: from a folder of its own, with no terminal."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", *called, *arguments],
        cwd=elsewhere,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Done]:
    """An office folder in which the job has run once."""
    folder = office(tmp_path_factory.mktemp("office"))
    return folder, job("--settings", str(folder / "office.toml"), "2026-10", elsewhere=ROOT)


def test_the_job_says_where_the_report_is(october: tuple[Path, Done]) -> None:
    folder, done = october
    assert done.returncode == 0, done.stdout + done.stderr
    assert str(folder / "reports" / "2026-10" / "report.html") in done.stdout
    assert (folder / "reports" / "2026-10" / "report.pdf").exists()


def test_the_job_keeps_a_log_of_more_than_it_says_without_anybody_in_it(october: tuple[Path, Done]) -> None:
    folder, done = october
    log = (folder / "reconcile.log").read_text(encoding="utf-8").splitlines()
    assert os.name == "nt" or (folder / "reconcile.log").stat().st_mode & 0o077 == 0
    told = [line.split("  ", 1)[1] for line in log]
    assert set(done.stdout.splitlines()) | set(done.stderr.splitlines()) < set(told)
    assert "~$115年查詢紀錄表.xlsx：暫存檔，已略過。" in told
    assert "暫存檔" not in done.stdout + done.stderr
    assert "115年10月主管稽核月明細表 (1).xlsx：檔案不完整" in done.stderr
    assert told[-1] == "執行結束，結束代碼 0。"
    assert not re.search(r"[A-Z][1289A-D]\d{8}", "".join(log))


def test_running_twice_is_harmless(october: tuple[Path, Done]) -> None:
    folder, _ = october
    before = contents(folder / "inbox"), contents(folder / "reports"), contents(folder / "archive")
    again = job("--settings", str(folder / "office.toml"), "2026-10", elsewhere=ROOT)
    assert again.returncode == 0
    assert "報表未變動" in again.stdout
    assert (contents(folder / "inbox"), contents(folder / "reports"), contents(folder / "archive")) == before


def test_a_schedule_of_version_0_2_goes_on_working(october: tuple[Path, Done]) -> None:
    folder, _ = october
    called = (str(JOBS / "monthly.py"),)
    done = job("--settings", str(folder / "office.toml"), "2026-10", elsewhere=ROOT, called=called)
    assert done.returncode == 0
    assert "報表未變動" in done.stdout


def test_a_month_whose_statement_was_not_downloaded_yet_is_a_usage_error_in_the_log(tmp_path: Path) -> None:
    assert main(["job", "2026-11", "--settings", str(office(tmp_path) / "office.toml")]) == 2
    assert "找不到115年11月的主管稽核月明細表" in (tmp_path / "reconcile.log").read_text(encoding="utf-8")
    assert not (tmp_path / "reports" / "2026-11").exists()


def test_a_job_without_a_window_has_nothing_to_speak_to_and_runs_all_the_same(
    october: tuple[Path, Done], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As pythonw starts it: no standard input, output or error."""
    folder, _ = october
    for stream in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, stream, None)
    assert main(["job", "--settings", str(folder / "office.toml"), "2026-10"]) == 0


def test_two_jobs_at_once_cannot_be(tmp_path: Path) -> None:
    settings = office(tmp_path) / "office.toml"
    (tmp_path / "reports").mkdir()
    with FileLock(tmp_path / "reports" / ".2026-10.lock"):
        done = job("--settings", str(settings), "2026-10", elsewhere=ROOT)
    assert done.returncode == 11
    assert "結束代碼 11" in (tmp_path / "reconcile.log").read_text(encoding="utf-8")


def test_settings_that_are_nowhere_are_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["job", "--settings", str(tmp_path / "gone" / "office.toml")]) == 2
    assert "找不到設定檔 office.toml" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_settings_is_told_how_to_become_an_office(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["job"]) == 2
    assert "reconcile init" in capsys.readouterr().err


def test_an_office_folder_in_which_nothing_may_be_written_is_told_and_no_fault_of_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "office.toml").touch()
    (tmp_path / "inbox").mkdir()
    (tmp_path / "reconcile.log").mkdir()  # no more can be written there than on a share that may only be read
    assert main(["job", "--settings", str(tmp_path / "office.toml")]) == ExitCode.USAGE
    assert f"錯誤：無法在「{tmp_path.name}」寫入 reconcile.log" in capsys.readouterr().err


def test_the_windows_task_runs_the_job_every_morning() -> None:
    content = (JOBS / "windows" / "reconcile-monthly.xml").read_bytes()
    assert content.startswith(b"\xff\xfe")
    task = ET.fromstring(content)
    assert task.tag == f"{TASK}Task"
    daily = task.find(f"{TASK}Triggers/{TASK}CalendarTrigger/{TASK}ScheduleByDay")
    assert daily is not None
    assert daily.findtext(f"{TASK}DaysInterval") == "1"
    assert task.findtext(f"{TASK}Settings/{TASK}MultipleInstancesPolicy") == "IgnoreNew"
    assert task.findtext(f"{TASK}Settings/{TASK}StartWhenAvailable") == "true"
    action = [task.findtext(f"{TASK}Actions/{TASK}Exec/{TASK}{part}") or "" for part in ("Command", "Arguments")]
    assert action == [
        r"C:\reconcile\.venv\Scripts\pythonw.exe",
        r"-m reconcile job --settings C:\reconcile\office.toml",
    ]


def test_every_schedule_calls_the_same_command_at_the_same_time() -> None:
    service, timer, cron = (
        (JOBS / file).read_text(encoding="utf-8")
        for file in ("systemd/reconcile-monthly.service", "systemd/reconcile-monthly.timer", "cron/reconcile.cron")
    )
    command = re.search(r"^ExecStart=(.*)$", service, re.MULTILINE)
    assert command
    assert "OnCalendar=*-*-* 07:30:00 Asia/Taipei" in timer
    assert re.search(rf"^30 7 \* \* \*  reconcile  {re.escape(command[1])}$", cron, re.MULTILINE)
