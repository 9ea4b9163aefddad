"""One office's month as a county asks for it: run where no run stands, then told in figures, without any person."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from reconcile.archive import verify
from reconcile.catalogue import Catalogue
from reconcile.deposits import Deposit
from reconcile.documents import ROLES, SIDES
from reconcile.errors import ArchiveBroken, ExitCode, FileRefused, ReconcileError, UsageError
from reconcile.facts.masking import PRIVATE
from reconcile.facts.workdays import download_due
from reconcile.history import History
from reconcile.lives import Life, Lives
from reconcile.pipeline.office_record import changed, days_late, figures_of, items_in, regulation_named, states_of
from reconcile.pipeline.remembering import one_office
from reconcile.review import letters, signed, standing_of, state_of, yearly_duties
from reconcile.rules import catalogue_of
from reconcile.settings import Settings, load_settings
from reconcile.text.dates import Month

_A_YEAR = 12
_KINDS = "pdf|xlsx?|csv|tsv|docx?|ods|odt|txt|html?|xml|json|parquet"
_FILE = re.compile(rf"[^\s「」『』：、，。；（）]+\.(?:{_KINDS})\b", re.IGNORECASE)


@dataclass(frozen=True)
class OfficeOrder:
    """What is asked of one office: where its office.toml lies, which month, and the day that everything bears.

    `arriving` are files of its inbox that were still being written when it was watched; `patience` says how many times
    as long a file may take to be read as it may on a computer of its own. `replay` ("now", "then" or "both") judges the
    month again by the settings of `county_file`, None by the program's own, under the regulation of that time.
    """

    settings_file: Path
    month: Month
    today: date
    arriving: frozenset[Path] = frozenset()
    patience: int = 1
    replay: str | None = None
    county_file: Path | None = None


def office_month(order: OfficeOrder) -> dict[str, Any]:
    """The month's figures, those of the office's earlier months, and what its archive proves: plain values alone.

    What stops a run is told, not raised: `exit` is that run's code and `reason` its sentence.
    """
    told: dict[str, Any] = {"exit": int(ExitCode.FINISHED), "reason": None, "verified": None}
    try:
        settings = load_settings(order.settings_file, catalogue_of(Settings()))
    except ReconcileError as error:
        return told | stopped(error)
    root = order.settings_file.parent / settings.office.archive
    told |= {"agency": settings.office.agency, "late_days": None, "regulation": regulation_named(settings.regulation)}
    told |= {"settings": changed(settings)}
    try:
        history, ended = one_office(root, settings), dict[str, Any]()
        if not history.standing(order.month):
            ended = _run(order, settings, root)
            history = one_office(root, settings)
        told |= _told_by(history, order, settings) | ended
        if order.replay and history.standing(order.month):
            told["hidden"] = _replayed(history, order, settings)
    except ReconcileError as error:
        told |= stopped(error)
    return told | _archive(root, told)


def _run(order: OfficeOrder, settings: Settings, root: Path) -> dict[str, Any]:
    """Run the month from the inbox; what stopped it, nothing where nothing did."""
    from reconcile.inbox import find_inputs  # noqa: PLC0415 - a month that stands reads no papers
    from reconcile.pipeline.dropped import Glances  # noqa: PLC0415
    from reconcile.pipeline.job import Files, Job  # noqa: PLC0415
    from reconcile.pipeline.running import run  # noqa: PLC0415

    home, month = order.settings_file.parent, order.month
    try:
        found = find_inputs(home / settings.office.inbox, month, 0, arriving=order.arriving, glance=Glances(settings))
        out = home / settings.office.out / str(month)
        job = Job(month, Files(found.files), settings, out, order.today, archive=root, patience=order.patience)
        run(job)
    except ArchiveBroken:
        raise
    except ReconcileError as error:
        if _papers_of(order, home / settings.office.inbox):
            return stopped(error)
        sent = f"收件匣內沒有{month.roc}之{ROLES['statement'].title}及{ROLES['register'].title}，請洽該所補送。"
        return {"exit": int(ExitCode.USAGE), "reason": sent, "nothing_sent": True}
    return {}


def _papers_of(order: OfficeOrder, inbox: Path) -> bool:
    """Whether anything lies in the inbox that may be the month's statement or register."""
    from reconcile.inbox import look_into, role_among  # noqa: PLC0415 - a month that stands reads no papers

    if not inbox.is_dir():
        return False
    arrivals = look_into(inbox, 0, order.arriving)
    return any(role_among(arrivals, ROLES[side], order.month) for side in SIDES)


def _told_by(history: History, order: OfficeOrder, settings: Settings) -> dict[str, Any]:
    """What the archive says of the month, and of the months before it."""
    month, today, catalogue = order.month, order.today, catalogue_of(settings)
    lives, run = Lives.of(history), history.standing(order.month)
    since = Month.parse(settings.office.since) if settings.office.since else None
    first = since or min(history.months, default=month)
    months = [one for one in sorted({*history.months, *_last_year(month, first)}) if one <= month]
    of_month = defaultdict[Month, list[Life]](list)
    for life in lives.values():
        of_month[life.month].append(life)
    per_month = {str(one): _month(history, one, of_month[one], today, catalogue) for one in months}
    duties = [*yearly_duties(history, first, today, settings.regulation), *letters(history, settings.regulation)]
    owed = [one for one in duties if not one.done_on and one.due_on < today]
    told = {
        **(_standing(history, run, month, catalogue) if run else {"late_days": _overdue(month, today, catalogue)}),
        **items_in(standing_of(lives.values(), month) if history.everything else None),
        "signed": signed(history, month) if run else None,
        "months": per_month,
        "owed": [{"what": one.what, "due_on": one.due_on.isoformat()} for one in owed],
        "head": history.head,
        **states_of(history, month, today),
    }
    return told | {"agency": PRIVATE.agency(told.get("agency") or settings.office.agency)}


def _replayed(history: History, order: OfficeOrder, settings: Settings) -> dict[str, Any]:
    """What the office's own settings hid; where the month cannot be judged again, why."""
    from reconcile.pipeline.replaying import hidden_by_settings, standpoints  # noqa: PLC0415 - all rooms at once

    told: dict[str, Any] = {"codes": [], "rows": [], "reason": None}
    run = history.standing(order.month)
    assert run is not None, "a month that stands is replayed"
    try:
        county = load_settings(order.county_file, catalogue_of(Settings()))
        for one in standpoints(order.replay or "now", county, settings, run):
            found = hidden_by_settings(history, order.month, one, order.patience)
            told["codes"] += found["codes"]
            told["rows"] += found["rows"]
    except ReconcileError as error:
        told["reason"] = stopped(error)["reason"]
    last = told["codes"][-1]["under"] if told["codes"] else None
    return told | {"count": sum(one["count"] for one in told["codes"] if one["under"] == last)}


def _standing(history: History, run: Deposit, month: Month, catalogue: Catalogue) -> dict[str, Any]:
    """The figures of the run that stands for a month; why it is not finished, where it is not."""
    told = figures_of(run.record, month, catalogue, catalogue.regulation)
    told["late_days"] = first_late(history, month, catalogue)
    if not told["exit"]:
        return told
    return told | {"reason": f"輸入檔有 {told['problems']} 項問題，本月報表為未完成，請該所更正後重跑。"}


def first_late(history: History, month: Month, catalogue: Catalogue) -> int | None:
    """How late the first download of a month was, as any of its runs knows it; None where nobody does.

    The clock of a deposit that holds the statement proves that it was downloaded by then.
    """
    runs, due = history.runs(month), download_due(month, catalogue.regulation)
    known = [late for one in runs if (late := days_late(one.record, month, catalogue.regulation)) is not None]
    clocks = [one.clock.date() for one in runs if one.clock]
    return min([*known, *([0] if clocks and min(clocks) <= due else [])], default=None)


def _month(history: History, month: Month, own: list[Life], today: date, catalogue: Catalogue) -> dict[str, Any]:
    """One month of an office with its own items, for the picture and for the county's table."""
    run = history.standing(month)
    told = {
        "state": state_of(history, month, today, catalogue.regulation),
        "open": sum(life.is_open for life in own),
        "upheld": sum(standing_of(own, month).upheld.values()),
        "late_days": first_late(history, month, catalogue) if run else _overdue(month, today, catalogue),
    }
    return told | (_counted(run, month, catalogue) if run else {})


def _counted(run: Deposit, month: Month, catalogue: Catalogue) -> dict[str, Any]:
    figures = figures_of(run.record, month, catalogue, catalogue.regulation)
    names = ("queries", "matched", "unregistered", "certain_unregistered", "unconfirmed", "findings", "rules_off")
    return {name: figures[name] for name in names}


def _last_year(month: Month, first: Month) -> list[Month]:
    """The last twelve months to that one, from the first of the office on."""
    months = [month]
    while len(months) < _A_YEAR and months[0] > first:
        months.insert(0, months[0].previous)
    return months


def _overdue(month: Month, today: date, catalogue: Catalogue) -> int:
    """How many days a month that nobody has run is late by now."""
    return max((today - download_due(month, catalogue.regulation)) // timedelta(days=1), 0)


def _archive(root: Path, told: Mapping[str, Any]) -> dict[str, Any]:
    """Whether every file of the archive is as it was sealed; None where there is no archive."""
    if not root.is_dir():
        return {"verified": None}
    try:
        found = verify(root)
    except UsageError:
        return {"verified": False}
    if found.sound:
        return {"verified": True if found.deposits else None}
    wrong = f"封存驗證不符 {len(found.faults)} 處，請以 reconcile verify 查明並由備份還原。"
    return {"verified": False, "reason": told["reason"] or wrong}


def stopped(error: ReconcileError) -> dict[str, Any]:
    """The code of an error and its sentence; a file is not named, since its name may be a person's."""
    sentence = f"檔案無法採用：{error.reason}" if isinstance(error, FileRefused) else error.sentence
    unnamed = _FILE.sub("〔檔案〕", sentence)
    return {"exit": int(error.exit_code), "reason": PRIVATE.text(unnamed)}
