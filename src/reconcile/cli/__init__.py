"""The command line: words and exit codes. Results go to stdout, words and progress to stderr."""

import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

import click

from reconcile.access import allow
from reconcile.cli.checking import checklist
from reconcile.cli.county import county
from reconcile.cli.founding import init
from reconcile.cli.helping import speaking_chinese
from reconcile.cli.inspecting import explain, inspect, verify
from reconcile.cli.job import job
from reconcile.cli.making_papers import audit, bind, forms
from reconcile.cli.mistyping import what_was_typed_wrong
from reconcile.cli.reconciling import decide, demo, run
from reconcile.cli.retracting import destroyed, retract
from reconcile.cli.saying import speak_up_again, warn
from reconcile.cli.status import status
from reconcile.errors import ExitCode, ReconcileError
from reconcile.version import VERSION


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="reconcile", help="顯示版本")
def cli() -> None:
    """勾稽主管稽核月明細表與查詢紀錄表。"""


_OF_A_MONTH = (demo, init, job, checklist, run, inspect, explain, decide, retract, status)
_OF_A_YEAR = (destroyed, audit, county, bind, forms, verify)
for command in (*_OF_A_MONTH, *_OF_A_YEAR):
    cli.add_command(speaking_chinese(command))
speaking_chinese(cli)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; never a traceback, never a value from the inputs."""
    speak_up_again()
    os.umask(0o077)  # whatever is written is its owner's alone, from its first byte,
    allow((), Path())  # unless the settings of an office say who else may read it
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        cli.main(args=list(arguments) if arguments is not None else None, prog_name="reconcile", standalone_mode=False)
    except SystemExit as done:
        return int(done.code or 0)
    except ReconcileError as error:
        warn(f"錯誤：{error.sentence}")
        for detail in error.details:
            warn(f"  {detail}")
        return error.exit_code
    except click.UsageError as error:
        for line in what_was_typed_wrong(error):
            warn(line)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        warn("已中止，未寫入任何結果。")
        return ExitCode.OUR_FAULT
    except Exception as error:  # the last door: the text of an error may quote a person's data
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        warn(f"程式發生未預期的錯誤（{type(error).__name__}，{where}），未寫入任何結果，請通知維護人員。")
        return ExitCode.OUR_FAULT
    return ExitCode.FINISHED
