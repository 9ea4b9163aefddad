"""銷毀清冊: what has been kept for as long as it must be, listed for those who decide upon its destruction."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from reconcile.documents import REGISTER, STATEMENT
from reconcile.forms.paper.layout import Form, FormRow, FormTable, Paragraph, Words, cell, text
from reconcile.forms.paper.signature_row import sign_rows
from reconcile.forms.paper.writing import write_form
from reconcile.forms.period import roc_year
from reconcile.holdings import DestructionRow, Holding, Retention
from reconcile.text.dates import roc_date

_NO_FILE_NAME = re.compile(r'[\\/:*?"<>|\s]')
_PAPER = f"本清冊列示封存之電子檔；其紙本（{REGISTER.title}、{STATEMENT.title}、裝訂成冊）請併同辦理。"


def write_retention(held: Retention, folder: Path, *, agency: str, today: date) -> tuple[Path, ...]:
    """Write an agency's 銷毀清冊 as .odt, .docx and .pdf: what is due, what waits for open items, what is kept."""
    rows = [row for row in held.destruction if row.agency == agency]
    due, apart = [row for row in rows if not row.open_items], [row for row in rows if row.open_items]
    kept = [holding for holding in held.holdings if holding.agency == agency and not holding.due]
    document = Form(
        title=f"{agency}應用移民資訊文件銷毀清冊",
        blocks=(
            text(f"{agency}應用移民資訊文件銷毀清冊", size=16, align="center"),
            text(f"製表日期：{roc_date(today)}", size=10, align="right"),
            _heading(f"一、已屆保存年限、擬予銷毀者計 {len(due)} 件"),
            _due_table(due),
            _heading(f"二、仍應保存者計 {len(kept)} 個年度"),
            _kept_table(kept),
            *(_apart(apart) if apart else ()),
            Paragraph((Words(held.assumption),), 9, above=3),
            text(_PAPER, size=9),
            *sign_rows(("承辦人:", "股長:", "單位主管:", "機關首長:")),
        ),
        dated=today,
        footer=f"{agency}　銷毀清冊",
    )
    return write_form(document, folder, f"銷毀清冊-{_NO_FILE_NAME.sub('_', agency)}")


def _heading(words: str) -> Paragraph:
    return Paragraph((Words(words, strong=True),), 12, above=3)


def _apart(rows: Sequence[DestructionRow]) -> tuple[Paragraph, FormTable]:
    """What is due by its years and yet not to be destroyed, with the number of open items that keep it."""
    heading = f"三、已屆保存年限而有未結事項、結案前不予銷毀者計 {len(rows)} 件"
    return _heading(heading), _due_table(rows, apart=True)


def _due_table(rows: Sequence[DestructionRow], *, apart: bool = False) -> FormTable:
    """What may be destroyed with a space for approval, or `apart` what may not yet, with its open items."""
    filled = [
        FormRow(
            (
                cell(str(number), align="center"),
                cell(row.content),
                cell(f"{roc_date(row.as_of)}封存\n{roc_date(row.kept_until)}屆滿", size=10),
                cell(f"{row.folder}\nSHA-256 {row.head[:32]}\n{row.head[32:]}", size=8),
                cell(f"未結 {row.open_items} 件" if apart else "", size=10),
            )
        )
        for number, row in enumerate(rows, start=1)
    ]
    return _table(
        (11.0, 35.0, 38.0, 74.0, 20.0),
        ("編號", "文件", "日期", "封存位置及驗證碼", "未結事項" if apart else "核定"),
        filled,
    )


def _kept_table(holdings: Sequence[Holding]) -> FormTable:
    filled = [
        FormRow(
            (
                cell(roc_year(holding.year), align="center"),
                cell(f"{len(holding.months)} 個月、{len(holding.deposits)} 件封存"),
                cell(roc_date(holding.kept_until)),
            )
        )
        for holding in holdings
    ]
    return _table((30.0, 88.0, 60.0), ("所屬年度", "文件", "保存至"), filled)


def _table(widths: tuple[float, ...], headings: tuple[str, ...], rows: Sequence[FormRow]) -> FormTable:
    head = FormRow(tuple(cell(one, align="center") for one in headings))
    return FormTable(widths, (head, *(rows or [FormRow((cell("（無）", columns=len(headings)),))])), head=1)
