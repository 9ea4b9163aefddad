"""Plain values as bytes that no version of a library changes."""

import json
from datetime import datetime
from typing import Any


def canonical(value: Any) -> bytes:
    """JSON on one line of its own; instants to the millisecond."""
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_written) + "\n").encode()


def _written(value: Any) -> str:
    if isinstance(value, datetime):
        return datetime(*value.timetuple()[:6], value.microsecond).isoformat(timespec="milliseconds")
    return str(value.isoformat())
