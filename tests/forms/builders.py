"""A synthetic office's archive, laid down by hand: a folder for each deposit and the history that names them."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
from reportlab.pdfgen.canvas import Canvas

from reconcile.deposits import Decision, Deposit, Kind, Signoff
from reconcile.history import ITEMS, History
from reconcile.lists import ROSTER
from reconcile.tables import REGISTER, STATEMENT, Table
from reconcile.text.dates import Month

AGENCY = "花蓮縣花蓮市戶政事務所"
YEAR = 2026
SINCE = Month(2026, 1)
LONG_AFTER = date(2027, 1, 20)

CLERK = {"account": "HL01", "user_name": "陳大文", "role": "承辦人員"}
USER = {"account": "HL02", "user_name": "王小明", "role": "使用者"}
HEAD = {"user_name": "李主管", "role": "單位主管"}


def pdf(path: Path, pages: int, words: str) -> Path:
    """A PDF whose pages say their own number."""
    path.write_bytes(_pages(pages, words))
    return path


@cache
def _pages(pages: int, words: str) -> bytes:
    drawn = BytesIO()
    canvas = Canvas(drawn, pagesize=(595, 842), invariant=True)
    for page in range(1, pages + 1):
        canvas.drawString(72, 700, f"{words} page {page}")
        canvas.showPage()
    canvas.save()
    return drawn.getvalue()


def roster(*rows: Mapping[str, Any], until: str | None = None) -> pd.DataFrame:
    """Those rows, and the supervisor who signs, who is there until a day."""
    listed = enumerate((*rows, {**HEAD, "valid_to": until}), start=1)
    return ROSTER.frame({"roster_file": "roster.xlsx", "roster_row": at, **row} for at, row in listed)


def item(code: str, month: Month, number: int = 1) -> dict[str, Any]:
    return {
        "item": f"{month}-{code}-{number}",
        "month": str(month),
        "code": code,
        "severity": "high",
        "message": "明細表第 3 筆查無紀錄。",
        "legal_basis": "要點七",
        "user": "王○○",
        "subject": "A12345****",
        "at": "09:12",
    }


def run(
    root: Path,
    month: Month,
    *,
    downloaded: str | None = None,
    source: str = "printed",
    complete: bool = True,
    items: Sequence[dict[str, Any]] = (),
    accounts: pd.DataFrame | None = None,
    with_roster: bool = True,
    statement_pages: int = 1,
    report_pages: int = 1,
    rows: int = 3,
    outside: int = 0,
    unregistered: int = 0,
    not_checked: Sequence[str] = (),
) -> Deposit:
    """A run of that month; downloaded on the third of the next month where nothing else is said."""
    folder = root / f"{month}-{len(list(root.glob('*'))):03}"
    data = folder / "data"
    for part in ("inputs/statement", "inputs/register", "tables", "reports"):
        (data / part).mkdir(parents=True)
    statement = pdf(data / "inputs/statement/明細表.pdf", statement_pages, f"STATEMENT {month}")
    register = data / "inputs/register/紀錄表.xlsx"
    register.write_bytes(f"a workbook of {month} that leaves open {[one['item'] for one in items]}".encode())
    pdf(data / "reports/report.pdf", report_pages, f"REPORT {month}")
    (data / "tables/statement.parquet").write_bytes(_queries(month, rows))
    (data / "tables/register.parquet").write_bytes(_lines(month, rows))
    if with_roster:
        if accounts is None:
            (data / "tables/roster.parquet").write_bytes(_usual_roster())
        else:
            ROSTER.write(accounts, data / "tables/roster.parquet")
    on = downloaded or date(month.next.year, month.next.month, 3).isoformat()
    record: dict[str, Any] = {
        "month": str(month),
        "agency": AGENCY,
        "complete": complete,
        "not_checked": list(not_checked),
        "problems": [] if complete else [{"message": "第 3 列無法辨識"}],
        "counts": {
            "queries": rows,
            "matched": rows - outside - unregistered,
            "unregistered": unregistered,
            "outside_queries": outside,
            "lines_written": rows,
        },
        "inputs": [_input("statement", statement), _input("register", register)],
        "download": None if on == "never" else {"on": on, "source": source},
    }
    return _deposit("run", month, folder, record, items=ITEMS.frame(items) if items else _no_items())


def decided(root: Path, month: Month, answers: Mapping[str, str], *, signed: bool = True) -> Deposit:
    """The worklist of a month taken in: 處理結果 by item."""
    folder = root / f"{month}-{len(list(root.glob('*'))):03}-decision"
    day = date(month.next.year, month.next.month, 8)
    (folder / "data/worklist").mkdir(parents=True)
    (folder / "data/worklist/report.xlsx").write_bytes(b"a worklist")
    decisions = tuple(
        Decision(one, result, "案件 115-33 & <漏登>", "李主管", day, "0" * 64) for one, result in answers.items()
    )
    return replace(
        _deposit("decision", month, folder, {"month": str(month)}),
        decisions=decisions,
        signoff=Signoff("李主管", day, "0" * 64) if signed else None,
    )


def held(root: Path, on: date, form: str = "附件三") -> Deposit:
    folder = root / f"audit-{form}-{on}"
    return _deposit("audit", None, folder, {"held_on": on.isoformat(), "form": form})


def bound(root: Path, year: int, *, complete: bool = True) -> Deposit:
    deposit = _deposit("volume", None, root / f"volume-{year}-{complete}", {"complete": complete})
    return replace(deposit, year=year)


def history(deposits: Iterable[Deposit]) -> History:
    """The deposits in a chain."""
    linked = tuple(
        replace(deposit, number=number, head=f"{number:064x}", previous=f"{number - 1:064x}" if number > 1 else None)
        for number, deposit in enumerate(deposits, start=1)
    )
    return History(AGENCY, linked)


def good_month(root: Path, month: Month, **run_options: Any) -> list[Deposit]:
    """Downloaded in time, every query registered, signed by the supervisor."""
    return [run(root, month, **run_options), decided(root, month, {})]


def good_year(root: Path) -> History:
    """All that the regulation asks for, done and archived."""
    months = [deposit for number in range(1, 13) for deposit in good_month(root, Month(YEAR, number))]
    audits = [held(root, date(YEAR, 6, 30)), held(root, date(YEAR, 12, 20))]
    return history([*months, *audits, bound(root, YEAR)])


def _deposit(
    kind: Kind, month: Month | None, folder: Path, record: dict[str, Any], items: pd.DataFrame | None = None
) -> Deposit:
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "data" / "record.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return Deposit(0, kind, month, date(2027, 1, 1), "", None, folder, record, items)


def _input(role: str, path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    return {"role": role, "file": path.name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


@cache
def _no_items() -> pd.DataFrame:
    return ITEMS.frame([])


@cache
def _usual_roster() -> bytes:
    with TemporaryDirectory() as folder:
        ROSTER.write(roster(CLERK, USER), Path(folder) / "table.parquet")
        return (Path(folder) / "table.parquet").read_bytes()


@cache
def _queries(month: Month, rows: int) -> bytes:
    return _parquet(
        STATEMENT,
        (
            {
                "statement_file": "明細表.pdf",
                "statement_row": row,
                "account": "HL02",
                "user_name": "王小明",
                "queried_at": month.start + timedelta(days=1, hours=9, minutes=row % 400),
                "condition": "A123456789",
                "result": "success",
                "purpose": 2,
            }
            for row in range(1, rows + 1)
        ),
    )


@cache
def _lines(month: Month, rows: int) -> bytes:
    login = datetime(month.year, month.month, 2, 9, 0)
    return _parquet(
        REGISTER,
        (
            {
                "register_file": "紀錄表.xlsx",
                "register_entry": row,
                "register_line": 1,
                "user_name": "王小明",
                "login_at": login,
                "logout_at": login + timedelta(minutes=9),
                "condition": "A123456789",
                "result": "success",
                "purposes": "2",
                "remark": "#strong[不得執行] *粗* $x$",
                "signed_off": True,
                "signed_by": "李主管",
            }
            for row in range(1, rows + 1)
        ),
    )


def _parquet(table: Table, rows: Iterable[dict[str, Any]]) -> bytes:
    with TemporaryDirectory() as folder:
        table.write(table.frame(rows), Path(folder) / "table.parquet")
        return (Path(folder) / "table.parquet").read_bytes()
