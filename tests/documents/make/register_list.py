"""Registers as flat lists: a row an entry, or a row a line; xlsx, ods and csv."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl.styles import Alignment

from documents.make import facts, programs, register, roc, sheets
from documents.make.case import Case
from documents.make.facts import SUCCESS, Entry, Line
from documents.make.paper import Value
from documents.make.register import TITLE
from documents.make.register_form import boxes, purpose_boxes

Cells = list[Value]
_NUMBERS = {1: "(一)", 2: "(二)", 3: "(三)", 4: "(四)"}


def cases() -> Iterator[Case]:
    """All of them."""
    yield from _an_entry_a_row()
    yield from _a_line_a_row()


def result_of(line: Line) -> str:
    """As an office writes it."""
    return "成功" if line.result == SUCCESS else "失敗"


def book_of(name: str, rows: Sequence[Cells], table: list[dict[str, object]], merged: Sequence[int] = ()) -> Case:
    """An xlsx; in the columns `merged` (1-based) the blank cells below a written one are merged with it."""
    return Case(name, "register.xlsx", "register", lambda path: _write(path, rows, merged), table)


def _write(path: Path, rows: Sequence[Cells], merged: Sequence[int] = (), hidden: Sequence[int] = ()) -> None:
    book = sheets.new_book()
    sheet = book.create_sheet("紀錄表")
    for number, cells in enumerate(rows, start=1):
        for at, value in enumerate(cells, start=1):
            cell = sheet.cell(number, at, value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if isinstance(value, datetime):
                cell.number_format = "yyyy/m/d hh:mm"
    for number in hidden:
        sheet.row_dimensions[number].hidden = True
    starts = [number for number, cells in enumerate(rows, start=1) if merged and cells[merged[0] - 1] is not None]
    for start, end in pairwise([*starts, len(rows) + 1]):
        for column in merged if end - start > 1 else ():
            sheet.merge_cells(start_row=start, end_row=end - 1, start_column=column, end_column=column)
    book.save(path)


def _text(name: str, rows: Sequence[Cells], table: list[dict[str, object]], encoding: str) -> Case:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(["" if cell is None else cell for cell in cells] for cells in rows)
    content = stream.getvalue().encode(encoding)
    return Case(name, "register.csv", "register", lambda path: _keep(path, content), table)


def _keep(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _an_entry_a_row() -> Iterator[Case]:
    name = "register_list_lines_in_a_cell"
    written = facts.entries(name, 30)
    head: Cells = [
        "序號",
        "日期",
        "登入時間",
        "登出時間",
        "查詢條件",
        "查詢結果",
        "查詢事由",
        "備註",
        "使用者姓名",
        "主管簽核",
    ]
    rows: list[Cells] = [[TITLE], head, *(_with_lines_in_a_cell(n, entry) for n, entry in enumerate(written, start=1))]
    yield book_of(name, rows, register.golden(_without_notes(written), seq_no=register.counted))

    name = "register_list_boxes_csv"
    written = facts.entries(name, 25)
    head = ["項次", "登入登出日期及時間", "查詢條件", "查詢結果", "查詢事由", "備註", "使用者姓名", "主管簽核"]
    rows = [head, *(_with_boxes(n, entry) for n, entry in enumerate(written, start=1))]
    yield _text(name, rows, register.golden(written, seq_no=register.counted, agency=None), "utf-8-sig")

    name = "register_list_full_times"
    written = facts.entries(name, 25)
    head = [
        "登入日期時間",
        "登出日期時間",
        "使用人員",
        "查詢條件",
        "結果",
        "查詢事由",
        "事由說明",
        "案號",
        "單位主管簽章",
    ]
    rows = [head, *(_with_full_times(entry) for entry in written)]
    yield book_of(name, rows, register.golden(written, agency=None))

    name = "lossy_register_hidden_rows"
    written = facts.entries(name, 8)
    rows = [head, *(_with_full_times(entry) for entry in written)]
    shown = [entry for number, entry in enumerate(written, start=2) if number not in {7, 8}]
    whole = book_of(name, rows, register.golden(shown, agency=None))
    told = ("有 2 列隱藏列（第 7、8 列）",)
    yield replace(whole, write=partial(_write, rows=rows, hidden=(7, 8)), problems=told)


def _without_notes(entries: Sequence[Entry]) -> list[Entry]:
    """The list has no room for the note behind (四)."""
    return [Entry(**{**vars(entry), "note": ""}) for entry in entries]


def _with_lines_in_a_cell(number: int, entry: Entry) -> Cells:
    return [
        number,
        roc.slashed(entry.login_at),
        roc.short_clock(entry.login_at),
        roc.short_clock(entry.logout_at),
        "\n".join(line.condition for line in entry.lines),
        "\n".join(map(result_of, entry.lines)),
        "、".join(_NUMBERS[purpose] for purpose in entry.purposes) or None,
        entry.remark or None,
        entry.user.name,
        entry.signed_by or None,
    ]


def _with_boxes(number: int, entry: Entry) -> Cells:
    login, logout = entry.login_at, entry.logout_at
    return [
        str(number),
        f"{roc.slashed(login)} {login:%H:%M}~{logout:%H:%M}",
        "\n".join(line.condition for line in entry.lines),
        "\n".join(boxes(line, "☑") for line in entry.lines),
        purpose_boxes(entry, "☑"),
        entry.remark or None,
        entry.user.name,
        entry.signed_by or None,
    ]


def _with_full_times(entry: Entry) -> Cells:
    return [
        entry.login_at,
        entry.logout_at,
        entry.user.name,
        "；".join(line.condition for line in entry.lines),
        "；".join(map(result_of, entry.lines)),
        "、".join(map(str, entry.purposes)) or None,
        entry.note or None,
        entry.remark or None,
        entry.signed_by or None,
    ]


def _a_line_a_row() -> Iterator[Case]:
    head: Cells = [
        "頁碼",
        "序號",
        "日期",
        "登入",
        "登出",
        "查詢條件",
        "結果",
        "事由",
        "事由說明",
        "備註",
        "姓名",
        "主管",
    ]
    name = "register_list_merged_rows"
    written = facts.entries(name, 24)
    rows: list[Cells] = [[TITLE], head, *_rows_of(written, _session_first)]
    table = register.golden(written, page_no=register.on_form_page, seq_no=register.on_form)
    yield book_of(name, rows, table, merged=(1, 2, 3, 4, 5, 8, 9, 10, 11, 12))

    name = "register_list_blank_rows_ods"
    written = facts.entries(name, 24)
    rows = [[TITLE], head[2:], *(cells[2:] for cells in _rows_of(written, _session_first))]
    yield _converted(name, rows, register.golden(written))

    name = "register_list_repeated_csv"
    written = [entry for entry in facts.entries(name, 24) if "・" not in entry.user.name]
    rows = [head[2:], *(cells[2:] for cells in _rows_of(written, _session_always))]
    yield _text(name, _in_cp950(rows), _golden_in_cp950(register.golden(written, agency=None)), "cp950")


def _converted(name: str, rows: Sequence[Cells], table: list[dict[str, object]]) -> Case:
    def write(path: Path) -> None:
        with TemporaryDirectory() as work:
            source = Path(work) / "register.xlsx"
            _write(source, rows)
            programs.libreoffice(source, path)

    return Case(name, "register.ods", "register", write, table)


def _rows_of(entries: Sequence[Entry], session: Callable[[int, Cells], Cells]) -> Iterator[Cells]:
    for number, entry in enumerate(entries, start=1):
        day, clocks = roc.slashed(entry.login_at), (f"{entry.login_at:%H:%M}", f"{entry.logout_at:%H:%M}")
        start: Cells = [register.on_form_page(number), register.on_form(number), day, *clocks]
        purposes = ",".join(map(str, entry.purposes)) or None
        end: Cells = [purposes, entry.note or None, entry.remark or None, entry.user.name, entry.signed_by or None]
        for at, line in enumerate(entry.lines):
            yield [*session(at, start), line.condition, result_of(line), *session(at, end)]


def _session_first(at: int, cells: Cells) -> Cells:
    """On the first line of the entry only."""
    return cells if at == 0 else [None] * len(cells)


def _session_always(_: int, cells: Cells) -> Cells:
    """On every line again."""
    return cells


def _in_cp950(rows: Sequence[Cells]) -> list[Cells]:
    return [[cell.replace("峯", "峰") if isinstance(cell, str) else cell for cell in cells] for cells in rows]


def _golden_in_cp950(table: list[dict[str, object]]) -> list[dict[str, object]]:
    return [{k: v.replace("峯", "峰") if isinstance(v, str) else v for k, v in row.items()} for row in table]
