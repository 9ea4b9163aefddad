"""reconcile run, demo and decide: a month from files to a report, and the supervisor's answers back in."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconcile import clock, pipeline
from reconcile.cli.asking import password_asker
from reconcile.cli.office import FOLDER, INPUT, Office, RocMonth, day_of, day_option, settings_option
from reconcile.cli.progress import progress_bar
from reconcile.cli.saying import detail, hand_over, insist, json_option, remark, say
from reconcile.documents import OF_MONTH, SIDES
from reconcile.errors import ExitCode, FileRefused, UsageError
from reconcile.inbox import find_inputs, in_one_line
from reconcile.packed import packed
from reconcile.settings import Settings
from reconcile.text.dates import Month

if TYPE_CHECKING:
    from reconcile.outcome import Outcome

_SAMPLE = {
    "statement": "statement.pdf",
    "register": "register_form.xlsx",
    "roster": "roster.xlsx",
    "cases": "cases.xlsx",
    "fax": "fax.xlsx",
    "aliases": "aliases.csv",
    "closed_days": "closed_days.csv",
}


def _file_options(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each role of a month's files."""
    for role in reversed(OF_MONTH):
        words = f"{role.title}（可重複）"
        command = click.option(role.option, role.name, type=INPUT, multiple=True, help=words)(command)
    return command


@click.command()
@click.argument("month", type=RocMonth(), required=False, metavar="[月份]")
@_file_options
@settings_option
@click.option("--out", type=FOLDER, help="報表資料夾，預設為 reports/<月份>")
@day_option("--downloaded-on", "明細表下載日期；明細表載有列印日期者依該日期")
@day_option("--as-of", "報表日期，預設為今天")
@click.option("--if-changed", is_flag=True, help="檔案、設定與封存和上次相同時，保留原有報表不重做（供排程使用）")
@click.option("--exit-code", is_flag=True, help="仍有待查核事項時，結束代碼為 1")
@json_option
def run(
    month: Month | None,
    settings_file: Path | None,
    out: Path | None,
    downloaded_on: datetime | None,
    as_of: datetime | None,
    if_changed: bool,
    exit_code: bool,
    as_json: bool,
    **given: tuple[Path, ...],
) -> None:
    """勾稽一個月份（預設為上個月）；未指定檔案時取自 office.toml 的收件匣。"""
    today = day_of(as_of) or clock.today()
    month = month or Month.of(today).previous
    office = Office.at(settings_file)
    elsewhere, out = out is not None, out or office.home / office.settings.office.out / str(month)
    with nullcontext() if elsewhere else _seen_at_home(office, month, today):
        files = _files(office, month, given)
        job = pipeline.Job(month, files, office.settings, out, today, day_of(downloaded_on), office.archive)
        job = replace(job, keep=not elsewhere)
        if if_changed and (record := pipeline.unchanged_record(job)):
            say(f"{month.roc}的檔案與設定未變動，保留原有報表：{out / 'report.html'}")
            code = ExitCode.FINISHED if record["complete"] else ExitCode.INPUT_PROBLEMS
        else:
            code = _answer(_run(job), exit_code=exit_code)
        if as_json:
            hand_over(pipeline.record_of(out))
    sys.exit(code)


@click.command()
@click.option("--out", type=FOLDER, default=Path("out/demo"), help="報表資料夾")
def demo(out: Path) -> None:
    """以虛構的範例月份從頭執行一次。"""
    sample = {role: (packed(f"sample_data/{file}"),) for role, file in _SAMPLE.items()}
    job = pipeline.Job(Month(2026, 10), pipeline.Files(sample), Settings(), out, as_of=date(2026, 11, 13))
    sys.exit(_answer(_run(job), exit_code=False))


@click.command()
@click.argument("month", type=RocMonth(), metavar="月份")
@click.argument("worklist", type=INPUT, metavar="REPORT.XLSX")
@settings_option
@day_option("--as-of", "收錄日期，預設為今天")
def decide(month: Month, worklist: Path, settings_file: Path | None, as_of: datetime | None) -> None:
    """收錄主管填妥之 report.xlsx：處理結果與簽核存入封存，只增不改。"""
    office = Office.at(settings_file)
    ask = password_asker()
    for sentence in pipeline.take_in(
        month, worklist, office.settings, office.kept, day_of(as_of) or clock.today(), ask
    ):
        say(sentence)
    office.renew_home(day_of(as_of) or clock.today())
    remark(f"請重新執行 reconcile run {month}，報表即列出處理結果。")


@contextmanager
def _seen_at_home(office: Office, month: Month, today: date) -> Iterator[None]:
    """The home page tells how the run ended: with the month, or with what could not be taken."""
    try:
        yield
    except (UsageError, FileRefused) as error:
        name = error.file if isinstance(error, FileRefused) else month.roc
        office.renew_home(today, add={name: error.sentence})
        raise
    office.renew_home(today, drop={month.roc})


def _files(office: Office, month: Month, given: dict[str, tuple[Path, ...]]) -> "pipeline.Files":
    """The files that were named; where neither side was, those of the inbox, beside the lists that were named."""
    if any(given[side] for side in SIDES):
        return pipeline.Files(given)
    inbox = office.home / office.settings.office.inbox
    if not inbox.is_dir():
        office.refuse_without_settings()
    found = find_inputs(inbox, month, glance=pipeline.Glances(office.settings))
    for path, role in found.by_contents.items():
        remark(f"{path.name}：檔名看不出用途，依內容認定為{role.title}。")
    if line := in_one_line(found.passed_over):
        remark(line)
    for one in found.passed_over:
        detail(one.sentence)
    return pipeline.Files({role: given[role] or paths for role, paths in found.files.items()})


def _run(job: "pipeline.Job") -> "Outcome":
    """The run with a progress bar, and its results in words."""
    with progress_bar() as progress:
        ask = password_asker()
        outcome = pipeline.run(replace(job, progress=progress, ask=ask))
    for line in pipeline.course_of(outcome):
        say(line)
    for problem in outcome.problems:
        insist(f"問題：{problem}")
    for line in _afterwards(outcome, job):
        say(line)
    if pipeline.set_aside(job.out).is_dir():
        remark(f"報表資料夾內原有的其他檔案，另存於「{pipeline.set_aside(job.out).name}」。")
    return outcome


def _afterwards(outcome: "Outcome", job: "pipeline.Job") -> Iterator[str]:
    """What was not checked, and where the report lies."""
    yield from outcome.not_checked
    if job.archive and not job.keep:
        yield "未封存：以 --out 製作之報表不存入封存，其處理結果不能收錄。"
    yield f"報表：{job.out / 'report.html'}、report.xlsx、report.pdf"


def _answer(outcome: "Outcome", *, exit_code: bool) -> ExitCode:
    if not outcome.complete:
        return ExitCode.INPUT_PROBLEMS
    return ExitCode.FINDINGS_REMAIN if exit_code and len(outcome.findings) else ExitCode.FINISHED
