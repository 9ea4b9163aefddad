"""Why the disk did not take what was written, in the words of the office."""

import errno

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
