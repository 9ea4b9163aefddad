"""A bar for the pages of a long PDF, on a terminal only."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from reconcile.cli.saying import is_quiet


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None]]:
    """What hears of pages read, and of how many."""
    console = Console(stderr=True)
    columns = (TextColumn("讀取明細表"), BarColumn(), MofNCompleteColumn(), TextColumn("頁"))
    unseen = is_quiet() or not console.is_terminal
    with Progress(*columns, console=console, disable=unseen, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
