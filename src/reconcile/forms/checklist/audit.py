"""What an audit judges by, and the parts that several items of a checklist share."""

from dataclasses import dataclass
from datetime import date

from reconcile.catalogue import BY_HAND, Catalogue, Duty
from reconcile.documents import FAX
from reconcile.facts.masking import Masking
from reconcile.facts.workdays import download_due
from reconcile.forms.archived import ArchivedMonth, archived_months
from reconcile.forms.books import Books
from reconcile.forms.checklist.parts import Part, note, undecided
from reconcile.forms.period import Period, spoken
from reconcile.history import History
from reconcile.text.dates import Month, roc_date


@dataclass(frozen=True)
class Audit:
    """All that the items are judged by.

    `since` is the first month in which the office used the system at all: before it nothing is to be kept. `closed` are
    the days beside weekends on which offices are closed. `void` are the months whose sign-off no longer holds,
    `masking` how users and supervisors are shown.
    """

    history: History
    period: Period
    today: date
    since: Month | None
    closed: frozenset[date]
    void: frozenset[Month]
    months: dict[Month, ArchivedMonth]
    catalogue: Catalogue
    masking: Masking

    @classmethod
    def of(cls, books: Books, period: Period) -> "Audit":
        """With the archive's months of the period looked up."""
        return cls(
            history=books.history,
            period=period,
            today=books.today,
            since=books.since,
            closed=books.closed_days,
            void=books.void_signoffs,
            months=archived_months(books.history, period.months),
            catalogue=books.catalogue,
            masking=books.masking,
        )

    def due_on(self, month: Month) -> date:
        """The last day in time for the download of its statement."""
        return download_due(month, self.catalogue.regulation)

    @property
    def owed(self) -> list[Month]:
        """The months of the period whose statement is due, those before the office used the system left out."""
        return [
            month
            for month in self.period.months
            if self.due_on(month) < self.today and not (self.since and month < self.since)
        ]


def unfinished(audit: Audit) -> list[Part]:
    """What keeps any item from being proved: months not run, not complete, or not yet due."""
    never = [month for month in audit.owed if month not in audit.months]
    waiting = [
        month for month in audit.period.months if audit.due_on(month) >= audit.today and month not in audit.months
    ]
    parts = [undecided(f"{spoken(never)}封存中無資料。", missing=True)] if never else []
    if waiting:
        parts.append(undecided(f"{spoken(waiting)}尚未屆期，無資料。"))
    for month in audit.months:
        for one in audit.history.retractions(month):
            said = f"{month.roc}之勾稽曾於{roc_date(one.as_of)}撤回後重新執行，撤回之執行及緣由見封存。"
            parts.append(note(said, one.record_file))
    for month, archived in audit.months.items():
        if not archived.complete:
            problems = len(archived.run.record.get("problems", ()))
            parts.append(undecided(f"{month.roc}勾稽未完成（{problems} 項問題）。", archived.record_file, missing=True))
    return parts


def unmade(audit: Audit, *duties: Duty) -> list[Part]:
    """The rules behind these duties that were off in a month, or lacked their list: no month is proved without them.

    An office that sent no fax has no list of them, and one whose register is on paper no file of it: that is wanting,
    and not missing.
    """
    told = dict[str, list[ArchivedMonth]]()
    for archived in audit.months.values():
        for code in audit.catalogue.behind(*duties):
            if why := audit.catalogue.why_unmade(code, archived.not_checked):
                told.setdefault(why, []).append(archived)
    return [
        undecided(
            f"{spoken([one.month for one in months])}{why}",
            *(one.record_file for one in months),
            missing=not why.startswith((f"未提供{FAX.title}", BY_HAND)),
        )
        for why, months in told.items()
    ]
