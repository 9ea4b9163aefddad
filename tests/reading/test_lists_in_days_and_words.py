"""Lists whose days stand above their rows, whose headings are an office's own, and announcements in words."""

from pathlib import Path

import pytest

from list_files import rows_of, told, written
from reconcile.carriers.opening import open_document
from reconcile.outcome import Reading
from reconcile.reading.readers import READERS
from reconcile.settings import Settings

A, B, C = "A123456789", "B223456782", "F131104093"
OLD, NEW = "AC03095424", "A800000014"
HEAD = ("案號", "案由", "申請人", "統號")
ROSTER = ("帳號", "姓名", "啟用日期", "停用日期", "角色", "備註")
FAXED = ("傳真日期", "傳真時間", "查詢人", "查詢對象", "證號", "查詢事由")


def read(role: str, folder: Path, *rows: tuple[str, ...], name: str = "115年10月清冊", kind: str = ".csv") -> Reading:
    return READERS[role].read(open_document(written(folder / f"{name}{kind}", rows)), Settings())


def values(reading: Reading, *columns: str) -> list[tuple[object, ...]]:
    assert told(reading) == []
    return [tuple(row.get(column) for column in columns) for row in rows_of(reading)]


@pytest.mark.parametrize("kind", [".xlsx", ".docx"])
@pytest.mark.parametrize("day", ["115年10月{}日", "10/{}", "{}日", "受理日期：10月{}日"])
def test_cases_below_their_day_are_received_on_it(tmp_path: Path, day: str, kind: str) -> None:
    rows = [
        (day.format(5),), HEAD, ("1", "遷入", "王小明", A), ("2", "遷出", "李小美", B),
        (day.format(6),), HEAD, ("3", "印鑑", "林春嬌", C),
    ]  # fmt: skip

    received = values(read("cases", tmp_path, *rows, kind=kind), "case_no", "received_on")
    assert received == [("1", "2026-10-05"), ("2", "2026-10-05"), ("3", "2026-10-06")]


def test_cases_of_which_one_stands_below_no_day_are_refused(tmp_path: Path) -> None:
    rows = [HEAD, ("1", "遷入", "王小明", A), ("10月6日",), HEAD, ("3", "印鑑", "林春嬌", C)]

    with pytest.raises(Exception, match="看不出「受理日期」是哪一欄"):
        read("cases", tmp_path, *rows)


def test_a_bare_date_above_all_cases_may_be_that_of_the_print(tmp_path: Path) -> None:
    """115/11/02 in the corner was once the day on which all cases of October came in."""
    with pytest.raises(Exception, match="看不出「受理日期」是哪一欄"):
        read("cases", tmp_path, ("受理案件清冊",), ("115/11/02",), HEAD, ("1", "遷入", "王小明", A))


@pytest.mark.parametrize("heading", ["申請書類別", "登記申請書類別", "申請登記項目", "戶籍登記類別", "受理事項"])
def test_what_was_applied_for_has_a_heading_of_the_offices_own(tmp_path: Path, heading: str) -> None:
    rows = [("收件號", "收件日期", heading, "申請人", "統號"), ("1", "115/10/5", "遷入", "王小明", A)]

    assert values(read("cases", tmp_path, *rows), "business") == [("遷入",)]


def test_two_numbers_of_a_case_are_two_persons_whether_in_two_columns_or_in_one_cell(tmp_path: Path) -> None:
    start = ("案號", "收件日期", "案由")
    columns = [(*start, "統號", "統號"), ("1", "115/10/5", "結婚", A, B)]
    cell = [(*start, "申請人/受委託人", "統號"), ("1", "115/10/5", "印鑑證明", "王小明/李小美", f"{A}/{B}")]

    for rows in (columns, cell):
        assert values(read("cases", tmp_path, *rows), "applicant_id", "related_ids") == [(A, B)]


@pytest.mark.parametrize("none", ["未申請", "免申請", "不需帳號", "尚未開通"])
def test_a_supervisor_without_account_has_no_account_of_that_name(tmp_path: Path, none: str) -> None:
    rows = [ROSTER, ("HL1", "李四", "", "", "承辦人", ""), (none, "林素貞", "", "", "單位主管", "")]

    assert values(read("roster", tmp_path, *rows), "account", "user_name") == [("HL1", "李四"), (None, "林素貞")]


@pytest.mark.parametrize("end", ["999年12月31日止", "0999/12/31", "（使用中）"])
def test_an_account_without_end_has_none_however_it_is_said(tmp_path: Path, end: str) -> None:
    rows = [ROSTER, ("HL1", "李四", "113/1/2", end, "承辦人", ""), ("HL2", "王五", "113/1/2", "", "承辦人", "")]

    assert values(read("roster", tmp_path, *rows), "valid_to") == [(None,), (None,)]


@pytest.mark.parametrize(
    ("heading", "letter", "on", "number"),
    [
        ("補送公文日期", "免", None, "免"),
        ("補送公文日期", "依規定免函送", None, "依規定免函送"),
        ("補文", "1151007/花戶字第1150001號", "2026-10-07", "花戶字第1150001號"),
    ],
)
def test_a_letter_that_is_not_due_or_is_dated_beside_its_number(
    tmp_path: Path, heading: str, letter: str, on: str | None, number: str
) -> None:
    rows = [(*FAXED, heading), ("115/10/5", "10:05", "陳小華", "王小明", A, "系統異常", letter)]

    assert values(read("fax", tmp_path, *rows), "letter_on", "letter_no") == [(on, number)]


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (["115年10月1日 20:00發布：花蓮縣明(2)日停止上班、停止上課"], ["2026-10-02"]),
        (["115年10月2日：花蓮縣停止上班；115年10月3日：臺東縣停止上班"], ["2026-10-02"]),
        (["115年10月2日", "基隆市：停止上班", "花蓮縣：停止上班", "115年10月3日", "臺東縣：停止上班"], ["2026-10-02"]),
        (["115年10月2日天然災害停止上班及上課情形", "臺東縣：今天停止上班", "花蓮縣：明天停止上班"], ["2026-10-03"]),
        (["115年10月2日天然災害停止上班及上課情形", "臺東縣：今天停止上班"], []),
    ],
)
def test_an_announcement_closes_its_own_day_and_county(tmp_path: Path, lines: list[str], days: list[str]) -> None:
    reading = read("closed_days", tmp_path, *[(line,) for line in lines], name="停止上班")

    assert [day for (day,) in values(reading, "closed_on")] == days


def test_the_table_of_all_counties_closes_the_offices_own(tmp_path: Path) -> None:
    rows = [
        ("更新時間：2026/10/02 05:30",), ("縣市名稱", "是否停止上班上課情形"),
        ("臺東縣", "今天照常上班"), ("花蓮縣", "今天停止上班、停止上課"),
    ]  # fmt: skip

    assert values(read("closed_days", tmp_path, *rows), "closed_on") == [("2026-10-02",)]


def test_old_and_new_numbers_stand_in_lines_below_their_title(tmp_path: Path) -> None:
    rows = [("新舊證號對照表",), (f"王小明：{OLD}→{A}",), (f"李小美：{NEW}→{B}",)]

    assert values(read("aliases", tmp_path, *rows), "identifier", "same_as") == [(OLD, A), (NEW, B)]
