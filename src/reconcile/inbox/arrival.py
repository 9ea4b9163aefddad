"""Which files have arrived: whole, and no longer being written."""

import re
import stat
import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from reconcile.disk import refuse_long
from reconcile.errors import UsageError
from reconcile.inbox.passing import PassedOver


@dataclass(frozen=True)
class Arrivals:
    """An inbox as it was found: the files that are whole, in order, and those that are not."""

    inbox: Path
    whole: tuple[Path, ...]
    passed_over: tuple[PassedOver, ...]


SETTLE_SECONDS = 2.0
"""So long a file that has arrived whole does not change."""


def still_arriving(inboxes: Iterable[Path], settle_seconds: float = SETTLE_SECONDS) -> frozenset[Path]:
    """The files of many inboxes that change within `settle_seconds`, watched all at once."""
    looks = {path: _look(path) for inbox in inboxes for path in inbox.rglob("*") if path.is_file()}
    if looks:
        time.sleep(settle_seconds)
    return frozenset(path for path, look in looks.items() if _look(path) != look)


def look_into(inbox: Path, settle_seconds: float = SETTLE_SECONDS, arriving: Collection[Path] = ()) -> Arrivals:
    """The files of an inbox; one that changes within `settle_seconds` is still being copied.

    So is one of `arriving`, which somebody saw change who watched before. Hidden and system files go unsaid. Raises
    UsageError where there is no such folder, or a path in it is too long to be opened.
    """
    if not inbox.is_dir():
        raise UsageError(
            f"找不到收件匣資料夾「{inbox.name}」，請確認 office.toml 的 office.inbox，"
            "或以 --statement、--register 指定檔案後重跑。"
        )
    whole: list[Path] = []
    passed_over: list[PassedOver] = []
    first_look: dict[Path, tuple[int, int]] = {}
    found = sorted(inbox.rglob("*"), key=lambda path: (len(path.name), path.as_posix()))
    refuse_long(found)
    for path in found:
        if _TEMPORARY_NAME.fullmatch(path.name.casefold()):
            passed_over.append(PassedOver(path.name, "temporary", "暫存檔"))
        elif not _hidden(path, inbox) and path.is_file():
            first_look[path] = (-1, -1) if path in arriving else _look(path)
    if first_look and settle_seconds:
        time.sleep(settle_seconds)
    for path, look in first_look.items():
        if reason := _not_whole(path, look):
            passed_over.append(PassedOver(path.name, "unfinished", reason))
        else:
            whole.append(path)
    return Arrivals(inbox, tuple(sorted(whole)), tuple(passed_over))


_TEMPORARY_NAME = re.compile(r"~\$.*|\.~lock\..*|.*\.(tmp|temp|part|partial|crdownload|download)", re.DOTALL)
_SYSTEM_NAMES = {"desktop.ini", "thumbs.db"}


def _hidden(path: Path, inbox: Path) -> bool:
    if path.name.casefold() in _SYSTEM_NAMES or any(part.startswith(".") for part in path.relative_to(inbox).parts):
        return True
    try:
        return bool(getattr(path.stat(), "st_file_attributes", 0) & stat.FILE_ATTRIBUTE_HIDDEN)
    except OSError:
        return False


def _look(path: Path) -> tuple[int, int]:
    try:
        seen = path.stat()
    except OSError:
        return 0, 0
    return seen.st_size, seen.st_mtime_ns


def _not_whole(path: Path, first_look: tuple[int, int]) -> str | None:
    look = _look(path)
    if look != first_look:
        return "仍在複製或寫入中"
    if look[0] == 0:
        return "空檔（0 位元組），可能尚未複製完成"
    try:
        return "檔案不完整，請重新複製或下載" if _cut_short(path) else None
    except OSError:
        return "無法開啟，可能仍在複製或由其他程式使用中"


def _cut_short(path: Path) -> bool:
    """A PDF, or a zip such as xlsx or ods, whose closing mark is not where its format puts it."""
    with path.open("rb") as file:
        head = file.read(5)
        file.seek(max(0, path.stat().st_size - 0x10016))
        tail = file.read()
    if head == b"%PDF-":
        return b"%%EOF" not in tail
    return head.startswith(b"PK\x03\x04") and b"PK\x05\x06" not in tail
