"""Where on a worksheet a drawing lies: columns and rows by their widths and heights."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from reconcile.carriers.workbook.facts import Place

EMU = 9525
"""English metric units a pixel."""
_WIDE, _HIGH = 64.0, 20.0
"""Pixels of a column and of a row that tell no size."""
_MOST = 2048
"""Columns and rows whose sizes are looked at; drawings beyond them are placed by the usual ones."""
_COL = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_TOLD = re.compile(rb"""(\w+)=["']([^"']*)["']""")


@dataclass
class SheetGrid:
    """The sizes of columns and rows that tell one, in pixels, by 0-based position."""

    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)

    @classmethod
    def of(cls, content: bytes) -> "SheetGrid":
        """From the XML of a worksheet."""
        widths: dict[int, float] = {}
        heights: dict[int, float] = {}
        for column in _COL.finditer(content):
            told = dict(_TOLD.findall(column[1]))
            if b"width" in told and b"min" in told:
                first, last = int(told[b"min"]), int(told.get(b"max") or told[b"min"])
                width = 7 * float(told[b"width"]) + 5
                widths |= dict.fromkeys(range(first - 1, min(last, _MOST)), width)
        number = 0
        for row in _ROW.finditer(content):
            told = dict(_TOLD.findall(row[1]))
            number = int(told[b"r"]) if b"r" in told else number + 1
            if b"ht" in told and number <= _MOST:
                heights[number - 1] = float(told[b"ht"]) * 4 / 3
        return cls(widths, heights)

    def place(self, x: float, y: float) -> Place:
        """The cell that holds a point, in pixels from the top left corner of the sheet."""
        return _at(y, self.heights, _HIGH), _at(x, self.widths, _WIDE)

    def left(self, column: int) -> float:
        """Where a column begins, in pixels."""
        return _start(column, self.widths, _WIDE)

    def top(self, row: int) -> float:
        """Where a row begins, in pixels."""
        return _start(row, self.heights, _HIGH)


def _start(position: int, sizes: dict[int, float], usual: float) -> float:
    told = sum(size - usual for at, size in sizes.items() if at < position)
    return position * usual + told


def _at(distance: float, sizes: dict[int, float], usual: float) -> int:
    ends = list(accumulate(sizes.get(at, usual) for at in range(_MOST)))
    if distance < ends[-1]:
        return bisect_right(ends, max(distance, 0))
    return _MOST + int((distance - ends[-1]) // usual)
