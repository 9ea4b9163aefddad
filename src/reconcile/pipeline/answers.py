"""The supervisor's answers, taken in; and where an office stands."""

from datetime import date
from filecmp import cmp
from pathlib import Path

from reconcile.archive import (
    agencies,
    decision_contents,
    decision_record,
    deposit,
    refuse_days_to_come,
)
from reconcile.errors import FileRefused, UsageError
from reconcile.history import History, Worklist
from reconcile.pipeline.remembering import office_history, one_office
from reconcile.reading import Ask, read_worklist
from reconcile.review import Status, decisions_of, says_something, status_of
from reconcile.rules import catalogue_of
from reconcile.settings import Settings
from reconcile.text.dates import Month

WORKLISTS = ("report.xlsx", "report.ods")
"""The files of a run in which the office may answer."""


def take_in(
    month: Month, worklist: Path, settings: Settings, root: Path, today: date, ask: Ask | None
) -> tuple[str, ...]:
    """Append the answers and the signature in a filled worklist to the archive; sentences on what was taken.

    Raises UsageError where the worklist is of another month, office or run, or was changed where it is not the
    office's to fill in; then nothing is taken.
    """
    refuse_days_to_come(today)
    filled = read_worklist(worklist, settings, ask=ask)
    return take(month, filled, worklist, settings, root, today)


def take(
    month: Month, filled: Worklist, worklist: Path, settings: Settings, root: Path, today: date
) -> tuple[str, ...]:
    """`take_in` of what was read already, from the file `worklist`."""
    history = one_office(root, settings)
    taken = decisions_of(filled, history, month, catalogue_of(settings), today=today)
    if taken.decisions or taken.signoff:
        deposit(
            root,
            history,
            kind="decision",
            period=month,
            as_of=today,
            record=decision_record(taken.decisions, taken.signoff),
            files=decision_contents(worklist),
        )
    return taken.sentences


def refuse_to_lose_answers(out: Path, month: Month, settings: Settings, history: History, today: date) -> None:
    """Raise UsageError where the worklist in `out`, which a run is about to replace, holds what was never taken in."""
    for name in WORKLISTS:
        _refuse_to_lose(out / name, month, settings, history, today)


def _refuse_to_lose(worklist: Path, month: Month, settings: Settings, history: History, today: date) -> None:
    written = [run.report(worklist.name) for run in history.runs(month)]
    if not worklist.is_file() or any(one.is_file() and cmp(one, worklist, shallow=False) for one in written):
        return
    try:
        filled = read_worklist(worklist, settings)
    except FileRefused:  # no worklist, or one that no command could take in
        return
    if says_something(filled) and not _is_taken(filled, history, month, settings, today):
        raise UsageError(
            f"「{worklist.parent.name}」內的 {worklist.name} 填有封存中沒有的處理結果或簽核，重新執行將會取代該檔；"
            f"請先將該檔複製到收件匣（或以 reconcile decide {month} 收錄），或將其移到別的資料夾後重跑。"
            "封存曾搬移或還原者，請先確認 office.toml 的 archive。原報表未變動。"
        )


def office_status(settings: Settings, root: Path, today: date) -> Status:
    """Months done, due and late, open items and the next deadlines, of the office or of every office archived."""
    named = [settings.office.agency] if settings.office.agency else agencies(root)
    histories = [office_history(root, agency, settings) for agency in named]
    return status_of(histories, today, settings)


def _is_taken(worklist: Worklist, history: History, month: Month, settings: Settings, today: date) -> bool:
    """Whether the archive holds all that it says; what `decide` would refuse is held nowhere else."""
    try:
        taken = decisions_of(worklist, history, month, catalogue_of(settings), today=today)
    except UsageError:
        return False
    return not (taken.decisions or taken.signoff)
