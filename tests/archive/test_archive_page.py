"""docs/archive.md is for a reader without the program: its commands are run, and they find what it says."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from reconcile.archive import read_history
from reconcile.archive.contents import decision_contents, paper_contents, run_contents
from reconcile.archive.naming import TITLES

from .builders import AGENCY, small_archive

PAGE = (Path(__file__).parents[2] / "docs" / "archive.md").read_text(encoding="utf-8")
WHOLE, CHAIN, PRINTED, GONE, SAYS = re.findall(r"^```sh\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)

pytestmark = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash and coreutils")


def sh(commands: str, folder: Path, **given: str) -> str:
    """What the commands of the page print in that folder."""
    script = "".join(f"{name}={value}\n" for name, value in given.items()) + commands
    done = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return done.stdout + done.stderr


def test_an_archive_as_written_says_nothing_but_its_head(tmp_path: Path) -> None:
    root = small_archive(tmp_path)
    history = read_history(root, AGENCY)
    for deposit in history.deposits:
        assert sh(WHOLE, deposit.folder) == ""
    assert sh(CHAIN, root / AGENCY).split() == [history.head]
    followed = sh(PRINTED, root / AGENCY, head=history.deposits[1].head)
    assert followed == "./2026-11/0003-run/bag-info.txt\n"
    assert '"month": "2026-10"' in sh(SAYS, root / AGENCY)


def test_what_was_changed_lost_or_added_is_named(tmp_path: Path) -> None:
    root = small_archive(tmp_path)
    first = read_history(root, AGENCY).deposits[0]
    (first.folder / "data/reports/report.html").write_bytes(b"another")
    (first.folder / "data/reports/report.pdf").unlink()
    (first.folder / "data/added.txt").write_bytes(b"")
    told = sh(WHOLE, first.folder)
    assert all(name in told for name in ("report.html: FAILED", "report.pdf: FAILED open", "< data/added.txt"))
    shutil.rmtree(root / AGENCY / "2026-10" / "0002-decision")
    assert "0003-run does not follow" in sh(CHAIN, root / AGENCY)


def test_the_page_names_every_kind_and_every_place(tmp_path: Path) -> None:
    assert all(f"| `{kind}` |" in PAGE for kind in TITLES)
    kept = [
        *run_contents(items=b"", inputs=[("statement", tmp_path / "a")], tables=[], lists={}, reports=[]),
        *decision_contents(tmp_path / "report.xlsx"),
        *paper_contents([tmp_path / "a.pdf"]),
    ]
    assert all(f"`{name.partition('/')[0]}" in PAGE for name in kept)
