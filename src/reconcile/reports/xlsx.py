"""report.xlsx: the worklist of the month. Cells hold constants only; no formula or link can live in them."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from reconcile.reports.evidence import Line, Query
from reconcile.reports.view import View

_FONT = "Microsoft JhengHei"
_LONGEST_CELL = 32_767
_SEVERITY_COLOURS = {"高": ("#A3262B", "#FBE9E9"), "中": ("#8A5D00", "#FBF2DC"), "低": ("#4D6270", "#EDF1F3")}
_LINE_HEIGHT = 14.5
_A4 = 9
_LONGEST_AGENCY = 60


@dataclass(frozen=True)
class _Column:
    heading: str
    width: float


_FINDINGS = (
    _Column("編號", 6),
    _Column("程度", 6),
    _Column("事項", 16),
    _Column("明細列", 7),
    _Column("明細頁", 7),
    _Column("紀錄頁碼", 7),
    _Column("序號", 6),
    _Column("筆", 5),
    _Column("日期時間", 23),
    _Column("使用者", 10),
    _Column("查詢條件", 13),
    _Column("說明", 56),
    _Column("依據", 15),
    _Column("代碼", 22),
)
_PAIRS = (
    _Column("明細列", 7),
    _Column("明細頁", 7),
    _Column("紀錄頁碼", 7),
    _Column("序號", 6),
    _Column("筆", 5),
    _Column("查詢時間", 20),
    _Column("登入登出", 23),
    _Column("使用者", 10),
    _Column("查詢條件", 13),
    _Column("對應", 14),
    _Column("說明", 52),
)
_PROBLEMS = (_Column("檔案", 36), _Column("位置", 26), _Column("問題", 90))
_SUMMARY_HEIGHTS = {0: 32, 1: 22}
_SUMMARY_WIDTHS = (24, 26, 8, 22, 68)


class _Styles:
    """The formats of one workbook."""

    def __init__(self, workbook: Workbook) -> None:
        base = {"font_name": _FONT, "font_size": 10, "valign": "top"}
        ruled = {**base, "bottom": 1, "bottom_color": "#D8DEE2"}
        self.plain = workbook.add_format(base)
        self.wrapped = workbook.add_format({**ruled, "text_wrap": True})
        self.centred = workbook.add_format({**ruled, "align": "center"})
        self.header = workbook.add_format(
            {**base, "bg_color": "#17495A", "font_color": "#FFFFFF", "bold": True, "text_wrap": True}
        )
        self.headline = workbook.add_format({**base, "font_size": 18, "bold": True})
        self.alarm = workbook.add_format({**base, "font_size": 18, "bold": True, "font_color": "#A3262B"})
        self.warning = workbook.add_format({**base, "font_color": "#A3262B"})
        self.second = workbook.add_format({**base, "font_size": 12})
        self.section = workbook.add_format(
            {**base, "font_size": 12, "bold": True, "font_color": "#17495A", "bottom": 2, "bottom_color": "#17495A"}
        )
        self.soft = workbook.add_format({**base, "font_color": "#586873"})
        self.count = workbook.add_format({**base, "align": "center"})
        self.severity = {
            word: workbook.add_format({**ruled, "align": "center", "bold": True, "font_color": ink, "bg_color": paper})
            for word, (ink, paper) in _SEVERITY_COLOURS.items()
        }


def write_xlsx(view: View, path: Path) -> None:
    """Write the four sheets."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        created = datetime.fromisoformat(view.created_on)
        workbook.set_properties({"title": f"{view.month}{view.title}", "company": view.agency, "created": created})
        styles = _Styles(workbook)
        _summary(workbook.add_worksheet("摘要"), view, styles)
        _worklist(workbook.add_worksheet("待查事項"), view, styles)
        _matches(workbook.add_worksheet("對應明細"), view, styles)
        _problems(workbook.add_worksheet("問題"), view, styles)


def _summary(sheet: Worksheet, view: View, styles: _Styles) -> None:
    _page(sheet, view)
    for column, width in enumerate(_SUMMARY_WIDTHS):
        sheet.set_column(column, column, width, styles.plain)
    lines: list[tuple[Sequence[str | int], Format]] = [
        ((view.headline,), styles.alarm if view.warning else styles.headline),
        ((view.register_sentence,), styles.second),
        *([((view.warning,), styles.warning)] if view.warning else []),
        ((f"{view.agency}｜{view.month}｜{view.title}｜製表日期 {view.as_of}",), styles.soft),
        *_section("筆數勾稽", ((equation.sentence,) for equation in view.equations), styles),
        *_section("待查事項", _overview(view), styles),
        *_section("說明", ((sentence,) for sentence in (*view.notes, *view.not_checked)), styles),
        *_section("輸入檔", ((given.role, given.file, "", given.size, given.sha256) for given in view.inputs), styles),
        (("設定 SHA-256", view.settings_sha256), styles.soft),
        (("程式版本", view.version), styles.soft),
    ]
    for row, (values, style) in enumerate(lines):
        for column, value in enumerate(values):
            _put(sheet, row, column, value, styles.count if isinstance(value, int) else style)
        sheet.set_row(row, _SUMMARY_HEIGHTS.get(row, 22 if style is styles.section else 17))


def _section(
    title: str, rows: Iterable[Sequence[str | int]], styles: _Styles
) -> list[tuple[Sequence[str | int], Format]]:
    return [
        ((), styles.plain),
        ((title, *[""] * (len(_SUMMARY_WIDTHS) - 1)), styles.section),
        *((tuple(row), styles.plain) for row in rows),
    ]


def _overview(view: View) -> list[Sequence[str | int]]:
    if not view.groups:
        return [("本月無待查事項。",)]
    return [
        (f"{group.severity}　{group.title}", group.code, len(group.rows), group.legal_basis) for group in view.groups
    ]


def _worklist(sheet: Worksheet, view: View, styles: _Styles) -> None:
    rows = [
        (
            row.number,
            row.severity,
            row.title,
            *_numbers(row.query, row.line),
            *_who(row.query or row.line),
            row.message,
            row.legal_basis,
            row.code,
        )
        for row in view.findings
    ]
    _table(sheet, view, _FINDINGS, rows, "本月無待查事項。", styles)


def _matches(sheet: Worksheet, view: View, styles: _Styles) -> None:
    rows = [
        (
            *_numbers(pair.query, pair.line),
            pair.query.at,
            pair.line.at,
            pair.query.user,
            pair.query.subject,
            pair.tier,
            pair.explanation,
        )
        for pair in view.pairs
    ]
    _table(sheet, view, _PAIRS, rows, "本月無對應之查詢。", styles)


def _problems(sheet: Worksheet, view: View, styles: _Styles) -> None:
    rows = [(problem.file, problem.place, problem.message) for problem in view.problems]
    _table(sheet, view, _PROBLEMS, rows, "輸入檔均可完整辨識，無問題。", styles)


def _numbers(query: Query | None, line: Line | None) -> tuple[int | None, ...]:
    return (
        query.row if query else None,
        query.page if query else None,
        line.page_no if line else None,
        line.seq_no if line else None,
        line.line if line else None,
    )


def _who(row: Query | Line | None) -> tuple[str, str, str]:
    return (row.at, row.user, row.subject) if row else ("全月", "", "")


def _table(
    sheet: Worksheet,
    view: View,
    columns: Sequence[_Column],
    rows: Sequence[Sequence[Any]],
    nothing: str,
    styles: _Styles,
) -> None:
    """A sheet with a frozen, filtered, repeated header; `nothing` stands where there are no rows."""
    _page(sheet, view)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_row(0, 34)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width, styles.plain)
        _put(sheet, 0, number, column.heading, styles.header)
    if not rows:
        _put(sheet, 1, 0, nothing, styles.plain)
    for row, values in enumerate(rows, start=1):
        sheet.set_row(row, 4 + _LINE_HEIGHT * _lines(columns, values))
        for number, value in enumerate(values):
            _put(sheet, row, number, value, _style(columns[number], value, styles))


def _style(column: _Column, value: Any, styles: _Styles) -> Format:
    if column.heading == "程度":
        return styles.severity[value]
    return styles.centred if isinstance(value, int) else styles.wrapped


def _lines(columns: Sequence[_Column], values: Sequence[Any]) -> int:
    """How many lines the fullest cell wraps to; not every program works this out when it opens a file."""
    return max(ceil(_breadth(str(value or "")) / column.width) for column, value in zip(columns, values, strict=True))


def _breadth(text: str) -> float:
    """The width of a text of 10 points in the unit of column widths."""
    return sum(1.9 if unicodedata.east_asian_width(character) in "WFA" else 1.05 for character in text)


def _put(sheet: Worksheet, row: int, column: int, value: str | int | None, style: Format) -> None:
    if isinstance(value, int):
        sheet.write_number(row, column, value, style)
    elif value:
        sheet.write_string(row, column, value[:_LONGEST_CELL], style)
    else:
        sheet.write_blank(row, column, None, style)


def _page(sheet: Worksheet, view: View) -> None:
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.75, bottom=0.7)
    sheet.hide_gridlines(2)
    flag = "　未完成" if view.warning else ""
    agency = view.agency[:_LONGEST_AGENCY].replace("&", "&&")
    sheet.set_header(f"&L{agency}　{view.month}{flag}&R{view.title}")
    sheet.set_footer(f"&L製表日期 {view.as_of}&R第 &P 頁，共 &N 頁")
