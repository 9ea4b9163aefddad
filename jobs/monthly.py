"""The monthly run as a scheduler calls it: `reconcile run` on the inbox of office.toml, and a log of what it said.

Schedulers swallow output, so every line goes to reconcile.log beside office.toml as well; it names files, counts
and codes, never a person. The run is a child process: a document that brings a library down is still logged.
"""

import os
import subprocess
import sys
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path

import click

from reconcile.errors import ExitCode

LOG = "reconcile.log"
ANSWERS = set(ExitCode) - {ExitCode.FINDINGS_REMAIN}
"""What a run without --exit-code can answer: 1 would be a Python that did not even start it."""


@click.command(help="執行每月勾稽，並將過程記入設定檔旁的 reconcile.log。MONTH 為 2026-10、115-10 等，省略則為上個月。")
@click.argument("month", required=False)
@click.option("--settings", type=click.Path(path_type=Path), default="office.toml", show_default=True, help="設定檔")
def monthly(month: str | None, settings: Path) -> None:
    """Run once; exit as the run did, with 5 where it died without a code of its own."""
    os.umask(0o077)  # the log is its owner's alone, as is all that the run writes
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    arguments = ["run", "--if-changed", "--settings", str(settings), *([month] if month else [])]
    with _log_path(settings).open("a", encoding="utf-8") as log:

        def say(line: str) -> None:
            click.echo(line)
            log.write(f"{datetime.now().astimezone().isoformat(' ', 'seconds')}  {line}\n")
            log.flush()

        say(f"開始執行：reconcile {' '.join(arguments)}")
        with subprocess.Popen(  # noqa: S603 - this Python, this program
            [sys.executable, "-m", "reconcile", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "PYTHONUTF8": "1"},
        ) as run:
            for line in run.stdout or ():
                say(line.rstrip())
        code = run.returncode if run.returncode in ANSWERS else ExitCode.OUR_FAULT
        say(f"執行結束，結束代碼 {code:d}。")
    sys.exit(code)


def _log_path(settings: Path) -> Path:
    """Where the folder of the settings is missing there is no log; the run itself says what is wrong."""
    return settings.parent / LOG if settings.parent.is_dir() else Path(os.devnull)


if __name__ == "__main__":
    monthly()
