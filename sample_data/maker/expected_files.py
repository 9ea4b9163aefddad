"""What must be read and found, as CSV (UTF-8, LF; an empty cell is null)."""

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from maker.month import Month
from maker.pages import page_of_entry, page_of_query
from maker.people import AGENCY

_Cell = str | int | bool | datetime | None


def write_expected(month: Month, out: Path) -> None:
    """The golden tables of both sides and the findings."""
    _write(out / "expected_statement.csv", _STATEMENT, _statement(month))
    _write(out / "expected_register.csv", _REGISTER, _register(month))
    _write(out / "expected_findings.csv", _FINDINGS, _findings(month))


_STATEMENT = [
    "statement_row",
    "statement_page",
    "agency",
    "account",
    "user_name",
    "queried_at",
    "function",
    "condition",
    "subject_id",
    "result",
    "purpose",
    "ip",
]
_REGISTER = [
    "register_entry",
    "register_line",
    "page_no",
    "seq_no",
    "agency",
    "user_name",
    "login_at",
    "logout_at",
    "condition",
    "subject_id",
    "result",
    "purposes",
    "purpose_note",
    "remark",
    "signed_off",
    "signed_by",
]
_FINDINGS = ["code", "severity", "statement_row", "register_entry", "register_line"]


def _statement(month: Month) -> list[list[_Cell]]:
    return [
        [
            row,
            page_of_query(row),
            AGENCY,
            query.user.account,
            query.user.name,
            query.at,
            query.function,
            query.condition,
            query.subject.identifier,
            query.result,
            query.purpose,
            query.user.ip,
        ]
        for row, query in enumerate(month.queries, start=1)
    ]


def _register(month: Month) -> list[list[_Cell]]:
    return [
        [
            number,
            line_number,
            *page_of_entry(number),
            AGENCY,
            entry.user_name,
            entry.login_at,
            entry.logout_at,
            line.condition,
            line.subject_id,
            line.result,
            ",".join(map(str, entry.purposes)),
            entry.note,
            entry.remark,
            bool(entry.signed_by),
            entry.signed_by,
        ]
        for number, entry in enumerate(month.entries, start=1)
        for line_number, line in enumerate(entry.lines, start=1)
    ]


def _findings(month: Month) -> list[list[_Cell]]:
    rows = {query: row for row, query in enumerate(month.queries, start=1)}
    entries = {entry: number for number, entry in enumerate(month.entries, start=1)}
    lines = {line: number for entry in month.entries for number, line in enumerate(entry.lines, start=1)}
    keyed: list[tuple[str, str, int | None, int | None, int | None]] = [
        (
            finding.code,
            finding.severity,
            rows[finding.query] if finding.query else None,
            entries[finding.entry] if finding.entry else None,
            lines[finding.line] if finding.line else None,
        )
        for finding in month.findings
    ]
    keyed.sort(key=lambda found: (*((key is None, key or 0) for key in found[2:]), found[0]))
    return [list(found) for found in keyed]


def _write(path: Path, header: Sequence[str], rows: Iterable[Sequence[_Cell]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(header)
        writer.writerows([_text(cell) for cell in row] for row in rows)


def _text(cell: _Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else str(cell)
