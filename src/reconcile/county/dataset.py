"""A Parquet dataset of all that is known, partitioned by month and agency, for questions that no page foresees."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.parquet as pq

from reconcile.county.rows import FIELDS, OfficeRow
from reconcile.text.dates import Month

OFFICES = pa.schema(
    [
        ("folder", pa.string()),
        ("state", pa.string()),
        *((name, pa.int64()) for name in ("exit", "queries", "matched", "unregistered", "certain_unregistered")),
        *((name, pa.int64()) for name in ("unconfirmed", "open", "upheld", "late_days")),
        ("rules_off", pa.list_(pa.string())),
        ("signed", pa.bool_()),
        ("verified", pa.bool_()),
        ("reason", pa.string()),
    ]
)
"""A row an office and month. `open` and `upheld` count the items of that very month; `exit`, `signed`, `verified` and
`reason` are known of the month at hand alone."""

FINDINGS = pa.schema([("folder", pa.string()), ("code", pa.string()), ("count", pa.int64())])
"""A row an office, month and code."""

HIDDEN = pa.schema(
    [
        ("folder", pa.string()),
        ("under", pa.string()),
        ("code", pa.string()),
        *((name, pa.int64()) for name in ("statement_row", "register_entry", "register_line")),
    ]
)
"""A row for each finding that an office's own settings hid, where its month was judged again; nobody is named."""


def write_dataset(rows: Sequence[OfficeRow], month: Month, folder: Path) -> None:
    """Write `offices`, `findings` and `hidden`, each below month=2026-10/agency=…; one file a partition.

    Two folders of one agency are two rows of its partition.
    """
    schemas = {"offices": OFFICES, "findings": FINDINGS, "hidden": HIDDEN}
    parts = defaultdict[tuple[str, str], list[dict[str, Any]]](list)
    for row in rows:
        of = {"folder": row.told["folder"]}
        for name, told in _months(row, month):
            where = f"month={name}/agency={quote(row.name, safe='')}"
            hidden = (row.hidden or {}).get("rows", []) if name == str(month) else []
            parts["offices", where].append(told)
            parts["findings", where] += [{**of, "code": code, "count": n} for code, n in _findings(told)]
            parts["hidden", where] += [{**one, **of} for one in hidden]
    for (kind, where), held in parts.items():
        _write(folder / kind / where, held, schemas[kind])


def _months(row: OfficeRow, month: Month) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each month that is known of an office; the month at hand with all that is known of it."""
    for name, told in {**row.months, str(month): row.months.get(str(month), {})}.items():
        at_hand = {key: row.told[key] for key in FIELDS} if name == str(month) else {}
        own = {key: told[key] for key in ("open", "upheld") if key in told}
        yield name, {**told, **at_hand, **own, "folder": row.told["folder"]}


def _findings(told: dict[str, Any]) -> list[tuple[str, int]]:
    return sorted((told.get("findings") or {}).items())


def _write(folder: Path, rows: list[dict[str, Any]], schema: pa.Schema) -> None:
    if rows:
        folder.mkdir(parents=True, exist_ok=True)
        plain = [{name: row.get(name) for name in schema.names} for row in rows]
        pq.write_table(pa.Table.from_pylist(plain, schema=schema), folder / "part.parquet")
