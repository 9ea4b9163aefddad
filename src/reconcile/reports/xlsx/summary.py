"""The sheet 摘要: the conclusion, what leads to it, and what it was made from."""

from collections.abc import Iterable, Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reconcile.reports.first_page import Asked, Task
from reconcile.reports.listing import Chapter
from reconcile.reports.view import View
from reconcile.reports.xlsx.styles import Styles, on_paper, put

_WIDTHS = (24, 26, 8, 22, 68)

Lines = list[tuple[Sequence[str | int], Format]]


def write_summary(sheet: Worksheet, view: View, styles: Styles) -> None:
    """Sentences first, tables below."""
    on_paper(sheet, view)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width, styles.plain)
    lines: Lines = [
        ((f"{view.agency}　{view.month}　{view.title}　製表日期 {view.as_of}",), styles.second),
        *(((alert.word, alert.sentence), styles.warning) for alert in view.alerts),
        ((view.conclusion,), styles.headline),
        ((view.sum,), styles.plain),
        *_section("應辦事項", ((_task(task), task.sentence) for task in view.tasks), styles),
        *([((view.signoff.sentence,), _signed(view, styles))] if view.signoff else []),
        ((view.caution,), styles.soft),
        *_section("筆數勾稽", [("未登載", view.unregistered), *((one.sentence,) for one in view.equations)], styles),
        *(((sentence,), styles.plain) for sentence in view.lead),
        *_section("應詢問之人及日期", (_asked(one) for one in view.asked), styles),
        *(line for section in view.sections for line in _section(section.name, _overview(section, view), styles)),
        *_listed("與前次執行之差異", view.changes, styles),
        *_section("各使用者查詢", ((bar.user, bar.sentence) for bar in view.users), styles),
        *_listed("跨月查詢情形", view.over_months, styles),
        *_listed("久未使用之帳號", view.unused_accounts, styles),
        *_listed("說明", (*view.notes, *view.not_checked), styles),
        *_section("輸入檔", ((given.role, given.file, "", given.size, given.sha256) for given in view.inputs), styles),
        *([(("報表驗證碼", view.seals.digest), styles.soft)] if view.seals.digest else []),
        *([(("前次封存", view.seals.previous), styles.soft)] if view.seals.previous else []),
        (("設定 SHA-256", view.settings_sha256), styles.soft),
        (("程式版本", view.version), styles.soft),
    ]
    heights = {styles.headline: 32, styles.second: 22, styles.section: 22}
    for row, (values, style) in enumerate(lines):
        for column, value in enumerate(values):
            put(sheet, row, column, value, styles.count if isinstance(value, int) else style)
        sheet.set_row(row, heights.get(style, 17))


def _signed(view: View, styles: Styles) -> Format:
    return styles.warning if view.signoff and view.signoff.state == "已失效" else styles.plain


def _listed(title: str, sentences: Sequence[str], styles: Styles) -> Lines:
    return _section(title, ((sentence,) for sentence in sentences), styles) if sentences else []


def _section(title: str, rows: Iterable[Sequence[str | int]], styles: Styles) -> Lines:
    return [
        ((), styles.plain),
        ((title, *[""] * (len(_WIDTHS) - 1)), styles.section),
        *((tuple(row), styles.plain) for row in rows),
    ]


def _task(task: Task) -> str:
    return f"{task.title}（已完成）" if task.done else task.title


def _asked(one: Asked) -> Sequence[str | int]:
    return (one.user or "不屬特定使用者", one.sentence, one.open)


def _overview(section: Chapter, view: View) -> list[Sequence[str | int]]:
    """Its causes and ties, then what was found by code; the numbers of the codes add up to the section's."""
    folds: list[Sequence[str | int]] = [
        (f"{fold.severity}　{fold.title}", fold.name, "", f"{fold.size} 件（含於下列）", fold.sentence)
        for fold in section.folds()
    ]
    kinds: list[Sequence[str | int]] = [
        (f"{kind.severity}　{kind.title}", kind.code, kind.size, f"未結 {kind.open} 件")
        for kind in view.kinds
        if kind.section == section.name
    ]
    total = f"計 {section.size} 件，未結 {section.open} 件"
    return [*folds, *kinds, (total,)] if kinds else [(section.nothing,)]
