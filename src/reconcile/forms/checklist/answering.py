"""附件三 and 附件四: the checklists of an audit, each box ticked only where the archive decides it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reconcile.catalogue import Catalogue
from reconcile.forms.attachments import Attachment, attachments, citation, numbered
from reconcile.forms.checklist.account_items import applications, clerk, revocations
from reconcile.forms.checklist.audit import Audit
from reconcile.forms.checklist.parts import Part, Weight, answer_of, undecided
from reconcile.forms.checklist.record_items import (
    case_by_case,
    downloads,
    retention,
    safeguards,
    self_audits,
)
from reconcile.forms.period import Half, Period
from reconcile.history import COUNTY_AUDIT, SELF_AUDIT, History
from reconcile.text.dates import Month

_ITEMS: tuple[tuple[str, Callable[[Audit], list[Part]]], ...] = (
    ("帳號申請是否依規定辦理。", applications),
    ("使用者職務異動，是否依規定終止帳號使用權限。", revocations),
    ("是否至少指定一名承辦人員，管理機關人員使用者帳號申請及註銷事宜。", clerk),
    (
        "使用人員（機關）依「花蓮縣戶政機關應用移民資訊連結作業管理要點」第四點使用移民署入出境查詢作業系統，"
        "是否逐案填寫查詢紀錄表，於年度結束後裝釘成冊，並保存五年。",
        case_by_case,
    ),
    (
        "每月十日前是否下載上一月份之主管稽核月明細表，查核查詢紀錄表使用者查詢目的與業務是否相符；"
        "主管稽核月明細表至少保存五年。",
        downloads,
    ),
    (
        "處理個人資料之安全維護措施及資料安全管制作業，是否符合「花蓮縣戶政機關應用移民資訊連結作業管理要點」。",
        safeguards,
    ),
    ("應用移民資料日誌相關查詢文件保存年限至少5年。", retention),
)
_COUNTY_ITEMS = (*_ITEMS, ("每年是否至少辦理二次以上自主稽核作業。", self_audits))


@dataclass(frozen=True)
class CheckItem:
    """One line of the form: `answer` is true for 是, false for 否, null where a person must say, for this `reason`."""

    wording: str
    answer: bool | None
    sentences: tuple[str, ...]
    reason: str | None


@dataclass(frozen=True)
class Checklist:
    """One form, ready to be written.

    `missing` lists what is wanting or was found broken; `complete` says that nothing is left that the office could
    supply: what is broken for good is answered 否, and complete.
    """

    form: str
    agency: str
    period: Period
    held_on: date | None
    today: date
    head: str | None
    items: tuple[CheckItem, ...]
    missing: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    complete: bool


def checklist_of(
    history: History,
    year: int,
    half: Half | None,
    county: bool,
    *,
    today: date,
    root: Path,
    catalogue: Catalogue,
    held_on: date | None = None,
    since: Month | None = None,
    closed_days: frozenset[date] = frozenset(),
    void_signoffs: frozenset[Month] = frozenset(),
    damage: Sequence[str] = (),
) -> Checklist:
    """附件三, or for the county 附件四, of what the archive at `root` holds.

    `since` is the first month in which the office used the agency's system, null where nobody said: then what lies
    before the archive is left to a person. `closed_days` are days without office hours beside weekends, `void_signoffs`
    the months whose sign-off no longer holds, `damage` what a verification of the archive found wrong: with any,
    nothing is ticked 是.
    """
    audit = Audit.of(history, Period(year, half), today, since, closed_days, void_signoffs, catalogue)
    doubts = _doubts(audit, damage)
    judged = [(wording, [*judge(audit), *doubts]) for wording, judge in (_COUNTY_ITEMS if county else _ITEMS)]
    numbers = numbered(file for _, parts in judged for part in parts for file in part.files)
    owed = [part for _, parts in judged for part in parts if part.missing]
    return Checklist(
        form=COUNTY_AUDIT if county else SELF_AUDIT,
        agency=history.agency,
        period=audit.period,
        held_on=held_on,
        today=today,
        head=history.head,
        items=tuple(_item(wording, parts, numbers) for wording, parts in judged),
        missing=tuple(dict.fromkeys(part.sentence for part in owed)),
        attachments=attachments(numbers, root),
        complete=not doubts and all(part.weight is Weight.BROKEN for part in owed),
    )


def _doubts(audit: Audit, damage: Sequence[str]) -> list[Part]:
    """What keeps every item from being ticked 是."""
    parts = [undecided(f"封存驗證不符：{sentence}", missing=True) for sentence in damage]
    if not audit.period.is_over(audit.today):
        parts.append(undecided(f"{audit.period.label}資料尚未屆期，僅供期中參考。"))
    if not audit.months:
        parts.append(undecided("期間內封存中無任何勾稽資料。", missing=True))
    return parts


def _item(wording: str, parts: list[Part], numbers: Mapping[Path, int]) -> CheckItem:
    answer = answer_of(parts)
    open_parts = [part for part in parts if part.weight is Weight.UNDECIDED]
    said = [part for part in parts if answer is not None or part.weight is not Weight.UNDECIDED]
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
