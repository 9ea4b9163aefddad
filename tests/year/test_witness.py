"""The archive is a witness: what it saw of the register is held against the register of today."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from office_files import register, sheet, statement
from reconcile.errors import ExitCode
from reconcile.tables import records
from reconcile.text.dates import Month
from year.office import Office, Visit

SEPTEMBER, OCTOBER, NOVEMBER = Month(2026, 9), Month(2026, 10), Month(2026, 11)
PEOPLE = ("A123456789", "A800000014", "A900207177")
IN_SEPTEMBER = [Visit(3, 9, PEOPLE[0]), Visit(4, 10, PEOPLE[1]), Visit(7, 11, PEOPLE[2], "林美玲")]
IN_OCTOBER = [Visit(6, 9, PEOPLE[0]), Visit(8, 15, PEOPLE[1], "林美玲")]


@pytest.fixture
def office(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, capsys)


def run(office: Office, month: Month, asked: Sequence[Visit], written: Sequence[tuple[Month, Visit]]) -> int:
    """A month with the register of the year as it stands."""
    folder = office.home / "papers" / str(month)
    folder.mkdir(parents=True, exist_ok=True)
    lines = [visit.line(of) for of, visit in written]
    papers = (
        "--statement",
        statement(folder / "主管稽核月明細表.xlsx", *(visit.query(month) for visit in asked)),
        "--register",
        register(folder / "115年查詢紀錄表.xlsx", *lines),
    )
    on = date(month.next.year, month.next.month, 5)
    return office.do("run", month, *papers, "--downloaded-on", on, "--as-of", on)


def of(month: Month, *visits: Visit) -> list[tuple[Month, Visit]]:
    return [(month, visit) for visit in visits]


def rewritten(office: Office, month: Month) -> pd.DataFrame:
    findings = pd.read_parquet(office.report(month).parent / "data" / "findings.parquet")
    return findings[findings["code"] == "REWRITTEN_ENTRY"]


def archived_september(office: Office) -> list[tuple[Month, Visit]]:
    """September is archived; its lines."""
    lines = of(SEPTEMBER, *IN_SEPTEMBER)
    assert run(office, SEPTEMBER, IN_SEPTEMBER, lines) == ExitCode.FINISHED
    assert office.findings(SEPTEMBER).empty
    return lines


def test_a_line_torn_out_and_another_rewritten_are_told_in_the_next_month_and_only_there(office: Office) -> None:
    _, kept, changed = archived_september(office)
    other = (SEPTEMBER, Visit(7, 11, "AB00207171", "林美玲"))
    lines = [kept, other, *of(OCTOBER, *IN_OCTOBER)]
    assert run(office, OCTOBER, IN_OCTOBER, lines) == ExitCode.FINISHED
    line, torn = records(rewritten(office, OCTOBER))
    assert (torn["severity"], torn["register_entry"], torn["register_file"]) == ("high", None, None)
    assert torn["message"].startswith("115年9月封存時所見之紀錄表序號 1（09/03 09:10 至 09:20），使用者王小明")
    assert line["register_entry"] == 2
    assert "查詢條件原有A90020****，現已無" in line["message"]
    assert run(office, OCTOBER, IN_OCTOBER, lines) == ExitCode.FINISHED
    assert len(rewritten(office, OCTOBER)) == 2, "it is told again as long as the month is run"
    assert run(office, NOVEMBER, [Visit(3, 9, PEOPLE[0])], [*lines, *of(NOVEMBER, Visit(3, 9, PEOPLE[0]))]) == 0
    assert rewritten(office, NOVEMBER).empty
    assert office.do("status", "--as-of", "2026-12-05") == ExitCode.FINISHED
    assert changed


def test_filling_blanks_and_signing_is_no_rewriting(office: Office) -> None:
    blank = Visit(4, 10, PEOPLE[1], written={"登出時間": None, "主管簽核": None})
    asked = [IN_SEPTEMBER[0], blank]
    assert run(office, SEPTEMBER, asked, of(SEPTEMBER, *asked)) == ExitCode.FINISHED
    filled = of(SEPTEMBER, IN_SEPTEMBER[0], Visit(4, 10, PEOPLE[1]))
    assert run(office, OCTOBER, IN_OCTOBER, [*filled, *of(OCTOBER, *IN_OCTOBER)]) == ExitCode.FINISHED
    assert rewritten(office, OCTOBER).empty


def test_what_a_finding_asked_to_be_put_right_is_no_rewriting(office: Office) -> None:
    wrong = Visit(4, 10, PEOPLE[1], written={"使用者姓名": "林美玲"})
    asked = [IN_SEPTEMBER[0], wrong]
    assert run(office, SEPTEMBER, asked, of(SEPTEMBER, *asked)) == ExitCode.FINISHED
    assert "USER_MISMATCH" in set(office.findings(SEPTEMBER))
    right = of(SEPTEMBER, IN_SEPTEMBER[0], Visit(4, 10, PEOPLE[1]))
    assert run(office, SEPTEMBER, asked, right) == ExitCode.FINISHED
    assert office.findings(SEPTEMBER).empty
    assert run(office, OCTOBER, IN_OCTOBER, [*right, *of(OCTOBER, *IN_OCTOBER)]) == ExitCode.FINISHED
    assert rewritten(office, OCTOBER).empty


def test_a_month_run_again_with_a_register_that_nobody_asked_to_change_is_told_each_time(office: Office) -> None:
    lines = archived_september(office)
    first, *others = lines
    assert run(office, SEPTEMBER, IN_SEPTEMBER, others) == ExitCode.FINISHED
    assert len(rewritten(office, SEPTEMBER)) == 1
    late = [*others, (SEPTEMBER, Visit(9, 9, "AB00207171"))]
    assert run(office, SEPTEMBER, IN_SEPTEMBER, late) == ExitCode.FINISHED
    assert len(rewritten(office, SEPTEMBER)) == 1
    assert run(office, SEPTEMBER, IN_SEPTEMBER, [first, *late]) == ExitCode.FINISHED
    assert rewritten(office, SEPTEMBER).empty


def test_a_register_of_every_month_its_own_and_entries_inserted_and_numbered_anew_are_not_accused(
    office: Office,
) -> None:
    lines = archived_september(office)
    assert run(office, OCTOBER, IN_OCTOBER, of(OCTOBER, *IN_OCTOBER)) == ExitCode.FINISHED
    assert rewritten(office, OCTOBER).empty
    inserted = [lines[0], (SEPTEMBER, Visit(3, 16, "AB00207171", queried=None)), *lines[1:]]
    assert run(office, NOVEMBER, [Visit(3, 9, PEOPLE[0])], [*inserted, *of(NOVEMBER, Visit(3, 9, PEOPLE[0]))]) == 0
    assert rewritten(office, NOVEMBER).empty


def test_a_line_that_september_used_is_used_and_takes_no_query_of_october(office: Office) -> None:
    lines = archived_september(office)
    assert run(office, OCTOBER, IN_OCTOBER, [*lines, *of(OCTOBER, *IN_OCTOBER)]) == ExitCode.FINISHED
    unmatched = pd.read_parquet(office.report(OCTOBER).parent / "data" / "unmatched.parquet")
    assert list(unmatched["reason"]) == ["used"] * 3
    assert office.findings(OCTOBER).empty


def test_one_user_about_one_person_again_and_again_is_told_from_when_to_when(office: Office) -> None:
    for month in (Month(2026, 7), SEPTEMBER, OCTOBER):
        visits = (Visit(3, 9, PEOPLE[0]), Visit(4, 10, PEOPLE[1], "林美玲" if month == OCTOBER else "王小明"))
        assert office.run(month, date(month.next.year, month.next.month, 5), *visits) == ExitCode.FINISHED
    report = (office.report(OCTOBER).parent / "report.html").read_text(encoding="utf-8")
    told = "王小明 hl001自115年7月至115年10月，於 3 個月份共 3 次查詢同一人（A12345****），請確認各次所憑案件。"
    assert told in report
    assert report.count("查詢同一人") == 1
    summary = pd.read_excel(office.report(OCTOBER), "摘要", header=None, engine="calamine").astype(str)
    assert told in set(summary.to_numpy().ravel())


def test_questions_about_colleagues_are_told_over_months(office: Office, tmp_path: Path) -> None:
    roster = sheet(
        tmp_path / "帳號清冊.xlsx",
        ("帳號", "姓名", "身分證統一編號"),
        ("hl001", "王小明", "A123456789"),
        ("hl002", "林美玲", "A800000014"),
    )
    for month in (SEPTEMBER, OCTOBER):
        visits = (Visit(3, 9, PEOPLE[1]),)
        on = date(month.next.year, month.next.month, 5)
        assert office.run(month, on, *visits) == ExitCode.FINISHED
        folder = office.home / "papers" / str(month)
        papers = [
            part
            for option, path in zip(("--register", "--statement"), sorted(folder.iterdir(), reverse=True), strict=True)
            for part in (option, path)
        ]
        again = ("run", month, *papers, "--roster", roster, "--downloaded-on", on, "--as-of", on)
        assert office.do(*again) == ExitCode.FINISHED
    report = (office.report(OCTOBER).parent / "report.html").read_text(encoding="utf-8")
    assert "王小明 hl001自115年9月至115年10月，於 2 個月份共 2 次查詢同仁資料" in report
