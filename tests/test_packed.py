"""A file that belongs to the program and is missing is named; nobody's folder or disk is blamed."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reconcile.packed import InstalledInPart, packed

ROOT = Path(__file__).parents[1]


def test_what_stands_at_the_top_of_a_checkout_is_found() -> None:
    for name in ("sample_data/statement.pdf", "jobs/monthly.py", "docs/rules.md"):
        assert packed(name) == ROOT / name


def test_only_what_travels_in_the_wheel_is_found_there() -> None:
    with pytest.raises(InstalledInPart, match="README"):
        packed("README.md")


@pytest.mark.parametrize(
    ("command", "lost"),
    [
        ("forms", "forms/paper/templates/docx/_rels/.rels.jinja"),
        ("forms", "forms/paper/templates/form.typ"),
        ("demo", "sample_data/statement.pdf"),
    ],
)
def test_what_the_installation_lacks_is_named(tmp_path: Path, command: str, lost: str) -> None:
    shutil.copytree(ROOT / "src" / "reconcile", tmp_path / "reconcile")
    (tmp_path / "reconcile" / lost).unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-m", "reconcile", command],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )
    assert done.returncode == 5
    assert f"錯誤：程式安裝不完整，缺少「{lost}」，未寫入任何結果；請重新安裝" in done.stderr
    assert "磁碟" not in done.stderr
