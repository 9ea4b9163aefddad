"""What is known of the cells of a worksheet besides their values, and the rows with it."""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reconcile.carriers.raw import Cell, Flaw, Merge, Row, Thing
from reconcile.carriers.workbook.formats import shown

Place = tuple[int, int]
"""A row and a column, 0-based."""

NONE = frozenset[int]()
ALL = range(1, 1 << 21)
"""The numbers of all rows."""


class Stretches(NamedTuple):
    """The text of a cell of which parts look different."""

    seen: str
    struck: str = ""
    concealed: str = ""


@dataclass
class SheetFacts:
    """By place. `hidden` are the numbers of hidden rows, `columns` the positions of hidden columns.

    `formats` are those of numbers that print more than digits; in the place of `replaced` values
    stands a picture; `errors` are what cells show that hold no value, #REF!. `things` are those
    whose middle lies over a cell; `edges` the lines above and below each printed page. `merged` are
    the merged cells of an ods, which calamine does not tell. `source` is the XML of an xlsx.
    """

    hidden: Container[int] = NONE
    columns: frozenset[int] = NONE
    struck: set[Place] = field(default_factory=set)
    concealed: set[Place] = field(default_factory=set)
    stretches: dict[Place, Stretches] = field(default_factory=dict)
    formats: dict[Place, str] = field(default_factory=dict)
    replaced: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    things: dict[Place, list[Thing]] = field(default_factory=lambda: defaultdict(list))
    edges: tuple[str, ...] = ()
    merged: list[Merge] = field(default_factory=list)
    source: bytes = b""

    def rows(self, cells: Sequence[tuple[Cell, ...]], merged: Sequence[Merge]) -> tuple[Row, ...]:
        """The rows, numbered from 1; things below the last of them stand on rows of their own."""
        covered = {place for merge in merged for place in _covered(merge) if _holds(cells, place)}
        self._draw_in(len(cells), max(map(len, cells), default=0))
        special = {row for row, _ in (*self.struck, *self.concealed, *covered)}
        special |= {row for row, _ in (*self.stretches, *self.formats, *self.errors, *self.things)}
        last = max([len(cells), *(row + 1 for row, _ in self.things)])
        padded = [*cells, *((),) * (last - len(cells))]
        if not special and not self.columns and self.hidden is NONE:
            return tuple([Row(number, row) for number, row in enumerate(padded, start=1)])
        return tuple(
            self._row(number, row, covered)
            if number - 1 in special or self.columns
            else Row(number, row, False, number in self.hidden)
            for number, row in enumerate(padded, start=1)
        )

    def _draw_in(self, height: int, width: int) -> None:
        """What lies half beside the cells in use lies over the last of them that it reaches."""
        for (row, at), things in list(self.things.items()):
            for thing in list(things):
                inside = min(row, max(height - 1, thing.rows[0] - 1))
                across = min(at, max(width - 1, thing.columns[0]))
                if thing.columns != (0, 0) and (inside, across) != (row, at):
                    things.remove(thing)
                    self.things[inside, across].append(thing)

    def _row(self, number: int, cells: tuple[Cell, ...], covered: set[Place]) -> Row:
        at_row = number - 1
        kept: list[Cell] = list(cells)
        struck: dict[int, Cell] = {}
        concealed: dict[int, Cell] = {}
        for at, cell in enumerate(cells):
            place = (at_row, at)
            if cell is None:
                kept[at] = None if at in self.columns else self.errors.get(place)
            elif at in self.columns or place in self.replaced:
                kept[at] = None
            elif place in self.concealed or place in covered:
                kept[at], concealed[at] = None, cell
            elif place in self.struck:
                kept[at], struck[at] = None, cell
            elif place in self.stretches:
                parts = self.stretches[place]
                kept[at] = parts.seen.strip() or None
                struck |= {at: parts.struck} if parts.struck.strip() else {}
                concealed |= {at: parts.concealed} if parts.concealed.strip() else {}
            elif place in self.formats:
                kept[at] = shown(self.formats[place], cell) or cell
        over = [
            (at, thing)
            for at in sorted(at for row, at in self.things if row == at_row)
            for thing in self.things[at_row, at]
        ]
        row = Row(number, tuple(kept), False, number in self.hidden, struck=struck)
        row = _with_controls(row._replace(concealed=concealed, over=tuple(over)))
        if row.hidden or (concealed and not (row.first or struck or row.over)):
            return row.unconcealed._replace(hidden=True, concealed={})
        return row

    def hidden_columns(self, cells: Sequence[tuple[Cell, ...]]) -> tuple[int, ...]:
        """Those of the hidden columns that hold anything."""
        return tuple(
            at
            for at in sorted(self.columns)
            if any(at < len(row) and row[at] is not None for row in cells)
        )


@dataclass(frozen=True)
class BookFacts:
    """By the names of the worksheets.

    `values` are the cells of those that another than calamine had to read.
    """

    sheets: dict[str, SheetFacts]
    flaws: tuple[Flaw, ...] = ()
    since_1904: bool = False
    values: dict[str, list[tuple[Cell, ...]]] = field(default_factory=dict)


def _covered(merge: Merge) -> Iterator[Place]:
    (top, left), (bottom, right) = merge
    return (
        (row, at)
        for row in range(top, bottom + 1)
        for at in range(left, right + 1)
        if (row, at) != (top, left)
    )


def _holds(cells: Sequence[tuple[Cell, ...]], place: Place) -> bool:
    row, at = place
    return row < len(cells) and at < len(cells[row]) and cells[row][at] is not None


def _with_controls(row: Row) -> Row:
    """Boxes of forms as text, where it is clear which words they belong to."""
    boxed = dict.fromkeys(at for at, thing in row.over if thing.ticked is not None)
    if not boxed:
        return row
    cells = list(row.padded(max(boxed) + 1).cells)
    left = list(row.over)
    for at in boxed:
        boxes = [thing for where, thing in row.over if where == at and thing.ticked is not None]
        if (text := _boxed(cells[at], boxes)) is not None:
            cells[at] = text
            left = [(where, thing) for where, thing in left if where != at or thing not in boxes]
    return row._replace(cells=tuple(cells), over=tuple(left))


def _boxed(cell: Cell, boxes: Sequence[Thing]) -> str | None:
    """The boxes with their captions, or before the lines of the cell; None where it is unclear."""
    signs = ["☑" if box.ticked else "☐" for box in boxes]
    captioned = all(box.text.strip() for box in boxes)
    written = "" if cell is None else str(cell).strip()
    lines = [line for line in written.split("\n") if line.strip()]
    if not written or (captioned and all(_plain(box.text) in _plain(written) for box in boxes)):
        return "\n".join(sign + box.text for sign, box in zip(signs, boxes, strict=True))
    if captioned:
        own = (sign + box.text for sign, box in zip(signs, boxes, strict=True))
        return "\n".join([written, *own])
    if len(lines) == len(boxes) and not any(box.text.strip() for box in boxes):
        return "\n".join(sign + line for sign, line in zip(signs, lines, strict=True))
    return None


def _plain(text: str) -> str:
    return "".join(text.split())
