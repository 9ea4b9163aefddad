"""What a run asks of the months of years ago is little, and says what the whole of them would say."""

import random
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest

from archive.builders import AGENCY, deposit_run, run_files
from reconcile.archive import read_history
from reconcile.deposits import Deposit
from reconcile.errors import ArchiveBroken
from reconcile.facts.lines import used_by, used_lines
from reconcile.lists import Lists
from reconcile.pipeline.archived_runs import earlier_accounts, with_archive
from reconcile.tables import MATCHES, REGISTER, STATEMENT, Table
from reconcile.text.dates import Month

YEAR = [Month(2025, number) for number in range(1, 13)]
NOW = Month(2026, 1)
WHO = ("王小明", "林美玲", None)


def content(table: Table, frame: pd.DataFrame) -> bytes:
    held = BytesIO()
    table.write(table.conform(frame), held)
    return held.getvalue()


def a_line(chance: random.Random, at: datetime, number: int) -> dict[str, object]:
    login = None if chance.random() < 0.1 else at
    return {
        "register_file": "紀錄表.xlsx", "register_entry": number, "register_line": 1, "login_at": login,
        "logout_at": login and login + timedelta(minutes=chance.choice((5, 9))), "user_name": chance.choice(WHO),
        "subject_id": chance.choice(("A123456789", "A800000014")), "purposes": "2", "signed_off": True,
    }  # fmt: skip


def kept(root: Path, month: Month, chance: random.Random) -> list[dict[str, object]]:
    """A month in the archive, of which every other line was used; all of its lines."""
    days = [datetime(month.year, month.month, day, 9, 10) for day in (3, 3, 8)]
    lines = [a_line(chance, at, number) for number, at in enumerate(days, start=1)]
    pairs = [{"statement_file": "明細表.pdf", "statement_row": number, "tier": "exact", "explanation": "相符"}
             | {name: line[name] for name in ("register_file", "register_entry", "register_line")}
             for number, line in enumerate(lines, start=1) if number % 2]  # fmt: skip
    queries = [{"statement_file": "明細表.pdf", "statement_row": number, "queried_at": at,
                "account": chance.choice(("hl001", None)), "user_name": chance.choice(WHO)}
               for number, at in enumerate(days, start=1)]  # fmt: skip
    tables = ((REGISTER, lines), (MATCHES, pairs), (STATEMENT, queries))
    files: dict[str, Path | bytes] = {
        f"tables/{table.name}.parquet": content(table, table.frame(rows)) for table, rows in tables
    }
    deposit_run(root, month, files=run_files(root.parent, month) | files)
    return lines


def whole(history: list[Deposit]) -> pd.DataFrame:
    """Every month's used lines, each from its whole tables."""
    return pd.concat(
        [used_lines(run.table(REGISTER.name), run.table(MATCHES.name), run.month) for run in history if run.month]
    )


def test_a_line_that_another_month_used_is_found_in_whatever_month_it_was(tmp_path: Path) -> None:
    chance = random.Random(1)
    everything = [line for month in YEAR for line in kept(tmp_path / "archive", month, chance)]
    history = read_history(tmp_path / "archive", AGENCY)
    for seed in range(12):
        again = random.Random(seed).sample(everything, 3)
        register = REGISTER.frame([{**line, "register_entry": at} for at, line in enumerate(again, start=1)])
        lists = with_archive(Lists(), history, NOW, register)
        assert lists.used is not None
        found, expected = (used_by(register, used, NOW) for used in (lists.used, whole(list(history.deposits))))
        assert list(found.fillna("")) == list(expected.fillna(""))
        assert set(lists.used["month"]) == set(map(str, YEAR))
    accounts = earlier_accounts(history, NOW)
    for run in history.deposits:
        assert run.month is not None
        statement = run.table(STATEMENT.name)
        assert accounts[run.month] == frozenset(statement["account"].fillna(statement["user_name"]).dropna())


def test_a_column_of_a_table_that_was_changed_is_not_believed(tmp_path: Path) -> None:
    kept(tmp_path / "archive", YEAR[0], random.Random(1))
    run = read_history(tmp_path / "archive", AGENCY).deposits[0]
    path = run.table_file(REGISTER.name)
    path.chmod(0o600)
    path.write_bytes(content(REGISTER, REGISTER.frame([])))
    with pytest.raises(ArchiveBroken, match="SHA-256"):
        run.columns(REGISTER.name, ["login_at"])
