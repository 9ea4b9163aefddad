"""reconcile init: an office folder, by three questions."""

from pathlib import Path
from typing import Any

import click

from reconcile import clock, pipeline
from reconcile.cli.asking import is_attended
from reconcile.cli.office import FOLDER, SETTINGS_FILE, Office, RocMonth
from reconcile.cli.saying import remark, say
from reconcile.documents import REGISTER
from reconcile.errors import UsageError
from reconcile.text.dates import Month

_ON_PAPER, _ELECTRONIC = "紙本", "電子"


@click.command()
@click.argument("folder", type=FOLDER, required=False, default=Path(), metavar="[資料夾]")
@click.option("--agency", metavar="機關", help="機關全銜，如 花蓮縣花蓮市戶政事務所")
@click.option("--since", type=RocMonth(), metavar="年月", help="開始使用查詢系統的年月，如 115-01 或 2026-01")
@click.option("--paper/--electronic", default=None, help=f"{REGISTER.title}以紙本填寫，或為電子檔")
def init(folder: Path, agency: str | None, since: Month | None, paper: bool | None) -> None:
    """建立機關資料夾：設定檔 office.toml、收件匣，及一頁說明；未以選項回答者，逐一詢問。"""
    pipeline.refuse_founded(folder)
    if None in (agency, since, paper) and not is_attended():
        raise UsageError(
            "沒有終端機可以詢問，請以 --agency 機關、--since 年月，及 --paper（紙本）或 --electronic（電子）一次指定。"
        )
    typed = agency if agency is not None else _ask("機關全銜")
    name = pipeline.official_name(typed)
    if not name or not name.isprintable():
        raise UsageError("機關名稱不可空白或含有換行，請以 --agency 指定機關全銜，如 花蓮縣花蓮市戶政事務所。")
    first = since or _ask("開始使用年月（如 115-01）", RocMonth())
    if paper is None:
        paper = _ask(f"{REGISTER.title}是電子或紙本", click.Choice([_ELECTRONIC, _ON_PAPER])) == _ON_PAPER
    for made in pipeline.found_office(folder, pipeline.Founding(name, first, paper)):
        say(str(made))
    Office.at(folder / SETTINGS_FILE).renew_home(clock.today())
    kept = _ON_PAPER if paper else _ELECTRONIC
    remark(f"機關：{name}；自{first.roc}起；{REGISTER.title}：{kept}。設定可於 office.toml 修改。")
    remark("請將明細表、紀錄表放入收件匣，再執行 reconcile job；什麼檔案放哪裡，見「使用說明.html」。")


def _ask(question: str, kind: "click.ParamType[Any] | None" = None) -> Any:
    """One question at the terminal, put again until it is answered."""
    return click.prompt(question, type=kind, err=True)
