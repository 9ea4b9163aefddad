"""An office folder made ready: its settings, its inbox, and the page that says what goes where."""

from dataclasses import dataclass
from pathlib import Path

from reconcile.archive import refuse_deep_month
from reconcile.disk import why_unwritten
from reconcile.errors import UsageError
from reconcile.home import settings_text, write_guide
from reconcile.regulation import SHIPPED, Regulation
from reconcile.settings import load_settings
from reconcile.text.dates import Month

SETTINGS_FILE = "office.toml"


@dataclass(frozen=True)
class Founding:
    """What `init` asks: which office, the first month in which it used the system, whether its register is on paper."""

    agency: str
    since: Month
    paper: bool


def official_name(typed: str) -> str:
    """The one office of the shipped regulation whose name holds what was typed, else what was typed."""
    typed = typed.strip()
    named = [name for name in Regulation.named(SHIPPED, Path()).offices if typed and typed in name]
    return named[0] if len(named) == 1 else typed


def refuse_founded(folder: Path) -> None:
    """Raise UsageError where that folder is an office's already: its settings are never replaced."""
    if (folder / SETTINGS_FILE).exists():
        raise UsageError(
            f"這個資料夾已經有 {SETTINGS_FILE}，本程式不會覆蓋；請直接以記事本修改，或另指定一個新的資料夾。"
        )


def found_office(folder: Path, founding: Founding) -> tuple[Path, ...]:
    """Write office.toml, the inbox and the page; what was made. office.toml comes last, whole or not at all.

    Raises UsageError where there is an office.toml already, nothing can be written, or the folder lies so deep that
    its archive could not be opened.
    """
    refuse_founded(folder)
    refuse_deep_month(folder / "archive", founding.agency, founding.since)
    written = settings_text(founding.agency, founding.since, paper=founding.paper)
    aside = folder / f".{SETTINGS_FILE}.new"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside.write_text(written, encoding="utf-8", newline="\n")
        try:
            settings = load_settings(aside)
            inbox = folder / settings.office.inbox
            inbox.mkdir(exist_ok=True)
            guide = write_guide(settings, folder)
            aside.rename(folder / SETTINGS_FILE)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"無法在「{folder.resolve().name}」建立機關資料夾：{why_unwritten(error)}。") from None
    return folder / SETTINGS_FILE, inbox, guide
