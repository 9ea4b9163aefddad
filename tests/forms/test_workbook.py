"""附件一 to type in: what is typed comes back from `read_register` without a profile."""

import shutil
from collections.abc import Mapping
from datetime import datetime, time
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from forms import paper
from forms.builders import AGENCY
from known_codes import REGULATION
from reconcile.forms.register.typed import (
    ENTRIES,
    HEADER_ROW,
    checksum_formula,
    date_formula,
    purpose_choices,
    write_workbook,
)
from reconcile.reading import read_register
from reconcile.text.identifiers import checksum_ok

FIRST = HEADER_ROW + 1


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "register.xlsx"
    write_workbook(path, AGENCY, REGULATION)
    return path


@pytest.fixture
def blank(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path))


def typed(path: Path, entries: Mapping[int, Mapping[str, object]]) -> Path:
    """What a person types, by the serial number of the entry: B to K in its first row, E2 to F4 in its small rows."""
    book = openpyxl.load_workbook(path)
    sheet = book["查詢紀錄表"]
    assert isinstance(sheet, Worksheet)
    for number, cells in entries.items():
        for name, value in cells.items():
            row = FIRST + 4 * (number - 1) + int(name[1:] or 1) - 1
            cell = sheet[f"{name[0]}{row}"]
            assert not cell.protection.locked, "nobody can type there"
            cell.value = value
    book.save(path)
    return path


def session(entry: int) -> dict[str, object]:
    """One entry as a person types it; every third holds four lines."""
    cells: dict[str, object] = {
        "B": f"115/10/{1 + entry % 28}",
        "C": time(9, entry % 50),
        "D": time(9, entry % 50 + 5),
        "G": purpose_choices(REGULATION)[entry % 4],
        "I": "案號 115-33",
        "J": "王小明",
        "K": "李主管",
    }
    for line in range(1, 5 if entry % 3 == 0 else 2):
        cells[f"E{line}"] = "A123456789" if line == 1 else f"31234567{line - 1}"
        cells[f"F{line}"] = "失敗" if line == 2 else "成功"
    return cells | ({"H": "人口清查專案"} if entry % 4 == 3 else {})


def assert_comes_back(path: Path, entries: int) -> None:
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


def test_a_blank_workbook_has_no_lines_and_no_problems(blank: Path) -> None:
    reading = read_register(blank)
    assert len(reading.table) == 0
    assert reading.problems == ()
    assert reading.facts.agency == AGENCY


@pytest.mark.parametrize("entries", [1, ENTRIES])
def test_what_is_typed_comes_back(blank: Path, entries: int) -> None:
    assert_comes_back(typed(blank, {entry + 1: session(entry) for entry in range(entries)}), entries)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
@pytest.mark.parametrize("entries", [1, ENTRIES])
def test_what_libreoffice_saves_comes_back(blank: Path, tmp_path: Path, entries: int, kind: str) -> None:
    typed(blank, {entry + 1: session(entry) for entry in range(entries)})
    (tmp_path / "saved").mkdir()
    assert_comes_back(paper.by_libreoffice(blank, kind, tmp_path / "saved"), entries)


ODD: dict[int, dict[str, object]] = {
    2: session(0) | {"E1": None, "F1": None, "E3": None, "F3": None},  # entry 1 left blank, lines in rows 2 and 4
    3: session(2) | {"B": datetime(2026, 9, 1), "C": "9:05", "D": None},  # earlier than the one before; no logout
    5: session(3) | {"C": time(13, 0), "D": time(13, 9), "E4": "a123456789 "},
    6: session(3) | {"C": time(13, 0), "D": time(13, 9), "E1": 300123456, "F1": None},  # 5 goes on; a number typed
    7: {"E1": "A123456789", "J": "李小美"},  # nothing but who asked about whom
    150: session(1) | {"E": "Ａ１２３４５６７８９", "G": "國籍變更"},
}


def assert_odd_use_is_read(path: Path) -> None:
    reading = read_register(path)
    table = reading.table
    assert reading.problems == ()
    by_seq = {
        int(str(seq)): [None if pd.isna(one) else one for one in lines["subject_id"]]
        for seq, lines in table.groupby("seq_no")
    }
    assert by_seq == {
        2: ["312345671", "312345673"],
        3: ["A123456789"],
        5: ["A123456789", "312345671", "312345672", "A123456789"],
        6: ["300123456", "312345671", "312345672", "312345673"],
        7: ["A123456789"],
        150: ["A123456789"],
    }
    rows = {int(str(seq)): lines.iloc[0] for seq, lines in table.groupby("seq_no")}
    assert (rows[3]["login_at"], pd.isna(rows[3]["logout_at"])) == (datetime(2026, 9, 1, 9, 5), True)
    assert rows[5]["login_at"] == rows[6]["login_at"] == datetime(2026, 10, 4, 13, 0)
    assert pd.isna(rows[6]["result"])
    assert pd.isna(rows[7]["login_at"]), "a blank time stays blank, and the line is not lost"
    assert not rows[7]["signed_off"]
    assert rows[150]["purposes"] == "1"
    assert set(table["page_no"]) == {12}


def with_page(path: Path) -> Path:
    book = openpyxl.load_workbook(path)
    book["查詢紀錄表"]["A2"] = "頁碼：12"
    book.save(path)
    return path


def test_odd_use_is_read_as_it_stands(blank: Path) -> None:
    assert_odd_use_is_read(with_page(typed(blank, ODD)))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_odd_use_saved_by_libreoffice_is_read_as_it_stands(blank: Path, tmp_path: Path, kind: str) -> None:
    with_page(typed(blank, ODD))
    (tmp_path / "saved").mkdir()
    assert_odd_use_is_read(paper.by_libreoffice(blank, kind, tmp_path / "saved"))


@pytest.mark.parametrize(
    ("cells", "told"),
    [({"B": "十月五日"}, "無法辨識登入登出時間「十月五日」：沒有寫年份"), ({"C": "早上"}, "無法辨識登入登出時間")],
)
def test_a_time_that_was_pasted_past_the_check_is_a_problem_with_its_entry(
    blank: Path, cells: dict[str, object], told: str
) -> None:
    reading = read_register(typed(blank, {2: session(1) | cells}))
    (problem,) = reading.problems
    assert told in problem.message
    assert "序號 2" in problem.place


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


@pytest.mark.slow
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
