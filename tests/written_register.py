"""Registers row by row, in a list or a workbook that any program saves."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pandas as pd

from reconcile.outcome import Reading
from reconcile.reading import read_register

LIST = ("序號", "登入登出時間", "查詢條件", "查詢結果", "查詢事由", "備註", "使用者姓名", "主管簽核")
SESSION = "115/10/05 09:12-09:20"
LATER = "115/10/05 10:30-10:41"


def read(folder: Path, *rows: Sequence[object]) -> Reading:
    path = folder / "register.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return read_register(path)


def lines(reading: Reading, *columns: str) -> list[tuple[str | None, ...]]:
    """Those columns of each line, after a check that nothing was found wrong."""
    assert [str(problem) for problem in reading.problems] == []
    rows = reading.table[list(columns)].astype("object").itertuples(index=False)
    return [tuple(None if pd.isna(cell) else str(cell) for cell in row) for row in rows]


def entry(conditions: str, results: str, seq: object = 1) -> tuple[object, ...]:
    return (seq, SESSION, conditions, results, "2", "", "陳怡安", "林素貞")


def workbook(folder: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Reading:
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.remove(book.worksheets[0])
    book.save(folder / "register.xlsx")
    return read_register(folder / "register.xlsx")
