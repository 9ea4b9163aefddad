"""The life of every item, told again from the chain: what raised it, what closed it, what opened it again.

An item is closed by an answer other than 待查, by a line that a later month's register brings in, or by a complete
re-run of its month, with other inputs, that no longer lists it. What a retracted run left open, or a person confirmed,
is `held`: open until a new run of the month lists it or a person answers it, whatever a register says. A re-run that
merely could not read, or that only other
settings or another version made silent, closes nothing, and takes no answer away. What a correction had closed and what
comes back all the same is open, whatever was answered before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from reconcile.deposits import Decision, Deposit
from reconcile.history import CONFIRMED, OPEN, History, Item
from reconcile.outcome import Outcome
from reconcile.tables import Row, records
from reconcile.text.dates import Month, roc_date

Inputs = frozenset[tuple[str, str]]
"""Role and digest of each file that a run was given."""


@dataclass(frozen=True)
class Run:
    """What a run says of items: those it lists, by identity, and those of earlier months it makes good (`late`).

    `deposit` is where it is archived, None for the run at hand.
    """

    month: Month
    on: date
    listed: Mapping[str, Row]
    late: frozenset[str]
    complete: bool
    inputs: Inputs
    deposit: Deposit | None = None

    @classmethod
    def archived(cls, deposit: Deposit) -> "Run":
        """A run as its deposit holds it."""
        assert deposit.month is not None and deposit.items is not None, "a run has a month and items"
        record = deposit.record
        return cls(
            deposit.month,
            deposit.as_of,
            {row["item"]: row for row in records(deposit.items)},
            frozenset(record.get("late_entries", ())),
            bool(record.get("complete")),
            frozenset((given["role"], given["sha256"]) for given in record.get("inputs", ())),
            deposit,
        )

    @classmethod
    def of(cls, outcome: Outcome, listed: Mapping[str, Row], late: Iterable[str]) -> "Run":
        """The run at hand."""
        inputs = frozenset((given.role, given.sha256) for given in outcome.inputs)
        return cls(outcome.month, outcome.as_of, listed, frozenset(late), outcome.complete, inputs)


@dataclass
class Life:
    """One item until now. `listed`: its month's last run lists it; `gone`: a correction made it vanish.

    `late` holds the months whose register makes it good, with the run that says so, None for the run at hand; `inputs`
    what the run was given that listed it last, `listed_in` its deposit (None for the run at hand), `agency` whose
    chain that is in. `decided_in` is the deposit of the last decision.
    """

    month: Month
    row: Row
    inputs: Inputs
    agency: str = ""
    listed_in: Deposit | None = None
    listed: bool = True
    gone: bool = False
    late: dict[Month, Deposit | None] = field(default_factory=dict)
    decision: Decision | None = None
    decided_in: Deposit | None = None
    held: bool = False
    story: list[str] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether someone still has to answer for it."""
        return self.held or not (self.gone or self.late or (self.decision and self.decision.result != OPEN))

    def tell(self, on: date, what: str) -> None:
        """One more thing that happened to it."""
        self.story.append(f"{roc_date(on)}：{what}")

    def item(self, seen_from: Month) -> Item:
        """What a report of that month shows."""
        age = (seen_from.year - self.month.year) * 12 + seen_from.month - self.month.month
        shown: dict[str, Any] = {name: self.row[name] for name in ("item", "code", "severity", "user", "subject", "at")}
        return Item(
            **shown,
            month=self.month,
            message=self.row["message"],
            state="open" if self.is_open else "closed",
            age=max(age, 0),
            decision=self.decision,
            story=tuple(self.story),
            row=self.row,
            listed_in=(self.agency, self.listed_in.number) if self.listed_in else None,
        )


class Lives(dict[str, Life]):
    """Every item that was ever raised, by identity; `agency` is whose chain is being told."""

    agency = ""

    @classmethod
    def of(cls, history: History) -> "Lives":
        """Replay a chain; a run whose items are not known tells nothing of them."""
        lives = cls()
        for chain in history.chains:
            lives.agency = chain.agency
            for deposit in chain.deposits:
                if deposit.kind == "run" and deposit.items is not None:
                    lives.run(Run.archived(deposit))
                elif deposit.kind == "retraction":
                    lives.retract(deposit)
                for decision in deposit.decisions:
                    lives.answer(decision, deposit)
        return lives

    def run(self, run: Run) -> None:
        """One more run: what it lists, what it no longer lists, what its register makes good."""
        for item, row in run.listed.items():
            if item in self:
                _list_again(self[item], row, run)
            else:
                self[item] = Life(run.month, row, run.inputs, self.agency, run.deposit)
                self[item].tell(run.on, "首次列出")
        for item, life in self.items():
            ours = life.month == run.month and life.agency == self.agency
            if ours and item not in run.listed and not life.gone:
                _miss(life, run)
            if item in run.late:
                if run.month not in life.late:
                    life.tell(run.on, f"由 {run.month.month} 月紀錄表補登")
                life.late[run.month] = run.deposit
            elif run.month in life.late and not life.gone:
                del life.late[run.month]
                life.tell(
                    run.on, f"{run.month.month} 月紀錄表更正後已無該筆補登" + ("，重新列為未結" if life.is_open else "")
                )

    def retract(self, deposit: Deposit) -> None:
        """The runs of a month retracted: what is open, or was confirmed, stays open."""
        by = deposit.record.get("by")
        for life in self.values():
            confirmed = life.decision is not None and life.decision.result == CONFIRMED and not life.gone
            if (life.month, life.agency) == (deposit.month, self.agency) and (life.is_open or confirmed):
                life.held = True
                who = f"{by}：" if by else ""
                life.tell(deposit.as_of, f"所屬執行經撤回（{who}{deposit.record.get('why', '')}），仍列未結")

    def answer(self, decision: Decision, deposit: Deposit) -> None:
        """A decision taken in."""
        life = self.get(decision.item)
        if life is None:  # of a year that was destroyed lawfully
            return
        life.decision, life.decided_in, life.held = decision, deposit, False
        note = f"，{decision.note}" if decision.note else ""
        life.tell(decision.on, f"處理結果為{decision.result}（{decision.by}{note}）")


def _list_again(life: Life, row: Row, run: Run) -> None:
    life.row, life.inputs, life.listed_in, life.held = row, run.inputs, run.deposit, False
    if not life.listed:
        life.listed = True
        life.tell(run.on, "再次列出")
    if life.gone:
        life.gone, life.decision, life.decided_in = False, None, None
        life.late.clear()


def _miss(life: Life, run: Run) -> None:
    if life.held:
        if life.listed:
            life.tell(run.on, "未再列出，惟原執行經撤回，不視為已更正")
    elif run.complete and run.inputs != life.inputs:
        life.gone = True
        life.tell(run.on, "更正後不再列出")
    elif life.listed:
        why = "輸入檔未變更" if run.complete else "輸入檔有問題（未完成）"
        life.tell(run.on, f"未再列出，惟該次{why}，不視為已更正")
    life.listed = False
