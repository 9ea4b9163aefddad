"""Workbooks that are one XML file: SpreadsheetML of Excel 2003, and flat ODF made an ods."""

import io
import re
import zipfile
from collections import defaultdict
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element

from reconcile.carriers.colours import alike, colour
from reconcile.carriers.raw import Cell, Document, Merge, Sheet, Thing
from reconcile.carriers.word.xml import attribute, child, children, local, whole_number
from reconcile.carriers.workbook.facts import ALL, Place, SheetFacts, Stretches
from reconcile.errors import FileRefused

_MOST = 1 << 20
_MOST_COLUMNS = 1 << 14
_INDENT = re.compile(rb">\s*\n\s*<")
_MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest '
    'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)


def as_ods(content: bytes) -> bytes:
    """A flat ODF workbook as the zip that programs read; calamine reads no indented one."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr("content.xml", _INDENT.sub(b"><", content))
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
    return packed.getvalue()


def read(path: Path, root: Element) -> Document:
    """Every worksheet of an XML workbook of Excel 2003; raises FileRefused beyond its limits."""
    styles = {attribute(each, "ID"): each for each in children(root, "Styles")}
    sheets = [_Worksheet(path.name, each, styles) for each in root if local(each) == "Worksheet"]
    return Document(path.name, "xml", tuple(each.sheet for each in sheets))


class _Worksheet:
    """One worksheet, walked once."""

    def __init__(self, file: str, told: Element, styles: dict[str | None, Element]) -> None:
        self._file = file
        self._styles = styles
        self._cells: dict[int, dict[int, Cell]] = defaultdict(dict)
        self._facts = SheetFacts()
        self._merged: list[Merge] = []
        table = child(told, "Table")
        self._take_columns(table)
        hidden = self._take_rows(table)
        visible = child(told, "WorksheetOptions", "Visible")
        gone = visible is not None and (visible.text or "") != "SheetVisible"
        self._facts.hidden = ALL if gone else hidden
        width = max((max(row, default=-1) for row in self._cells.values()), default=-1) + 1
        height = max(self._cells, default=-1) + 1
        rows = [tuple(self._cells[n].get(at) for at in range(width)) for n in range(height)]
        self.sheet = Sheet(
            self._facts.rows(rows, self._merged),
            name=attribute(told, "Name"),
            merged=tuple(self._merged),
            hidden_columns=self._facts.hidden_columns(rows),
        )

    def _take_columns(self, table: Element | None) -> None:
        at, hidden = 0, set[int]()
        for column in table if table is not None else ():
            if local(column) == "Column":
                at = whole_number(attribute(column, "Index"), at + 1) - 1
                last = at + whole_number(attribute(column, "Span"), 0)
                if attribute(column, "Hidden") == "1" or _is_nothing(attribute(column, "Width")):
                    hidden |= set(range(at, min(last + 1, _MOST_COLUMNS)))
                at = last + 1
        self._facts.columns = frozenset(hidden)

    def _take_rows(self, table: Element | None) -> set[int]:
        number, hidden = 0, set[int]()
        for row in table if table is not None else ():
            if local(row) != "Row":
                continue
            number = whole_number(attribute(row, "Index"), number + 1)
            if number > _MOST:
                raise FileRefused(self._file, "試算表列數過多，無法讀取，請確認檔案。")
            if attribute(row, "Hidden") == "1" or _is_nothing(attribute(row, "Height")):
                hidden.add(number)
            self._take_cells(row, number - 1)
            number += whole_number(attribute(row, "Span"), 0)
        return hidden

    def _take_cells(self, row: Element, number: int) -> None:
        at = -1
        for cell in row:
            if local(cell) != "Cell":
                continue
            at = whole_number(attribute(cell, "Index"), at + 2) - 1
            if at >= _MOST_COLUMNS:
                raise FileRefused(self._file, "試算表欄數過多，無法讀取，請確認檔案。")
            style = attribute(cell, "StyleID") or attribute(row, "StyleID")
            self._take_cell(cell, (number, at), style)
            across = whole_number(attribute(cell, "MergeAcross"), 0)
            down = whole_number(attribute(cell, "MergeDown"), 0)
            if across or down:
                self._merged.append(((number, at), (number + down, at + across)))
            at += across

    def _take_cell(self, cell: Element, place: Place, style: str | None) -> None:
        data, comment = child(cell, "Data"), child(cell, "Comment")
        if comment is not None:
            words = "".join(comment.itertext()).strip()
            note = Thing("note", words, rows=(place[0] + 1, place[0] + 1))
            self._facts.things[place].append(note)
        if data is None:
            return
        parts = Stretches(*_parted(data))
        text = parts.seen + parts.struck
        self._cells[place[0]][place[1]] = _value(attribute(data, "Type"), text)
        font, ground = child(self._styles.get(style or "Default"), "Font"), None
        interior = child(self._styles.get(style or "Default"), "Interior")
        if attribute(interior, "Pattern") == "Solid":
            ground = colour(attribute(interior, "Color"))
        ink = colour(attribute(font, "Color"))
        if ink is not None and alike(ink, ground):
            self._facts.concealed.add(place)
        elif attribute(font, "StrikeThrough") == "1":
            self._facts.struck.add(place)
        elif parts.struck:
            self._facts.stretches[place] = parts


def _parted(data: Element) -> tuple[str, str]:
    """The text that stands, and that which is struck out."""
    seen, lined = data.text or "", ""
    for each in data:
        inner_seen, inner_lined = _parted(each)
        if local(each).upper() in {"S", "STRIKE", "DEL"}:
            inner_seen, inner_lined = "", inner_seen + inner_lined
        seen += inner_seen + (each.tail or "")
        lined += inner_lined
    return seen, lined


def _value(kind: str | None, text: str) -> Cell:
    try:
        match kind:
            case "Number":
                number = float(text)
                return int(number) if number.is_integer() else number
            case "DateTime":
                return datetime.fromisoformat(text)
            case "Boolean":
                return text == "1"
    except ValueError:
        pass
    return text or None


def _is_nothing(length: str | None) -> bool:
    return length is not None and length.replace(".", "").strip("0") == ""
