"""The supervisor's answers, taken in; and where an office stands."""

from datetime import date
from pathlib import Path

from reconcile.archive import agencies, decision_record, deposit, locked, read_history, whole_history
from reconcile.errors import UsageError
from reconcile.history import History
from reconcile.reading import Ask, read_worklist
from reconcile.review import decisions_of, status_of
from reconcile.settings import Settings
from reconcile.text.dates import Month


def take_in(
    month: Month, worklist: Path, settings: Settings, root: Path, today: date, ask: Ask | None
) -> tuple[str, ...]:
    """Append the answers and the signature in a filled worklist to the archive; sentences on what was taken.

    Raises UsageError where the worklist is of another month, office or run, or was changed where it is not the
    office's to fill in; then nothing is taken.
    """
    filled = read_worklist(worklist, settings, ask=ask)
    with locked(root):
        history = _history(root, settings)
        taken = decisions_of(filled, history, month, today=today)
        if taken.decisions or taken.signoff:
            deposit(
                root,
                history,
                kind="decision",
                period=month,
                as_of=today,
                record=decision_record(taken.decisions, taken.signoff),
                files={f"worklist/{worklist.name}": worklist},
            )
    return taken.sentences


def standing(settings: Settings, root: Path, today: date) -> tuple[str, ...]:
    """Months done, due and late, open items and the next deadlines, of the office or of every office archived."""
    named = [settings.office.agency] if settings.office.agency else agencies(root)
    histories = [read_history(root, agency) for agency in named]
    return status_of(histories, today, settings).sentences


def _history(root: Path, settings: Settings) -> History:
    named = [settings.office.agency] if settings.office.agency else agencies(root)
    if len(named) > 1:
        raise UsageError(f"封存內有 {len(named)} 個機關，請於 office.toml 的 agency 指定其中一個。")
    return whole_history(root, named[0] if named else None)
