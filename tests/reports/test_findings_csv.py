"""findings.csv as a spreadsheet and as a program open it."""

import csv
from pathlib import Path

import pytest

from reconcile.reports.findings_csv import write_findings
from reconcile.tables import FINDINGS

from .builders import finding


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_it_is_the_table_of_findings_and_nothing_more(tmp_path: Path) -> None:
    found = FINDINGS.frame([finding("UNREGISTERED_QUERY", "high", query=12), finding("LATE_DOWNLOAD", "medium")])
    write_findings(found, tmp_path / "findings.csv")
    first, second = rows(tmp_path / "findings.csv")
    assert list(first) == FINDINGS.columns
    assert (first["statement_row"], first["register_entry"], second["statement_row"]) == ("12", "", "")


def test_it_opens_in_excel_as_chinese(tmp_path: Path) -> None:
    write_findings(FINDINGS.frame([finding("LATE_DOWNLOAD", "medium")]), tmp_path / "findings.csv")
    content = (tmp_path / "findings.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\n") == content.count(b"\r\n") == 2


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_begins_like_a_formula(tmp_path: Path, start: str) -> None:
    live = finding("LATE_DOWNLOAD", "medium", message=f"{start}1+1", statement_file=f"{start}a.pdf", statement_row=1)
    write_findings(FINDINGS.frame([live]), tmp_path / "findings.csv")
    [row] = rows(tmp_path / "findings.csv")
    assert (row["message"], row["statement_file"]) == (f"'{start}1+1", f"'{start}a.pdf")


def test_a_month_without_findings_has_a_header(tmp_path: Path) -> None:
    write_findings(FINDINGS.frame([]), tmp_path / "findings.csv")
    assert (tmp_path / "findings.csv").read_text(encoding="utf-8-sig").strip() == ",".join(FINDINGS.columns)
