"""#REF! in the cell of a workbook: a value that is lost, and no blank."""

from pathlib import Path

import openpyxl

from reconcile.carriers.opening import open_document
from reconcile.reading import statement


def test_an_error_in_the_column_of_results_is_told(tmp_path: Path) -> None:
    """It was a blank cell once, of which the column of results may have any, in silence; its account is nobody's."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(("帳號", "姓名", "查詢時間", "查詢條件", "查詢結果", "查詢次數"))
    for at in range(4):
        sheet.append(("HL001", "陳怡安", f"115/10/05 09:0{at}:00", "A123456789", "成功", 1))
    sheet["E3"], sheet["A5"], sheet["F4"] = "#REF!", "#N/A", "#DIV/0!"
    book.save(tmp_path / "table.xlsx")
    reading = statement.read(open_document(tmp_path / "table.xlsx"))
    told = [str(problem) for problem in reading.problems]
    assert any("第 3 列：「查詢結果」的儲存格是錯誤值" in one for one in told), told
    assert any("第 5 列：「帳號」的儲存格是錯誤值" in one for one in told), told
    assert not any("第 4 列" in one for one in told), told
    assert reading.table["account"].isna().tolist() == [False, False, False, True]
