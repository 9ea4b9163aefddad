"""What kind of file this is, and the module that opens it.

The content tells, never the name. A reader is loaded when a file of its kind is met: most of what
they stand on is more than the whole of a small file costs.
"""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from reconcile.carriers import first_bytes, named_kinds, zip_guard
from reconcile.carriers.raw import Document
from reconcile.errors import FileRefused

Progress = Callable[[int, int], None]
"""Called with (pages read, pages in all) while a long document is read."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_WORKBOOKS = {"Workbook", "Book"}
"""The stream of an xls of 1997 and after, and of one of Excel 5 or 95."""
_HEAD = 16384


def open_document(
    path: Path,
    progress: Progress | None = None,
    password: str | None = None,
    *,
    witness: bool = True,
) -> Document:
    """Read any carrier.

    Raises FileRefused, saying what the file is and what to do, where none reads it. `witness`: a
    PDF is read by two engines.
    """
    head = _head(path)
    if not head:
        raise FileRefused(path.name, "檔案是空的（0 位元組），請重新下載或複製後重跑。")
    if head.startswith(_ZIP):
        return _package(path)
    if head.startswith(_OLE):
        return _compound(path, password)
    if b"%PDF-" in head[:1024]:
        from reconcile.carriers.pdf import pages

        return pages.read(path, progress, password, witness=witness)
    return _text(path, head)


def _text(path: Path, head: bytes) -> Document:
    """A file without a signature of its own: records, XML, a web page, a table with separators."""
    named_kinds.refuse_known(path, head)
    if first_bytes.is_one_xml(head):
        from reconcile.carriers import one_xml

        return one_xml.read(path)
    if first_bytes.is_web_archive(head):
        from reconcile.carriers.text import mhtml

        return mhtml.read(path)
    if first_bytes.is_json(head) or first_bytes.is_xml_of_records(head):
        from reconcile.carriers.text import structured

        return structured.read(path, head)
    if first_bytes.is_web_page(head):
        from reconcile.carriers.text import html

        return html.read(path)
    if first_bytes.is_dbase(head):
        from reconcile.carriers.text import dbf

        return dbf.read(path)
    from reconcile.carriers.text import decoding, delimited

    if b"\x00" in head and not decoding.is_wide(head):
        raise FileRefused(path.name, f"無法辨識的檔案格式，請提供 {named_kinds.ACCEPTED}。")

    return delimited.read(path)


def is_parquet(path: Path) -> bool:
    """A table of this program's own making, or of another with the same contract."""
    return _head(path).startswith(b"PAR1")


def _head(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        raise FileRefused(path.name, "不是檔案（資料夾、管線或裝置），請指定檔案後重跑。")
    try:
        with path.open("rb") as stream:
            return stream.read(_HEAD)
    except OSError:
        raise FileRefused(
            path.name, "無法開啟檔案，請確認檔案存在、未被其他程式鎖住後重跑。"
        ) from None


def _package(path: Path, content: bytes | None = None) -> Document:
    """A zip of XML parts; `content` is the file without its password, None where it has none."""
    zip_guard.check(path, content)
    with zipfile.ZipFile(path if content is None else io.BytesIO(content)) as archive:
        names = set(archive.namelist())
        kind = (
            archive.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
        )
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return _workbook(path, "xlsx", content)
    if kind.endswith("opendocument.spreadsheet") or kind.endswith("spreadsheet-template"):
        return _workbook(path, "ods", content)
    if _is_word(kind, names):
        from reconcile.carriers.word import document as word

        return word.read(path, content)
    raise FileRefused(path.name, named_kinds.of_package(kind, names))


def _is_word(kind: str, names: set[str]) -> bool:
    """A docx, or an odt, a template or a page of its kind."""
    odf = kind.partition("opendocument.text")[1] and "content.xml" in names
    return bool(odf) or any(name.startswith("word/") for name in names)


def _compound(path: Path, password: str | None) -> Document:
    """An xls, or the case in which an xlsx, docx or xls lies encrypted."""
    from reconcile.carriers import encryption

    if encryption.is_encrypted_office(path):
        content = encryption.decrypt(path, password)
        return (
            _package(path, content) if content.startswith(_ZIP) else _workbook(path, "xls", content)
        )
    streams = encryption.streams_of(path)
    if _WORKBOOKS.isdisjoint(streams) and (says := named_kinds.of_streams(streams)):
        raise FileRefused(path.name, says)
    return _workbook(path, "xls")


def _workbook(path: Path, carrier: str, content: bytes | None = None) -> Document:
    from reconcile.carriers.workbook import by_calamine

    return by_calamine.read(path, carrier, content)
