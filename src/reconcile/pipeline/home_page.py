"""The home page renewed: what the archive, the reports and the inbox say of an office on a day."""

import os
from datetime import date
from pathlib import Path
from urllib.parse import quote

from reconcile.errors import UsageError
from reconcile.history import History
from reconcile.home import GUIDE, Front, Linked, write_front
from reconcile.pipeline.remembering import one_office
from reconcile.pipeline.untaken import noted
from reconcile.publishing import added
from reconcile.review import status_of
from reconcile.rules import catalogue_of
from reconcile.settings import Settings
from reconcile.text.dates import Month

_REPORTS = (("報表", "report.html"), ("活頁簿", "report.xlsx"), ("列印", "report.pdf"))


def renew_home(settings: Settings, home: Path, today: date) -> Path | None:
    """Write index.html among the reports; None where the archive holds several offices and the settings name none.

    `home` is the folder of office.toml. Raises UsageError, LockHeld, ArchiveBroken.
    """
    office = settings.office
    try:
        history = one_office(home / office.archive, settings)
    except UsageError:
        return None
    out, inbox = home / office.out, home / office.inbox
    status = status_of([history], today, settings).agencies[0]
    months = [row.month for row in status.months]
    guide = home / GUIDE
    front = Front(
        today=today,
        status=status,
        catalogue=catalogue_of(settings),
        inbox=Linked(inbox.name, f"{_way(inbox, out)}/"),
        reports={month: _reports(out, month) for month in months},
        problems={month: _problems(history, month) for month in months},
        papers=[*_printable(out, reversed(months)), *_papers(out)],
        untaken=list(noted(out, inbox).values()),
        guide=Linked(GUIDE.removesuffix(".html"), _way(guide, out)) if guide.is_file() else None,
        paper=office.paper,
    )
    with added(out) as folder:
        return out / write_front(front, folder).name


def _reports(out: Path, month: Month) -> list[Linked]:
    return [Linked(title, f"{month}/{name}") for title, name in _REPORTS if (out / str(month) / name).is_file()]


def _problems(history: History, month: Month) -> int:
    run = history.standing(month)
    return len(run.record.get("problems", ())) if run else 0


def _printable(out: Path, months: "reversed[Month]") -> list[Linked]:
    """The printed report of each month, the latest first."""
    there = [month for month in months if (out / str(month) / "report.pdf").is_file()]
    return [Linked(f"{month.roc}勾稽報告（report.pdf）", f"{month}/report.pdf") for month in there]


def _papers(out: Path) -> list[Linked]:
    """The papers that were made from the archive."""
    made = sorted(path for path in (out / "papers").glob("*.pdf"))
    return [Linked(path.stem, _way(path, out)) for path in made]


def _way(to: Path, out: Path) -> str:
    """A link that is seen from the folder of the reports."""
    try:
        return quote(Path(os.path.relpath(to.absolute(), out.absolute())).as_posix())
    except ValueError:  # another drive of Windows
        return to.absolute().as_uri()
