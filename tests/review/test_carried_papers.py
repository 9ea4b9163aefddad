"""What is carried on comes with the papers of its own month, shown as the month at hand shows persons."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reconcile.facts.masking import Mode
from reconcile.reports.folding import FoldRow
from reconcile.reports.view import View, view_of
from reconcile.settings import ReportSettings, Settings
from reconcile.text.dates import Month
from reports.builders import listed
from review.builders import ANSWER, USUAL, Office, line, outcome, query

NOVEMBER = Month(2026, 11)
SHOWN = date(2026, 12, 5)


def settings(mask: Mode) -> Settings:
    return Settings(report=ReportSettings(mask=mask), rules=USUAL)


def november(office: Office, mask: Mode) -> View:
    """November's report over what October left open."""
    asked: dict[str, Any] = {"month": NOVEMBER, "on": SHOWN, "settings": settings(mask)}
    office.run([query(5, month=NOVEMBER)], [line(5, month=NOVEMBER)], paper=True, **asked)
    made = outcome([query(5, month=NOVEMBER)], [line(5, month=NOVEMBER)], **asked)
    return view_of(made, office.review)


@pytest.mark.parametrize("then", ["none", "subjects", "all"])
@pytest.mark.parametrize("now", ["none", "subjects", "all"])
def test_an_earlier_month_is_masked_as_the_one_at_hand(tmp_path: Path, then: Mode, now: Mode) -> None:
    office = Office(tmp_path)
    office.run([query(5), query(6)], [line(5)], settings=settings(then))
    [row] = listed(november(office, now), "前月未結")
    side, *_ = row.sides
    said = row.message + "".join(piece.text for cell in side.cells for piece in cell)
    identifier, user = query(6)["subject_id"], query(6)["user_name"]
    assert (identifier in said) == (now == "none")
    assert (user in side.cells[1][0].text) == (now != "all")
    assert row.month == "115年10月" and row.user


def test_its_answer_is_taken_though_the_sentence_is_masked_anew(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.run([query(5), query(6)], [line(5)], settings=settings("none"))
    [row] = listed(november(office, "all"), "前月未結")
    assert row.life
    taken = office.decide({row.life.item: ANSWER}, NOVEMBER, today=date(2026, 12, 6))
    assert [one.item for one in taken.decisions] == [row.life.item]


def test_the_members_of_a_cause_are_one_item_next_month_too(tmp_path: Path) -> None:
    office = Office(tmp_path)
    days = (5, 6, 7, 8, 12, 13)
    unsigned: list[dict[str, Any]] = [line(day, signed_off=False, signed_by=None) for day in days]
    office.run([query(day) for day in days], unsigned, caused=True)
    carried = november(office, "subjects").sections[0]
    [fold] = carried.items
    assert isinstance(fold, FoldRow)
    assert (fold.size, fold.open, fold.month, fold.title) == (6, 6, "115年10月", "主管簽核於紙本")
    assert "主管簽核" in fold.sentence
    items = {row.life.item: ANSWER for row in fold.rows if row.life}
    taken = office.decide(items, NOVEMBER, today=date(2026, 12, 6))
    assert len(taken.decisions) == 6
