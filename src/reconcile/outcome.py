"""What travels between the rooms; every frame in here conforms to its table in `tables`."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

import pandas as pd

from reconcile.by_hand import CheckedList
from reconcile.catalogue import Catalogue
from reconcile.errors import InternalFault, Problem
from reconcile.lists import Lists
from reconcile.settings import Settings
from reconcile.tables import CAUSES
from reconcile.text.dates import Month


@dataclass(frozen=True)
class Facts:
    """How one file was understood.

    `carrier` is what the content is ("pdf", "xlsx", "csv", …). `columns` maps each column of the contract to the
    heading it was found under, `reasons` to why (標題, 內容); `unused` holds the headings that mean nothing here.
    `rows_printed` counts queries or written lines, `rows_unreadable` those among them, voided ones left out.
    `printed_total` is the number of queries that the document itself states, None where it states none; `says_none`:
    it says in place of rows that there are none. `producer` is the program that a PDF names, `header` the place of its
    first header row, `printed_on` the day of printing that it bears. `purposes_unread` are the entries of a register
    of which nobody can tell what was ticked, `entries` how many it has, unreadable ones included. `rows_apart` counts
    rows that are no queries (登入, 登出, 列印); `account` says for each sheet or page what was found on it.
    `unread_after`: behind which rows of a statement (0: before the first) a page that it counts is missing or unread.
    """

    file: str
    carrier: str
    columns: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    header: str | None = None
    producer: str | None = None
    agency: str | None = None
    rows_printed: int = 0
    rows_unreadable: int = 0
    rows_apart: int = 0
    printed_total: int | None = None
    says_none: bool = False
    printed_on: date | None = None
    pages: int | None = None
    purposes_unread: tuple[int, ...] = ()
    entries: int = 0
    account: tuple[str, ...] = ()
    unread_after: tuple[int, ...] = ()


class Spot(NamedTuple):
    """Where a row stands in a PDF: its page, and which of the rows on it it is, both counted from 1.

    `header` numbers the rows of the header above it on that page, none where there is none. `shown` holds the
    positions of its cells that name no person, and may be seen where names and identifiers are masked; `users` those
    that name its user alone.
    """

    page: int
    row: int
    header: tuple[int, ...]
    shown: tuple[int, ...]
    users: tuple[int, ...] = ()


@dataclass(frozen=True)
class Reading:
    """One file as a table of the contract, what was wrong in it, and how it was understood.

    `spots` maps each `statement_row` of a PDF to where it stands, `places` each row of a list to where a person finds
    it; both empty for other documents. `checked` is what a 逐筆核對表 says, None of all else.
    """

    table: pd.DataFrame
    problems: tuple[Problem, ...]
    facts: Facts
    spots: Mapping[int, Spot] = field(default_factory=dict)
    places: Mapping[int, str] = field(default_factory=dict)
    checked: CheckedList | None = None


Span = tuple[datetime, datetime]
"""A stretch of time, both ends closed."""


@dataclass(frozen=True)
class Unread:
    """The spans of which a side could not be read: what is left over there on the other side is unchecked."""

    statement: tuple[Span, ...] = ()
    register: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Matching:
    """Pairs and leftovers: the tables `matches` and `unmatched`."""

    matches: pd.DataFrame
    unmatched: pd.DataFrame


@dataclass(frozen=True)
class Input:
    """One file that the run was given: its role by the name in `documents`, base name, size and digest."""

    role: str
    file: str
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Counts:
    """The conservation law (DESIGN §2): nothing is dropped, and every report proves it.

    `used_lines` are lines that an archived month has, the `unchecked` ones leftovers of a side
    whose other side could not be read. `voided_lines` stand outside the equations.
    """

    rows_printed: int
    rows_unreadable: int
    queries: int
    matched: int
    unregistered: int
    ambiguous_queries: int
    outside_queries: int
    unchecked_queries: int
    lines_written: int
    lines_unreadable: int
    unconfirmed: int
    ambiguous_lines: int
    explained: int
    outside_lines: int
    used_lines: int
    unchecked_lines: int
    voided_lines: int
    certain_unregistered: int = 0

    @classmethod
    def of(cls, statements: list[Reading], registers: list[Reading], matching: Matching) -> "Counts":
        """Count each term where it arises, then hold the law; raises InternalFault where it is broken."""
        leftover = matching.unmatched
        queries = leftover["statement_row"].notna()
        reasons = {
            (side, reason): int((rows & (leftover["reason"] == reason)).sum())
            for side, rows in (("query", queries), ("line", ~queries))
            for reason in ("none", "tie", "explained", "outside", "used", "unchecked")
        }
        counts = cls(
            rows_printed=sum(reading.facts.rows_printed for reading in statements),
            rows_unreadable=sum(reading.facts.rows_unreadable for reading in statements),
            queries=sum(len(reading.table) for reading in statements),
            matched=len(matching.matches),
            unregistered=reasons["query", "none"],
            ambiguous_queries=reasons["query", "tie"],
            outside_queries=reasons["query", "outside"],
            unchecked_queries=reasons["query", "unchecked"],
            lines_written=sum(reading.facts.rows_printed for reading in registers),
            lines_unreadable=sum(reading.facts.rows_unreadable for reading in registers),
            unconfirmed=reasons["line", "none"],
            ambiguous_lines=reasons["line", "tie"],
            explained=reasons["line", "explained"],
            outside_lines=reasons["line", "outside"],
            used_lines=reasons["line", "used"],
            unchecked_lines=reasons["line", "unchecked"],
            voided_lines=sum(int(reading.table["voided"].sum()) for reading in registers),
            certain_unregistered=int(surplus_of_ties(leftover)["queries"].sum()),
        )
        counts.hold()
        return counts

    def hold(self) -> None:
        """Assert the three equations."""
        left_queries = (
            self.unregistered,
            self.ambiguous_queries,
            self.outside_queries,
            self.unchecked_queries,
        )
        left_lines = (
            self.unconfirmed,
            self.ambiguous_lines,
            self.explained,
            self.outside_lines,
            self.used_lines,
            self.unchecked_lines,
        )
        if (
            self.rows_printed != self.queries + self.rows_unreadable
            or self.queries != self.matched + sum(left_queries)
            or self.lines_written != self.matched + sum(left_lines) + self.lines_unreadable
        ):
            raise InternalFault(f"筆數不守恆，程式有誤，請勿採用本次結果並通知維護人員：{asdict(self)}")


def surplus_of_ties(unmatched: pd.DataFrame) -> pd.DataFrame:
    """By tie, how many `queries` and how many `lines` every optimum leaves out (columns); the index is the tie."""
    tied = unmatched[unmatched["tie"].notna()]
    asked = tied["statement_row"].notna()
    surplus = (2 * asked.astype("int64") - 1).groupby(tied["tie"]).sum()
    return pd.DataFrame({"queries": surplus.clip(lower=0), "lines": (-surplus).clip(lower=0)}).astype("int64")


@dataclass(frozen=True)
class Download:
    """When the statement was downloaded (要點十一), and who says so: the command, the statement, or its file's date."""

    on: date
    source: Literal["option", "printed", "file"]

    @property
    def told_by(self) -> str:
        """Who says so, as the office reads it."""
        return {"option": "執行時指定", "printed": "依明細表所載列印日期", "file": "依檔案日期"}[self.source]


@dataclass(frozen=True)
class Matched:
    """One office's month, read and matched: what the rules are asked about; None is what nobody says.

    `earlier` are the accounts (or names, where none is printed) of each archived month before it, `before`
    the register of the last of them; `unread` are the entries of which nobody can tell what was ticked.
    """

    statement: pd.DataFrame
    register: pd.DataFrame
    matching: Matching
    lists: Lists = field(default_factory=Lists)
    settings: Settings = field(default_factory=Settings)
    month: Month | None = None
    download: Download | None = None
    earlier: Mapping[Month, frozenset[str]] = field(default_factory=dict)
    unread: frozenset[tuple[str, int]] = frozenset()
    as_of: date | None = None
    before: pd.DataFrame | None = None


@dataclass(frozen=True)
class Sample:
    """Rows of `matches` drawn for the supervisor to check against the paper, and how they were drawn."""

    rows: pd.DataFrame
    sentence: str


@dataclass(frozen=True)
class Judgement:
    """What the rules say of a month, asked once; each part as `Outcome` has it."""

    findings: pd.DataFrame
    not_checked: tuple[str, ...]
    case_links: pd.DataFrame | None
    sample: Sample | None
    unused_accounts: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """One office's month, finished: all that a report or an archive may show.

    `as_of` is the only date in a report that the inputs do not hold; it is itself an input. `not_checked` holds
    a sentence for each check that was not made because its source was not given (未查核). `case_links` has a row for
    each query that a case explains: its statement key, `cases_file`, `cases_row`, `case_no`, `how`, a sentence, and
    `personless`, whether the case names nobody; it is None where no case list was given. `unused_accounts` are
    sentences, one an account.
    `causes` is the table of that name. `certain_unregistered` counts the queries of ties that every
    optimum leaves out.
    """

    month: Month
    agency: str | None
    as_of: date
    inputs: tuple[Input, ...]
    settings: Settings
    catalogue: Catalogue
    statement: pd.DataFrame
    register: pd.DataFrame
    matching: Matching
    findings: pd.DataFrame
    problems: tuple[Problem, ...]
    counts: Counts
    not_checked: tuple[str, ...] = ()
    lists: Lists = field(default_factory=Lists)
    download: Download | None = None
    case_links: pd.DataFrame | None = None
    sample: Sample | None = None
    unused_accounts: tuple[str, ...] = ()
    causes: pd.DataFrame = field(default_factory=lambda: CAUSES.frame([]))
    certain_unregistered: int = 0

    @property
    def complete(self) -> bool:
        """No input had a problem; otherwise every report is headed 未完成."""
        return not self.problems
