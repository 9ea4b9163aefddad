"""What the rows of a statement say, a column at a time: what recurs in a column is understood once."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from itertools import groupby, zip_longest
from typing import Any, NamedTuple, TypeVar

from reconcile.carriers.raw import Cell, Row
from reconcile.facts.masking import PRIVATE
from reconcile.reading.besides import besides
from reconcile.reading.layouts import Layout
from reconcile.reading.legible import dubious
from reconcile.reading.scan import DataRow, unwrapped
from reconcile.reading.users import Group, user_of
from reconcile.regulation.numerals import numeral
from reconcile.text.dates import is_serial, parse_date, parse_moment, parse_time
from reconcile.text.folding import clean
from reconcile.text.identifiers import subject_of
from reconcile.text.results import result_of

TIMES = ("queried_at", "queried_on")
USERS = ("account", "user_name")
SUBJECTS = ("condition", "national_id", "resident_id", "passport")

Told = TypeVar("Told")


class Query(NamedTuple):
    """A row of the statement and the group that it stands in."""

    row: DataRow
    group: Group


class Trouble(NamedTuple):
    """What is wrong with a row; `at` counts rows from 0."""

    at: int
    sentence: str


@dataclass(frozen=True)
class Block:
    """Consecutive rows that one layout reads, never none."""

    queries: Sequence[Query]

    @property
    def layout(self) -> Layout:
        """The layout that reads them."""
        return self.queries[0].row.layout

    @cached_property
    def columns(self) -> Sequence[Sequence[Cell]]:
        """Their cells, null where a row is shorter than others."""
        return tuple(zip_longest(*(query.row.row.cells for query in self.queries)))

    def cells(self, meaning: str) -> Sequence[Cell]:
        """The column of that meaning; null where the layout or the row has none."""
        return self._column(self.layout.columns.get(meaning, len(self.columns)))

    def texts(self, meaning: str) -> list[str | None]:
        """The same as clean text on one line."""
        return self._texts(self.cells(meaning))

    def further(self, meaning: str) -> list[list[str | None]]:
        """The texts of the other columns of that meaning, from left to right."""
        return [self._texts(self._column(at)) for at in self.layout.further.get(meaning, ())]

    def _column(self, at: int) -> Sequence[Cell]:
        return self.columns[at] if at < len(self.columns) else [None] * len(self.queries)

    def _texts(self, cells: Sequence[Cell]) -> list[str | None]:
        return each(unwrapped if self.queries[0].row.sheet.page else clean, cells)


class Understood(NamedTuple):
    """What the rows say under each column of the contract, and their serial numbers, one entry a row.

    A row whose time cannot be read has a null `queried_at`: it is no query.
    """

    columns: dict[str, list[Any]]
    serials: list[str | None]
    troubles: list[Trouble]


def understood(queries: Sequence[Query]) -> Understood:
    """The rows of a statement, each read by its own layout."""
    whole = Understood({}, [], [])
    for _, several in groupby(queries, key=lambda query: id(query.row.layout)):
        block = Block(tuple(several))
        columns = _columns(block)
        whole.troubles.extend(_troubles(block, columns, len(whole.serials)))
        whole.serials.extend(block.texts("serial"))
        for name, column in columns.items():
            whole.columns.setdefault(name, []).extend(column)
    return whole


def _columns(block: Block) -> dict[str, Sequence[Any]]:
    accounts, user_names = zip(*_users(block), strict=True)
    conditions = _conditions(block)
    return {
        "agency": block.texts("agency"),
        "account": accounts,
        "user_name": user_names,
        "queried_at": _instants(block),
        "function": block.texts("function"),
        "condition": conditions,
        "subject_id": each(subject_of, conditions),
        "result": each(result_of, block.texts("result")),
        "purpose": each(block.layout.boxes.words.purpose_of, block.texts("purpose")),
        "ip": block.texts("ip"),
    }


def each(tell: Callable[[Any], Told | None], cells: Sequence[Cell]) -> list[Told | None]:
    """What each cell tells, null for null; a text that recurs is not asked again.

    Only texts are remembered: True, 1 and 1.0 are one key of a dictionary, and different cells.
    """
    distinct = set(cells) - {None}
    known: dict[Cell, Told | None] = {cell: tell(cell) for cell in distinct if isinstance(cell, str)}
    if len(known) == len(distinct):
        return list(map(known.get, cells))
    return [known.get(cell) if cell is None or isinstance(cell, str) else tell(cell) for cell in cells]


def _instants(block: Block) -> list[datetime | None]:
    """From one column or from date and time apart; null where unreadable."""
    if not block.layout.has("queried_on"):
        return each(_moment, _with_midnights(block.cells("queried_at")))
    on = block.cells("queried_on")
    clock = _of_one_width(block.cells("queried_time" if block.layout.has("queried_time") else "queried_at"))
    days, times = each(_or_null(parse_date), on), each(_or_null(parse_time), clock)
    return [
        _moment(whole) if cell is None else _combined(day, time, said)
        for whole, cell, day, time, *said in zip(
            on, clock, days, times, each(_moment_in, on), each(_moment_in, clock), strict=True
        )
    ]


def instant_in(row: Row, layout: Layout) -> datetime | None:
    """The instant of one row; None where it has none that can be read."""
    if not layout.has("queried_on"):
        return _moment(layout.cell(row, "queried_at"))
    day = _or_null(parse_date)(layout.cell(row, "queried_on"))
    at = _or_null(parse_time)(layout.cell(row, "queried_time" if layout.has("queried_time") else "queried_at"))
    return _moment(layout.cell(row, "queried_on")) if day is None or at is None else datetime.combine(day, at)


_NO_QUERY = re.compile(
    r"(?:系統|使用者|帳號)?(?:登入|登出|簽入|簽出|登錄|列印|印表)(?:系統|作業|紀錄|成功|失敗)?|log\s*-?\s*(?:in|out|on|off)|print",
    re.IGNORECASE,
)


def is_no_query(query: "Query") -> bool:
    """登入, 登出, 列印 without a condition: the system's own log, in which nobody was asked about."""
    function = query.row.text("function") if query.row.layout.has("function") else None
    if function is None or not _NO_QUERY.fullmatch(function):
        return False
    layout = query.row.layout
    return not any(_says(clean(cell)) for meaning in SUBJECTS for cell in layout.cells(query.row.row, meaning))


def _combined(day: date | None, at: time | None, said: Sequence[datetime | None]) -> datetime | None:
    """Day and time of one instant; null where either is, or where a cell holds a whole instant that is another."""
    if day is None or at is None:
        return None
    moment = datetime.combine(day, at)
    whole_day, whole_clock = said
    if whole_day and whole_day.time() != time.min and (whole_day.hour, whole_day.minute) != (at.hour, at.minute):
        return None
    return None if whole_clock and whole_clock.date() != day else moment


def _moment_in(cell: Cell) -> datetime | None:
    """A whole instant where one half of it is asked; a workbook counts bare times from 1899 or 1900."""
    if isinstance(cell, str) and len(cell) <= LONGEST_CLOCK:
        return None
    moment = _moment(cell)
    return moment if moment and moment.year > BARE_TIMES else None


LONGEST_CLOCK = 12
"""So many characters hold no date besides the time."""
BARE_TIMES = 1900


def _of_one_width(cells: Sequence[Cell]) -> Sequence[Cell]:
    """Times of digits alone with the zeros that a sheet has dropped: 1512 among HHMMSS is 00:15:12."""
    digits = [len(str(cell)) for cell in cells if _is_digits(cell)]
    if not digits or any(isinstance(cell, float) for cell in cells):
        return cells
    width = 6 if max(digits) > len("HHMM") else 4
    return [str(cell).zfill(width) if _is_digits(cell) else cell for cell in cells]


def _is_digits(cell: Cell) -> bool:
    if isinstance(cell, str):
        return cell.isascii() and cell.isdecimal()
    return isinstance(cell, int) and not isinstance(cell, bool)


def _with_midnights(cells: Sequence[Cell]) -> Sequence[Cell]:
    """A bare day among instants is its midnight, which a workbook keeps like the day: as a date or a whole number."""
    if not any(isinstance(cell, datetime | float) for cell in cells):
        return cells
    return [datetime.combine(parse_date(cell), time.min) if _is_day(cell) else cell for cell in cells]


def _is_day(cell: Cell) -> bool:
    whole = isinstance(cell, int) and is_serial(cell)
    return whole or (isinstance(cell, date) and not isinstance(cell, datetime))


def _or_null(parse: Callable[[object], Told]) -> Callable[[object], Told | None]:
    def tell(cell: object) -> Told | None:
        try:
            return parse(cell)
        except ValueError:
            wraps = isinstance(cell, str) and "\n" in cell
            return tell(str(cell).replace("\n", "")) if wraps else None

    return tell


_moment = _or_null(parse_moment)


def _users(block: Block) -> list[Group]:
    """Account and name, from the row and from the heading of its group."""
    no_account = not block.layout.has("account")
    groups = [query.group for query in block.queries]
    written = list(zip(block.texts("account"), block.texts("user_name"), groups, strict=True))
    known = {one: user_of(*one, no_account=no_account) for one in set(written)}
    return [known[one] for one in written]


def _conditions(block: Block) -> list[str | None]:
    """However many columns they are spread over."""
    present = list(filter(block.layout.has, SUBJECTS))
    columns = [column for meaning in present for column in (block.texts(meaning), *block.further(meaning))]
    if not columns:
        return [None] * len(block.queries)
    if len(columns) == 1:
        return columns[0]
    return [" ".join(filter(None, parts)) or None for parts in zip(*columns, strict=True)]


def _troubles(block: Block, columns: Mapping[str, Sequence[object]], start: int) -> Iterator[Trouble]:
    """A sentence for each cell that cannot be read, and for what a viewer or the other engine sees differently."""
    told = ("queried_at", "result", "purpose", "account", "user_name")
    read = zip(block.queries, *(columns[name] for name in told), strict=True)
    for at, ((data, _), queried_at, result, purpose, account, user_name) in enumerate(read, start):
        if queried_at is None:
            shown = data.text("queried_at") or data.text("queried_on") or "（空白）"
            yield Trouble(at, f"無法辨識查詢時間「{PRIVATE.text(shown[:30])}」，請確認原始報表後重跑。")
        if account is None and user_name is None:
            yield Trouble(at, "看不出使用者是誰（帳號、姓名皆空白），請確認原始報表。")
        if result is None and _says(data.text("result")):
            yield Trouble(at, "無法辨識查詢結果，請確認原始報表。")
        if purpose is None and _says(data.text("purpose")):
            yield Trouble(at, f"查詢事由不是{_number_of_purposes(block)}種事由之一，請確認原始報表。")
        if data.row.doubtful or data.row.hidden:
            yield from (Trouble(at, sentence) for sentence in dubious(data.row))
        if data.row.struck or data.row.concealed or data.row.over:
            yield from (Trouble(at, sentence) for sentence in besides(data.row))


def _number_of_purposes(block: Block) -> str:
    return numeral(len(block.layout.boxes.words.purposes))


def _says(text: str | None) -> bool:
    """Something is written; a dash is nothing."""
    return bool(text and text.strip("-—–－―/"))
