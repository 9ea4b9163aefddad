"""The records of an xls: which rows and cells it declares, and what is drawn over them (MS-XLS)."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import olefile

from reconcile.carriers.raw import Thing
from reconcile.carriers.workbook.biff_kinds import Strangers
from reconcile.carriers.workbook.facts import Place

_BOF, _EOF, _BOUNDSHEET, _CONTINUE = 0x0809, 0x000A, 0x0085, 0x003C
_DIMENSIONS = 0x0200
_ROW, _OBJ, _TXO, _DRAWING = 0x0208, 0x005D, 0x01B6, 0x00EC
_CELLS = frozenset((0x0006, 0x00FD, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00D6))
"""FORMULA, LABELSST, BLANK, NUMBER, LABEL, BOOLERR, RK, RSTRING."""
_SEVERAL = frozenset((0x00BD, 0x00BE))
"""MULRK and MULBLANK, which hold cells of a row from one column to another."""
_ANCHOR = 0xF010
_CMO, _CBLS = 0x0015, 0x0012
_GROUP, _LINE, _CHART, _TEXT, _PICTURE, _BOX, _RADIO, _NOTE = 0, 1, 5, 6, 8, 0x0B, 0x0C, 0x19
_DROPDOWN = 0x14
"""The arrow of a filter, which Excel draws as a control."""
_KINDS = {_CHART: "chart", _PICTURE: "picture", _BOX: "control", _RADIO: "control"}
_CONTROLS = frozenset((7, 0x0D, 0x0E, 0x0F, 0x10, 0x11, 0x12, 0x13))
_WORKSHEET = 0x0010
_WORKBOOK = ("Workbook", "Book")


class Record(NamedTuple):
    """One record of the stream: where it begins, its number and its content."""

    at: int
    number: int
    content: bytes


@dataclass
class SheetRecords:
    """Of one worksheet, rows 0-based.

    `told` is how many rows the sheet says it reaches to. `declared` are rows that say they hold
    cells, `held` those of which cells are there. `strange` records may have been cells.
    """

    ended: bool = False
    declared: set[int] = field(default_factory=set)
    held: set[int] = field(default_factory=set)
    places: set[Place] = field(default_factory=set)
    twice: bool = False
    strange: int = 0
    told: int = 0
    things: list[tuple[Place, Thing]] = field(default_factory=list)


def stream_of(content: bytes) -> bytes:
    """The stream of the workbook; the file itself where it is no compound file (before Excel 5).

    Raises OSError where the compound file is damaged or holds no workbook.
    """
    if not content.startswith(olefile.MAGIC):
        return content
    with olefile.OleFileIO(content) as compound:
        name = next((name for name in _WORKBOOK if compound.exists(name)), None)
        if name is None:
            raise OSError("no workbook")
        stream: bytes = compound.openstream(name).read()
        return stream


def sheets_of(stream: bytes) -> list[SheetRecords]:
    """Every sheet that the workbook lists, in its order; raises ValueError where one is missing."""
    offsets = [
        struct.unpack_from("<I", record.content)[0]
        for record in _substream(stream, 0)
        if record.number == _BOUNDSHEET and len(record.content) >= 4
    ]
    return [_sheet(stream, offset) for offset in offsets]


def _substream(stream: bytes, start: int) -> Iterator[Record]:
    """The records from a BOF to its EOF, those of charts inside left out; ends early where cut."""
    at, depth = start, 0
    while at + 4 <= len(stream):
        number, length = struct.unpack_from("<HH", stream, at)
        if at + 4 + length > len(stream):
            return
        content = stream[at + 4 : at + 4 + length]
        if number == _BOF:
            depth += 1
        if depth == 1:
            yield Record(at, number, content)
        if number == _EOF:
            depth -= 1
            if depth <= 0:
                return
        at += 4 + length


def _sheet(stream: bytes, offset: int) -> SheetRecords:
    found = SheetRecords()
    drawn, strangers = _BiffDrawings(), Strangers()
    worksheet = _is_worksheet(stream, offset)
    for record in _substream(stream, offset):
        number, content = record.number, record.content
        if worksheet:
            strangers.take(number, content)
        if number == _EOF:
            found.ended = True
        elif number == _ROW and len(content) >= 6:
            row, first, last = struct.unpack_from("<HHH", content)
            found.declared |= {row} if last > first else set()
        elif number == _DIMENSIONS and len(content) >= 10:
            wide = len(content) >= 14
            found.told = struct.unpack_from("<II" if wide else "<HH", content)[1]
        elif number in _CELLS and len(content) >= 4:
            _hold(found, *struct.unpack_from("<HH", content))
        elif number in _SEVERAL and len(content) >= 6:
            row, first = struct.unpack_from("<HH", content)
            (last,) = struct.unpack_from("<H", content, len(content) - 2)
            for at in range(first, last + 1):
                _hold(found, row, at)
        else:
            drawn.take(number, content)
    found.things, found.strange = drawn.things, strangers.count
    return found


def _is_worksheet(stream: bytes, offset: int) -> bool:
    """No chart and no sheet of macros."""
    return stream[offset + 6 : offset + 8] == struct.pack("<H", _WORKSHEET)


def _hold(found: SheetRecords, row: int, at: int) -> None:
    found.twice = found.twice or (row, at) in found.places
    found.places.add((row, at))
    found.held.add(row)


class _BiffDrawings:
    """Drawings, as their records follow one another: where it lies, what it is, what it says."""

    def __init__(self) -> None:
        self._anchors: list[tuple[int, ...]] = []
        self._of_text: int | None = None
        self._text_due = 0
        self.things: list[tuple[Place, Thing]] = []

    def take(self, number: int, content: bytes) -> None:
        if number == _DRAWING:
            self._anchors += _anchors(content)
        elif number == _OBJ:
            self._object(content)
        elif number == _TXO and len(content) >= 12:
            (self._text_due,) = struct.unpack_from("<H", content, 10)
        elif number == _CONTINUE and self._text_due and self._of_text is not None:
            wide = content[:1] == b"\x01"
            text = content[1:].decode("utf-16-le" if wide else "latin-1", "replace")
            place, thing = self.things[self._of_text]
            self.things[self._of_text] = place, thing._replace(text=text[: self._text_due])
            self._text_due = 0

    def _object(self, content: bytes) -> None:
        kind, ticked, at = -1, None, 0
        while at + 4 <= len(content):
            part, length = struct.unpack_from("<HH", content, at)
            if part == _CMO and length >= 2:
                (kind,) = struct.unpack_from("<H", content, at + 4)
            elif part == _CBLS and length >= 2 and kind in {_BOX, _RADIO}:
                ticked = content[at + 4] == 1
            at += 4 + length
        anchor = self._anchors.pop(0) if self._anchors else None
        self._of_text = None
        if anchor is None or kind in {-1, _GROUP, _NOTE, _DROPDOWN}:
            return
        left, top, right, bottom = anchor
        thing = _KINDS.get(kind, "control" if kind in _CONTROLS else "box")
        place = (top + bottom) // 2, (left + right) // 2
        self._of_text = len(self.things)
        spans = (top + 1, bottom + 1), (left, right)
        self.things.append((place, Thing(thing, "", ticked, *spans)))


def _anchors(drawing: bytes) -> Iterator[tuple[int, ...]]:
    """Columns and rows of the corners of each shape in a drawing record."""
    at = 0
    while at + 8 <= len(drawing):
        options, kind, length = struct.unpack_from("<HHI", drawing, at)
        if kind == _ANCHOR and at + 26 <= len(drawing):
            _, left, _, top, _, right, _, bottom, _ = struct.unpack_from("<9H", drawing, at + 8)
            yield left, top, right, bottom
        at += 8 if options & 0xF == 0xF else 8 + length
