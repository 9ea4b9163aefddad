"""Workbooks (xlsx, xls, ods) by calamine.

It does not believe a false sheet dimension (DOMAIN.md).
"""

import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    WorksheetNotFound,
)

from reconcile.carriers.raw import Cell, Document, Flaw, Sheet
from reconcile.carriers.workbook import ods, xlsx
from reconcile.carriers.workbook.facts import BookFacts, SheetFacts
from reconcile.carriers.zip_guard import BROKEN
from reconcile.errors import FileRefused


def read(path: Path, carrier: str, content: bytes | None = None) -> Document:
    """Every worksheet, empty leading rows and columns included.

    So a row's number is the one on screen. `content` is the file without its password; None
    where it has none. The kind of the file is told by its content: calamine, given a path, would
    go by the name.
    """
    content = path.read_bytes() if content is None else content
    try:
        facts = _FACTS[carrier](content)
        with CalamineWorkbook.from_object(io.BytesIO(content)) as book:
            sheets = tuple(
                _sheet(book, meta.name, facts)
                for meta in book.sheets_metadata
                if meta.typ is SheetTypeEnum.WorkSheet
            )
        flaws = (*facts.flaws, *_misplaced(sheets, facts))
    except PasswordError:
        raise FileRefused(path.name, "活頁簿設有密碼，請先解除密碼另存後重跑。") from None
    except _BROKEN:
        raise FileRefused(
            path.name, "活頁簿不完整或已損壞，請以 Excel 開啟確認並另存新檔後重跑。"
        ) from None
    return Document(path.name, carrier, sheets, flaws=flaws)


def _misplaced(sheets: Sequence[Sheet], facts: BookFacts) -> Iterator[Flaw]:
    """A flaw for each worksheet that holds fewer cells than its XML, some standing on others.

    Raises ExpatError where the XML is no such thing and cells after that place are lost.
    """
    for sheet in sheets:
        source = facts.sheets[sheet.name].source if sheet.name in facts.sheets else b""
        told = source.count(b"</c>") or source.count(b":c>")
        if told > sum(len(row.cells) - row.cells.count(None) for row in sheet.rows):
            xlsx.check(source)
            if xlsx.misplaced(source):
                reason = "儲存格位置錯亂或重複，檔案可能已損壞，請重新下載。"
                yield Flaw(reason, sheet.place())


_BROKEN = (*BROKEN, CalamineError, WorksheetNotFound, KeyError, ExpatError, ParseError)


def _of_xlsx(content: bytes) -> BookFacts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "xl/workbook.bin" in archive.namelist():
            return BookFacts({}, (Flaw(_BINARY),))
        return xlsx.facts_of(archive)


_BINARY = "二進位活頁簿（xlsb）無法判讀隱藏列、刪除線及圖片，請以 Excel 另存為 xlsx 後重跑。"


def _of_xls(content: bytes) -> BookFacts:
    from reconcile.carriers.workbook import xls  # noqa: PLC0415 - with it two libraries of old formats

    return xls.facts_of(content)


_FACTS: dict[str, Callable[[bytes], BookFacts]] = {
    "xlsx": _of_xlsx,
    "xls": _of_xls,
    "ods": ods.facts_of,
}


def _sheet(book: CalamineWorkbook, name: str, facts: BookFacts) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    rows = facts.values.get(name)
    if rows is None:
        given = sheet.to_python(skip_empty_area=False)
        rows = list(_meant(given, since_1904=facts.since_1904))
    known = facts.sheets.get(name) or SheetFacts()
    merged = tuple(sheet.merged_cell_ranges or known.merged)
    return Sheet(
        known.rows(rows, merged),
        name=name,
        merged=merged,
        hidden_columns=known.hidden_columns(rows),
        edges=known.edges,
    )


def _meant(rows: Sequence[Sequence[Cell]], *, since_1904: bool) -> Iterator[tuple[Cell, ...]]:
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
                known.setdefault(cell, cell)
                if isinstance(cell, str)
                else _number(cell, since_1904=since_1904)
                for cell in cells
            )


_TEXTS = frozenset({str})


def _number(cell: Cell, *, since_1904: bool) -> Cell:
    """An integer, which calamine gives as a float; an instant without a format of dates as others.

    Of a workbook that counts its days from 1904 a number with a share of a day that lies in this
    century is one: it is made to count from 1900 like those of all other workbooks.
    """
    if not isinstance(cell, float):
        return cell
    if cell.is_integer():
        return int(cell)
    return cell + _DAYS_TO_1904 if since_1904 and cell > _CENTURY else cell


_DAYS_TO_1904 = 1462
_CENTURY = 35_062
"""The first day of 2000, counted from 1904."""
