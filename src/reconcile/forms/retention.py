"""銷毀清冊: what has been kept for as long as it must be, listed for those who decide upon its destruction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reconcile.forms.layout import Document, Row, Table, cell, text
from reconcile.forms.signing import sign_rows
from reconcile.forms.writing import write_form
from reconcile.text.dates import roc_date

_WIDTHS = (11.0, 71.0, 32.0, 34.0, 30.0)
_ASSUMED = (
    "保存期限以紀錄所屬年度終了後起算五年列示；要點第七點、第十一點僅定「保存五年」，"
    "起算日為本程式之假設，請依檔案管理法令認定。本程式不刪除任何檔案。"
)


@dataclass(frozen=True)
class KeptRecord:
    """One record kept: what it is, of which month or year, `kept_until` the last day, and whether that is past."""

    title: str
    period: str
    kept_until: date
    due: bool


def write_retention(records: Sequence[KeptRecord], folder: Path, *, agency: str, today: date) -> tuple[Path, ...]:
    """Write 銷毀清冊 as .odt, .docx and .pdf: what is due for destruction first, then what is still to be kept."""
    due, kept = ([record for record in records if record.due is past] for past in (True, False))
    document = Document(
        title=f"{agency}檔案保存年限清冊",
        blocks=(
            text(f"{agency}應用移民資訊文件銷毀清冊", size=16, align="center"),
            text(f"製表日期：{roc_date(today)}", size=10, align="right"),
            text(f"一、已屆保存年限、擬予銷毀者計 {len(due)} 項", size=12, strong=True),
            _table(due, "擬予銷毀"),
            text(f"二、仍應保存者計 {len(kept)} 項", size=12, strong=True),
            _table(kept, "繼續保存"),
            text(_ASSUMED, size=9),
            *sign_rows(("承辦人:", "股長:", "單位主管:", "機關首長:")),
        ),
        dated=today,
        footer=f"{agency}　銷毀清冊",
    )
    return write_form(document, folder, "銷毀清冊")


def _table(records: list[KeptRecord], proposal: str) -> Table:
    headings = ("編號", "文件", "所屬期間", "保存至", "處理意見")
    rows = [
        Row(
            (
                cell(str(number), align="center"),
                cell(record.title),
                cell(record.period),
                cell(roc_date(record.kept_until)),
                cell(proposal),
            )
        )
        for number, record in enumerate(records, start=1)
    ]
    nothing = [Row((cell("（無）", columns=len(headings)),))]
    return Table(_WIDTHS, (Row(tuple(cell(one, align="center") for one in headings)), *(rows or nothing)), head=1)
