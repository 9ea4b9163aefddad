"""A checklist on paper: the form as printed, then what is missing and the list of attachments."""

from pathlib import Path

from reconcile.forms.attachments import attachment_table
from reconcile.forms.checklist.answering import CheckItem, Checklist
from reconcile.forms.paper.layout import (
    Block,
    Form,
    FormCell,
    FormRow,
    FormTable,
    PageBreak,
    Paragraph,
    Words,
    boxes,
    cell,
    lines,
    text,
)
from reconcile.forms.paper.signature_row import sign_rows
from reconcile.forms.paper.writing import write_form
from reconcile.text.dates import ROC_YEAR_ZERO, roc_date
from reconcile.version import VERSION

HEADINGS = ("查核項目", "查核結果", "查核情形說明")
SIGNERS = ("稽核人員:", "股長:", "單位主管:")
COUNTY_SIGNERS = ("稽核人員：", "受稽核單位系統管理人員：", "受稽核單位主管：")

_WIDTHS = (62.0, 24.0, 92.0)
_NO_DAY = "    年    月    日"


def write_checklist(checklist: Checklist, folder: Path) -> tuple[Path, ...]:
    """Write the form as .odt, .docx and .pdf into a folder that exists; the same checklist gives the same bytes."""
    name = f"{checklist.form}-{_stem(checklist)}" + ("" if checklist.complete else "（未完成）")
    return write_form(_document(checklist), folder, name)


def _stem(checklist: Checklist) -> str:
    half = checklist.period.half
    return f"{checklist.period.year - ROC_YEAR_ZERO}年" + {None: "", 1: "上半年", 2: "下半年"}[half]


def _document(checklist: Checklist) -> Form:
    county = checklist.kind == "county_audit"
    title = checklist.title if county else f"{checklist.agency}{checklist.title}"
    day = roc_date(checklist.held_on) if checklist.held_on else _NO_DAY
    place = f"受稽核單位：{checklist.agency}\t" if county else ""
    head = FormRow(tuple(cell(heading, align="center", middle=True) for heading in HEADINGS), 8)
    blocks: tuple[Block, ...] = (
        Paragraph((Words(f"{checklist.form}{'' if checklist.complete else '　【未完成】'}"),), 9),
        Paragraph((Words(title),), 15, "center", above=2),
        Paragraph((Words(f"{place}稽核日期:{day}"),), stops=(110.0,) if county else (), above=2),
        Paragraph((Words(""),), 3),
        FormTable(_WIDTHS, (head, *map(_row, checklist.items)), head=1),
        *sign_rows(COUNTY_SIGNERS if county else SIGNERS),
        PageBreak(),
        *_annex(checklist),
    )
    return Form(
        title=f"{checklist.form} {title}",
        blocks=blocks,
        dated=checklist.today,
        footer=f"{checklist.agency}　{checklist.form}　{checklist.period.label}"
        + ("" if checklist.complete else "　未完成"),
    )


def _row(item: CheckItem) -> FormRow:
    ticked = {True: 0, False: 1, None: None}[item.answer]
    said = [*item.sentences, *([f"（未勾選：{item.reason}）"] if item.reason else [])]
    return FormRow(
        (
            FormCell(lines(item.wording, size=10.5), middle=True),
            cell(boxes(("是", "否"), ticked), align="center", middle=True),
            FormCell(tuple(text(sentence, size=9) for sentence in said or [""])),
        ),
        14,
    )


def _annex(checklist: Checklist) -> list[Block]:
    """Beside the form's own wording: what it rests on."""
    state = "" if checklist.complete else "　本表未完成，缺漏補齊後應重新製表。"
    told = [
        f"稽核期間：{checklist.period.label}　製表日期：{roc_date(checklist.today)}　程式版本 {VERSION}{state}",
        *([f"機關沿革：含原{'、原'.join(checklist.formerly)}之封存。"] if checklist.formerly else ()),
        f"封存驗證碼 SHA-256：{checklist.head or '（尚無封存）'}",
        "勾選原則：封存資料足以認定者始予勾選；其餘留空並敘明原因，由稽核人員認定。",
    ]
    missing = [f"{number}. {sentence}" for number, sentence in enumerate(checklist.missing, start=1)]
    return [
        text(f"{checklist.form}附錄（非表格文字）", size=13, strong=True),
        *(text(line, size=9) for line in told),
        Paragraph((Words(f"缺漏及待補事項（{len(missing)} 項）", strong=True),), 11, above=3),
        *(text(line, size=10) for line in missing or ["無。"]),
        Paragraph((Words("認定依據", strong=True),), 11, above=3),
        *(text(line, size=9) for line in checklist.grounds),
        Paragraph((Words(f"佐證清單（{len(checklist.attachments)} 件）", strong=True),), 11, above=3),
        attachment_table(checklist.attachments),
    ]
