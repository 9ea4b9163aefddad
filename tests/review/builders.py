"""An office with synthetic people that runs its months through the real rooms and keeps them in a real archive."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from known_codes import CATALOGUE, CODES
from reconcile.archive import decision_record, deposit, read_history
from reconcile.causes import Caused, causes_of
from reconcile.deposits import Deposit
from reconcile.errors import Problem
from reconcile.history import ITEMS, SIGNOFF_SHEET, WORKLISTS, History, Item, Review
from reconcile.matching import match
from reconcile.outcome import Counts, Facts, Input, Outcome, Reading
from reconcile.reading import read_worklist
from reconcile.reports import write_record
from reconcile.reports.view import view_of
from reconcile.reports.xlsx import write_xlsx
from reconcile.review import NewAnswers, decisions_of, items_of, review_of
from reconcile.rules import judge
from reconcile.settings import RuleSettings, Settings
from reconcile.tables import CAUSES, REGISTER, STATEMENT
from reconcile.text.dates import Month

OFFICE = "花蓮縣花蓮市戶政事務所"
OCTOBER, NOVEMBER, DECEMBER = Month(2026, 10), Month(2026, 11), Month(2026, 12)
WANG, LIN = "A123456789", "A800000014"
RAISED = {
    "UNREGISTERED_QUERY",
    "UNCONFIRMED_ENTRY",
    "AMBIGUOUS_MATCH",
    "USER_MISMATCH",
    "CONDITION_MISMATCH",
    "TIME_MISMATCH",
    "MISSING_SIGNOFF",
}
USUAL = RuleSettings(off=sorted(CODES - RAISED))
"""Few rules, so that a test says all that a month raises."""
Row = dict[str, Any]


def query(day: int, hour: int = 9, subject: str = WANG, month: Month = OCTOBER, **other: Any) -> Row:
    """A query at twelve past."""
    usual = {
        "statement_file": "明細表.pdf",
        "account": "hl001",
        "user_name": "王小明",
        "queried_at": datetime(month.year, month.month, day, hour, 12, 33),
        "condition": subject,
        "subject_id": subject,
        "result": "success",
        "purpose": 2,
    }
    return usual | other


def line(day: int, hour: int = 9, subject: str = WANG, month: Month = OCTOBER, **other: Any) -> Row:
    """A line of an entry of its own, from ten to twenty past."""
    usual = {
        "register_file": "紀錄表.xlsx",
        "user_name": "王小明",
        "login_at": datetime(month.year, month.month, day, hour, 10),
        "logout_at": datetime(month.year, month.month, day, hour, 20),
        "condition": subject,
        "subject_id": subject,
        "result": "success",
        "purposes": "2",
        "signed_off": True,
        "signed_by": "陳主任",
    }
    return usual | other


def outcome(
    queries: Sequence[Row],
    lines: Sequence[Row] = (),
    *,
    month: Month = OCTOBER,
    on: date = date(2026, 11, 5),
    problems: Sequence[str] = (),
    settings: Settings | None = None,
    caused: bool = False,
) -> Outcome:
    """A month read, matched and judged; the digests of its files are those of what they hold.

    With `caused` it is asked for its causes too.
    """
    settings = settings or Settings(rules=USUAL)
    statement = STATEMENT.frame(row | {"statement_row": n} for n, row in enumerate(queries, start=1))
    register = REGISTER.frame(
        {"register_line": 1} | row | {"register_entry": row.get("register_entry", n)}
        for n, row in enumerate(lines, start=1)
    )
    matching = match(statement, register, None, settings, month=month)
    readings = [
        Reading(frame, (), Facts(file, "xlsx", rows_printed=len(frame)))
        for frame, file in ((statement, "明細表.pdf"), (register, "紀錄表.xlsx"))
    ]
    given = {"statement": statement, "register": register}
    findings = judge(statement, register, matching, None, settings)
    found = Caused(CAUSES.frame([]), findings)
    if caused:

        def again(statement: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
            return judge(statement, register, match(statement, register, None, settings, month=month), None, settings)

        found = causes_of(statement, register, matching, findings, again, None, settings)
    return Outcome(
        month=month,
        agency=OFFICE,
        as_of=on,
        inputs=tuple(
            Input(role, reading.facts.file, 1, sha256(given[role].to_csv().encode()).hexdigest())
            for role, reading in zip(given, readings, strict=True)
        ),
        settings=settings,
        catalogue=CATALOGUE,
        statement=statement,
        register=register,
        matching=matching,
        findings=found.findings,
        causes=found.causes,
        problems=tuple(Problem("明細表.pdf", "第 1 頁", text) for text in problems),
        counts=Counts.of(readings[:1], readings[1:], matching),
    )


@dataclass
class Office:
    """Its folder, and the review of its last run."""

    home: Path
    review: Review = field(default_factory=Review)

    @property
    def history(self) -> History:
        """The archive as it stands."""
        return read_history(self.home / "archive", OFFICE)

    def report(self, month: Month = OCTOBER) -> Path:
        """The worklist of the last run of a month."""
        return self.home / "reports" / str(month) / "report.xlsx"

    def run(self, queries: Sequence[Row], lines: Sequence[Row] = (), *, paper: bool = False, **other: Any) -> Review:
        """Run a month and archive it; with `paper` write its worklist."""
        made = outcome(queries, lines, **other)
        self.review = review_of(made, self.history)
        folder = self.report(made.month).parent
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        write_record(made, folder, self.review)
        if paper:
            write_xlsx(view_of(made, self.review), folder / "report.xlsx")
        self._keep(made, folder)
        return self.review

    def decide(
        self,
        answers: Mapping[str, Sequence[Any]],
        month: Month = OCTOBER,
        *,
        today: date = date(2026, 11, 6),
        **other: Any,
    ) -> NewAnswers:
        """Fill in the worklist of a month and take it in."""
        return self.take(fill(self.report(month), self.home / "filled.xlsx", answers, **other), month, today=today)

    def take(self, worklist: Path, month: Month = OCTOBER, *, today: date = date(2026, 11, 6)) -> NewAnswers:
        """Take a worklist in, and archive what is new."""
        taken = decisions_of(read_worklist(worklist), self.history, month, CATALOGUE, today=today)
        if taken.decisions or taken.signoff:
            self.keep(taken, month, today)
        return taken

    def keep(self, taken: NewAnswers, month: Month, today: date) -> Deposit:
        """Append decisions and signature to the chain."""
        return deposit(
            self.home / "archive",
            self.history,
            kind="decision",
            period=month,
            as_of=today,
            record=decision_record(taken.decisions, taken.signoff),
            files={},
        )

    def _keep(self, made: Outcome, folder: Path) -> None:
        history, record = self.history, _record(folder)
        if history.deposits and history.deposits[-1].record == record:
            return
        ITEMS.write(items_of(made), folder / "items.parquet")
        deposit(
            self.home / "archive",
            history,
            kind="run",
            period=made.month,
            as_of=made.as_of,
            record=record,
            files={
                "items.parquet": folder / "items.parquet",
                **{f"tables/{path.name}": path for path in (folder / "data").iterdir()},
            },
        )


def open_items(review: Review) -> list[Item]:
    """Those of the month and of those before it."""
    return [item for item in (*review.items.values(), *review.carried) if item.state == "open"]


def the(review: Review, code: str = "UNREGISTERED_QUERY") -> Item:
    """The one item of a code."""
    [item] = [item for item in (*review.items.values(), *review.carried) if item.code == code]
    return item


ANSWER = ("說明合理", "見公文", "林課員", datetime(2026, 11, 6))


def fill(
    report: Path,
    to: Path,
    answers: Mapping[str, Sequence[Any]],
    *,
    signed: tuple[Any, Any] | None = None,
    change: Callable[[Workbook], object] | None = None,
) -> Path:
    """A copy of a report with answers by item, a signature, and whatever else somebody does to it."""
    book = load_workbook(report)
    for sheet in map(book.__getitem__, WORKLISTS):
        at = columns(sheet)
        for row in range(2, sheet.max_row + 1):
            for heading, value in zip(
                ("處理結果", "說明", "查明人員", "日期"),
                answers.get(str(sheet.cell(row, at["項目代號"]).value), ()),
                strict=False,
            ):
                sheet.cell(row, at[heading]).value = value
    if signed:
        label(book, "簽核人").value, label(book, "簽核日期").value = signed
    if change:
        change(book)
    book.save(to)
    return to


def columns(sheet: Worksheet) -> dict[str, int]:
    """The column of each heading."""
    return {str(cell.value): at for at, cell in enumerate(sheet[1], start=1)}


def label(book: Workbook, name: str) -> Any:
    """The cell beside a label of the sheet 簽核."""
    sheet = book[SIGNOFF_SHEET]
    [row] = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == name]
    return sheet.cell(row, 2)


def _record(folder: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    return record
