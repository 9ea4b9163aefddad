"""個資法: of people about whom nobody asked the archive keeps no more than it must, unless the office wants all."""

from datetime import date
from pathlib import Path

import pytest

from office_files import OFFICE, sheet
from reconcile.archive import read_history
from reconcile.deposits import Deposit
from reconcile.errors import ExitCode
from reconcile.text.dates import Month
from year.office import Office, Visit

OCTOBER = Month(2026, 10)
VISIT = Visit(6, 9, "A123456789")
STRANGER, COLLEAGUE = "A900207177", "A800000014"


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, capsys)


def archived(office: Office) -> Deposit:
    """October with a case that explains its query and one of a stranger, and a roster of two."""
    cases = sheet(
        office.home / "115年受理案件清冊.xlsx",
        ("案號", "案由", "申請人證號", "受理日期", "結案日期"),
        ("1151006001", "遷入登記", "A123456789", "115/10/06", "115/10/06"),
        ("1151006002", "遷入登記", STRANGER, "115/10/06", "115/10/06"),
    )
    roster = sheet(
        office.home / "帳號清冊.xlsx",
        ("帳號", "姓名", "身分證統一編號", "職務"),
        ("hl001", "王小明", "B187654329", "使用者"),
        ("hl002", "林美玲", COLLEAGUE, "承辦人員"),
    )
    assert office.run(OCTOBER, date(2026, 11, 5), VISIT) == ExitCode.FINISHED
    folder = office.home / "papers" / str(OCTOBER)
    papers = [
        "--statement",
        folder / "115年10月主管稽核月明細表.xlsx",
        "--register",
        folder / "115年10月查詢紀錄表.xlsx",
    ]
    lists = ["--cases", cases, "--roster", roster]
    assert office.do("run", OCTOBER, *papers, *lists, "--as-of", "2026-11-05") == ExitCode.FINISHED, office.said
    return read_history(office.archive, OFFICE).deposits[-1]


def holds(run: Deposit, text: str) -> list[str]:
    """The files of a deposit that hold a text, tables read."""
    tables = [name for name in ("cases", "roster") if text in run.table(name).to_csv()]
    return tables + [path.name for path in run.files("") if text.encode() in path.read_bytes()]


def test_by_default_only_the_digest_and_what_the_month_relied_on_is_kept(office: Office) -> None:
    run = archived(office)
    assert run.table("cases")["case_no"].tolist() == ["1151006001"]
    assert run.table("roster")["account"].tolist() == ["hl001", "hl002"]
    assert run.table("roster")["identifier"].fillna("").tolist() == ["B187654329", ""]
    assert holds(run, STRANGER) == []
    assert holds(run, COLLEAGUE) == []
    assert (run.inputs("cases"), run.inputs("roster")) == ((), ())
    assert {given["role"] for given in run.record["inputs"]} == {"statement", "register", "roster", "cases"}
    assert all(len(given["sha256"]) == 64 for given in run.record["inputs"])
    office.do("audit", 2026, "--as-of", "2026-11-06")
    assert "帳號清冊未見全月均有承辦人員" not in office.said
    assert office.do("verify") == ExitCode.FINISHED


def test_an_office_that_may_have_to_show_all_keeps_all(office: Office) -> None:
    with office.settings.open("a", encoding="utf-8") as file:
        file.write('[archive]\nlists = "whole"\n')
    run = archived(office)
    assert run.table("cases")["case_no"].tolist() == ["1151006001", "1151006002"]
    assert run.table("roster")["identifier"].tolist() == ["B187654329", COLLEAGUE]
    assert [path.name for path in run.inputs("cases")] == ["115年受理案件清冊.xlsx"]
    assert [path.name for path in run.inputs("roster")] == ["帳號清冊.xlsx"]
