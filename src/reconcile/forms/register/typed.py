"""The register's form as a workbook to type in: drop-downs, checks with a message, entries of up to four lines."""

from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reconcile.by_hand import LINES_AN_ENTRY
from reconcile.documents import REGISTER
from reconcile.forms.register.handwritten import NO_AGENCY
from reconcile.regulation import Regulation

ENTRIES = 150
"""How many there is room for; a month with more takes a second file, which `run` reads beside the first."""

HEADER_ROW = 3
"""The row of the headings, from 1; entries start below."""

_COLUMNS = (
    ("序號", 6),
    ("日期", 12),
    ("登入時間", 10),
    ("登出時間", 10),
    ("查詢條件", 20),
    ("查詢結果", 10),
    ("查詢事由", 30),
    ("{told_short}說明", 22),
    ("備註", 18),
    ("使用者姓名", 14),
    ("主管簽核", 14),
)
_CONDITION, _RESULT = 4, 5
_ROW = 16.5
"""Points; printed, the rows of an entry leave 2 cm for a stamp."""

_LETTERS = "10987654932210898765431320"
"""What the letters A to Z of an identifier count, the check digit's sum taken modulo 10."""

_INSTRUCTIONS = (
    "本活頁簿供{case_by_case}查詢紀錄（{records}、{form_register}），完成後可直接交由 reconcile 讀取，無須另設版面。",
    "一次登入為一列，占四小列；日期、時間、事由、備註、姓名填於第一小列，查詢條件至多四筆，逐筆填於各小列。",
    "同一次登入查詢超過四筆者，於次一序號接續填寫，日期及時間相同。",
    "日期請輸入民國年月日，例如 115/10/5；時間請輸入時:分，例如 9:05、14:30。",
    "查詢條件填國民身分證統一編號、居留證統一證號或護照號碼；檢查碼不符時會提示，請核對後更正，確認無誤者可選「是」保留。",
    "查詢結果、查詢事由由清單選取；查詢事由勾選{told}者，請於「{told_short}說明」敘明業務內容。",
    "主管簽核欄由單位主管填姓名；紙本另行核章者，列印後核章。",
    "未使用之列請保留空白，勿刪除欄列或變更欄位名稱；工作表設有保護（無密碼），僅供防止誤改。",
    "年度結束後應裝訂成冊，並保存{keep_years}。",
)


def write_workbook(path: Path, agency: str | None, regulation: Regulation) -> None:
    """Write the empty workbook; the same agency gives the same bytes."""
    form = regulation.forms["register"]
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    content = BytesIO()
    with xlsxwriter.Workbook(content, options) as book:
        book.set_properties({"title": form.title, "created": datetime.combine(regulation.issued_on, time())})
        _write_instructions(book, book.add_worksheet("填寫說明"), regulation)
        sheet = book.add_worksheet(REGISTER.title)
        _write_entries(book, sheet, f"{agency or NO_AGENCY}{form.title}", regulation)
        sheet.activate()
    path.write_bytes(content.getvalue())


def purpose_choices(regulation: Regulation) -> tuple[str, ...]:
    """What the list of purposes offers: 1.國籍變更案件."""
    return tuple(f"{one.number}.{one.choice or one.short}" for one in regulation.purposes.values())


def checksum_formula(cell: str) -> str:
    """True where the cell holds no ten-character identifier of digits, or one whose check digit holds."""
    digits = f"SUMPRODUCT(MID({cell},ROW($3:$10),1)*(10-ROW($3:$10)))+RIGHT({cell})"
    letter = f'MID("{_LETTERS}",CODE(UPPER({cell}))-64,1)'
    second = f"8*MOD(CODE(MID(UPPER({cell}),2,1))-48,17)"
    return f"IF(AND(LEN({cell})=10,ISNUMBER(-MID({cell},3,8))),MOD({letter}+{second}+{digits},10)=0,LEN({cell})>0)"


def date_formula(cell: str) -> str:
    """True where the cell holds a day of the calendar: 115/10/5 as text, or a date of the program's own."""
    roc = f'DATEVALUE(LEFT({cell},3)+1911&SUBSTITUTE(MID({cell},4,9),"/","-"))'
    return f'IF(ISNUMBER({cell}),{cell}>40000,IF(MID({cell},4,1)="/",ISNUMBER({roc}),FALSE))'


def _write_instructions(book: xlsxwriter.Workbook, sheet: Worksheet, regulation: Regulation) -> None:
    title = book.add_format({"bold": True, "font_size": 16, "font_name": "標楷體"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top", "font_size": 12, "font_name": "標楷體"})
    sheet.set_column(0, 0, 66)
    sheet.write_string(0, 0, "填寫說明", title)
    for number, sentence in enumerate(_INSTRUCTIONS, start=1):
        sheet.set_row(number, 40)
        sheet.write_string(number, 0, f"{number}. {regulation.filled(sentence)}", wrapped)
    sheet.protect()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write_entries(book: xlsxwriter.Workbook, sheet: Worksheet, title: str, regulation: Regulation) -> None:
    plain: dict[str, Any] = {"font_name": "標楷體", "font_size": 11, "valign": "vcenter", "border": 1}
    heading = book.add_format({**plain, "bold": True, "align": "center", "bg_color": "#E6EEF0", "text_wrap": True})
    number = book.add_format({**plain, "align": "center"})
    typed = {**plain, "locked": False, "text_wrap": True}
    words, moments = book.add_format({**typed, "num_format": "@"}), book.add_format({**typed, "num_format": "hh:mm"})
    formats: list[Format] = [number, words, moments, moments, *[words] * 7]
    big = book.add_format({"font_name": "標楷體", "font_size": 15, "align": "center"})
    sheet.merge_range(0, 0, 0, len(_COLUMNS) - 1, title, big)
    sheet.merge_range(1, 0, 1, 2, "頁碼：", book.add_format({"font_name": "標楷體", "font_size": 11, "locked": False}))
    for column, (name, width) in enumerate(_COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(HEADER_ROW - 1, column, regulation.filled(name), heading)
    for entry in range(ENTRIES):
        top = HEADER_ROW + entry * LINES_AN_ENTRY
        for column, style in enumerate(formats):
            if column in (_CONDITION, _RESULT):
                for row in range(top, top + LINES_AN_ENTRY):
                    sheet.write_blank(row, column, None, style)
            else:
                sheet.merge_range(top, column, top + LINES_AN_ENTRY - 1, column, "", style)
        sheet.write_number(top, 0, entry + 1, number)
    _check(book, sheet, HEADER_ROW, HEADER_ROW + ENTRIES * LINES_AN_ENTRY - 1, regulation)
    _lay_out(sheet)


def _lay_out(sheet: Worksheet) -> None:
    sheet.set_default_row(_ROW)
    sheet.freeze_panes(HEADER_ROW, 1)
    sheet.repeat_rows(0, HEADER_ROW - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.7, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&C第 &P 頁，共 &N 頁")
    sheet.set_h_pagebreaks([HEADER_ROW + row for row in range(32, ENTRIES * LINES_AN_ENTRY, 32)])
    sheet.protect(options={"format_columns": True, "format_rows": True, "sort": False})


def _check(book: xlsxwriter.Workbook, sheet: Worksheet, first: int, last: int, regulation: Regulation) -> None:
    """The checks of what is typed; what is pasted passes them by, so a wrong check digit is coloured too."""
    at = first + 1
    rules: tuple[tuple[int, dict[str, Any]], ...] = (
        (
            1,
            {
                "validate": "custom",
                "value": f"={date_formula(f'B{at}')}",
                "input_title": "日期",
                "input_message": "民國年/月/日，例如 115/10/5",
                "error_title": "日期不正確",
                "error_message": "請輸入民國年/月/日，例如 115/10/5。",
            },
        ),
        (2, _time("登入時間")),
        (3, _time("登出時間")),
        (
            _CONDITION,
            {
                "validate": "custom",
                "value": f"={checksum_formula(f'E{at}')}",
                "error_title": "檢查碼不符",
                "error_message": "統一編號或統一證號之檢查碼不符，請核對；確認無誤者可選「是」保留。",
                "error_type": "warning",
            },
        ),
        (_RESULT, _choice(("成功", "失敗"), "查詢結果")),
        (6, _choice(purpose_choices(regulation), "查詢事由")),
    )
    for column, rule in rules:
        sheet.data_validation(first, column, last, column, rule)
    wrong = book.add_format({"bg_color": "#FFD9D9"})
    invalid = f'=AND(E{at}<>"",NOT({checksum_formula(f"E{at}")}))'
    sheet.conditional_format(
        first, _CONDITION, last, _CONDITION, {"type": "formula", "criteria": invalid, "format": wrong}
    )


def _time(name: str) -> dict[str, Any]:
    return {
        "validate": "time",
        "criteria": "between",
        "minimum": 0,
        "maximum": 0.99999,
        "input_title": name,
        "input_message": "時:分，例如 9:05、14:30",
        "error_title": f"{name}不正確",
        "error_message": "請輸入時:分（24 小時制），例如 9:05、14:30。",
    }


def _choice(options: tuple[str, ...], name: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": list(options),
        "error_title": f"{name}不正確",
        "error_message": "請由清單選取。",
    }
