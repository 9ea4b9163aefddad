"""Generated pages are what the program makes of itself now; the plan of the house shows the house."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
HOUSE = ROOT / "src" / "reconcile"


def make_docs(*arguments: object) -> "subprocess.CompletedProcess[str]":
    """What `make docs` calls."""
    return subprocess.run(
        [sys.executable, "-X", "utf8", DOCS / "make.py", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_every_generated_page_is_up_to_date() -> None:
    checked = make_docs("--check")
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("stale", ["another page", None], ids=["changed by hand", "missing"])
def test_a_stale_page_is_named_and_renewed(tmp_path: Path, stale: str | None) -> None:
    page = tmp_path / "rules.md"
    make_docs("--out", tmp_path)
    page.unlink()
    if stale:
        page.write_text(stale, encoding="utf-8")
    checked = make_docs("--check", "--out", tmp_path)
    assert (checked.returncode, checked.stdout) == (1, "stale: rules.md; renew it with `make docs`\n")
    assert (page.read_text(encoding="utf-8") if page.exists() else None) == stale
    assert make_docs("--out", tmp_path).stdout == "renewed: rules.md\n"
    assert page.read_bytes() == (DOCS / "rules.md").read_bytes()
    assert make_docs("--check", "--out", tmp_path).returncode == 0


def test_the_plan_names_every_room_of_the_house_and_no_other() -> None:
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    places = {path.name.removesuffix(".py") for path in HOUSE.iterdir() if path.suffix in {"", ".py"}}
    assert sorted(named) == sorted(places - {"__init__", "__main__", "__pycache__"})


def test_the_drawing_shows_every_place_that_the_plan_names() -> None:
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    drawing = page.split("```")[1]
    named = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert named <= set(re.findall(r"\w+", drawing))
    rooms = {path.name for path in HOUSE.iterdir() if (path / "__init__.py").is_file()}
    assert set(re.findall(r"(\w+)/", drawing)) == rooms


def test_every_file_that_the_plan_points_to_exists() -> None:
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    paths = re.findall(r"`(\w+/[\w/.]*)`", page)
    assert len(paths) > 10
    assert [path for path in paths if not ((HOUSE / path).exists() or (ROOT / path).exists())] == []


@pytest.mark.parametrize("page", ["README.md", "README.zh-TW.md", "CONTRIBUTING.md"])
def test_a_newcomer_is_shown_the_plan(page: str) -> None:
    assert "(docs/architecture.md)" in (ROOT / page).read_text(encoding="utf-8")
