"""The archive that the real rooms make of a year, and every line of both checklists traced to what proves it there."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from forms.builders import YEAR
from forms.office_year import SUPERVISOR, Year
from known_codes import CATALOGUE, REGULATION
from reconcile.archive import verify
from reconcile.facts.workdays import download_due
from reconcile.forms import Books, Checklist, Period, checklist_of
from reconcile.history import History
from reconcile.review import void_signoffs
from reconcile.text.dates import Month

LATE, EXPLAINED = 2, 10
TOLD = (
    "2 月明細表於 3/12 下載（執行時指定），逾期 2 日。",
    "115年2月「逾期下載明細表」經認定屬實異常 1 件。",
)


class Proof:
    """The files that one sentence cites, as an auditor opens them: the records of deposits and other files."""

    def __init__(self, sentence: str, files: list[Path]) -> None:
        self.sentence = sentence
        self.records = [json.loads(file.read_text(encoding="utf-8")) for file in files if file.name == "record.json"]
        self.others = [file for file in files if file.name != "record.json"]
        self.runs = [record for record in self.records if "counts" in record]
        self.answers = [record for record in self.records if "decisions" in record]

    def is_of_runs(self, role: str) -> bool:
        """The other files are what the runs were given in that role, to the last bit, one a month."""
        given = {one["sha256"] for run in self.runs for one in run["inputs"] if one["role"] == role}
        return {hashlib.sha256(file.read_bytes()).hexdigest() for file in self.others} == given

    def number(self, pattern: str) -> int:
        found = re.search(pattern, self.sentence)
        assert found, self.sentence
        return int(found[1])


def late_days(run: dict[str, Any]) -> int:
    return (date.fromisoformat(run["download"]["on"]) - download_due(Month.parse(run["month"]), REGULATION)).days


def named_clerk(file: Path) -> bool:
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    return "承辦人員" in {cell for row in sheet.iter_rows(values_only=True) for cell in row}


TRACES: dict[str, Callable[[Proof], bool]] = {
    "帳號清冊未見": lambda proof: bool(proof.others) and all(map(named_clerk, proof.others)),
    "帳號清冊列有承辦人員": lambda proof: bool(proof.others) and all(map(named_clerk, proof.others)),
    "均有紀錄表可稽": lambda proof: (
        sum(run["counts"]["queries"] for run in proof.runs) == proof.number(r"查詢 (\d+) 筆")
        and sum(run["counts"]["matched"] for run in proof.runs) == proof.number(r"有紀錄 (\d+)")
        and sum(run["counts"]["lines_written"] for run in proof.runs) == proof.number(r"紀錄表 (\d+) 筆")
        and proof.is_of_runs("register")
    ),
    "，逾期": lambda proof: [late_days(run) for run in proof.runs] == [proof.number(r"逾期 (\d+) 日")],
    "於次月十日前下載之明細表": lambda proof: (
        all(late_days(run) <= 0 for run in proof.runs)
        and len(proof.runs) == proof.sentence.count("月於")
        and proof.is_of_runs("statement")
    ),
    "首次封存（依時鐘）": lambda proof: {run["download"]["source"] for run in proof.runs} == {"option"},
    "經認定屬實異常": lambda proof: (
        [one["result"] for record in proof.answers for one in record["decisions"]].count("屬實異常")
        == proof.number(r"異常 (\d+) 件")
    ),
    "經單位主管查核簽章": lambda proof: {one["signoff"]["by"] for one in proof.answers} == {SUPERVISOR},
    "之紀錄表及明細表封存完整": lambda proof: (
        len(proof.runs) == proof.number(r"計 (\d+) 個月")
        and all(run["complete"] and run["counts"]["rows_unreadable"] == 0 for run in proof.runs)
    ),
    "」計": lambda proof: (
        sum(sum(run["findings"].values()) for run in proof.runs) == proof.number(r"計 (\d+) 件")
        and sum(len(one["decisions"]) for one in proof.answers) == proof.number(r"(?:說明合理|屬實異常) (\d+) 件")
    ),
    "辦理自主稽核": lambda proof: (
        len({record["held_on"] for record in proof.records}) == proof.number(r"計 (\d+) 次")
        and {record["form"] for record in proof.records} == {"附件三"}
    ),
}


def assert_traced(checklist: Checklist, root: Path, history: History) -> None:
    paths = {one.number: root / one.path for one in checklist.attachments}
    for one in checklist.attachments:
        assert hashlib.sha256((root / one.path).read_bytes()).hexdigest() == one.sha256
    for line in checklist.items:
        for sentence in line.sentences:
            if found := re.fullmatch(r"封存計 (\d+) 件，封存驗證碼 ([0-9a-f]{16})…。", sentence):
                assert (int(found[1]), found[2]) == (len(history.deposits), str(history.head)[:16])
                continue
            if "尚未屆期" in sentence:  # what is not there yet has no file
                continue
            (trace,) = [check for words, check in TRACES.items() if words in sentence]
            cited = re.search(r"（佐證([\d至、]+)）。$", sentence)
            assert cited, sentence
            spans = [[int(end) for end in span.split("至")] for span in cited[1].split("、")]
            files = [paths[number] for span in spans for number in range(span[0], span[-1] + 1)]
            assert trace(Proof(sentence, files)), sentence


def answers(checklist: Checklist) -> list[bool | None]:
    return [line.answer for line in checklist.items]


def checklist(year: Year, half: Any, today: date, *, county: bool) -> Checklist:
    history = year.history
    found = verify(year.root)
    books = Books(
        history,
        year.root,
        CATALOGUE,
        today,
        since=Month(YEAR, 1),
        void_signoffs=void_signoffs(history),
        damage=found.faults,
    )
    return checklist_of(books, Period(YEAR, half), county=county)


def test_a_checklist_of_the_months_so_far_is_traced_and_says_that_the_half_is_not_over(tmp_path: Path) -> None:
    year = Year(tmp_path / "archive", {LATE: date(2026, 3, 12)}, frozenset({1}))
    year.month(1)
    year.month(LATE)
    found = checklist(year, 1, date(2026, 3, 20), county=False)
    assert_traced(found, year.root, year.history)
    assert answers(found) == [None, None, None, None, False, None, None]
    assert not found.complete
    assert found.missing == TOLD


@pytest.mark.slow
def test_every_line_of_both_checklists_of_a_year_is_traced_to_the_file_that_proves_it(tmp_path: Path) -> None:
    year = Year(tmp_path / "archive", {LATE: date(2026, 3, 12)}, frozenset({EXPLAINED}))
    for number in range(1, 7):
        year.month(number)
    year.audit(1, date(2026, 7, 20))
    first = checklist(year, 1, date(2026, 7, 20), county=False)
    for number in range(7, 12):
        year.month(number)
    year.audit(2, date(2026, 12, 21))
    year.month(12)
    year.bind(date(2027, 1, 12))
    today = date(2027, 1, 12) + timedelta(days=1)
    assert verify(year.root).sound
    second, county = checklist(year, 2, today, county=False), checklist(year, None, today, county=True)
    for found in (second, county):
        assert_traced(found, year.root, year.history)
        assert found.complete
    assert answers(first) == [None, None, True, None, False, None, True]
    assert answers(second) == [None, None, True, None, True, None, True]
    assert answers(county) == [None, None, True, None, False, None, True, True]
    assert county.missing == TOLD

    statement = next(year.root.rglob("2026-05/*/data/inputs/statement/*"))
    content = bytearray(statement.read_bytes())
    content[100] ^= 1
    statement.write_bytes(content)
    broken = checklist(year, None, today, county=True)
    assert True not in answers(broken)
    assert not broken.complete
