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

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def killed_at_every_step(folder: Path) -> list[dict[str, Any]]:
    items_file(folder)
    child = subprocess.run(
        [sys.executable, "-W", "ignore", str(Path(__file__).with_name("killed.py")), str(folder)],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src")},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    return [json.loads(line) for line in child.stdout.splitlines()]


@pytest.mark.parametrize("first", [True, False], ids=["first deposit", "later deposit"])
def test_a_kill_at_any_step_leaves_the_state_before_whole(tmp_path: Path, first: bool) -> None:
    if not first:
        left = deposit_run(tmp_path / "archive").folder.parents[1] / ".staging-0002-run" / "data"
        left.mkdir(parents=True)
        (left / "record.json").write_bytes(b"{")
    states = killed_at_every_step(tmp_path)
    assert len(states) > 50
    assert {state["place"] for state in states} == {*STEPS} - ({"unlink", "rmdir"} if first else set())
    for state in states:
        assert state["whole"], state
        assert state["faults"] == [], state
        assert (state["deposits"], state["next"], state["leftovers"]) == (1, [], []), state
    notes = {note.partition("：")[2] for state in states for note in state["notes"]}
    assert "是中斷的封存作業所留，不屬於封存；下次封存時會自動清除。" in notes
