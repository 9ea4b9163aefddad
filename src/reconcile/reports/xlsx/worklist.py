"""The sheets that the office answers in (`history.WORKLISTS`)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from reconcile.history import ANSWERS, RESULTS
from reconcile.reports.comparison import ComparedRow
from reconcile.reports.course import Answer, Course
from reconcile.reports.findings import FindingRow
from reconcile.reports.folding import TIE, FoldRow
from reconcile.reports.listing import Chapter
from reconcile.reports.view import View
from reconcile.reports.xlsx.one_table import Column, write_grid
from reconcile.reports.xlsx.styles import Styles

_ANSWER_COLUMNS = tuple(
    Column(heading, width, style, "answer_header")
    for heading, width, style in zip(
        ANSWERS, (9.5, 19, 8, 9), ("answer", "answer", "answer", "answer_day"), strict=True
    )
)
_MESSAGE = Column("疑點", 145)
_STATE = Column("狀態", 8)
_ON_SCREEN = (
    Column("事由及結果", 44),
    Column("經過", 110),
    Column("項目代號", 13, "small"),
    Column("代碼", 19, "small"),
)
"""What paper has no room for."""
_COLUMNS = (
    Column("編號", 5, "centred"),
    Column("程度", 5, "severity"),
    Column("事項", 17),
    Column("明細表", 42),
    Column("紀錄表", 46),
    *_ANSWER_COLUMNS,
    _STATE,
    _MESSAGE,
    *_ON_SCREEN,
)
_SCALE = 62
"""Per cent, so that the columns before 疑點 fill a page of paper."""
_EARLIEST_ANSWER = date(2016, 2, 18)
"""The day the regulation was made."""


def write_worklist(sheet: Worksheet, view: View, section: Chapter, styles: Styles) -> None:
    """The items of a section with their evidence and room for answers; earlier answers are filled in.

    The members of a cause or a tie are folded below its row.
    """
    rows, folded = list[tuple[Any, ...]](), set[int]()
    for item in section.items:
        if isinstance(item, FindingRow):
            rows.append(_finding(item))
            continue
        rows.append(_fold(item))
        folded |= set(range(len(rows), len(rows) + len(item.rows)))
        rows += [_finding(row) for row in item.rows]
    write_grid(sheet, view, _COLUMNS, rows, section.nothing, styles, folded)
    sheet.freeze_panes(1, 3)
    sheet.print_area(0, 0, max(len(rows), 1), _COLUMNS.index(_MESSAGE))
    sheet.set_print_scale(_SCALE)  # both papers and the answers on one page, the sentences on the next
    sheet.set_v_pagebreaks([_COLUMNS.index(_MESSAGE)])
    sheet.repeat_columns(0, 2)
    _validate(sheet, _COLUMNS, len(rows))


def _finding(row: FindingRow) -> tuple[Any, ...]:
    return (
        row.number,
        row.severity,
        f"{row.title}\n{row.month or row.legal_basis}",
        _side(row, "明細表") or ("" if row.sides else _archived(row)),
        _side(row, "紀錄表"),
        *_answers(row.life.answer if row.life else None),
        _state(row.life),
        row.message,
        *_course(row, row.life),
        row.life.item if row.life else "",
        row.code,
    )


def _archived(row: FindingRow) -> str:
    """Whose and of when an item is whose papers are not at hand."""
    return "\n".join(filter(None, (row.at, row.user)))


def _fold(fold: FoldRow) -> tuple[Any, ...]:
    """A cause of this month has an item of its own; a tie's row, or an earlier cause's, only says what it is."""
    answerable = fold.kind != TIE and fold.month is None
    return (
        fold.name.rpartition(" ")[2],
        fold.severity,
        f"{fold.title}\n{fold.month or '同一原因' if fold.kind != TIE else ''}　{fold.size} 件",
        fold.sentence if not answerable else f"{fold.members}。按左側 ＋ 展開各件。",
        f"{fold.bearing}按左側 ＋ 展開各件。" if not answerable else fold.bearing,
        *_answers(fold.answer),
        fold.standing.replace("、", "\n"),
        fold.sentence if answerable else "",
        "",
        fold.since or "",
        fold.item,
        fold.kind if answerable else "",
    )


def _side(row: FindingRow, source: str) -> ComparedRow | str:
    return next((side for side in row.sides if side.source == source), "")


def _answers(answer: Answer | None) -> tuple[Any, ...]:
    """The answer that stands, filled in; one with a masked note is told of instead."""
    return (answer.result, answer.note, answer.by, answer.on) if answer and answer.verbatim else ("", "", "", None)


def _state(life: Course | None) -> str:
    return f"{life.state}\n{life.age}" if life else ""


def _course(row: FindingRow, life: Course | None) -> tuple[str, str]:
    """For what and with what result, and what happened to it."""
    outcomes = "\n".join(f"{side.source}　{_outcome(side)}" for side in row.sides)
    story = [f"受理案件：{row.case}"] if row.case else []
    if life is None:
        return outcomes, "\n".join(story)
    story.append("；".join(life.story))
    if life.answer and not life.answer.verbatim:
        story.append(life.answer.sentence)
    return outcomes, "\n".join(filter(None, story))


def _outcome(side: ComparedRow) -> str:
    """Purpose and result in words."""
    return "　".join(filter(None, ("".join(piece.text for piece in cell) for cell in side.cells[-2:])))


def _validate(sheet: Worksheet, columns: Sequence[Column], rows: int) -> None:
    """Offer the results, and take nothing else for a result or for a day."""
    if not rows:
        return
    headings = [column.heading for column in columns]
    result, day = headings.index(ANSWERS[0]), headings.index(ANSWERS[3])
    sheet.data_validation(
        1,
        result,
        rows,
        result,
        {
            "validate": "list",
            "source": list(RESULTS),
            "error_title": ANSWERS[0],
            "error_message": f"請由清單選取：{'、'.join(RESULTS)}。",
        },
    )
    sheet.data_validation(
        1,
        day,
        rows,
        day,
        {
            "validate": "date",
            "criteria": ">=",
            "value": _EARLIEST_ANSWER,
            "input_title": ANSWERS[3],
            "input_message": "請輸入西元日期，如 2026/11/5（Ctrl＋; 為今日），顯示為民國年。",
            "error_title": ANSWERS[3],
            "error_message": "請輸入西元日期，如 2026/11/5。",
        },
    )
