"""The home page of an office: this month in one sentence, what is asked of whom, and everything that is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from reconcile.catalogue import Catalogue
from reconcile.documents import REGISTER, STATEMENT
from reconcile.history import Item
from reconcile.home.guide import HOME
from reconcile.home.pages import filled
from reconcile.standing import AgencyStatus, MonthRow, Owed
from reconcile.text.dates import Month, roc_date

_SEVERITIES = {"high": "高", "medium": "中", "low": "低"}

MOST_ITEMS = 200
"""So many open items are listed; the reports and worklists have them all."""


@dataclass(frozen=True)
class Linked:
    """A file that may be opened from the page: what it is called, and the way to it from there."""

    title: str
    href: str


@dataclass(frozen=True)
class Front:
    """What the home page shows, as of `today`.

    `reports` are the files of each month that lie there, `problems` how many there are in the inputs of a month,
    `papers` what may be printed, `untaken` a sentence for each file or month that waits for somebody. `inbox` is the
    folder where files are dropped, `guide` the page that says which, None where there is none. `paper`: the register
    is written by hand.
    """

    today: date
    status: AgencyStatus
    catalogue: Catalogue
    inbox: Linked
    reports: Mapping[Month, Sequence[Linked]] = field(default_factory=dict)
    problems: Mapping[Month, int] = field(default_factory=dict)
    papers: Sequence[Linked] = ()
    untaken: Sequence[str] = ()
    guide: Linked | None = None
    paper: bool = False

    @property
    def month(self) -> MonthRow | None:
        """The month that is at hand, the last one; None where the office did not use the system yet."""
        last = Month.of(self.today).previous
        return next((row for row in self.status.months if row.month == last), None)

    @property
    def to_answer(self) -> Sequence[Item]:
        """The open items, the oldest first; of one age the gravest first."""
        ranks = list(_SEVERITIES)
        keyed = [(-one.age, one.month, ranks.index(one.severity), one.item, one) for one in self.status.open_items]
        return [one for *_, one in sorted(keyed, key=lambda key: key[:4])]

    @property
    def months_to_answer(self) -> list[MonthRow]:
        """The months that still raise open items."""
        return [row for row in self.status.months if row.open_items]

    @property
    def months_to_sign(self) -> list[MonthRow]:
        """The months that were run and bear no signature that holds."""
        run = [row for row in self.status.months if row.state in ("done", "incomplete")]
        return [row for row in run if row.signed is not True]

    @property
    def months_to_hand_in(self) -> list[MonthRow]:
        """The months of which the papers are wanted."""
        wanted = ("due", "late", "never", "retracted", "incomplete")
        return [row for row in self.status.months if row.state in wanted]

    @property
    def duties(self) -> list[tuple[Owed, str, bool]]:
        """What is due or missed, by its day: the duty, how it stands, and whether its day is over."""
        waiting = [one for one in self.status.owed if one.done_on is None]
        return [(one, self._stands(one), one.missed or one.due_on < self.today) for one in waiting]

    @property
    def sentence(self) -> str:
        """How the month at hand stands."""
        row = self.month
        if row is None:
            return f"{Month.of(self.today).previous.roc}早於開始使用之年月，目前沒有應勾稽的月份。"
        papers, due = f"{STATEMENT.title}及{REGISTER.title}", roc_date(row.due_on)
        waiting = {
            "due": f"尚未勾稽：請於 {due} 前放入{papers}。",
            "late": f"逾期未勾稽（期限 {due}）：請儘速放入{papers}。",
            "never": f"未勾稽（期限 {due}）：請儘速放入{papers}。",
            "retracted": "的勾稽結果已撤回：請放入正確的檔案，重新勾稽。",
            "incomplete": f"未完成：輸入檔有 {self.problems.get(row.month, 0)} 個問題待排除，請見報表。",
        }
        return row.month.roc + waiting.get(row.state, _done(row))

    def files_of(self, month: Month) -> Sequence[Linked]:
        """The reports of a month; none where they do not lie there."""
        return self.reports.get(month, ())

    def _stands(self, one: Owed) -> str:
        if one.missed:
            return "未辦理"
        days = (one.due_on - self.today).days
        return f"逾期 {-days} 日" if days < 0 else ("今日到期" if days == 0 else f"尚有 {days} 日")


def _done(row: MonthRow) -> str:
    if not row.open_items and row.signed:
        return "已辦畢：各項均已答覆，並經簽核。"
    left = f"尚有 {row.open_items} 項待答覆" if row.open_items else "各項均已答覆"
    signed = {True: "已簽核", False: "簽核已失效，請重新簽核", None: "尚未簽核"}[row.signed]
    return f"已勾稽：{left}，{signed}。"


def write_front(front: Front, folder: Path) -> Path:
    """Write the page into the folder of the reports; the same front gives the same bytes."""
    page = filled(
        "front.html",
        front=front,
        items=front.to_answer[:MOST_ITEMS],
        more=max(0, len(front.status.open_items) - MOST_ITEMS),
        severities=_SEVERITIES,
        register=REGISTER,
        statement=STATEMENT,
        roc_date=roc_date,
    )
    (folder / HOME).write_bytes(page.encode("utf-8"))
    return folder / HOME
