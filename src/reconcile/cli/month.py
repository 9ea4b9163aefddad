"""reconcile run, demo and decide: a month from files to a report, and the supervisor's answers back in."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from reconcile import pipeline
from reconcile.cli.office import FOLDER, INPUT, Office, RocMonth, day_of, day_option, password, settings_option
from reconcile.errors import ExitCode, UsageError
from reconcile.inbox import find_inputs
from reconcile.settings import Settings
from reconcile.text.codes import TITLES
from reconcile.text.dates import Month

if TYPE_CHECKING:
    from reconcile.outcome import Outcome

SAMPLE = Path(__file__).parents[3] / "sample_data"
_LISTS = {
    "roster": "帳號清冊",
    "cases": "受理案件清冊",
    "fax": "疑義查詢表登記簿",
    "aliases": "新舊證號對照表",
    "closed_days": "停止上班日清單",
}


def _list_options(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each list that an office may keep."""
    for role, title in reversed(_LISTS.items()):
        option = f"--{role.replace('_', '-')}"
        command = click.option(option, role, type=INPUT, multiple=True, help=f"{title}（可重複）")(command)
    return command


@click.command()
@click.argument("month", type=RocMonth(), required=False, metavar="[月份]")
@click.option("--statement", "statement", type=INPUT, multiple=True, help="主管稽核月明細表（可重複）")
@click.option("--register", "register", type=INPUT, multiple=True, help="查詢紀錄表（可重複）")
@_list_options
@settings_option
@click.option("--out", type=FOLDER, help="報表資料夾，預設為 reports/<月份>")
@day_option("--downloaded-on", "明細表下載日期，預設依明細表所載列印日期，再依檔案日期")
@day_option("--as-of", "報表日期，預設為今天")
@click.option("--if-changed", is_flag=True, help="檔案、設定與封存和上次相同時，保留原有報表不重做（供排程使用）")
@click.option("--exit-code", is_flag=True, help="仍有待查核事項時，結束代碼為 1")
def run(
    month: Month | None,
    settings_file: Path | None,
    out: Path | None,
    downloaded_on: datetime | None,
    as_of: datetime | None,
    if_changed: bool,
    exit_code: bool,
    **given: tuple[Path, ...],
) -> None:
    """勾稽一個月份（預設為上個月）；未指定檔案時取自 office.toml 的收件匣。"""
    today = day_of(as_of) or date.today()
    month = month or Month.of(today).previous
    office = Office.at(settings_file)
    files = _files(office, month, given)
    out = out or office.home / office.settings.office.out / str(month)
    if if_changed and (record := pipeline.standing_record(month, files, office.settings, out, office.archive)):
        click.echo(f"{month.roc}的檔案與設定未變動，保留原有報表：{out / 'report.html'}")
        sys.exit(ExitCode.FINISHED if record["complete"] else ExitCode.INPUT_PROBLEMS)
    outcome = _run(month, files, office.settings, out, today, day_of(downloaded_on), office.archive)
    sys.exit(_answer(outcome, exit_code=exit_code))


@click.command()
@click.option("--out", type=FOLDER, default=Path("out/demo"), help="報表資料夾")
def demo(out: Path) -> None:
    """以虛構的範例月份從頭執行一次。"""
    if not SAMPLE.is_dir():
        raise UsageError("找不到 sample_data 資料夾；範例只在原始碼資料夾中提供。")
    files = pipeline.Files(
        statement=(SAMPLE / "statement.pdf",),
        register=(SAMPLE / "register_form.xlsx",),
        roster=(SAMPLE / "roster.xlsx",),
        cases=(SAMPLE / "cases.xlsx",),
        fax=(SAMPLE / "fax.xlsx",),
        aliases=(SAMPLE / "aliases.csv",),
        closed_days=(SAMPLE / "closed_days.csv",),
    )
    outcome = _run(Month(2026, 10), files, Settings(), out, date(2026, 11, 13), None, None)
    sys.exit(_answer(outcome, exit_code=False))


@click.command()
@click.argument("month", type=RocMonth(), metavar="月份")
@click.argument("worklist", type=INPUT, metavar="REPORT.XLSX")
@settings_option
@day_option("--as-of", "收錄日期，預設為今天")
def decide(month: Month, worklist: Path, settings_file: Path | None, as_of: datetime | None) -> None:
    """收錄主管填妥之 report.xlsx：處理結果與簽核存入封存，只增不改。"""
    office = Office.at(settings_file)
    ask = password if sys.stdin.isatty() else None
    for sentence in pipeline.take_in(month, worklist, office.settings, office.kept, day_of(as_of) or date.today(), ask):
        click.echo(sentence)
    click.echo(f"請重新執行 reconcile run {month}，報表即列出處理結果。", err=True)


def _files(office: Office, month: Month, given: dict[str, tuple[Path, ...]]) -> "pipeline.Files":
    """The files that were named; where neither side was, those of the inbox, beside the lists that were named."""
    if given["statement"] or given["register"]:
        return pipeline.Files(**given)
    found = find_inputs(office.home / office.settings.office.inbox, month)
    for sentence in found.passed_over:
        click.echo(sentence, err=True)
    in_inbox = {role: tuple(getattr(found, name)) for role, name in _IN_INBOX.items()}
    return pipeline.Files(**{role: given[role] or paths for role, paths in in_inbox.items()})


_IN_INBOX = {
    "statement": "statements",
    "register": "registers",
    "roster": "rosters",
    "cases": "cases",
    "fax": "fax",
    "aliases": "aliases",
    "closed_days": "closed_days",
}


def _run(
    month: Month,
    files: "pipeline.Files",
    settings: Settings,
    out: Path,
    as_of: date,
    downloaded_on: date | None,
    archive: Path | None,
) -> "Outcome":
    """The run with a progress bar, and its results in words."""
    with _progress_bar() as progress:
        outcome = pipeline.run_files(
            month,
            files,
            settings=settings,
            out=out,
            as_of=as_of,
            downloaded_on=downloaded_on,
            archive=archive,
            progress=progress,
            ask=password if sys.stdin.isatty() else None,
        )
    for line in _summary(outcome, out):
        click.echo(line)
    if pipeline.set_aside(out).is_dir():
        click.echo(f"報表資料夾內原有的其他檔案，另存於「{pipeline.set_aside(out).name}」。", err=True)
    return outcome


def _summary(outcome: "Outcome", out: Path) -> Iterator[str]:
    """What was found, and where the report lies."""
    yield from pipeline.summary(outcome)
    for code, number in outcome.findings["code"].value_counts(sort=False).sort_index().items():
        yield f"  {code:<21} {number:>4}  {TITLES[str(code)]}"
    for problem in outcome.problems:
        yield f"問題：{problem}"
    yield from outcome.not_checked
    yield f"報表：{out / 'report.html'}、report.xlsx、report.pdf"


def _answer(outcome: "Outcome", *, exit_code: bool) -> ExitCode:
    if not outcome.complete:
        return ExitCode.INPUT_PROBLEMS
    return ExitCode.FINDINGS_REMAIN if exit_code and len(outcome.findings) else ExitCode.FINISHED


@contextmanager
def _progress_bar() -> Iterator[Callable[[int, int], None]]:
    """A bar for the pages of a long PDF, on a terminal only."""
    console = Console(stderr=True)
    columns = (TextColumn("讀取明細表"), BarColumn(), MofNCompleteColumn(), TextColumn("頁"))
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
