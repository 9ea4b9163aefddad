"""reconcile county: every office's month on one page."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconcile import clock, pipeline
from reconcile.cli.office import FOLDER, INPUT, RocMonth, day_of, day_option
from reconcile.cli.saying import remark, say, volume_options
from reconcile.settings import Settings, load_settings

if TYPE_CHECKING:
    from reconcile.text.dates import Month


@click.command()
@click.argument("month", type=RocMonth(), metavar="月份")
@click.option("--offices", type=FOLDER, required=True, help="各所之資料夾：內為各機關資料夾，或各所送交之 office.json")
@click.option("--settings", "settings_file", type=INPUT, help="縣府自己之設定檔（判準、各所名單），省略則依法規預設")
@click.option(
    "--replay",
    type=click.Choice(["now", "then", "both"]),
    help="以縣府判準重新判讀各所封存之原始檔案，列出各所設定所隱藏者；法規依現行（now）、當時（then）或兩者（both）",
)
@click.option("--out", type=FOLDER, help="總覽資料夾，預設為 county/<月份>")
@click.option("--workers", type=click.IntRange(1), help="同時執行之機關數，預設為處理器核心數")
@click.option("--scheduler", metavar="tls://…", help="以叢集執行：排程器之位址，限加密連線")
@day_option("--as-of", "基準日，預設為今天")
@volume_options
def county(
    month: "Month",
    offices: Path,
    settings_file: Path | None,
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
        replay,
        workers,
        scheduler,
        told=lambda done, of: remark(f"{done}／{of} 所"),
    )
    made = county_month(order)
    for sentence in made.sentences:
        say(sentence)
    say(f"總覽：{place / 'county.html'}、county.xlsx、county.pdf")
    sys.exit(made.exit_code)
