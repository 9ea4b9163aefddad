"""A finished month in a few words, with synthetic people only, and the texts of its reports."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2

from known_codes import CATALOGUE
from reconcile.errors import Problem
from reconcile.facts.masking import Mode
from reconcile.history import Review
from reconcile.outcome import Counts, Facts, Input, Matching, Outcome, Reading
from reconcile.reports import write_reports
from reconcile.reports.findings import FindingRow
from reconcile.reports.view import View
from reconcile.settings import ReportSettings, Settings
from reconcile.tables import FINDINGS, MATCHES, REGISTER, STATEMENT, UNMATCHED
from reconcile.text.dates import Month

BODIES = ("report.xlsx", "report.html", "report.pdf")
PEOPLE = ("王小明", "陳美麗", "歐陽修文")
IDENTIFIERS = ("A123456789", "A800000014", "AB00207171", "AC03095424")


def query(row: int, file: str = "明細表.pdf", **other: Any) -> dict[str, Any]:
    identifier = IDENTIFIERS[row % 4]
    return {
        "statement_file": file,
        "statement_row": row,
        "statement_page": 1 + row // 14,
        "account": f"hl{row % 3:03d}",
        "user_name": PEOPLE[row % 3],
        "queried_at": datetime(2026, 10, 5, 9, 12, 33) + timedelta(minutes=7 * row),
        "condition": f"身分證號：{identifier}",
        "subject_id": identifier,
        **other,
    }


def line(entry: int, number: int = 1, file: str = "紀錄表.xlsx", **other: Any) -> dict[str, Any]:
    identifier = IDENTIFIERS[entry % 4]
    login_at = datetime(2026, 10, 5, 9, 12) + timedelta(minutes=7 * entry)
    return {
        "register_file": file,
        "register_entry": entry,
        "register_line": number,
        "page_no": 1 + entry // 4,
        "seq_no": 1 + entry % 4,
        "user_name": PEOPLE[entry % 3],
        "login_at": login_at,
        "logout_at": login_at + timedelta(minutes=5),
        "condition": identifier,
        "subject_id": identifier,
        "purposes": "2",
        "signed_off": True,
        **other,
    }


def pair(row: int, tier: str = "exact") -> dict[str, Any]:
    return {**_query_key(row), **_line_key(row), "tier": tier, "explanation": "使用者、證號及時間均相符。"}


def finding(
    code: str,
    severity: str,
    *,
    query: int | None = None,
    entry: int | None = None,
    line: int | None = None,
    **other: Any,
) -> dict[str, Any]:
    return {
        "code": code,
        "severity": severity,
        **({} if query is None else _query_key(query)),
        **({} if entry is None else {**_line_key(entry), "register_line": line}),
        "message": f"{code} 請查明。",
        "legal_basis": "要點七",
        **other,
    }


def outcome(
    queries: Sequence[dict[str, Any]] = (),
    lines: Sequence[dict[str, Any]] = (),
    matches: Sequence[dict[str, Any]] = (),
    findings: Sequence[dict[str, Any]] = (),
    problems: Sequence[Problem] = (),
    *,
    mask: Mode = "all",
    agency: str | None = "花蓮縣花蓮市戶政事務所",
    inputs: Sequence[Input] = (Input("statement", "明細表.pdf", 12345, "ab" * 32),),
) -> Outcome:
    """A month in which what is not matched is a leftover without a match."""
    statement, register = STATEMENT.frame(queries), REGISTER.frame(lines)
    matched_queries = {(row["statement_file"], row["statement_row"]) for row in matches}
    matched_lines = {(row["register_file"], row["register_entry"], row["register_line"]) for row in matches}
    leftovers = [
        *(
            {name: row[name] for name in ("statement_file", "statement_row")}
            for row in queries
            if (row["statement_file"], row["statement_row"]) not in matched_queries
        ),
        *(
            {name: row[name] for name in ("register_file", "register_entry", "register_line")}
            for row in lines
            if (row["register_file"], row["register_entry"], row["register_line"]) not in matched_lines
        ),
    ]
    matching = Matching(
        MATCHES.frame(matches),
        UNMATCHED.frame([{**row, "reason": "none", "explanation": "最接近者相差 26 小時。"} for row in leftovers]),
    )
    return Outcome(
        month=Month(2026, 10),
        agency=agency,
        as_of=date(2026, 11, 5),
        inputs=tuple(inputs),
        settings=Settings(report=ReportSettings(mask=mask)),
        catalogue=CATALOGUE,
        statement=statement,
        register=register,
        matching=matching,
        findings=FINDINGS.frame(findings),
        problems=tuple(problems),
        counts=Counts.of(
            [Reading(statement, (), Facts("明細表.pdf", "pdf", rows_printed=len(statement)))],
            [Reading(register, (), Facts("紀錄表.xlsx", "xlsx", rows_printed=len(register)))],
            matching,
        ),
        not_checked=("明細表未載查詢事由，未查核查詢事由與紀錄表是否相符。",),
    )


def usual(*problems: Problem, mask: Mode = "all") -> Outcome:
    """Four queries: one in order, one with the wrong user, one at the wrong time, one without a line."""
    return outcome(
        queries=[query(row) for row in (1, 2, 3, 4)],
        lines=[line(entry) for entry in (1, 2, 3, 5)],
        matches=[pair(1), pair(2, "user"), pair(3, "time")],
        findings=[
            finding("TIME_MISMATCH", "medium", query=3, entry=3, line=1),
            finding("USER_MISMATCH", "high", query=2, entry=2, line=1),
            finding("UNREGISTERED_QUERY", "high", query=4),
            finding("UNCONFIRMED_ENTRY", "medium", entry=5, line=1),
            finding("MISSING_SIGNOFF", "medium", entry=1),
        ],
        problems=problems,
        mask=mask,
    )


def texts(
    of: Outcome, folder: Path, review: Review | None = None, pictures: Mapping[tuple[str, int], bytes] | None = None
) -> dict[str, str]:
    """What each body says, without white space, for a line of a page breaks anywhere."""
    write_reports(of, folder, review, pictures)
    read = {"report.xlsx": workbook_text, "report.html": page_text, "report.pdf": paper_text}
    return {body: squeezed(read[body](folder / body)) for body in BODIES}


def listed(view: View, *names: str) -> list[FindingRow]:
    """The findings of the sections so named, of all where none is named."""
    return [row for section in view.sections if not names or section.name in names for row in section.rows()]


def squeezed(text: str) -> str:
    return "".join(text.split())


def workbook_text(path: Path) -> str:
    workbook = openpyxl.load_workbook(path)
    return "\n".join(str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value)


def page_text(path: Path) -> str:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return "".join(page.words)


def paper_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


class _Page(HTMLParser):
    """Collects what a reader sees: the body's text."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.seen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen = self.seen or tag == "body"

    def handle_data(self, data: str) -> None:
        if self.seen:
            self.words.append(data)


def _query_key(row: int) -> dict[str, Any]:
    return {"statement_file": "明細表.pdf", "statement_row": row}


def _line_key(entry: int) -> dict[str, Any]:
    return {"register_file": "紀錄表.xlsx", "register_entry": entry, "register_line": 1}
