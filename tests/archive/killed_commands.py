"""Every command that writes, killed again and again at a random step: run as a program of its own.

Prints a line of JSON for each kill: of which command, at which call, and whether what had been acknowledged stood, the
archive was sound, and the same command then ended as it does where nobody kills it;
what others than the owner could open, and what was left lying about.
"""

import json
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from reconcile import clock
from reconcile.archive import read_history, verify
from reconcile.cli import main

from .killed import die_at

Command = tuple[str, ...]


def child(work: Callable[[], int], step: int | None) -> tuple[int | None, int, str]:
    """The exit code of some work in a process of its own, how many steps it took, and where it was killed."""
    hearing, told = os.pipe()
    pid = os.fork()
    if pid == 0:
        silent = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silent, 1)
        os.dup2(silent, 2)
        passed = die_at(step or 0, told)
        code = work()
        os.write(told, f"{passed()}".encode())
        os._exit(code)
    os.close(told)
    _, status = os.waitpid(pid, 0)
    said = os.read(hearing, 100).decode()
    os.close(hearing)
    if os.WIFSIGNALED(status):
        return None, 0, said
    return os.WEXITSTATUS(status), int(said), ""


def state(home: Path, agency: str) -> tuple[list[str], tuple[str, ...]]:
    """The heads of the chain, and what is wrong with the archive."""
    root = home / "archive"
    if not root.is_dir():
        return [], ()
    return [one.head for one in read_history(root, agency).deposits], verify(root).faults


def bare(home: Path, source: Path) -> list[str]:
    """What the command wrote (or began to write) that others than its owner could open."""
    written = [path for path in home.rglob("*") if not (source / path.relative_to(home)).exists()]
    return [str(path.relative_to(home)) for path in written if path.stat().st_mode & 0o077]


def killed(source: Path, home: Path, agency: str, command: Command, draw: random.Random) -> dict[str, Any]:
    """One command killed once in a copy of an office, and then run to its end."""

    def work() -> int:
        return main([*command, "--settings", str(home / "office.toml")])

    def anew() -> None:
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(source, home)

    anew()
    before, _ = state(home, agency)
    usual, steps, _ = child(work, None)
    after, _ = state(home, agency)
    assert steps, f"{command[0]} wrote nothing and ended with {usual}"
    anew()
    _, _, place = child(work, draw.randrange(1, steps + 1))
    heads, faults = state(home, agency)
    open_to_others = bare(home, source)
    again, _, _ = child(work, None)
    last, wrong = state(home, agency)
    left = [path.name for path in home.rglob("*") if path.name.endswith(".new") or path.name.startswith("tmp")]
    stood = len(heads) == len(after)  # killed behind the deposit: an audit again is one more, a retraction refused
    return {
        "command": command[0],
        "place": place,
        "kept": heads[: len(before)] == before and len(heads) <= len(after),
        "faults": faults + wrong,
        "bare": open_to_others + bare(home, source),
        "left": left + [path.name for path in Path(tempfile.gettempdir()).iterdir()],
        "again": again == usual or stood,
        "deposits": len(last) - len(after) in ((0, 1) if stood else (0,)),
    }


def start() -> None:
    clock.now = lambda: datetime(2036, 1, 2, 9)
    folder, agency, kills, seed = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    commands: list[Command] = [tuple(one) for one in json.loads((folder / "commands.json").read_text())]
    draw = random.Random(seed)
    for number in range(kills):
        told = killed(folder / "office", folder / "killed", agency, commands[number % len(commands)], draw)
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    start()
