"""A bar for the pages of a long PDF, on a terminal only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reconcile.cli.saying import draw, is_quiet

_WIDTH = 40


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None] | None]:
    """What hears of pages read, and of how many; None where nobody would see it. The bar is gone when all are read."""
    if is_quiet() or sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    try:
        yield lambda done, total: draw(_bar(done, total))
    finally:
        draw("")


def _bar(done: int, total: int) -> str:
    """讀取明細表 [####......] 12/30 頁: in signs that every code page has."""
    filled = _WIDTH * done // total if total else 0
    return f"讀取明細表 [{'#' * filled}{'.' * (_WIDTH - filled)}] {done}/{total} 頁"
