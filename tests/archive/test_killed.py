"""A deposit that is killed leaves the archive as it was, or has ended; the next one needs no help."""

import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from office_files import OFFICE
from reconcile.errors import ExitCode
from reconcile.text.dates import Month
from year.office import Office, Visit, fill_in

from .builders import deposit_run, items_file
from .killed import STEPS

FIRST_OR_LATER = [pytest.param(True, id="first deposit"), pytest.param(False, id="later deposit")]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def killed_at_every(stride: int, folder: Path, *, first: bool) -> list[dict[str, Any]]:
    """What stood after a kill at each such step; a later deposit also has to clear what a kill before it left."""
    if not first:
        left = deposit_run(folder / "archive").folder.parents[1] / ".staging-0002-run" / "data"
        left.mkdir(parents=True)
        (left / "record.json").write_bytes(b"{")
    items_file(folder)
    child = subprocess.run(
        [sys.executable, "-W", "ignore", str(Path(__file__).with_name("killed.py")), str(folder), str(stride)],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return [json.loads(line) for line in child.stdout.splitlines()]


def assert_whole(states: list[dict[str, Any]]) -> None:
    for state in states:
        assert state["whole"], state
        assert state["faults"] == [], state
        assert (state["deposits"], state["next"], state["leftovers"]) == (1, [], []), state


@pytest.mark.parametrize("first", FIRST_OR_LATER)
def test_a_kill_leaves_the_state_before_whole(tmp_path: Path, first: bool) -> None:
    states = killed_at_every(8, tmp_path, first=first)
    assert len(states) > 6
    assert_whole(states)


@pytest.mark.slow
@pytest.mark.parametrize("first", FIRST_OR_LATER)
def test_a_kill_at_any_step_leaves_the_state_before_whole(tmp_path: Path, first: bool) -> None:
    states = killed_at_every(1, tmp_path, first=first)
    assert len(states) > 50
    assert {state["place"] for state in states} == {*STEPS} - ({"unlink", "rmdir"} if first else set())
    assert_whole(states)
    notes = {note.partition("：")[2] for state in states for note in state["notes"]}
    assert "是中斷的封存作業所留，不屬於封存；下次封存時會自動清除。" in notes


DECEMBER, OLD = Month(2025, 12), Month(2020, 12)
VISIT, HIDDEN = Visit(6, 9, "A123456789"), Visit(7, 11, "A900207177", written=None)


def office_with_commands(folder: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, ...]]:
    """An office whose December is archived, and every command that would write to its archive now."""
    (folder / "office").mkdir()
    office = Office(folder / "office", capsys)
    text = office.settings.read_text(encoding="utf-8").replace('since = "2025-01"', 'since = "2025-12"')
    office.settings.write_text(text, encoding="utf-8")
    for month in (OLD, DECEMBER):
        on = date(month.next.year, month.next.month, 5)
        assert office.run(month, on, VISIT, HIDDEN) == ExitCode.FINISHED
    filled = folder / "filled.xlsx"
    fill_in(
        office.report(DECEMBER), filled, date(2026, 1, 6), {"UNREGISTERED_QUERY": ("說明合理", "")}, signed_by="陳主任"
    )
    shutil.copytree(office.home / "papers" / str(DECEMBER), folder / "papers")
    papers = [str(path) for path in sorted((folder / "papers").iterdir())]
    files = ("--register", papers[0], "--statement", papers[1])
    return [
        ("run", str(DECEMBER), *files, "--as-of", "2026-01-07"),
        ("decide", str(DECEMBER), str(filled), "--as-of", "2026-01-07"),
        ("retract", str(DECEMBER), "--why", "誤用草稿", "--by", "陳主任", "--as-of", "2026-01-07"),
        ("audit", "2025", "--held-on", "2026-01-07", "--as-of", "2026-01-07"),
        ("bind", "2025", "--as-of", "2026-01-20"),
        ("destroyed", "2020", "--approval", "第1號", "--as-of", "2026-01-07"),
    ]


KILLS = 50


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 5))
def test_two_hundred_kills_over_all_commands_that_write_lose_nothing(
    seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was acknowledged stands, the archive is sound, and the command runs to its end the next time."""
    commands = office_with_commands(tmp_path, capsys)
    (tmp_path / "tmp").mkdir()
    (tmp_path / "commands.json").write_text(json.dumps(commands), encoding="utf-8")
    tests = Path(__file__).parents[1]
    child = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "archive.killed_commands", str(tmp_path), OFFICE, str(KILLS), str(seed)],
        env=os.environ
        | {
            "PYTHONPATH": os.pathsep.join([str(tests.parent / "src"), str(tests)]),
            "PYTHONUTF8": "1",
            "TMPDIR": str(tmp_path / "tmp"),
        },
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    kills = [json.loads(line) for line in child.stdout.splitlines()]
    assert len(kills) == KILLS
    assert {one["command"] for one in kills} == {command[0] for command in commands}
    assert sum(bool(one["place"]) for one in kills) > KILLS * 3 // 4
    for one in kills:
        assert one["kept"] and one["again"] and one["deposits"], one
        assert one["faults"] == one["bare"] == one["left"] == [], one
