"""What a new office folder says of itself: its settings with all their words, and what goes where."""

from pathlib import Path

from reconcile.documents import OF_MONTH, REGISTER, STATEMENT
from reconcile.home.pages import filled
from reconcile.packed import packed_text
from reconcile.settings import Settings
from reconcile.text.dates import Month

GUIDE = "使用說明.html"
"""The page that says what goes where, in the office folder."""

HOME = "index.html"
"""The home page, in the folder of the reports."""


def settings_text(agency: str, since: Month, *, paper: bool) -> str:
    """office.toml with the three answers in it, every other key as a comment with its default."""
    told = {"agency": _quoted(agency), "since": str(since), "paper": "true" if paper else "false"}
    text = packed_text("home/templates/office.toml")
    for key, value in told.items():
        text = text.replace(f"{{{{ {key} }}}}", value)
    return text


def write_guide(settings: Settings, folder: Path) -> Path:
    """Write the page into an office folder; its links are seen from there."""
    office = settings.office
    page = filled(
        "guide.html",
        agency=office.agency or "",
        inbox=office.inbox,
        out=office.out,
        archive=office.archive,
        paper=office.paper,
        years=settings.keep_years,
        home=f"{office.out}/{HOME}",
        roles=OF_MONTH,
        statement=STATEMENT,
        register=REGISTER,
    )
    (folder / GUIDE).write_bytes(page.encode("utf-8"))
    return folder / GUIDE


def _quoted(text: str) -> str:
    """A TOML basic string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
