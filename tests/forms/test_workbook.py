"""附件一 to type in: what is typed comes back from `read_register` without a profile."""

from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from forms import paper
from forms.builders import AGENCY
from reconcile.forms.workbook import (
    ENTRIES,
    HEADER_ROW,
    PURPOSES,
    checksum_formula,
    date_formula,
    write_workbook,
)
from reconcile.reading import read_register
from reconcile.text.identifiers import checksum_ok

FIRST = HEADER_ROW + 1


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    path = tmp_path / "register.xlsx"
    write_workbook(path, AGENCY)
    return path


def typed_into(path: Path, entries: int) -> None:
    """So many entries as a person types them; every third holds four lines."""
    book = openpyxl.load_workbook(path)
    sheet = book["查詢紀錄表"]
    assert isinstance(sheet, Worksheet)
    for entry in range(entries):
        row = FIRST + 4 * entry
        sheet.cell(row, 2, f"115/10/{1 + entry % 28}")
        sheet.cell(row, 3, time(9, entry % 50))
        sheet.cell(row, 4, time(9, entry % 50 + 5))
        for line in range(4 if entry % 3 == 0 else 1):
            sheet.cell(row + line, 5, "A123456789" if line == 0 else f"31234567{line}")
            sheet.cell(row + line, 6, "成功" if line != 1 else "失敗")
        sheet.cell(row, 7, PURPOSES[entry % 4])
        sheet.cell(row, 8, "人口清查專案" if entry % 4 == 3 else None)
        sheet.cell(row, 9, "案號 115-33")
        sheet.cell(row, 10, "王小明")
        sheet.cell(row, 11, "李主管")
    book.save(path)


def test_a_blank_workbook_has_no_lines_and_no_problems(blank: Path) -> None:
    reading = read_register(blank)
    assert len(reading.table) == 0
    assert reading.problems == ()
    assert reading.facts.agency == AGENCY


@pytest.mark.parametrize("entries", [1, 7, ENTRIES])
@pytest.mark.parametrize("saved_by", ["openpyxl", "LibreOffice"])
def test_what_is_typed_comes_back(blank: Path, tmp_path: Path, entries: int, saved_by: str) -> None:
    typed_into(blank, entries)
    path = blank
    if saved_by == "LibreOffice":
        if entries == ENTRIES:
            pytest.skip("a full one once is enough")
        (tmp_path / "saved").mkdir()
        path = paper.by_libreoffice(blank, "ods", tmp_path / "saved")
    reading = read_register(path)
    table = reading.table
    assert reading.problems == ()
    assert table["register_entry"].nunique() == entries
    assert len(table) == sum(4 if entry % 3 == 0 else 1 for entry in range(entries))
    first = table[table["register_entry"] == 1]
    assert list(first["subject_id"]) == ["A123456789", "312345671", "312345672", "312345673"]
    assert list(first["result"]) == ["success", "failure", "success", "success"]
    assert set(first["login_at"]) == {datetime(2026, 10, 1, 9, 0)}
    assert set(first["logout_at"]) == {datetime(2026, 10, 1, 9, 5)}
    assert set(first["seq_no"]) == {1}
    assert set(table["user_name"]) == {"王小明"}
    assert set(table["signed_by"]) == {"李主管"}
    assert set(table["remark"]) == {"案號 115-33"}
    for entry in range(min(entries, 4)):
        lines = table[table["register_entry"] == entry + 1]
        assert set(lines["purposes"]) == {str(entry % 4 + 1)}
        assert set(lines["purpose_note"].dropna()) == ({"人口清查專案"} if entry % 4 == 3 else set())


def test_every_column_that_is_chosen_or_checked_says_why_it_refuses(blank: Path) -> None:
    sheet = openpyxl.load_workbook(blank)["查詢紀錄表"]
    assert isinstance(sheet, Worksheet)
    checks = {str(check.sqref)[0]: check for check in sheet.data_validations.dataValidation}
    assert set(checks) == set("BCDEFG")
    assert all(check.error for check in checks.values())
    assert checks["E"].errorStyle == "warning"
    for check in checks.values():
        assert len(str(check.formula1)) <= 255


IDENTIFIERS = [
    "A123456789",
    "A800000014",
    "A900207177",
    "AB00207171",
    "AC03095424",
    "a123456789",
    "A123456788",
    "AB17003729",
    "Z123456780",
    "W100000008",
]
DATES = {"115/10/5": True, "115/2/30": False, "115-10-5": False, "十月五日": False, "116/2/28": True}


def test_the_formulas_decide_as_the_program_does(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row, value in enumerate([*IDENTIFIERS, "312345678", "王大明", *DATES], start=1):
        sheet.cell(row, 1, value).number_format = "@"
        formula = date_formula(f"A{row}") if value in DATES else checksum_formula(f"A{row}")
        sheet.cell(row, 2, f"=IF(IFERROR({formula},FALSE),1,0)")
    book.save(tmp_path / "formulas.xlsx")
    (tmp_path / "saved").mkdir()
    saved = paper.by_libreoffice(
        tmp_path / "formulas.xlsx", "csv:Text - txt - csv (StarCalc):44,34,76", tmp_path / "saved"
    )
    told = [line.rsplit(",", 1) for line in saved.read_text(encoding="utf-8").splitlines()]
    decided = {value: verdict == "1" for value, verdict in told}
    assert {value: decided[value] for value in IDENTIFIERS} == {
        value: checksum_ok(value.upper()) for value in IDENTIFIERS
    }
    assert decided["312345678"]
    assert decided["王大明"]
    assert {value: decided[value] for value in DATES} == DATES
