"""Whatever way a statement is laid out and ruled, it is read as a person reads it, or found wanting aloud."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from any_print import Print, any_print
from printed_grid import BESIDE, RULED, UNRULED, WRITTEN, Put
from reconcile.carriers.opening import open_document
from reconcile.errors import FileRefused
from reconcile.outcome import Reading
from reconcile.reading import statement


def verdict(shape: Print, put: Put, path: Path) -> tuple[str, list[str]]:
    """ "right", "noisy" (right with a problem), "told" or "silent", and what differs or is told."""
    put(shape, path)
    try:
        reading = statement.read(open_document(path))
    except FileRefused as refused:
        return "told", [str(refused)]
    problems = [str(problem) for problem in reading.problems]
    differences = list(_differences(shape, reading))
    if differences:
        return ("told" if problems else "silent"), [*problems, *differences]
    return ("noisy" if problems else "right"), problems


def _differences(shape: Print, reading: Reading) -> list[str]:
    rows = reading.table.to_dict("records")
    found = [] if len(rows) == len(shape.truth) else [f"{len(rows)} rows instead of {len(shape.truth)}"]
    for number, (row, true) in enumerate(zip(rows, shape.truth, strict=False), start=1):
        for name, value in true.items():
            told = None if pd.isna(row[name]) else row[name]
            if told != value:
                found.append(f"row {number} {name}: {told!r} instead of {value!r}")
    return found


def of_seed(seed: int, carriers: dict[str, Put], folder: Path) -> tuple[str, list[str]]:
    """The verdict on the print of that seed, on one of the carriers in turn."""
    names = sorted(carriers)
    name = names[seed % len(names)]
    return verdict(any_print(seed), carriers[name], folder / f"statement.{name}")


def test_what_rulings_or_cells_part_is_read_to_the_last_cell(tmp_path: Path) -> None:
    for seed in range(25):
        assert of_seed(seed, {**WRITTEN, **RULED}, tmp_path) == ("right", []), seed


def test_what_white_alone_parts_is_read_or_told(tmp_path: Path) -> None:
    told = [of_seed(seed, dict(UNRULED), tmp_path)[0] for seed in range(15)]
    assert "silent" not in told
    assert told.count("right") >= 0.8 * len(told)


def test_headings_that_stand_beside_their_columns_are_read_or_told(tmp_path: Path) -> None:
    told = [of_seed(seed, {"beside.pdf": BESIDE}, tmp_path)[0] for seed in range(8)]
    assert "silent" not in told
    assert told.count("right") >= len(told) / 3


def rubbed_out(seed: int) -> Print:
    """The print of that seed without the person of one row, or without one user who is merged down over his rows."""
    shape, rng = any_print(seed), Random(seed)
    users = {row[name] for row in shape.truth for name in ("account", "user_name")}
    at = rng.randrange(len(shape.truth))
    merged = [top for top, _, bottom, _ in shape.merges if top >= shape.head and bottom > top]
    gone = rng.choice(merged) if merged and seed % 2 else at + shape.head
    person = str(shape.truth[at]["subject_id"])
    for column, cell in enumerate(shape.grid[gone]):
        is_user = any(str(user) in (cell or "") for user in users)
        if is_user if gone in merged and seed % 2 else person in (cell or ""):
            shape.grid[gone][column] = None
    return shape


def check_rubbed_out(seeds: Iterable[int], folder: Path) -> None:
    """Whatever carrier it is on that knows of merged cells, or shows their middle, somebody is told."""
    carriers = {name: put for name, put in {**WRITTEN, **RULED, **UNRULED}.items() if name != "csv"}
    for seed in seeds:
        name = sorted(carriers)[seed % len(carriers)]
        told, _ = verdict(rubbed_out(seed), carriers[name], folder / f"statement.{name}")
        assert told in {"told", "noisy"}, (seed, name)


def test_a_person_or_a_merged_user_that_is_rubbed_out_is_asked_about(tmp_path: Path) -> None:
    check_rubbed_out(range(12), tmp_path)


@pytest.mark.slow
def test_many_that_are_rubbed_out_are_asked_about(tmp_path: Path) -> None:
    check_rubbed_out(range(500), tmp_path)


def test_a_name_below_a_heading_that_could_not_be_placed_is_asked_about(tmp_path: Path) -> None:
    """查詢人員 over 帳號 and 姓名: the users' names were once nobody's without a word."""
    assert of_seed(101, {"beside.pdf": BESIDE}, tmp_path)[0] in {"told", "right"}


@pytest.mark.slow
def test_headings_that_stand_beside_their_columns_are_never_silently_wrong(tmp_path: Path) -> None:
    told = Counter(of_seed(seed, {"beside.pdf": BESIDE}, tmp_path)[0] for seed in range(500))
    assert told["silent"] == 0
    assert told["right"] >= 0.4 * told.total()


@pytest.mark.slow
def test_many_prints_are_read_to_the_last_cell(tmp_path: Path) -> None:
    for seed in range(1000):
        assert of_seed(seed, {**WRITTEN, **RULED}, tmp_path) == ("right", []), seed


@pytest.mark.slow
def test_many_prints_without_rulings_are_read_or_told(tmp_path: Path) -> None:
    told = Counter(of_seed(seed, dict(UNRULED), tmp_path)[0] for seed in range(1000))
    assert told["silent"] == 0
    assert told["right"] >= 0.85 * told.total()
