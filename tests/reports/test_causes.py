"""What a reader sees of causes: first of all, one item each, and every finding still below it."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from causes.judged import Asked, planted
from known_codes import CATALOGUE
from reconcile.matching import match
from reconcile.outcome import Counts, Facts, Outcome, Reading
from reconcile.reports import summary, write_reports
from reconcile.settings import Settings
from reconcile.text.dates import Month
from reports.builders import page_text, paper_text, workbook_text


def outcome(asked: Asked) -> Outcome:
    statement, register = asked.month.statement, asked.month.register
    matching = match(statement, register)
    readings = [
        Reading(table, (), Facts(file, "xlsx", rows_printed=len(table)))
        for table, file in ((statement, "明細表.pdf"), (register, "紀錄表.xlsx"))
    ]
    return Outcome(
        month=Month(2026, 10),
        agency="花蓮縣花蓮市戶政事務所",
        as_of=date(2026, 11, 5),
        inputs=(),
        settings=Settings(),
        catalogue=CATALOGUE,
        statement=statement,
        register=register,
        matching=matching,
        findings=asked.caused.findings,
        problems=(),
        counts=Counts.of(readings[:1], readings[1:], matching),
        causes=asked.caused.causes,
    )


@pytest.fixture(scope="module")
def month() -> Outcome:
    """A clock, and pages that were not handed in."""
    return outcome(planted(["clock_nine_minutes_off", "page_not_handed_in"], 5, noise=1, entries_a_day=6))


@pytest.fixture(scope="module")
def reports(month: Outcome, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(tmp_path_factory.mktemp("reports"))
    write_reports(month, folder)
    return folder


def test_the_headline_still_counts_every_query_and_says_how_many_causes_there_are(month: Outcome) -> None:
    [headline, *_] = summary(month)
    alone = summary(replace(month, causes=month.causes.head(0), findings=month.findings.assign(cause=None)))[0]
    assert headline == f"{alone}；多數出於 2 個原因"


def test_every_body_tells_each_cause_before_any_finding(month: Outcome, reports: Path) -> None:
    read = {"report.xlsx": workbook_text, "report.html": page_text, "report.pdf": paper_text}
    for name, text in ((name, one(reports / name)) for name, one in read.items()):
        plain = re.sub(r"\s", "", text)
        at = [plain.index(re.sub(r"\s", "", sentence)[:30]) for sentence in month.causes["sentence"]]
        rest = month.findings.loc[month.findings["cause"].isna(), "message"]
        assert max(at) < min(plain.index(re.sub(r"\s", "", message)[:20]) for message in rest), name


def test_the_workbook_folds_the_findings_below_the_row_of_their_cause(month: Outcome, reports: Path) -> None:
    sheet = openpyxl.load_workbook(reports / "report.xlsx")["待查事項"]
    levels = [int(sheet.row_dimensions[row].outlineLevel or 0) for row in range(2, sheet.max_row + 1)]
    assert sum(levels) == int(month.findings["cause"].notna().sum())
    names = [str(sheet.cell(row, 1).value) for row in range(2, sheet.max_row + 1)]
    assert [name for name in names if name.startswith("C")] == ["C01", "C02"]
    assert levels[0] == 0
    assert len(names) == len(month.findings) + 2


def test_the_page_folds_them_in_details_that_open_without_a_script(month: Outcome, reports: Path) -> None:
    page = (reports / "report.html").read_text(encoding="utf-8")
    folded = re.findall(r"<details>\n<summary>展開 (\d+) 件", page)
    assert [int(count) for count in folded] == list(month.causes["count"])
    assert page.count('<article class="finding"') == len(month.findings)
