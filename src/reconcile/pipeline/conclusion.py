"""From what was read to what is said of it: matched, judged, shown beside what came before, and kept."""

from datetime import date
from pathlib import Path

import pandas as pd

from reconcile.archive import whole_history
from reconcile.history import History
from reconcile.matching import match
from reconcile.outcome import Counts, Download, Input, Outcome
from reconcile.pipeline.answers import refuse_to_lose_answers
from reconcile.pipeline.inputs import Files, Readings, download_of
from reconcile.pipeline.keeping import earlier_accounts, keep
from reconcile.pipeline.showing import with_pictures
from reconcile.reading import Ask, incoherences
from reconcile.reports import write_record, write_reports
from reconcile.review import items_of, review_of
from reconcile.rules import case_links, draw_sample, judge, not_checked, unused_accounts
from reconcile.settings import Settings
from reconcile.tables import REGISTER, STATEMENT
from reconcile.text.dates import Month


def conclude(
    month: Month,
    files: Files,
    readings: Readings,
    inputs: tuple[Input, ...],
    settings: Settings,
    out: Path,
    folder: Path,
    as_of: date,
    downloaded_on: date | None,
    archive: Path | None,
    ask: Ask | None,
) -> Outcome:
    """Write the reports into `folder`, which will stand at `out`, and add a link to the archive."""
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
