"""The story of one office's month, from files to a folder of reports and a link in the archive."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from reconcile.archive import locked
from reconcile.outcome import Outcome
from reconcile.pipeline.inputs import Files, read_files
from reconcile.pipeline.keeping import stands
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
        with ThreadPoolExecutor(1) as beside:
            reading = beside.submit(read_files, files, settings, progress, ask)
            from reconcile.pipeline.conclusion import conclude  # noqa: PLC0415 - most rooms load while files are read

            readings = reading.result()
        return conclude(month, files, readings, inputs, settings, out, folder, as_of, downloaded_on, archive, ask)


def standing_record(month: Month, files: Files, settings: Settings, out: Path, archive: Path | None) -> dict[str, Any]:
    """The run.json in `out` where it is of these very files, settings, version and archive; else empty."""
    record = record_of(out)
    given = [asdict(source) for source in files.fingerprints()]
    same = (str(month), VERSION, settings.sha256, given)
    if same != tuple(record.get(key) for key in ("month", "version", "settings_sha256", "inputs")):
        return {}
    return record if archive is None or stands(archive, record) else {}
