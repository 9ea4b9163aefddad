"""Text and tables in reading order, as web pages and word processors hold them, made into rows of cells."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Union

from reconcile.carriers.raw import Cell, Row

MAX_CELLS = 20_000_000
"""Positions of a table, merged and blank ones included: a span of a few bytes can claim any number of them."""
MAX_COLUMNS = 16_384
"""As many as a worksheet has."""

Block = Union[str, "Table"]


class TooLarge(ValueError):
    """A table claims more positions than `MAX_CELLS`, or more columns than `MAX_COLUMNS`."""


@dataclass
class Table:
    """The rows of a table; each holds what stands at a 0-based position, blank and covered ones left out."""

    rows: list[dict[int, list[Block]]] = field(default_factory=list)

    def start_row(self) -> None:
        """All that is put from now on stands in a new row."""
        self.rows.append({})

    def put(self, at: int, slot: list[Block]) -> None:
        """Place a cell at a 0-based position of the last row; raises TooLarge."""
        if at >= MAX_COLUMNS:
            raise TooLarge
        self.rows[-1][at] = slot

    @property
    def width(self) -> int:
        """Positions up to the last that holds anything in any row."""
        return max((at + 1 for row in self.rows for at, slot in row.items() if text_of(slot)), default=0)

    @property
    def filled(self) -> int:
        """How many cells hold text of their own, whatever tables they also hold."""
        own = ((block for block in slot if isinstance(block, str)) for row in self.rows for slot in row.values())
        return sum(any(text.strip() for text in texts) for texts in own)


def rows_of(blocks: Sequence[Block]) -> tuple[Row, ...]:
    """Every line outside a table as a row of one cell, every table row as a row; raises TooLarge."""
    return tuple(Row(number, cells) for number, cells in enumerate(_rows(blocks), start=1))


def text_of(blocks: Sequence[Block]) -> str | None:
    """What stands in one cell: a line each for its paragraphs and for the rows of a table in it; null where blank."""
    lines = [block if isinstance(block, str) else "\n".join(_flat(block)) for block in blocks]
    return "\n".join(lines).strip() or None


def _rows(blocks: Sequence[Block]) -> Iterator[tuple[Cell, ...]]:
    for block in blocks:
        if isinstance(block, Table):
            yield from _table_rows(block)
        else:
            yield from ((line.strip(),) for line in block.split("\n") if line.strip())


def _table_rows(table: Table) -> Iterator[tuple[Cell, ...]]:
    width = table.width
    if width * len(table.rows) > MAX_CELLS:
        raise TooLarge
    frame = _is_frame(table)
    for row in table.rows:
        if frame and any(isinstance(block, Table) for slot in row.values() for block in slot):
            for slot in row.values():
                yield from _rows(slot)
        else:
            yield tuple(text_of(row.get(at, ())) for at in range(width))


def _is_frame(table: Table) -> bool:
    """A table around a larger one gives the page its looks; around smaller ones it is the table itself."""
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
