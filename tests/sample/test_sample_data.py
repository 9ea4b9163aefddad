import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from known_codes import CODES

SAMPLE = Path(__file__).parents[2] / "sample_data"
FILES = {
    "statement.pdf",
    "statement.xlsx",
    "register_form.xlsx",
    "register_list.xlsx",
    "roster.xlsx",
    "cases.xlsx",
    "fax.xlsx",
    "aliases.csv",
    "closed_days.csv",
    "expected_statement.csv",
    "expected_register.csv",
    "expected_findings.csv",
}


TIES = {"AMBIGUOUS_MATCH", "UNREGISTERED_IN_TIE", "UNCONFIRMED_IN_TIE"}
"""What the sample does not show."""


def make(out: Path, *options: str) -> dict[str, bytes]:
    command = [sys.executable, "-W", "error", str(SAMPLE / "make.py"), "--out", str(out), *options]
    subprocess.run(command, check=True, capture_output=True)
    return {path.name: path.read_bytes() for path in out.iterdir()}


def parts(workbook: Path) -> dict[str, bytes]:
    """What a workbook holds: its compression may differ between builds of Python, its parts may not."""
    with ZipFile(workbook) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("sample")
    make(out)
    return out


def test_the_maker_makes_the_committed_files(made: Path) -> None:
    assert {path.name for path in made.iterdir()} == FILES
    for name in FILES:
        if name.endswith(".xlsx"):
            assert parts(made / name) == parts(SAMPLE / name), name
        else:
            assert (made / name).read_bytes() == (SAMPLE / name).read_bytes(), name


def test_two_runs_make_the_same_bytes(made: Path, tmp_path: Path) -> None:
    assert make(tmp_path) == {path.name: path.read_bytes() for path in made.iterdir()}


def test_another_seed_makes_another_month(made: Path, tmp_path: Path) -> None:
    assert make(tmp_path, "--seed", "11511")["expected_statement.csv"] != (made / "expected_statement.csv").read_bytes()


def test_the_sample_plants_codes_that_there_are() -> None:
    rows = (SAMPLE / "expected_findings.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert {row.split(",")[0] for row in rows} <= CODES


def test_the_maker_knows_nothing_of_the_reader() -> None:
    modules = [SAMPLE / "make.py", *(SAMPLE / "maker").glob("*.py")]
    assert len(modules) > 1
    assert not [
        path.name
        for path in modules
        if "import reconcile" in (text := path.read_text(encoding="utf-8")) or "from reconcile" in text
    ]
