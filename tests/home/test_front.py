"""reports/index.html: what it says of an office on a day, before any browser."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from reconcile.home import Front, write_front
from reconcile.home.front import MOST_ITEMS
from reconcile.standing import MonthRow, State

from .fronts import DONE, OCTOBER, SEPTEMBER, busy, front, item


def text(page: Front, folder: Path) -> str:
    """The page without its tags, blanks folded."""
    html = write_front(page, folder).read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", re.sub(r"<style>.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL))


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (DONE, "115年10月已辦畢：各項均已答覆，並經簽核。"),
        (replace(DONE, signed=None), "115年10月已勾稽：各項均已答覆，尚未簽核。"),
        (replace(DONE, open_items=3, signed=None), "115年10月已勾稽：尚有 3 項待答覆，尚未簽核。"),
        (replace(DONE, open_items=3), "115年10月已勾稽：尚有 3 項待答覆，已簽核。"),
        (replace(DONE, signed=False), "115年10月已勾稽：各項均已答覆，簽核已失效，請重新簽核。"),
    ],
)
def test_a_month_that_was_run_says_what_is_left(row: MonthRow, sentence: str) -> None:
    assert front(row).sentence == sentence


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("due", "尚未勾稽：請於 115年11月10日 前放入主管稽核月明細表及查詢紀錄表"),
        ("late", "逾期未勾稽（期限 115年11月10日）"),
        ("incomplete", "未完成：輸入檔有 2 個問題待排除"),
        ("retracted", "已撤回：請放入正確的檔案"),
    ],
)
def test_a_month_that_is_not_whole_says_what_is_wanted(state: State, words: str) -> None:
    assert words in front(MonthRow(OCTOBER, state, date(2026, 11, 10), 0, None)).sentence


def test_an_office_that_begins_next_month_has_nothing_to_do(tmp_path: Path) -> None:
    page = replace(front(), status=replace(front().status, months=()))
    assert page.sentence == "115年10月早於開始使用之年月，目前沒有應勾稽的月份。"
    said = text(page, tmp_path)
    assert "沒有待答覆事項" in said
    assert "沒有待簽核月份" in said


def test_open_items_stand_by_age_the_oldest_first_then_the_gravest() -> None:
    items = (item(1, severity="low"), item(2), item(3, SEPTEMBER, age=1), item(4, severity="medium"))
    assert [one.item[-1] for one in front(items=items).to_answer] == ["3", "2", "4", "1"]


def test_three_things_are_asked_with_their_counts(tmp_path: Path) -> None:
    said = text(busy(), tmp_path)
    assert "請您做三件事" in said
    assert "答覆 3 項待答覆" in said
    assert "簽核 2 個月份待簽核" in said
    assert "交出 1 個月份待交檔案" in said


def test_every_duty_that_is_due_or_missed_stands_there_and_none_that_is_done(tmp_path: Path) -> None:
    stands = {one.what: (told, over) for one, told, over in busy().duties}
    assert stands == {
        "下載並勾稽115年8月主管稽核月明細表": ("逾期 56 日", True),
        "補送115年11月2日傳真查詢的公文": ("今日到期", False),
        "辦理115年第 2 次自主稽核（附件三）": ("尚有 56 日", False),
        "辦理114年第 2 次自主稽核（附件三）": ("未辦理", True),
    }
    assert "第 1 次自主稽核" not in text(busy(), tmp_path)


def test_a_file_that_could_not_be_taken_is_named_with_what_to_do(tmp_path: Path) -> None:
    said = text(busy(), tmp_path)
    assert "有 1 件無法處理" in said
    assert "report (1).xlsx：這是115年8月的報表" in said
    assert "無法處理" not in text(front(), tmp_path)


def test_a_file_name_that_is_markup_is_shown_as_text(tmp_path: Path) -> None:
    html = write_front(front(untaken=("<img src=x>.xlsx：無法讀取。",)), tmp_path).read_text(encoding="utf-8")
    assert "&lt;img src=x&gt;.xlsx" in html
    assert "<img" not in html


def test_more_items_than_anybody_reads_are_counted(tmp_path: Path) -> None:
    items = tuple(item(number) for number in range(MOST_ITEMS + 5))
    assert "其餘 5 項見各月份之 report.xlsx" in text(front(items=items), tmp_path)


def test_the_same_office_gives_the_same_bytes(tmp_path: Path) -> None:
    first = write_front(busy(), tmp_path).read_bytes()
    assert write_front(busy(), tmp_path).read_bytes() == first
    assert write_front(replace(busy(), today=date(2026, 11, 6)), tmp_path).read_bytes() != first
