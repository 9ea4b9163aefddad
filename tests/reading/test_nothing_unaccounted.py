"""Whatever a statement shows is in its table, or a problem says where it stands: conservation of ink."""

import csv
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import openpyxl
import pytest

from reconcile.carriers.opening import open_document
from reconcile.errors import FileRefused
from reconcile.outcome import Reading
from reconcile.reading import statement

HEAD = ["使用者帳號", "使用者姓名", "查詢日期時間", "作業名稱", "查詢條件", "查詢結果", "查詢事由", "IP位址"]
PEOPLE = ["A123456789", "A800000014", "A900207177", "AB00207171", "AC03095424"]
USERS = [("yuli003", "陳怡安"), ("yuli007", "潘志成"), ("yuli012", "簡玉婷")]
Grid = list[list[str | None]]
Change = Callable[[Random, Grid, list[str]], Grid]


def query(rng: Random, day: int) -> list[str | None]:
    """One row, never the same instant as another day's."""
    account, name = rng.choice(USERS)
    at = f"115/10/{day:02d} {rng.randrange(8, 18):02d}:{rng.randrange(60):02d}:{rng.randrange(60):02d}"
    return [account, name, at, "入出境查詢", rng.choice(PEOPLE), rng.choice(["成功", "失敗"]), "戶籍登記", "10.0.0.1"]


def sheet(rng: Random) -> Grid:
    """A title, a header and some rows, one a day."""
    title: list[str | None] = ["主管稽核月明細表"]
    return [title, [*HEAD], *(query(rng, day) for day in range(1, rng.randrange(6, 14)))]


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
    at = rng.randrange(2, len(grid))
    return [[*cells, None, *row] if number == at else cells for number, cells in enumerate(grid)]


def write_in_one_cell(rng: Random, grid: Grid, shown: list[str]) -> Grid:
    """A query as one text, anywhere below the header."""
    row = query(rng, 31)
    shown.append(_key(row))
    at = rng.randrange(2, len(grid) + 1)
    return [*grid[:at], [" ".join(filter(None, row))], *grid[at:]]


def rub_out(rng: Random, grid: Grid, shown: list[str]) -> Grid:
    """Time, condition or user of a row."""
    at = rng.randrange(2, len(grid))
    gone = rng.choice([(2,), (4,), (0, 1)])
    shown.append("something is missing")
    return [[None if at == number and column in gone else cell for column, cell in enumerate(cells)]
            for number, cells in enumerate(grid)]  # fmt: skip


def cut_short(rng: Random, grid: Grid, shown: list[str]) -> Grid:
    """An identifier of which a column shows only the beginning."""
    at = rng.randrange(2, len(grid))
    shown.append("something is missing")
    grid[at][4] = str(grid[at][4])[: rng.randrange(3, 9)] + rng.choice(["…", "...", "--"])
    return grid


def name_two(rng: Random, grid: Grid, shown: list[str]) -> Grid:
    """A second person in the condition."""
    at = rng.randrange(2, len(grid))
    shown.append("something is missing")
    grid[at][4] = "A123456789" + rng.choice(["、", " ", "/", ","]) + "B220000009"
    return grid


CHANGES: Sequence[Change] = (add, write_beside, write_in_one_cell, rub_out, cut_short, name_two)


def _key(row: Sequence[str | None]) -> str:
    return f"{row[0]} {row[2]} {row[4]}"


def read_back(grid: Grid, path: Path) -> Reading | None:
    """The grid as a file of that kind; None where it is refused."""
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(grid)
    else:
        book = openpyxl.Workbook()
        for cells in grid:
            book.active.append(cells)  # type: ignore[union-attr]
        book.save(path)
    try:
        return statement.read(open_document(path))
    except FileRefused:
        return None


def check(seed: int, folder: Path) -> None:
    """One change at random on one carrier: the table follows it, or somebody is told."""
    rng = Random(seed)
    grid = sheet(rng)
    shown = [_key(row) for row in grid[2:]]
    change = rng.choice(CHANGES)
    reading = read_back(change(rng, grid, shown), folder / f"table{rng.choice(['.csv', '.xlsx'])}")
    if reading is None or reading.problems:
        return
    columns = (reading.table[name].to_list() for name in ("account", "queried_at", "subject_id"))
    told = [
        f"{account} {at.year - 1911}/{at:%m/%d %H:%M:%S} {subject}"
        for account, at, subject in zip(*columns, strict=True)
    ]
    assert Counter(told) == Counter(shown), (seed, change.__name__)


def test_what_is_written_anywhere_is_read_or_told(tmp_path: Path) -> None:
    for seed in range(60):
        check(seed, tmp_path)


@pytest.mark.slow
def test_what_is_written_anywhere_is_read_or_told_two_thousand_times(tmp_path: Path) -> None:
    for seed in range(2000):
        check(seed, tmp_path)


def test_a_statement_as_it_is_raises_no_problem(tmp_path: Path) -> None:
    for seed in range(20):
        reading = read_back(sheet(Random(seed)), tmp_path / "table.csv")
        assert reading is not None
        assert reading.problems == ()
