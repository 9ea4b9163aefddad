"""The rows that a report shows as they stand on the statement's pages, drawn by a child meanwhile."""

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from types import TracebackType

import pandas as pd

from reconcile.errors import FileRefused
from reconcile.outcome import Outcome
from reconcile.pipeline.inputs import Readings
from reconcile.pipeline.job import Job
from reconcile.reading import pictures
from reconcile.reports import pictured
from reconcile.rules import catalogue_of

Pictures = dict[tuple[str, int], bytes]
"""PNG files by statement key."""


class Drawing:
    """As many pictures as the settings allow, from when the findings are known until the reports need them."""

    def __init__(self, job: Job, readings: Readings) -> None:
        self._job, self._readings = job, readings
        self._artist = ThreadPoolExecutor(1)
        self._drawn: Future[tuple[Pictures, list[str]]] | None = None

    def __enter__(self) -> "Drawing":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._artist.shutdown()

    def begin(self, findings: pd.DataFrame) -> None:
        """Have the rows drawn that these findings are about."""
        settings = self._job.settings
        wanted = pictured(findings, settings.report.pictures, catalogue_of(settings))
        self._drawn = self._artist.submit(_drawn, wanted, self._job, self._readings)

    def added_to(self, outcome: Outcome) -> tuple[Outcome, Pictures]:
        """The pictures; where a page cannot be drawn within the limits, the outcome says so."""
        drawn, undrawn = self._drawn.result() if self._drawn else ({}, [])
        return replace(outcome, not_checked=(*outcome.not_checked, *undrawn)), drawn


def _drawn(wanted: list[tuple[str, int]], job: Job, readings: Readings) -> tuple[Pictures, list[str]]:
    """The pictures, and of which files none could be made."""
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
    return drawn, undrawn
