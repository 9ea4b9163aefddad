"""Tables of the contract as Parquet: what this program wrote, also an office's part of a county's statement."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.lib
import pyarrow.parquet as pq

from reconcile.errors import FileRefused, Problem
from reconcile.outcome import Facts, Reading
from reconcile.tables import Table

PART = b"reconcile.part"
"""Under this key the metadata of a part hold, as JSON, what the county's statement says beside its rows.

`printed_on`, an ISO day or null; `says_none`: the whole statement is known and holds no row of this office; `unsure`:
nobody can prove that the part is whole.
"""


def read_table(path: Path, table: Table) -> Reading:
    """Read a table of that name; raises FileRefused where it is none."""
    try:
        frame, told = table.read(path), _part(path)
    except (ValueError, TypeError, OSError, pyarrow.lib.ArrowException):
        raise FileRefused(
            path.name, f"不是本程式的 {table.name} 資料表，請改用本程式產生的 {table.name}.parquet。"
        ) from None
    voided = int(frame["voided"].sum()) if "voided" in frame else 0
    facts = Facts(
        file=path.name,
        carrier="parquet",
        rows_printed=len(frame) - voided,
        says_none=bool(told.get("says_none")) and frame.empty,
        printed_on=date.fromisoformat(told["printed_on"]) if told.get("printed_on") else None,
    )
    unsure = "縣府分送時未能證明本所之部分完整，請向縣府查明，或改用自行下載之明細表後重跑。"
    return Reading(frame, (Problem(path.name, "", unsure),) if told.get("unsure") else (), facts)


def _part(path: Path) -> dict[str, Any]:
    """What the metadata tell of a part; empty of any other table. Raises ValueError where it is not ours."""
    told = json.loads((pq.read_schema(path).metadata or {}).get(PART, b"{}"))
    if not isinstance(told, dict):
        raise ValueError("not a part")
    return told
