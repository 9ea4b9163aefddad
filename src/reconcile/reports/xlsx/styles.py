"""How the workbook looks: formats, paper, and how high a row must be."""

import unicodedata
from datetime import date
from math import ceil
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reconcile.reports.view import View

LINE_HEIGHT = 12.0
DEEP = "#17495A"
ALARM = "#A3262B"
SOFT = "#586873"
_FONT = "Microsoft JhengHei"
_LONGEST_CELL = 32_767
_SEVERITY_COLOURS = {"高": (ALARM, "#FBE9E9"), "中": ("#8A5D00", "#FBF2DC"), "低": ("#4D6270", "#EDF1F3")}
_A4 = 9
_LONGEST_AGENCY = 60
_ROC_DAY = "[$-404]e/mm/dd"


class Styles:
    """The formats of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        base = {"font_name": _FONT, "font_size": 10, "valign": "top"}
        ruled = {**base, "font_size": 9, "bottom": 1, "bottom_color": "#D8DEE2"}
        answer = {**ruled, "bg_color": "#FFFBEA", "left": 1, "left_color": "#E6DDB8"}
        line = {**base, "valign": "vcenter"}
        self.plain = workbook.add_format(line)
        self.wrapped = workbook.add_format({**ruled, "text_wrap": True})
        self.centred = workbook.add_format({**ruled, "align": "center"})
        self.small = workbook.add_format({**ruled, "font_size": 8, "font_color": SOFT})
        header = {**base, "font_color": "#FFFFFF", "bold": True, "text_wrap": True, "valign": "vcenter"}
        self.header = workbook.add_format({**header, "bg_color": DEEP})
        self.answer_header = workbook.add_format({**header, "bg_color": "#8A6D1B"})
        self.answer = workbook.add_format({**answer, "text_wrap": True})
        self.answer_day = workbook.add_format({**answer, "num_format": _ROC_DAY, "align": "center"})
        self.label = workbook.add_format({**ruled, "font_size": 12, "font_color": SOFT, "valign": "vcenter"})
        self.value = workbook.add_format({**ruled, "font_size": 12, "text_wrap": True, "valign": "vcenter"})
        self.filled = workbook.add_format({**answer, "font_size": 12, "valign": "vcenter"})
        self.filled_day = workbook.add_format(
            {**answer, "font_size": 12, "valign": "vcenter", "num_format": _ROC_DAY, "align": "left"}
        )
        self.headline = workbook.add_format({**base, "font_size": 18, "bold": True})
        self.warning = workbook.add_format({**line, "font_color": ALARM})
        self.second = workbook.add_format({**line, "font_size": 12})
        self.section = workbook.add_format(
            {**line, "font_size": 12, "bold": True, "font_color": DEEP, "bottom": 2, "bottom_color": DEEP}
        )
        self.soft = workbook.add_format({**line, "font_color": SOFT})
        self.count = workbook.add_format({**line, "align": "center"})
        self.run = workbook.add_format({"font_name": _FONT, "font_size": 9})
        self.quiet_run = workbook.add_format({"font_name": _FONT, "font_size": 8.5, "font_color": SOFT})
        self.marked_run = workbook.add_format(
            {"font_name": _FONT, "font_size": 9, "bold": True, "underline": 1, "font_color": ALARM}
        )
        self.severity = {
            word: workbook.add_format({**ruled, "align": "center", "bold": True, "font_color": ink, "bg_color": paper})
            for word, (ink, paper) in _SEVERITY_COLOURS.items()
        }


def put(sheet: Worksheet, row: int, column: int, value: Any, style: Format) -> None:
    """A constant, whatever it looks like; what is empty is blank."""
    if isinstance(value, int):
        sheet.write_number(row, column, value, style)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, style)
    elif value:
        sheet.write_string(row, column, value[:_LONGEST_CELL], style)
    else:
        sheet.write_blank(row, column, None, style)


def lines_of(text: str, width: float) -> int:
    """How many lines a text wraps to; not every program works this out when it opens a file."""
    return sum(max(1, ceil(_breadth(line) / width)) for line in text.split("\n"))


def on_paper(sheet: Worksheet, view: View) -> None:
    """A4 landscape, as wide as the sheet, with who, when and which page around it."""
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.35, right=0.35, top=0.75, bottom=0.7)
    sheet.hide_gridlines(2)
    flag = "　未完成" if view.warning else ""
    agency = view.agency[:_LONGEST_AGENCY].replace("&", "&&")
    sheet.set_header(f"&L{agency}　{view.month}{flag}&R{view.title}")
    sheet.set_footer(f"&L製表日期 {view.as_of}　{view.seals.short}&R第 &P 頁，共 &N 頁")


def _breadth(text: str) -> float:
    """The width of a text of 9 points in the unit of column widths."""
    return sum(1.7 if unicodedata.east_asian_width(character) in "WFA" else 0.95 for character in text)
