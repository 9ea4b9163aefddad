"""reconcile status: what is done, due and open, and until when it is kept."""

import sys
from datetime import datetime
from pathlib import Path

import click

from reconcile import clock, pipeline
from reconcile.cli.office import FOLDER, Office, day_of, day_option, settings_option
from reconcile.cli.saying import hand_over, json_option, say
from reconcile.errors import UsageError
from reconcile.standing import told_to_programs


@click.command()
@click.option("--retention", is_flag=True, help="列出保存年限，並製作銷毀清冊；本程式不刪除任何檔案")
@settings_option
@json_option
@click.option("--out", type=FOLDER, help="銷毀清冊的資料夾，預設為報表資料夾下的 papers")
@day_option("--as-of", "基準日，預設為今天")
def status(
    retention: bool, settings_file: Path | None, out: Path | None, as_of: datetime | None, as_json: bool
) -> None:
    """列出各月份辦理情形、未結事項與期限。"""
    office, today = Office.at(settings_file), day_of(as_of) or clock.today()
    if retention and as_json:
        raise UsageError("--json 列出辦理情形；保存年限（--retention）請不要加 --json。")
    if not retention:
        found = pipeline.office_status(office.settings, office.kept, today)
        if as_json:
            hand_over(told_to_programs(found.today, found.agencies))
        for sentence in found.sentences:
            say(sentence)
        return
    folder = out or office.home / office.settings.office.out / "papers"
    listed = pipeline.list_retention(office.settings, office.kept, folder, today=today)
    for sentence in listed.sentences:
        say(sentence)
    for path in listed.files:
        say(str(path))
    sys.exit(listed.exit_code)
