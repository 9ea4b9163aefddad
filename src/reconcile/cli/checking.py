"""reconcile checklist: the month's queries to look for in a register on paper."""

from pathlib import Path

import click

from reconcile import clock, pipeline
from reconcile.cli.asking import password_asker
from reconcile.cli.making_papers import answer, folder_of
from reconcile.cli.office import FOLDER, INPUT, Office, RocMonth, settings_option
from reconcile.documents import LIST_TO_CHECK, REGISTER, STATEMENT
from reconcile.inbox import find_inputs
from reconcile.text.dates import Month


@click.command()
@click.argument("month", type=RocMonth(), metavar="月份")
@click.option(STATEMENT.option, "statements", type=INPUT, multiple=True, help=f"{STATEMENT.title}（可重複）")
@settings_option
@click.option("--out", type=FOLDER, help="輸出資料夾，預設為報表資料夾下的 papers")
def checklist(month: Month, statements: tuple[Path, ...], settings_file: Path | None, out: Path | None) -> None:
    office = Office.at(settings_file)
    files = (
        statements
        or find_inputs(office.home / office.settings.office.inbox, month, needed=(STATEMENT,)).files[STATEMENT.name]
    )
    answer(
        office,
        clock.today(),
        pipeline.make_list_to_check(
            month,
            files,
            office.settings,
            folder_of(office, out),
            password_asker(),
        ),
    )


checklist.help = f"製作{LIST_TO_CHECK}：{REGISTER.title}為紙本者，逐筆核對後填妥交回，即作為紀錄表。"
