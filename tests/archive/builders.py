"""An office's archive in few words."""

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from reconcile.archive import decision_record, deposit, destruction_in, read_history
from reconcile.deposits import Decision, Deposit, Signoff
from reconcile.history import ITEMS
from reconcile.text.dates import Month

AGENCY = "花蓮縣花蓮市戶政事務所"
OCTOBER = Month(2026, 10)
DECISION = Decision("a1b2", "說明合理", "長官交辦，見公文", "王主管", date(2026, 11, 6), "f" * 64)
SIGNOFF = Signoff("王主管", date(2026, 11, 6), "e" * 64)


def items_file(folder: Path, month: Month = OCTOBER) -> Path:
    row = {
        "item": "a1b2",
        "month": str(month),
        "code": "UNREGISTERED_QUERY",
        "severity": "high",
        "message": "有查詢無紀錄",
        "legal_basis": "要點七",
    }
    ITEMS.write(ITEMS.frame([row]), folder / "items.parquet")
    return folder / "items.parquet"


def run_files(folder: Path, month: Month = OCTOBER) -> dict[str, Path | bytes]:
    items = items_file(folder, month)
    return {
        "items.parquet": items,
        "settings.json": b"{}\n",
        "inputs/statement/主管稽核月明細表.pdf": b"%PDF-1.7 statement of " + str(month).encode(),
        "inputs/register/查詢紀錄表.xlsx": b"PK register of " + str(month).encode(),
        "tables/findings.parquet": items.read_bytes(),
        "reports/report.pdf": b"%PDF-1.7 report",
        "reports/report.html": b"<!doctype html>",
    }


def deposit_run(
    root: Path,
    month: Month = OCTOBER,
    *,
    as_of: date | None = None,
    agency: str = AGENCY,
    record: Mapping[str, Any] | None = None,
    files: Mapping[str, Path | bytes] | None = None,
) -> Deposit:
    root.parent.mkdir(parents=True, exist_ok=True)
    return deposit(
        root,
        read_history(root, agency),
        kind="run",
        period=month,
        as_of=as_of or month.end.date() + timedelta(days=4),
        record=record or {"month": str(month), "agency": agency},
        files=run_files(root.parent, month) if files is None else files,
    )


def deposit_decision(root: Path, month: Month = OCTOBER, signoff: Signoff | None = SIGNOFF) -> Deposit:
    return deposit(
        root,
        read_history(root, AGENCY),
        kind="decision",
        period=month,
        as_of=month.end.date() + timedelta(days=6),
        record={"month": str(month)} | decision_record([DECISION], signoff),
        files={"worklist/report.xlsx": b"PK filled in"},
    )


def deposit_volume(root: Path, year: int = 2026, as_of: date = date(2027, 1, 8)) -> Deposit:
    return deposit(
        root,
        read_history(root, AGENCY),
        kind="volume",
        period=year,
        as_of=as_of,
        record={"year": year},
        files={"volume.pdf": b"%PDF-1.7 volume"},
    )


def deposit_retraction(root: Path, month: Month = OCTOBER) -> Deposit:
    history = read_history(root, AGENCY)
    return deposit(
        root,
        history,
        kind="retraction",
        period=month,
        as_of=date(2027, 1, 9),
        record={"run": 1, "head": history.runs(month)[-1].head, "why": "誤用", "by": "王主管", "on": "2027-01-09"},
        files={},
    )


def deposit_destruction(root: Path, year: int = 2026, as_of: date = date(2032, 1, 5)) -> Deposit:
    """The destruction of a year, on record; its folders still stand."""
    return deposit(
        root,
        read_history(root, AGENCY),
        kind="destruction",
        period=as_of.year,
        as_of=as_of,
        record=destruction_in(root, AGENCY, year).record(year, "第1號", as_of),
        files={},
    )


def small_archive(folder: Path) -> Path:
    """A run, its decision, a run of the next month and the year's volume."""
    root = folder / "archive"
    deposit_run(root)
    deposit_decision(root)
    deposit_run(root, OCTOBER.next, as_of=date(2026, 12, 5))
    deposit_volume(root)
    return root


def tree(root: Path) -> dict[str, tuple[int, str]]:
    """Every path below a folder with its time of change and what it holds."""
    return {
        path.relative_to(root).as_posix(): (
            path.lstat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in sorted(root.rglob("*"))
    }
