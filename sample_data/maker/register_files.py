"""查詢紀錄表: as the form of 附件一 and as a flat list; both hold the same facts in the same order."""

from datetime import datetime
from pathlib import Path
from typing import Any

from maker.month import CHINESE_RESULTS, PURPOSE_NUMBERS, PURPOSES, SUCCESS, Entry, Line, Month
from maker.pages import ENTRIES_A_PAGE, page_of_entry
from maker.people import AGENCY
from maker.roc import clock_in_words, in_words, slashed
from maker.workbook import Style, new_workbook

_TITLE = f"{AGENCY}應用移民資訊連結作業系統查詢紀錄表"
_SHEET = "115年10月"
_LINES_AN_ENTRY = 4
_HEADING_ROWS = 4
_PAGE_ROWS = _HEADING_ROWS + ENTRIES_A_PAGE * _LINES_AN_ENTRY

_FORM_HEADINGS = ("序號", "登入登出\n日期及時間", "查詢條件", "查詢結果", "查詢事由", "備註", "使用者姓名")
_FORM_WIDTHS = (4, 12, 19, 12, 30, 10, 11)
_LIST_COLUMNS = {
    "頁碼": 6,
    "序號": 6,
    "日期": 12,
    "登入時間": 10,
    "登出時間": 10,
    "查詢條件": 36,
    "查詢結果": 10,
    "查詢事由": 12,
    "事由說明": 32,
    "備註": 22,
    "使用者姓名": 14,
    "主管簽核": 20,
}


def write_register_form(month: Month, path: Path) -> None:
    """Four entries a page on one worksheet, the slots left over on the last page blank."""
    pages = [month.entries[start : start + ENTRIES_A_PAGE] for start in range(0, len(month.entries), ENTRIES_A_PAGE)]
    with new_workbook(path) as book:
        form = _Form(book)
        for number, entries in enumerate(pages, start=1):
            form.write_page(number, entries)
        form.sheet.set_h_pagebreaks([number * _PAGE_ROWS for number in range(1, len(pages))])


class _Form:
    """The worksheet of the form and the formats of its cells."""

    def __init__(self, book: Any) -> None:
        self.sheet = book.add_worksheet(_SHEET)
        self._title = book.add_format(Style(size=16, bold=True, border=False).as_dict())
        self._page_number = book.add_format(Style(size=12, border=False, align="right").as_dict())
        self._heading = book.add_format(Style(size=12).as_dict())
        self._cell = book.add_format(Style().as_dict())
        self._left = book.add_format(Style(align="left").as_dict())
        self._small = book.add_format(Style(size=10, align="left").as_dict())
        for column, width in enumerate(_FORM_WIDTHS):
            self.sheet.set_column(column, column, width)
        self.sheet.set_paper(9)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        self.sheet.set_print_scale(68)
        self.sheet.center_horizontally()

    def write_page(self, number: int, entries: list[Entry]) -> None:
        """One page of the form, its blank slots included."""
        top = (number - 1) * _PAGE_ROWS
        last = len(_FORM_HEADINGS) - 1
        self.sheet.merge_range(top, 0, top, last, _TITLE, self._title)
        self.sheet.merge_range(
            top + 1, 0, top + 1, last, f"頁碼：{page_of_entry((number - 1) * ENTRIES_A_PAGE + 1)[0]}", self._page_number
        )
        for column, heading in enumerate(_FORM_HEADINGS[:-1]):
            self.sheet.merge_range(top + 2, column, top + 3, column, heading, self._heading)
        self.sheet.write_string(top + 2, last, _FORM_HEADINGS[-1], self._heading)
        self.sheet.write_string(top + 3, last, "主管簽核", self._heading)
        for row, height in enumerate((30, 20, 20, 20)):
            self.sheet.set_row(top + row, height)
        for slot in range(ENTRIES_A_PAGE):
            entry = entries[slot] if slot < len(entries) else None
            self._write_slot(top + _HEADING_ROWS + slot * _LINES_AN_ENTRY, slot + 1, entry)

    def _write_slot(self, top: int, seq_no: int, entry: Entry | None) -> None:
        middle, bottom = top + _LINES_AN_ENTRY // 2, top + _LINES_AN_ENTRY - 1
        self.sheet.merge_range(top, 0, bottom, 0, "", self._cell)
        self.sheet.write_number(top, 0, seq_no, self._cell)
        self.sheet.merge_range(top, 1, bottom, 1, _session(entry), self._cell)
        for offset in range(_LINES_AN_ENTRY):
            line = entry.lines[offset] if entry and offset < len(entry.lines) else None
            self.sheet.set_row(top + offset, 58)
            self.sheet.write_string(top + offset, 2, line.condition if line else "", self._left)
            self.sheet.write_string(top + offset, 3, _result_boxes(line), self._cell)
        self.sheet.merge_range(top, 4, bottom, 4, _purpose_boxes(entry), self._small)
        self.sheet.merge_range(top, 5, bottom, 5, entry.remark if entry else "", self._cell)
        self.sheet.merge_range(top, 6, middle - 1, 6, entry.user_name if entry else "", self._cell)
        self.sheet.merge_range(middle, 6, bottom, 6, entry.signed_by if entry else "", self._cell)


def _session(entry: Entry | None) -> str:
    if entry is None:
        return "　年　月　日\n　時　分\n至\n　時　分"
    login, logout = entry.login_at, entry.logout_at
    until = clock_in_words(logout) if logout else "　時　分"
    return f"{in_words(login.date())}\n{clock_in_words(login)}\n至\n{until}"


def _result_boxes(line: Line | None) -> str:
    if line is None or not line.result:
        return "□成功 □失敗"
    return "■成功 □失敗" if line.result == SUCCESS else "□成功 ■失敗"


def _purpose_boxes(entry: Entry | None) -> str:
    purposes, note = (entry.purposes, entry.note) if entry else ((), "")
    boxes = [f"{'■' if number in purposes else '□'}{wording}" for number, wording in PURPOSES.items()]
    return "\n".join(boxes) + note


def write_register_list(month: Month, path: Path) -> None:
    """A row a line; what belongs to the session stands on its first row only."""
    with new_workbook(path) as book:
        sheet = book.add_worksheet(_SHEET)
        title = book.add_format(Style(size=14, bold=True, border=False).as_dict())
        header = book.add_format(Style(bold=True, fill="#E2EFDA").as_dict())
        cell = book.add_format(Style().as_dict())
        sheet.merge_range(0, 0, 0, len(_LIST_COLUMNS) - 1, f"{_TITLE}（{_SHEET}）", title)
        for column, (name, width) in enumerate(_LIST_COLUMNS.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(1, column, name, header)
        rows = [row for number, entry in enumerate(month.entries, start=1) for row in _list_rows(number, entry)]
        for number, row in enumerate(rows, start=2):
            for column, value in enumerate(row):
                sheet.write(number, column, value, cell)
        sheet.set_default_row(18)
        sheet.set_row(0, 26)
        sheet.freeze_panes(2, 0)
        sheet.repeat_rows(0, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第 &P 頁，共 &N 頁")


def _list_rows(number: int, entry: Entry) -> list[list[str | int]]:
    page_no, seq_no = page_of_entry(number)
    purposes = "、".join(PURPOSE_NUMBERS[purpose] for purpose in entry.purposes)
    session: list[str | int] = [page_no, seq_no, slashed(entry.login_at.date()), *map(_clock, _times(entry))]
    end: list[str | int] = [purposes, entry.note, entry.remark, entry.user_name, entry.signed_by]
    return [
        [
            *(session if line is entry.lines[0] else [""] * len(session)),
            line.condition,
            CHINESE_RESULTS[line.result],
            *(end if line is entry.lines[0] else [""] * len(end)),
        ]
        for line in entry.lines
    ]


def _times(entry: Entry) -> tuple[datetime, datetime | None]:
    return entry.login_at, entry.logout_at


def _clock(at: datetime | None) -> str:
    return f"{at:%H:%M}" if at else ""
