"""What a zip directory claims, judged before anything is unpacked (xlsx, ods, docx, odt)."""

import io
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from reconcile.errors import FileRefused

MAX_ENTRIES = 10_000
MAX_UNPACKED = 512 * 1024 * 1024
"""Bytes of all entries together."""
MAX_RATIO = 200
"""Unpacked to packed bytes, of an entry or of all, where more than `RATIO_COUNTS_ABOVE` bytes
are unpacked."""
RATIO_COUNTS_ABOVE = 10 * 1024 * 1024

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What zipfile raises over a file that is damaged, or packed by a method that it does not know."""

_XML = (".xml", ".rels")
_ODF_MANIFEST = "META-INF/manifest.xml"
_HEAD = 65536
_MANIFEST_READ = 1024 * 1024


def check(path: Path, content: bytes | None = None) -> None:
    """Raise FileRefused unless the file can be unpacked safely.

    Size, ratio, entries, names, passwords, DOCTYPE. `content` is the file without its password;
    None where it has none.
    """
    try:
        with zipfile.ZipFile(path if content is None else io.BytesIO(content)) as archive:
            size = path.stat().st_size if content is None else len(content)
            objections = chain(_objections(archive.infolist(), size), _objections_inside(archive))
            reason = next(objections, None)
    except BROKEN:
        raise FileRefused(path.name, "檔案不完整或已損壞，請重新下載或複製後重跑。") from None
    if reason:
        raise FileRefused(path.name, reason)


def _objections(entries: Sequence[zipfile.ZipInfo], size: int) -> Iterator[str]:
    """What the directory alone, of a file of `size` bytes, gives reason to refuse.

    The cheapest look first.
    """
    if len(entries) > MAX_ENTRIES:
        yield f"壓縮檔內有 {len(entries):,} 個項目，超過上限 {MAX_ENTRIES:,} 個，不像是一般文件，請確認來源。"
    unpacked = sum(entry.file_size for entry in entries)
    if any(map(_outsize, entries)) or (
        unpacked > RATIO_COUNTS_ABOVE and unpacked > MAX_RATIO * size
    ):
        yield f"壓縮比超過 {MAX_RATIO} 倍，不像是一般文件（可能為壓縮炸彈），請確認來源並重新下載。"
    if unpacked > MAX_UNPACKED:
        yield f"解壓縮後將達 {_megabytes(unpacked)}，超過上限 {_megabytes(MAX_UNPACKED)}，請分成數個檔案後重跑。"
    if sum(entry.compress_size for entry in entries) > size:
        yield "壓縮檔目錄與內容不符（項目互相重疊），請確認來源並重新下載。"
    names = [entry.filename.replace("\\", "/") for entry in entries]
    if len({name.casefold() for name in names}) < len(names):
        yield "壓縮檔內有同名的項目，無法確定以何者為準，請以原程式開啟後另存新檔再重跑。"
    if any(map(_leads_outside, names)):
        yield "壓縮檔內有指向外部路徑的項目，請確認來源並重新下載。"
    if any(entry.flag_bits & 0x1 for entry in entries):
        yield "壓縮檔設有密碼，請先解除密碼另存後重跑。"


def _objections_inside(archive: zipfile.ZipFile) -> Iterator[str]:
    """What the first bytes of its XML parts give reason to refuse.

    NUL bytes fall out, so UTF-16 hides nothing.
    """
    for entry in archive.infolist():
        if not entry.filename.lower().endswith(_XML):
            continue
        is_manifest = entry.filename == _ODF_MANIFEST
        with archive.open(entry) as part:
            head = part.read(_MANIFEST_READ if is_manifest else _HEAD)
        if b"<!DOCTYPE" in head[:_HEAD].replace(b"\x00", b""):
            yield "文件內含 DOCTYPE 宣告，基於安全不予讀取，請以 Excel、Word 或 LibreOffice 開啟後另存新檔再重跑。"
        if is_manifest and b"encryption-data" in head:
            yield "文件設有開啟密碼，請先解除密碼另存後重跑。"


def _outsize(entry: zipfile.ZipInfo) -> bool:
    return (
        entry.file_size > RATIO_COUNTS_ABOVE and entry.file_size > MAX_RATIO * entry.compress_size
    )


def _leads_outside(name: str) -> bool:
    return name.startswith("/") or name[1:2] == ":" or ".." in name.split("/")


def _megabytes(size: int) -> str:
    return f"{size / 1024 / 1024:,.0f} MB"
