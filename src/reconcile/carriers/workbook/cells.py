"""Workbooks (xlsx, xls, ods) by calamine.

It does not believe a false sheet dimension (DOMAIN.md).
"""

import io
from collections.abc import Container, Iterator, Sequence
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    WorksheetNotFound,
)

from reconcile.carriers.in_bulk import in_bulk
from reconcile.carriers.raw import Cell, Document, Row, Sheet
from reconcile.carriers.workbook.hidden import NONE, hidden_rows
from reconcile.errors import FileRefused


@in_bulk()
def read(path: Path, carrier: str, content: bytes | None = None) -> Document:
    """Every worksheet, empty leading rows and columns included.

    So a row's number is the one on screen. `content` is the file without its password; None
    where it has none.
    """
    hidden = (
        hidden_rows(path if content is None else io.BytesIO(content)) if carrier == "xlsx" else {}
    )
    try:
        with CalamineWorkbook.from_object(
            str(path) if content is None else io.BytesIO(content)
        ) as book:
            sheets = tuple(
                _sheet(book, meta.name, hidden=hidden.get(meta.name, NONE))
                for meta in book.sheets_metadata
                if meta.typ is SheetTypeEnum.WorkSheet
            )
    except PasswordError:
        raise FileRefused(path.name, "活頁簿設有密碼，請先解除密碼另存後重跑。") from None
    except (CalamineError, WorksheetNotFound, OSError, ValueError):
        raise FileRefused(
            path.name, "活頁簿不完整或已損壞，請以 Excel 開啟確認並另存新檔後重跑。"
        ) from None
    return Document(path.name, carrier, sheets)


def _sheet(book: CalamineWorkbook, name: str, hidden: Container[int]) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    rows = _meant(sheet.to_python(skip_empty_area=False))
    numbered = tuple(
        [Row(number, cells, False, number in hidden) for number, cells in enumerate(rows, start=1)]
    )
    return Sheet(numbered, name=name, merged=tuple(sheet.merged_cell_ranges or ()))


def _meant(rows: Sequence[Sequence[Cell]]) -> Iterator[tuple[Cell, ...]]:
    """Cells as they are meant.

    "" is an empty one, and each text stands here once, several times less to send. Only texts are
    kept: True and 1.0 are one key of a dictionary, and different cells.
    """
    known: dict[Cell, Cell] = {"": None}
    for cells in rows:
        if _TEXTS.issuperset(map(type, cells)):
            yield tuple(map(known.setdefault, cells, cells))
        else:
            yield tuple(
                known.setdefault(cell, cell) if isinstance(cell, str) else _number(cell)
                for cell in cells
            )


_TEXTS = frozenset({str})


def _number(cell: Cell) -> Cell:
    """An integer, which calamine gives as a float."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
