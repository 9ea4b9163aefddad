"""Why the disk did not take what was written, in the words of the office; and a little patience with it."""

import ctypes
import errno
import sys
import time
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TypeVar

from reconcile.errors import UsageError

_Done = TypeVar("_Done")

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_WINDOWS_PATH_TOO_LONG = 206


def why_unwritten(error: OSError) -> str:
    """What was in the way and what to do about it, as half a sentence that ends in 後重跑."""
    if error.errno in _FULL:
        return "磁碟空間不足（或已達配額），請清出空間後重跑"
    if error.errno in _FORBIDDEN:
        return "該處唯讀、沒有寫入權限，或其中的檔案正由其他程式開啟，請排除後重跑"
    if error.errno == errno.EIO:
        return "磁碟讀寫失敗，磁碟、網路磁碟機或隨身碟可能故障或已斷線，請排除或改用其他磁碟後重跑"
    if error.errno == errno.ENAMETOOLONG or getattr(error, "winerror", None) == _WINDOWS_PATH_TOO_LONG:
        return "路徑或檔名太長，請縮短輸入檔的檔名，或改用較短的路徑後重跑"
    return f"作業系統回報錯誤 {error.errno}，請確認磁碟、網路磁碟機與路徑後重跑"


_WINDOWS_PATH = 259
"""Characters that a path may have on Windows as it is installed; a folder leaves room for a name of 12."""


@cache
def longest_path() -> int | None:
    """How many characters a path may have here; None where that is no matter: not on Windows, or long paths are on."""
    if sys.platform != "win32":
        return None
    switched_on = getattr(ctypes.WinDLL("ntdll"), "RtlAreLongPathsEnabled", None)
    return None if switched_on and switched_on() & 0xFF else _WINDOWS_PATH


def refuse_long(paths: Iterable[Path]) -> None:
    """Raise UsageError where one of them is longer than this computer can open; to be asked before any is written.

    Windows says of a path that is too long only that it is not there.
    """
    most = longest_path()
    if most is None:
        return
    length, path = max(((_length(path), path) for path in paths), default=(0, Path()))
    if length > most:
        raise UsageError(
            f"「{path.name}」的完整路徑將有 {length} 字，超過 Windows 的上限 {most} 字，無法寫入或讀取："
            "請縮短該檔名，或將機關資料夾移到較短的路徑（例如 D:\\勾稽）後重跑。未寫入任何結果。"
        )


def _length(path: Path) -> int:
    """As Windows counts, in UTF-16."""
    return len(str(path.absolute()).encode("utf-16-le", "surrogatepass")) // 2


_PASSING = {5, 32, 33}
"""What Windows answers while another program (a virus scanner, a preview) holds a file for a moment."""
_WAITS = (0.1, 0.2, 0.4, 0.8, 1.5, 2.0, 2.0)
"""Seconds, seven in all."""


def patiently(do: Callable[[], _Done]) -> _Done:
    """What `do` does; where another program is in the way, it is tried again for some seconds.

    Only Windows answers so of what passes; all other errors are raised at once.
    """
    for seconds in _WAITS:
        try:
            return do()
        except OSError as error:
            if getattr(error, "winerror", None) not in _PASSING:
                raise
        time.sleep(seconds)
    return do()
