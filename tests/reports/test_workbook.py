"""report.xlsx: the worklist that the office answers in."""

import shutil
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from reconcile.history import ANSWERS, RESULTS, SIGNOFF_SHEET, WORKLISTS
from reconcile.reports.view import view_of
from reconcile.reports.xlsx import write_xlsx

from .builders import outcome, paper_text, squeezed, usual
from .months import DIGEST, PROBLEM, KeptMonth, kept, many

SHEETS = ["摘要", "前月未結", "待查事項", "詢問事項", SIGNOFF_SHEET, "抽查表", "對應明細", "問題"]


def workbook(month: KeptMonth, folder: Path) -> Any:
    write_xlsx(view_of(*month.parts), folder / "report.xlsx")
    return openpyxl.load_workbook(folder / "report.xlsx")


def table(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows of a sheet under its headings."""
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


@pytest.mark.parametrize("month", [KeptMonth(usual()), KeptMonth(outcome()), kept()], ids=["usual", "empty", "kept"])
def test_every_sheet_is_there_every_month(tmp_path: Path, month: KeptMonth) -> None:
    assert workbook(month, tmp_path).sheetnames == SHEETS


def test_the_lines_of_its_parts_end_alike_on_every_computer(tmp_path: Path) -> None:
    write_xlsx(view_of(*kept().parts), tmp_path / "report.xlsx")
    with zipfile.ZipFile(tmp_path / "report.xlsx") as packed:
        assert [name for name in packed.namelist() if b"\r" in packed.read(name)] == []


def test_a_table_is_frozen_filtered_and_repeats_its_header_on_paper(tmp_path: Path) -> None:
    book = workbook(KeptMonth(usual(PROBLEM)), tmp_path)
    for name, rows in (("待查事項", 6), ("詢問事項", 2), ("前月未結", 2), ("對應明細", 4), ("問題", 2)):
        sheet = book[name]
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("D2" if name in WORKLISTS else "A2", "$1:$1"), name
        assert sheet.auto_filter.ref.startswith("A1:") and sheet.auto_filter.ref.endswith(str(rows)), name


def test_every_sheet_fits_the_width_of_a4_landscape_and_numbers_its_pages(tmp_path: Path) -> None:
    for sheet in workbook(kept(), tmp_path):
        setup = sheet.page_setup
        fitted = (setup.fitToWidth, setup.fitToHeight) == (None, 0)
        assert (setup.orientation, setup.paperSize) == ("landscape", 9)
        assert fitted != (sheet.title in WORKLISTS), "a worklist takes two pages side by side"
        assert "第 &P 頁，共 &N 頁" in str(sheet.oddFooter.right.text), sheet.title


def test_the_foot_of_every_sheet_bears_the_digest(tmp_path: Path) -> None:
    for sheet in workbook(kept(), tmp_path):
        assert f"報表驗證碼 {DIGEST[:16]}" in str(sheet.oddFooter.left.text), sheet.title


def test_fifteen_items_stand_on_a_screen(tmp_path: Path) -> None:
    rows = workbook(many(60), tmp_path)["待查事項"].row_dimensions
    below_the_header = 400  # points: less than a screen of 1080 lines leaves below the ribbon
    assert sum(float(rows[row].height) for row in range(2, 17)) <= below_the_header


def test_the_worklist_says_where_to_look_on_both_sides(tmp_path: Path) -> None:
    by_code = {row["代碼"]: row for row in table(workbook(KeptMonth(usual()), tmp_path)["待查事項"])}
    user = by_code["USER_MISMATCH"]
    assert user["明細表"].startswith("第 2 列（第 1 頁）") and user["紀錄表"].startswith("第 1 頁 序號 3 第 1 筆")
    assert by_code["UNREGISTERED_QUERY"]["紀錄表"] is None
    assert by_code["MISSING_SIGNOFF"]["紀錄表"].startswith("第 1 頁 序號 2　115/10/05")


def test_discrepancies_questions_and_carried_items_are_apart_and_identified(tmp_path: Path) -> None:
    book = workbook(kept(), tmp_path)
    discrepancies, questions, carried = (table(book[name]) for name in WORKLISTS)
    assert [row["代碼"] for row in discrepancies] == [
        "UNREGISTERED_QUERY",
        "USER_MISMATCH",
        "TIME_MISMATCH",
        "PURPOSE_UNSUPPORTED",
        "MISSING_SIGNOFF",
        "LATE_DOWNLOAD",
    ]
    assert {row["代碼"] for row in questions} == {"OFF_HOURS_QUERY", "SELF_QUERY"}
    assert [(row["項目代號"], row["狀態"]) for row in carried] == [
        ("115-08-0002", "未結\n第 3 個月"),
        ("115-09-0007", "已結\n第 2 個月"),
    ]
    identities = [row["項目代號"] for row in (*discrepancies, *questions)]
    assert sorted(identities) == [f"115-10-{number:04d}" for number in range(1, 11)]


def test_a_result_comes_from_the_list_and_a_day_is_a_day(tmp_path: Path) -> None:
    book = workbook(kept(), tmp_path)
    for name, rows in zip(WORKLISTS, (6, 4, 2), strict=True):
        sheet = book[name]
        headings = [cell.value for cell in sheet[1]]
        offered = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
        result, day = (
            f"{sheet.cell(2, headings.index(heading) + 1).coordinate}"
            f":{sheet.cell(rows + 1, headings.index(heading) + 1).coordinate}"
            for heading in (ANSWERS[0], ANSWERS[3])
        )
        assert (offered[result].type, offered[result].formula1) == ("list", f'"{",".join(RESULTS)}"'), name
        assert (offered[day].type, offered[day].operator) == ("date", "greaterThanOrEqual"), name
        assert all(rule.showErrorMessage and rule.error for rule in offered.values()), name


def test_an_earlier_answer_is_filled_in_and_a_day_is_shown_in_the_roc_year(tmp_path: Path) -> None:
    sheet = workbook(kept(mask="none"), tmp_path)["待查事項"]
    [answered] = [row for row in table(sheet) if row["處理結果"]]
    assert [answered[heading] for heading in ANSWERS] == [
        "說明合理",
        "由王小明代為登入，已補登代理紀錄",
        "林主任",
        datetime(2026, 11, 6),
    ]
    [day] = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value == datetime(2026, 11, 6)]
    assert day.number_format == "[$-404]e/mm/dd"


def test_an_answer_whose_note_is_masked_is_told_of_and_not_filled_in_to_come_back_as_another(tmp_path: Path) -> None:
    [answered] = [row for row in table(workbook(kept(), tmp_path)["待查事項"]) if "已結" in row["狀態"]]
    assert [answered[heading] for heading in ANSWERS] == [None] * 4
    assert "說明合理：由王○○代為登入，已補登代理紀錄（林主任，115年11月6日）" in answered["經過"]


def test_a_signature_that_holds_is_filled_in_and_a_void_one_is_not(tmp_path: Path) -> None:
    def signed(month: KeptMonth, name: str) -> dict[str, Any]:
        (tmp_path / name).mkdir()
        rows = workbook(month, tmp_path / name)[SIGNOFF_SHEET].iter_rows(values_only=True, max_col=2)
        return {str(label): value for label, value in rows}

    valid, void = signed(kept(), "valid"), signed(kept(void=True), "void")
    assert (valid["機關"], valid["月份"], valid["報表驗證碼"]) == ("花蓮縣花蓮市戶政事務所", "115年10月", DIGEST)
    assert (valid["簽核人"], valid["簽核日期"]) == ("林主任", datetime(2026, 11, 9))
    assert (void["簽核人"], void["簽核日期"]) == (None, None)
    assert "已失效" in str(void["簽核狀態"])


def test_the_columns_for_the_screen_alone_stay_off_the_paper(tmp_path: Path) -> None:
    sheet = workbook(kept(), tmp_path)["待查事項"]
    headings = [cell.value for cell in sheet[1]]
    last = sheet.cell(1, headings.index("疑點") + 1).column_letter
    assert str(sheet.print_area).endswith(f"$A$1:${last}$7")
    assert {"項目代號", "代碼"} <= set(headings[headings.index("疑點") + 1 :])


def test_the_sample_offers_boxes_to_tick(tmp_path: Path) -> None:
    sheet = workbook(kept(), tmp_path)["抽查表"]
    drawn = [row for row in table(sheet) if row["核對紙本"]]
    assert [row["核對紙本"] for row in drawn] == ["□ 相符　□ 不符"] * 3
    [choice] = sheet.data_validations.dataValidation
    assert choice.type == "list" and "■ 相符" in str(choice.formula1)


def test_the_only_date_of_making_is_that_of_the_run(tmp_path: Path) -> None:
    made = workbook(KeptMonth(usual()), tmp_path).properties
    assert made.created == made.modified == datetime(2026, 11, 5)


def test_no_validation_reaches_before_the_regulation(tmp_path: Path) -> None:
    for rule in workbook(kept(), tmp_path)["待查事項"].data_validations.dataValidation:
        if rule.type == "date":
            assert int(rule.formula1) == (date(2016, 2, 18) - date(1899, 12, 30)).days


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
@pytest.mark.parametrize("month", [kept(PROBLEM), KeptMonth(outcome()), many(200)], ids=["kept", "empty", "many"])
def test_it_opens_clean_in_libreoffice_and_prints_as_it_stands(tmp_path: Path, month: KeptMonth) -> None:
    write_xlsx(view_of(*month.parts), tmp_path / "report.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / "printed")]
    subprocess.run([*command, str(tmp_path / "report.xlsx")], check=True, capture_output=True, timeout=120)
    text = squeezed(paper_text(tmp_path / "printed" / "report.pdf"))
    assert "#NAME" not in text and "#VALUE" not in text and "Err:" not in text
    for row in table(openpyxl.load_workbook(tmp_path / "report.xlsx")["待查事項"]):
        assert squeezed(str(row["疑點"] or "")) in text
