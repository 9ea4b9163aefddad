"""What an office gets wrong with files: a clear sentence, the right exit code, nothing half-written."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from office_files import LINE, QUERY, register, sheet, statement
from reconcile.cli import main
from reconcile.errors import ExitCode

Run = Callable[..., tuple[int, str, Path]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run October 2026 and answer (exit code, what was said, the output folder)."""

    def run_october(statement_file: Path, register_file: Path, *options: str) -> tuple[int, str, Path]:
        out = tmp_path / "報表"
        files = ["--statement", str(statement_file), "--register", str(register_file)]
        code = main(["run", "2026-10", *files, "--out", str(out), "--as-of", "2026-11-05", *options])
        said = capsys.readouterr()
        assert "Traceback" not in said.out + said.err
        return code, said.out + said.err, out

    return run_october


@pytest.fixture
def good_statement(tmp_path: Path) -> Path:
    return statement(tmp_path / "明細表.xlsx", {})


@pytest.fixture
def good_register(tmp_path: Path) -> Path:
    return register(tmp_path / "紀錄表.xlsx", {})


def test_a_month_that_agrees_ends_with_0(run: Run, good_statement: Path, good_register: Path) -> None:
    code, said, out = run(good_statement, good_register, "--exit-code")
    assert (code, "本月 1 筆查詢，1 筆相符，0 筆待查核" in said) == (ExitCode.FINISHED, True)
    assert {path.name for path in out.iterdir()} == {
        "report.xlsx", "report.html", "report.pdf", "findings.csv", "run.json", "office.json", "data",
    }  # fmt: skip


def test_findings_end_with_1_only_when_asked_for(run: Run, good_register: Path, tmp_path: Path) -> None:
    two = statement(tmp_path / "明細表.xlsx", {}, {"查詢日期時間": "115/10/06 09:12:33"})
    assert run(two, good_register)[0] == ExitCode.FINISHED
    assert run(two, good_register, "--exit-code")[0] == ExitCode.FINDINGS_REMAIN


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "檔案是空的（0 位元組）"),
        (b"%PDF-1.7 cut short", "PDF 不完整或已損壞"),
        (b"PK\x03\x04 cut short", "檔案不完整或已損壞"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut short", "活頁簿不完整或已損壞"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "是圖片（PNG）"),
        ("<html><body>請先登入系統".encode(), "內容是登入網頁"),
        (b"PAR1 not a table PAR1", "不是本程式的 statement 資料表"),
        ('序號,帳號,查詢時間,查詢條件\n1,hl001,"115/10/05'.encode(), "引號不成對"),
        (b"\xa4\xe5\xff\xff", "有無法解讀的文字（位元組 FF FF"),
        ("姓名,電話\n王小明,123\n".encode(), "找不到主管稽核月明細表的表頭"),
    ],
)
def test_a_file_that_is_not_what_it_claims_is_refused(
    run: Run, good_register: Path, tmp_path: Path, content: bytes, sentence: str
) -> None:
    broken = tmp_path / "明細表.pdf"
    broken.write_bytes(content)
    code, said, out = run(broken, good_register)
    assert code == ExitCode.INPUT_PROBLEMS
    assert "明細表.pdf" in said
    assert sentence in said
    assert not out.exists()


@pytest.mark.parametrize(
    ("without", "named"),
    [
        (["使用者帳號", "使用者姓名"], "使用者（帳號或姓名）"),
        (["查詢日期時間"], "查詢時間"),
        (["查詢條件"], "查詢條件"),
    ],
)
def test_a_statement_without_user_time_or_condition_is_refused_by_name(
    run: Run, good_register: Path, tmp_path: Path, without: Sequence[str], named: str
) -> None:
    code, said, out = run(statement(tmp_path / "明細表.xlsx", {}, without=without), good_register)
    assert (code, out.exists()) == (ExitCode.INPUT_PROBLEMS, False)
    assert f"看不出「{named}」是哪一欄" in said


def test_statement_and_register_swapped_are_told_apart(run: Run, good_statement: Path, good_register: Path) -> None:
    code, said, out = run(good_register, good_statement)
    assert (code, out.exists()) == (ExitCode.INPUT_PROBLEMS, False)
    assert "看起來是查詢紀錄表，不是主管稽核月明細表；請將 --statement 與 --register 的檔案對調" in said


def test_the_same_file_on_both_sides_is_a_usage_error(run: Run, good_statement: Path, tmp_path: Path) -> None:
    copy = tmp_path / "紀錄表.xlsx"
    copy.write_bytes(good_statement.read_bytes())
    code, said, _ = run(good_statement, copy)
    assert (code, "內容完全相同" in said) == (ExitCode.USAGE, True)
    code, said, _ = run(good_statement, good_statement)
    assert (code, "出現兩次" in said) == (ExitCode.USAGE, True)


def test_a_missing_file_is_named(run: Run, good_register: Path, tmp_path: Path) -> None:
    code, said, _ = run(tmp_path / "沒有.pdf", good_register)
    assert code == ExitCode.INPUT_PROBLEMS
    assert "沒有.pdf：找不到檔案" in said


def test_a_statement_of_another_month_is_a_problem_and_the_report_says_incomplete(
    run: Run, good_register: Path, tmp_path: Path
) -> None:
    september = statement(tmp_path / "明細表.xlsx", {"查詢日期時間": "115/09/05 09:12:33"})
    code, said, out = run(september, good_register)
    assert code == ExitCode.INPUT_PROBLEMS
    assert "有 1 筆查詢不在 115年10月 內（檔案所載為 115年9月）" in said
    assert "未完成" in (out / "report.html").read_text(encoding="utf-8")
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["complete"] is False


def test_a_register_without_a_line_of_this_month_may_be_the_wrong_one(
    run: Run, good_statement: Path, tmp_path: Path
) -> None:
    last_year = register(tmp_path / "紀錄表.xlsx", {"日期": "114/03/05"})
    code, said, _ = run(good_statement, last_year)
    assert (code, "沒有 115年10月 的任何紀錄" in said) == (ExitCode.INPUT_PROBLEMS, True)


def test_an_unreadable_time_is_shown_with_its_place_and_the_other_rows_are_read(
    run: Run, good_register: Path, tmp_path: Path
) -> None:
    code, said, out = run(statement(tmp_path / "明細表.xlsx", {}, {"查詢日期時間": "115/02/30 09:12"}), good_register)
    assert code == ExitCode.INPUT_PROBLEMS
    assert "明細表.xlsx 工作表「Sheet」第 4 列：無法辨識查詢時間「115/02/30 09:12」" in said
    counts = json.loads((out / "run.json").read_text(encoding="utf-8"))["counts"]
    assert (counts["rows_printed"], counts["rows_unreadable"], counts["matched"]) == (2, 1, 1)


def test_an_unreadable_session_is_shown_with_its_place(run: Run, good_statement: Path, tmp_path: Path) -> None:
    code, said, out = run(good_statement, register(tmp_path / "紀錄表.xlsx", {}, {"日期": "10月初"}))
    assert code == ExitCode.INPUT_PROBLEMS
    assert "紀錄表.xlsx 工作表「Sheet」第 4 列（第 2 列，序號 2）：無法辨識登入登出時間" in said
    counts = json.loads((out / "run.json").read_text(encoding="utf-8"))["counts"]
    assert (counts["lines_written"], counts["lines_unreadable"], counts["matched"]) == (2, 1, 1)


def test_a_row_lost_from_the_statement_is_told_by_its_printed_total(
    run: Run, good_register: Path, tmp_path: Path
) -> None:
    code, said, _ = run(statement(tmp_path / "明細表.xlsx", {}, footer="合計：2 筆"), good_register)
    assert (code, "合計 2 筆，實際讀到 1 筆" in said) == (ExitCode.INPUT_PROBLEMS, True)


def test_a_month_without_queries_is_complete(run: Run, good_register: Path, tmp_path: Path) -> None:
    code, said, _ = run(statement(tmp_path / "明細表.xlsx", footer="本月查無資料"), good_register)
    assert code == ExitCode.FINISHED
    assert "本月 0 筆查詢，0 筆相符，0 筆待查核" in said


def test_an_empty_statement_that_does_not_say_so_is_a_problem(run: Run, good_register: Path, tmp_path: Path) -> None:
    code, said, _ = run(statement(tmp_path / "明細表.xlsx", footer="列印日期：115/11/02"), good_register)
    assert (code, "沒有任何查詢，也未載明" in said) == (ExitCode.INPUT_PROBLEMS, True)


def test_an_empty_register_leaves_every_query_unregistered(run: Run, good_statement: Path, tmp_path: Path) -> None:
    code, said, _ = run(good_statement, register(tmp_path / "紀錄表.xlsx"))
    assert (code, "1 筆待查核" in said) == (ExitCode.FINISHED, True)


def test_a_report_that_is_open_in_excel_is_left_as_it_was(run: Run, good_statement: Path, good_register: Path) -> None:
    _, _, out = run(good_statement, good_register)
    before = (out / "report.xlsx").read_bytes()
    (out / "~$report.xlsx").write_bytes(b"")
    code, said, _ = run(good_statement, good_register)
    assert (code, "「report.xlsx」正由 Excel 或其他程式開啟，請關閉後重跑" in said) == (ExitCode.USAGE, True)
    assert (out / "report.xlsx").read_bytes() == before


def test_a_folder_of_someone_elses_files_is_never_replaced(
    run: Run, good_statement: Path, good_register: Path, tmp_path: Path
) -> None:
    (tmp_path / "報表").mkdir()
    (tmp_path / "報表" / "照片.jpg").write_bytes(b"x")
    code, said, out = run(good_statement, good_register)
    assert (code, "本程式不會覆蓋" in said) == (ExitCode.USAGE, True)
    assert [path.name for path in out.iterdir()] == ["照片.jpg"]


def test_no_person_is_said_and_nobody_asked_about_is_reported(run: Run, tmp_path: Path) -> None:
    alone = statement(tmp_path / "明細表.xlsx", {}, {"查詢日期時間": "115/02/30", "查詢條件": "F223456786 林小美"})
    _, said, out = run(alone, register(tmp_path / "紀錄表.xlsx", {"查詢條件": "B123456780"}))
    shown = said + (out / "report.html").read_text(encoding="utf-8") + (out / "findings.csv").read_text("utf-8-sig")
    for secret in ("A123456789", "F223456786", "B123456780", "林小美"):
        assert secret not in shown
    for user in (QUERY["使用者姓名"], LINE["使用者姓名"]):
        assert user not in said + (out / "run.json").read_text(encoding="utf-8")


def test_two_statements_of_one_month_are_read_together(run: Run, tmp_path: Path) -> None:
    first = statement(tmp_path / "明細表1.xlsx", {})
    more = statement(tmp_path / "明細表2.xlsx", {"查詢日期時間": "115/10/06 10:00:00"})
    lines = register(tmp_path / "紀錄表.xlsx", {}, {"日期": "115/10/06", "登入時間": "9:58", "登出時間": "10:05"})
    code, said, _ = run(first, lines, "--statement", str(more))
    assert (code, "本月 2 筆查詢，2 筆相符" in said) == (ExitCode.FINISHED, True)


def test_a_signature_below_the_table_is_no_query(run: Run, good_register: Path, tmp_path: Path) -> None:
    headings = ["序號", "使用者姓名", "查詢時間", "查詢條件"]
    row = ["1", "王小明", "115/10/05 09:12:33", "A123456789"]
    signed = sheet(tmp_path / "明細表.xlsx", headings, row, [None, "製表人：李四"], [None, None, None, None])
    code, said, _ = run(signed, good_register)
    assert (code, "本月 1 筆查詢，1 筆相符" in said) == (ExitCode.FINISHED, True)


def test_the_name_of_the_person_asked_about_is_not_taken_for_the_user(run: Run, tmp_path: Path) -> None:
    headings = ["帳號", "查詢時間", "查詢條件", "姓名"]
    rows = [["hl001", f"115/10/0{n} 09:12:33", f"A12345678{n}", f"陳{n * '大'}"] for n in range(5, 9)]
    statement_file = sheet(tmp_path / "明細表.xlsx", headings, *rows, ["合計：4 筆"])
    lines: list[dict[str, object]] = [{"日期": f"115/10/0{n}", "查詢條件": f"A12345678{n}"} for n in range(5, 9)]
    code, said, _ = run(statement_file, register(tmp_path / "紀錄表.xlsx", *lines))
    assert (code, "本月 4 筆查詢，4 筆相符" in said) == (ExitCode.FINISHED, True)


def test_conditions_side_by_side_in_one_cell_are_lines_of_their_own(run: Run, tmp_path: Path) -> None:
    two = statement(tmp_path / "明細表.xlsx", {}, {"查詢條件": "F223456786", "查詢結果": "失敗"})
    cell: dict[str, object] = {"查詢條件": "A123456789、F223456786", "查詢結果": "成功、失敗"}
    code, said, _ = run(two, register(tmp_path / "紀錄表.xlsx", cell))
    assert (code, "本月 2 筆查詢，2 筆相符" in said) == (ExitCode.FINISHED, True)


def test_a_user_above_his_rows_is_read_though_he_stands_in_the_column_of_the_dates(run: Run, tmp_path: Path) -> None:
    rows = [["查詢日期", "查詢時分", "查詢條件"], ["帳號：hl001 姓名：王小明"], ["115/10/05", "09:12:33", "A123456789"]]
    statement_file = sheet(tmp_path / "明細表.xlsx", *rows, ["合計：1 筆"])
    code, said, _ = run(statement_file, register(tmp_path / "紀錄表.xlsx", {}))
    assert (code, "本月 1 筆查詢，1 筆相符" in said) == (ExitCode.FINISHED, True)


def test_the_surer_heading_is_the_user_whatever_the_order_of_columns(run: Run, tmp_path: Path) -> None:
    headings = ["姓名", "查詢條件", "查詢時間", "使用者姓名"]
    statement_file = sheet(
        tmp_path / "明細表.xlsx", headings, ["陳大", "A123456789", "115/10/05 09:12:33", "王小明"], ["合計：1 筆"]
    )
    code, said, _ = run(statement_file, register(tmp_path / "紀錄表.xlsx", {}))
    assert (code, "本月 1 筆查詢，1 筆相符" in said) == (ExitCode.FINISHED, True)


def test_a_layout_profile_wins_over_the_headings_and_names_a_misspelt_column(run: Run, tmp_path: Path) -> None:
    headings = ["使用者姓名", "經辦", "查詢條件", "查詢時間"]
    statement_file = sheet(
        tmp_path / "明細表.xlsx", headings, ["陳大", "王小明", "A123456789", "115/10/05 09:12:33"], ["合計：1 筆"]
    )
    settings = tmp_path / "office.toml"
    settings.write_text('[reading]\nstatement = { user_name = "經辦" }\n', encoding="utf-8")
    lines = register(tmp_path / "紀錄表.xlsx", {})
    code, said, _ = run(statement_file, lines, "--settings", str(settings))
    assert (code, "1 筆相符" in said) == (ExitCode.FINISHED, True)
    settings.write_text('[reading]\nstatement = { user_nane = "經辦" }\n', encoding="utf-8")
    code, said, _ = run(statement_file, lines, "--settings", str(settings))
    assert (code, "是否為「user_name」" in said) == (ExitCode.USAGE, True)


def test_a_sheet_that_is_no_statement_is_refused(run: Run, good_register: Path, tmp_path: Path) -> None:
    note = sheet(tmp_path / "明細表.xlsx", ["備忘"], ["請記得下載明細表"])
    code, said, _ = run(note, good_register)
    assert (code, "找不到主管稽核月明細表的表頭" in said) == (ExitCode.INPUT_PROBLEMS, True)
