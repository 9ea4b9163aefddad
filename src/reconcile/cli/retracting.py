"""reconcile retract and destroyed: what stands no more, on record."""

import getpass
from datetime import datetime
from pathlib import Path

import click

from reconcile import clock, pipeline
from reconcile.cli.office import Office, RocMonth, RocYear, day_of, day_option, settings_option
from reconcile.cli.saying import remark, say
from reconcile.text.dates import Month


@click.command()
@click.argument("month", type=RocMonth(), metavar="月份")
@click.option("--why", required=True, help="撤回之緣由，存入封存並印於文件")
@click.option("--by", help="撤回之人，預設為作業系統之使用者")
@settings_option
@day_option("--as-of", "撤回日期，預設為今天")
def retract(month: Month, why: str, by: str | None, settings_file: Path | None, as_of: datetime | None) -> None:
    """撤回一個月份之勾稽結果：何人、何時、何故存入封存；原執行仍在，其未結及屬實異常事項仍列未結。"""
    office, today = Office.at(settings_file), day_of(as_of) or clock.today()
    who = by if by is not None else f"電腦使用者 {_user()}"
    with office.told_at_home(today):
        for sentence in pipeline.retract(month, why, who, office.settings, office.kept, today):
            say(sentence)
    remark(f"請以正確之檔案重新執行 reconcile run {month}。")


def _user() -> str:
    """Who is logged in; a service may be nobody."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "（無從得知）"


@click.command()
@click.argument("year", type=RocYear(), metavar="年度")
@click.option("--approval", required=True, help="銷毀之核准文號，存入封存")
@settings_option
@day_option("--as-of", "登記日期，預設為今天")
def destroyed(year: int, approval: str, settings_file: Path | None, as_of: datetime | None) -> None:
    """登記屆滿保存年限之年度業經核准銷毀：查驗接受該等缺號，其餘缺號仍列為不符；本程式不刪除任何檔案。"""
    office, today = Office.at(settings_file), day_of(as_of) or clock.today()
    with office.told_at_home(today):
        for sentence in pipeline.record_destruction(year, approval, office.settings, office.kept, today):
            say(sentence)
