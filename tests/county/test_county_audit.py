"""附件四 of every office at once: a form each, by the proofs of that office alone, and a summary that names nobody."""

import json
from pathlib import Path

import pytest

from reconcile.cli import main

from .made_up import MadeUpOffice

CITY = "花蓮縣花蓮市戶政事務所"


def test_every_office_has_its_form_and_one_without_an_archive_is_a_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    MadeUpOffice(tmp_path / "offices" / "花蓮市", CITY).found()
    (tmp_path / "offices" / "玉里鎮").mkdir()
    words = ["audit", "114", "--county", "--offices", tmp_path / "offices", "--as-of", "2025-11-20"]
    assert main([*map(str, words), "--out", str(tmp_path / "out")]) == 3
    told = json.loads((tmp_path / "out" / "audit.json").read_text(encoding="utf-8"))
    city, empty = told["offices"][1], told["offices"][0]
    assert (empty["folder"], empty["exit"], empty["files"]) == ("玉里鎮", 2, [])
    assert len(city["answers"]) == len(told["items"]) == 8
    assert True not in city["answers"]
    assert all((tmp_path / "out" / name).is_file() for name in city["files"])
    assert {Path(name).suffix for name in city["files"]} == {".pdf", ".docx", ".odt"}
    page = (tmp_path / "out" / "audit.html").read_text(encoding="utf-8")
    assert "縣府無該所之封存可據" in page and "花蓮市" in page
    assert "2 所，製作附件四 1 份" in capsys.readouterr().out


def test_the_offices_are_audited_by_the_county_alone(tmp_path: Path) -> None:
    assert main(["audit", "114", "--offices", str(tmp_path)]) == 2
