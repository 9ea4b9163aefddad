"""How a folder of results appears: built beside its place under a lock, then renamed; whole or not at all."""

import errno
import hashlib
import json
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain, count
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from reconcile.access import open_up
from reconcile.disk import patiently, refuse_long, why_unwritten
from reconcile.errors import FileRefused, LockHeld, UsageError
from reconcile.outcome import Input

RECORD = "run.json"
"""The file by which a folder is known to be of this program's making."""
_DEEPEST = "data/unmatched.parquet"


def fingerprint(role: str, path: Path) -> Input:
    """Size and SHA-256 of one input.

    Raises FileRefused where it cannot be read, UsageError where its path is too long to be opened.
    """
    refuse_long([path])
    if path.exists() and not path.is_file():
        raise FileRefused(path.name, "不是檔案（資料夾、管線或裝置），請指定檔案後重跑。")
    try:
        with patiently(lambda: path.open("rb")) as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        return Input(role, path.name, path.stat().st_size, digest)
    except FileNotFoundError:
        raise FileRefused(path.name, "找不到檔案，請確認路徑後重跑。") from None
    except OSError:
        raise FileRefused(path.name, "無法開啟檔案，請確認未被其他程式鎖住後重跑。") from None


def record_of(out: Path, record_name: str = RECORD) -> dict[str, Any]:
    """What an earlier run wrote down of itself in that folder; empty where there was none."""
    try:
        record = json.loads((out / record_name).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) and "schema_version" in record else {}


def set_aside(out: Path) -> Path:
    """Where the files are kept that an office had laid beside the reports in `out`."""
    return out.with_name(f"{out.name}-另存")


@contextmanager
def published(out: Path, record_name: str = RECORD, wholly_ours: Collection[str] = ()) -> Iterator[Path]:
    """A new empty folder to fill, which takes the place of `out` when the block ends without an exception.

    `record_name` is the file by which an earlier one is known to be ours, `wholly_ours` are folders in it in which
    nobody lays anything. What the office has laid into `out` beside the reports is moved into a folder beside it.

    Raises LockHeld where another run works on the same folder, UsageError where `out` is not ours to replace or
    a report in it is open.
    """
    new, old = out.with_name(f".{out.name}.new"), out.with_name(f".{out.name}.old")
    refuse_long([new / _DEEPEST])
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(out.with_name(f".{out.name}.lock"), timeout=0, mode=0o600)
        lock.acquire()
    except Timeout:
        raise LockHeld(f"另一個執行中的作業正在使用「{out.name}」，請待其結束後重跑。") from None
    except OSError as error:
        raise UsageError(f"無法在「{out.parent.name}」建立報表資料夾：{why_unwritten(error)}。") from None
    try:
        _recover(out, old)
        _refuse_foreign(out, record_name)
        _refuse_open(out, old)
        with _emptied(new):
            yield new
            open_up(new, out)
            _replace(new, out, old, wholly_ours)
    except OSError as error:
        raise UsageError(f"無法在「{out.name}」寫入報表：{why_unwritten(error)}。原報表未變動。") from None
    finally:
        lock.release()


@contextmanager
def added(out: Path) -> Iterator[Path]:
    """A new empty folder to make papers in, which take their places in `out` when the block ends.

    Papers of the same name are replaced and nothing else in `out` is touched.

    Raises LockHeld where another command makes papers in the same folder, UsageError where `out`
    cannot be written or a paper in it is open.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        with FileLock(out / ".lock", timeout=0, mode=0o600), _emptied(out / ".new") as new:
            yield new
            for path in sorted(new.iterdir()):
                open_up(path, out / path.name)
                patiently(partial(path.replace, out / path.name))
    except Timeout:
        raise LockHeld(f"另一個執行中的作業正在使用「{out.name}」，請待其結束後重跑。") from None
    except OSError as error:
        raise UsageError(
            f"無法在「{out.name}」寫入文件：{why_unwritten(error)}；同名檔案若正開啟中，請先關閉。"
        ) from None


@contextmanager
def _emptied(folder: Path) -> Iterator[Path]:
    """That folder, empty and its owner's alone; what a killed run left there is swept, and so is all at the end."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _recover(out: Path, old: Path) -> None:
    """A run killed between its two renames left the previous reports aside: put them back."""
    if old.exists() and not out.exists():
        patiently(lambda: old.rename(out))
    _discard(old, out)


def _refuse_foreign(out: Path, record_name: str) -> None:
    """Only an earlier run of this program, or an empty folder, may be replaced."""
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    if not record_of(out, record_name):
        raise UsageError(f"資料夾「{out.name}」內有其他檔案，本程式不會覆蓋；請以 --out 指定新的資料夾。")


def _refuse_open(out: Path, old: Path) -> None:
    """Before anything is read: Excel and LibreOffice leave a mark, and Windows moves no folder with an open file."""
    marks = [*out.glob("~$*"), *out.glob(".~lock.*#")] if out.exists() else []
    if marks:
        name = marks[0].name.removeprefix("~$").removeprefix(".~lock.").removesuffix("#")
        raise UsageError(f"報表「{name}」正由 Excel 或其他程式開啟，請關閉後重跑；原報表未變動。")
    if out.exists():
        _moved(out, old, out)
        _moved(old, out, out)


def _replace(new: Path, out: Path, old: Path, wholly_ours: Collection[str]) -> None:
    if out.exists():
        _moved(out, old, out)
    try:
        _moved(new, out, out)
    except UsageError:
        if old.exists() and not out.exists():
            patiently(lambda: old.rename(out))
        raise
    _discard(old, out, wholly_ours)


def _moved(source: Path, target: Path, out: Path) -> None:
    try:
        patiently(lambda: source.rename(target))
    except OSError as error:
        if error.errno == errno.EIO:
            raise
        raise UsageError(
            f"無法更新資料夾「{out.name}」，其中的報表可能正由 Excel 或其他程式開啟，請關閉後重跑；原報表未變動。"
        ) from None


def _discard(old: Path, out: Path, wholly_ours: Collection[str] = ()) -> None:
    """Delete what `out` has replaced; files that the office laid into it are not ours to delete: they move beside."""
    beside = set_aside(out)
    for folder in wholly_ours:
        shutil.rmtree(old / folder, ignore_errors=True)
    for path in sorted(old.rglob("*")):
        if path.is_file() and not (out / path.relative_to(old)).exists():
            beside.mkdir(exist_ok=True)
            path.rename(_free(beside / path.name))
    shutil.rmtree(old, ignore_errors=True)


def _free(path: Path) -> Path:
    """That name, or with the first number in brackets that is not taken."""
    numbered = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))
    return next(name for name in chain([path], numbered) if not name.exists())
