"""Deposit again and again, each time killed some steps later, until a deposit ends: run as a program of its own.

Prints a line of JSON for each kill: at which call, and whether the chain of before and the next deposit stood.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from reconcile import clock
from reconcile.archive import deposit, read_history, verify
from reconcile.deposits import Deposit
from reconcile.text.dates import Month

STEPS = ("open", "fdopen", "fsync", "mkdir", "rename", "unlink", "rmdir")
"""All by which a deposit changes the disk: to die before each of them is to die after the one before."""

AGENCY = "花蓮縣花蓮市戶政事務所"


def make(root: Path, items: bytes) -> Deposit:
    return deposit(
        root,
        read_history(root, AGENCY),
        kind="run",
        period=Month(2026, 12),
        as_of=date(2027, 1, 9),
        record={"month": "2026-12"},
        files={"items.parquet": items, "inputs/statement/明細表.pdf": b"%PDF" * 100, "reports/report.html": b"<p>"},
    )


def die_at(step: int, told: int) -> Callable[[], int]:
    """Kill this process at the given step of those to come; how many have passed."""
    passed = 0

    def counted(name: str, working: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            nonlocal passed
            passed += 1
            if passed == step:
                os.write(told, name.encode())
                os.kill(os.getpid(), signal.SIGKILL)
            return working(*arguments, **options)

        return call

    for name in STEPS:
        setattr(os, name, counted(name, getattr(os, name)))
    return lambda: passed


def kill(root: Path, items: bytes, step: int) -> str | None:
    """Where a deposit in a process of its own was killed; null where it ended before that step."""
    hearing, told = os.pipe()
    child = os.fork()
    if child == 0:
        die_at(step, told)
        make(root, items)
        os._exit(0)
    os.close(told)
    _, status = os.waitpid(child, 0)
    place = os.read(hearing, 100).decode()
    os.close(hearing)
    assert os.WIFSIGNALED(status) == bool(place), "a deposit failed for a reason of its own"
    return place or None


def state(root: Path, items: bytes, before: list[str]) -> dict[str, Any]:
    """What stands after a kill, and after the deposit that follows it."""
    heads = [found.head for found in read_history(root, AGENCY).deposits]
    killed = verify(root) if root.is_dir() else None
    make(root, items)
    after = verify(root, *before[-1:])
    return {
        "whole": heads in (before, [*before, *heads[-1:]]),
        "faults": killed.faults if killed else (),
        "notes": killed.notes if killed else (),
        "next": after.faults,
        "leftovers": [path.name for path in root.rglob(".staging-*")],
        "deposits": after.deposits - len(heads),
    }


def main() -> None:
    clock.now = lambda: datetime(2027, 1, 9, 9)
    folder, stride = Path(sys.argv[1]), int(sys.argv[2])
    items = (folder / "items.parquet").read_bytes()
    source, root = folder / "archive", folder / "killed" / "archive"
    before = [found.head for found in read_history(source, AGENCY).deposits]
    step = 1
    while True:
        shutil.rmtree(root.parent, ignore_errors=True)
        root.parent.mkdir()
        if source.is_dir():
            shutil.copytree(source, root)
        place = kill(root, items, step)
        if place is None:
            return
        sys.stdout.write(json.dumps({"place": place, **state(root, items, before)}) + "\n")
        step += stride


if __name__ == "__main__":
    main()
