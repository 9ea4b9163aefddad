"""report.ods: the same workbook in the government's own format, answered and taken in as the other is."""

import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from filled_ods import fill_in_ods
from reconcile.history import ANSWERS, RESULTS, SIGNOFF_SHEET, WORKLISTS
from reconcile.reading import read_worklist
from reconcile.reports import write_reports
from reconcile.reports.ods import write_ods
from reconcile.reports.view import view_of
from reconcile.reports.xlsx import write_xlsx
from reconcile.settings import ReportSettings, Settings

from .builders import outcome, usual
from .months import KeptMonth, kept, many

ON = date(2026, 11, 6)


def both(month: KeptMonth, folder: Path) -> tuple[Path, Path]:
    write_xlsx(view_of(*month.parts), folder / "report.xlsx")
    write_ods(folder / "report.xlsx", folder / "report.ods")
    return folder / "report.xlsx", folder / "report.ods"


@pytest.mark.parametrize("month", [KeptMonth(usual()), KeptMonth(outcome()), kept()], ids=["usual", "empty", "kept"])
def test_what_is_read_of_the_one_is_read_of_the_other(tmp_path: Path, month: KeptMonth) -> None:
    one, other = (read_worklist(path) for path in both(month, tmp_path))
    assert one.labels == other.labels
    assert {name: [row.cells for row in rows] for name, rows in one.rows.items()} == {
        name: [row.cells for row in rows] for name, rows in other.rows.items()
    }


def test_every_sheet_has_its_rows_its_fold_its_filter_and_its_head(tmp_path: Path) -> None:
    _, ods = both(kept(), tmp_path)
    with zipfile.ZipFile(ods) as package:
        assert package.namelist()[0] == "mimetype"
        parts = {name: package.read(name).decode() for name in package.namelist()}
    for name, part in parts.items():
        if name != "mimetype":
            Tree.fromstring(part)
    content = parts["content.xml"]
    assert all(f'table:name="{name}"' in content for name in (*WORKLISTS, SIGNOFF_SHEET))
    assert content.count("<table:table-header-rows>") >= len(WORKLISTS)
    assert content.count("<table:database-range ") >= len(WORKLISTS)
    assert all(result in content for result in RESULTS)
    assert 'number:calendar="ROC"' in content
    assert 'config:name="VerticalSplitPosition"' in parts["settings.xml"]
    assert "第 <text:page-number>" in parts["styles.xml"]


def test_the_same_month_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    assert both(kept(), tmp_path)[1].read_bytes() == both(kept(), tmp_path / "again")[1].read_bytes()


def test_it_is_made_only_where_the_office_wants_it(tmp_path: Path) -> None:
    month = usual()
    for wanted in (False, True):
        (folder := tmp_path / str(wanted)).mkdir()
        settings = Settings(report=ReportSettings(ods=wanted))
        write_reports(replace(month, settings=settings), folder)
        assert (folder / "report.ods").exists() is wanted
    assert Settings(report=ReportSettings(ods=True)).sha256 != Settings().sha256


def test_answers_typed_into_it_are_read(tmp_path: Path) -> None:
    _, ods = both(KeptMonth(usual()), tmp_path)
    filled = fill_in_ods(
        ods, tmp_path / "f.ods", ON, {"UNREGISTERED_QUERY": ("已補登", "補登於\n第 3 頁")}, signed_by="陳主任"
    )
    worklist = read_worklist(filled)
    [row] = [row.cells for row in worklist.rows[WORKLISTS[0]] if "處理結果" in row.cells]
    assert [row[heading] for heading in ANSWERS] == ["已補登", "補登於 第 3 頁", "陳主任", ON]
    assert (worklist.labels["簽核人"], worklist.labels["簽核日期"]) == ("陳主任", ON)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice")
def test_libreoffice_opens_it_saves_it_and_the_answers_are_still_there(tmp_path: Path) -> None:
    _, ods = both(many(), tmp_path)
    fill_in_ods(ods, tmp_path / "filled.ods", ON, {"UNREGISTERED_QUERY": ("已補登", "補登")}, signed_by="陳主任")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "ods:calc8", "--outdir", str(tmp_path / "saved")]
    subprocess.run([*command, str(tmp_path / "filled.ods")], check=True, capture_output=True, timeout=120)
    one, other = read_worklist(tmp_path / "filled.ods"), read_worklist(tmp_path / "saved" / "filled.ods")
    assert one.labels == other.labels
    assert {name: [row.cells for row in rows] for name, rows in one.rows.items()} == {
        name: [row.cells for row in rows] for name, rows in other.rows.items()
    }
