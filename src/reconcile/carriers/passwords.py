"""Password-protected workbooks and documents of Excel and Word.

Opened in memory, the password told to nobody.
"""

import io
import logging
import os
import struct
from collections.abc import Callable
from pathlib import Path

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from reconcile.errors import FileRefused, PasswordNeeded, UsageError

VARIABLE = "RECONCILE_PASSWORD"
FILE_VARIABLE = "RECONCILE_PASSWORD_FILE"

Ask = Callable[[str], str | None]
"""Asks a person for the password of the file of that base name; None where he gives none."""

_EXCELS_OWN = "VelvetSweatshop"
"""With this Excel encrypts a workbook that is only write-protected, and opens it unasked
(MS-OFFCRYPTO 2.3)."""
_MALFORMED = (
    FileFormatError,
    ParseError,
    DecryptionError,
    OSError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    AssertionError,
    OverflowError,
    struct.error,
)

logging.getLogger("msoffcrypto").setLevel(logging.WARNING)


def is_encrypted_office(path: Path) -> bool:
    """An OLE container that holds an encrypted xlsx or docx, or an xls that is itself encrypted."""
    try:
        with path.open("rb") as stream:
            return bool(msoffcrypto.OfficeFile(stream).is_encrypted())
    except _MALFORMED:
        return False


def given() -> str | None:
    """From RECONCILE_PASSWORD, else the first line of the file that RECONCILE_PASSWORD_FILE names.

    None without. Raises UsageError where the file named cannot be read.
    """
    if password := os.environ.get(VARIABLE):
        return password
    named = os.environ.get(FILE_VARIABLE)
    return _first_line(Path(named)) if named else None


def decrypt(path: Path, password: str | None) -> bytes:
    """The whole file without its protection; None opens what Excel itself opens unasked.

    Raises PasswordNeeded where the password is missing, FileRefused where it is wrong or the file
    is damaged.
    """
    for attempt in filter(None, (_EXCELS_OWN, password)):
        try:
            return _decrypted(path, attempt)
        except InvalidKeyError:
            continue
        except _MALFORMED:
            raise FileRefused(
                path.name, "加密的檔案不完整或已損壞，請重新下載或複製後重跑。"
            ) from None
    raise refusal(path.name, password)


def refusal(file: str, password: str | None) -> FileRefused:
    """What to say of a file that this password does not open."""
    if password:
        return FileRefused(file, "密碼不正確，請確認後重跑。")
    return PasswordNeeded(
        file, f"設有開啟密碼，請輸入密碼、以環境變數 {VARIABLE} 提供，或解除密碼另存後重跑。"
    )


def _decrypted(path: Path, password: str) -> bytes:
    plain = io.BytesIO()
    with path.open("rb") as stream:
        office = msoffcrypto.OfficeFile(stream)
        if office.format == "ooxml":
            office.load_key(password=password, verify_password=True)
        else:
            office.load_key(password=password)
        office.decrypt(plain)
    return plain.getvalue()


def _first_line(path: Path) -> str | None:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UsageError(
            f"無法讀取環境變數 {FILE_VARIABLE} 指定的密碼檔，請確認檔案存在且為 UTF-8。"
        ) from None
    return next(iter(lines), None) or None
