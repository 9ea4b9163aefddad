"""Why the disk did not take what was written, in the words of the office; and a little patience with it."""

import errno
import time
from collections.abc import Callable
from typing import TypeVar

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
