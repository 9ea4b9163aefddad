"""The archive that version 0.2 made: it verifies, carries forward and audits unchanged."""

import json
import shutil
import tarfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from office_files import OFFICE, register, statement
from reconcile import read_register, read_statement
from reconcile.archive import read_history
from reconcile.cli import main
from reconcile.deposits import Deposit
from reconcile.errors import ExitCode
from reconcile.history import OPEN, History
from reconcile.review import void_signoffs
from reconcile.tables import FINDINGS, MATCHES, REGISTER, STATEMENT, UNMATCHED
from reconcile.text.dates import Month
from year.office import fill_in

Said = pytest.CaptureFixture[str]

PACKED = Path(__file__).parent / "of_version_0_2" / "office.tar.xz"
HEAD = "d3a4805e6fd7dfb37fd4ebc21bcb227848774600d34c6bb6bf00acb6f20b52c9"
NOVEMBER, DECEMBER, JANUARY = Month(2024, 11), Month(2024, 12), Month(2025, 1)
OPEN_ITEMS = {NOVEMBER: 8, DECEMBER: 7}
ROLES = ("statement", "register", "roster", "cases", "fax", "aliases", "closed_days")
NOT_WRITTEN_IN_DECEMBER = "11312-3APEB0X3"
LISTS = {
    "roster": "--roster",
    "cases": "--cases",
    "fax": "--fax",
    "aliases": "--aliases",
    "closed_days": "--closed-days",
}


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The folder of an office that worked with version 0.2 until the end of 2024."""
    with tarfile.open(PACKED) as packed:
        packed.extractall(tmp_path, filter="data")
    return tmp_path / "office"


def do(office: Path, *arguments: object) -> int:
    """Type a command in the office's folder."""
    return main([*map(str, arguments), "--settings", str(office / "office.toml")])


def history_of(office: Path) -> History:
    return read_history(office / "archive", OFFICE)


def left_open(history: History) -> set[str]:
    """The items that were raised, and neither answered nor written down late."""
    runs = [deposit for deposit in history.deposits if deposit.items is not None]
    raised = {item for run in runs if run.items is not None for item in run.items["item"]}
    late = {item for run in runs for item in run.record["late_entries"]}
    decisions = [decision for deposit in history.deposits for decision in deposit.decisions]
    return raised - late - {one.item for one in decisions if one.result != OPEN}


def papers_of(run: Deposit) -> list[object]:
    """The files that a run was given, as options."""
    return [part for role in ROLES for path in run.inputs(role) for part in (f"--{role.replace('_', '-')}", path)]


def run_january(office: Path) -> int:
    """The next month: one query, and December's query written down late."""
    papers = office / "papers"
    papers.mkdir()
    printed = statement(papers / "114年1月主管稽核月明細表.xlsx", {"查詢日期時間": "114/01/07 09:12:33"})
    lin = {"使用者姓名": "林美玲"}
    written = register(
        papers / "114年1月查詢紀錄表.xlsx",
        {"日期": "113/12/10", "登入時間": "13:35", "登出時間": "13:45", **lin},
        {"日期": "114/01/07"},
    )
    files = ["--statement", printed, "--register", written]
    on = "2025-02-05"
    return do(office, "run", JANUARY, *files, "--downloaded-on", on, "--as-of", on)


def test_it_verifies_to_the_last_bit(office: Path, capsys: Said) -> None:
    assert do(office, "verify", "--head", HEAD) == ExitCode.FINISHED
    told = capsys.readouterr().out
    assert f"{OFFICE} 封存驗證碼 {HEAD}" in told
    assert "查驗 7 件封存、113 個檔案" in told


def test_its_open_items_and_its_signature_stand(office: Path, capsys: Said) -> None:
    assert do(office, "status", "--as-of", "2025-01-20") == ExitCode.FINISHED
    told = capsys.readouterr().out.splitlines()
    november, december = (line for line in told if line.startswith(("  113年11月 ", "  113年12月 ")))
    assert f"{OPEN_ITEMS[NOVEMBER]} 件" in november
    assert "已簽核" in november
    assert f"{OPEN_ITEMS[DECEMBER]} 件" in december
    assert "未簽核" in december
    assert void_signoffs(history_of(office)) == frozenset()


def test_the_next_month_carries_its_open_items_and_closes_one_written_late(office: Path) -> None:
    before = history_of(office)
    assert run_january(office) == ExitCode.FINISHED
    folder = office / "reports" / str(JANUARY)
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert record["late_entries"] == [NOT_WRITTEN_IN_DECEMBER]
    shown = pd.read_excel(folder / "report.xlsx", "前月未結", engine="calamine")["項目代號"]
    left = left_open(before)
    assert len(left) == sum(OPEN_ITEMS.values())
    assert set(shown) == left
    assert do(office, "verify") == ExitCode.FINISHED
    assert history_of(office).deposits[6].head == HEAD


def test_the_same_papers_raise_the_same_items_whatever_the_version(office: Path) -> None:
    last = history_of(office).runs(NOVEMBER)[-1]
    assert last.items is not None
    days = ("--downloaded-on", "2024-12-05", "--as-of", "2025-01-20")
    assert do(office, "run", NOVEMBER, *papers_of(last), *days) == ExitCode.FINISHED
    again = history_of(office).runs(NOVEMBER)[-1]
    assert again.items is not None
    assert set(last.items["item"]) <= set(again.items["item"])


def test_a_worklist_that_it_printed_is_still_taken_in(office: Path, capsys: Said) -> None:
    printed = history_of(office).runs(DECEMBER)[-1].report("report.xlsx")
    filled = office / "report.xlsx"
    answers = {"UNREGISTERED_QUERY": ("說明合理", "協助同仁臨櫃查詢"), "LATE_FAX_LETTER": ("已補登", "")}
    fill_in(printed, filled, date(2025, 1, 21), answers, signed_by="李主任")
    assert do(office, "decide", DECEMBER, filled, "--as-of", "2025-01-21") == ExitCode.FINISHED
    assert do(office, "status", "--as-of", "2025-01-21") == ExitCode.FINISHED
    told = capsys.readouterr().out.splitlines()
    december = next(line for line in told if line.startswith("  113年12月 "))
    assert "已簽核" in december
    assert do(office, "verify") == ExitCode.FINISHED


@pytest.mark.parametrize("more", [(), ("--half", "2"), ("--county",)], ids=" ".join)
def test_it_is_audited(office: Path, more: tuple[str, ...], capsys: Said) -> None:
    assert do(office, "audit", "2024", *more, "--as-of", "2025-01-20") == ExitCode.INPUT_PROBLEMS
    told = capsys.readouterr()
    assert "經認定屬實異常 1 件" in told.err
    assert "驗證不符" not in told.err
    assert "無法讀取" not in told.err
    assert all(Path(line).is_file() for line in told.out.splitlines())


def test_its_year_is_bound_again(office: Path) -> None:
    assert do(office, "bind", "2024", "--as-of", "2025-01-20") == ExitCode.FINISHED
    assert do(office, "verify") == ExitCode.FINISHED


def test_its_tables_are_read_as_they_are(office: Path) -> None:
    for run in (deposit for deposit in history_of(office).deposits if deposit.kind == "run"):
        for table in (STATEMENT, REGISTER, MATCHES, UNMATCHED, FINDINGS):
            path = run.table_file(table.name)
            written, read = pd.read_parquet(path), table.read(path)
            assert read.columns.tolist() == table.columns
            assert len(read) == len(written) > 0
            for name in written.columns:
                pd.testing.assert_series_equal(read[name], written[name].astype(read[name].dtype))


def test_its_tables_are_taken_for_the_papers_themselves(office: Path, tmp_path: Path) -> None:
    run = history_of(office).runs(NOVEMBER)[-1]
    for table, read in ((STATEMENT, read_statement), (REGISTER, read_register)):
        kept = run.table_file(table.name)
        reading = read(shutil.copy(kept, tmp_path))
        assert reading.problems == ()
        pd.testing.assert_frame_equal(reading.table, table.read(kept))
