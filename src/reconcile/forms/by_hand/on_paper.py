"""The 逐筆核對表 as paper: sessions under their headings, with room to write beside each query."""

from reconcile.by_hand import CHECKED_BY, CHECKED_ON, FOUND, PAGE, PURPOSE, ROW, SLOT, TOLD, ListedQuery
from reconcile.forms.by_hand.wanted import ListToCheck, instructions
from reconcile.forms.paper.layout import (
    BLANK,
    Block,
    Form,
    FormCell,
    FormRow,
    FormTable,
    Paragraph,
    Words,
    cell,
    lines,
    text,
)

_HEADINGS = (ROW, "時間", "查詢條件", "結果", f"{FOUND}\n✓ 或 無", PAGE, SLOT, PURPOSE, TOLD)
_WIDTHS = (12.0, 18.0, 42.0, 11.0, 17.0, 14.0, 14.0, 29.0, 21.0)
_ROW = 10.0
"""Millimetres, to write in."""


def list_on_paper(wanted: ListToCheck) -> Form:
    """The form, A4 upright."""
    head = FormRow(tuple(cell(one, size=9.5, align="center", middle=True) for one in _HEADINGS), 9)
    boxes = " ".join(f"{BLANK}{number}" for number in wanted.regulation.purposes)
    rows = [head]
    for heading, queries in wanted.sessions():
        told = FormCell((text(heading, size=9.5, strong=True),), columns=len(_WIDTHS))
        rows += [FormRow((told,)), *(_row(one, boxes) for one in queries)]
    seals = "、".join(f"{seal[:16]}…" for seal in wanted.seals)
    signed = f"{CHECKED_BY}（簽章）：\t{CHECKED_ON}：\t明細表驗證碼：{seals}"
    blocks: tuple[Block, ...] = (
        Paragraph((Words(wanted.heading, strong=True),), 15, "center"),
        Paragraph((Words(signed),), 10, stops=(62, 110), above=3),
        *(Paragraph((Words(f"{at}. {one}"),), 9) for at, one in enumerate(instructions(wanted), start=1)),
        Paragraph((Words(""),), 3),
        FormTable(_WIDTHS, tuple(rows), head=1),
        Paragraph((Words(f"計 {len(wanted.queries)} 筆。"),), 10, above=2),
    )
    footer = f"{wanted.heading}　載有完整證號　{CHECKED_BY}：　　　　　　"
    return Form(wanted.heading, blocks, wanted.month.end.date(), footer=footer)


def _row(one: ListedQuery, boxes: str) -> FormRow:
    condition, result = one.printed[4], one.printed[5]
    printed = (
        cell(one.row, size=9.5, align="center", middle=True),
        cell(f"{one.at:%H:%M:%S}", size=9.5, align="center", middle=True),
        FormCell(lines(condition, size=10), middle=True),
        cell(result, size=9.5, align="center", middle=True),
    )
    ticks = cell(boxes, size=9, middle=True)
    return FormRow((*printed, cell(""), cell(""), cell(""), ticks, cell("")), _ROW)
