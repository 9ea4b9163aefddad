"""Rows of a register that say of a day that nobody asked: 115年10月10日｜國慶日放假, 10/12｜未查詢."""

import re
from itertools import islice

from reconcile.carriers.raw import Row
from reconcile.reading.layouts import Layout
from reconcile.text.days_said import day_said
from reconcile.text.folding import clean

_BESIDE = ("seq_no", "user_name", "signed_by", "agency")
"""What may stand beside the day and the words: its number, whose book it is, a signature."""
_MOST_CELLS = 7
_DAY = r"(?:本|當|該|今)日?"
_ABSENT = r"(?:未|無|沒有|並未|均未|皆未|停止)(?:人|任何|進行|辦理)*"
_IDLE = re.compile(
    rf"(?:{_DAY})?(?:{_ABSENT}(?:查詢|使用|登入|登錄)(?:系統|紀錄|記錄|案件|資料|業務|情[形事])*|無|未用)"
    r"|(?:[週周]末|星期[六日]|[週周][六日]|例假日?|國定假日|放假日?|休假|公休|補假|假日|停班|停止上班|颱風(?:假|停班)?|出差|公假|特休|請假|輪休"
    r"|(?:元旦|國慶|光復|行憲|和平|[一-鿿]{1,3})(?:日|節))(?:連假|補假|放假|休假|休息|停班)*(?:一[日天])?"
)
_AROUND = re.compile(r"^[\s(（【\[※*＊]+|[\s)）】\]。.]+$")


def is_idle(row: Row, layout: Layout) -> bool:
    """A day and such words are all that stands in the row, its number and names aside: no session, nobody asked about.

    A row with a time of day is a session, whatever else it says.
    """
    aside = {layout.columns.get(meaning) for meaning in _BESIDE}
    cells = (clean(cell) for at, cell in enumerate(row.cells) if at not in aside)
    texts = list(dict.fromkeys(islice(filter(None, cells), _MOST_CELLS + 1)))
    idle = [text for text in texts if _IDLE.fullmatch(_AROUND.sub("", text))]
    rest = " ".join(text for text in texts if text not in idle)
    return bool(idle) and len(texts) <= _MOST_CELLS and day_said(rest, alone=True) is not None
