"""An office whose papers an auditor reads: months of a few rows, its lists, its commands, and what its forms say."""

import contextlib
import io
import json
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from forms import paper, wording
from office_files import OFFICE
from reconcile.cli import main
from reconcile.lists import CASES, ROSTER
from reconcile.tables import REGISTER, STATEMENT
from reconcile.text.dates import Month
from year.office import Answers, fill_in

WANG, LIN, CHEN = "王小明", "林美玲", "陳大文"
ACCOUNTS = {WANG: "hl001", LIN: "hl002", CHEN: "hl003"}
PEOPLE = ("A123456789", "A800000014", "A900207177", "AB00207171")
LOGOUT = timedelta(minutes=10)

Row = dict[str, Any]


@dataclass(frozen=True)
class Asked:
    """One query at nine on a day: `query` and `line` change what the papers say of it, None: it does not stand there.

    Without `case` no case explains it.
    """

    day: int
    subject: str
    user: str = WANG
    query: Mapping[str, Any] | None = field(default_factory=dict)
    line: Mapping[str, Any] | None = field(default_factory=dict)
    case: bool = True

    def printed(self, month: Month, row: int) -> Row:
        at = datetime(month.year, month.month, self.day, 9, 12, 33)
        told = {"agency": OFFICE, "account": ACCOUNTS[self.user], "user_name": self.user, "function": "入出境紀錄"}
        asked = {"condition": self.subject, "subject_id": self.subject, "queried_at": at, "result": "success"}
        key = {"statement_file": "明細表.parquet", "statement_row": row}
        return {**key, **told, **asked, "purpose": 2, **(self.query or {})}

    def written(self, month: Month, entry: int) -> Row:
        login = datetime(month.year, month.month, self.day, 9, 10)
        key = {"register_file": "紀錄表.parquet", "register_entry": entry, "register_line": 1, "seq_no": entry}
        session = {"login_at": login, "logout_at": login + LOGOUT, "user_name": self.user, "purposes": "2"}
        asked = {"condition": self.subject, "subject_id": self.subject, "result": "success"}
        signed = {"signed_off": True, "signed_by": CHEN, "voided": False}
        return {**key, **session, **asked, **signed, **(self.line or {})}


HONEST = (Asked(6, PEOPLE[0]), Asked(7, PEOPLE[1], LIN))
"""What is asked every month, and written down."""

STAFF: tuple[Row, ...] = (
    {"account": "hl001", "user_name": WANG, "role": "戶籍員", "identifier": "B123456780", "leave_days": ""},
    {"account": "hl002", "user_name": LIN, "role": "承辦人員", "identifier": "B223456781", "leave_days": ""},
    {"account": "hl003", "user_name": CHEN, "role": "單位主管", "identifier": "C123456785", "leave_days": ""},
)


@dataclass
class Box:
    """One item of a form: 是, 否 or neither, and all that stands beside it, white space taken out."""

    answer: bool | None
    said: str


@dataclass
class Audited:
    """The office's folder, what the program last said, and the form that it last wrote."""

    home: Path
    since: str = "2026-07"
    staff: Sequence[Row] = STAFF
    off: Sequence[str] = ()
    with_cases: bool = True
    said: str = ""
    written: str = ""

    def __post_init__(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        self.settle()

    def settle(self) -> None:
        """Write office.toml as the fields say."""
        self.settings.write_text(
            f'[office]\nagency = "{OFFICE}"\nsince = "{self.since}"\n[rules]\noff = {json.dumps(list(self.off))}\n'
            "[calendar]\nweekdays = [1, 2, 3, 4, 5, 6, 7]\npublic_holidays = false\n",
            encoding="utf-8",
        )

    def copied(self, home: Path, **changed: Any) -> "Audited":
        """The same office in another folder, with other settings or lists from now on."""
        shutil.copytree(self.home, home)
        return Audited(home, **{"since": self.since, "staff": self.staff, "off": self.off, **changed})

    @property
    def settings(self) -> Path:
        return self.home / "office.toml"

    @property
    def archive(self) -> Path:
        return self.home / "archive"

    def do(self, *arguments: object) -> int:
        """Type a command; its exit code."""
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(out):
            code = main([*map(str, arguments), "--settings", str(self.settings)])
        self.said = out.getvalue()
        return code

    def run(self, month: Month, asked: Iterable[Asked] = HONEST, on: date | None = None, **options: object) -> int:
        """Run a month on the fifth of the next, or that day."""
        day = on or date(month.next.year, month.next.month, 5)
        files = self._papers(month, list(asked))
        given = {
            "--downloaded-on": day,
            "--as-of": day,
            **{f"--{name.replace('_', '-')}": options[name] for name in options},
        }
        return self.do("run", month, *files, *(part for one in given.items() for part in one))

    def _papers(self, month: Month, asked: list[Asked]) -> list[object]:
        folder = self.home / "papers" / str(month)
        folder.mkdir(parents=True, exist_ok=True)
        queries = [one.printed(month, row) for row, one in enumerate((a for a in asked if a.query is not None), 1)]
        lines = [one.written(month, entry) for entry, one in enumerate((a for a in asked if a.line is not None), 1)]
        STATEMENT.write(STATEMENT.frame(queries), folder / "明細表.parquet")
        REGISTER.write(REGISTER.frame(lines), folder / "紀錄表.parquet")
        files: list[object] = ["--statement", folder / "明細表.parquet", "--register", folder / "紀錄表.parquet"]
        if self.staff:
            rows = [{"roster_file": "清冊.parquet", "roster_row": at, **one} for at, one in enumerate(self.staff, 1)]
            ROSTER.write(ROSTER.frame(rows), folder / "清冊.parquet")
            files += ["--roster", folder / "清冊.parquet"]
        if self.with_cases:
            CASES.write(CASES.frame(_cases(month, asked)), folder / "案件.parquet")
            files += ["--cases", folder / "案件.parquet"]
        return files

    def decide(
        self, month: Month, answers: Answers, *, by: str = CHEN, signed_by: str | None = CHEN, day: int = 8
    ) -> int:
        """Fill in the worklist of the last run and hand it in, signed unless nobody signs."""
        on = date(month.next.year, month.next.month, day)
        filled = self.home / f"{month}-filled-{day}.xlsx"
        fill_in(self.home / "reports" / str(month) / "report.xlsx", filled, on, answers, by=by, signed_by=signed_by)
        return self.do("decide", month, filled, "--as-of", on)

    def form(self, *arguments: object, county: bool = True) -> list[Box]:
        """The boxes of 附件四, or of 附件三, as `audit` writes it into its .odt."""
        out = self.home / "forms"
        shutil.rmtree(out, ignore_errors=True)
        self.do("audit", *arguments, *(["--county"] if county else []), "--out", out)
        self.written = paper.words(next(out.glob("*.odt")))
        return boxes(self.written)

    def text(self, pattern: str) -> str:
        """What a paper of the office says, white space taken out."""
        return paper.words(next((self.home / "reports" / "papers").glob(pattern)))


def boxes(form: str) -> list[Box]:
    """The items of a form by their wordings in the regulation."""
    items = [paper.squeezed(one) for one in wording.COUNTY_ITEMS if paper.squeezed(one) in form]
    found = []
    for at, item in enumerate(items):
        rest = form.split(item, 1)[1]
        rest = rest.split(items[at + 1], 1)[0] if at + 1 < len(items) else rest.split("稽核人員", 1)[0]
        ticked = re.match("([■□])是([■□])否", rest)
        assert ticked, rest[:20]
        found.append(Box({"■□": True, "□■": False, "□□": None}[ticked[1] + ticked[2]], rest[ticked.end() :]))
    return found


def _cases(month: Month, asked: Sequence[Asked]) -> list[Row]:
    explained = [one for one in asked if one.case]
    day = [datetime(month.year, month.month, one.day) for one in explained]
    return [
        {
            "cases_file": "案件.parquet",
            "cases_row": at,
            "case_no": f"{month.year - 1911}{month.month:02}{at:04}",
            "business": "遷入登記",
            "applicant_id": one.subject,
            "received_on": on,
            "closed_on": on,
            "agent": "",
        }
        for at, (one, on) in enumerate(zip(explained, day, strict=True), 1)
    ]
