"""Tables as plain rows, and as bytes that no version of a library changes."""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pandas as pd

Row = dict[str, Any]


def records(frame: pd.DataFrame) -> Iterator[Row]:
    """The rows of a frame as plain values, null as None."""
    names = list(frame.columns)
    plain = [frame[name].astype(object).where(frame[name].notna(), None) for name in names]
    return (dict(zip(names, values, strict=True)) for values in zip(*plain, strict=True))


def canonical(value: Any) -> bytes:
    """JSON on one line of its own; instants to the millisecond."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_written) + "\n").encode()


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        return datetime(*value.timetuple()[:6], value.microsecond).isoformat(timespec="milliseconds")
    return str(value.isoformat())
