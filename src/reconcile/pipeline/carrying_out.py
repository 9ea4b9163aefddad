"""A month carried out, once its files are being opened: read, concluded, published."""

from concurrent.futures import ThreadPoolExecutor

from reconcile.archive import refuse_days_to_come, refuse_deep_month
from reconcile.outcome import Outcome
from reconcile.pipeline.inputs import read_files
from reconcile.pipeline.job import Job
from reconcile.publishing import published


def carried_out(job: Job) -> Outcome:
    """What `running.run` does, its errors included."""
    if job.archive and job.keep:
        refuse_days_to_come(job.as_of)
        given = [(role, path.name) for role, path in job.files.by_role()]
        refuse_deep_month(job.archive, job.settings.office.agency or "", job.month, given)
    inputs = job.files.fingerprints()
    with published(job.out) as folder, ThreadPoolExecutor(1) as reader:
        readings = reader.submit(read_files, job)
        # All other rooms are loaded meanwhile; the thread that waits for the children loads nothing.
        from reconcile.pipeline.conclusion import conclude  # noqa: PLC0415

        return conclude(job, readings.result(), inputs, folder)
