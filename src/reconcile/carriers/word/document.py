"""Documents of word processors (docx, odt): paragraphs and tables in reading order."""

import io
import zipfile
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException

from reconcile.carriers.flow import TooLarge, sheet_of
from reconcile.carriers.marks import Things
from reconcile.carriers.raw import Document
from reconcile.carriers.word import docx, odt
from reconcile.carriers.word.package import Package, Zipped
from reconcile.carriers.zip_guard import BROKEN
from reconcile.errors import FileRefused


def read(path: Path, content: bytes | None = None) -> Document:
    """One sheet: a line of text as a row of one cell, a table row as a row.

    Headers and footers before the body. Numbers that Word or LibreOffice counts as it prints (page
    numbers) are not read, nor is text that is deleted. `content` is the file without its password;
    None where it has none.
    """
    try:
        with zipfile.ZipFile(path if content is None else io.BytesIO(content)) as archive:
            return of_package(path.name, Zipped(archive), odf="content.xml" in archive.namelist())
    except (*BROKEN, KeyError, ParseError, DefusedXmlException):
        raise _broken(path.name) from None


def of_package(file: str, package: Package, *, odf: bool) -> Document:
    """The document whose parts these are, `odf` or docx; raises FileRefused where it is damaged."""
    things = Things()
    try:
        blocks = odt.blocks_of(package, things) if odf else docx.blocks_of(package, things)
        sheet = sheet_of(blocks, things.found)
    except (TooLarge, RecursionError):
        raise FileRefused(file, "文件過大或層數過多，無法讀取，請分成數個檔案後重跑。") from None
    except (*BROKEN, KeyError, ParseError, DefusedXmlException):
        raise _broken(file) from None
    flaws = tuple(dict.fromkeys(things.flaws))
    return Document(file, "odt" if odf else "docx", (sheet,), flaws=flaws)


def _broken(file: str) -> FileRefused:
    reason = "文件不完整或已損壞，請以 Word 或 LibreOffice 開啟確認並另存新檔後重跑。"
    return FileRefused(file, reason)
