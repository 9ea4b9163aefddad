"""reconcile job: what a scheduler or a double-click calls, with a log of what it said."""

import os
import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import click

from reconcile import clock, pipeline
from reconcile.cli.asking import password_asker
from reconcile.cli.office import SETTINGS_FILE, Office, RocMonth, day_of, day_option, settings_option
from reconcile.cli.progress import progress_bar
from reconcile.cli.saying import detail, logged, say, volume_options, warn
from reconcile.errors import ExitCode, ReconcileError
from reconcile.text.dates import Month

LOG = "reconcile.log"
_TELL: dict[str, Callable[[str], None]] = {"result": say, "detail": detail, "wrong": warn}


@click.command()
@click.argument("month", type=RocMonth(), required=False, metavar="[月份]")
@settings_option
@day_option("--as-of", "報表日期，預設為今天")
@volume_options
def job(month: Month | None, settings_file: Path | None, as_of: datetime | None) -> None:
    """收錄收件匣的答覆，檔案有變動的月份重新勾稽，並記入設定檔旁的 reconcile.log；供排程或雙擊執行。"""
    home = settings_file.parent if settings_file else Path()
    is_office = home.is_dir() if settings_file else SETTINGS_FILE.exists()
    with logged(home / LOG if is_office else Path(os.devnull)):
        detail("開始執行：reconcile job" + (f" {month}" if month else ""))
        try:
            code = _do(month, settings_file, day_of(as_of))
        except ReconcileError as error:
            warn(f"錯誤：{error.sentence}")
            for line in error.details:
                warn(f"  {line}")
            code = error.exit_code
        except Exception:
            detail(f"執行結束，結束代碼 {ExitCode.OUR_FAULT:d}（程式發生未預期的錯誤）。")
            raise
        detail(f"執行結束，結束代碼 {code:d}。")
    sys.exit(code)


def _do(month: Month | None, settings_file: Path | None, today: date | None) -> ExitCode:
    office = Office.at(settings_file)
    office.refuse_without_settings()
    with progress_bar() as progress:
        errand = pipeline.Errand(
            office.settings,
            office.home,
            today or clock.today(),
            month,
            progress=progress,
            ask=password_asker(),
        )
        return pipeline.do_errand(errand, lambda how, line: _TELL[how](line))
