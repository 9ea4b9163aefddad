"""Files are opened while the program is still being loaded; whoever reads one finds it open."""

import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from office_files import register, statement
from reconcile import Month, run_month
from reconcile.carriers import ahead, isolation
from reconcile.carriers.isolation import Limits, open_isolated, opened_ahead
from reconcile.errors import FileRefused

AMPLE = Limits(seconds=120, memory_mb=4096, pages=100, rows=10_000, cells=100_000)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counter[str]]:
    """How often each file is given to a child."""
    counted, answer = Counter[str](), isolation._answer

    def counting(path: Path, *rest: Any) -> object:
        counted[path.name] += 1
        return answer(path, *rest)

    monkeypatch.setattr(isolation, "_answer", counting)
    yield counted


def test_a_file_that_is_opened_ahead_is_opened_once(tmp_path: Path, opened: Counter[str]) -> None:
    file = statement(tmp_path / "明細表.xlsx", {})
    with opened_ahead([file], AMPLE):
        document = open_isolated(file, AMPLE)
    assert opened == {"明細表.xlsx": 1}
    assert document.sheets[0].rows == open_isolated(file, AMPLE).sheets[0].rows


def test_what_is_wrong_with_it_is_told_to_who_reads_it(tmp_path: Path) -> None:
    empty, absent = tmp_path / "空.csv", tmp_path / "無.csv"
    empty.touch()
    with opened_ahead([empty, absent], AMPLE):
        for file, sentence in ((empty, "檔案是空的"), (absent, "無法開啟檔案")):
            with pytest.raises(FileRefused, match=sentence):
                open_isolated(file, AMPLE)


def test_under_other_limits_it_is_opened_anew(tmp_path: Path, opened: Counter[str]) -> None:
    file = statement(tmp_path / "明細表.xlsx", {})
    with opened_ahead([file], AMPLE), pytest.raises(FileRefused, match="超過上限 1"):
        open_isolated(file, Limits(120, 4096, 100, 1, 100_000))


def test_what_has_not_begun_is_left_to_who_asks_and_what_nobody_asks_for_is_forgotten() -> None:
    begun, go = threading.Event(), threading.Event()

    def slow() -> str:
        begun.set()
        go.wait()
        return "done"

    with ahead.begun({"slow": slow, "later": lambda: "never"}, 1):
        begun.wait()
        assert ahead.taken("later") is None
        found = ahead.taken("slow")
        assert found is not None
        go.set()
        assert found.result() == "done"
        assert ahead.taken("slow") is None
    with ahead.begun({"unasked": lambda: "done"}, 1):
        pass
    assert ahead.taken("unasked") is None


def test_a_run_opens_each_of_its_files_once(tmp_path: Path, opened: Counter[str]) -> None:
    files = statement(tmp_path / "明細表.xlsx", {}), register(tmp_path / "紀錄表.xlsx", {})
    run_month(Month(2026, 10), statements=files[:1], registers=files[1:], out=tmp_path / "out")
    assert opened == {"明細表.xlsx": 1, "紀錄表.xlsx": 1}


def test_the_command_line_and_the_beginning_of_a_run_load_nothing_that_takes_long() -> None:
    slow = "{'numpy', 'pandas', 'pyarrow', 'rich', 'jinja2', 'xlsxwriter', 'typst', 'holidays'}"
    told = f"import sys, reconcile.cli, reconcile.pipeline.running; print({slow} & {{*sys.modules}})"
    ended = subprocess.run([sys.executable, "-c", told], check=True, capture_output=True, text=True)
    assert ended.stdout == "set()\n"


def test_a_program_that_ends_early_waits_for_no_reader_and_leaves_none_behind(tmp_path: Path) -> None:
    large = tmp_path / "明細表.csv"
    large.write_text("一,二,三,四,五,六\n" * 3_000_000, encoding="utf-8")
    told = (
        "import pathlib, sys, time; from reconcile.carriers import children, isolation\n"
        "with isolation.opened_ahead([pathlib.Path(sys.argv[1])], isolation.Limits(60, 4096, 1, 10**8, 10**9)):\n"
        "    while not children._LENT: time.sleep(0.01)\n"
        "print(children._LENT[0].process.pid)"
    )
    ended = subprocess.run([sys.executable, "-c", told, str(large)], check=True, capture_output=True, text=True)
    proc = Path("/proc") / ended.stdout.strip()
    for _ in range(20):
        if not proc.exists() or proc.joinpath("stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.05)
    raise AssertionError("the reader goes on")
