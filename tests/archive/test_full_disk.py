"""A disk that is full, at whatever step, costs the office nothing but the room that it has to make."""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from reconcile.archive import deposit, read_history, verify
from reconcile.deposits import Deposit
from reconcile.errors import UsageError

from .builders import AGENCY, OCTOBER, deposit_run, run_files, small_archive

DECEMBER = OCTOBER.next.next


@contextmanager
def disk_full_from(step: int, patch: pytest.MonkeyPatch) -> Iterator[None]:
    """From that step on there is no room for a file, a byte, a folder or a name more; removing still works."""
    passed = count(1)

    def limited(working: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            if next(passed) >= step:
                raise OSError(errno.ENOSPC, "no room")
            return working(*arguments, **options)

        return call

    opened, streamed = os.open, os.fdopen

    def opening(path: Any, flags: int, *rest: Any, **options: Any) -> int:
        new = flags & os.O_CREAT and ".lock" not in str(path)
        return int((limited(opened) if new else opened)(path, flags, *rest, **options))

    def streaming(*arguments: Any, **options: Any) -> Any:
        stream = streamed(*arguments, **options)
        return _Written(stream, limited(stream.write))

    with patch.context() as full:
        full.setattr(os, "open", opening)
        full.setattr(os, "fdopen", streaming)
        for name in ("mkdir", "fsync", "rename"):
            full.setattr(os, name, limited(getattr(os, name)))
        yield


class _Written:
    """A file whose writes may find no room."""

    def __init__(self, stream: Any, write: Callable[..., Any]) -> None:
        self.stream, self.write = stream, write

    def __enter__(self) -> "_Written":
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def deposit_december(root: Path, files: dict[str, Path | bytes]) -> Deposit:
    history = read_history(root, AGENCY)
    return deposit(root, history, kind="run", period=DECEMBER, as_of=date(2027, 1, 9), record={}, files=files)


def chain(root: Path) -> list[str]:
    return [found.head for found in read_history(root, AGENCY).deposits]


@pytest.mark.parametrize("stride", [10, pytest.param(1, marks=pytest.mark.slow)], ids=["some steps", "every step"])
def test_a_disk_that_is_full_leaves_the_chain_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stride: int
) -> None:
    archive, files = small_archive(tmp_path), run_files(tmp_path, DECEMBER)
    before, root = chain(archive), tmp_path / "full" / "archive"
    for step in count(1, stride):
        shutil.rmtree(root.parent, ignore_errors=True)
        shutil.copytree(archive, root)
        try:
            with disk_full_from(step, monkeypatch):
                deposit_december(root, files)
        except UsageError as refused:
            assert "磁碟空間不足（或已達配額），請清出空間後重跑。先前的封存未變動。" in str(refused)
        else:
            break
        assert chain(root)[: len(before)] == before, step
        assert verify(root, before[-1]).faults == (), step
        assert list(root.rglob(".staging-*")) == [], step
        assert deposit_december(root, files).head == chain(root)[-1]
        assert verify(root).sound, step
    assert step > 50


LIMITED = """
import resource, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from archive.builders import deposit_run
from reconcile.errors import UsageError
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    deposit_run(Path(sys.argv[1]), files={"inputs/statement/明細表.pdf": bytes(1_000_000)})
except UsageError as refused:
    sys.stdout.buffer.write(str(refused).encode())
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit on the size of a file")
def test_a_file_that_the_system_itself_refuses_to_write_leaves_the_archive_as_it_was(tmp_path: Path) -> None:
    root, tests = tmp_path / "archive", Path(__file__).parents[1]
    head = deposit_run(root).head
    said = subprocess.run(
        [sys.executable, "-c", LIMITED, str(root), str(tests)],
        env=os.environ | {"PYTHONPATH": str(tests.parent / "src")},
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    ).stdout
    assert said == "無法寫入封存「archive」：磁碟空間不足（或已達配額），請清出空間後重跑。先前的封存未變動。"
    assert chain(root) == [head]
    assert verify(root).sound
    assert list(root.rglob(".staging-*")) == []
