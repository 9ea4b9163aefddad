"""The papers that an office makes from its archive: checklists, the year's volume, forms, what may be destroyed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from reconcile.archive import (
    UNNAMED,
    agencies,
    deposit,
    paper_contents,
    read_history,
    refuse_days_to_come,
    retention,
    verify,
)
from reconcile.errors import ArchiveBroken, ExitCode, UsageError
from reconcile.facts.masking import Masking
from reconcile.facts.workdays import Workdays
from reconcile.forms import (
    Books,
    Half,
    Period,
    checklist_of,
    printouts_of,
    write_blank_forms,
    write_checklist,
    write_fax_forms,
    write_improvement,
    write_retention,
    write_volume,
)
from reconcile.history import History
from reconcile.lists import CLOSED_DAYS
from reconcile.pipeline.remembering import one_office
from reconcile.publishing import added
from reconcile.reading import Ask, read_fax, read_printouts
from reconcile.review import items_named, void_signoffs
from reconcile.rules import catalogue_of
from reconcile.settings import Settings
from reconcile.text.dates import ROC_YEAR_ZERO, Month, roc_date


@dataclass(frozen=True)
class Papers:
    """The files that were made, what there is to say of them, and whether they stand on a whole archive.

    `answers` are those of a checklist: each item with 是 (true), 否 (false) or None, and the reason of None.
    """

    files: tuple[Path, ...]
    sentences: tuple[str, ...] = ()
    exit_code: ExitCode = ExitCode.FINISHED
    answers: tuple[tuple[str, bool | None, str | None], ...] = ()


@dataclass(frozen=True)
class AuditOrder:
    """Which form is wanted: of a year (AD) or its `half`, the county's or the office's own, as of `today`.

    `held_on` is the day on which the audit was held, and then kept; None where none was.
    """

    year: int
    half: Half | None
    county: bool
    held_on: date | None
    today: date


def make_checklist(settings: Settings, root: Path, order: AuditOrder, out: Path) -> Papers:
    """附件三 or 附件四, and where the audit was held the record of it."""
    year, held_on, today = order.year, order.held_on, order.today
    if held_on and held_on > today:
        raise UsageError(f"稽核日期 {roc_date(held_on)} 晚於今天，尚未辦理之稽核不能存入封存；請確認 --held-on。")
    if held_on:
        refuse_days_to_come(today)
    history, damage = _office(settings, root)
    books = replace(
        _books(settings, root, history, today, damage),
        closed_days=_closed(history, settings, year),
        void_signoffs=void_signoffs(history),
    )
    checklist = checklist_of(books, Period(year, order.half), county=order.county, held_on=held_on)
    papers = _placed(out, lambda folder: write_checklist(checklist, folder))
    if held_on and not damage:
        record = {
            "form": checklist.kind,
            "held_on": held_on.isoformat(),
            "half": order.half,
            "complete": checklist.complete,
        }
        _keep(root, history, "audit", year, today, record, papers)
    said = [f"尚缺：{sentence}" for sentence in checklist.missing]
    answers = tuple((item.wording, item.answer, item.reason) for item in checklist.items)
    return Papers(papers, tuple(said), _exit_code(complete=checklist.complete, damage=damage), answers)


def bind_year(
    settings: Settings, root: Path, year: int, out: Path, *, printouts: Sequence[Path], today: date, ask: Ask | None
) -> Papers:
    """The year's volume (要點七); a whole one is kept in the archive, a partial one is marked 未完成 and is not."""
    lists = [read_printouts(path, settings, ask=ask) for path in printouts]
    listed = printouts_of(pd.concat([one.table for one in lists])) if lists else None
    unread = [str(problem) for one in lists for problem in one.problems]
    history, damage = _office(settings, root)
    books = _books(settings, root, history, today, damage)
    with added(out) as folder:
        draft = folder / "volume.pdf"
        volume = write_volume(books, year, draft, listed, unread)
        if volume.complete:
            refuse_days_to_come(today)
        name = f"{year - ROC_YEAR_ZERO}年度合訂本{'' if volume.complete else '（未完成）'}.pdf"
        draft.rename(folder / name)
    papers = (out / name,)
    if volume.complete:
        _keep(root, history, "volume", year, today, volume.record, papers)
    said = [f"共 {volume.pages} 頁。", *(f"尚缺：{sentence}" for sentence in volume.missing)]
    return Papers(papers, tuple(said), _exit_code(complete=volume.complete, damage=damage))


def make_forms(settings: Settings, out: Path, *, fax: Sequence[Path], today: date, ask: Ask | None) -> Papers:
    """附件一 and 附件二 blank; with a fax log also 附件二 filled, a page for each fax."""
    logs = [read_fax(path, settings, ask=ask) for path in fax]

    def write(folder: Path) -> tuple[Path, ...]:
        blank = write_blank_forms(folder, settings.office.agency, settings.regulation)
        if not logs:
            return blank
        rows = pd.concat([log.table for log in logs])
        return (
            *blank,
            *write_fax_forms(rows, folder, agency=settings.office.agency, today=today, regulation=settings.regulation),
        )

    problems = [str(problem) for log in logs for problem in log.problems]
    code = ExitCode.INPUT_PROBLEMS if problems else ExitCode.FINISHED
    return Papers(_placed(out, write), tuple(f"問題：{problem}" for problem in problems), code)


def answer_agency(
    settings: Settings, root: Path, out: Path, *, items: Sequence[str], due_on: date | None, today: date
) -> Papers:
    """The draft of 說明及改善措施 (要點十三, 十四) for the items that are named, with their evidence.

    Raises ArchiveBroken where the archive cannot be read: then no item can be looked up.
    """
    history, damage = one_office(root, settings, checked=True), _damage(root)
    named = items_named(history, items)
    books = _books(settings, root, history, today, damage)
    papers = _placed(out, lambda folder: write_improvement(named, folder, books, due_on))
    return Papers(papers, tuple(damage), _exit_code(complete=True, damage=damage))


def list_retention(settings: Settings, root: Path, out: Path, *, today: date) -> Papers:
    """What is kept until when, and 銷毀清冊 to sign; the program itself destroys nothing.

    Of a damaged archive no list is made: nothing may be destroyed by what cannot be believed.
    """
    if damage := _damage(root):
        said = (*damage, "封存驗證不符，未製作銷毀清冊；請由備份還原，並查明原因後重新執行。")
        return Papers((), said, ExitCode.ARCHIVE_BROKEN)
    named = [settings.office.agency] if settings.office.agency else agencies(root)
    histories = [read_history(root, agency) for agency in (*named, *settings.office.formerly)]
    if settings.office.agency:
        histories[0] = one_office(root, settings)
    held = retention(histories, today, settings)
    said = (*(map(str, held.holdings) if held.holdings else ["封存內尚無任何封存件。"]), held.assumption)
    files: list[Path] = []
    for history in histories:
        files += _placed(out, partial(write_retention, held, agency=history.agency, today=today))
    return Papers(tuple(files), said)


def _office(settings: Settings, root: Path) -> tuple[History, tuple[str, ...]]:
    """The one office of an archive and what `verify` finds wrong with it; an unreadable chain reads as empty."""
    try:
        return one_office(root, settings, checked=True), _damage(root)
    except ArchiveBroken as broken:
        return History(settings.office.agency or UNNAMED), (str(broken),)


def _damage(root: Path) -> tuple[str, ...]:
    """What `verify` finds wrong; nothing where there is no archive yet."""
    return verify(root).faults if root.exists() else ()


def _books(settings: Settings, root: Path, history: History, today: date, damage: Sequence[str]) -> Books:
    """What the office's papers are made from; `since` where the settings say it."""
    since = Month.parse(settings.office.since) if settings.office.since else None
    masking = Masking(settings.report.mask)
    return Books(history, root, catalogue_of(settings), today, since, damage=tuple(damage), masking=masking)


def _closed(history: History, settings: Settings, year: int) -> frozenset[date]:
    """The days without office hours of that year and the month after, by the calendar and the lists of its runs."""
    given = [one.table(CLOSED_DAYS.name) for one in history.everything if one.kind == "run"]
    listed = pd.concat(given).drop_duplicates(["closed_on", "half"]) if given else None
    return Workdays.of(settings.calendar, listed).closed_between(date(year, 1, 1), date(year + 1, 1, 31))


def _keep(
    root: Path, history: History, kind: Any, year: int, today: date, record: dict[str, Any], papers: Sequence[Path]
) -> None:
    deposit(root, history, kind=kind, period=year, as_of=today, record=record, files=paper_contents(papers))


def _placed(out: Path, write: Callable[[Path], tuple[Path, ...]]) -> tuple[Path, ...]:
    """Files made aside and moved into `out`, where papers of the same name are replaced and nothing else is touched."""
    with added(out) as aside:
        made = write(aside)
    return tuple(out / path.name for path in made)


def _exit_code(*, complete: bool, damage: Sequence[str]) -> ExitCode:
    if damage:
        return ExitCode.ARCHIVE_BROKEN
    return ExitCode.FINISHED if complete else ExitCode.INPUT_PROBLEMS
