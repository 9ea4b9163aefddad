"""reconcile audit, bind and forms: the papers of the regulation, made from the archive."""

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Literal, cast

import click

from reconcile import clock, pipeline
from reconcile.cli.asking import password_asker
from reconcile.cli.county import audit_offices, side_by_side
from reconcile.cli.office import FOLDER, INPUT, Office, RocYear, day_of, day_option, settings_option
from reconcile.cli.saying import remark, say
from reconcile.documents import FAX, PRINTOUTS
from reconcile.errors import UsageError

_OUT = click.option("--out", type=FOLDER, help="輸出資料夾，預設為報表資料夾下的 papers")


@click.command()
@click.argument("year", type=RocYear(), metavar="年度")
@click.option("--half", type=click.Choice(["1", "2"]), help="上半年 1 或下半年 2，省略則為全年")
@click.option("--county", is_flag=True, help="縣府稽核表，省略則為自主稽核表")
@day_option("--held-on", "稽核日期；填寫後該次稽核存入封存")
@click.option("--offices", type=FOLDER, help="各所之資料夾：一次製作各所之縣府稽核表及彙總（須加 --county）")
@side_by_side
@settings_option
@_OUT
@day_option("--as-of", "製表日期，預設為今天")
def audit(
    year: int,
    half: str | None,
    county: bool,
    held_on: datetime | None,
    offices: Path | None,
    workers: int | None,
    scheduler: str | None,
    settings_file: Path | None,
    out: Path | None,
    as_of: datetime | None,
) -> None:
    """製作自主稽核表或縣府稽核表，逐項附封存之佐證。"""
    if offices:
        if not county:
            raise UsageError("--offices 為縣府一次辦理各所之稽核，須加 --county。")
        days = day_of(held_on), day_of(as_of) or clock.today()
        audit_offices(offices, year, int(half) if half else None, days, settings_file, out, workers, scheduler)
    office = Office.at(settings_file)
    part = cast(Literal[1, 2] | None, int(half) if half else None)
    order = pipeline.AuditOrder(year, part, county, day_of(held_on), day_of(as_of) or clock.today())
    answer(office, order.today, pipeline.make_checklist(office.settings, office.kept, order, folder_of(office, out)))


@click.command()
@click.argument("year", type=RocYear(), metavar="年度")
@click.option("--printouts", type=INPUT, multiple=True, help=f"{PRINTOUTS.title}（可重複）")
@settings_option
@_OUT
@day_option("--as-of", "製表日期，預設為今天")
def bind(
    year: int, printouts: tuple[Path, ...], settings_file: Path | None, out: Path | None, as_of: datetime | None
) -> None:
    """將一年度之紀錄表、明細表、報告與處理結果裝訂成一冊 PDF。"""
    office, today = Office.at(settings_file), day_of(as_of) or clock.today()
    answer(
        office,
        today,
        pipeline.bind_year(
            office.settings,
            office.kept,
            year,
            folder_of(office, out),
            printouts=printouts,
            today=today,
            ask=password_asker(),
        ),
    )


@click.command()
@click.option("--fax", type=INPUT, multiple=True, help=f"{FAX.title}，另製作已填之疑義查詢表（可重複）")
@click.option("--improvement", "items", multiple=True, help="項目代號，另製作說明及改善措施草稿（可重複）")
@day_option("--due-on", "移民署所定提出期限，載於說明及改善措施")
@settings_option
@_OUT
@day_option("--as-of", "製表日期，預設為今天")
def forms(
    fax: tuple[Path, ...],
    items: tuple[str, ...],
    due_on: datetime | None,
    settings_file: Path | None,
    out: Path | None,
    as_of: datetime | None,
) -> None:
    """製作空白表件：查詢紀錄表（含可填寫之活頁簿）與疑義查詢表。"""
    office = Office.at(settings_file)
    folder, today = folder_of(office, out), day_of(as_of) or clock.today()
    if due_on and not items:
        raise UsageError("--due-on 須與 --improvement 一併使用。")
    if fax and items:
        raise UsageError("--fax 與 --improvement 各製作一種文件，請分兩次執行。")
    if items:
        made = pipeline.answer_agency(
            office.settings, office.kept, folder, items=items, due_on=day_of(due_on), today=today
        )
    else:
        ask = password_asker()
        made = pipeline.make_forms(office.settings, folder, fax=fax, today=today, ask=ask)
    answer(office, today, made)


def folder_of(office: Office, out: Path | None) -> Path:
    """Where papers go."""
    return out or office.home / office.settings.office.out / "papers"


def answer(office: Office, today: date, made: "pipeline.Papers") -> None:
    """Say which files were made and what there is to say of them, and end with their exit code."""
    office.renew_home(today)
    for path in made.files:
        say(str(path))
    for sentence in made.sentences:
        remark(sentence)
    sys.exit(made.exit_code)
