"""The tables of the house: names, types, keys and order are a public contract (DESIGN §3).

Times are naive local wall time (Asia/Taipei). Missing is None. A frame has passed through
`Table.conform` exactly when a room hands it to another room.

Contract 2 added a few columns and a table to contract 1, whose tables lie in archives: what they
lack is read as None, or False.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from reconcile.frames import in_order, text_of

STATEMENT_KEY = ["statement_file", "statement_row"]
ENTRY_KEY = ["register_file", "register_entry"]
REGISTER_KEY = [*ENTRY_KEY, "register_line"]

pd.set_option("mode.string_storage", "python")
"""For the whole process, so that texts of the contract and all others are of one kind. Arrow's take
longer in every step of a month, from three rows to twenty thousand; beyond, see `frames.text_of`."""

_PANDAS: dict[pa.DataType, Any] = {
    pa.int64(): pd.Int64Dtype(),
    pa.bool_(): np.dtype(bool),
    pa.timestamp("ms"): np.dtype("datetime64[ms]"),
}

_MANY = 10_000
"""Rows of a table from which on it is read by several threads."""

_FEW = 200
"""Rows of a table up to which their order is looked at one by one."""

SCHEMA_VERSION = 2
"""Of this contract; version 0.2 of the program kept to contract 1."""

Row = dict[str, Any]
"""A row of a frame by its columns, plain values, missing ones as None."""


@dataclass(frozen=True)
class Table:
    """One table: its schema, the columns that order its rows, those that are never None.

    `added` are the columns that contract 1 did not have, `since` is the contract that brought the
    table.
    """

    name: str
    schema: pa.Schema
    order: tuple[str, ...]
    required: frozenset[str]
    added: frozenset[str] = frozenset()
    since: int = 1

    @property
    def columns(self) -> list[str]:
        """The column names in the order of the contract."""
        return list(self.schema.names)

    def frame(self, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
        """Rows as a conforming frame; a column that a row does not name is None in it, or False."""
        given = list(rows)
        return self._of(given) if given else self._empty.copy(deep=False)

    def _of(self, rows: list[Mapping[str, Any]]) -> pd.DataFrame:
        return self.conform(pd.DataFrame(rows, columns=pd.Index(self.columns), dtype="object"))

    @cached_property
    def _empty(self) -> pd.DataFrame:
        """Most lists and leftovers of a month hold nothing."""
        return self._of([])

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The same rows with the contract's columns, types and order.

        What contract 1 lacks is None, or False. Raises ValueError where that is impossible.
        """
        lacking = [name for name in self.columns if name not in frame.columns]
        if missing := [name for name in lacking if name not in self.added]:
            raise ValueError(f"table {self.name} lacks the columns {missing}")
        whole = frame.assign(**dict.fromkeys(lacking)) if lacking else frame
        typed = whole[self.columns]
        if list(typed.dtypes) != [_pandas_type(one.type, len(frame)) for one in self.schema]:
            typed = pd.DataFrame({one.name: _typed(whole[one.name], one.type) for one in self.schema})
        for name in self.required:
            if typed[name].hasnans:
                raise ValueError(f"table {self.name}: column {name} must not be null")
        return in_order(typed, self.order)

    def write(self, frame: pd.DataFrame, path: Path | BytesIO) -> None:
        """Write a conforming frame as Parquet; the same rows give the same bytes."""
        arrow = pa.Table.from_pandas(frame, schema=self.schema, preserve_index=False)
        pq.write_table(arrow.replace_schema_metadata(None), path, compression="zstd")

    def read(self, path: Path | BytesIO) -> pd.DataFrame:
        """A conforming frame from Parquet; raises ValueError where the file is not of this contract."""
        with pq.ParquetFile(path) as file:
            threads = file.metadata.num_rows >= _MANY  # fewer are read before threads have been told what to do
            arrow = file.read(use_threads=threads)
        kinds = {pa.int64(): _PANDAS[pa.int64()], pa.string(): text_of(arrow.num_rows)}
        conforms = self._is_as_written(arrow)
        frame = arrow.to_pandas(types_mapper=kinds.get, self_destruct=True, use_threads=threads)
        return cast(pd.DataFrame, frame) if conforms else self.conform(cast(pd.DataFrame, frame))

    def _is_as_written(self, arrow: pa.Table) -> bool:
        """Whether a small file is as `write` left it, so that nothing of it is to be conformed."""
        if arrow.num_rows > _FEW or not arrow.schema.equals(self.schema):
            return False
        told = [one.name for one in self.schema if one.name in self.required or pa.types.is_boolean(one.type)]
        if any(arrow.column(name).null_count for name in told):
            return False
        ranks = ([(one is None, one) for one in arrow.column(name).to_pylist()] for name in self.order)
        return all(former <= latter for former, latter in pairwise(zip(*ranks, strict=True)))


def _typed(column: "pd.Series[Any]", kind: pa.DataType) -> "pd.Series[Any]":
    """The column in the pandas type of the contract; a truth that nobody told is False."""
    if kind == pa.bool_() and column.dtype != "bool":
        column = column.where(column.notna(), False)
    typed: pd.Series[Any] = column.astype(_pandas_type(kind, len(column)))
    return typed


def _pandas_type(kind: pa.DataType, rows: int) -> Any:
    return text_of(rows) if kind == pa.string() else _PANDAS[kind]


STATEMENT = Table(
    "statement",
    pa.schema(
        [
            ("statement_file", pa.string()),
            ("statement_row", pa.int64()),
            ("statement_page", pa.int64()),
            ("agency", pa.string()),
            ("account", pa.string()),
            ("user_name", pa.string()),
            ("queried_at", pa.timestamp("ms")),
            ("function", pa.string()),
            ("condition", pa.string()),
            ("subject_id", pa.string()),
            ("result", pa.string()),
            ("purpose", pa.int64()),
            ("ip", pa.string()),
        ]
    ),
    order=tuple(STATEMENT_KEY),
    required=frozenset(["statement_file", "statement_row", "queried_at"]),
)

REGISTER = Table(
    "register",
    pa.schema(
        [
            ("register_file", pa.string()),
            ("register_entry", pa.int64()),
            ("register_line", pa.int64()),
            ("page_no", pa.int64()),
            ("seq_no", pa.int64()),
            ("agency", pa.string()),
            ("user_name", pa.string()),
            ("login_at", pa.timestamp("ms")),
            ("logout_at", pa.timestamp("ms")),
            ("condition", pa.string()),
            ("subject_id", pa.string()),
            ("result", pa.string()),
            ("purposes", pa.string()),
            ("purpose_note", pa.string()),
            ("remark", pa.string()),
            ("signed_off", pa.bool_()),
            ("signed_by", pa.string()),
            ("voided", pa.bool_()),
        ]
    ),
    order=tuple(REGISTER_KEY),
    required=frozenset([*REGISTER_KEY, "purposes", "signed_off", "voided"]),
    added=frozenset(["voided"]),
)

MATCHES = Table(
    "matches",
    pa.schema(
        [
            ("statement_file", pa.string()),
            ("statement_row", pa.int64()),
            ("register_file", pa.string()),
            ("register_entry", pa.int64()),
            ("register_line", pa.int64()),
            ("tier", pa.string()),
            ("explanation", pa.string()),
        ]
    ),
    order=(*STATEMENT_KEY, *REGISTER_KEY),
    required=frozenset(
        ["statement_file", "statement_row", "register_file", "register_entry", "register_line", "tier", "explanation"]
    ),
)

UNMATCHED = Table(
    "unmatched",
    pa.schema(
        [
            ("statement_file", pa.string()),
            ("statement_row", pa.int64()),
            ("register_file", pa.string()),
            ("register_entry", pa.int64()),
            ("register_line", pa.int64()),
            ("reason", pa.string()),
            ("nearest_statement_file", pa.string()),
            ("nearest_statement_row", pa.int64()),
            ("nearest_register_file", pa.string()),
            ("nearest_register_entry", pa.int64()),
            ("nearest_register_line", pa.int64()),
            ("explanation", pa.string()),
            ("tie", pa.string()),
        ]
    ),
    order=(*STATEMENT_KEY, *REGISTER_KEY),
    required=frozenset(["reason", "explanation"]),
    added=frozenset(["tie"]),
)

FINDINGS = Table(
    "findings",
    pa.schema(
        [
            ("code", pa.string()),
            ("severity", pa.string()),
            ("statement_file", pa.string()),
            ("statement_row", pa.int64()),
            ("register_file", pa.string()),
            ("register_entry", pa.int64()),
            ("register_line", pa.int64()),
            ("message", pa.string()),
            ("legal_basis", pa.string()),
            ("cause", pa.string()),
            ("fax_no", pa.string()),
        ]
    ),
    order=(*STATEMENT_KEY, *REGISTER_KEY, "code"),
    required=frozenset(["code", "severity", "message", "legal_basis"]),
    added=frozenset(["cause", "fax_no"]),
)

CAUSES = Table(
    "causes",
    pa.schema(
        [
            ("cause", pa.string()),
            ("kind", pa.string()),
            ("count", pa.int64()),
            ("sentence", pa.string()),
            ("support", pa.string()),
        ]
    ),
    order=("cause",),
    required=frozenset(["cause", "kind", "count", "sentence", "support"]),
    since=2,
)

TABLES = (STATEMENT, REGISTER, MATCHES, UNMATCHED, FINDINGS, CAUSES)


def plain_rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows of a frame as plain values in the order of its columns, missing ones as None."""
    return zip(*(_plain(column) for _, column in frame.items()), strict=True)


_NONE: Any = None


def _plain(column: "pd.Series[Any]") -> list[Any]:
    values = column.to_numpy(dtype=object)
    missing = pd.isna(values)
    plain: list[Any] = (np.where(missing, _NONE, values) if missing.any() else values).tolist()
    return plain


def records(frame: pd.DataFrame) -> Iterator[Row]:
    """The rows of a frame by its columns."""
    names = list(frame.columns)
    return (dict(zip(names, row, strict=True)) for row in plain_rows(frame))
