"""The story of one office's month, from files to a folder of reports and a link in the archive."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from reconcile.archive import locked, whole_history
from reconcile.history import History
from reconcile.matching import match
from reconcile.outcome import Counts, Download, Input, Outcome
from reconcile.pipeline.answers import refuse_to_lose_answers
from reconcile.pipeline.inputs import Files, Readings, download_of, read_files
from reconcile.pipeline.keeping import earlier_accounts, keep, stands
from reconcile.pipeline.showing import with_pictures
from reconcile.publishing import published, record_of
from reconcile.reading import Ask, Progress, incoherences
from reconcile.reports import write_record, write_reports
from reconcile.review import items_of, review_of
from reconcile.rules import case_links, draw_sample, judge, not_checked, unused_accounts
from reconcile.settings import Settings
from reconcile.tables import REGISTER, STATEMENT
from reconcile.text.dates import Month
from reconcile.version import VERSION


def run_month(
    month: Month | str,
    *,
    statements: Sequence[Path | str],
    registers: Sequence[Path | str],
    rosters: Sequence[Path | str] = (),
    cases: Sequence[Path | str] = (),
    fax: Sequence[Path | str] = (),
    aliases: Sequence[Path | str] = (),
    closed_days: Sequence[Path | str] = (),
    settings: Settings | None = None,
    out: Path | str,
    as_of: date | None = None,
    downloaded_on: date | None = None,
    archive: Path | str | None = None,
    progress: Progress | None = None,
    ask: Ask | None = None,
) -> Outcome:
    """Reconcile one office's month, publish its reports as the folder `out`, and keep it in the folder `archive`.

    `as_of` (today if null) is the date that reports bear, `downloaded_on` the day the statement was downloaded (null:
    what it prints, else its file's date). With a null `archive` nothing is kept and nothing said of earlier months.
    `ask` is put to a person where a file needs a password that the environment does not give. Raises a
    ReconcileError, whose `exit_code` says which kind, before anything is written; the folder appears whole or not at
    all.
    """
    roles = (statements, registers, rosters, cases, fax, aliases, closed_days)
    return run_files(
        Month.parse(month) if isinstance(month, str) else month,
        Files(*(tuple(map(Path, given)) for given in roles)),
        settings=settings or Settings(),
        out=Path(out),
        as_of=as_of or date.today(),
        downloaded_on=downloaded_on,
        archive=Path(archive) if archive else None,
        progress=progress,
        ask=ask,
    )


def run_files(
    month: Month,
    files: Files,
    *,
    settings: Settings,
    out: Path,
    as_of: date,
    downloaded_on: date | None,
    archive: Path | None,
    progress: Progress | None = None,
    ask: Ask | None = None,
) -> Outcome:
    """What `run_month` does, of files by their roles."""
    inputs = files.fingerprints()
    with published(out) as folder, locked(archive) if archive else nullcontext():
        readings = read_files(files, settings, progress, ask)
        history = whole_history(archive, settings.office.agency or readings.agency) if archive else None
        if history:
            refuse_to_lose_answers(out, month, settings, history, as_of)
        download = download_of(files, readings, downloaded_on, as_of)
        outcome = reconcile(month, readings, settings, inputs, as_of, download, history)
        review = review_of(outcome, history) if history else None
        outcome, pictures = with_pictures(outcome, files, readings, ask)
        write_record(outcome, folder, review)
        write_reports(outcome, folder, review, pictures)
        if archive and history:
            keep(archive, history, outcome, items_of(outcome), files, folder)
    return outcome


def reconcile(
    month: Month,
    readings: Readings,
    settings: Settings,
    inputs: tuple[Input, ...],
    as_of: date,
    download: Download | None,
    history: History | None,
) -> Outcome:
    """Match, judge and count what was read: the whole of the month in memory."""
    statement = STATEMENT.conform(pd.concat([reading.table for reading in readings.statement]))
    register = REGISTER.conform(pd.concat([reading.table for reading in readings.register]))
    lists, agency = readings.lists, settings.office.agency
    matching = match(statement, register, lists, settings, month=month)
    return Outcome(
        month=month,
        agency=agency or readings.agency,
        as_of=as_of,
        inputs=inputs,
        settings=settings,
        statement=statement,
        register=register,
        matching=matching,
        findings=judge(statement, register, matching, lists, settings, month=month, download=download),
        problems=(*readings.problems, *incoherences(readings.statement, readings.register, month, agency)),
        counts=Counts.of(list(readings.statement), list(readings.register), matching),
        not_checked=not_checked(statement, lists, settings, month=month, download=download),
        lists=lists,
        download=download,
        sample=draw_sample(matching, statement, settings, month),
        case_links=case_links(statement, register, matching, lists, settings),
        unused_accounts=()
        if lists.roster is None
        else unused_accounts(statement, lists.roster, month, settings, earlier_accounts(history, month)),
    )


def standing_record(month: Month, files: Files, settings: Settings, out: Path, archive: Path | None) -> dict[str, Any]:
    """The run.json in `out` where it is of these very files, settings, version and archive; else empty."""
    record = record_of(out)
    given = [asdict(source) for source in files.fingerprints()]
    same = (str(month), VERSION, settings.sha256, given)
    if same != tuple(record.get(key) for key in ("month", "version", "settings_sha256", "inputs")):
        return {}
    return record if archive is None or stands(archive, record) else {}
