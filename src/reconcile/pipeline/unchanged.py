"""Whether a month would come out as it stands."""

from dataclasses import asdict
from typing import Any

from reconcile.pipeline.archived_runs import is_last_word
from reconcile.pipeline.job import Job
from reconcile.publishing import record_of
from reconcile.version import VERSION


def unchanged_record(job: Job) -> dict[str, Any]:
    """The run.json in `out` where it is of these very files, settings, version and archive; else empty."""
    record = record_of(job.out)
    given = [asdict(source) for source in job.files.fingerprints()]
    same = (str(job.month), VERSION, job.settings.sha256, given)
    if same != tuple(record.get(key) for key in ("month", "version", "settings_sha256", "inputs")):
        return {}
    return record if job.archive is None or is_last_word(job.archive, record, kept=job.keep) else {}
