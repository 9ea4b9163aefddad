"""The sheet 摘要: the conclusion, what leads to it, and what it was made from."""

from collections.abc import Iterable, Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reconcile.reports.findings import FindingGroup
from reconcile.reports.view import View
from reconcile.reports.xlsx.styles import Styles, on_paper, put

_HEIGHTS = {0: 32, 1: 22}
_WIDTHS = (24, 26, 8, 22, 68)

Lines = list[tuple[Sequence[str | int], Format]]


def write_summary(sheet: Worksheet, view: View, styles: Styles) -> None:
    """Sentences first, tables below."""
    on_paper(sheet, view)
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width, styles.plain)
    first, *others = view.lead
    lines: Lines = [
        ((view.headline,), styles.alarm if view.warning else styles.headline),
        ((first,), styles.second),
        *([((view.warning,), styles.warning)] if view.warning else []),
        *(((sentence,), styles.plain) for sentence in others),
        *([((view.signoff.sentence,), _signed(view, styles))] if view.signoff else []),
        ((f"{view.agency}｜{view.month}｜{view.title}｜製表日期 {view.as_of}",), styles.soft),
        *_section("筆數勾稽", ((equation.sentence,) for equation in view.equations), styles),
        *_section("待查事項", [*_causes(view), *_discrepancies(view)], styles),
        *_section("詢問事項（不計入待查核）", _overview(view.questions, "本月無詢問事項。"), styles),
        *_listed("與前次執行之差異", view.changes, styles),
        *_section(
            "各使用者查詢", ((bar.user, f"{bar.queries} 筆查詢，{bar.open} 筆待查核") for bar in view.users), styles
        ),
        *_listed("跨月查詢情形", view.over_months, styles),
        *_listed("久未使用之帳號", view.unused_accounts, styles),
        *_listed("說明", (*view.notes, *view.not_checked), styles),
        *_section("輸入檔", ((given.role, given.file, "", given.size, given.sha256) for given in view.inputs), styles),
        *([(("報表驗證碼", view.seals.digest), styles.soft)] if view.seals.digest else []),
        *([(("前次封存", view.seals.previous), styles.soft)] if view.seals.previous else []),
        (("設定 SHA-256", view.settings_sha256), styles.soft),
        (("程式版本", view.version), styles.soft),
    ]
    for row, (values, style) in enumerate(lines):
        for column, value in enumerate(values):
            put(sheet, row, column, value, styles.count if isinstance(value, int) else style)
        sheet.set_row(row, _HEIGHTS.get(row, 22 if style is styles.section else 17))


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


def _causes(view: View) -> list[Sequence[str | int]]:
    return [
        (f"{cause.severity}　{cause.title}", cause.name, cause.size, "同一原因", cause.sentence)
        for cause in view.causes
    ]


def _discrepancies(view: View) -> list[Sequence[str | int]]:
    return [] if view.causes and not view.groups else _overview(view.groups, "本月無待查事項。")


def _overview(groups: tuple[FindingGroup, ...], nothing: str) -> list[Sequence[str | int]]:
    return [
        (f"{group.severity}　{group.title}", group.code, len(group.rows), group.legal_basis) for group in groups
    ] or [(nothing,)]
