"""The tables of the house: names, types, keys and order are a public contract (DESIGN §3).

Times are naive local wall time (Asia/Taipei). Missing is null. A frame has passed through `Table.conform`
exactly when a room hands it to another room.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

STATEMENT_KEY = ["statement_file", "statement_row"]
ENTRY_KEY = ["register_file", "register_entry"]
REGISTER_KEY = [*ENTRY_KEY, "register_line"]

_PANDAS = {
    pa.string(): "string",
    pa.int64(): "Int64",
    pa.bool_(): "bool",
    pa.timestamp("ms"): "datetime64[ms]",
}


Row = dict[str, Any]
"""A row of a frame by its columns, plain values, null as None."""


@dataclass(frozen=True)
class Table:
    """One table of the contract: its schema, the columns that order its rows, those that are never null."""

    name: str
    schema: pa.Schema
    order: tuple[str, ...]
    required: frozenset[str]

    @property
    def columns(self) -> list[str]:
        """The column names in the order of the contract."""
        return list(self.schema.names)

    def frame(self, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
        """Rows as a conforming frame; a column that a row does not name is null in it."""
        return self.conform(pd.DataFrame(list(rows), columns=pd.Index(self.columns), dtype="object"))

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The same rows with the contract's columns, types and order; raises ValueError where that is impossible."""
        missing = [name for name in self.columns if name not in frame.columns]
        if missing:
            raise ValueError(f"table {self.name} lacks the columns {missing}")
        typed = pd.DataFrame({field.name: frame[field.name].astype(_PANDAS[field.type]) for field in self.schema})
        for name in self.required:
            if bool(typed[name].isna().any()):
                raise ValueError(f"table {self.name}: column {name} must not be null")
        return typed.sort_values(list(self.order), kind="stable", na_position="last", ignore_index=True)

    def write(self, frame: pd.DataFrame, path: Path) -> None:
        """Write a conforming frame as Parquet; the same rows give the same bytes."""
        arrow = pa.Table.from_pandas(frame, schema=self.schema, preserve_index=False)
        pq.write_table(arrow.replace_schema_metadata(None), path, compression="zstd")

    def read(self, path: Path) -> pd.DataFrame:
        """A conforming frame from Parquet; raises ValueError where the file is not of this contract."""
        return self.conform(cast(pd.DataFrame, pq.read_table(path).to_pandas()))


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
        ]
    ),
    order=tuple(REGISTER_KEY),
    required=frozenset(["register_file", "register_entry", "register_line", "purposes", "signed_off"]),
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
        ]
    ),
    order=(*STATEMENT_KEY, *REGISTER_KEY),
    required=frozenset(["reason", "explanation"]),
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
        ]
    ),
    order=(*STATEMENT_KEY, *REGISTER_KEY, "code"),
    required=frozenset(["code", "severity", "message", "legal_basis"]),
)

TABLES = (STATEMENT, REGISTER, MATCHES, UNMATCHED, FINDINGS)


def plain_rows(frame: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """The rows of a frame as plain values in the order of its columns, null as None."""
    return zip(*(frame[name].astype(object).where(frame[name].notna(), None) for name in frame.columns), strict=True)


def records(frame: pd.DataFrame) -> Iterator[Row]:
    """The rows of a frame by its columns."""
    names = list(frame.columns)
    return (dict(zip(names, row, strict=True)) for row in plain_rows(frame))
