"""The command as it is typed: months, settings, progress, and the same bytes twice."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from office_files import register, statement
from reconcile.cli import main
from reconcile.errors import ExitCode

SAMPLE = Path(__file__).parents[2] / "sample_data"
LISTS = {
    "--roster": "roster.xlsx",
    "--cases": "cases.xlsx",
    "--fax": "fax.xlsx",
    "--aliases": "aliases.csv",
    "--closed-days": "closed_days.csv",
}
DEMO = [sys.executable, "-X", "utf8", "-m", "reconcile", "demo", "--out"]


def run(folder: Path, month: str, *options: str) -> int:
    files = ["--statement", str(statement(folder / "明細表.xlsx", {})), "--register"]
    return main(["run", month, *files, str(register(folder / "紀錄表.xlsx", {})), "--out", str(folder / "o"), *options])


@pytest.mark.parametrize("month", ["2026-10", "115-10", "11510", "115年10月"])
def test_a_month_is_typed_as_an_office_writes_it(tmp_path: Path, month: str) -> None:
    assert run(tmp_path, month) == ExitCode.FINISHED


@pytest.mark.parametrize("month", ["26-10", "2026-13", "十月"])
def test_a_month_that_is_none_is_a_usage_error(tmp_path: Path, month: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, month) == ExitCode.USAGE
    assert "請寫成 2026-10、115-10、11510 或 115年10月" in capsys.readouterr().err


def test_a_misspelt_setting_names_the_right_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "office.toml").write_text("[matching]\ntolerance = 3\n", encoding="utf-8")
    assert run(tmp_path, "2026-10", "--settings", str(tmp_path / "office.toml")) == ExitCode.USAGE
    assert "是否為「matching.tolerance_minutes」" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("statement_file", "register_file"),
    [
        ("statement.pdf", "register_form.xlsx"),
        ("statement.xlsx", "register_list.xlsx"),
        pytest.param("statement.pdf", "register_list.xlsx", marks=pytest.mark.slow),
        pytest.param("statement.xlsx", "register_form.xlsx", marks=pytest.mark.slow),
    ],
)
def test_the_findings_of_the_sample_are_those_that_were_planted(
    tmp_path: Path, statement_file: str, register_file: str
) -> None:
    files = ["--statement", str(SAMPLE / statement_file), "--register", str(SAMPLE / register_file)]
    for option, name in LISTS.items():
        files += [option, str(SAMPLE / name)]
    assert main(["run", "2026-10", *files, "--out", str(tmp_path / "out")]) == ExitCode.FINISHED
    keys = ["code", "severity", "statement_row", "register_entry", "register_line"]
    found = pd.read_parquet(tmp_path / "out" / "data" / "findings.parquet")[keys].convert_dtypes()
    planted = pd.read_csv(SAMPLE / "expected_findings.csv").convert_dtypes()
    assert len(planted) > 25
    assert sorted(found.astype("string").fillna("").itertuples(index=False, name=None)) == sorted(
        planted.astype("string").fillna("").itertuples(index=False, name=None)
    )


def test_on_a_terminal_a_bar_is_drawn_into_a_pipe_none_and_the_same_inputs_give_the_same_bytes(tmp_path: Path) -> None:
    """Under wine Arrow says a line of its own about the processor."""
    done = subprocess.run(
        [*DEMO, str(tmp_path / "first")],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert [line for line in done.stderr.splitlines() if "Failed to get processor information" not in line] == []
    if os.name == "nt":  # no pseudo-terminal
        subprocess.run([*DEMO, str(tmp_path / "second")], stdout=subprocess.DEVNULL, check=True)
    else:
        drawn = drawn_on_a_terminal([*DEMO, str(tmp_path / "second")])
        assert "讀取明細表".encode() in drawn
        assert b"/30" in drawn
    files = sorted(path.relative_to(tmp_path / "first") for path in (tmp_path / "first").rglob("*") if path.is_file())
    assert len(files) == 12
    for file in files:
        assert (tmp_path / "first" / file).read_bytes() == (tmp_path / "second" / file).read_bytes(), file


def drawn_on_a_terminal(command: list[str]) -> bytes:
    """What a command that must succeed says beside its results, where a person looks on."""
    import pty  # noqa: PLC0415 - absent on Windows

    screen, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80", "PYTHONHASHSEED": "2"}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=terminal, env=environment) as running:
        os.close(terminal)
        drawn = b""
        try:
            while piece := os.read(screen, 4096):
                drawn += piece
        except OSError:  # the other end is closed
            pass
    os.close(screen)
    assert running.returncode == 0
    return drawn


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("run 2026-10 --statment x", "沒有「--statment」這個選項，是否為 --statement？用法見 reconcile run --help。"),
        ("rnu", "沒有「rnu」這個指令，是否為 run？"),
        ("audit", "缺少 年度。用法見 reconcile audit --help。"),
        ("audit 26", "年度 的值不正確：「26」不是年度，請寫成 2026 或 115。"),
        ("audit 2026 --half 3", "--half 的值不正確：請由 1、2 擇一。"),
        (
            "run --as-of 11/5",
            "--as-of 的值不正確：「11/5」不是日期，請寫成 115-11-05、115年11月5日",
        ),
        ("inspect .", "檔案... 的值不正確：請指定檔案，而不是資料夾、管線或裝置。"),
        ("run --out", "選項「--out」之後缺少值，或不需要值。"),
        ("run 2026-10 2026-11", "多出無法辨識的內容，或寫法不正確。用法見 reconcile run --help。"),
    ],
)
def test_what_is_typed_wrong_is_said_in_chinese(typed: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(typed.split()) == ExitCode.USAGE
    assert said in capsys.readouterr().err


def test_a_profile_is_written_anew_and_never_over_another_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, office = str(statement(tmp_path / "明細表.xlsx", {})), tmp_path / "office.toml"
    assert main(["inspect", file, "--profile-out", str(tmp_path / "版面.toml")]) == ExitCode.FINISHED
    assert 'kind = "statement"' in (tmp_path / "版面.toml").read_text(encoding="utf-8")
    office.write_text("[office]\n", encoding="utf-8")
    assert main(["inspect", file, "--profile-out", str(office)]) == ExitCode.USAGE
    assert "「office.toml」已經存在，本程式不會覆蓋" in capsys.readouterr().err
    assert office.read_text(encoding="utf-8") == "[office]\n"
    assert main(["inspect", file, "--profile-out", str(tmp_path / "無此資料夾" / "x.toml")]) == ExitCode.USAGE
    assert "無法寫出「x.toml」" in capsys.readouterr().err


def test_a_copy_filled_in_beside_the_report_is_kept_and_its_place_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "2026-10") == ExitCode.FINISHED
    (tmp_path / "o" / "report-填寫中.xlsx").write_bytes(b"answers")
    assert run(tmp_path, "2026-10") == ExitCode.FINISHED
    assert "另存於「o-另存」" in capsys.readouterr().err
    assert (tmp_path / "o-另存" / "report-填寫中.xlsx").read_bytes() == b"answers"
