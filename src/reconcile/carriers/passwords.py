"""The password of a protected file: who gives it, and what to say where it is missing or wrong.

It is told to nobody.
"""

import os
from collections.abc import Callable
from pathlib import Path

from reconcile.errors import FileRefused, PasswordNeeded, UsageError

VARIABLE = "RECONCILE_PASSWORD"
FILE_VARIABLE = "RECONCILE_PASSWORD_FILE"

Ask = Callable[[str], str | None]
"""Asks a person for the password of the file of that base name; None where he gives none."""


def given() -> str | None:
    """From RECONCILE_PASSWORD, else the first line of the file that RECONCILE_PASSWORD_FILE names.

    None without. Raises UsageError where the file named cannot be read.
    """
    if password := os.environ.get(VARIABLE):
        return password
    named = os.environ.get(FILE_VARIABLE)
    return _first_line(Path(named)) if named else None


def refusal(file: str, password: str | None) -> FileRefused:
    """What to say of a file that this password does not open."""
    if password:
        return FileRefused(file, "密碼不正確，請確認後重跑。")
    return PasswordNeeded(
        file, f"設有開啟密碼，請輸入密碼、以環境變數 {VARIABLE} 提供，或解除密碼另存後重跑。"
    )


def _first_line(path: Path) -> str | None:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            f"無法讀取環境變數 {FILE_VARIABLE} 指定的密碼檔，請確認檔案存在且為 UTF-8。"
        ) from None
    return next(iter(lines), None) or None
