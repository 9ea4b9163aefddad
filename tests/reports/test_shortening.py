"""A month of thousands of items is counted on page and paper, and listed one by one in workbook and table."""

from pathlib import Path

import pandas as pd
import pypdfium2
import pytest
from openpyxl import load_workbook

from reconcile.reports import shortening, write_reports

from .builders import squeezed
from .months import KeptMonth, many

CARRIED = 2
"""Items of earlier months are shown whatever there is of this one."""


def written(month: KeptMonth, folder: Path) -> tuple[str, str]:
    """The text of the page and of the paper."""
    write_reports(month.outcome, folder, month.review, month.pictures)
    with pypdfium2.PdfDocument(folder / "report.pdf") as document:
        paper = "".join(page.get_textpage().get_text_range() for page in document)
    return (folder / "report.html").read_text(encoding="utf-8"), squeezed(paper)


def test_more_items_than_anybody_reads_are_counted_and_listed_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shortening, "MOST", 39)
    page, paper = written(many(40), tmp_path)
    sentence = "各項合計 40 件，逾 39 件，本頁僅列件數；逐件列於同資料夾之 report.xlsx 及 findings.csv"
    assert sentence in page and squeezed(sentence) in paper
    assert page.count('<article class="finding"') == CARRIED
    assert "有查詢無紀錄" in paper and "10件" in paper
    assert len(pd.read_csv(tmp_path / "findings.csv", encoding="utf-8-sig")) == 40
    book = load_workbook(tmp_path / "report.xlsx")
    rows = [row for name in ("待查事項", "詢問事項") for row in book[name].iter_rows(min_row=2, values_only=True)]
    assert sum("在紀錄表沒有對應" in str(row) for row in rows) == 40


def test_as_many_as_can_be_read_are_shown_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shortening, "MOST", 40)
    page, _ = written(many(40), tmp_path)
    assert page.count('<article class="finding"') == CARRIED + 40
    assert "逐件列於" not in page
