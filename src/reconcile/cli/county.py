"""reconcile county: every office's month on one page; and the county's audit of every office."""

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from reconcile import clock, pipeline
from reconcile.cli.office import FOLDER, INPUT, RocMonth, day_of, day_option
from reconcile.cli.saying import remark, say, volume_options
from reconcile.documents import STATEMENT
from reconcile.settings import Settings, load_settings

if TYPE_CHECKING:
    from reconcile.text.dates import Month


def side_by_side(command: Callable[..., Any]) -> Callable[..., Any]:
    """--workers and --scheduler: how many offices at a time, here or on a cluster."""
    words = "以叢集執行：排程器之位址，限加密連線"
    command = click.option("--scheduler", metavar="tls://…", help=words)(command)
    words = "同時執行之機關數，預設為處理器核心數"
    return click.option("--workers", type=click.IntRange(1), help=words)(command)


@click.command()
@click.argument("month", type=RocMonth(), metavar="月份")
@click.option("--offices", type=FOLDER, required=True, help="各所之資料夾：內為各機關資料夾，或各所送交之 office.json")
@click.option("--settings", "settings_file", type=INPUT, help="縣府自己之設定檔（判準、各所名單），省略則依法規預設")
@click.option("--statement", type=INPUT, help=f"全縣一份之{STATEMENT.title}：依機關分送各所收件匣，附完整性證明")
@click.option(
    "--replay",
    type=click.Choice(["now", "then", "both"]),
    help="以縣府判準重新判讀各所封存之原始檔案，列出各所設定所隱藏者；法規依現行（now）、當時（then）或兩者（both）",
)
@click.option("--out", type=FOLDER, help="總覽資料夾，預設為 county/<月份>")
@side_by_side
@day_option("--as-of", "基準日，預設為今天")
@volume_options
def county(
    month: "Month",
    offices: Path,
    settings_file: Path | None,
    statement: Path | None,
    replay: str | None,
    out: Path | None,
    workers: int | None,
    scheduler: str | None,
    as_of: datetime | None,
) -> None:
    """彙整各所一個月份之勾稽為一頁；尚未執行者由其收件匣執行並封存於該所。"""
    from reconcile.county import CountyOrder, county_month  # noqa: PLC0415 - no other command needs it

    settings = load_settings(settings_file, pipeline.catalogue_of(Settings()))
    place = out or Path("county") / str(month)
    order = CountyOrder(
        month,
        offices,
        place,
        day_of(as_of) or clock.today(),
        settings,
        settings_file,
        statement,
        replay,
        workers,
        scheduler,
        told=_heard,
    )
    made = county_month(order)
    for sentence in made.sentences:
        say(sentence)
    say(f"總覽：{place / 'county.html'}、county.xlsx、county.pdf")
    sys.exit(made.exit_code)


def audit_offices(
    offices: Path,
    year: int,
    half: int | None,
    days: tuple[date | None, date],
    settings_file: Path | None,
    out: Path | None,
    workers: int | None,
    scheduler: str | None,
) -> NoReturn:
    """附件四 of every office and their summary; `days` are that on which the audits were held, and the day of today."""
    from reconcile.county import CountyAuditOrder, audit_county  # noqa: PLC0415 - no other command needs it

    settings = load_settings(settings_file, pipeline.catalogue_of(Settings()))
    held_on, today = days
    place = out or Path("county") / f"audit-{year}{f'-{half}' if half else ''}"
    order = CountyAuditOrder(year, half, held_on, offices, place, today, settings, workers, scheduler, told=_heard)
    made = audit_county(order)
    for sentence in made.sentences:
        say(sentence)
    say(f"彙總：{place / 'audit.html'}、audit.xlsx、audit.pdf")
    sys.exit(made.exit_code)


def _heard(done: int, of: int) -> None:
    remark(f"{done}／{of} 所")
