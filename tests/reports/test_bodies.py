"""The three bodies say the same, hide the same, and come out the same."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pypdfium2
import pytest

from reconcile.errors import Problem
from reconcile.history import SIGNOFF_SHEET, WORKLISTS
from reconcile.outcome import Input
from reconcile.reports import write_reports
from reconcile.reports.findings import rows_of
from reconcile.reports.view import view_of

from .builders import BODIES, IDENTIFIERS, PEOPLE, finding, line, outcome, paper_text, query, squeezed, texts, usual

PROBLEM = Problem("明細表.pdf", "第 4 頁第 12 列", "無法辨識日期「113/02/30」，請確認原始報表後重跑。", 4, 12)
FORMULA = "=cmd|' /C calc'!A0"


def test_all_bodies_say_the_same_conclusion_law_and_findings(tmp_path: Path) -> None:
    view = view_of(usual(PROBLEM))
    sentences = [
        view.conclusion,
        view.register_sentence,
        str(view.warning),
        *(equation.sentence for equation in view.equations),
        *(row.message for row in rows_of(view.groups)),
        *(group.title for group in view.groups),
        *view.notes,
        *view.not_checked,
        PROBLEM.message,
        "ab" * 32,
    ]
    for body, text in texts(usual(PROBLEM), tmp_path).items():
        missing = [sentence for sentence in sentences if squeezed(sentence) not in text]
        assert missing == [], body


def test_the_first_line_of_each_body_is_the_conclusion(tmp_path: Path) -> None:
    for body, text in texts(usual(), tmp_path).items():
        assert text.startswith("本月4筆查詢，1筆相符，3筆待查核"), body


def test_a_month_with_problems_is_headed_incomplete_in_each_body(tmp_path: Path) -> None:
    for body, text in texts(usual(PROBLEM), tmp_path).items():
        assert re.match(r"【?未完成】?本月4筆查詢", text), body
        assert "輸入檔有1項問題" in text, body


def test_a_complete_month_says_nothing_of_incompleteness(tmp_path: Path) -> None:
    for body, text in texts(usual(), tmp_path).items():
        assert "未完成" not in text, body


def test_a_month_without_queries_reads_as_one(tmp_path: Path) -> None:
    for body, text in texts(outcome(), tmp_path).items():
        assert text.startswith("本月0筆查詢，0筆相符，0筆待查核紀錄表0筆：本月未有紀錄"), body
        assert "本月無待查事項" in text, body


def test_no_body_holds_a_whole_identifier_or_name(tmp_path: Path) -> None:
    for body, text in texts(usual(PROBLEM), tmp_path).items():
        assert "A12345****" in text and "王○○" in text, body
        assert [value for value in (*IDENTIFIERS, *PEOPLE) if value in text] == [], body
    for file in (*BODIES, "findings.csv"):
        content = (tmp_path / file).read_bytes()
        assert [value for value in (*IDENTIFIERS, *PEOPLE) if value.encode() in content] == [], file


def test_an_office_that_does_not_mask_sees_whole_values(tmp_path: Path) -> None:
    for body, text in texts(usual(mask=False), tmp_path).items():
        assert "A123456789" in text and "陳美麗" in text, body


def test_the_same_outcome_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_reports(usual(PROBLEM), tmp_path / name)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert files == ["findings.csv", "report.html", "report.pdf", "report.xlsx"]
    assert [
        file for file in files if (tmp_path / "one" / file).read_bytes() != (tmp_path / "two" / file).read_bytes()
    ] == []


def test_the_only_date_of_making_is_that_of_the_run(tmp_path: Path) -> None:
    write_reports(usual(), tmp_path)
    made = openpyxl.load_workbook(tmp_path / "report.xlsx").properties
    assert made.created == made.modified == datetime(2026, 11, 5)
    document = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    dates = {document.get_metadata_value(name) for name in ("CreationDate", "ModDate")}
    document.close()
    assert dates == {"D:20261105000000Z"}


def test_nothing_of_the_inputs_lives_in_the_workbook(tmp_path: Path) -> None:
    write_reports(hostile(), tmp_path)
    cells = list(all_cells(tmp_path / "report.xlsx"))
    assert FORMULA in [cell.value for cell in cells]
    assert [cell.coordinate for cell in cells if cell.data_type == "f" or cell.hyperlink] == []


def test_nothing_of_the_inputs_lives_in_the_page(tmp_path: Path) -> None:
    write_reports(hostile(), tmp_path)
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert" in page
    assert page.count("<script") == 1, "the page's own script is the only one"
    assert re.findall(r"""(?:\ssrc|\shref|url)\s*[=(]\s*["']?[^#"']""", page) == []


def test_nothing_of_the_inputs_is_markup_to_the_typesetter(tmp_path: Path) -> None:
    month = outcome(findings=[finding("LATE_DOWNLOAD", "low", message='#panic("停") *粗* $x$ \\ // @ref <a>')])
    assert squeezed('#panic("停") *粗* $x$ \\ // @ref <a>') in texts(month, tmp_path)["report.pdf"]


def test_every_sheet_is_there_every_month(tmp_path: Path) -> None:
    for name, month in (("usual", usual()), ("empty", outcome())):
        (tmp_path / name).mkdir()
        write_reports(month, tmp_path / name)
        assert openpyxl.load_workbook(tmp_path / name / "report.xlsx").sheetnames == [
            "摘要",
            *WORKLISTS,
            SIGNOFF_SHEET,
            "抽查表",
            "對應明細",
            "問題",
        ]


def test_a_table_is_frozen_filtered_and_repeats_its_header_on_paper(tmp_path: Path) -> None:
    write_reports(usual(PROBLEM), tmp_path)
    workbook = openpyxl.load_workbook(tmp_path / "report.xlsx")
    for name, rows in (("待查事項", 6), ("詢問事項", 2), ("前月未結", 2), ("對應明細", 4), ("問題", 2)):
        sheet = workbook[name]
        assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1"), name
        assert sheet.auto_filter.ref.startswith("A1:") and sheet.auto_filter.ref.endswith(str(rows)), name


def test_every_sheet_fits_the_width_of_a4_landscape_and_numbers_its_pages(tmp_path: Path) -> None:
    write_reports(usual(), tmp_path)
    for sheet in openpyxl.load_workbook(tmp_path / "report.xlsx"):
        setup = sheet.page_setup
        assert (setup.orientation, setup.paperSize, setup.fitToHeight) == ("landscape", 9, 0), sheet.title
        assert sheet.oddFooter and "&P" in str(sheet.oddFooter.right.text), sheet.title


def test_the_worklist_says_where_to_look_on_both_sides(tmp_path: Path) -> None:
    write_reports(usual(), tmp_path)
    by_code = {row["代碼"]: row for row in table(tmp_path / "report.xlsx", "待查事項")}
    user = by_code["USER_MISMATCH"]
    assert user["明細表"].startswith("第 2 列（第 1 頁）") and user["紀錄表"].startswith("第 1 頁 序號 3 第 1 筆")
    assert by_code["UNREGISTERED_QUERY"]["紀錄表"] is None
    assert by_code["MISSING_SIGNOFF"]["紀錄表"].startswith("第 1 頁 序號 2\n")


def test_the_paper_is_signed_numbered_and_archival(tmp_path: Path) -> None:
    text = texts(usual(), tmp_path)["report.pdf"]
    assert "承辦人" in text and "股長" in text and "無此職務" in text and "單位主管" in text
    document = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    pages, size = len(document), document[0].get_size()
    document.close()
    assert f"第{pages}頁，共{pages}頁" in text
    assert size == pytest.approx((595.28, 841.89), abs=0.1)
    assert b"pdfaid:part" in (tmp_path / "report.pdf").read_bytes()


def test_a_character_that_no_font_holds_is_listed_and_never_a_box(tmp_path: Path) -> None:
    month = outcome([query(1, user_name="𪚥小明")], findings=[finding("UNREGISTERED_QUERY", "high", query=1)])
    text = texts(month, tmp_path)["report.pdf"]
    assert "〓○○" in text and "缺字" in text and "U+2A6A5" in text


def test_no_missing_character_no_word_of_it(tmp_path: Path) -> None:
    assert "缺字" not in texts(usual(), tmp_path)["report.pdf"]


def test_a_long_report_keeps_its_running_header(tmp_path: Path) -> None:
    lines = [line(entry) for entry in range(1, 121)]
    found = [finding("UNCONFIRMED_ENTRY", "medium", entry=entry, line=1) for entry in range(1, 121)]
    write_reports(outcome(lines=lines, findings=found), tmp_path)
    pages = paper_text(tmp_path / "report.pdf").count("115年10月　主管稽核月明細表與查詢紀錄表勾稽報告")
    assert pages >= 3


def hostile() -> Any:
    """A month whose file, condition, user and agency are written to be run."""
    return outcome(
        [query(1, FORMULA, condition="<script>alert(1)</script>", subject_id=None, user_name="http://evil.example/")],
        findings=[{**finding("UNREGISTERED_QUERY", "high"), "statement_file": FORMULA, "statement_row": 1}],
        problems=[Problem(FORMULA, "<b>", "file:///etc/passwd")],
        agency="<script>&P",
        mask=False,
        inputs=[Input("statement", FORMULA, 1, "ab" * 32)],
    )


def all_cells(path: Path) -> Any:
    return (cell for sheet in openpyxl.load_workbook(path) for row in sheet.iter_rows() for cell in row)


def table(path: Path, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet under its headings."""
    header, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]
