"""When the statement was downloaded decides whether it was in time: the paper says it, else the command."""

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from office_files import register, statement
from reconcile.cli import main
from reconcile.errors import ExitCode


def run(folder: Path, *options: str, footer: str | None = None) -> tuple[ExitCode, dict[str, object]]:
    """How the run ends, and its run.json; the file is dated long after."""
    printed = statement(folder / "明細表.xlsx", {}, footer=footer)
    at = datetime(2027, 1, 4).timestamp()
    os.utime(printed, (at, at))
    files = ["--statement", str(printed), "--register", str(register(folder / "紀錄表.xlsx", {}))]
    out = folder / "out"
    ended = main(["run", "2026-10", *files, "--out", str(out), "--as-of", "2026-11-20", *options])
    return ExitCode(ended), json.loads((out / "run.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("day", "codes"), [("10", []), ("11", ["LATE_DOWNLOAD"])])
def test_the_print_date_decides(tmp_path: Path, day: str, codes: list[str]) -> None:
    ended, record = run(tmp_path, footer=f"合計：1 筆　列印日期：115/11/{day}")
    assert record["download"] == {"on": f"2026-11-{day}", "source": "printed"}
    assert (ended, list(record["findings"])) == (ExitCode.FINISHED, codes)  # type: ignore[call-overload]


@pytest.mark.parametrize(("day", "codes"), [("10", []), ("11", ["LATE_DOWNLOAD"])])
def test_the_command_is_believed_where_the_paper_says_nothing(tmp_path: Path, day: str, codes: list[str]) -> None:
    _, record = run(tmp_path, "--downloaded-on", f"2026-11-{day}")
    assert record["download"] == {"on": f"2026-11-{day}", "source": "option"}
    assert list(record["findings"]) == codes  # type: ignore[call-overload]


def test_the_files_own_date_decides_nothing(tmp_path: Path) -> None:
    _, record = run(tmp_path)
    assert (record["download"], list(record["findings"])) == (None, [])  # type: ignore[call-overload]
    assert any("下載日期" in sentence for sentence in record["not_checked"])  # type: ignore[attr-defined]


def test_a_day_that_contradicts_the_printed_one_is_a_problem(tmp_path: Path) -> None:
    ended, record = run(tmp_path, "--downloaded-on", "2026-11-05", footer="合計：1 筆　列印日期：115/11/12")
    assert ended == ExitCode.INPUT_PROBLEMS
    (problem,) = list(record["problems"])  # type: ignore[call-overload]
    assert "列印日期115年11月12日與指定之下載日期115年11月5日不同" in str(problem)


def test_a_statement_printed_before_its_month_was_over_is_a_problem_and_nothing_is_late(tmp_path: Path) -> None:
    ended, record = run(tmp_path, footer="合計：1 筆　列印日期：115/10/28")
    assert ended == ExitCode.INPUT_PROBLEMS
    assert "115年10月尚未終了" in str(record["problems"])
    assert list(record["findings"]) == []  # type: ignore[call-overload]
