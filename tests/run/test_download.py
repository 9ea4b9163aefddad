"""When the statement was downloaded decides whether it was in time: the command says it, the paper, or the file."""

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from office_files import register, statement
from reconcile.cli import main
from reconcile.errors import ExitCode


def downloaded(folder: Path, file_dated: str, *options: str, footer: str | None = None) -> tuple[object, list[str]]:
    """What run.json says of the download, and the codes found."""
    printed = statement(folder / "明細表.xlsx", {}, footer=footer)
    at = datetime.fromisoformat(file_dated).timestamp()
    os.utime(printed, (at, at))
    files = ["--statement", str(printed), "--register", str(register(folder / "紀錄表.xlsx", {}))]
    out = folder / "out"
    assert main(["run", "2026-10", *files, "--out", str(out), "--as-of", "2026-11-20", *options]) == ExitCode.FINISHED
    record = json.loads((out / "run.json").read_text(encoding="utf-8"))
    return record["download"], list(record["findings"])


def test_the_command_is_believed_before_the_paper_and_the_file(tmp_path: Path) -> None:
    footer = "合計：1 筆　列印日期：115/11/12"
    said = downloaded(tmp_path, "2026-11-13", "--downloaded-on", "2026-11-10", footer=footer)
    assert said == ({"on": "2026-11-10", "source": "option"}, [])


def test_the_print_date_is_believed_before_the_file(tmp_path: Path) -> None:
    said = downloaded(tmp_path, "2026-11-05", footer="合計：1 筆　列印日期：115/11/12")
    assert said == ({"on": "2026-11-12", "source": "printed"}, ["LATE_DOWNLOAD"])


@pytest.mark.parametrize(("day", "codes"), [("2026-11-10", []), ("2026-11-11", ["LATE_DOWNLOAD"])])
def test_the_files_own_date_stands_in_where_nothing_else_says_it(tmp_path: Path, day: str, codes: list[str]) -> None:
    assert downloaded(tmp_path, day) == ({"on": day, "source": "file"}, codes)


def test_a_file_dated_after_the_report_tells_nothing(tmp_path: Path) -> None:
    assert downloaded(tmp_path, "2026-11-21") == (None, [])
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert any("下載日期" in sentence for sentence in record["not_checked"])
