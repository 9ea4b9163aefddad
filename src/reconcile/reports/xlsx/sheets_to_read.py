"""The sheets that are read and not answered, and the sample that is checked on paper."""

from typing import Any

from xlsxwriter.worksheet import Worksheet

from reconcile.reports.pairs import PairRow
from reconcile.reports.view import View
from reconcile.reports.xlsx.one_table import Column, write_grid
from reconcile.reports.xlsx.styles import Styles, put

_WHERE = (
    Column("明細列", 7),
    Column("明細頁", 7),
    Column("紀錄頁碼", 7),
    Column("序號", 6),
    Column("筆", 5),
)
_PAIR = (
    *_WHERE,
    Column("查詢時間", 20),
    Column("登入登出", 23),
    Column("使用者", 10),
    Column("查詢條件", 13),
)
_PAIRS = (*_PAIR, Column("對應", 13), Column("說明", 44), Column("受理案件", 34))
_BOXES = ("□ 相符　□ 不符", "■ 相符　□ 不符", "□ 相符　■ 不符")
_SAMPLE = (
    Column("序", 5, "centred"),
    *_PAIR,
    Column("查詢事由", 20),
    Column("核對紙本", 18, "answer", "answer_header"),
    Column("情形", 26, "answer", "answer_header"),
    Column("抽查人", 12, "answer", "answer_header"),
)
_PROBLEMS = (Column("檔案", 36), Column("位置", 26), Column("問題", 90))


def write_pairs(sheet: Worksheet, view: View, styles: Styles) -> None:
    """Every matched query with its line, why, and the case that explains it."""
    rows = [(*_pair(pair), pair.tier, pair.explanation, pair.case) for pair in view.pairs]
    write_grid(sheet, view, _PAIRS, rows, "本月無對應之查詢。", styles)


def write_sample(sheet: Worksheet, view: View, styles: Styles) -> None:
    """The drawn pairs with boxes to tick, on the screen or on paper."""
    pairs = view.sample.pairs if view.sample else ()
    rows = [(number, *_pair(pair), pair.line.purpose, _BOXES[0], "", "") for number, pair in enumerate(pairs, start=1)]
    write_grid(sheet, view, _SAMPLE, rows, "本月無抽查。", styles)
    if not rows:
        return
    boxes = [column.heading for column in _SAMPLE].index("核對紙本")
    choice = {"validate": "list", "source": list(_BOXES), "error_title": "核對紙本", "error_message": "請由清單選取。"}
    sheet.data_validation(1, boxes, len(rows), boxes, choice)
    if view.sample:
        put(sheet, len(rows) + 2, 0, view.sample.sentence, styles.soft)


def write_problems(sheet: Worksheet, view: View, styles: Styles) -> None:
    """What could not be read."""
    rows = [(problem.file, problem.place, problem.message) for problem in view.problems]
    write_grid(sheet, view, _PROBLEMS, rows, "輸入檔均可完整辨識，無問題。", styles)


def _pair(pair: PairRow) -> tuple[Any, ...]:
    query, line = pair.query, pair.line
    where = (query.row, query.page, line.page_no, line.seq_no, line.line)
    return (*where, query.at, line.at, query.user, query.subject)
