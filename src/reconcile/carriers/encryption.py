"""Password-protected workbooks and documents of Excel and Word, opened in memory."""

import io
import logging
import struct
from pathlib import Path

import msoffcrypto
import olefile
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError, ParseError

from reconcile.carriers.passwords import refusal
from reconcile.errors import FileRefused

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


def streams_of(path: Path) -> list[str]:
    """The names at the top of an OLE container; none where it is damaged."""
    try:
        with olefile.OleFileIO(path) as container:
            return [entry[0] for entry in container.listdir() if len(entry) == 1]
    except _MALFORMED:
        return []


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
