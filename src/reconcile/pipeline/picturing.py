"""The rows that a report shows as they stand on the statement's pages."""

from dataclasses import replace

from reconcile.errors import FileRefused
from reconcile.outcome import Outcome
from reconcile.pipeline.inputs import Readings
from reconcile.pipeline.job import Job
from reconcile.reading import pictures
from reconcile.reports import pictured

Pictures = dict[tuple[str, int], bytes]
"""PNG files by statement key."""


def with_pictures(outcome: Outcome, job: Job, readings: Readings) -> tuple[Outcome, Pictures]:
    """As many pictures as the settings allow; where a page cannot be drawn within the limits, the outcome says so."""
    wanted = pictured(outcome.findings, outcome.settings.report.pictures, outcome.catalogue)
    drawn: Pictures = {}
    undrawn: list[str] = []
    for path, reading in zip(job.files.of("statement"), readings.statement, strict=True):
        rows = [row for file, row in wanted if file == path.name and row in reading.spots]
        try:
            found = pictures(path, reading.spots, rows, job.reading, ask=job.ask) if rows else {}
        except FileRefused:
            undrawn.append(f"{path.name}：頁面無法於時限或記憶體限制內繪製，報表未附原頁圖片；其餘結果不受影響。")
            found = {}
        drawn |= {(path.name, row): picture for row, picture in found.items()}
    return replace(outcome, not_checked=(*outcome.not_checked, *undrawn)), drawn
