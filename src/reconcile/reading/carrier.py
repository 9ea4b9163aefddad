"""What kind of file this is, told by its content and never by its name, and the module that opens it."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from reconcile.errors import FileRefused
from reconcile.reading import delimited, pdf, workbook
from reconcile.reading.raw import Document

Progress = Callable[[int, int], None]
"""Called with (pages read, pages in all) while a long document is read."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096


def open_document(path: Path, progress: Progress | None = None) -> Document:
    """Read any carrier; raises FileRefused, saying what the file is and what to do, where none reads it."""
    head = _head(path)
    if not head:
        raise FileRefused(path.name, "檔案是空的（0 位元組），請重新下載或複製後重跑。")
    if b"%PDF-" in head[:1024]:
        return pdf.read(path, progress)
    if head.startswith(b"PK\x03\x04"):
        return workbook.read(path, _zip_kind(path))
    if head.startswith(_OLE):
        return workbook.read(path, "xls")
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused(path.name, "無法辨識的檔案格式，請提供 PDF、Excel（xlsx、xls）、ods 或 CSV 檔。")
    return delimited.read(path)


def is_parquet(path: Path) -> bool:
    """A table of this program's own making, or of another with the same contract."""
    return _head(path).startswith(b"PAR1")


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError:
        raise FileRefused(path.name, "無法開啟檔案，請確認檔案存在、未被其他程式鎖住後重跑。") from None


def _zip_kind(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, ValueError):
        raise FileRefused(path.name, "檔案不完整或已損壞，請重新下載或複製後重跑。") from None
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    if kind.endswith("opendocument.spreadsheet"):
        return "ods"
    raise FileRefused(path.name, "這個壓縮格式的檔案不是活頁簿，請提供 PDF、Excel（xlsx、xls）、ods 或 CSV 檔。")
