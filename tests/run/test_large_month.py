"""A month as large as it may be ends within four gigabytes and five minutes; a larger one ends with a sentence."""

import csv
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from hostile.test_bounds import held
from office_files import LINE, QUERY, register, statement
from reconcile import run_month
from reconcile.errors import ExitCode, FileRefused
from reconcile.settings import ReadingSettings, Settings

MEGABYTES, SECONDS = 4_000, 300
FILES = 4
SURNAMES, GIVEN = "王李張劉陳楊趙黃周吳徐孫胡朱高林何郭馬羅", "一文心平正永立安志宏秀和佳雅芳玉美淑惠英"


def test_a_month_of_more_rows_than_may_be_is_refused_before_it_is_matched(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match=r"已有 4 列，超過一次勾稽的上限 3 列，未執行；.*reading\.month_rows"):
        run_month(
            "2026-10",
            statements=[statement(tmp_path / "a.xlsx", {}, {})],
            registers=[register(tmp_path / "b.xlsx", {}, {})],
            settings=Settings(reading=ReadingSettings(month_rows=3)),
            out=tmp_path / "out",
        )
    assert not (tmp_path / "out").exists()


def large_month(folder: Path, queries: int, lines: int) -> list[str]:
    """So many queries in four files, of 400 users over the month, and so many of them written; all wanted by name."""
    named = list[str]()
    for part in range(FILES):
        rows = ({**QUERY, **_query(at)} for at in range(part + 1, queries + 1, FILES))
        named += ["--statement", _written(folder / f"明細表{part}.csv", list(QUERY), rows)]
    written = ({**LINE, **_line(at)} for at in range(1, lines + 1))
    return [*named, "--register", _written(folder / "紀錄表.csv", list(LINE), written)]


def _written(path: Path, headings: list[str], rows: Iterable[dict[str, object]]) -> str:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        table = csv.DictWriter(stream, headings)
        table.writeheader()
        table.writerows(rows)
    return str(path)


def _query(at: int) -> dict[str, object]:
    user, minute = at % 400, at // 400
    day, clock = 1 + minute % 28, 510 + minute // 28
    name = f"{SURNAMES[user % 20]}{GIVEN[user // 20]}明"
    told = {"使用者帳號": f"hl{user:03}", "使用者姓名": name, "查詢條件": f"A1{at:08}"}
    return {"序號": at, **told, "查詢日期時間": f"115/10/{day:02} {clock // 60:02}:{clock % 60:02}:00"}


def _line(at: int) -> dict[str, object]:
    asked = _query(at)
    day, clock = str(asked["查詢日期時間"]).split()
    hour, minute, _ = clock.split(":")
    session = {"日期": day, "登入時間": f"{hour}:{minute}", "登出時間": f"{hour}:{minute}"}
    return {"序號": at, **session, "查詢條件": asked["查詢條件"], "使用者姓名": asked["使用者姓名"]}


def measured(words: list[str], out: Path) -> tuple[int, str, float, int]:
    """Run that month: exit code, what was said, seconds of processor time and megabytes of the whole tree."""
    began, most = _processor_time(), 0
    with subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "reconcile", "run", "2026-10", *words, "--out", str(out)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
    ) as command:
        while command.poll() is None:
            most = max(most, held(command.pid))
            time.sleep(0.1)
        said = command.stdout.read() if command.stdout else ""
    return command.returncode, said, _processor_time() - began, most


def _processor_time() -> float:
    """Of all processes that this one started and that have ended, in seconds."""
    told = os.times()
    return told.children_user + told.children_system


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="here nobody tells what a process holds")
@pytest.mark.parametrize("lines", [20_000, 55], ids=["most not written", "hundreds of users wrote nothing"])
def test_the_largest_month_that_may_be_has_readable_reports_though_most_was_not_written(
    tmp_path: Path, lines: int
) -> None:
    words = large_month(tmp_path, Settings().reading.month_rows - lines, lines)
    code, said, seconds, megabytes = measured(words, tmp_path / "out")
    assert code == ExitCode.INPUT_PROBLEMS, said  # four downloads whose serial numbers have gaps
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"report.html", "report.pdf", "report.xlsx", "findings.csv"} <= names


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="here nobody tells what a process holds")
def test_a_million_queries_against_two_hundred_thousand_lines_end_with_a_sentence(tmp_path: Path) -> None:
    code, said, seconds, megabytes = measured(large_month(tmp_path, 1_000_000, 200_000), tmp_path / "out")
    assert (code, len(said.splitlines())) == (ExitCode.INPUT_PROBLEMS, 1), said
    assert "超過一次勾稽的上限 200,000 列" in said
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
    assert not (tmp_path / "out").exists()
