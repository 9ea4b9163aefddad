"""From what was read to what is said of it: matched, judged, shown beside what came before, and kept."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd

from reconcile.causes import causes_of
from reconcile.history import History
from reconcile.matching import match
from reconcile.outcome import Counts, Input, Matched, Outcome
from reconcile.pipeline.answers import refuse_to_lose_answers
from reconcile.pipeline.archived_runs import earlier_accounts, keep, register_before, with_archive
from reconcile.pipeline.by_hand import with_list_checked
from reconcile.pipeline.inputs import Readings, download_of, misdated, refuse_month_of_nobody
from reconcile.pipeline.job import Job
from reconcile.pipeline.office_record import write_office_record
from reconcile.pipeline.picturing import Drawing
from reconcile.pipeline.remembering import office_history
from reconcile.pipeline.unread import unread_of
from reconcile.reading import incoherences
from reconcile.reports import write_record, write_reports
from reconcile.review import items_of, review_of
from reconcile.rules import catalogue_of, findings_of, judge_month
from reconcile.tables import REGISTER, STATEMENT


def conclude(job: Job, readings: Readings, inputs: tuple[Input, ...], folder: Path) -> Outcome:
    """Write the reports into `folder`, which will stand at `job.out`, and add a link to the archive."""
    archive, settings = job.archive, job.settings
    readings = with_list_checked(job, readings, inputs)
    refuse_month_of_nobody(job, readings)
    history = office_history(archive, settings.office.agency or readings.agency, settings) if archive else None
    if history:
        refuse_to_lose_answers(job.out, job.month, settings, history, job.as_of)
    with Drawing(job, readings) as drawing:
        outcome = reconcile(job, readings, inputs, history, drawing.begin)
        review = review_of(outcome, history, kept=job.keep) if history else None
        outcome, pictures = drawing.added_to(outcome)
    write_record(outcome, folder, review)
    write_office_record(outcome, folder, review, history)
    write_reports(outcome, folder, review, pictures)
    if archive and history and job.keep:
        keep(archive, history, outcome, items_of(outcome, history), job.files, folder)
    return outcome


def reconcile(
    job: Job,
    readings: Readings,
    inputs: tuple[Input, ...],
    history: History | None,
    judged: Callable[[pd.DataFrame], None] | None = None,
) -> Outcome:
    """Match, judge and count what was read: the whole of the month in memory.

    `judged` is told the findings before their causes are sought.
    """
    month, settings, download = job.month, job.settings, download_of(job, readings)
    statement = STATEMENT.conform(pd.concat([reading.table for reading in readings.statement]))
    register = REGISTER.conform(pd.concat([reading.table for reading in readings.register]))
    lists, agency = with_archive(readings.lists, history, month, register), settings.office.agency
    unread = unread_of(readings.statement, readings.register)
    matching = match(statement, register, lists, settings, month=month, unread=unread)
    matched = Matched(
        statement,
        register,
        matching,
        lists,
        settings,
        month,
        download,
        earlier_accounts(history, month),
        readings.purposes_unread,
        job.as_of,
        register_before(history, month),
    )
    judgement = judge_month(matched)
    if judged:
        judged(judgement.findings)

    unseen = replace(lists, seen=None)  # a copy is no rewriting of what the archive saw

    def again(statement: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
        rematched = match(statement, register, unseen, settings, month=month, unread=unread)
        copy = replace(matched, statement=statement, register=register, matching=rematched, lists=unseen)
        return findings_of(copy)

    caused = causes_of(statement, register, matching, judgement.findings, again, lists, settings)
    return Outcome(
        month=month,
        agency=agency or readings.agency,
        as_of=job.as_of,
        inputs=inputs,
        settings=settings,
        catalogue=catalogue_of(settings),
        statement=statement,
        register=register,
        matching=matching,
        findings=caused.findings,
        problems=(
            *readings.problems,
            *misdated(job, readings),
            *incoherences(readings.statement, readings.register, month, agency, settings.office.formerly),
        ),
        counts=Counts.of(list(readings.statement), list(readings.register), matching),
        not_checked=judgement.not_checked,
        lists=lists,
        download=download,
        sample=judgement.sample,
        case_links=judgement.case_links,
        unused_accounts=judgement.unused_accounts,
        causes=caused.causes,
    )
