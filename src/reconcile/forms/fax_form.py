"""The form faxed to the agency when its system is down (附件二): blank, or filled from the fax log.

What it prints is the regulation's (`FaxPaper`); how it is set is said here.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import cast

import pandas as pd

from reconcile.facts.workdays import letter_due
from reconcile.forms.paper.layout import (
    BLANK,
    Block,
    Form,
    FormCell,
    FormRow,
    FormTable,
    PageBreak,
    Paragraph,
    Words,
    cell,
    lines,
    text,
)
from reconcile.regulation import Regulation
from reconcile.text.dates import roc_date, roc_moment

_HALF = 89.0
_STOPS = (86.0,)
_STAMP = 22
_NATIONAL = re.compile(r"[A-Z][12][0-9]{8}")
_RESIDENT = re.compile(r"[A-Z][89A-D][0-9]{8}")
_CJK = re.compile("[㐀-鿿]")


@dataclass(frozen=True)
class _Asked:
    """What is written into one form; blank where the log holds nothing."""

    agency: str = ""
    on: str = ""
    user_name: str = ""
    chinese_name: str = ""
    other_name: str = ""
    national_id: str = ""
    resident_id: str = ""
    passport: str = ""
    reason: str = ""
    deadline: str = ""


def blank_fax_form(agency: str | None, regulation: Regulation) -> Form:
    """One page to be filled in by hand."""
    return _document([_Asked(agency=agency or "")], regulation.issued_on, regulation)


def fax_forms(rows: pd.DataFrame, agency: str | None, today: date, regulation: Regulation) -> Form:
    """One page for each row of a fax log (`lists.FAX`), nothing masked: it is sent as it is."""
    asked = [_asked(cast(dict[str, object], row), agency, regulation) for row in rows.to_dict("records")]
    return _document(asked, today, regulation)


def _document(asked: list[_Asked], dated: date, regulation: Regulation) -> Form:
    blocks: list[Block] = []
    for at, one in enumerate(asked):
        blocks += ([PageBreak()] if at else []) + _page(one, regulation)
    form = regulation.forms["fax"]
    return Form(f"{form.number} {form.title}", tuple(blocks), dated)


def _asked(row: dict[str, object], agency: str | None, regulation: Regulation) -> _Asked:
    faxed_at = pd.Timestamp(str(row["faxed_at"]))
    subject = _said(row["subject_id"])
    condition = _said(row["condition"]).strip()
    name = condition.replace(subject, "").strip(" ，,、;；/") if subject else condition
    kind = _kind(subject)
    return _Asked(
        agency=agency or "",
        on=roc_date(faxed_at) if faxed_at == faxed_at.normalize() else roc_moment(faxed_at, seconds=False),
        user_name=_said(row["user_name"]),
        chinese_name=name if _CJK.search(name) else "",
        other_name="" if _CJK.search(name) else name,
        national_id=subject if kind == "national" else "",
        resident_id=subject if kind == "resident" else "",
        passport=subject if kind == "passport" else "",
        reason=_said(row["reason"]),
        deadline=_deadline(faxed_at.date(), row, regulation),
    )


def _kind(subject: str) -> str:
    if not subject:
        return ""
    if _NATIONAL.fullmatch(subject):
        return "national"
    return "resident" if _RESIDENT.fullmatch(subject) else "passport"


def _deadline(faxed_on: date, row: dict[str, object], regulation: Regulation) -> str:
    due_on = roc_date(letter_due(faxed_on, regulation))
    basis = regulation.filled("{fax}：傳真後翌日起{letter_days}內")
    due = f"{roc_date(faxed_on)}傳真，補送公文期限 {due_on}（{basis}）。"
    if pd.isna(row["letter_on"]):  # type: ignore[call-overload]
        return due
    sent = roc_date(pd.Timestamp(str(row["letter_on"])))
    number = _said(row["letter_no"])
    return f"{due}已於{sent}補送{f'（{number}）' if number else ''}。"


def _said(value: object) -> str:
    return value if isinstance(value, str) else ""


def _page(asked: _Asked, regulation: Regulation) -> list[Block]:
    paper, number = regulation.fax_paper, regulation.forms["fax"].number
    written = {**asdict(asked), "box": BLANK}
    title = tuple(Words(words, stacked=at % 2 == 1) for at, words in enumerate(paper.title))
    rows = (
        _whole((Paragraph(title, 15, "center"),), 10),
        _whole(tuple(_line(words, written) for words in paper.asker)),
        _whole(tuple(_line(words, written) for words in paper.subject)),
        _whole((_line(paper.reason, written),), 14),
        _whole(lines(paper.attached, size=10)),
        FormRow(tuple(cell(words, align="center") for words in paper.stamps)),
        FormRow((cell(""), cell("")), _STAMP),
        _whole(lines(paper.answer.format_map(written))),
        _whole((text(paper.reply),), 16),
        _whole(lines(paper.notes, size=10)),
        _whole((text(paper.doubt, align="center"),)),
        *(FormRow(tuple(cell(words, size=9.5) for words in pair)) for pair in paper.contacts),
        _whole(lines(paper.remarks, size=9.5)),
    )
    beneath = [text(f"※ {asked.deadline}（本行非{number}之文字）", size=9)] if asked.deadline else []
    return [text(number, size=9), FormTable((_HALF, _HALF), rows), *beneath]


def _whole(paragraphs: tuple[Paragraph, ...], height: float = 0) -> FormRow:
    return FormRow((FormCell(paragraphs, columns=2),), height)


def _line(words: str, written: Mapping[str, str]) -> Paragraph:
    """A line of the form with what is written in its places."""
    stops = _STOPS if "\t" in words else ()
    return Paragraph((Words(words.format_map(written)),), stops=stops)
