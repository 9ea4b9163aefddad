"""An office that works with the program for a year: its papers, its commands, and the answers it fills in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook

from office_files import OFFICE, register, statement
from reconcile.cli import main
from reconcile.history import SIGNOFF_SHEET, WORKLISTS
from reconcile.text.dates import ROC_YEAR_ZERO, Month

Answers = Mapping[str, tuple[str, str]]
"""處理結果 and 說明 by the code of the findings that get them."""


@dataclass
class Visit:
    """One person asked about: on that day of the month, at that hour, by whom; and how both papers tell it.

    `queried` and `written` change what the statement and the register say; null where the paper says nothing.
    """

    day: int
    hour: int
    subject: str
    user: str = "王小明"
    queried: Mapping[str, object] | None = field(default_factory=dict)
    written: Mapping[str, object] | None = field(default_factory=dict)

    def query(self, month: Month) -> dict[str, object]:
        """Its row of the statement."""
        account = {"王小明": "hl001", "林美玲": "hl002"}[self.user]
        told = {"使用者帳號": account, "使用者姓名": self.user, "查詢條件": self.subject}
        return {**told, "查詢日期時間": f"{_day(month, self.day)} {self.hour:02}:12:33", **(self.queried or {})}

    def line(self, month: Month) -> dict[str, object]:
        """Its row of the register."""
        session = {"日期": _day(month, self.day), "登入時間": f"{self.hour}:10", "登出時間": f"{self.hour}:20"}
        return {**session, "使用者姓名": self.user, "查詢條件": self.subject, **(self.written or {})}


@dataclass
class Office:
    """Its folder, and what the program last said."""

    home: Path
    capsys: pytest.CaptureFixture[str]
    said: str = ""
    papers: dict[Path, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        office = f'[office]\nagency = "{OFFICE}"\nsince = "2025-01"\n'
        always_open = "[calendar]\nweekdays = [1, 2, 3, 4, 5, 6, 7]\npublic_holidays = false\n"
        self.settings.write_text(office + always_open, encoding="utf-8")

    @property
    def settings(self) -> Path:
        """office.toml."""
        return self.home / "office.toml"

    @property
    def archive(self) -> Path:
        """Where its months are kept."""
        return self.home / "archive"

    def do(self, *arguments: object) -> int:
        """Type a command; its exit code."""
        code = main([*map(str, arguments), "--settings", str(self.settings)])
        self.said = "".join(self.capsys.readouterr())
        return code

    def run(self, month: Month, on: date, *visits: Visit, late: Mapping[Month, list[Visit]] | None = None) -> int:
        """Download the statement, fetch the register as it stands, run; `late` are lines of earlier months."""
        queries = [visit.query(month) for visit in visits if visit.queried is not None]
        lines = [visit.line(month) for visit in visits if visit.written is not None]
        lines += [visit.line(earlier) for earlier, written in (late or {}).items() for visit in written]
        files = self._papers(month, queries, lines)
        return self.do("run", month, *files, "--downloaded-on", on, "--as-of", on)

    def _papers(
        self, month: Month, queries: list[dict[str, object]], lines: list[dict[str, object]]
    ) -> tuple[object, ...]:
        """Both papers as options; a paper that says what it said before is the same file, to the bit."""
        folder = self.home / "papers" / str(month)
        folder.mkdir(parents=True, exist_ok=True)
        printed = folder / f"{_name(month)}主管稽核月明細表.xlsx"
        written = folder / f"{_name(month)}查詢紀錄表.xlsx"
        if self.papers.get(printed) != queries:
            self.papers[printed] = queries
            statement(printed, *queries, footer=None if queries else "本月查無資料")
        if self.papers.get(written) != lines:
            self.papers[written] = lines
            register(written, *lines)
        return "--statement", printed, "--register", written

    def report(self, month: Month) -> Path:
        """The worklist of the latest run."""
        return self.home / "reports" / str(month) / "report.xlsx"

    def findings(self, month: Month) -> "pd.Series[str]":
        """The codes of the latest run."""
        codes: pd.Series[str] = pd.read_parquet(self.report(month).parent / "data" / "findings.parquet")["code"]
        return codes

    def decide(self, month: Month, on: date, answers: Answers, signed_by: str | None = None) -> int:
        """Fill in a copy of the worklist and hand it in."""
        filled = self.home / f"{month}-filled-{on}.xlsx"
        fill_in(self.report(month), filled, on, answers, signed_by=signed_by)
        return self.do("decide", month, filled, "--as-of", on)


def fill_in(
    worklist: Path, to: Path, on: date, answers: Answers, *, by: str = "陳主任", signed_by: str | None = None
) -> None:
    """Type answers and a signature into a worklist and save it as `to`."""
    book = load_workbook(worklist)
    day = datetime(on.year, on.month, on.day)
    for name in WORKLISTS:
        sheet = book[name]
        at = {str(cell.value): number for number, cell in enumerate(sheet[1], start=1)}
        for row in range(2, sheet.max_row + 1):
            code = str(sheet.cell(row, at["代碼"]).value)
            if code in answers:
                result, note = answers[code]
                for heading, text in (("處理結果", result), ("說明", note), ("查明人員", by)):
                    sheet.cell(row, at[heading], text)
                sheet.cell(row, at["日期"], day)
    if signed_by:
        page = book[SIGNOFF_SHEET]
        for row in range(1, page.max_row + 1):
            label = page.cell(row, 1).value
            if label == "簽核人":
                page.cell(row, 2, signed_by)
            elif label == "簽核日期":
                page.cell(row, 2, day)
    book.save(to)


def _day(month: Month, day: int) -> str:
    return f"{month.year - ROC_YEAR_ZERO}/{month.month:02}/{day:02}"


def _name(month: Month) -> str:
    return f"{month.year - ROC_YEAR_ZERO}年{month.month:02}月"
