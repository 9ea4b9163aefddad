"""office.json: a month in figures, states and digests, for whoever counts offices and must know no person."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reconcile.archive import read_history
from reconcile.deposits import Deposit
from reconcile.errors import ExitCode
from reconcile.history import CONFIRMED
from reconcile.text.dates import Month
from year.office import Office, Visit

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
UNWRITTEN = Visit(7, 10, "B234567890", written=None)
WRITTEN = Visit(5, 9, "A123456789")


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, capsys)


def told(office: Office, month: Month) -> dict[str, Any]:
    path = office.home / "reports" / str(month) / "office.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def run_in(office: Office) -> Deposit:
    history = read_history(office.archive, "花蓮縣花蓮市戶政事務所")
    return [one for one in history.deposits if one.kind == "run"][-1]


def test_a_run_tells_its_figures_without_any_person(office: Office) -> None:
    assert office.run(OCTOBER, date(2026, 11, 12), WRITTEN, UNWRITTEN) == ExitCode.FINISHED
    figures = told(office, OCTOBER)
    assert {name: figures[name] for name in ("queries", "matched", "unregistered", "unconfirmed", "late_days")} == {
        "queries": 2, "matched": 1, "unregistered": 1, "unconfirmed": 0, "late_days": 2,
    }  # fmt: skip
    assert (figures["exit"], figures["open"], figures["upheld"], figures["signed"]) == (0, 2, 0, None)
    said = json.dumps(figures, ensure_ascii=False)
    assert [word for word in ("王小明", "hl001", "A123456789", "B234567890", "xlsx") if word in said] == []


@pytest.mark.slow
def test_the_office_record_is_sealed_with_the_deposit_and_told_twice_alike(office: Office) -> None:
    office.run(OCTOBER, date(2026, 11, 6), WRITTEN)
    first = (office.home / "reports" / str(OCTOBER) / "office.json").read_bytes()
    deposit = run_in(office)
    assert deposit.report("office.json").read_bytes() == first
    assert "data/reports/office.json" in deposit.digests
    office.run(OCTOBER, date(2026, 11, 6), WRITTEN)
    assert (office.home / "reports" / str(OCTOBER) / "office.json").read_bytes() == first
    assert run_in(office).number == deposit.number


def test_open_and_upheld_items_are_counted_by_their_age(office: Office) -> None:
    office.run(OCTOBER, date(2026, 11, 6), WRITTEN, UNWRITTEN)
    answers = {"UNREGISTERED_QUERY": (CONFIRMED, "漏登，已糾正")}
    assert office.decide(OCTOBER, date(2026, 11, 8), answers, signed_by="李主任") == ExitCode.FINISHED
    office.run(NOVEMBER, date(2026, 12, 6), Visit(5, 9, "A123456789"))
    figures = told(office, NOVEMBER)
    assert (figures["open"], figures["open_ages"]) == (0, {})
    assert (figures["upheld"], figures["upheld_ages"]) == (1, {"1": 1})
    assert figures["heads"] == {"2026-10": run_in_of(office, OCTOBER)}
    office.run(OCTOBER, date(2026, 11, 10), WRITTEN, UNWRITTEN)
    assert told(office, OCTOBER)["signed"] is True


def run_in_of(office: Office, month: Month) -> str:
    run = read_history(office.archive, "花蓮縣花蓮市戶政事務所").standing(month)
    assert run is not None
    return run.head


def test_what_the_office_switched_off_and_widened_is_told(office: Office) -> None:
    own = '[rules]\noff = ["UNREGISTERED_QUERY"]\n[matching]\ntolerance_minutes = 120\n'
    office.settings.write_text(office.settings.read_text(encoding="utf-8") + own, encoding="utf-8")
    office.run(OCTOBER, date(2026, 11, 6), WRITTEN, UNWRITTEN)
    figures = told(office, OCTOBER)
    assert figures["rules_off"] == ["UNREGISTERED_QUERY"]
    assert figures["settings"]["matching.tolerance_minutes"] == 120
    assert figures["unregistered"] == 1
