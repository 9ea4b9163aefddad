"""The same contest for every matcher: two tables as Parquet in, pairs as Parquet out, and what the matching cost.

Runs in the environment of each contestant, so it imports only what all of them have.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

PAIR = ["statement_row", "register_entry", "register_line"]
Reader = Callable[[Path], pd.DataFrame]
Matcher = Callable[[pd.DataFrame, pd.DataFrame], pd.DataFrame]


def enter(
    match: Matcher, files: Sequence[str], read: tuple[Reader, Reader] = (pd.read_parquet, pd.read_parquet)
) -> None:
    """Let `match` pair the tables and write what it found; prints processor seconds and peak memory as JSON.

    `files` are the statement, the register and where the pairs go; `read` the readers of the first two, whose time
    does not count, but whose memory does.
    """
    statement, register, pairs = map(Path, files)
    tables = read[0](statement), read[1](register)
    start = time.process_time()
    found = match(*tables)
    seconds = time.process_time() - start
    found.to_parquet(pairs, index=False)
    print(json.dumps({"seconds": seconds, "peak_gb": peak_gb()}), file=sys.stdout)


def peak_gb() -> float | None:
    """The greatest resident size of this process so far in GB (10⁹ bytes); None where the platform does not say."""
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9
