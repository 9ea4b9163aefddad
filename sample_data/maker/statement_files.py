"""主管稽核月明細表, as a browser prints it to PDF and as the workbook that the system exports."""

import json
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pylopdf_fonts_zh_tw
import typst

from maker.month import CHINESE_RESULTS, FIRST_DAY, LAST_DAY, PRINTED_ON, PRINTED_PURPOSES, Month
from maker.pages import QUERIES_A_PAGE
from maker.people import AGENCY
from maker.roc import slashed, slashed_moment
from maker.workbook import Style, new_workbook

_TITLE = "內政部移民署　應用系統　主管稽核月明細表"
_PERIOD = f"統計期間：{slashed(FIRST_DAY)}～{slashed(LAST_DAY)}"
_COLUMNS = {
    "序號": 6,
    "使用者帳號": 12,
    "使用者姓名": 12,
    "查詢日期時間": 20,
    "作業名稱": 22,
    "查詢條件": 34,
    "查詢結果": 10,
    "查詢事由": 38,
    "IP位址": 14,
}
_RADICALS = {ord(unicodedata.normalize("NFKC", chr(code))): chr(code) for code in range(0x2F00, 0x2FD6)}


def write_statement_pdf(month: Month, path: Path) -> None:
    """The statement on paper: ruled, so many rows a page, with Kangxi radicals where a browser would put them."""
    rows = _rows(month)
    pages = [rows[start : start + QUERIES_A_PAGE] for start in range(0, len(rows), QUERIES_A_PAGE)]
    document = {
        "title": _TITLE,
        "agency": f"機關：{AGENCY}",
        "period": _PERIOD,
        "printed": f"列印日期：{slashed(PRINTED_ON)}",
        "columns": list(_COLUMNS),
        "pages": pages,
        "footers": [f"第 {number} 頁／共 {len(pages)} 頁" for number in range(1, len(pages) + 1)],
        "total": f"合計：{len(rows)} 筆",
    }
    printed = json.dumps(document, ensure_ascii=False).translate(_RADICALS)
    typst.compile(
        Path(__file__).with_name("statement.typ"),
        output=path,
        font_paths=[pylopdf_fonts_zh_tw.sans_path().parent],
        ignore_system_fonts=True,
        sys_inputs={"statement": printed},
        timestamp=datetime(PRINTED_ON.year, PRINTED_ON.month, PRINTED_ON.day, 9, tzinfo=UTC),
        pdf_tags=False,
    )


def write_statement_workbook(month: Month, path: Path) -> None:
    """The same rows as a worksheet: titles above the header, the total below."""
    with new_workbook(path) as book:
        sheet = book.add_worksheet("主管稽核月明細表")
        title = book.add_format(Style(size=14, bold=True, border=False).as_dict())
        plain = book.add_format(Style(border=False, align="left").as_dict())
        header = book.add_format(Style(bold=True, fill="#D9E1F2").as_dict())
        cell = book.add_format(Style().as_dict())
        left = book.add_format(Style(align="left").as_dict())
        last = len(_COLUMNS) - 1
        sheet.merge_range(0, 0, 0, last, _TITLE, title)
        sheet.write_string(1, 0, f"機關：{AGENCY}", plain)
        sheet.write_string(2, 0, _PERIOD, plain)
        sheet.write_string(2, 7, f"列印日期：{slashed(PRINTED_ON)}", plain)
        for column, (name, width) in enumerate(_COLUMNS.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(4, column, name, header)
        rows = _rows(month)
        for number, row in enumerate(rows, start=5):
            sheet.write_number(number, 0, int(row[0]), cell)
            for column, text in enumerate(row[1:], start=1):
                sheet.write_string(number, column, text, left if column in {4, 5, 7} else cell)
        sheet.merge_range(5 + len(rows), 0, 5 + len(rows), last, f"合計：{len(rows)} 筆", left)
        sheet.set_default_row(18)
        sheet.set_row(0, 26)
        sheet.freeze_panes(5, 0)
        sheet.repeat_rows(4)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第 &P 頁／共 &N 頁")


def _rows(month: Month) -> list[list[str]]:
    return [
        [
            str(number),
            query.user.account,
            query.user.name,
            slashed_moment(query.at),
            query.function,
            query.condition,
            CHINESE_RESULTS[query.result],
            PRINTED_PURPOSES[query.purpose],
            query.user.ip,
        ]
        for number, query in enumerate(month.queries, start=1)
    ]
