"""Where an office stands on a day, as it travels from the review to whoever shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from reconcile.text.dates import Month

if TYPE_CHECKING:
    from reconcile.history import Item

State = Literal["done", "incomplete", "due", "late", "never", "retracted"]

_STATES = {
    "done": "已完成",
    "incomplete": "未完成",
    "due": "待執行",
    "late": "逾期",
    "never": "未執行",
    "retracted": "已撤回",
}
_TO_BE_EXPLAINED = {False: "已勾稽，待查明", True: "逾期勾稽，待查明"}
"""A month that was run whole and has open items, by whether that was late."""
_LATE = "逾期完成"
_SIGNED = {None: "未簽核", True: "已簽核", False: "簽核已失效"}


@dataclass(frozen=True)
class Owed:
    """One duty: until when it is due (closed), what it is, and when it was done, None where it was not.

    `missed`: its time is over for good.
    """

    due_on: date
    what: str
    done_on: date | None = None
    missed: bool = False


@dataclass(frozen=True)
class MonthRow:
    """One month: whether it was run, until when it was due, its open items, its signature, when it was first whole.

    `signed` is true where the signature holds, false where it is void, None where there is none. `done_on` is the day
    of the first complete run that stands, None where there is none.
    """

    month: Month
    state: State
    due_on: date
    open_items: int
    signed: bool | None
    done_on: date | None = None

    @property
    def is_late(self) -> bool:
        """Whether it was first whole after it was due."""
        return self.state == "done" and self.done_on is not None and self.done_on > self.due_on

    @property
    def told(self) -> str:
        """What the office reads of its state; nothing is 已完成 that has open items."""
        if self.state == "done" and self.open_items:
            return _TO_BE_EXPLAINED[self.is_late]
        return _LATE if self.is_late else _STATES[self.state]

    @property
    def told_signed(self) -> str:
        """What the office reads of its signature; blank where there is nothing to sign."""
        return _SIGNED[self.signed] if self.state in ("done", "incomplete") else ""


@dataclass(frozen=True)
class AgencyStatus:
    """One agency: its months, its open items, and every duty but a month that is done, by the day until when."""

    agency: str
    months: tuple[MonthRow, ...]
    open_items: "tuple[Item, ...]"
    owed: tuple[Owed, ...]
    since_known: bool
    formerly: tuple[str, ...] = ()


def told_to_programs(today: date, agencies: Sequence[AgencyStatus]) -> dict[str, Any]:
    """All of it as one object of JSON, days in ISO, without any person: `status --json`."""
    return {"as_of": today.isoformat(), "agencies": [_agency(one, today) for one in agencies]}


def _agency(of: AgencyStatus, today: date) -> dict[str, Any]:
    return {
        "agency": of.agency,
        "formerly": list(of.formerly),
        "since_known": of.since_known,
        "months": [
            {
                "month": str(row.month),
                "state": row.state,
                "late": row.is_late,
                "due_on": row.due_on.isoformat(),
                "done_on": row.done_on.isoformat() if row.done_on else None,
                "open_items": row.open_items,
                "signed": row.signed,
            }
            for row in of.months
        ],
        "open_items": [
            {"item": one.item, "month": str(one.month), "code": one.code, "severity": one.severity, "age": one.age}
            for one in of.open_items
        ],
        "duties": [
            {
                "due_on": one.due_on.isoformat(),
                "what": one.what,
                "done_on": one.done_on.isoformat() if one.done_on else None,
                "missed": one.missed,
                "overdue": one.done_on is None and one.due_on < today,
            }
            for one in of.owed
        ],
    }
