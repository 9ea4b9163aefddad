"""What calamine does not say of an xls: fonts, hidden rows and sheets, notes, and what is missing.

By xlrd, which reads all that a cell looks like; drawings and what the file declares are read from
its records.
"""

import io
import struct
from collections.abc import Iterator
from datetime import datetime

import xlrd
from xlrd.book import Book
from xlrd.sheet import Sheet as XlrdSheet

from reconcile.carriers.colours import WHITE, Colour, alike
from reconcile.carriers.raw import Cell, Flaw, Thing
from reconcile.carriers.workbook import biff
from reconcile.carriers.workbook.facts import ALL, BookFacts, Place, SheetFacts, Stretches
from reconcile.carriers.workbook.formats import hides_numbers, hides_text, shown

_LOWEST = 40
"""Twentieths of a point of height from which on a row is seen."""
_NARROWEST = 256
"""Of 256ths of a character of width from which on a column is seen."""
_SYSTEM_INK, _SYSTEM_GROUND = frozenset((0x40, 0x7FFF)), 0x41
_SAMPLE = 7
_OLD = 80
"""Before this version (Excel 97) texts are in the code page of the machine."""
_TROUBLES = (
    xlrd.XLRDError,
    xlrd.compdoc.CompDocError,
    struct.error,
    AssertionError,
    IndexError,
    KeyError,
    ValueError,
    ArithmeticError,
    TypeError,
    AttributeError,
    UnicodeDecodeError,
    OSError,
)
"""What xlrd raises over a file that is damaged."""


def facts_of(content: bytes) -> BookFacts:
    """Of every worksheet; where one of the readings fails, that is a flaw."""
    flaws: list[Flaw] = []
    sheets: dict[str, SheetFacts] = {}
    values: dict[str, list[tuple[Cell, ...]]] = {}
    records = _records(content, flaws)
    try:
        book = xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            ragged_rows=True,
            logfile=io.StringIO(),
            encoding_override=None,
        )
        for number, sheet in enumerate(book.sheets()):
            sheets[sheet.name] = _sheet(book, sheet)
            if book.biff_version < _OLD:
                values[sheet.name] = list(_values(book, sheet))
            if number < len(records):
                _with_records(sheets[sheet.name], records[number], sheet.name, flaws)
    except _TROUBLES:
        flaws.append(Flaw(_UNSURE))
    return BookFacts(sheets, tuple(flaws), values=values)


_UNSURE = "活頁簿部分內容無法解讀，可能已損壞，請以 Excel 開啟確認並另存為 xlsx 後重跑。"
_CUT = "工作表在中途結束，可能有資料列遺失，請重新下載或以 Excel 開啟確認。"


def _records(content: bytes, flaws: list[Flaw]) -> list[biff.SheetRecords]:
    try:
        return biff.sheets_of(biff.stream_of(content))
    except (OSError, struct.error, ValueError):
        flaws.append(Flaw(_UNSURE))
        return []


def _with_records(
    facts: SheetFacts, records: biff.SheetRecords, name: str, flaws: list[Flaw]
) -> None:
    place = f"工作表「{name}」"
    if not records.ended:
        flaws.append(Flaw(_CUT, place))
    if lost := sorted(records.declared - records.held):
        told = "、".join(str(row + 1) for row in lost[:5])
        reason = (
            f"有 {len(lost)} 列應有內容卻讀不到（第 {told} 列等），檔案可能已損壞，請重新下載。"
        )
        flaws.append(Flaw(reason, place))
    reach = max(records.held, default=-1) + 1
    if records.told > reach:
        reason = f"宣告有 {records.told} 列，實際只到第 {reach} 列，檔案可能已損壞，請重新下載。"
        flaws.append(Flaw(reason, place))
    if records.twice:
        flaws.append(Flaw("同一儲存格有兩筆內容，檔案可能已損壞，請重新下載。", place))
    if records.strange:
        reason = f"有 {records.strange} 筆紀錄的種類或長度不明，可能有儲存格讀不到，請重新下載。"
        flaws.append(Flaw(reason, place))
    for at, thing in records.things:
        facts.things[at].append(thing)


def _sheet(book: Book, sheet: XlrdSheet) -> SheetFacts:
    facts = SheetFacts()
    if sheet.visibility:
        facts.hidden = ALL
    else:
        facts.hidden = {
            number + 1
            for number, row in sheet.rowinfo_map.items()
            if row.hidden or (row.height is not None and 0 <= row.height < _LOWEST)
        }
        facts.columns = frozenset(
            number
            for number, column in sheet.colinfo_map.items()
            if column.hidden or column.width < _NARROWEST
        )
    looks = _XlsLooks(book)
    for row in range(sheet.nrows):
        kinds, styles = sheet.row_types(row), sheet._cell_xf_indexes[row]
        for at, (kind, style) in enumerate(zip(kinds, styles, strict=False)):
            if kind == xlrd.XL_CELL_ERROR:
                code = xlrd.error_text_from_code.get(sheet.cell_value(row, at))
                facts.errors[row, at] = code or "#ERROR"
            if kind not in {xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK}:
                looks.cell(facts, sheet, (row, at), kind, style)
    for place, note in sheet.cell_note_map.items():
        number = place[0] + 1
        facts.things[place].append(Thing("note", note.text, rows=(number, number)))
    return facts


class _XlsLooks:
    """The styles of a workbook, each understood once."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._known: dict[int, tuple[bool, bool, str, Colour | None, bool]] = {}

    def cell(
        self, facts: SheetFacts, sheet: XlrdSheet, place: Place, kind: int, style: int
    ) -> None:
        """What a cell tells is added to the facts of its sheet."""
        if style not in self._known:
            self._known[style] = self._of(style)
        struck, concealed, code, ground, known = self._known[style]
        is_text = kind == xlrd.XL_CELL_TEXT
        if concealed or (hides_text(code) if is_text else hides_numbers(code)):
            facts.concealed.add(place)
        elif runs := sheet.rich_text_runlist_map.get(place):
            text = sheet.cell_value(*place)
            told = self._stretches(text, runs, struck=struck, ground=ground if known else None)
            facts.stretches |= {place: told} if told else {}
        elif struck:
            facts.struck.add(place)
        elif not is_text and shown(code, _SAMPLE):
            facts.formats[place] = code

    def _of(self, style: int) -> tuple[bool, bool, str, Colour | None, bool]:
        if style >= len(self._book.xf_list):
            return False, False, "", None, True
        form = self._book.xf_list[style]
        font = self._book.font_list[form.font_index]
        code = self._book.format_map[form.format_key].format_str
        fill = form.background
        ground = self._colour(fill.pattern_colour_index) if fill.fill_pattern == 1 else None
        known = fill.fill_pattern == 0 or (fill.fill_pattern == 1 and ground is not None)
        return bool(font.struck_out), known and self._alike(font, ground), code, ground, known

    def _alike(self, font: xlrd.formatting.Font, ground: Colour | None) -> bool:
        ink = self._colour(font.colour_index)
        return (ink is not None or font.colour_index in _SYSTEM_INK) and alike(ink, ground)

    def _colour(self, index: int) -> Colour | None:
        if index == _SYSTEM_GROUND:
            return WHITE
        told: Colour | None = self._book.colour_map.get(index)
        return told

    def _stretches(
        self,
        text: str,
        runs: list[tuple[int, int]],
        *,
        struck: bool,
        ground: Colour | None,
    ) -> Stretches | None:
        parts = {"seen": "", "struck": "", "concealed": ""}
        fonts = self._book.font_list
        starts = [(0, None), *runs]
        ends = [start for start, _ in runs] + [len(text)]
        for (start, number), end in zip(starts, ends, strict=True):
            font = None if number is None else fonts[number]
            lined = struck if font is None else bool(font.struck_out)
            unseen = font is not None and self._alike(font, ground)
            kind = "concealed" if unseen else "struck" if lined else "seen"
            parts[kind] += text[start:end]
        told = Stretches(**parts)
        return told if told.struck or told.concealed else None


def _values(book: Book, sheet: XlrdSheet) -> Iterator[tuple[Cell, ...]]:
    """The cells of an xls of before Excel 97, whose texts calamine cannot decode."""
    for row in range(sheet.nrows):
        yield tuple(_value(book, cell) for cell in sheet.row(row))


def _value(book: Book, cell: xlrd.sheet.Cell) -> Cell:
    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(cell.value) or None
        case xlrd.XL_CELL_NUMBER:
            return int(cell.value) if float(cell.value).is_integer() else float(cell.value)
        case xlrd.XL_CELL_DATE:
            instant: datetime = xlrd.xldate.xldate_as_datetime(cell.value, book.datemode)
            return instant
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return str(xlrd.error_text_from_code.get(cell.value, "#N/A"))
    return None
