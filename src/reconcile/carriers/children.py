"""The children of this process that read documents, one after another.

A child that answered is kept for the next document, since to start one takes longer than to read a
small file. One that died, was late or has grown is not. They end with this process, at the latest.
"""

import atexit
import json
import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from reconcile.carriers.deadline import Deadline
from reconcile.carriers.memory import held_megabytes
from reconcile.carriers.wire import Answer, hear

Progress = Callable[[int, int], None]
"""Called with (pages read, pages in all) while a long document is read."""

LATE = "late"
"""The kind of an answer that did not come in time."""

DIED: Answer = ("died", None)
"""What stands for the answer of a child that gave none and was not late."""

_FULL = 0.9
"""A process that holds more than such a part of what it may have gets little further."""
_PACKAGES = Path(__file__).parents[2]
_START = "from reconcile.carriers.child import main; main()"


@dataclass(eq=False)
class Child:
    """A process that reads, and what its memory is limited to, in megabytes."""

    process: "subprocess.Popen[bytes]"
    told: IO[bytes]
    heard: IO[bytes]
    memory_mb: int
    parent: int
    is_ready: bool = True
    is_full: bool = False
    has_read: set[str] = field(default_factory=set)

    @classmethod
    def started(cls, memory_mb: int) -> "Child":
        """A new one."""
        process = subprocess.Popen(  # noqa: S603 - this very interpreter
            [sys.executable, "-c", _START, str(memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(_PACKAGES), os.environ.get("PYTHONPATH", "")]),
            },
        )
        assert process.stdin is not None
        assert process.stdout is not None
        return cls(process, process.stdin, process.stdout, memory_mb, os.getpid())

    def answer(self, request: Mapping[str, Any], seconds: int, progress: Progress | None) -> Answer:
        """Its final answer, progress passed on; LATE or DIED where it gives none.

        LATE bears the seconds that it was waited for; a document of many pages is given more. One
        that was late for want of memory died of that.
        """
        self.is_ready, answer = False, DIED
        self.has_read.add(str(request["path"]))
        deadline = Deadline(seconds, self._give_up)
        try:
            self.told.write(json.dumps(request).encode() + b"\n")
            self.told.flush()
            answer = self._final_answer(progress, deadline)
            self.is_ready = hear(self.heard)[0] == "ready"
        except (EOFError, OSError, pickle.UnpicklingError):
            if answer == DIED and deadline.is_over and not self.is_full:
                answer = (LATE, deadline.seconds)
        finally:
            deadline.lift()
        return answer

    def _give_up(self) -> None:
        """End what was waited for in vain; some Pythons search long for memory that they may not have."""
        self.is_full = held_megabytes(self.process.pid) > _FULL * self.memory_mb
        self.process.kill()

    def _final_answer(self, progress: Progress | None, deadline: Deadline) -> Answer:
        while True:
            kind, what = hear(self.heard)
            if kind != "page":
                return kind, what
            deadline.prolong(what[1])
            if progress:
                progress(*what)

    def end(self) -> None:
        """Take it from the world, whatever it does."""
        self.process.kill()
        with suppress(OSError), self.process:  # what was never sent cannot be
            pass


@contextmanager
def lent(memory_mb: int, path: str = "") -> Iterator[Child]:
    """A child that reads for one caller at a time, its memory limited so.

    If it can be, one that has read that file: it remembers some of it.
    """
    child = _kept(memory_mb, path) or Child.started(memory_mb)
    with _LOCK:
        _LENT.append(child)
    try:
        yield child
    finally:
        with _LOCK:
            _LENT.remove(child)
            if child.is_ready:
                _IDLE.append(child)
        if not child.is_ready:
            child.end()


def _kept(memory_mb: int, path: str) -> Child | None:
    """An idle one of this very process: what a fork inherits is its parent's."""
    with _LOCK:
        wanted = (memory_mb, os.getpid())
        idle = [one for one in _IDLE if (one.memory_mb, one.parent) == wanted]
        found = max(idle, key=lambda one: path in one.has_read, default=None)
        if found:
            _IDLE.remove(found)
        return found


def _end_all() -> None:
    with _LOCK:
        for child in _IDLE:
            if child.parent == os.getpid():
                child.end()
        for child in _LENT:
            if child.parent == os.getpid():
                child.process.kill()
        _IDLE.clear()


_IDLE: list[Child] = []
_LENT: list[Child] = []
"""Those that read, for somebody or ahead of who will ask: when this process ends, nobody will."""
_LOCK = threading.Lock()
atexit.register(_end_all)
