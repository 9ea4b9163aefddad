"""A deposit that is killed leaves the archive as it was, or has ended; the next one needs no help."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

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
