"""What the files of a run hold once they are read."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

import pandas as pd

from reconcile.documents import LISTS, OF_MONTH
from reconcile.errors import Problem
from reconcile.lists import Lists
from reconcile.outcome import Download, Reading
from reconcile.pipeline.job import Job
from reconcile.reading import contradictions, read_as

AT_A_TIME = 2
"""How many files are read side by side."""


@dataclass(frozen=True)
class Readings:
    """What the files of one run hold."""

    statement: tuple[Reading, ...]
    register: tuple[Reading, ...]
    lists: Lists
    problems: tuple[Problem, ...]

    @property
    def agency(self) -> str | None:
        """The first that a statement or register names."""
        return next((one.facts.agency for one in (*self.statement, *self.register) if one.facts.agency), None)

    @property
    def purposes_unread(self) -> frozenset[tuple[str, int]]:
        """The keys of the register's entries of which nobody can tell what was ticked."""
        facts = [one.facts for one in self.register]
        return frozenset((each.file, entry) for each in facts for entry in each.purposes_unread)


def read_files(job: Job) -> Readings:
    """Read them side by side; each is opened by a child process of its own."""

    def read(role: str, path: Path) -> Reading:
        return read_as(role, path, job.settings, progress=job.progress, ask=job.ask)

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        begun = {role.name: pool.map(partial(read, role.name), job.files.of(role.name)) for role in OF_MONTH}
        readings = {role: tuple(found) for role, found in begun.items()}
    lists = {role.name: readings[role.name] for role in LISTS}
    return Readings(
        statement=readings["statement"],
        register=readings["register"],
        lists=Lists(**{role: _together(found) for role, found in lists.items()}),
        problems=(
            *(problem for found in readings.values() for one in found for problem in one.problems),
            *(problem for role, found in lists.items() for problem in contradictions(role, found)),
        ),
    )


def download_of(job: Job, readings: Readings) -> Download | None:
    """When the statement was downloaded (要點十一): as said, else as it prints, else as its file is dated.

    Of several statements the latest counts. None where a file is dated after the report itself: then its date tells
    nothing.
    """
    if job.downloaded_on:
        return Download(job.downloaded_on, "option")
    printed = [reading.facts.printed_on for reading in readings.statement if reading.facts.printed_on]
    if len(printed) == len(readings.statement):
        return Download(max(printed), "printed")
    dated = max(datetime.fromtimestamp(path.stat().st_mtime).date() for path in job.files.of("statement"))
    return Download(dated, "file") if dated <= job.as_of else None


def _together(readings: Sequence[Reading]) -> pd.DataFrame | None:
    return pd.concat([reading.table for reading in readings], ignore_index=True) if readings else None
