"""What is wrong with many rows of a page or sheet in one way is one problem that names them all."""

from pathlib import Path

from reconcile.errors import Problem
from reconcile.reading.same_trouble import together
from written_register import LIST, workbook


def untimed(row: int, shown: str, sheet: str = "工作表「十月」", lines: int = 1) -> Problem:
    message = f"無法辨識登入登出時間「{shown}」，本列 {lines} 筆未能比對，請更正後重跑。"
    return Problem("a.xlsx", f"{sheet}第 {row} 列（第 {row - 1} 列，序號 {row - 1}）", message, None, row - 1)


def test_rows_with_one_trouble_are_one_problem_in_whose_place_they_all_stand() -> None:
    told = together([untimed(row, str(row), lines=row) for row in (3, 4, 5, 9, 10, 12)])

    assert [problem.place for problem in told] == ["工作表「十月」第 3–5、9–10、12 列（共 6 列）"]
    assert told[0].message == untimed(3, "3", lines=3).message


def test_another_sheet_and_another_trouble_are_other_problems() -> None:
    other = Problem("a.xlsx", "工作表「十月」第 6 列", "無法辨識查詢結果，請更正為成功或失敗後重跑。", None, 6)
    november = [untimed(row, "x", "工作表「十一月」") for row in (3, 4)]

    told = together([untimed(3, "x"), untimed(4, "y"), untimed(5, "z"), other, *november])
    assert [problem.place for problem in told] == [
        "工作表「十月」第 3–5 列（共 3 列）",
        "工作表「十月」第 6 列",
        "工作表「十一月」第 3 列（第 2 列，序號 2）",
        "工作表「十一月」第 4 列（第 3 列，序號 3）",
    ]


def test_a_register_in_which_no_year_is_written_is_told_once(tmp_path: Path) -> None:
    rows = [(n, "10/5 9:12-9:20", "A123456789", "成功", "2", "", "陳怡安", "林素貞") for n in range(1, 41)]
    reading = workbook(tmp_path, {"紀錄": [LIST, *rows]})

    (problem,) = reading.problems
    assert problem.place == "工作表「紀錄」第 2–41 列（共 40 列）"
    assert "沒有寫年份" in problem.message
    assert reading.facts.rows_unreadable == 40
