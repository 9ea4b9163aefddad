"""The monthly job as a scheduler calls it, and the files by which schedulers are told of it."""

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from filelock import FileLock

ROOT = Path(__file__).parents[1]
JOBS = ROOT / "jobs"
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


def monthly(*arguments: str, elsewhere: Path) -> "subprocess.CompletedProcess[str]":
    """Run the job as a scheduler does: from a folder of its own, with no terminal."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", str(JOBS / "monthly.py"), *arguments],
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
def october(tmp_path_factory: pytest.TempPathFactory) -> "tuple[Path, subprocess.CompletedProcess[str]]":
    """An office folder in which the job has run once."""
    folder = office(tmp_path_factory.mktemp("office"))
    return folder, monthly("--settings", str(folder / "office.toml"), "2026-10", elsewhere=ROOT)


def test_the_job_says_where_the_report_is(october: "tuple[Path, subprocess.CompletedProcess[str]]") -> None:
    folder, done = october
    assert done.returncode == 0, done.stdout + done.stderr
    assert str(folder / "reports" / "2026-10" / "report.html") in done.stdout
    assert (folder / "reports" / "2026-10" / "report.pdf").exists()


def test_the_job_keeps_a_log_without_anybody_in_it(
    october: "tuple[Path, subprocess.CompletedProcess[str]]",
) -> None:
    folder, done = october
    log = (folder / "reconcile.log").read_text(encoding="utf-8").splitlines()
    assert os.name == "nt" or (folder / "reconcile.log").stat().st_mode & 0o077 == 0
    assert [line.split("  ", 1)[1] for line in log[: len(done.stdout.splitlines())]] == done.stdout.splitlines()
    assert "~$115年查詢紀錄表.xlsx：暫存檔，已略過。" in done.stdout
    assert "115年10月主管稽核月明細表 (1).xlsx：檔案不完整" in done.stdout
    assert done.stdout.endswith("執行結束，結束代碼 0。\n")
    assert not re.search(r"[A-Z][1289A-D]\d{8}", "".join(log))


def test_running_twice_is_harmless(october: "tuple[Path, subprocess.CompletedProcess[str]]") -> None:
    folder, _ = october
    inbox, reports = contents(folder / "inbox"), contents(folder / "reports")
    assert monthly("--settings", str(folder / "office.toml"), "2026-10", elsewhere=ROOT).returncode == 0
    assert contents(folder / "inbox") == inbox
    assert contents(folder / "reports").keys() == reports.keys()


def test_a_month_whose_statement_was_not_downloaded_yet_is_a_usage_error_in_the_log(tmp_path: Path) -> None:
    done = monthly("--settings", str(office(tmp_path) / "office.toml"), "2026-11", elsewhere=ROOT)
    assert done.returncode == 2
    assert "找不到115年11月的主管稽核月明細表" in (tmp_path / "reconcile.log").read_text(encoding="utf-8")
    assert not (tmp_path / "reports").exists()


def test_two_jobs_at_once_cannot_be(tmp_path: Path) -> None:
    settings = office(tmp_path) / "office.toml"
    (tmp_path / "reports").mkdir()
    with FileLock(tmp_path / "reports" / ".2026-10.lock"):
        assert monthly("--settings", str(settings), "2026-10", elsewhere=ROOT).returncode == 11


def test_settings_that_are_nowhere_are_a_usage_error(tmp_path: Path) -> None:
    done = monthly("--settings", str(tmp_path / "gone" / "office.toml"), elsewhere=tmp_path)
    assert done.returncode == 2
    assert "找不到設定檔 office.toml" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_windows_task_runs_the_job_on_the_first_ten_mornings() -> None:
    content = (JOBS / "windows" / "reconcile-monthly.xml").read_bytes()
    assert content.startswith(b"\xff\xfe")
    task = ET.fromstring(content)
    assert task.tag == f"{TASK}Task"
    month = task.find(f"{TASK}Triggers/{TASK}CalendarTrigger/{TASK}ScheduleByMonth")
    assert month is not None
    assert [day.text for day in month.iter(f"{TASK}Day")] == [str(day) for day in range(1, 11)]
    assert len(list(month.iterfind(f"{TASK}Months/*"))) == 12
    assert task.findtext(f"{TASK}Settings/{TASK}MultipleInstancesPolicy") == "IgnoreNew"
    assert task.findtext(f"{TASK}Settings/{TASK}StartWhenAvailable") == "true"
    action = [task.findtext(f"{TASK}Actions/{TASK}Exec/{TASK}{part}") or "" for part in ("Command", "Arguments")]
    assert action == [r"C:\reconcile\.venv\Scripts\python.exe", r"jobs\monthly.py --settings C:\reconcile\office.toml"]


def test_every_schedule_calls_the_same_command_at_the_same_time() -> None:
    service, timer, cron = (
        (JOBS / file).read_text(encoding="utf-8")
        for file in ("systemd/reconcile-monthly.service", "systemd/reconcile-monthly.timer", "cron/reconcile.cron")
    )
    command = re.search(r"^ExecStart=(.*)$", service, re.MULTILINE)
    assert command
    assert "OnCalendar=*-*-01..10 07:30:00 Asia/Taipei" in timer
    assert re.search(rf"^30 7 1-10 \* \*  reconcile  {re.escape(command[1])}$", cron, re.MULTILINE)
