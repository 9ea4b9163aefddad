"""The story of one office's month, from files to a folder of reports and a link in the archive."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reconcile import clock
from reconcile.carriers.children import Progress
from reconcile.carriers.isolation import Limits, opened_ahead
from reconcile.carriers.passwords import Ask
from reconcile.documents import OF_MONTH, STATEMENT
from reconcile.pipeline.job import Files, Job
from reconcile.settings import Settings
from reconcile.text.dates import Month

if TYPE_CHECKING:
    from reconcile.outcome import Outcome


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
) -> "Outcome":
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


def run(job: Job) -> "Outcome":
    """What `run_month` does; the files are being opened while all that understands them is loaded."""
    files = [path for role in OF_MONTH for path in job.files.of(role.name)]
    drawn = [path for path in job.files.of(STATEMENT.name) if job.settings.report.pictures]
    with opened_ahead(files, _limits(job.reading), job.progress, to_be_cut=drawn):
        from reconcile.pipeline.carrying_out import carried_out  # noqa: PLC0415

        return carried_out(job)


def _limits(settings: Settings) -> Limits:
    chosen = settings.reading
    return Limits(chosen.seconds, chosen.memory_mb, chosen.pages, chosen.rows, chosen.cells, chosen.second_engine)
