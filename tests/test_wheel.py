"""The wheel in an environment of its own, far from a checkout: all that an office does works there."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from office_files import OFFICE, register, statement
from year.office import fill_in

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
BIN = "Scripts" if os.name == "nt" else "bin"


def run(*command: object, at: Path, expected: int = 0) -> str:
    """Type a command in that folder, and hold its exit code; what it said."""
    done = subprocess.run(
        [*map(str, command)],
        cwd=at,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
    )
    assert done.returncode == expected, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the programs of a fresh environment lie that holds the wheel and what it asks for."""
    place = tmp_path_factory.mktemp("wheel")
    pip = ("-m", "pip", "--quiet", "--disable-pip-version-check")
    run(sys.executable, *pip, "wheel", "--no-deps", "--wheel-dir", place, ROOT, at=place)
    run(sys.executable, "-m", "venv", "venv", at=place)
    programs = place / "venv" / BIN
    pinned = ROOT / f"requirements-{'windows' if os.name == 'nt' else 'linux'}.txt"
    wheel, *others = place.glob("*.whl")
    assert not others
    run(programs / "python", *pip, "install", "--require-hashes", "--requirement", pinned, at=place)
    run(programs / "python", *pip, "install", "--no-deps", wheel, at=place)
    return programs


@pytest.fixture
def reconcile(installed: Path) -> Path:
    """The command."""
    return installed / "reconcile"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """An office folder with a month in its inbox: three queries, one of them not written down."""
    (tmp_path / "office.toml").write_text(f'[office]\nagency = "{OFFICE}"\n', encoding="utf-8")
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    days = [f"114/10/{day:02}" for day in (7, 8, 9)]
    queries: list[dict[str, object]] = [{"查詢日期時間": f"{day} 09:12:33"} for day in days]
    written: list[dict[str, object]] = [{"日期": day} for day in days[:2]]
    statement(inbox / "114年10月主管稽核月明細表.xlsx", *queries)
    register(inbox / "114年查詢紀錄表.xlsx", *written)
    return tmp_path


def test_it_is_the_wheel_that_runs_and_no_checkout(installed: Path, tmp_path: Path) -> None:
    told = run(installed / "python", "-c", "import reconcile; print(reconcile.__file__)", at=tmp_path)
    assert Path(told.strip()).is_relative_to(installed.parent)


def test_the_sample_month_runs(reconcile: Path, tmp_path: Path) -> None:
    assert "本月 412 筆查詢" in run(reconcile, "demo", at=tmp_path)
    assert (tmp_path / "out" / "demo" / "report.pdf").is_file()


def test_a_month_is_run_answered_audited_bound_and_verified(reconcile: Path, office: Path) -> None:
    on = ("--as-of", "2025-11-05")
    run(reconcile, "run", "2025-10", "--downloaded-on", "2025-11-05", *on, at=office)
    printed, filled = office / "reports" / "2025-10" / "report.xlsx", office / "filled.xlsx"
    answers = {"UNREGISTERED_QUERY": ("說明合理", "臨櫃協助同仁")}
    fill_in(printed, filled, date(2025, 11, 5), answers, signed_by="李主任")
    assert "李主任於114年11月5日簽核" in run(reconcile, "decide", "2025-10", filled, *on, at=office)
    assert "已簽核" in run(reconcile, "status", *on, at=office)
    for made in (("audit", "2025"), ("audit", "2025", "--county"), ("bind", "2025")):
        for line in run(reconcile, *made, *on, at=office, expected=3).splitlines():
            assert (office / line).is_file()
    assert "與存入時完全相同" in run(reconcile, "verify", at=office)


def test_the_blank_forms_are_made(reconcile: Path, office: Path) -> None:
    made = run(reconcile, "forms", at=office).splitlines()
    assert {Path(line).suffix for line in made} == {".docx", ".odt", ".pdf", ".xlsx"}


def test_the_scheduler_finds_the_job(installed: Path, office: Path) -> None:
    for module in (("reconcile", "job"), ("reconcile.jobs.monthly",)):
        command = (installed / "python", "-m", *module)
        told = run(*command, "--settings", office / "office.toml", "2025-10", at=office.parent)
        assert f"首頁：{office / 'reports' / 'index.html'}" in told
    assert (office / "reports" / "2025-10" / "report.html").is_file()
    assert (office / "reconcile.log").read_text(encoding="utf-8").endswith("執行結束，結束代碼 0。\n")


def test_the_pages_and_the_schedules_travel_with_it(installed: Path, tmp_path: Path) -> None:
    where = "import reconcile.packed as p; print(*map(p.packed, {}), sep='\\n')"
    names = [
        *(f"docs/{page}.md" for page in ("rules", "regulation")),
        *(
            path.relative_to(ROOT).as_posix()
            for path in sorted((ROOT / "jobs").rglob("*.*"))
            if path.is_file() and path.suffix != ".pyc"
        ),
    ]
    lies = run(installed / "python", "-c", where.format(names), at=tmp_path).splitlines()
    assert [Path(line).read_bytes() for line in lies] == [(ROOT / name).read_bytes() for name in names]
