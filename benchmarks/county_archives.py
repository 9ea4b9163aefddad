"""An office with years of months behind it, for the benchmark of a county: each run, answered, signed by nobody."""

import os
import shutil
from datetime import date
from pathlib import Path

import pandas as pd

from reconcile.archive import decision_record, deposit, read_history
from reconcile.deposits import Decision
from reconcile.pipeline.job import Files, Job
from reconcile.pipeline.running import run
from reconcile.settings import Settings, load_settings
from reconcile.tables import REGISTER, STATEMENT
from reconcile.text.dates import Month

AGENCY = "花蓮縣花蓮市戶政事務所"
FIRST = Month(2015, 11)

Papers = tuple[pd.DataFrame, pd.DataFrame]


def lived(home: Path, months: int, papers: Papers) -> Path:
    """So many months from `FIRST` on in the archive, every item answered; goes on where it was left."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "office.toml").write_text(f'[office]\nagency = "{AGENCY}"\nsince = "{FIRST}"\n', encoding="utf-8")
    settings = load_settings(home / "office.toml")
    done = len(read_history(home / "archive", AGENCY).months)
    for month in _months(months)[done:]:
        _live(home, month, papers, settings)
    return home


def beside(home: Path, folder: Path, name: str, month: Month, papers: Papers) -> Path:
    """The same office once more in another folder, the papers of one more month in its inbox; its settings file.

    What is archived is linked, not copied: it is only ever read.
    """
    shutil.copytree(home / "archive", folder / name / "archive", copy_function=os.link)
    shutil.copy(home / "office.toml", folder / name / "office.toml")
    send(folder / name, month, papers)
    return folder / name / "office.toml"


def send(home: Path, month: Month, papers: Papers) -> Files:
    """The month's papers alone in the inbox: those given, moved to that month, about other persons each month."""
    inbox = home / "inbox"
    shutil.rmtree(inbox, ignore_errors=True)
    inbox.mkdir()
    statement, register = (_of_month(frame, month) for frame in papers)
    name = f"{month.year - 1911}年{month.month:02}月"
    paths = inbox / f"{name}主管稽核月明細表.parquet", inbox / f"{name}查詢紀錄表.parquet"
    STATEMENT.write(STATEMENT.conform(statement), paths[0])
    REGISTER.write(REGISTER.conform(register), paths[1])
    return Files({"statement": paths[:1], "register": paths[1:]})


def _months(count: int) -> list[Month]:
    months = [FIRST]
    while len(months) < count:
        months.append(months[-1].next)
    return months


def _of_month(frame: pd.DataFrame, month: Month) -> pd.DataFrame:
    moved = frame.copy()
    times = [name for name in frame.columns if name.endswith("_at")]
    begun = Month.of(frame[times[0]].min()).start
    number = month.year * 12 + month.month
    for name in times:
        moved[name] += pd.Timestamp(month.start) - pd.Timestamp(begun)
    for name in ("subject_id", "condition"):
        digits = (frame[name].str[2:].astype(int) + number * 977) % 10**8
        moved[name] = frame[name].str[:2] + digits.astype(str).str.zfill(8)
    return moved[moved[times[0]] < pd.Timestamp(month.end)]


def _live(home: Path, month: Month, papers: Papers, settings: Settings) -> None:
    on = date(month.next.year, month.next.month, 6)
    files = send(home, month, papers)
    run(Job(month, files, settings, home / "reports", on, archive=home / "archive"))
    history = read_history(home / "archive", AGENCY)
    items = history.deposits[-1].items
    assert items is not None
    answers = [Decision(one, "說明合理", "經查有案", "李主任", on, "0" * 64) for one in dict.fromkeys(items["item"])]
    record = decision_record(answers, None)
    deposit(home / "archive", history, kind="decision", period=month, as_of=on, record=record, files={})
