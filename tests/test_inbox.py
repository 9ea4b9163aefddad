"""The inbox: a name or a folder says what a file is and of which month; nothing half-copied is taken."""

import time
from pathlib import Path, PurePath

import pytest

from reconcile.documents import LISTS
from reconcile.errors import UsageError
from reconcile.inbox import Inbox, find_inputs
from reconcile.inbox.naming import period_of
from reconcile.text.dates import Month

OCTOBER = Month(2026, 10)
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
ZIP = b"PK\x03\x04" + b"\0" * 40 + b"PK\x05\x06" + b"\0" * 18


def inbox(folder: Path, *names: str) -> Path:
    """An inbox with a statement and a register of October, and the named files, each with bytes of its own."""
    for name in ("115年10月主管稽核月明細表.pdf", "115年10月查詢紀錄表.xlsx", *names):
        path = folder / "inbox" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((ZIP if name.endswith("xlsx") else PDF) + name.encode())
    return folder / "inbox"


def only(folder: Path, *names: str) -> Path:
    """An inbox with nothing but the named files."""
    found = inbox(folder, *names)
    for usual in ("115年10月主管稽核月明細表.pdf", "115年10月查詢紀錄表.xlsx"):
        (found / usual).unlink()
    return found


def find(folder: Path, month: Month = OCTOBER) -> Inbox:
    return find_inputs(folder, month, settle_seconds=0)


def said(found: Inbox) -> tuple[str, ...]:
    """The sentences on the files left aside."""
    return tuple(one.sentence for one in found.passed_over)


def names(paths: tuple[Path, ...]) -> list[str]:
    return [path.name for path in paths]


def test_the_month_s_statement_register_and_roster_are_found(tmp_path: Path) -> None:
    found = find(inbox(tmp_path, "帳號清冊.xlsx"))
    assert names(found.files["statement"]) == ["115年10月主管稽核月明細表.pdf"]
    assert names(found.files["register"]) == ["115年10月查詢紀錄表.xlsx"]
    assert names(found.files["roster"]) == ["帳號清冊.xlsx"]
    assert found.passed_over == ()


def test_folders_say_what_a_file_is_and_of_which_month(tmp_path: Path) -> None:
    found = find(only(tmp_path, "115年10月/明細表/下載.pdf", "查詢紀錄表/115/王股長.xlsx", "帳號清冊/最新.csv"))
    assert names(found.files["statement"]) == ["下載.pdf"]
    assert names(found.files["register"]) == ["王股長.xlsx"]
    assert names(found.files["roster"]) == ["最新.csv"]


def test_files_of_other_months_are_passed_over_with_a_sentence(tmp_path: Path) -> None:
    found = find(inbox(tmp_path, "115年9月主管稽核月明細表.pdf", "2026-09 register.xlsx", "114年帳號清冊.xlsx"))
    assert len(found.files["statement"]) == len(found.files["register"]) == 1
    assert found.files["roster"] == ()
    assert said(found) == (
        "114年帳號清冊.xlsx：屬於114年1月至114年12月，不是115年10月，已略過。",
        "115年9月主管稽核月明細表.pdf：屬於115年9月，不是115年10月，已略過。",
        "2026-09 register.xlsx：屬於115年9月，不是115年10月，已略過。",
    )


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("115年10月受理案件清冊.xlsx", "cases"),
        ("案件清冊115.csv", "cases"),
        ("受理案件/11510.ods", "cases"),
        ("2026-10 cases.xlsx", "cases"),
        ("疑義查詢表登記簿.xlsx", "fax"),
        ("115年傳真查詢.docx", "fax"),
        ("fax_2026-10.csv", "fax"),
        ("新舊證號對照表.xlsx", "aliases"),
        ("證號對照115年.csv", "aliases"),
        ("aliases.csv", "aliases"),
        ("停止上班日.csv", "closed_days"),
        ("115年颱風停班.xlsx", "closed_days"),
        ("closed-days 2026.csv", "closed_days"),
        ("closed_days.csv", "closed_days"),
    ],
)
def test_the_lists_of_the_month_of_its_year_or_without_a_date_are_found(tmp_path: Path, name: str, role: str) -> None:
    found = find(inbox(tmp_path, name))
    given = [(list_.name, path.name) for list_ in LISTS for path in found.files[list_.name]]
    assert given == [(role, PurePath(name).name)]
    assert len(found.files["statement"]) == len(found.files["register"]) == 1
    assert found.passed_over == ()


def test_the_year_s_list_of_printouts_is_named_for_what_it_is_and_left_for_the_volume(tmp_path: Path) -> None:
    found = find(inbox(tmp_path, "115年未辦理書面資料清單.xlsx"))
    assert said(found) == ("115年未辦理書面資料清單.xlsx：未辦理書面資料清單於裝訂成冊時以 --printouts 指定，已略過。",)


@pytest.mark.parametrize("name", ["114年受理案件清冊.xlsx", "11509疑義查詢表登記簿.ods", "2025停班.csv"])
def test_lists_of_other_months_and_years_are_passed_over(tmp_path: Path, name: str) -> None:
    found = find(inbox(tmp_path, name))
    assert [*found.files["cases"], *found.files["fax"], *found.files["closed_days"]] == []
    assert len(found.passed_over) == 1
    assert f"{name}：屬於" in said(found)[0]


def test_a_name_that_says_two_lists_says_none(tmp_path: Path) -> None:
    found = find(inbox(tmp_path, "受理案件清冊與帳號清冊.xlsx"))
    assert found.files["cases"] == found.files["roster"] == ()
    assert said(found) == ("受理案件清冊與帳號清冊.xlsx：檔名看不出是明細表、查詢紀錄表或何種清冊，已略過。",)


@pytest.mark.parametrize(
    ("name", "option"),
    [
        ("受理案件清冊", "--cases"),
        ("疑義查詢表登記簿", "--fax"),
        ("新舊證號對照表", "--aliases"),
        ("停止上班日", "--closed-days"),
    ],
)
def test_two_versions_of_a_list_are_for_a_person_to_choose_from(tmp_path: Path, name: str, option: str) -> None:
    with pytest.raises(UsageError, match=option):
        find(inbox(tmp_path, f"{name}.xlsx", f"{name} (1).xlsx"))


def test_a_register_of_the_year_or_without_a_date_counts_for_every_month(tmp_path: Path) -> None:
    found = find(inbox(tmp_path, "115年查詢紀錄表.docx", "查詢紀錄表_櫃檯二.xlsx", "11507-11512查詢記錄表.ods"))
    assert len(found.files["register"]) == 4
    assert found.passed_over == ()


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("115年10月", (2026, 10), (2026, 10)),
        ("１１５年１０月", (2026, 10), (2026, 10)),
        ("11510明細表", (2026, 10), (2026, 10)),
        ("明細表115-10", (2026, 10), (2026, 10)),
        ("115.10", (2026, 10), (2026, 10)),
        ("2026-10", (2026, 10), (2026, 10)),
        ("明細表_202610_花蓮", (2026, 10), (2026, 10)),
        ("2026_1", (2026, 1), (2026, 1)),
        ("115年度(3月)", (2026, 3), (2026, 3)),
        ("115年10月 (1)", (2026, 10), (2026, 10)),
        ("115年10月至12月", (2026, 10), (2026, 12)),
        ("115年10～12月", (2026, 10), (2026, 12)),
        ("11507-11512", (2026, 7), (2026, 12)),
        ("1151001-1151031", (2026, 10), (2026, 10)),
        ("115年10月1日至115年10月31日", (2026, 10), (2026, 10)),
        ("民國115年", (2026, 1), (2026, 12)),
        ("2026查詢紀錄表", (2026, 1), (2026, 12)),
    ],
)
def test_a_name_bears_a_month_or_a_period(name: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    assert period_of(PurePath(f"{name}.xlsx")) == (Month(*first), Month(*last))


@pytest.mark.parametrize("name", ["明細表", "明細表1151103", "2026-11-03下載", "明細表(1)", "第101號", "0212345678"])
def test_a_name_with_a_single_day_or_another_number_bears_no_month(name: str) -> None:
    assert period_of(PurePath(f"{name}.pdf")) is None


def test_the_narrowest_period_counts_and_of_equals_the_nearest() -> None:
    assert period_of(PurePath("115年10月/115年查詢紀錄表.xlsx")) == (OCTOBER, OCTOBER)
    assert period_of(PurePath("115年/115年10月查詢紀錄表.xlsx")) == (OCTOBER, OCTOBER)
    assert period_of(PurePath("115年9月/115年10月查詢紀錄表.xlsx")) == (OCTOBER, OCTOBER)


def test_a_statement_without_a_month_stands_in_only_where_none_bears_it(tmp_path: Path) -> None:
    assert names(find(only(tmp_path, "明細表1151103.pdf", "查詢紀錄表.xlsx")).files["statement"]) == [
        "明細表1151103.pdf"
    ]
    found = find(inbox(tmp_path))
    assert names(found.files["statement"]) == ["115年10月主管稽核月明細表.pdf"]
    assert said(found) == ("明細表1151103.pdf：檔名未載明月份，已略過。",)


@pytest.mark.parametrize(
    "name", ["~$115年10月查詢紀錄表.xlsx", ".~lock.明細表.ods#", "明細表.pdf.crdownload", "明細表.PART", "~WRL01.tmp"]
)
def test_temporary_files_are_passed_over(tmp_path: Path, name: str) -> None:
    found = find(inbox(tmp_path, name))
    assert len(found.files["statement"]) == len(found.files["register"]) == 1
    assert said(found) == (f"{name}：暫存檔，已略過。",)


@pytest.mark.parametrize("name", [".明細表.pdf", ".sync/115年10月明細表.pdf", "明細表/desktop.ini", "明細表/Thumbs.db"])
def test_hidden_and_system_files_go_unsaid(tmp_path: Path, name: str) -> None:
    found = find(inbox(tmp_path, name))
    assert names(found.files["statement"]) == ["115年10月主管稽核月明細表.pdf"]
    assert found.passed_over == ()


def test_a_file_that_is_neither_is_passed_over_with_a_sentence(tmp_path: Path) -> None:
    found = find(inbox(tmp_path, "函.docx", "明細表與查詢紀錄表說明.txt"))
    assert said(found) == (
        "函.docx：檔名看不出是明細表、查詢紀錄表或何種清冊，已略過。",
        "明細表與查詢紀錄表說明.txt：檔名看不出是明細表、查詢紀錄表或何種清冊，已略過。",
    )


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "空檔"), (PDF[:-6], "不完整"), (ZIP[:30], "不完整")],
)
def test_a_half_copied_statement_is_passed_over_and_the_error_says_so(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    found = inbox(tmp_path)
    (found / "115年10月主管稽核月明細表.pdf").write_bytes(content)
    with pytest.raises(UsageError, match=f"找不到115年10月的主管稽核月明細表(?s:.)*{reason}"):
        find(found)


def test_a_file_still_growing_between_two_looks_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = inbox(tmp_path, "查詢紀錄表_二.xlsx")

    def meanwhile(seconds: float) -> None:
        assert seconds == 7
        (folder / "查詢紀錄表_二.xlsx").write_bytes(ZIP * 2)

    monkeypatch.setattr(time, "sleep", meanwhile)
    found = find_inputs(folder, OCTOBER, settle_seconds=7)
    assert names(found.files["register"]) == ["115年10月查詢紀錄表.xlsx"]
    assert said(found) == ("查詢紀錄表_二.xlsx：仍在複製或寫入中，已略過。",)


def test_an_inbox_without_a_statement_names_the_folder_and_the_name_expected(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        find(only(tmp_path, "115年9月明細表.pdf", "查詢紀錄表.xlsx"))
    assert "「inbox」" in str(error.value)
    assert "115年10月主管稽核月明細表.pdf" in str(error.value)
    assert "屬於115年9月" in str(error.value)
    assert str(tmp_path) not in str(error.value)


def test_an_inbox_without_a_register_is_a_usage_error_not_a_month_of_accusations(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到115年10月的查詢紀錄表"):
        find(only(tmp_path, "115年10月明細表.pdf"))


def test_an_inbox_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到收件匣資料夾「inbox」"):
        find(tmp_path / "inbox")


@pytest.mark.parametrize(
    "second",
    ["115年10月主管稽核月明細表 (1).pdf", "115年10月主管稽核月明細表.xlsx", "明細表11510更正.pdf"],
)
def test_two_statements_of_a_month_are_for_a_person_to_choose_from(tmp_path: Path, second: str) -> None:
    with pytest.raises(UsageError, match="--statement") as error:
        find(inbox(tmp_path, second))
    assert second in str(error.value)


@pytest.mark.parametrize("version", [" (1).xlsx", " - 複製.xlsx", "_修正v2.ods"])
def test_two_versions_of_a_register_are_for_a_person_to_choose_from(tmp_path: Path, version: str) -> None:
    with pytest.raises(UsageError, match="--register") as error:
        find(inbox(tmp_path, f"115年10月查詢紀錄表{version}"))
    assert f"115年10月查詢紀錄表{version}" in str(error.value)


def test_a_copy_with_identical_bytes_is_passed_over(tmp_path: Path) -> None:
    folder = inbox(tmp_path)
    statement = folder / "115年10月主管稽核月明細表.pdf"
    (folder / "115年10月主管稽核月明細表 (1).pdf").write_bytes(statement.read_bytes())
    found = find(folder)
    assert found.files["statement"] == (statement,)
    assert said(found) == ("115年10月主管稽核月明細表 (1).pdf：與「115年10月主管稽核月明細表.pdf」內容相同，已略過。",)


def test_last_month_s_copy_of_a_register_does_not_stand_in_for_this_month_s(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到115年11月的主管稽核月明細表"):
        find(inbox(tmp_path), Month(2026, 11))
