"""The command line: words and exit codes. Results go to stdout, words and progress to stderr."""

import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from reconcile.errors import ExitCode, ReconcileError, UsageError
from reconcile.inbox import find_inputs
from reconcile.outcome import Outcome
from reconcile.pipeline import inspect_file, run_month, standing_record, summary
from reconcile.settings import Settings, load_settings
from reconcile.text.codes import TITLES
from reconcile.text.dates import Month
from reconcile.version import VERSION

SETTINGS_FILE = Path("office.toml")
SAMPLE = Path(__file__).parents[2] / "sample_data"
INPUT = click.Path(path_type=Path, dir_okay=False)


class RocMonth(click.ParamType[Month]):
    """A month as an office writes it: 2026-10, 115-10, 11510, 115年10月."""

    name = "month"

    def convert(self, value: str | Month, param: click.Parameter | None, ctx: click.Context | None) -> Month:
        """Read it, or say how it is written."""
        if isinstance(value, Month):
            return value
        try:
            return Month.parse(value)
        except ValueError:
            self.fail(f"「{value}」不是月份，請寫成 2026-10、115-10、11510 或 115年10月。", param, ctx)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="reconcile")
def cli() -> None:
    """勾稽主管稽核月明細表與查詢紀錄表。"""


@cli.command()
@click.argument("month", type=RocMonth(), required=False)
@click.option("--statement", "statements", type=INPUT, multiple=True, help="主管稽核月明細表（可重複）")
@click.option("--register", "registers", type=INPUT, multiple=True, help="查詢紀錄表（可重複）")
@click.option("--roster", "rosters", type=INPUT, multiple=True, help="帳號清冊（可重複）")
@click.option("--settings", "settings_file", type=INPUT, help="設定檔，預設為目前資料夾的 office.toml")
@click.option("--out", type=click.Path(path_type=Path), help="報表資料夾，預設為 reports/<月份>")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="報表日期，預設為今天")
@click.option("--if-changed", is_flag=True, help="檔案與設定和上次相同時，保留原有報表不重做（供排程使用）")
@click.option("--exit-code", is_flag=True, help="仍有待查核事項時，結束代碼為 1")
def run(
    month: Month | None,
    statements: tuple[Path, ...],
    registers: tuple[Path, ...],
    rosters: tuple[Path, ...],
    settings_file: Path | None,
    out: Path | None,
    as_of: datetime | None,
    if_changed: bool,
    exit_code: bool,
) -> None:
    """勾稽一個月份（預設為上個月）；未指定檔案時取自 office.toml 的收件匣。"""
    today = as_of.date() if as_of else date.today()
    month = month or Month.of(today).previous
    settings_file = _settings_file(settings_file)
    settings = load_settings(settings_file)
    home = settings_file.parent if settings_file else Path()
    if not statements and not registers:
        found = find_inputs(home / settings.office.inbox, month)
        for sentence in found.passed_over:
            click.echo(sentence, err=True)
        statements, registers = tuple(found.statements), tuple(found.registers)
        rosters = rosters or tuple(found.rosters)
    out = out or home / settings.office.out / str(month)
    files = {"statements": statements, "registers": registers, "rosters": rosters}
    if if_changed and (record := standing_record(month, **files, settings=settings, out=out)):
        click.echo(f"{month.roc}的檔案與設定未變動，保留原有報表：{out / 'report.html'}")
        sys.exit(ExitCode.FINISHED if record["complete"] else ExitCode.INPUT_PROBLEMS)
    outcome = _run(month, statements, registers, rosters, settings, out, today)
    sys.exit(_answer(outcome, exit_code=exit_code))


@cli.command()
@click.argument("files", type=INPUT, nargs=-1, required=True)
@click.option("--settings", "settings_file", type=INPUT, help="設定檔，預設為目前資料夾的 office.toml")
@click.option("--profile-out", type=INPUT, help="將辨識到的版面寫成設定檔，供修正後使用（限一個檔案）")
def inspect(files: tuple[Path, ...], settings_file: Path | None, profile_out: Path | None) -> None:
    """說明程式如何解讀一個明細表或紀錄表檔案。"""
    if profile_out and len(files) > 1:
        raise UsageError("--profile-out 一次只能用於一個檔案。")
    settings = load_settings(_settings_file(settings_file))
    problems = False
    for path in files:
        found = inspect_file(path, settings, ask=_password if sys.stdin.isatty() else None)
        problems = problems or bool(found.reading.problems)
        for sentence in found.sentences:
            click.echo(sentence)
        if profile_out:
            profile_out.write_text(found.profile, encoding="utf-8", newline="\n")
            click.echo(f"已寫出版面設定檔 {profile_out.name}", err=True)
    sys.exit(ExitCode.INPUT_PROBLEMS if problems else ExitCode.FINISHED)


@cli.command()
@click.option("--out", type=click.Path(path_type=Path), default=Path("out/demo"), help="報表資料夾")
def demo(out: Path) -> None:
    """以虛構的範例月份從頭執行一次。"""
    if not SAMPLE.is_dir():
        raise UsageError("找不到 sample_data 資料夾；範例只在原始碼資料夾中提供。")
    outcome = _run(
        Month(2026, 10),
        [SAMPLE / "statement.pdf"],
        [SAMPLE / "register_form.xlsx"],
        [SAMPLE / "roster.xlsx"],
        Settings(),
        out,
        date(2026, 11, 5),
    )
    sys.exit(_answer(outcome, exit_code=False))


def _settings_file(given: Path | None) -> Path | None:
    """The settings that were named, else office.toml where there is one."""
    return given or (SETTINGS_FILE if SETTINGS_FILE.exists() else None)


def _run(
    month: Month,
    statements: Sequence[Path],
    registers: Sequence[Path],
    rosters: Sequence[Path],
    settings: Settings,
    out: Path,
    as_of: date,
) -> Outcome:
    """The run with a progress bar, and its results in words."""
    with _progress_bar() as progress:
        outcome = run_month(
            month,
            statements=statements,
            registers=registers,
            rosters=rosters,
            settings=settings,
            out=out,
            as_of=as_of,
            progress=progress,
            ask=_password if sys.stdin.isatty() else None,
        )
    for line in _summary(outcome, out):
        click.echo(line)
    return outcome


_ONE_QUESTION = threading.Lock()


def _password(file: str) -> str | None:
    """Ask the person at the terminal; an empty answer is none. Files are read side by side, questions are not."""
    with _ONE_QUESTION:
        answer: str = click.prompt(
            f"請輸入「{file}」的開啟密碼", hide_input=True, default="", show_default=False, err=True
        )
    return answer or None


def _summary(outcome: Outcome, out: Path) -> Iterator[str]:
    """What was found, and where the report lies."""
    yield from summary(outcome)
    for code, number in outcome.findings["code"].value_counts(sort=False).sort_index().items():
        yield f"  {code:<20} {number:>4}  {TITLES[str(code)]}"
    for problem in outcome.problems:
        yield f"問題：{problem}"
    yield from outcome.not_checked
    yield f"報表：{out / 'report.html'}、report.xlsx、report.pdf"


def _answer(outcome: Outcome, *, exit_code: bool) -> ExitCode:
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; never a traceback, never a value from the inputs."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        cli.main(args=list(arguments) if arguments is not None else None, prog_name="reconcile", standalone_mode=False)
    except SystemExit as done:
        return int(done.code or 0)
    except ReconcileError as error:
        click.echo(f"錯誤：{error}", err=True)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("已中止，未寫入任何結果。", err=True)
        return ExitCode.OUR_FAULT
    except Exception as error:  # the last door: the text of an error may quote a person's data
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}:{place.lineno}"
        click.echo(
            f"程式發生未預期的錯誤（{type(error).__name__}，{where}），未寫入任何結果，請通知維護人員。", err=True
        )
        return ExitCode.OUR_FAULT
    return ExitCode.FINISHED
