"""Which rows of an xlsx a viewer does not show.

Calamine reads them like any other and does not say.
"""

import io
import re
import zipfile
from collections.abc import Container
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import ParseError, fromstring

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']|\bht=["']0["']""")
_SIGNS = (re.compile(rb"""hidden=["'][1t]"""), re.compile(rb"""ht=["']0["']"""))
"""Without any of these no row is hidden; each starts with letters, which a search finds at the
speed of the memory."""

NONE = frozenset[int]()
ALL = range(1, 1 << 21)


def hidden_rows(source: Path | io.BytesIO) -> dict[str, Container[int]]:
    """The hidden rows of each worksheet by its name; all rows of a hidden worksheet.

    Empty where the file is odd.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            book = fromstring(archive.read("xl/workbook.xml"))
            targets = {
                relation.get("Id"): relation.get("Target", "")
                for relation in fromstring(archive.read("xl/_rels/workbook.xml.rels"))
            }
            return {
                sheet.get("name", ""): _rows(archive, sheet, targets.get(sheet.get(_RELATION), ""))
                for sheet in book.iter(f"{_MAIN}sheet")
            }
    except (KeyError, ParseError, zipfile.BadZipFile, OSError, ValueError):
        return {}


def _rows(archive: zipfile.ZipFile, sheet: Element, target: str) -> Container[int]:
    if sheet.get("state", "visible") != "visible":
        return ALL
    part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
    content = archive.read(part)
    if not any(sign.search(content) for sign in _SIGNS):
        return NONE
    hidden = set()
    number = 0
    for row in _ROW.finditer(content):
        told = _NUMBER.search(row[1])
        number = int(told[1]) if told else number + 1
        if _HIDDEN.search(row[1]):
            hidden.add(number)
    return hidden
