"""One answer on a cause answers its findings, but for those that only the paper or an answer of their own closes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from reconcile.errors import UsageError
from review.builders import ANSWER, LIN, NOVEMBER, Office, columns, fill, line, query

DAYS = (5, 6, 7, 8, 12, 13)
C01 = "11510-C01"


def unsigned(days: tuple[int, ...] = DAYS, **other: Any) -> list[dict[str, Any]]:
    return [line(day, signed_off=False, signed_by=None, **other) for day in days]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An office whose register bears no signature at all."""
    office = Office(tmp_path)
    office.run([query(day) for day in DAYS], unsigned(), paper=True, caused=True)
    return office


def refusal(office: Office, change: Callable[[Workbook], object]) -> str:
    filled = fill(office.report(), office.home / "filled.xlsx", {C01: ANSWER}, change=change)
    with pytest.raises(UsageError) as refused:
        office.take(filled)
    return str(refused.value)


def row_of_cause(book: Workbook) -> int:
    sheet = book["待查事項"]
    at = columns(sheet)["項目代號"]
    return next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, at).value == C01)


def test_an_answer_on_a_cause_is_recorded_for_each_of_its_findings(office: Office) -> None:
    taken = office.decide({C01: ANSWER})
    assert sorted(one.item for one in taken.decisions) == sorted(office.review.of_findings)
    assert {one.result for one in taken.decisions} == {"說明合理"}
    assert taken.blanks == 0


def test_the_same_report_taken_in_twice_brings_nothing_new(office: Office) -> None:
    office.decide({C01: ANSWER})
    assert office.take(office.home / "filled.xlsx").decisions == ()


def test_an_answer_of_its_own_stands_before_that_on_the_cause(office: Office) -> None:
    one = office.review.of_findings[2]
    taken = office.decide({C01: ANSWER, one: ("屬實異常", *ANSWER[1:])})
    assert {each.result for each in taken.decisions if each.item == one} == {"屬實異常"}
    assert len(taken.decisions) == len(DAYS)


def test_the_answer_is_printed_on_the_cause_and_a_new_one_there_takes_its_place(office: Office) -> None:
    office.decide({C01: ANSWER})
    office.run([query(day) for day in DAYS], unsigned(), paper=True, caused=True, on=date(2026, 11, 7))
    assert office.take(office.report(), today=date(2026, 11, 8)).decisions == ()
    taken = office.decide({C01: ("屬實異常", *ANSWER[1:])}, today=date(2026, 11, 8))
    assert {one.result for one in taken.decisions} == {"屬實異常"}
    assert len(taken.decisions) == len(DAYS)


def test_no_answer_on_missing_paper_closes_a_query_that_nobody_registered(tmp_path: Path) -> None:
    office = Office(tmp_path)
    other: dict[str, Any] = {"account": "hl002", "user_name": "李大同", "subject": LIN}
    queries = [*(query(day) for day in DAYS), *(query(day, 14, **other) for day in DAYS)]
    office.run(queries, [line(day) for day in DAYS], paper=True, caused=True)
    taken = office.decide({C01: ANSWER})
    assert taken.decisions == ()
    assert taken.blanks == len(DAYS)


def test_a_cause_that_was_changed_deleted_or_doubled_is_refused(office: Office) -> None:
    def changed(book: Workbook) -> None:
        sheet = book["待查事項"]
        sheet.cell(row_of_cause(book), columns(sheet)["疑點"]).value = "沒有事"

    def deleted(book: Workbook) -> None:
        book["待查事項"].delete_rows(row_of_cause(book))

    def doubled(book: Workbook) -> None:
        sheet = book["待查事項"]
        sheet.append([cell.value for cell in sheet[row_of_cause(book)]])

    assert "C01 內容（代碼、疑點）與原報表不同" in refusal(office, changed)
    assert "缺少項目 11510-C01" in refusal(office, deleted)
    assert "原因 C01 與" in refusal(office, doubled)


def test_a_habit_that_goes_on_says_since_when(office: Office) -> None:
    assert office.review.since == {}
    lines = unsigned((2, 3, 4, 5), month=NOVEMBER)
    review = office.run(
        [query(day, month=NOVEMBER) for day in (2, 3, 4, 5)],
        lines,
        caused=True,
        month=NOVEMBER,
        on=date(2026, 12, 5),
    )
    assert {name: month.roc for name, month in review.since.items()} == {"C01": "115年10月"}
