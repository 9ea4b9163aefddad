"""Documents and workbooks that are one XML file, told by their root element."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from reconcile.carriers.raw import Document
from reconcile.carriers.word import document as word
from reconcile.carriers.word.flat import FlatOdf, FlatOpc, Word2003
from reconcile.carriers.word.xml import attribute, local
from reconcile.carriers.workbook import by_calamine as workbook
from reconcile.carriers.workbook import spreadsheetml
from reconcile.errors import FileRefused

_MOST = 64 * 1024 * 1024
"""Bytes of a file, which takes some ten times as much when parsed."""


def read(path: Path) -> Document:
    """The document or workbook; raises FileRefused where it is damaged, too large or of no kind."""
    content = path.read_bytes()
    if len(content) > _MOST:
        raise FileRefused(path.name, "檔案過大，無法讀取，請分成數個檔案後重跑。")
    try:
        root = fromstring(content, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        raise FileRefused(
            path.name, "檔案不完整或已損壞，請以原程式開啟確認並另存新檔後重跑。"
        ) from None
    kind = local(root)
    if kind == "document":
        return _of_odf(path, root, content)
    readers: dict[str, Callable[[], Document]] = {
        "package": lambda: _of_opc(path, FlatOpc(root)),
        "wordDocument": lambda: word.of_package(path.name, Word2003(root), odf=False),
        "Workbook": lambda: spreadsheetml.read(path, root),
    }
    return readers[kind]()


def _of_opc(path: Path, package: FlatOpc) -> Document:
    """A document, or a workbook, whose reader wants its parts in a zip."""
    if package.xml("xl/workbook.xml") is None:
        return word.of_package(path.name, package, odf=False)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in package.names:
            archive.writestr(name, package.content(name) or b"")
    return workbook.read(path, "xlsx", packed.getvalue())


def _of_odf(path: Path, root: Element, content: bytes) -> Document:
    kind = attribute(root, "mimetype") or ""
    if kind.endswith("spreadsheet"):
        return workbook.read(path, "ods", spreadsheetml.as_ods(content))
    return word.of_package(path.name, FlatOdf(root), odf=True)
