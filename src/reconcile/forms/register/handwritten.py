"""The 查詢紀錄表 (附件一), blank and to be written by hand: four entries a page."""

from reconcile.by_hand import LINES_AN_ENTRY
from reconcile.forms.paper.layout import BLANK, Form, FormCell, FormRow, FormTable, Paragraph, Words, cell, lines, text
from reconcile.regulation import Regulation

NO_AGENCY = "（機關單位名稱）"
ENTRIES_A_PAGE = 4

HEADINGS = ("序號", "登入登出\n日期及時間", "查詢條件", "查詢結果", "查詢事由", "備註", "使用者姓名")
SIGNATURE = "主管簽核"
SESSION = "年  月  日\n時   分\n至\n時   分"
RESULT = f"{BLANK}成功 {BLANK}失敗"
_ROOM = "，     "
"""Behind the purpose that is told, where the business is written."""

_WIDTHS = (10, 32, 54, 30, 84, 26, 29)
_STAMP = 22
"""Millimetres, where a stamp needs 20."""


def blank_register(agency: str | None, regulation: Regulation) -> Form:
    """One page of the form, A4 landscape."""
    rows = (*_head(), *(row for number in range(1, ENTRIES_A_PAGE + 1) for row in _entry(number, regulation)))
    form = regulation.forms["register"]
    title = f"{agency or NO_AGENCY}{form.title}"
    return Form(
        title=title,
        blocks=(
            Paragraph((Words(form.number),), 9),
            text(title, size=15, align="center"),
            text("頁碼：" + " " * 8, size=10, align="right"),
            FormTable(_WIDTHS, rows, head=2),
        ),
        dated=regulation.issued_on,
        landscape=True,
    )


def _head() -> tuple[FormRow, FormRow]:
    tall = tuple(FormCell(lines(heading, size=10, align="center"), rows=2, middle=True) for heading in HEADINGS[:-1])
    return (
        FormRow((*tall, cell(HEADINGS[-1], size=10, align="center", middle=True)), 6),
        FormRow((cell(SIGNATURE, size=10, align="center", middle=True),), 6),
    )


def _entry(number: int, regulation: Regulation) -> tuple[FormRow, FormRow]:
    """Two rows: beside what both share, the upper is for the user's name, the lower for the supervisor's stamp."""
    purposes = "\n".join(BLANK + one.text + (_ROOM if one.told else "") for one in regulation.purposes.values())
    shared = (
        FormCell(lines(str(number), size=10, align="center"), rows=2, middle=True),
        FormCell(lines(SESSION, size=10, align="center"), rows=2, middle=True),
        FormCell(lines(""), rows=2),
        FormCell(lines("\n".join([RESULT] * LINES_AN_ENTRY), size=10, align="center"), rows=2, middle=True),
        FormCell(lines(purposes, size=8.5), rows=2, middle=True),
        FormCell(lines(""), rows=2),
    )
    return FormRow((*shared, cell("")), 17), FormRow((cell(""),), _STAMP)
