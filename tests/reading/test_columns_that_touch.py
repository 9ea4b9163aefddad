"""Columns so narrow that their text touches that of the next: what was lost is told, on whatever paper."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from documents.make.drawn import CID_FONT
from reconcile.carriers.opening import open_document
from reconcile.reading import statement

PITCH, SIZE = 18, 8
ACCOUNT = "yuli001"
HEAD = ("使用者姓名", "查詢時間", "查詢條件", "查詢事由", "使用者帳號", "查詢結果")
ROWS = [("陳怡安", f"115/10/05 09:0{at}:00", "A123456789", "國籍變更", ACCOUNT, "成功") for at in range(5)]


def drawn(path: Path, rows: Sequence[Sequence[str]], lefts: Sequence[float], *, ruled: bool, pad: float = 4) -> Path:
    """Cells written from those places, each ruled below alone or not at all; `pad` is that of accounts."""
    pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    canvas = Canvas(str(path), pagesize=(lefts[-1] + 40, 200), invariant=1)
    canvas.setFont(CID_FONT, SIZE)
    for number, row in enumerate(rows):
        bottom = 160 - PITCH * number
        for at, text in enumerate(row):
            canvas.drawString(lefts[at] + (pad if text == ACCOUNT else 4), bottom + 6, text)
            if ruled:
                canvas.line(lefts[at], bottom, lefts[at + 1], bottom)
    canvas.save()
    return path


BEHIND = (*HEAD[:3], HEAD[4], HEAD[3], HEAD[5])


@pytest.mark.parametrize(
    ("head", "lefts", "ruled", "pad"),
    [
        (HEAD, (30, 80, 170, 230, 262, 320, 370), False, 4),
        (BEHIND, (30, 80, 170, 208, 270, 320, 370), True, 7.6),
        (BEHIND, (30, 80, 170, 212, 270, 320, 370), True, 4),
    ],
)
def test_accounts_that_run_into_the_column_beside_them_are_told(
    tmp_path: Path, head: Sequence[str], lefts: Sequence[float], ruled: bool, pad: float
) -> None:
    """Below 查詢事由使用者帳號, or behind a condition, accounts or their first sign were lost without a word.

    With some fonts lent by the computer they are read whole: told all the same.
    """
    rows = [[row[HEAD.index(word)] for word in head] for row in ROWS]
    path = drawn(tmp_path / "a.pdf", [head, *rows], lefts, ruled=ruled, pad=pad)
    reading = statement.read(open_document(path))
    assert set(reading.table["account"].dropna()) <= {ACCOUNT}
    assert reading.problems


def test_a_blank_column_beside_what_is_whole_is_not_told(tmp_path: Path) -> None:
    rows = [[row[HEAD.index(word)] for word in HEAD] for row in ROWS]
    lefts = (30, 80, 170, 230, 280, 330, 380)
    blank = [[*row[:3], "", *row[4:]] for row in rows]
    reading = statement.read(open_document(drawn(tmp_path / "a.pdf", [HEAD, *blank], lefts, ruled=True)))
    assert [str(problem) for problem in reading.problems] == []


def test_headings_printed_into_one_another_are_told(tmp_path: Path) -> None:
    """查詢結作果業名稱 was a column of nothing that is known: the results were lost without a word."""
    head = (*HEAD[:3], "查詢結果", "作業名稱", "使用者帳號")
    rows = [(*row[:3], "成功", "入出國查詢", ACCOUNT) for row in ROWS]
    path = drawn(tmp_path / "a.pdf", [head, *rows], (30, 80, 170, 230, 247, 310, 370), ruled=False)
    reading = statement.read(open_document(path))
    assert reading.table["result"].isna().all()
    assert ["可能是兩欄的標題" in str(problem) for problem in reading.problems] == [True]


@pytest.mark.parametrize("heading", ["查詢人員單位", "查詢人員所屬單位", "被查詢人姓名", "查詢對象姓名"])
def test_a_heading_that_says_of_whom_is_one(tmp_path: Path, heading: str) -> None:
    head = (*HEAD[:3], heading, *HEAD[4:])
    rows = [(*row[:3], "王大同" if "姓名" in heading else "戶籍課", *row[4:]) for row in ROWS]
    path = drawn(tmp_path / "a.pdf", [head, *rows], (30, 80, 170, 230, 310, 370, 420), ruled=False)
    assert [str(problem) for problem in statement.read(open_document(path)).problems] == []


def test_results_that_run_into_the_column_beside_them_are_told(tmp_path: Path) -> None:
    """國籍變更成功 below 查詢事由查詢結果, though ruled: the results were lost, and no purpose was missed."""
    head = (*HEAD[:4], HEAD[5], HEAD[4])
    rows = [(*row[:4], row[5], row[4]) for row in ROWS]
    path = drawn(tmp_path / "a.pdf", [head, *rows], (30, 80, 170, 230, 262, 320, 370), ruled=True)
    reading = statement.read(open_document(path))
    assert reading.table["result"].isna().all()
    assert ["可能是兩欄的標題" in str(problem) for problem in reading.problems] == [True]


def test_one_account_that_ran_into_the_condition_beside_it_is_told(tmp_path: Path) -> None:
    rows = [[row[HEAD.index(word)] for word in BEHIND] for row in ROWS]
    short = [[*row[:2], "312345" if at != 2 else row[2], *row[3:]] for at, row in enumerate(rows)]
    path = tmp_path / "a.pdf"
    drawn(path, [BEHIND, *short], (30, 80, 170, 208, 270, 320, 370), ruled=True, pad=7.6)
    reading = statement.read(open_document(path))
    assert reading.table["account"].isna().tolist() == [False, False, True, False, False]
    assert any("文字與格線或其他文字重疊" in str(problem) for problem in reading.problems)
