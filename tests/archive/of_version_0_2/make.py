"""Make the office folder that version 0.2 archived; README.md tells when and why never again.

`python tests/archive/of_version_0_2/make.py office.tar.xz`, with `src` and `tests` of that commit
on the path.
"""

import shutil
import sys
import tarfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook

from office_files import OFFICE, register, sheet, statement
from reconcile.cli import main
from reconcile.history import SIGNOFF_SHEET, WORKLISTS

Texts = Mapping[str, str]
Cells = dict[str, object]
Answers = Mapping[str, tuple[str, str]]
"""處理結果 and 說明 by the code of the findings that get them."""

SETTINGS = f"""[office]
agency = "{OFFICE}"
since = "2024-11"

[rules]
session_minutes = 90

[sample]
minimum = 2
"""
OLD, NEW = "AC03095424", "A800000014"
"""One person before and after the renewal of the residence permit."""
WANG = {"使用者帳號": "hl001", "使用者姓名": "王小明"}
LIN = {"使用者帳號": "hl002", "使用者姓名": "林美玲"}
GONE = {"使用者帳號": "hl009", "使用者姓名": "張離職"}


def query(on: str, at: str, subject: str, who: Texts = WANG, **more: object) -> Cells:
    """A row of the statement."""
    return {**who, "查詢日期時間": f"113/{on} {at}", "查詢條件": subject, **more}


def line(on: str, since: str, until: str, subject: str, user: str = "王小明", **more: object) -> Cells:
    """A row of the register."""
    session = {"日期": f"113/{on}", "登入時間": since, "登出時間": until}
    return {**session, "查詢條件": subject, "使用者姓名": user, **more}


def kept_file(one: tarfile.TarInfo) -> tarfile.TarInfo | None:
    """Without what only a running program needs."""
    return None if one.name.endswith(".lock") else one


def lists(folder: Path) -> dict[str, Path]:
    """What the office keeps beside its register."""
    roster = (
        ("帳號", "姓名", "身分證號", "啟用日期", "停用日期", "職務"),
        ("hl001", "王小明", "B123456780", "113/01/01", "", "承辦人員"),
        ("hl002", "林美玲", "F131104093", "113/01/01", "", "戶籍員"),
        ("hl009", "張離職", "A100000001", "113/01/01", "113/06/30", "戶籍員"),
        ("hl010", "李主任", "C123456784", "113/01/01", "", "單位主管"),
    )
    fax = (
        ("傳真日期", "傳真時分", "查詢人", "查詢對象", "證號", "查詢事由", "發文日期", "發文字號"),
        ("113/11/12", "9時40分", "林美玲", "林春嬌", "F131104093", "系統無法連線", "113/11/25", "花戶字第1130001號"),
        ("113/12/11", "14時05分", "王小明", "LE THI LAN", "AB00207171", "系統無法連線", "", ""),
    )
    return {
        "--roster": sheet(folder / "帳號清冊.xlsx", *roster),
        "--fax": sheet(folder / "113年疑義查詢表登記簿.xlsx", *fax),
        "--aliases": sheet(folder / "新舊證號對照表.xlsx", ("舊統一證號", "新統一證號"), (OLD, NEW)),
        "--closed-days": sheet(folder / "113年停止上班日.xlsx", ("停止上班日", "原因"), ("113/11/01", "颱風")),
    }


def november(folder: Path) -> dict[str, Path]:
    """A query not written down, one by a closed account, a fax, a line without a query, a tie."""
    queries = (
        query("11/05", "09:12:33", "A123456789"),
        query("11/06", "10:05:10", NEW),
        query("11/07", "11:20:00", "A900207177", LIN),
        query("11/13", "15:30:12", "AB00207171", LIN),
        query("11/14", "09:01:00", "A22345678*"),
        query("11/20", "16:45:00", "A123456789", GONE),
        query("11/21", "10:10:05", "D123456782", LIN, 查詢結果="失敗"),
    )
    lines = (
        line("11/05", "9:10", "9:20", "A123456789"),
        line("11/06", "10:00", "10:10", OLD),
        line("11/07", "11:15", "11:25", "A900207177", "林美玲", 主管簽核=""),
        line("11/12", "9:40", "9:45", "F131104093", "林美玲"),
        line("11/14", "9:00", "9:10", "A223456781"),
        line("11/14", "9:00", "9:10", "A223456789"),
        line("11/18", "14:00", "14:10", "E123456786", "林美玲"),
        line("11/20", "16:40", "16:50", "A123456789", "張離職"),
        line("11/21", "10:05", "", "D123456782", "林美玲", 查詢事由=""),
    )
    return {
        "--statement": statement(folder / "113年11月主管稽核月明細表.xlsx", *queries),
        "--register": register(folder / "113年11月查詢紀錄表.xlsx", *lines),
    }


def december(folder: Path) -> dict[str, Path]:
    """November's query is written down late; one of December is not, a line has its time wrong."""
    queries = (
        query("12/03", "09:12:33", "A123456789"),
        query("12/04", "10:02:00", "A900207177", LIN),
        query("12/10", "13:40:00", "A123456789", LIN),
        query("12/17", "18:20:00", "AB00207171"),
        query("12/19", "10:10:05", "D123456782", LIN),
    )
    lines = (
        line("11/13", "15:25", "15:35", "AB00207171", "林美玲"),
        line("12/03", "9:10", "9:20", "A123456789"),
        line("12/04", "10:30", "10:40", "A900207177", "林美玲"),
        line("12/17", "18:15", "18:25", "AB00207171"),
        line("12/19", "10:05", "10:15", "D123456782", "林美玲", 主管簽核="林美玲"),
    )
    cases = (
        ("案號", "案由", "申請人", "申請人身分證號", "受理日期", "辦結日期", "承辦人"),
        ("花001", "初設戶籍", "王大明", "A123456789", "113/12/02", "113/12/12", "王小明"),
        ("花002", "歸化", "LE THI LAN", "AB00207171", "113/12/16", "", "王小明"),
    )
    return {
        "--statement": statement(folder / "113年12月主管稽核月明細表.xlsx", *queries),
        "--register": register(folder / "113年12月查詢紀錄表.xlsx", *lines),
        "--cases": sheet(folder / "113年受理案件清冊.xlsx", *cases),
    }


def fill_in(worklist: Path, to: Path, on: date, answers: Answers, signed_by: str | None) -> None:
    """Answer items by their codes, and sign."""
    book = load_workbook(worklist)
    day = datetime(on.year, on.month, on.day)
    for name in WORKLISTS:
        page = book[name]
        at = {str(cell.value): number for number, cell in enumerate(page[1], start=1)}
        for row in range(2, page.max_row + 1):
            code = str(page.cell(row, at["代碼"]).value)
            if code in answers:
                told: tuple[str | datetime, ...] = (*answers[code], "李主任", day)
                for heading, value in zip(("處理結果", "說明", "查明人員", "日期"), told, strict=True):
                    page.cell(row, at[heading], value)
    if signed_by:
        page = book[SIGNOFF_SHEET]
        for row in range(1, page.max_row + 1):
            if (label := page.cell(row, 1).value) in {"簽核人", "簽核日期"}:
                page.cell(row, 2, signed_by if label == "簽核人" else day)
    book.save(to)


def make(home: Path, papers: Path) -> None:
    """Two months as an office works through them, an audit held between, then the year bound."""
    (home / "office.toml").write_text(SETTINGS, encoding="utf-8", newline="\n")

    def do(*arguments: object) -> None:
        main([*map(str, arguments), "--settings", str(home / "office.toml")])

    def run(month: str, files: Mapping[str, Path], on: str) -> None:
        named = [part for option, path in files.items() for part in (option, path)]
        do("run", month, *named, "--downloaded-on", on, "--as-of", on)

    def decide(month: str, on: str, answers: Answers, signed_by: str | None = None) -> None:
        filled = papers / "report.xlsx"
        printed = home / f"reports/{month}/report.xlsx"
        fill_in(printed, filled, date.fromisoformat(on), answers, signed_by)
        do("decide", month, filled, "--as-of", on)

    kept = lists(papers)
    first = kept | november(papers)
    run("2024-11", first, "2024-12-05")
    answers = {
        "UNCONFIRMED_ENTRY": ("說明合理", "當日系統未回應，改日重查"),
        "INACTIVE_ACCOUNT": ("屬實異常", "已停用該帳號"),
        "UNREGISTERED_QUERY": ("待查", "使用者請假，返所後詢問"),
    }
    decide("2024-11", "2024-12-06", answers, "李主任")
    run("2024-11", first, "2024-12-06")
    do("audit", "2024", "--half", "2", "--held-on", "2024-12-20", "--as-of", "2024-12-20")
    run("2024-12", kept | december(papers), "2025-01-06")
    decide("2024-12", "2025-01-07", {"TIME_MISMATCH": ("屬實異常", "登入時間誤寫")})
    do("bind", "2024", "--as-of", "2025-01-13")
    shutil.rmtree(home / "reports")


if __name__ == "__main__":
    with TemporaryDirectory() as place:
        office, beside = Path(place) / "office", Path(place) / "papers"
        office.mkdir()
        beside.mkdir()
        make(office, beside)
        with tarfile.open(sys.argv[1], "w:xz") as packed:
            packed.add(office, "office", filter=kept_file)
