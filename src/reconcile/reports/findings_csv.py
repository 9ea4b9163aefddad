"""findings.csv: the table of findings, safe to open in a spreadsheet."""

from pathlib import Path
from typing import Any

import pandas as pd

_LIVE = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def write_findings(findings: pd.DataFrame, path: Path) -> None:
    """Write a conforming frame as UTF-8 with BOM and CRLF; a text that a spreadsheet would run gets an apostrophe."""
    safe = findings.apply(_still)
    path.write_bytes(safe.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig"))


def _still(column: "pd.Series[Any]") -> "pd.Series[Any]":
    if not isinstance(column.dtype, pd.StringDtype):
        return column
    return column.mask(column.str.startswith(_LIVE, na=False), "'" + column)
