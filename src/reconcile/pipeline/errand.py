"""What a scheduler or a double-click asks for: answers of the inbox taken in, the month run if anything changed."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from reconcile.archive import refuse_days_to_come
from reconcile.by_hand import TITLE
from reconcile.documents import REGISTER, STATEMENT
from reconcile.errors import ExitCode, FileRefused, PapersMissing, UsageError
from reconcile.history import History
from reconcile.inbox import (
    NEEDED,
    Arrivals,
    answers_among,
    in_one_line,
    inputs_among,
    look_into,
    months_with_statement,
    strangers_among,
)
from reconcile.lives import Lives
from reconcile.pipeline.answers import take
from reconcile.pipeline.by_hand import make_list_to_check
from reconcile.pipeline.dropped import Glances
from reconcile.pipeline.home_page import renew_home
from reconcile.pipeline.job import Files, Job
from reconcile.pipeline.remembering import one_office
from reconcile.pipeline.running import run
from reconcile.pipeline.telling import course_of
from reconcile.pipeline.unchanged import unchanged_record
from reconcile.pipeline.untaken import note_untaken
from reconcile.reading import Ask, Progress
from reconcile.review import is_held, says_something, status_of
from reconcile.settings import Settings
from reconcile.text.dates import Month
from reconcile.text.folding import clean
from reconcile.version import VERSION

Tell = Callable[[Literal["result", "detail", "wrong"], str], None]
"""Who hears what is done: a result, what only one who asks for more wants to know, what is wrong."""


@dataclass(frozen=True)
class Errand:
    """One call: of which office, when, and of which month, None for the last one and whatever else waits.

    `home` is the folder from which the settings' paths are seen, `settle_seconds` how long a file must be still.
    """

    settings: Settings
    home: Path
    today: date
    month: Month | None = None
    settle_seconds: float = 2.0
    progress: Progress | None = None
    ask: Ask | None = None

    @property
    def archive(self) -> Path:
        """Where the months are kept."""
        return self.home / self.settings.office.archive

    @property
    def asked(self) -> Month:
        """The month that is named, else the last one."""
        return self.month or Month.of(self.today).previous

    def job(self, month: Month, files: Mapping[str, tuple[Path, ...]]) -> Job:
        """The run of a month on these files."""
        out = self.home / self.settings.office.out / str(month)
        settings, archive = self.settings, self.archive
        return Job(
            month, Files(files), settings, out, self.today, archive=archive, progress=self.progress, ask=self.ask
        )


class _Round:
    """One errand being done: what was seen, what went wrong, and how each month ended."""

    def __init__(self, errand: Errand, tell: Tell) -> None:
        self.errand, self.tell = errand, tell
        self.arrivals: Arrivals = look_into(errand.home / errand.settings.office.inbox, errand.settle_seconds)
        self.glances = Glances(errand.settings)
        self.answered: set[Month] = set()
        self.ended: dict[Month, ExitCode] = {}
        self.untaken: dict[str, str] = {}
        self.refused: list[ExitCode] = []
        self.ran = False

    @property
    def history(self) -> History:
        """What the archive remembers now."""
        return one_office(self.errand.archive, self.errand.settings)

    @property
    def exit_code(self) -> ExitCode:
        """How the month that was asked for ended; where that is well, the first thing that did not."""
        asked = self.ended.get(self.errand.asked, ExitCode.FINISHED)
        others = (code for code in (*self.ended.values(), *self.refused) if code)
        return asked or next(others, ExitCode.FINISHED)

    def stuck(self, file: str, sentence: str, code: ExitCode) -> None:
        """A file, or a month, that waits for somebody: it is told, and kept for the home page."""
        self.untaken[file] = sentence
        self.refused.append(code)
        self.tell("wrong", sentence)


def do_errand(errand: Errand, tell: Tell) -> ExitCode:
    """Take in the answers that lie in the inbox, run what changed, and say what came of it.

    A file that cannot be taken stays where it is and is told; the rest goes on. Raises UsageError where there is no
    inbox, ArchiveBroken, LockHeld.
    """
    refuse_days_to_come(errand.today)
    round_ = _Round(errand, tell)
    before = _open_items(round_.history)
    for path in answers_among(round_.arrivals, round_.glances):
        _take_answers(round_, path)
    for month in _months(round_):
        _run_month(round_, month)
    _tell_strangers(round_)
    _say_what_changed(round_, before)
    office = errand.settings.office
    note_untaken(errand.home / office.out, round_.untaken, errand.home / office.inbox)
    if page := renew_home(errand.settings, errand.home, errand.today):
        tell("result", f"首頁：{page}")
    return round_.exit_code


def _tell_strangers(round_: _Round) -> None:
    """Name the files that cannot be taken for what they are; those left aside for good reason only to who asks."""
    passed_over = (*round_.arrivals.passed_over, *strangers_among(round_.arrivals, round_.glances))
    for one in passed_over:
        if one.is_stuck:
            round_.untaken[one.file] = one.sentence
        round_.tell("wrong" if one.is_stuck else "detail", one.sentence)


def _take_answers(round_: _Round, path: Path) -> None:
    errand, filled = round_.errand, round_.glances.worklists[path]
    if not says_something(filled):
        told = f"{path.name}：沒有填寫任何處理結果或簽核，請填妥、存檔後再放入收件匣；不需要者請移出。"
        round_.stuck(path.name, told, ExitCode.USAGE)
        return
    if is_held(filled, round_.history):
        round_.tell("detail", f"{path.name}：先前已收錄，未重複收錄。")
        return
    try:
        month = Month.parse(clean(filled.labels.get("月份")) or "")
    except ValueError:
        month = errand.asked
    try:
        told_of = take(month, filled, path, errand.settings, errand.archive, errand.today)
    except (UsageError, FileRefused) as error:
        round_.stuck(path.name, error.sentence, error.exit_code)
        for line in error.details:
            round_.tell("wrong", f"  {line}")
        return
    round_.answered.add(month)
    for sentence in told_of:
        round_.tell("result", f"{path.name}（{month.roc}）：{sentence}")


def _months(round_: _Round) -> list[Month]:
    """Those to be run, in order: the one asked for, those that were answered, those whose statement lies waiting.

    A month before the office used the system is none; one that was named is run whatever it is.
    """
    errand = round_.errand
    if errand.month:
        return sorted({errand.month, *round_.answered})
    agency = status_of([round_.history], errand.today, errand.settings).agencies[0]
    known = {row.month: row.state for row in agency.months}
    here = months_with_statement(round_.arrivals)
    waiting = {month for month, state in known.items() if month in here and state not in ("done", "retracted")}
    waiting = {month for month in waiting if month == errand.asked or not _ran_so_before(round_, month)}
    asked = {errand.asked} if errand.asked in known else set()
    if not asked:
        round_.tell("result", f"{errand.asked.roc}早於開始使用之年月，無須勾稽。")
    return sorted(asked | waiting | round_.answered)


def _ran_so_before(round_: _Round, month: Month) -> bool:
    """Whether the last run of a month had these very files, settings and version: another would say the same."""
    runs = round_.history.runs(month)
    try:
        found = inputs_among(round_.arrivals, month, round_.glances)
        given = [asdict(source) for source in round_.errand.job(month, found.files).files.fingerprints()]
    except (UsageError, FileRefused):
        return False
    same = {"inputs": given, "settings_sha256": round_.errand.settings.sha256, "version": VERSION}
    return bool(runs) and all(runs[-1].record.get(key) == value for key, value in same.items())


def _run_month(round_: _Round, month: Month) -> None:
    errand = round_.errand
    try:
        on_paper = errand.settings.office.paper
        found = inputs_among(round_.arrivals, month, round_.glances, (STATEMENT,) if on_paper else NEEDED)
        if on_paper and not found.files[REGISTER.name]:
            _make_list(round_, month, found.files[STATEMENT.name])
            return
        for path, role in found.by_contents.items():
            round_.tell("result", f"{path.name}：檔名看不出用途，依內容認定為{role.title}。")
        if line := in_one_line(found.passed_over):
            round_.tell("detail", line)
        job = errand.job(month, found.files)
        if round_.history.retraction(month) and _ran_so_before(round_, month):
            round_.stuck(month.roc, f"{month.roc}已撤回，收件匣的檔案與撤回時相同，請放入正確的檔案。", ExitCode.USAGE)
            return
        if record := unchanged_record(job):
            round_.tell("detail", f"{month.roc}的檔案與設定未變動，保留原有報表：{job.out / 'report.html'}")
            round_.ended[month] = ExitCode.FINISHED if record["complete"] else ExitCode.INPUT_PROBLEMS
            return
        outcome = run(job)
    except (UsageError, FileRefused) as error:
        if isinstance(error, PapersMissing) and _is_whole(round_, month):
            told = f"{month.roc}已勾稽，收件匣沒有該月的檔案，報表未重製；答覆已收錄者，載於首頁。"
            round_.tell("result" if month in round_.answered else "detail", told)
            round_.ended[month] = ExitCode.FINISHED
            return
        round_.stuck(error.file if isinstance(error, FileRefused) else month.roc, error.sentence, error.exit_code)
        round_.ended[month] = error.exit_code
        for line in error.details:
            round_.tell("wrong", f"  {line}")
        return
    round_.ended[month] = ExitCode.FINISHED if outcome.complete else ExitCode.INPUT_PROBLEMS
    round_.ran = True
    first, *more = course_of(outcome)
    round_.tell("result", f"{month.roc}：{first}")
    for line in (*more, *outcome.not_checked):
        round_.tell("detail", line)
    for problem in outcome.problems:
        round_.tell("wrong", f"問題：{problem}")
    round_.tell("result", f"報表：{job.out / 'report.html'}、report.xlsx、report.pdf")


def _make_list(round_: _Round, month: Month, statements: tuple[Path, ...]) -> None:
    """Of an office whose register is on paper: the list by which somebody looks for each query there."""
    errand = round_.errand
    folder = errand.home / errand.settings.office.out / "papers"
    made = make_list_to_check(month, statements, errand.settings, folder, errand.ask)
    for path in made.files:
        round_.tell("result", str(path))
    for sentence in made.sentences:
        round_.tell("wrong", sentence)
    told = f"{month.roc}之{REGISTER.title}為紙本，請由查詢人以外之人依{TITLE}逐筆核對，填妥活頁簿後放入收件匣。"
    round_.stuck(month.roc, told, made.exit_code or ExitCode.USAGE)
    round_.ended[month] = made.exit_code or ExitCode.USAGE


def _is_whole(round_: _Round, month: Month) -> bool:
    """Whether the month was run whole before, so that its papers may be gone from the inbox."""
    run = round_.history.standing(month)
    return run is not None and bool(run.record.get("complete"))


def _say_what_changed(round_: _Round, before: frozenset[str]) -> None:
    after = _open_items(round_.history)
    new, closed = len(after - before), len(before - after)
    if new or closed:
        round_.tell("result", f"新列未結 {new} 項，結案 {closed} 項；目前共 {len(after)} 項未結。")
    elif not round_.ran:
        round_.tell("result", f"沒有新的檔案或答覆，報表未變動；目前共 {len(after)} 項未結。")


def _open_items(history: History) -> frozenset[str]:
    return frozenset(item for item, life in Lives.of(history).items() if life.is_open)
