"""The checklists of an audit (附件三, 附件四), each box ticked only where the archive decides it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from reconcile.catalogue import Duty
from reconcile.forms.attachments import Attachment, attachments, citation, numbered
from reconcile.forms.books import Books
from reconcile.forms.checklist.account_items import applications, clerk, revocations
from reconcile.forms.checklist.audit import Audit, unmade
from reconcile.forms.checklist.download_item import downloads
from reconcile.forms.checklist.grounds import doubts, grounds
from reconcile.forms.checklist.parts import Part, Weight, answer_of, undecided
from reconcile.forms.checklist.record_items import case_by_case, retention, safeguards, self_audits
from reconcile.forms.period import Period

AuditKind = Literal["self_audit", "county_audit"]
"""Which of the regulation's forms is filled in."""

_JUDGED_BY: dict[str, Callable[[Audit], list[Part]]] = {
    "applications": applications,
    "revocations": revocations,
    "clerk": clerk,
    "case_by_case": case_by_case,
    "downloads": downloads,
    "safeguards": safeguards,
    "retention": retention,
    "self_audits": self_audits,
}
"""By what an item of the regulation's checklist asks about."""

_DUTIES: dict[str, tuple[Duty, ...]] = {
    "applications": ("applications",),
    "revocations": ("revocations",),
    "case_by_case": ("case_by_case", "use"),
    "downloads": ("purposes", "downloads", "use"),
    "safeguards": ("safeguards", "use"),
}
"""Whose rules stand behind an item."""


@dataclass(frozen=True)
class CheckItem:
    """One line of the form: `answer` is true for 是, false for 否, None where a person must say, for this `reason`."""

    wording: str
    answer: bool | None
    sentences: tuple[str, ...]
    reason: str | None


@dataclass(frozen=True)
class Checklist:
    """One form, ready to be written; `form` is its number in the regulation, `title` its title there.

    `missing` lists what is wanting or was found broken; `complete` says that nothing is left that the office could
    supply: what is broken for good is answered 否, and complete. `grounds` are sentences: what the whole form rests on.
    """

    kind: AuditKind
    form: str
    title: str
    agency: str
    period: Period
    held_on: date | None
    today: date
    head: str | None
    items: tuple[CheckItem, ...]
    missing: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    grounds: tuple[str, ...]
    complete: bool
    formerly: tuple[str, ...] = ()


def checklist_of(books: Books, period: Period, *, county: bool, held_on: date | None = None) -> Checklist:
    """附件三, or for the county 附件四, of a year or its half; of a damaged archive nothing is ticked 是."""
    catalogue, history = books.catalogue, books.history
    audit = Audit.of(books, period)
    kind: AuditKind = "county_audit" if county else "self_audit"
    doubted = doubts(audit, books.damage)
    asked = [item for item in catalogue.regulation.checklist if county or not item.county]
    judged = [(item.text, [*_judged(audit, item.item), *doubted]) for item in asked]
    numbers = numbered(file for _, parts in judged for part in parts for file in part.files)
    owed = [part for _, parts in judged for part in parts if part.missing]
    return Checklist(
        kind=kind,
        form=catalogue.regulation.forms[kind].number,
        title=catalogue.regulation.forms[kind].title,
        agency=history.agency,
        period=period,
        held_on=held_on,
        today=books.today,
        head=history.head,
        items=tuple(_item(wording, parts, numbers) for wording, parts in judged),
        missing=tuple(dict.fromkeys(part.sentence for part in owed)),
        attachments=attachments(numbers, books.root),
        grounds=tuple(grounds(audit)),
        formerly=tuple(former.agency for former in history.former),
        complete=not doubted and all(part.weight is Weight.BROKEN for part in owed),
    )


def _judged(audit: Audit, item: str) -> list[Part]:
    """What the archive says to an item; of one that the program does not know, that a person must say."""
    judge = _JUDGED_BY.get(item)
    if judge is None:
        return [undecided("本項不在程式查核範圍，請稽核人員認定後勾選。")]
    return [*judge(audit), *unmade(audit, *_DUTIES.get(item, ()))]


def _item(wording: str, parts: list[Part], numbers: Mapping[Path, int]) -> CheckItem:
    answer = answer_of(parts)
    open_parts = [part for part in parts if part.weight is Weight.UNDECIDED]
    said = [part for part in parts if answer is not None or part.weight is not Weight.UNDECIDED]
    said.sort(key=lambda part: part.weight is not Weight.BROKEN)
    return CheckItem(
        wording=wording,
        answer=answer,
        sentences=tuple(_cited(part, numbers) for part in dict.fromkeys(said)),
        reason="".join(dict.fromkeys(_cited(part, numbers) for part in open_parts)) if answer is None else None,
    )


def _cited(part: Part, numbers: Mapping[Path, int]) -> str:
    """The sentence with the numbers of what proves it."""
    told = citation(part.files, numbers)
    return f"{part.sentence.removesuffix('。')}（{told}）。" if told else part.sentence
