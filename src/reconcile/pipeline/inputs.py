"""What a run is given: its files by role, their digests, and what they hold once read."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pandas as pd

from reconcile.errors import Problem, UsageError
from reconcile.lists import Lists
from reconcile.outcome import Download, Input, Reading
from reconcile.publishing import fingerprint
from reconcile.reading import (
    Ask,
    Progress,
    contradictions,
    read_aliases,
    read_cases,
    read_closed_days,
    read_fax,
    read_register,
    read_roster,
    read_statement,
)
from reconcile.settings import Settings

SIDES = 2
"""How many files are read at a time."""


@dataclass(frozen=True)
class Files:
    """The files of one run, by role."""

    statement: tuple[Path, ...]
    register: tuple[Path, ...]
    roster: tuple[Path, ...] = ()
    cases: tuple[Path, ...] = ()
    fax: tuple[Path, ...] = ()
    aliases: tuple[Path, ...] = ()
    closed_days: tuple[Path, ...] = ()

    def by_role(self) -> Iterator[tuple[str, Path]]:
        """Every file with its role, in the order of the roles."""
        for role in fields(self):
            for path in getattr(self, role.name):
                yield role.name, path

    def fingerprints(self) -> tuple[Input, ...]:
        """Size and digest of each; raises UsageError where a side has no file or two files cannot be told apart."""
        if not self.statement:
            raise UsageError("沒有指定主管稽核月明細表（--statement），請補上檔案後重跑。")
        if not self.register:
            raise UsageError("沒有指定查詢紀錄表（--register），請補上檔案後重跑。")
        given = tuple(fingerprint(role, path) for role, path in self.by_role())
        names, digests = set[str](), dict[str, str]()
        for one in given:
            if one.file in names:
                raise UsageError(f"檔名「{one.file}」出現兩次，報表將無法分辨出處；請改名，或確認是否重複指定。")
            if one.sha256 in digests:
                raise UsageError(
                    f"「{digests[one.sha256]}」與「{one.file}」內容完全相同，請確認是否拿錯檔案或重複指定。"
                )
            names.add(one.file)
            digests[one.sha256] = one.file
        return given


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


def read_files(files: Files, settings: Settings, progress: Progress | None, ask: Ask | None) -> Readings:
    """Read them side by side; each is opened by a child process of its own."""
    readers: dict[str, Callable[[Path], Reading]] = {
        "statement": partial(read_statement, settings=settings, progress=progress, ask=ask),
        "register": partial(read_register, settings=settings, progress=progress, ask=ask),
        "roster": partial(read_roster, settings=settings, ask=ask),
        "cases": partial(read_cases, settings=settings, ask=ask),
        "fax": partial(read_fax, settings=settings, ask=ask),
        "aliases": partial(read_aliases, settings=settings, ask=ask),
        "closed_days": partial(read_closed_days, settings=settings, ask=ask),
    }
    with ThreadPoolExecutor(SIDES) as pool:
        begun = {role: pool.map(read, getattr(files, role)) for role, read in readers.items()}
        running = {role: list(readings) for role, readings in begun.items()}
    lists = {role: readings for role, readings in running.items() if role not in {"statement", "register"}}
    return Readings(
        statement=tuple(running["statement"]),
        register=tuple(running["register"]),
        lists=Lists(**{role: _together(readings) for role, readings in lists.items()}),
        problems=(
            *(problem for readings in running.values() for reading in readings for problem in reading.problems),
            *(problem for role, readings in lists.items() for problem in contradictions(role, readings)),
        ),
    )


def download_of(files: Files, readings: Readings, downloaded_on: date | None, as_of: date) -> Download | None:
    """When the statement was downloaded (要點十一): as said, else as it prints, else as its file is dated.

    Of several statements the latest counts. Null where a file is dated after the report itself: then its date tells
    nothing.
    """
    if downloaded_on:
        return Download(downloaded_on, "option")
    printed = [reading.facts.printed_on for reading in readings.statement if reading.facts.printed_on]
    if len(printed) == len(readings.statement):
        return Download(max(printed), "printed")
    dated = max(datetime.fromtimestamp(path.stat().st_mtime).date() for path in files.statement)
    return Download(dated, "file") if dated <= as_of else None


def _together(readings: Sequence[Reading]) -> pd.DataFrame | None:
    return pd.concat([reading.table for reading in readings], ignore_index=True) if readings else None
