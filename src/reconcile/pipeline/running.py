"""The story of one office's month, from files to a folder of reports and a link in the archive."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from reconcile import clock
from reconcile.archive import refuse_days_to_come
from reconcile.outcome import Outcome
from reconcile.pipeline.archived_runs import is_last_word
from reconcile.pipeline.inputs import read_files
from reconcile.pipeline.job import Files, Job
from reconcile.publishing import published, record_of
from reconcile.reading import Ask, Progress
from reconcile.settings import Settings
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

    `as_of` (today if None) is the date that reports bear, `downloaded_on` the day the statement was downloaded (None:
    what it prints, else unknown). With `archive` None nothing is kept and nothing said of earlier months.
    `ask` is put to a person where a file needs a password that the environment does not give. Raises a
    ReconcileError, whose `exit_code` says which kind, before anything is written; the folder appears whole or not at
    all.
    """
    given: dict[str, Sequence[Path | str]] = {
        "statement": statements,
        "register": registers,
        "roster": rosters,
        "cases": cases,
        "fax": fax,
        "aliases": aliases,
        "closed_days": closed_days,
    }
    return run(
        Job(
            month=Month.parse(month) if isinstance(month, str) else month,
            files=Files({role: tuple(map(Path, paths)) for role, paths in given.items()}),
            settings=settings or Settings(),
            out=Path(out),
            as_of=as_of or clock.today(),
            downloaded_on=downloaded_on,
            archive=Path(archive) if archive else None,
            progress=progress,
            ask=ask,
        )
    )


def run(job: Job) -> Outcome:
    """What `run_month` does."""
    if job.archive and job.keep:
        refuse_days_to_come(job.as_of)
    inputs = job.files.fingerprints()
    with published(job.out) as folder, ThreadPoolExecutor(1) as reader:
        readings = reader.submit(read_files, job)
        # All other rooms are loaded while the children read; the thread that waits for them loads nothing.
        from reconcile.pipeline.conclusion import conclude  # noqa: PLC0415

        return conclude(job, readings.result(), inputs, folder)


def unchanged_record(job: Job) -> dict[str, Any]:
    """The run.json in `out` where it is of these very files, settings, version and archive; else empty."""
    record = record_of(job.out)
    given = [asdict(source) for source in job.files.fingerprints()]
    same = (str(job.month), VERSION, job.settings.sha256, given)
    if same != tuple(record.get(key) for key in ("month", "version", "settings_sha256", "inputs")):
        return {}
    return record if job.archive is None or is_last_word(job.archive, record, kept=job.keep) else {}
