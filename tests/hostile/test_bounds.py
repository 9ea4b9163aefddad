"""No file of a stranger's making costs more than a minute and 1.5 gigabytes, and each ends with a sentence."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reconcile.errors import ExitCode

from .makers import SUFFIX, Maker

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="here nobody tells what a process holds"),
]
SECONDS, MEGABYTES = 75, 1800
"""A minute and 1.5 GB for the child that opens the file; the rest is the program that waits for it."""


def held(pid: int) -> int:
    """The megabytes that a process and its children hold now; none where it has ended."""
    try:
        own = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") >> 20
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for thread in threads for child in (thread / "children").read_text().split()]
    except (OSError, IndexError):
        return 0
    return own + sum(held(int(child)) for child in children)


@pytest.mark.parametrize("make", SUFFIX, ids=lambda make: make.__name__)
def test_a_hostile_file_ends_within_its_bounds_and_with_a_sentence(tmp_path: Path, make: Maker) -> None:
    file = tmp_path / f"明細表{SUFFIX[make]}"
    make(file)
    began, most = time.monotonic(), 0
    with subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "reconcile", "inspect", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2] / "src"), "PYTHONUTF8": "1"},
    ) as command:
        while command.poll() is None:
            most = max(most, held(command.pid))
            time.sleep(0.05)
        said = (command.stdout.read() if command.stdout else "").splitlines()
    assert command.returncode == ExitCode.INPUT_PROBLEMS, said
    assert said[0].startswith(f"錯誤：{file.name}"), said
    assert len(said) == 1
    assert time.monotonic() - began < SECONDS
    assert most < MEGABYTES
