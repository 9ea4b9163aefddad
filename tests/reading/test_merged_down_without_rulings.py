"""Users merged down on pages without rulings stand in the middle of their rows."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from documents.make.drawn import CID_FONT
from reconcile.carriers.opening import open_document
from reconcile.outcome import Reading
from reconcile.reading import statement

PITCH, TOP = 16.0, 60.0
COLUMNS = (
    ("序號", 40),
    ("使用者帳號", 90),
    ("使用者姓名", 170),
    ("查詢時間", 250),
    ("查詢條件", 380),
    ("查詢結果", 470),
)
USERS = {"hlsf101": "鄭雅文", "hlsf104": "羅文傑", "hlsf112": "曾淑娟", "hlsf115": "陳怡安"}

Page = Sequence[tuple[str, float]]
"""Accounts and the rows on which they stand, counted from 0; between two rows where a half is left over."""


def printed(path: Path, *pages: tuple[int, Page]) -> Reading:
    """So many rows a page, and users where they stand."""
    pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    canvas, number = Canvas(str(path), pagesize=(560, 400), invariant=1), 0
    for count, users in pages:
        canvas.setFont(CID_FONT, 8)
        for words, x in COLUMNS:
            canvas.drawString(x, 400 - TOP, words)
        for at in range(count):
            y, number = 400 - TOP - PITCH * (at + 1), number + 1
            cells = str(number), f"115/10/{number:02d} 09:12:33", f"A1234567{number:02d}", "成功"
            for text, x in zip(cells, (40, 250, 380, 470), strict=True):
                canvas.drawString(x, y, text)
        for account, place in users:
            y = 400 - TOP - PITCH * (place + 1)
            canvas.drawString(90, y, account)
            canvas.drawString(170, y, USERS[account])
        canvas.showPage()
    canvas.save()
    return statement.read(open_document(path))


def accounts(reading: Reading) -> list[str | None]:
    """Whose each row is said to be; the names say the same."""
    told = [None if one is None else USERS[one] for one in _plain(reading, "account")]
    assert told == _plain(reading, "user_name")
    return _plain(reading, "account")


def _plain(reading: Reading, column: str) -> list[str | None]:
    cells = reading.table[column]
    return list(cells.astype(object).where(cells.notna(), None))


def rows_of(*several: tuple[str, int]) -> list[str]:
    return list(chain.from_iterable([account] * count for account, count in several))


def test_a_user_between_two_rows_is_that_of_the_rows_around(tmp_path: Path) -> None:
    reading = printed(tmp_path / "one.pdf", (9, [("hlsf101", 1.5), ("hlsf104", 5), ("hlsf112", 7.5)]))
    assert [str(problem) for problem in reading.problems] == []
    assert accounts(reading) == rows_of(("hlsf101", 4), ("hlsf104", 3), ("hlsf112", 2))


def test_each_page_of_whole_groups_is_read_also_where_none_stands_between_rows(tmp_path: Path) -> None:
    first, second = (6, [("hlsf101", 1.5), ("hlsf104", 4.5)]), (6, [("hlsf112", 1), ("hlsf115", 4)])
    reading = printed(tmp_path / "two.pdf", first, second)
    assert [str(problem) for problem in reading.problems] == []
    assert accounts(reading) == rows_of(("hlsf101", 4), ("hlsf104", 2), ("hlsf112", 3), ("hlsf115", 3))


def test_whose_rows_go_on_over_the_end_of_a_page_is_not_guessed(tmp_path: Path) -> None:
    """A browser prints such a user at the top of his rows, Calc in the middle of both pages' or not at all."""
    first, second = (6, [("hlsf101", 1.5), ("hlsf104", 4)]), (6, [("hlsf112", 3.5)])
    reading = printed(tmp_path / "over.pdf", first, second)
    assert any("看不出使用者是誰" in str(problem) for problem in reading.problems)
    assert accounts(reading).count(None) == 9


def test_a_page_that_fits_by_chance_below_one_that_does_not_is_not_guessed(tmp_path: Path) -> None:
    first, second = (6, [("hlsf101", 1.5)]), (6, [("hlsf104", 1.5), ("hlsf112", 4.5)])
    reading = printed(tmp_path / "chance.pdf", first, second)
    assert any("看不出使用者是誰" in str(problem) for problem in reading.problems)
    assert accounts(reading).count(None) == 9


def test_users_in_the_middle_of_rows_alone_may_stand_there_or_on_the_first(tmp_path: Path) -> None:
    reading = printed(tmp_path / "either.pdf", (4, [("hlsf101", 0), ("hlsf104", 2)]))
    assert any("看不出使用者是誰" in str(problem) for problem in reading.problems)
