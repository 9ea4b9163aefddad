"""Where an office stands on a day: months done, due and late, items open, signatures, the next deadlines."""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from reconcile.documents import STATEMENT
from reconcile.facts.workdays import download_due
from reconcile.history import History, Item
from reconcile.lives import Lives
from reconcile.regulation import Regulation
from reconcile.review.owed import letters, yearly_duties
from reconcile.review.sealing import signoff_in, void_signoffs
from reconcile.settings import Settings
from reconcile.standing import AgencyStatus, MonthRow, Owed, State
from reconcile.text.dates import Month, roc_date
from reconcile.text.folding import comparable


@dataclass(frozen=True)
class Status:
    """All agencies of an archive on one day."""

    today: date
    agencies: tuple[AgencyStatus, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the command prints, a line each."""
        if not self.agencies:
            return ("封存內尚無任何月份；請先執行 reconcile run。",)
        return tuple(line for agency in self.agencies for line in _lines(agency, self.today))


def status_of(histories: Sequence[History], today: date, settings: Settings) -> Status:
    """Where each agency stands; one without deposits stands where [office] since says."""
    since = Month.parse(settings.office.since) if settings.office.since else None
    return Status(today, tuple(_agency(history, today, since, settings.regulation) for history in histories))


def _agency(history: History, today: date, since: Month | None, regulation: Regulation) -> AgencyStatus:
    last = Month.of(today).previous
    lives = Lives.of(history)
    open_items = tuple(life.item(max(last, life.month)) for life in lives.values() if life.is_open)
    first = since or min(history.months, default=last)
    void = void_signoffs(history)
    per_month = Counter(item.month for item in open_items)
    rows = tuple(
        MonthRow(
            month,
            state_of(history, month, today, regulation),
            download_due(month, regulation),
            per_month[month],
            None if signoff_in(history, month) is None else month not in void,
            _done_on(history, month),
        )
        for month in sorted({*first.through(last), *history.months})
        if month in history.months or month.year not in history.destroyed
    )
    owed = [
        *_downloads(rows, today, regulation),
        *yearly_duties(history, first, today, regulation),
        *letters(history, regulation),
    ]
    owed.sort(key=lambda one: (one.due_on, one.what))
    formerly = tuple(former.agency for former in history.former)
    return AgencyStatus(history.agency, rows, open_items, tuple(owed), since is not None, formerly)


def _done_on(history: History, month: Month) -> date | None:
    since = max((one.number for one in history.retractions(month)), default=-1)
    return next((run.as_of for run in history.runs(month) if run.number > since and run.record.get("complete")), None)


def _downloads(rows: Sequence[MonthRow], today: date, regulation: Regulation) -> Iterator[Owed]:
    """The months that are not done, and where none of them is yet due, the one at hand."""
    waiting = [row for row in rows if row.state in ("due", "late", "never", "retracted", "incomplete")]
    months = {row.month: row.due_on for row in waiting}
    if not any(row.state == "due" for row in rows):
        months.setdefault(Month.of(today), download_due(Month.of(today), regulation))
    yield from (Owed(due, f"下載並勾稽{month.roc}{STATEMENT.title}") for month, due in months.items())


def state_of(history: History, month: Month, today: date, regulation: Regulation) -> State:
    """Whether a month was run, and what it is where it was not."""
    if history.retraction(month):
        return "retracted"
    since = max((one.number for one in history.retractions(month)), default=-1)
    runs = [run for run in history.runs(month) if run.number > since]
    if runs:
        return "done" if any(run.record.get("complete") for run in runs) else "incomplete"
    if today <= download_due(month, regulation):
        return "due"
    return "never" if history.months and month < history.months[-1] else "late"


def _lines(of: AgencyStatus, today: date) -> list[str]:
    rows = [
        (
            row.month.roc,
            row.told,
            roc_date(row.due_on),
            roc_date(row.done_on) if row.done_on else "",
            f"{row.open_items} 件",
            row.told_signed,
        )
        for row in of.months
    ]
    ages = Counter(item.age for item in of.open_items)
    return [
        f"{of.agency}（基準日 {roc_date(today)}）",
        *([f"含原{'、原'.join(of.formerly)}之封存及未結事項。"] if of.formerly else ()),
        *_table(("月份", "辦理情形", "期限", "完成日", "未結", "簽核"), rows),
        *(() if of.since_known else ("起始月份未設定（office.toml 的 since），較早的月份未列入。",)),
        f"未結事項共 {len(of.open_items)} 件。",
        *_table(
            ("列出後", "未結"),
            [(f"{age} 個月" if age else "本期", f"{ages[age]} 件") for age in sorted(ages, reverse=True)],
        ),
        *_table(("使用者", "未結"), [(user, f"{count} 件") for user, count in _by_user(of.open_items)]),
        "期限：",
        *(f"  {roc_date(one.due_on)}　{one.what}{_lateness(one, today)}" for one in of.owed if not one.done_on),
        *(["已辦理："] if any(one.done_on for one in of.owed) else ()),
        *(f"  {roc_date(one.done_on)}　{one.what}{_in_time(one)}" for one in of.owed if one.done_on),
    ]


def _lateness(one: Owed, today: date) -> str:
    if one.missed:
        return "（未辦理）"
    return "（已逾期）" if one.due_on < today else ""


def _in_time(one: Owed) -> str:
    """That a duty was done after its day, and which that was."""
    late = one.done_on is not None and one.done_on > one.due_on
    return f"（期限 {roc_date(one.due_on)}，逾期辦理）" if late else ""


def _by_user(items: Sequence[Item]) -> list[tuple[str, int]]:
    """How many items each user has, the most first; a name in two writings is one user's, shown as first written."""
    users = [item.user or "未載姓名" for item in items]
    shown = {comparable(user): user for user in reversed(users)}
    counts = Counter(map(comparable, users))
    return sorted(((shown[user], count) for user, count in counts.items()), key=lambda one: (-one[1], one[0]))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns that stand under one another on a terminal; nothing without rows."""
    if not rows:
        return []
    widths = [max(_breadth(row[at]) for row in (head, *rows)) for at in range(len(head))]
    return [
        "  "
        + "  ".join(cell + " " * (width - _breadth(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *rows)
    ]


def _breadth(text: str) -> int:
    """Columns of a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)
