"""Whatever a statement shows is in its table, or a problem says where it stands: conservation of ink."""

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pandas as pd
import pytest

from golden_documents import DOCUMENTS, Golden, folders
from reconcile.carriers.opening import open_document
from reconcile.errors import FileRefused
from reconcile.outcome import Reading
from reconcile.reading import statement
from shown_grid import CARRIERS, DRAWN, Grid, Looks

HEAD = ["使用者帳號", "使用者姓名", "查詢日期時間", "作業名稱", "查詢條件", "查詢結果", "查詢事由", "IP位址"]
PEOPLE = ["A123456789", "A800000014", "A900207177", "AB00207171", "AC03095424"]
USERS = [("yuli003", "陳怡安"), ("yuli007", "潘志成"), ("yuli012", "簡玉婷")]
MOST = 12
Change = Callable[[Random, Grid, list[str]], Grid]
PURPOSES = ("國籍變更案件", "戶籍登記", "印鑑證明", "其他戶政業務")


def query(rng: Random, day: int) -> list[str | None]:
    """One row, never the same instant as another day's."""
    account, name = rng.choice(USERS)
    at = f"115/10/{day:02d} {rng.randrange(8, 18):02d}:{rng.randrange(60):02d}:{rng.randrange(60):02d}"
    return [account, name, at, "入出境查詢", rng.choice(PEOPLE), rng.choice(["成功", "失敗"]), "戶籍登記", "10.0.0.1"]


@cache
def golden_rows() -> list[Grid]:
    """The queries of every golden statement of which each row says who asked about whom."""
    found = []
    for folder in folders(DOCUMENTS):
        golden = Golden.of(folder)
        if golden.kind != "statement" or golden.refusal:
            continue
        rows = golden.rows()
        whole = (
            rows["account"].notna() & rows["subject_id"].notna() & ~rows["subject_id"].str.contains("*", regex=False)
        )
        rows = rows[whole].drop_duplicates("queried_at")
        found += [[_printed(row) for row in rows.to_dict("records")]] if len(rows) > MOST else []
    return found


def _printed(row: dict[Hashable, Any]) -> list[str | None]:
    at, results = row["queried_at"], {"success": "成功", "failure": "失敗"}
    said = [None if pd.isna(row[name]) else str(row[name]) for name in ("account", "user_name", "function", "ip")]
    purpose = None if pd.isna(row["purpose"]) else PURPOSES[int(row["purpose"]) - 1]
    when = f"{at.year - 1911}/{at:%m/%d %H:%M:%S}"
    return [*said[:2], when, said[2], row["subject_id"], results.get(row["result"]), purpose, said[3]]


def sheet(rng: Random) -> Grid:
    """A title, a header, a stretch of the rows of a golden statement, and how many they are."""
    rows = rng.choice(golden_rows())
    start = rng.randrange(len(rows) - MOST)
    body = [list(row) for row in rows[start : start + rng.randrange(4, MOST)]]
    return [["主管稽核月明細表"], [*HEAD], *body, [f"合計 {len(body)} 筆"]]


def add(rng: Random, grid: Grid, shown: list[str]) -> Grid:
    """A row more, anywhere, above the header too."""
    row = query(rng, 31)
    shown.append(_key(row))
    at = rng.randrange(0, len(grid) + 1)
    return [*grid[:at], row, *grid[at:]]


def write_beside(rng: Random, grid: Grid, shown: list[str]) -> Grid:
    """A query to the right of the table."""
    row = query(rng, 31)
    shown.append(_key(row))
    at = rng.randrange(2, len(grid) - 1)
    return [[*cells, None, *row] if number == at else cells for number, cells in enumerate(grid)]


def write_in_one_cell(rng: Random, grid: Grid, shown: list[str]) -> Grid:
    """A query as one text, anywhere below the header."""
    row = query(rng, 31)
    shown.append(_key(row))
    at = rng.randrange(2, len(grid) + 1)
    return [*grid[:at], [" ".join(filter(None, row))], *grid[at:]]


def rub_out(rng: Random, grid: Grid, shown: list[str]) -> Grid:
    """Time, condition or user of a row."""
    at = rng.randrange(2, len(grid) - 1)
    gone = rng.choice([(2,), (4,), (0, 1)])
    shown.append("something is missing")
    return [[None if at == number and column in gone else cell for column, cell in enumerate(cells)]
            for number, cells in enumerate(grid)]  # fmt: skip


def cut_short(rng: Random, grid: Grid, shown: list[str]) -> Grid:
    """An identifier of which a column shows only the beginning."""
    at = rng.randrange(2, len(grid) - 1)
    shown.append("something is missing")
    grid[at][4] = str(grid[at][4])[: rng.randrange(3, 9)] + rng.choice(["…", "...", "--"])
    return grid


def name_two(rng: Random, grid: Grid, shown: list[str]) -> Grid:
    """A second person in the condition."""
    at = rng.randrange(2, len(grid) - 1)
    shown.append("something is missing")
    grid[at][4] = "A123456789" + rng.choice(["、", " ", "/", ","]) + "B220000009"
    return grid


def take_out(rng: Random, grid: Grid, shown: list[str]) -> Grid:
    """A row, of which nothing but the total knows."""
    at = rng.randrange(2, len(grid) - 1)
    shown.append("something is missing")
    return [*grid[:at], *grid[at + 1 :]]


def move(rng: Random, grid: Grid, shown: list[str]) -> Grid:
    """A row to anywhere, above the header and below the total too."""
    at = rng.randrange(2, len(grid) - 1)
    rest = [*grid[:at], *grid[at + 1 :]]
    to = rng.randrange(0, len(rest) + 1)
    return [*rest[:to], grid[at], *rest[to:]]


def move_block(rng: Random, grid: Grid, shown: list[str]) -> Grid:
    """All rows from one on, before those above it."""
    at = rng.randrange(2, len(grid) - 1)
    return [*grid[:2], *grid[at:-1], *grid[2:at], grid[-1]]


CHANGES: Sequence[Change] = (
    add,
    write_beside,
    write_in_one_cell,
    rub_out,
    cut_short,
    name_two,
    take_out,
    move,
    move_block,
)


def _key(row: Sequence[str | None]) -> str:
    return f"{row[0]} {row[2]} {row[4]}"


def read_back(grid: Grid, path: Path, looks: Looks) -> Reading | None:
    """The grid as a file of that kind; None where it is refused."""
    CARRIERS[path.suffix](path, grid, looks)
    try:
        return statement.read(open_document(path))
    except FileRefused:
        return None


class Case(NamedTuple):
    """A grid with one change at random, how its rows look, and what a reader must tell of it, or find wanting."""

    seed: int
    carrier: str
    grid: Grid
    looks: Looks
    shown: list[str]
    what: str

    @classmethod
    def of(cls, seed: int, carriers: Sequence[str] = tuple(CARRIERS)) -> "Case":
        """The change of that seed on one of these carriers."""
        rng = Random(seed)
        grid = sheet(rng)
        shown = [_key(row) for row in grid[2:-1]]
        carrier = rng.choice(carriers)
        if carrier in DRAWN and rng.random() < 0.3:
            looks = {rng.randrange(2, len(grid) - 1): rng.choice(["struck", "hidden", "covered"])}
            return cls(seed, carrier, grid, looks, [*shown, "something is missing"], str(looks))
        change = rng.choice(CHANGES)
        return cls(seed, carrier, change(rng, grid, shown), {}, shown, change.__name__)

    def check(self, reading: Reading | None) -> None:
        """The table follows the change, or somebody is told."""
        if reading is None or reading.problems:
            return
        columns = (reading.table[name].to_list() for name in ("account", "queried_at", "subject_id"))
        told = [
            f"{account} {at.year - 1911}/{at:%m/%d %H:%M:%S} {subject}"
            for account, at, subject in zip(*columns, strict=True)
        ]
        assert Counter(told) == Counter(self.shown), (self.seed, self.carrier, self.what)


def check(seed: int, folder: Path) -> None:
    """One change at random on one carrier."""
    case = Case.of(seed)
    case.check(read_back(case.grid, folder / f"table{case.carrier}", case.looks))


def test_what_is_written_anywhere_is_read_or_told(tmp_path: Path) -> None:
    for seed in range(60):
        check(seed, tmp_path)


@pytest.mark.slow
def test_what_is_written_anywhere_is_read_or_told_two_thousand_times(tmp_path: Path) -> None:
    for seed in range(2000):
        check(seed, tmp_path)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_what_is_written_anywhere_in_an_xls_is_read_or_told(tmp_path: Path) -> None:
    """As LibreOffice saves the workbook."""
    cases = [Case.of(seed, [".xlsx"]) for seed in range(300)]
    for case in cases:
        CARRIERS[".xlsx"](tmp_path / f"{case.seed}.xlsx", case.grid, case.looks)
    told = [str(tmp_path / f"{case.seed}.xlsx") for case in cases]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "xls", "--outdir", str(tmp_path), *told]
    subprocess.run(command, check=True, capture_output=True)
    for case in cases:
        try:
            case.check(statement.read(open_document(tmp_path / f"{case.seed}.xls")))
        except FileRefused:
            continue


@pytest.mark.parametrize("carrier", CARRIERS)
def test_a_statement_as_it_is_raises_no_problem(tmp_path: Path, carrier: str) -> None:
    for seed in range(5):
        reading = read_back(sheet(Random(seed)), tmp_path / f"table{carrier}", {})
        assert reading is not None
        assert [str(problem) for problem in reading.problems] == []


@pytest.mark.slow
def test_of_a_thousand_statements_as_they_are_at_most_ten_raise_a_problem(tmp_path: Path) -> None:
    told = 0
    for seed in range(1000):
        reading = read_back(sheet(Random(seed)), tmp_path / f"table{sorted(CARRIERS)[seed % len(CARRIERS)]}", {})
        told += reading is None or bool(reading.problems)
    assert told <= 10
