"""An office whose register is on paper: the list is made, filled in by somebody else, and is the register."""

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pypdfium2
import pytest
from openpyxl import load_workbook

from checked_by_hand import FOUND_ON_PAPER, NOT_ON_PAPER, Row, fill_in
from conftest import SetClock
from office_files import OFFICE, register, statement
from reconcile import match, read_register, read_statement
from reconcile.by_hand import BY, CHECKED_BY, FOUND, PAGE, PURPOSE, ROW, SLOT, TOLD
from reconcile.cli import main
from reconcile.errors import ExitCode, FileRefused
from reconcile.lists import Lists
from reconcile.outcome import Counts
from reconcile.pipeline.by_hand import held_against
from reconcile.reports.ods import write_ods
from reconcile.text.dates import Month

STATEMENT_FILE = "115年10月主管稽核月明細表.xlsx"
UNSEEN = "依人工核對，有紀錄無明細未查核"
WANG: list[dict[str, object]] = [
    {"查詢日期時間": f"115/10/05 09:1{minute}:33", "查詢條件": subject}
    for minute, subject in enumerate(("A123456789", "B123456780", "A223456781", "C123456785", "D123456784"))
]
LIN: dict[str, object] = {
    "使用者帳號": "hl002",
    "使用者姓名": "林美玲",
    "查詢日期時間": "115/10/06 10:00:00",
    "查詢條件": "E123456783",
}
ALL_FOUND: Mapping[str, Row] = {
    **{str(row): FOUND_ON_PAPER for row in range(1, 5)},
    "5": {**FOUND_ON_PAPER, SLOT: "2"},
    "6": {**FOUND_ON_PAPER, SLOT: "3"},
}


class Checked(NamedTuple):
    """The problems, the queries that were paired, why the others were not, and the tiers."""

    problems: list[str]
    paired: list[int]
    left: dict[int, str]
    tiers: set[str]


@dataclass
class PaperOffice:
    """An office folder, and what the program last said."""

    home: Path
    capsys: pytest.CaptureFixture[str]
    said: str = ""

    def do(self, *arguments: object) -> int:
        """Type a command; its exit code."""
        code = main([*map(str, arguments), "--settings", str(self.home / "office.toml")])
        self.said = "".join(self.capsys.readouterr())
        return code

    def blank(self) -> Path:
        """The list that the program makes of the statement in the inbox, once."""
        made = self.home / "reports" / "papers" / "11510逐筆核對表.xlsx"
        if not made.exists():
            assert self.do("checklist", "2026-10") == ExitCode.FINISHED, self.said
        return made

    def hand_in(self, rows: Mapping[str, Row], **signed: str | None) -> int:
        """Fill the list in, drop it into the inbox, run."""
        fill_in(self.blank(), self.home / "inbox" / "11510逐筆核對表.xlsx", rows, **signed)
        return self.do("run", "2026-10", "--as-of", "2026-11-06", "--downloaded-on", "2026-11-05")

    def checked(self, rows: Mapping[str, Row], *, known: pd.DataFrame | None = None, **signed: str | None) -> "Checked":
        """What becomes of the list once it is filled in, read, held against the statement and matched."""
        printed = self.home / "inbox" / STATEMENT_FILE
        asked, found = (
            read_statement(printed),
            read_register(fill_in(self.blank(), self.home / "f.xlsx", rows, **signed)),
        )
        seals = {printed.name: hashlib.sha256(printed.read_bytes()).hexdigest()}
        held = held_against([asked], seals, [found], Month(2026, 10), known)
        matching = match(asked.table, held.registers[0].table, Lists(by_hand=held.table), month=Month(2026, 10))
        Counts.of([asked], list(held.registers), matching)
        told = [str(problem) for problem in (*found.problems, *held.problems)]
        left = dict(zip(matching.unmatched["statement_row"], matching.unmatched["reason"], strict=True))
        return Checked(told, list(matching.matches["statement_row"]), left, set(matching.matches["tier"]))

    def table(self, name: str) -> pd.DataFrame:
        """A table of the last run."""
        return pd.read_parquet(self.home / "reports" / "2026-10" / "data" / f"{name}.parquet")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office's folder with its statement, and the list made of it."""
    home = tmp_path_factory.mktemp("office")
    (home / "inbox").mkdir()
    kept = f'[office]\nagency = "{OFFICE}"\nsince = "2026-10"\npaper = true\n'
    (home / "office.toml").write_text(f"{kept}[report]\npictures = 0\n", encoding="utf-8")
    printed = statement(home / "inbox" / STATEMENT_FILE, *WANG, LIN)
    settings = home / "office.toml"
    assert main(["checklist", "2026-10", "--statement", str(printed), "--settings", str(settings)]) == 0
    return home


@pytest.fixture
def office(
    made: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> PaperOffice:
    monkeypatch.setattr("reconcile.inbox.arrival.time.sleep", lambda _: None)
    home = tmp_path / "office"
    shutil.copytree(made, home)
    return PaperOffice(home, capsys)


def test_the_list_shows_every_query_whole_by_user_day_and_session_and_says_so(office: PaperOffice) -> None:
    blank = office.blank()
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(blank.with_suffix(".pdf")))
    assert all(str(query["查詢條件"]) in text for query in (*WANG, LIN))
    assert "載有完整證號" in text and UNSEEN in text
    assert "hl001 王小明　115年10月5日　第 1 次（09:10 至 09:14）　5 筆" in text
    assert [str(cell.value) for cell in load_workbook(blank).worksheets[0]["A"] if str(cell.value).isdigit()] == list(
        "123456"
    )


def test_what_was_found_on_paper_is_paired_by_hand_and_what_was_not_is_unregistered(office: PaperOffice) -> None:
    assert office.hand_in({**ALL_FOUND, "6": NOT_ON_PAPER}) == ExitCode.FINISHED, office.said
    assert set(office.table("matches")["tier"]) == {"by_hand"}
    assert office.table("register")[["page_no", "seq_no"]].drop_duplicates().to_numpy().tolist() == [[3, 1], [3, 2]]
    assert list(office.table("findings")["code"]) == ["UNREGISTERED_QUERY"]
    assert "紙本查無此筆" in office.table("findings")["message"][0]
    page = (office.home / "reports" / "2026-10" / "report.html").read_text(encoding="utf-8")
    assert UNSEEN in page and UNSEEN in office.said


def test_a_list_that_comes_back_as_opendocument_is_the_register_too(office: PaperOffice) -> None:
    filled = fill_in(office.blank(), office.home / "filled.xlsx", ALL_FOUND)
    write_ods(filled, office.home / "inbox" / "11510逐筆核對表.ods")

    assert office.do("run", "2026-10", "--as-of", "2026-11-06") == ExitCode.FINISHED, office.said
    assert set(office.table("matches")["tier"]) == {"by_hand"}
    assert len(office.table("matches")) == 6


def test_an_office_that_keeps_opendocument_gets_the_list_so_and_never_loses_what_it_filled_in(
    office: PaperOffice,
) -> None:
    with (office.home / "office.toml").open("a", encoding="utf-8") as file:
        file.write("ods = true\n")
    assert office.do("checklist", "2026-10") == ExitCode.FINISHED, office.said
    made = office.blank().with_suffix(".ods")
    assert str(made) in office.said
    with pytest.raises(FileRefused, match="尚未填寫"):
        read_register(made)
    filled = office.home / "filled.xlsx"
    write_ods(fill_in(office.blank(), filled, ALL_FOUND), made)
    assert office.do("checklist", "2026-10") == ExitCode.USAGE
    assert "11510逐筆核對表.ods」已有人填寫，未予覆蓋" in office.said
    assert len(read_register(made).table) == 6


def test_a_run_without_a_register_says_how_one_on_paper_is_checked(office: PaperOffice) -> None:
    assert office.do("run", "2026-10") == ExitCode.USAGE
    assert "請以 reconcile checklist 2026-10 製作逐筆核對表，填妥後放入收件匣" in office.said


def test_an_audit_ticks_nothing_that_the_lines_without_a_query_would_have_to_prove(office: PaperOffice) -> None:
    office.hand_in(ALL_FOUND)
    office.do("audit", "2026", "--half", "2", "--as-of", "2027-01-20")
    papers = office.home / "reports" / "papers"
    form = next(path for path in papers.glob("*.pdf") if "自主" in path.name or "附件三" in path.name)
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(form)).replace("\r\n", "")
    assert "依人工核對，「有紀錄無明細」未查核" in text and UNSEEN in text
    assert "■是" not in text


def test_every_blank_row_of_a_partly_filled_list_is_told_at_once_and_accuses_nobody(office: PaperOffice) -> None:
    rows = {"1": FOUND_ON_PAPER, "2": {FOUND: "✓"}, "3": {PAGE: "3", SLOT: "1"}, "4": {**FOUND_ON_PAPER, PURPOSE: "九"}}
    checked = office.checked(rows)
    assert len(checked.problems) == 5
    for row, why in ((10, "頁碼或序號"), (11, "未填或無法辨識"), (12, "事由"), (13, "空白"), (14, "空白")):
        assert any(f"第 {row} 列" in line and why in line for line in checked.problems), (row, why)
    assert set(checked.left.values()) == {"unchecked"} and checked.paired == [1]
    assert office.hand_in(rows) == ExitCode.INPUT_PROBLEMS
    assert office.said.count("問題：") == 5
    assert "UNREGISTERED_QUERY" not in set(office.table("findings")["code"])


def test_one_page_and_number_bears_at_most_four_queries(office: PaperOffice) -> None:
    checked = office.checked({**ALL_FOUND, "5": FOUND_ON_PAPER})
    assert any("至多 4 筆" in one and "9–13 列（共 5 列）" in one for one in checked.problems)
    assert checked.paired == [6]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"6": FOUND_ON_PAPER, "5": NOT_ON_PAPER, "4": NOT_ON_PAPER}, "不同使用者"),
        ({"1": {**FOUND_ON_PAPER, PURPOSE: "1"}}, "只有一組事由"),
        ({"1": {**NOT_ON_PAPER, PAGE: "3"}}, "核對為「無」"),
    ],
)
def test_rows_that_contradict_one_another_are_told(office: PaperOffice, change: Mapping[str, Row], said: str) -> None:
    assert any(said in one for one in office.checked({**ALL_FOUND, **change}).problems)


def test_books_of_their_own_are_told_apart_by_their_names(office: PaperOffice) -> None:
    rows = {**ALL_FOUND, "6": {**FOUND_ON_PAPER, PAGE: "乙-3"}}
    checked = office.checked(rows)
    assert (checked.problems, checked.paired) == ([], [1, 2, 3, 4, 5, 6])


def test_who_made_a_query_cannot_vouch_for_it_and_is_believed_where_he_finds_none(office: PaperOffice) -> None:
    checked = office.checked({**ALL_FOUND, "4": NOT_ON_PAPER}, by="課員王小明")
    assert sum("不得自行核對" in one for one in checked.problems) == 4
    assert checked.left == {1: "unchecked", 2: "unchecked", 3: "unchecked", 4: "none", 5: "unchecked"}


def test_who_he_is_the_list_of_accounts_tells_too(office: PaperOffice) -> None:
    shutil.rmtree(office.home / "reports")
    statement(office.home / "inbox" / STATEMENT_FILE, *WANG, LIN, without=["使用者姓名"])
    known = pd.DataFrame({"account": ["hl001", "hl002"], "user_name": ["王小明", "林美玲"]})
    rows = {**ALL_FOUND, "6": {**ALL_FOUND["6"], BY: "陳主任"}}
    checked = office.checked(rows, known=known, by="王小明")
    assert sum("不得自行核對" in one for one in checked.problems) == 5
    assert checked.paired == [6]


def test_without_a_name_nobody_vouches(office: PaperOffice) -> None:
    checked = office.checked(ALL_FOUND, by=None, on=None)
    told = " ".join(checked.problems)
    assert f"未填{CHECKED_BY}" in told and "核對日期空白" in told
    assert checked.paired == []


def test_a_list_of_another_month_or_statement_is_refused_and_nothing_is_written(office: PaperOffice) -> None:
    filled = fill_in(office.blank(), office.home / "filled.xlsx", ALL_FOUND)
    inbox = office.home / "inbox"
    statement(inbox / STATEMENT_FILE, *WANG, {**LIN, "查詢條件": "F123456782"})
    assert office.do("run", "2026-10", "--statement", next(inbox.glob("*明細表*")), "--register", filled) == 3
    assert "另一份主管稽核月明細表" in office.said
    assert office.do("run", "2026-09", "--statement", next(inbox.glob("*明細表*")), "--register", filled) == 3
    assert "不是115年9月的" in office.said
    assert not (office.home / "reports" / "2026-10").exists()


def test_what_was_changed_in_the_list_is_told_row_by_row(office: PaperOffice) -> None:
    rows = {**ALL_FOUND, "2": {**FOUND_ON_PAPER, "查詢條件": "A123456789"}, "3": {**FOUND_ON_PAPER, ROW: "4"}}
    checked = office.checked({**rows, "6": {**ALL_FOUND["6"], ROW: "77"}})
    told = " ".join(checked.problems)
    for said in ("所印內容與主管稽核月明細表不同", "出現 2 次", "77 不在", "缺少列次 3", "缺少列次 6"):
        assert said in told, said
    assert checked.paired == [1, 5]


def test_an_untouched_list_is_refused_with_what_to_do(office: PaperOffice) -> None:
    assert office.hand_in({}) == ExitCode.INPUT_PROBLEMS
    assert "尚未填寫" in office.said


def test_the_printed_list_is_no_register(office: PaperOffice) -> None:
    with pytest.raises(FileRefused, match="活頁簿"):
        read_register(office.blank().with_suffix(".pdf"))


def test_the_api_reads_the_list_as_the_lines_that_were_found(office: PaperOffice) -> None:
    reading = read_register(fill_in(office.blank(), office.home / "filled.xlsx", {**ALL_FOUND, "6": NOT_ON_PAPER}))
    assert reading.problems == () and len(reading.table) == 5
    assert list(reading.table["subject_id"]) == [query["查詢條件"] for query in WANG]


@pytest.mark.slow
def test_other_business_is_asked_what_it_was(office: PaperOffice) -> None:
    rows = {**ALL_FOUND, "5": {**ALL_FOUND["5"], PURPOSE: "4"}, "6": {**ALL_FOUND["6"], PURPOSE: "未勾"}}
    assert office.hand_in(rows) == ExitCode.FINISHED, office.said
    assert {"PURPOSE_UNEXPLAINED", "PURPOSE_MISSING"} <= set(office.table("findings")["code"])
    told = {**rows, "5": {**rows["5"], TOLD: "法院囑託查證"}}
    reading = read_register(fill_in(office.blank(), office.home / "filled.xlsx", told))
    assert reading.table["purpose_note"].dropna().tolist() == ["法院囑託查證"]


@pytest.mark.slow
def test_a_list_corrected_later_rewrites_nothing(office: PaperOffice) -> None:
    office.hand_in({**ALL_FOUND, "6": NOT_ON_PAPER})
    assert office.hand_in({**ALL_FOUND, "1": {**FOUND_ON_PAPER, PAGE: "2"}}) == ExitCode.FINISHED, office.said
    assert office.table("findings").query("code != 'PURPOSE_MISMATCH'").empty


@pytest.mark.slow
def test_a_part_of_the_register_may_be_a_file(office: PaperOffice) -> None:
    line: dict[str, object] = {
        "日期": "115/10/06",
        "登入時間": "9:55",
        "登出時間": "10:05",
        "查詢條件": "E123456783",
        "使用者姓名": "林美玲",
    }
    register(office.home / "inbox" / "115年10月查詢紀錄表.xlsx", line)
    assert office.hand_in({**ALL_FOUND, "6": NOT_ON_PAPER}) == ExitCode.FINISHED, office.said
    assert list(office.table("matches")["tier"]) == [*["by_hand"] * 5, "exact"]


def test_a_list_that_somebody_filled_in_is_not_replaced_and_a_blank_one_is(office: PaperOffice) -> None:
    blank = office.blank()
    as_made = blank.read_bytes()
    assert office.do("checklist", "2026-10") == ExitCode.FINISHED and blank.read_bytes() == as_made
    fill_in(blank, blank, {})
    assert office.do("checklist", "2026-10") == ExitCode.FINISHED and blank.read_bytes() == as_made
    fill_in(blank, blank, {"1": FOUND_ON_PAPER})
    filled = blank.read_bytes()
    assert office.do("checklist", "2026-10") == ExitCode.USAGE and blank.read_bytes() == filled
    assert "已有人填寫，未予覆蓋" in office.said


def test_a_double_click_makes_the_list_and_takes_it_once_it_is_filled_in(
    office: PaperOffice, set_clock: SetClock
) -> None:
    set_clock(datetime(2026, 11, 6, 9, 0))
    shutil.rmtree(office.home / "reports")
    assert office.do("job") == ExitCode.USAGE
    assert "11510逐筆核對表.xlsx" in office.said and "查詢人以外之人" in office.said
    fill_in(office.blank(), office.home / "inbox" / "核對完了.xlsx", ALL_FOUND)
    assert office.do("job") == ExitCode.FINISHED, office.said
    assert set(office.table("matches")["tier"]) == {"by_hand"}
