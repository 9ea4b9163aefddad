"""What lies in an archive: a deposit, what it says of itself, and what it keeps."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache, partial
from io import BytesIO
from pathlib import Path
from typing import Any, Literal, TypeVar

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from reconcile.errors import ArchiveBroken
from reconcile.lists import LISTS
from reconcile.tables import TABLES
from reconcile.text.dates import Month

Kind = Literal["run", "decision", "audit", "volume", "retraction", "destruction"]

Held = TypeVar("Held")

_DATA = "data"
_TABLES = {table.name: table for table in (*TABLES, *LISTS.values())}
_NO_TABLE = "不見了或不是合於格式的資料表。"
_SMALL = 1 << 16
"""Bytes up to which a table is remembered: an audit asks every month of a year for the same ones again."""


def _read_table(name: str, content: bytes) -> pd.DataFrame:
    """A table by what its file holds."""
    return _remembered(name, content) if len(content) <= _SMALL else _TABLES[name].read(BytesIO(content))


@lru_cache(maxsize=128)
def _remembered(name: str, content: bytes) -> pd.DataFrame:
    return _TABLES[name].read(BytesIO(content))


@dataclass(frozen=True)
class Decision:
    """One answer to one item: `on` is the day the office wrote, `worklist` the SHA-256 of the file it came in."""

    item: str
    result: str
    note: str
    by: str
    on: date
    worklist: str


@dataclass(frozen=True)
class Signoff:
    """A supervisor's signature under a month, bound to the `digest` that the report bore (`Review.digest`)."""

    by: str
    on: date
    digest: str


@dataclass(frozen=True)
class Deposit:
    """One link of an agency's chain; what it keeps is asked of it, nobody else knows its folders.

    `number` counts from 1 through the chain. `head` is the SHA-256 that seals it and all before it, `previous` that of
    the link before. `record` is what the deposit says of itself: run.json of a run, the decisions of a decision.
    `items` are those of a run, None for other kinds. `month` is None for the yearly kinds, `year` for the others.
    `clock` is what the wall clock said when it was made, None of version 0.2. `digests` are the SHA-256 of what it
    keeps, by path within it.
    """

    number: int
    kind: Kind
    month: Month | None
    as_of: date
    head: str
    previous: str | None
    folder: Path
    record: Mapping[str, Any]
    items: pd.DataFrame | None = None
    decisions: tuple[Decision, ...] = ()
    signoff: Signoff | None = None
    year: int | None = None
    clock: datetime | None = None
    digests: Mapping[str, str] = field(default_factory=dict)

    @property
    def record_file(self) -> Path:
        """What it says of itself, as a file."""
        return self.file("record.json")

    @property
    def worklists(self) -> tuple[Path, ...]:
        """The filled worklists that a decision was taken from."""
        return self.files("worklist")

    def inputs(self, role: str) -> tuple[Path, ...]:
        """The files of a role as a run received them, in order; only those that are there."""
        return self.files(f"inputs/{role}")

    def report(self, name: str) -> Path:
        """One of the reports that a run wrote."""
        return self.file(f"reports/{name}")

    @property
    def office_record(self) -> dict[str, Any]:
        """What a run told of itself without any person (office.json); empty of runs before there was one.

        Raises ArchiveBroken where it is not what was archived.
        """
        path = self.report("office.json")
        if (wanted := self.digests.get(self._path_of(path))) is None:
            return {}
        content = path.read_bytes() if path.is_file() else b""
        if hashlib.sha256(content).hexdigest() != wanted:
            raise ArchiveBroken(
                path.relative_to(self.folder.parents[2]).as_posix(), "內容與封存時不同（SHA-256 不符）。"
            )
        told: dict[str, Any] = json.loads(content)
        return told

    def table_file(self, name: str) -> Path:
        """Where a run keeps a table."""
        return self.file(f"tables/{name}.parquet")

    def table(self, name: str) -> pd.DataFrame:
        """A table that a run was archived with, empty where its contract knew of none or it was given no such list.

        Raises ArchiveBroken where it is not what was archived.
        """
        content = self.table_bytes(name)
        if content is None:
            return _TABLES[name].frame([])
        return self._read(name, content, partial(_read_table, name)).copy(deep=False)

    def columns(self, name: str, wanted: Sequence[str]) -> list[list[Any]]:
        """A few columns of a table of both contracts, row by row as it stands, as plain values.

        A month of years ago is asked for little: the whole table takes ten times as long. Raises ArchiveBroken as
        `table` does.
        """

        def read(content: bytes) -> list[list[Any]]:
            with pq.ParquetFile(BytesIO(content)) as file:
                held = file.read(columns=list(wanted), use_threads=False)
            return [held.column(column).to_pylist() for column in wanted]

        return self._read(name, self._table_file_bytes(name), read)

    def table_bytes(self, name: str) -> bytes | None:
        """A table as its file has it, None where it is empty without one; raises ArchiveBroken as `table` does."""
        lacks = _TABLES[name].since > self.record.get("schema_version", 1)
        if lacks or (name in LISTS and not self.table_file(name).exists() and not self._lists(name)):
            return None
        return self._table_file_bytes(name)

    def _table_file_bytes(self, name: str) -> bytes:
        path = self.table_file(name)
        try:
            content = path.read_bytes()
        except OSError:
            raise self._broken(path, _NO_TABLE) from None
        if self.digests.get(self._path_of(path), digest := hashlib.sha256(content).hexdigest()) != digest:
            raise self._broken(path, "內容與封存時不同（SHA-256 不符）。")
        return content

    def _read(self, name: str, content: bytes, read: Callable[[bytes], Held]) -> Held:
        """What a table of it holds; raises ArchiveBroken where it is not of the contract."""
        try:
            return read(content)
        except (ValueError, KeyError, OSError, pa.ArrowException):
            raise self._broken(self.table_file(name), _NO_TABLE) from None

    def _broken(self, path: Path, fault: str) -> ArchiveBroken:
        return ArchiveBroken(path.relative_to(self.folder.parents[2]).as_posix(), fault)

    def file(self, name: str) -> Path:
        """Where it keeps what it was given under that name."""
        return self.folder / _DATA / name

    def files(self, under: str) -> tuple[Path, ...]:
        """The files that it keeps below that folder, in order; only those that are there."""
        return tuple(sorted(path for path in self.file(under).rglob("*") if path.is_file()))

    def _lists(self, name: str) -> bool:
        return self._path_of(self.table_file(name)) in self.digests

    def _path_of(self, path: Path) -> str:
        return path.relative_to(self.folder).as_posix()


def part_of(file: Path) -> str:
    """The folder within a deposit that one of its files lies in: inputs/statement."""
    parts = file.parts
    return "/".join(parts[len(parts) - parts[::-1].index(_DATA) : -1])
