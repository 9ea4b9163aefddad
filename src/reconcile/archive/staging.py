"""How bytes reach the disk for good: written, flushed down to the medium, and only then given their name."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from reconcile.disk import why_unwritten
from reconcile.errors import UsageError

_CHUNK = 1 << 20


def store(source: Path | bytes, target: Path) -> tuple[int, str]:
    """Write a new file that only its owner may read, down to the medium; its bytes and SHA-256.

    Raises OSError where the target, UsageError where the source is at fault.
    """
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        size, digest = (_poured(source, stream)) if isinstance(source, bytes) else _copied(source, stream)
        stream.flush()
        os.fsync(stream.fileno())
    return size, digest


def sync_folder(folder: Path) -> None:
    """Make a folder's names durable, where the platform knows of such a thing."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter, and its name durable, where it does not exist yet."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700)
        sync_folder(folder.parent)


def refuse_file(root: Path) -> None:
    """Raise UsageError where something other than a folder bears the name of the archive."""
    if root.exists() and not root.is_dir():
        raise UsageError(
            f"封存「{root.name}」是檔案，不是資料夾；請移走該檔案，或修正 office.toml 的 archive 後重跑。該檔案未變動。"
        )


def refusal(root: Path, error: OSError) -> UsageError:
    """Why nothing could be written to an archive, as the office reads it."""
    why = why_unwritten(error)
    return UsageError(f"無法寫入封存「{root.name}」：{why}。先前的封存未變動。")


def _poured(source: bytes, stream: BinaryIO) -> tuple[int, str]:
    stream.write(source)
    return len(source), hashlib.sha256(source).hexdigest()


def _copied(source: Path, stream: BinaryIO) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    for chunk in _chunks(source):
        stream.write(chunk)
        digest.update(chunk)
        size += len(chunk)
    return size, digest.hexdigest()


def _chunks(source: Path) -> Iterator[bytes]:
    """What a file holds; raises UsageError where it cannot be read, be it only from some place on."""
    try:
        with source.open("rb") as origin:
            while chunk := origin.read(_CHUNK):
                yield chunk
    except OSError:
        raise UsageError(f"要封存的檔案「{source.name}」無法讀取，請確認未被移走或鎖住後重跑。") from None
