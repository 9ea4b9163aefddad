"""Text and tables in reading order, made into rows of cells.

So web pages and word processors hold them.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple, Union

from reconcile.carriers.marks import has_marks, parted
from reconcile.carriers.raw import Cell, Merge, Row, Sheet, Thing

MAX_CELLS = 20_000_000
"""Positions of a table, merged and blank ones included: a span of a few bytes can claim any
number of them."""
MAX_COLUMNS = 16_384
"""As many as a worksheet has."""

Block = Union[str, "FlowTable"]


class TooLarge(ValueError):
    """A table claims more positions than `MAX_CELLS`, or more columns than `MAX_COLUMNS`."""


@dataclass
class FlowTable:
    """The rows of a table.

    Each holds what stands at a 0-based position, blank and covered ones left out. `covered` holds
    for each row the positions into which a cell of the row above reaches, `hidden` the rows that a
    viewer does not show.
    """

    rows: list[dict[int, list[Block]]] = field(default_factory=list)
    covered: list[Set[int]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)

    def start_row(self, covered: Set[int] = frozenset(), *, hidden: bool = False) -> None:
        """All that is put from now on stands in a new row."""
        self.hidden |= {len(self.rows)} if hidden else set()
        self.covered.append(covered if self.rows else frozenset())
        self.rows.append({})

    def put(self, at: int, slot: list[Block]) -> None:
        """Place a cell at a 0-based position of the last row; raises TooLarge."""
        if at >= MAX_COLUMNS:
            raise TooLarge
        self.rows[-1][at] = slot

    @property
    def width(self) -> int:
        """Positions up to the last that holds anything in any row."""
        return max(
            (at + 1 for row in self.rows for at, slot in row.items() if text_of(slot)), default=0
        )

    @property
    def filled(self) -> int:
        """How many cells hold text of their own, whatever tables they also hold."""
        own = (
            (block for block in slot if isinstance(block, str))
            for row in self.rows
            for slot in row.values()
        )
        return sum(any(text.strip() for text in texts) for texts in own)


class _Printed(NamedTuple):
    """One row of the sheet; `covered` are the positions into which the row above reaches."""

    cells: tuple[str | None, ...]
    covered: Set[int] = frozenset()
    hidden: bool = False


def sheet_of(blocks: Sequence[Block], things: Sequence[Thing] = ()) -> Sheet:
    """Every line outside a table as a row of one cell, every table row as a row; raises TooLarge.

    `things` are those that the text has marks for.
    """
    printed = list(_rows(blocks))
    rows = tuple(_row(number, row, things) for number, row in enumerate(printed, start=1))
    return Sheet(rows, merged=tuple(_merges([row.covered for row in printed])))


def _row(number: int, printed: _Printed, things: Sequence[Thing]) -> Row:
    """The row without marks, and what they said; one of which nothing is shown is hidden whole."""
    row = Row(number, printed.cells, hidden=printed.hidden)
    known = [(at, cell) for at, cell in enumerate(printed.cells) if cell and has_marks(cell)]
    if not known:
        return row
    cells: list[Cell] = list(row.cells)
    struck: dict[int, Cell] = {}
    concealed: dict[int, Cell] = {}
    over: list[tuple[int, Thing]] = []
    for at, marked in known:
        parts = parted(marked, things)
        lead = len(parts.seen) - len(parts.seen.lstrip())
        cells[at] = parts.seen.strip() or None
        struck |= {at: text} if (text := parts.struck.strip()) else {}
        concealed |= {at: text} if (text := parts.concealed.strip()) else {}
        over += [
            (at, thing._replace(rows=(number, number), offset=max((thing.offset or 0) - lead, 0)))
            for thing in parts.things
        ]
    row = row._replace(cells=tuple(cells), struck=struck, concealed=concealed, over=tuple(over))
    seen = row.first or struck or over
    if row.hidden or (concealed and not seen):
        return row.unconcealed._replace(hidden=True, concealed={})
    return row


def _merges(covered: Sequence[Set[int]]) -> Iterator[Merge]:
    """Column by column, each cell that reaches down and the last that it covers."""
    reaching: dict[int, int] = {}
    for row, here in enumerate([*covered, frozenset()]):
        for at in reaching.keys() - here:
            yield (reaching.pop(at), at), (row - 1, at)
        reaching |= dict.fromkeys(here - reaching.keys(), row - 1)


def text_of(blocks: Sequence[Block]) -> str | None:
    """What stands in one cell: a line each for its paragraphs and for the rows of a table in it.

    None where blank.
    """
    lines = [block if isinstance(block, str) else "\n".join(_flat(block)) for block in blocks]
    return "\n".join(lines).strip() or None


def _rows(blocks: Sequence[Block]) -> Iterator[_Printed]:
    for block in blocks:
        if isinstance(block, FlowTable):
            yield from _table_rows(block)
        else:
            yield from (_Printed((line.strip(),)) for line in block.split("\n") if line.strip())


def _table_rows(table: FlowTable) -> Iterator[_Printed]:
    width = table.width
    if width * len(table.rows) > MAX_CELLS:
        raise TooLarge
    frame = _is_frame(table)
    for n, row in enumerate(table.rows):
        if frame and any(isinstance(block, FlowTable) for slot in row.values() for block in slot):
            for slot in row.values():
                yield from _rows(slot)
        else:
            cells = tuple(text_of(row.get(at, ())) for at in range(width))
            yield _Printed(cells, {at for at in table.covered[n] if at < width}, n in table.hidden)


def _is_frame(table: FlowTable) -> bool:
    """A table around a larger one gives the page its looks.

    Around smaller ones it is the table itself.
    """
    return any(inner.filled > table.filled for inner in _inner(table))


def _inner(table: FlowTable) -> Iterator[FlowTable]:
    for row in table.rows:
        for slot in row.values():
            for block in slot:
                if isinstance(block, FlowTable):
                    yield block
                    yield from _inner(block)


def _flat(table: FlowTable) -> Iterator[str]:
    for row in table.rows:
        yield " ".join(text for slot in row.values() if (text := text_of(slot)))
