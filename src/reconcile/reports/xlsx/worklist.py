"""The sheets that the office answers in (`history.WORKLISTS`)."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from xlsxwriter.worksheet import Worksheet

from reconcile.history import ANSWERS, RESULTS
from reconcile.reports.comparison import ComparedRow
from reconcile.reports.course import Answer, Course
from reconcile.reports.findings import FindingRow
from reconcile.reports.folding import CauseRow
from reconcile.reports.view import View
from reconcile.reports.xlsx.one_table import Column, write_grid
from reconcile.reports.xlsx.styles import Styles

_ANSWER_COLUMNS = tuple(
    Column(heading, width, style, "answer_header")
    for heading, width, style in zip(
        ANSWERS, (10, 22, 8, 10), ("answer", "answer", "answer", "answer_day"), strict=True
    )
)
_STATE = Column("狀態", 8)
_ON_SCREEN = (Column("經過", 30), Column("項目代號", 13, "small"), Column("代碼", 19, "small"))
"""What paper has no room for."""
_FINDINGS = (
    Column("編號", 5, "centred"),
    Column("程度", 5, "severity"),
    Column("事項", 13),
    Column("使用者", 8),
    Column("明細表", 22.5),
    Column("紀錄表", 22.5),
    Column("疑點", 33),
    *_ANSWER_COLUMNS,
    _STATE,
    *_ON_SCREEN,
)
_CARRIED = (
    Column("編號", 5, "centred"),
    Column("程度", 5, "severity"),
    Column("事項", 13),
    Column("月份", 9),
    Column("使用者", 8),
    Column("查詢", 20),
    Column("疑點", 40),
    *_ANSWER_COLUMNS,
    _STATE,
    *_ON_SCREEN,
)
_EARLIEST_ANSWER = date(2016, 2, 18)
"""The day the regulation was made."""


def write_worklist(sheet: Worksheet, view: View, findings: Sequence[FindingRow], nothing: str, styles: Styles) -> None:
    """Findings with their evidence and room for answers; earlier answers are filled in."""
    rows = [_finding(row) for row in findings]
    _write(sheet, view, _FINDINGS, rows, nothing, styles)


def write_discrepancies(sheet: Worksheet, view: View, findings: Sequence[FindingRow], styles: Styles) -> None:
    """Each cause as one row to answer, its members folded below it; then what has no cause."""
    rows, folded = list[tuple[Any, ...]](), set[int]()
    for cause in view.causes:
        rows.append(_cause(cause))
        folded |= set(range(len(rows), len(rows) + cause.size))
        rows += [_finding(row) for row in cause.rows]
    rows += [_finding(row) for row in findings]
    _write(sheet, view, _FINDINGS, rows, "本月無待查事項。", styles, folded)


def _finding(row: FindingRow) -> tuple[Any, ...]:
    return (
        row.number,
        row.severity,
        f"{row.title}\n{row.legal_basis}",
        row.user,
        _side(row, "明細表"),
        _side(row, "紀錄表"),
        row.message,
        *_answers(row.life.answer if row.life else None),
        *_course(row.life, row.case),
        row.life.item if row.life else "",
        row.code,
    )


def _cause(cause: CauseRow) -> tuple[Any, ...]:
    return (
        cause.name,
        cause.severity,
        f"同一原因\n{cause.title}\n{cause.size} 件",
        "",
        cause.members,
        f"{cause.bearing}按左側 ＋ 展開各件。",
        cause.sentence,
        *_answers(cause.answer),
        (cause.standing or "").replace("、", "\n"),
        cause.since or "",
        cause.item,
        cause.kind,
    )


def write_carried(sheet: Worksheet, view: View, styles: Styles) -> None:
    """What earlier months left open, with room for answers."""
    rows = [
        (
            row.number,
            row.severity,
            row.title,
            row.month,
            row.user,
            "\n".join(filter(None, (row.at, row.subject))),
            row.message,
            *_answers(row.life.answer),
            *_course(row.life, None),
            row.life.item,
            row.code,
        )
        for row in view.carried
    ]
    _write(sheet, view, _CARRIED, rows, "前月無未結事項。", styles)


def _write(
    sheet: Worksheet,
    view: View,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Any]],
    nothing: str,
    styles: Styles,
    folded: Collection[int] = (),
) -> None:
    write_grid(sheet, view, columns, rows, nothing, styles, folded)
    sheet.print_area(0, 0, max(len(rows), 1), columns.index(_STATE))
    _validate(sheet, columns, len(rows))


def _side(row: FindingRow, source: str) -> ComparedRow | str:
    return next((side for side in row.sides if side.source == source), "")


def _answers(answer: Answer | None) -> tuple[Any, ...]:
    """The answer that stands, filled in; one with a masked note is told of instead."""
    return (answer.result, answer.note, answer.by, answer.on) if answer and answer.verbatim else ("", "", "", None)


def _course(life: Course | None, case: str | None) -> tuple[str, str]:
    story = [f"受理案件：{case}"] if case else []
    if life is None:
        return "", "\n".join(story)
    story += life.story
    if life.answer and not life.answer.verbatim:
        story.append(life.answer.sentence)
    return f"{life.state}\n{life.age}", "\n".join(story)


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
