"""Documents of word processors (docx, odt): paragraphs and tables in reading order."""

import io
import zipfile
from functools import partial
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from reconcile.carriers.flow import TooLarge, sheet_of
from reconcile.carriers.raw import Document
from reconcile.carriers.word import docx, odt
from reconcile.carriers.zip_guard import BROKEN
from reconcile.errors import FileRefused

MAX_PART = 64 * 1024 * 1024
"""Bytes of one XML part, which takes some ten times as much when parsed."""


def read(path: Path, content: bytes | None = None) -> Document:
    """One sheet: a line of text as a row of one cell, a table row as a row.

    Headers and footers before the body. Numbers that Word or LibreOffice counts as it prints (page
    numbers) are not read, nor is text that is deleted or struck through. `content` is the file
    without its password; None where it has none.
    """
    try:
        with zipfile.ZipFile(path if content is None else io.BytesIO(content)) as archive:
            names = frozenset(archive.namelist())
            part = partial(_part, archive, names)
            is_odt = "content.xml" in names
            sheet = sheet_of(odt.blocks_of(part) if is_odt else docx.blocks_of(part))
    except (TooLarge, RecursionError):
        raise FileRefused(
            path.name, "文件過大或層數過多，無法讀取，請分成數個檔案後重跑。"
        ) from None
    except (*BROKEN, KeyError, ParseError, DefusedXmlException):
        raise FileRefused(
            path.name, "文件不完整或已損壞，請以 Word 或 LibreOffice 開啟確認並另存新檔後重跑。"
        ) from None
    return Document(path.name, "odt" if is_odt else "docx", (sheet,))


def _part(archive: zipfile.ZipFile, names: frozenset[str], name: str) -> Element | None:
    """One XML part; None where the file has none of that name. No DTD, no entities."""
    if name not in names:
        return None
    if archive.getinfo(name).file_size > MAX_PART:
        raise TooLarge
    root: Element = fromstring(archive.read(name), forbid_dtd=True)
    return root
