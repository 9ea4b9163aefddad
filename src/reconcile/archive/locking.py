"""One process at a time writes to an office's archive; offices in one folder do not wait for one another."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from reconcile.archive.naming import LOCK, agency_folder
from reconcile.archive.staging import refusal, refuse_file
from reconcile.errors import LockHeld


@contextmanager
def locked(root: Path, agency: str) -> Iterator[None]:
    """Hold the lock of an agency's archive; within one thread it may be taken again while it is held.

    Creates `root` where it is missing. Raises LockHeld where another run holds it, UsageError where the archive
    cannot be written to.
    """
    refuse_file(root)
    try:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(root.resolve() / f"{LOCK}-{agency_folder(agency)}", timeout=0, mode=0o600, is_singleton=True)
        lock.acquire()
    except Timeout:
        raise LockHeld(f"另一個執行中的作業正在寫入封存「{root.name}」中本機關的部分，請待其結束後重跑。") from None
    except OSError as error:
        raise refusal(root, error) from None
    try:
        yield
    finally:
        lock.release()
