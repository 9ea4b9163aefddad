"""The 逐筆核對表 as a workbook to type in; what it prints is locked, and a run holds it against the statement."""

from io import BytesIO
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reconcile.by_hand import (
    ABSENT,
    AGENCY,
    BY,
    CHECKED_BY,
    CHECKED_ON,
    FILLED,
    FOUND,
    MONTH,
    NO_PURPOSE,
    PAGE,
    PRINTED,
    PURPOSE,
    SEAL,
    SLOT,
    TICK,
    TITLE,
    TOLD,
)
from reconcile.forms.by_hand.wanted import ListToCheck, instructions
from reconcile.forms.register.typed import purpose_choices

_FONT = "標楷體"
_WHOLE = "本表載有完整證號，請比照明細表保管"
_WIDTHS = {
    **dict(zip(PRINTED, (13, 21, 12, 12, 24, 7), strict=True)),
    **{FOUND: 6, PAGE: 8, SLOT: 8, PURPOSE: 16, TOLD: 22, BY: 12},
}


def write_list_in_workbook(wanted: ListToCheck, path: Path) -> None:
    """Write it; the same list gives the same bytes."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    content = BytesIO()
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": wanted.heading, "created": wanted.month.end})
        sheet = book.add_worksheet(TITLE)
        _write(book, sheet, wanted)
        _write_instructions(book, book.add_worksheet("填寫說明"), wanted)
    path.write_bytes(content.getvalue())


def _write(book: xlsxwriter.Workbook, sheet: Worksheet, wanted: ListToCheck) -> None:
    plain = {"font_name": _FONT, "font_size": 11, "valign": "vcenter"}
    big = book.add_format({**plain, "font_size": 15})
    label, value = book.add_format({**plain, "bold": True}), book.add_format({**plain, "num_format": "@"})
    typed = book.add_format({**plain, "num_format": "@", "locked": False, "bg_color": "#FFFBEA", "border": 1})
    sheet.write_string(0, 0, wanted.heading, big)
    given = [(AGENCY, wanted.agency or ""), (MONTH, wanted.month.roc), *((SEAL, seal) for seal in wanted.seals)]
    for row, (name, said) in enumerate([*given, (CHECKED_BY, ""), (CHECKED_ON, "")], start=1):
        sheet.write_string(row, 0, name, label)
        if said:
            sheet.write_string(row, 1, said, value)
        elif name in (CHECKED_BY, CHECKED_ON):
            sheet.write_blank(row, 1, None, typed)
    header = len(given) + 4
    sheet.write_string(header - 1, 0, f"{_WHOLE}；填寫方式見「填寫說明」。", label)
    _write_rows(book, sheet, wanted, header)
    _check(sheet, header + 1, header + len(wanted.queries), wanted)
    _lay_out(sheet, header, wanted)


def _write_rows(book: xlsxwriter.Workbook, sheet: Worksheet, wanted: ListToCheck, header: int) -> None:
    """The rows under their header; a thick line stands above each session."""
    plain = {"font_name": _FONT, "font_size": 11, "valign": "vcenter", "border": 1, "text_wrap": True}
    heading = book.add_format({**plain, "bold": True, "align": "center", "bg_color": "#E6EEF0"})
    asked = book.add_format({**plain, "bold": True, "align": "center", "bg_color": "#F3E8C8"})

    def styles(more: dict[str, int]) -> tuple[Format, Format]:
        printed = book.add_format({**plain, **more, "num_format": "@"})
        return printed, book.add_format({**plain, **more, "num_format": "@", "locked": False, "bg_color": "#FFFBEA"})

    first, others = styles({"top": 2}), styles({})
    for column, name in enumerate((*PRINTED, *FILLED)):
        sheet.set_column(column, column, _WIDTHS[name])
        sheet.write_string(header, column, name, asked if name in FILLED else heading)
    group = None
    for row, one in enumerate(wanted.queries, start=header + 1):
        printed, typed = others if one.group == group else first
        group = one.group
        for column, said in enumerate(one.printed):
            sheet.write_string(row, column, said, printed)
        for column in range(len(PRINTED), len(PRINTED) + len(FILLED)):
            sheet.write_blank(row, column, None, typed)


def _check(sheet: Worksheet, first: int, last: int, wanted: ListToCheck) -> None:
    """Offer the marks and take nothing else; offer the purposes, and take several of them too."""
    at = (*PRINTED, *FILLED).index
    mark = {"validate": "list", "source": [TICK, ABSENT], "error_title": FOUND}
    mark["error_message"] = f"請由清單選取：{TICK}（紙本有此筆）或 {ABSENT}。"
    sheet.data_validation(first, at(FOUND), last, at(FOUND), mark)
    purposes = {
        "validate": "list",
        "source": [*purpose_choices(wanted.regulation), NO_PURPOSE],
        "error_type": "information",
        "error_title": PURPOSE,
        "error_message": "勾選多項者以逗號分隔，例如 1,2。",
    }
    sheet.data_validation(first, at(PURPOSE), last, at(PURPOSE), purposes)


def _lay_out(sheet: Worksheet, header: int, wanted: ListToCheck) -> None:
    sheet.freeze_panes(header + 1, 1)
    sheet.autofilter(header, 0, header + len(wanted.queries), len(PRINTED) + len(FILLED) - 1)
    sheet.repeat_rows(header)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{_WHOLE}&C第 &P 頁，共 &N 頁")
    sheet.protect(options={"format_columns": True, "format_rows": True, "autofilter": True})


def _write_instructions(book: xlsxwriter.Workbook, sheet: Worksheet, wanted: ListToCheck) -> None:
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "font_size": 12, "font_name": _FONT})
    sheet.set_column(0, 0, 90)
    for row, sentence in enumerate(instructions(wanted)):
        sheet.set_row(row, 40)
        sheet.write_string(row, 0, f"{row + 1}. {sentence}", wrapped)
    sheet.protect()
