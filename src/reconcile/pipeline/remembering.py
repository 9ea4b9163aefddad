"""What the archive remembers of the office of the settings, and of what it was before it was renamed or merged."""

from dataclasses import replace
from pathlib import Path

from reconcile.archive import agencies, checked_history, read_history
from reconcile.errors import UsageError
from reconcile.history import History
from reconcile.settings import Settings


def office_history(root: Path, agency: str | None, settings: Settings, *, checked: bool = False) -> History:
    """The chain of an agency with those of the agencies that it was formerly.

    With `checked` every table is held against its digest. Raises UsageError where the archive has nothing of a former
    agency, ArchiveBroken.
    """
    read = checked_history if checked else read_history
    former = tuple(read(root, name) for name in settings.office.formerly if name != agency)
    for one in former:
        if not one.deposits:
            raise UsageError(
                f"封存內沒有原機關「{one.agency}」的資料；"
                "請確認 office.toml 的 formerly，並將其封存資料夾置於同一封存內。"
            )
    return replace(read(root, agency), former=former)


def one_office(root: Path, settings: Settings, *, checked: bool = False) -> History:
    """The one office of an archive; raises UsageError where it holds several and the settings name none."""
    named = [settings.office.agency] if settings.office.agency else agencies(root)
    if len(named) > 1:
        raise UsageError(f"封存內有 {len(named)} 個機關，請於 office.toml 的 agency 指定其中一個。")
    return office_history(root, named[0] if named else None, settings, checked=checked)
