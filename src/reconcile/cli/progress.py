"""A bar for the pages of a long PDF, on a terminal only."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from reconcile.cli.saying import is_quiet


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None] | None]:
    """What hears of pages read, and of how many; None where nobody would see it."""
    if is_quiet() or sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - slow to load
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    console = Console(stderr=True)
    columns = (TextColumn("讀取明細表"), BarColumn(), MofNCompleteColumn(), TextColumn("頁"))
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
