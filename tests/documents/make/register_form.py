"""The form of 附件一 as a workbook, in the ways offices keep it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl.styles import Alignment
from openpyxl.worksheet.worksheet import Worksheet

from documents.make import facts, programs, register, roc, sheets
from documents.make.case import Case
from documents.make.facts import PURPOSES, SUCCESS, Entry, Line
from documents.make.register import ENTRIES_A_PAGE, TITLE

LINES = 4
_HEADINGS = ("序號", "登入登出\n日期及時間", "查詢條件", "查詢結果", "查詢事由", "備註", "使用者姓名")
_COLUMNS = len(_HEADINGS)
_TOP = 4


@dataclass(frozen=True)
class Look:
    """How an office fills the form in.

    `merged`: cells reach over the four rows of a slot as on paper. `sheet_a_page`: a worksheet for each page.
    `spread`: date, login, 至 and logout stand in a row each. `together`: all lines stand in one cell.
    """

    merged: bool = True
    sheet_a_page: bool = False
    spread: bool = False
    together: bool = False
    box: str = "■"


def cases() -> Iterator[Case]:
    """All of them."""
    yield _form("register_form_merged", Look())
    yield _form("register_form_unmerged", Look(merged=False))
    yield _form("register_form_sheet_a_page", Look(sheet_a_page=True, box="☑"))
    yield _form("register_form_spread_dates", Look(merged=False, spread=True))
    yield _form("register_form_lines_together", Look(together=True, box="☒"))
    yield _form("register_form_xls", Look(), file="register.xls", convert=True)
    yield _form("register_form_ods", Look(sheet_a_page=True), file="register.ods", convert=True)
    blank = register.golden([])
    yield Case("register_form_blank", "register.xlsx", "register", lambda path: write(path, [], Look(), pages=2), blank)
    yield _with_unreadable_session()


def _form(name: str, look: Look, *, file: str = "register.xlsx", convert: bool = False) -> Case:
    """Eighteen sessions on five pages; the last two slots stay blank."""
    written = facts.entries(name, 18)
    table = register.golden(written, page_no=register.on_form_page, seq_no=register.on_form)

    def make(path: Path) -> None:
        if not convert:
            write(path, written, look)
            return
        with TemporaryDirectory() as work:
            source = Path(work) / "register.xlsx"
            write(source, written, look)
            programs.libreoffice(source, path)

    return Case(name, file, "register", make, table)


def _with_unreadable_session() -> Case:
    """The third session has a day that no calendar has: its lines are counted, and the others are read."""
    name = "lossy_register_session"
    written = facts.entries(name, 10)
    table = register.golden(written, page_no=register.on_form_page, seq_no=register.on_form)

    def make(path: Path) -> None:
        write(path, written, Look(), session={3: "115年10月32日\n9時12分\n至\n9時20分"})

    problems = ("無法辨識登入登出時間「115年10月32日 9時12分 至 9時20分」",)
    kept = [row for row in table if row["register_entry"] != 3]
    return Case(name, "register.xlsx", "register", make, kept, problems)


def write(
    path: Path, entries: Sequence[Entry], look: Look, *, pages: int = 0, session: dict[int, str] | None = None
) -> None:
    """So many pages of the form, more where the entries need them; `session` replaces what stands in that entry."""
    count = max(pages, -(-len(entries) // ENTRIES_A_PAGE))
    book = sheets.new_book()
    for number in range(1, count + 1):
        if look.sheet_a_page or number == 1:
            sheet = book.create_sheet(f"第{number}頁" if look.sheet_a_page else "115年10月")
            _set_widths(sheet)
        top = 0 if look.sheet_a_page else (number - 1) * (_TOP + ENTRIES_A_PAGE * LINES)
        _write_head(sheet, top, number, merged=look.merged)
        for slot in range(ENTRIES_A_PAGE):
            at = (number - 1) * ENTRIES_A_PAGE + slot
            entry = entries[at] if at < len(entries) else None
            said = (session or {}).get(at + 1) or _session(entry)
            _write_slot(sheet, top + _TOP + slot * LINES, slot + 1, entry, said, look)
    book.save(path)


def _set_widths(sheet: Worksheet) -> None:
    for letter, width in zip("ABCDEFG", (5, 16, 24, 14, 40, 14, 12), strict=True):
        sheet.column_dimensions[letter].width = width


def _write_head(sheet: Worksheet, top: int, page: int, *, merged: bool) -> None:
    sheet.cell(top + 1, 1, TITLE)
    sheet.cell(top + 2, 1, f"頁碼：{page}")
    for column, heading in enumerate(_HEADINGS, start=1):
        sheet.cell(top + 3, column, heading)
    sheet.cell(top + 4, _COLUMNS, "主管簽核")
    if merged:
        _merge(sheet, (top + 1, top + 1), (1, _COLUMNS))
        _merge(sheet, (top + 2, top + 2), (1, _COLUMNS))
        for column in range(1, _COLUMNS):
            _merge(sheet, (top + 3, top + 4), (column, column))


def _write_slot(sheet: Worksheet, top: int, seq_no: int, entry: Entry | None, session: str, look: Look) -> None:
    """One entry over four rows, blank if there is none."""
    first, last = top + 1, top + LINES
    lines = entry.lines if entry else ()
    sheet.cell(first, 1, seq_no)
    for offset, piece in enumerate(session.split("\n") if look.spread else [session]):
        sheet.cell(first + offset, 2, piece)
    conditions = [line.condition for line in lines]
    results = [boxes(line, look.box) for line in [*lines, *[None] * (LINES - len(lines))]]
    for column, texts in ((3, conditions), (4, results)):
        for offset, text in enumerate(["\n".join(texts)] if look.together else texts):
            sheet.cell(first + offset, column, text or None)
    sheet.cell(first, 5, purpose_boxes(entry, look.box))
    if entry:
        sheet.cell(first, 6, entry.remark or None)
        sheet.cell(first, 7, entry.user.name)
        sheet.cell(first + LINES // 2, 7, entry.signed_by or None)
    for cells in sheet.iter_rows(first, last, 1, _COLUMNS):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    if look.merged:
        for column in (1, 2, 5, 6, *((3, 4) if look.together else ())):
            _merge(sheet, (first, last), (column, column))
        _merge(sheet, (first, first + 1), (7, 7))
        _merge(sheet, (first + 2, last), (7, 7))


def _merge(sheet: Worksheet, rows: tuple[int, int], columns: tuple[int, int]) -> None:
    sheet.merge_cells(start_row=rows[0], end_row=rows[1], start_column=columns[0], end_column=columns[1])


def _session(entry: Entry | None) -> str:
    if entry is None:
        return "　年　月　日\n　時　分\n至\n　時　分"
    login, logout = entry.login_at, entry.logout_at
    return f"{roc.in_words(login)}\n{roc.clock_in_words(login)}\n至\n{roc.clock_in_words(logout)}"


def boxes(line: Line | None, box: str) -> str:
    """□成功 □失敗 with the right one ticked; none for a blank line."""
    if line is None:
        return "□成功 □失敗"
    return f"{box}成功 □失敗" if line.result == SUCCESS else f"□成功 {box}失敗"


def purpose_boxes(entry: Entry | None, box: str, join: Callable[[list[str]], str] = "\n".join) -> str:
    """The four purposes with their boxes, the note behind the last."""
    purposes, note = (entry.purposes, entry.note) if entry else ((), "")
    return join([f"{box if number in purposes else '□'}{words}" for number, words in PURPOSES.items()]) + note
