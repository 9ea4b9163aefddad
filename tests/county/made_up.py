"""A made-up county: offices with their own habits, their papers month by month, and the commands they type."""

import csv
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from office_files import REGISTER_HEADINGS, STATEMENT_HEADINGS
from reconcile.text.dates import ROC_YEAR_ZERO, Month

ALWAYS_OPEN = "[calendar]\nweekdays = [1, 2, 3, 4, 5, 6, 7]\npublic_holidays = false\n"
USERS = (("hl001", "王小明"), ("hl002", "林美玲"), ("hl003", "陳志強"))


@dataclass(frozen=True)
class Habits:
    """How an office keeps its papers: of so many queries this share is not written, is written with a wrong time;

    `phantom` lines match no query, `unsigned` share of the lines lacks the supervisor. `own` is put into office.toml.
    """

    unwritten: float = 0.0
    mistimed: float = 0.0
    unsigned: float = 0.0
    phantom: int = 0
    queries: int = 12
    own: str = ""


@dataclass
class MadeUpOffice:
    """One office of the county in its folder."""

    home: Path
    agency: str
    habits: Habits = field(default_factory=Habits)
    seed: int = 1

    def found(self, *, own: str = "", formerly: Sequence[str] = ()) -> "MadeUpOffice":
        """Its folder, office.toml and inbox."""
        (self.home / "inbox").mkdir(parents=True, exist_ok=True)
        former = f"formerly = {list(formerly)}\n".replace("'", '"') if formerly else ""
        office = f'[office]\nagency = "{self.agency}"\nsince = "2025-01"\n{former}'
        (self.home / "office.toml").write_text(office + ALWAYS_OPEN + (own or self.habits.own), encoding="utf-8")
        return self

    def send(self, month: Month) -> None:
        """Put the month's papers into the inbox, in place of those of the month before."""
        for old in (self.home / "inbox").iterdir():
            old.unlink()
        queries, lines = self.papers(month)
        name = f"{month.year - ROC_YEAR_ZERO}年{month.month:02}月"
        closing = [f"合計：{len(queries)} 筆"]
        title = [f"{self.agency} 主管稽核月明細表"]
        sheet(self.home / "inbox" / f"{name}主管稽核月明細表.csv", [title, list(STATEMENT_HEADINGS), *queries, closing])
        register = [[f"{self.agency}查詢紀錄表"], list(REGISTER_HEADINGS), *lines]
        sheet(self.home / "inbox" / f"{name}查詢紀錄表.csv", register)

    def papers(self, month: Month) -> tuple[list[list[str]], list[list[str]]]:
        """The rows of its statement and of its register, the same for the same seed."""
        chance = random.Random(f"{self.seed} {self.agency} {month}")
        queries, lines = list[list[str]](), list[list[str]]()
        for at, subject in self._asked(month, chance):
            account, user = chance.choice(USERS)
            queries.append([str(len(queries) + 1), account, user, at.strftime(f"{_roc(at)}/%m/%d %H:%M:%S"),
                            "入出境紀錄", subject, "成功", "(二)"])  # fmt: skip
            if chance.random() >= self.habits.unwritten:
                shift = 90 if chance.random() < self.habits.mistimed else 0
                lines.append(_line(len(lines) + 1, at + timedelta(minutes=shift), subject, user, self._signer(chance)))
        for _ in range(self.habits.phantom):
            at = datetime(month.year, month.month, chance.randint(1, 27), 16, 30)
            lines.append(_line(len(lines) + 1, at, _identifier(chance), USERS[0][1], "李主任"))
        return queries, lines

    def _asked(self, month: Month, chance: random.Random) -> Iterator[tuple[datetime, str]]:
        for number in range(self.habits.queries):
            day = 1 + number * 27 // max(self.habits.queries, 1)
            at = datetime(month.year, month.month, day, 9 + number % 7, chance.randint(0, 40), chance.randint(0, 59))
            yield at, _identifier(chance)

    def _signer(self, chance: random.Random) -> str:
        return "" if chance.random() < self.habits.unsigned else "李主任"


def day_after(month: Month, day: int = 6) -> date:
    """A day of the month after."""
    return date(month.next.year, month.next.month, day)


def sheet(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """A CSV as an office saves it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)


def _line(number: int, at: datetime, subject: str, user: str, signer: str) -> list[str]:
    login, logout = at - timedelta(minutes=2), at + timedelta(minutes=6)
    day = at.strftime(f"{_roc(at)}/%m/%d")
    return [str(number), day, login.strftime("%H:%M"), logout.strftime("%H:%M"), subject, "成功", "(二)", user, signer]


def _roc(at: datetime) -> int:
    return at.year - ROC_YEAR_ZERO


def _identifier(chance: random.Random) -> str:
    letters = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
    letter = chance.choice("UABC")
    digits = [chance.choice((1, 2)), *(chance.randint(0, 9) for _ in range(7))]
    code = letters.index(letter) + 10
    total = (
        code // 10 + code % 10 * 9 + sum(digit * weight for digit, weight in zip(digits, range(8, 0, -1), strict=True))
    )
    return letter + "".join(map(str, digits)) + str(-total % 10)
