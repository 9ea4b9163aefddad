"""Text and tables in reading order, made into rows of cells.

So web pages and word processors hold them.
"""

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple, Union

from reconcile.carriers.raw import Cell, Merge, Row, Sheet

MAX_CELLS = 20_000_000
"""Positions of a table, merged and blank ones included: a span of a few bytes can claim any
number of them."""
MAX_COLUMNS = 16_384
"""As many as a worksheet has."""

Block = Union[str, "Table"]


class TooLarge(ValueError):
    """A table claims more positions than `MAX_CELLS`, or more columns than `MAX_COLUMNS`."""


@dataclass
class Table:
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

    cells: tuple[Cell, ...]
    covered: Set[int] = frozenset()
    hidden: bool = False


def sheet_of(blocks: Sequence[Block]) -> Sheet:
    """Every line outside a table as a row of one cell, every table row as a row.

    Raises TooLarge.
    """
    printed = list(_rows(blocks))
    rows = tuple(
        Row(number, row.cells, hidden=row.hidden) for number, row in enumerate(printed, start=1)
    )
    return Sheet(rows, merged=tuple(_merges([row.covered for row in printed])))


def _merges(covered: Sequence[Set[int]]) -> Iterator[Merge]:
    """Column by column, each cell that reaches down and the last that it covers."""
    reaching: dict[int, int] = {}
    for row, here in enumerate([*covered, frozenset()]):
        for at in reaching.keys() - here:
            yield (reaching.pop(at), at), (row - 1, at)
        reaching |= dict.fromkeys(here - reaching.keys(), row - 1)


def text_of(blocks: Sequence[Block]) -> str | None:
    """What stands in one cell: a line each for its paragraphs and for the rows of a table in it.

    Null where blank.
    """
    lines = [block if isinstance(block, str) else "\n".join(_flat(block)) for block in blocks]
    return "\n".join(lines).strip() or None


def _rows(blocks: Sequence[Block]) -> Iterator[_Printed]:
    for block in blocks:
        if isinstance(block, Table):
            yield from _table_rows(block)
        else:
            yield from (_Printed((line.strip(),)) for line in block.split("\n") if line.strip())


def _table_rows(table: Table) -> Iterator[_Printed]:
    width = table.width
    if width * len(table.rows) > MAX_CELLS:
        raise TooLarge
    frame = _is_frame(table)
    for n, row in enumerate(table.rows):
        if frame and any(isinstance(block, Table) for slot in row.values() for block in slot):
            for slot in row.values():
                yield from _rows(slot)
        else:
            cells = tuple(text_of(row.get(at, ())) for at in range(width))
            yield _Printed(cells, {at for at in table.covered[n] if at < width}, n in table.hidden)


def _is_frame(table: Table) -> bool:
    """A table around a larger one gives the page its looks.

    Around smaller ones it is the table itself.
    """
    return any(inner.filled > table.filled for inner in _inner(table))


def _inner(table: Table) -> Iterator[Table]:
    for row in table.rows:
        for slot in row.values():
            for block in slot:
                if isinstance(block, Table):
                    yield block
                    yield from _inner(block)


def _flat(table: Table) -> Iterator[str]:
    for row in table.rows:
        yield " ".join(text for slot in row.values() if (text := text_of(slot)))
