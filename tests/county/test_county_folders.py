"""What may lie in the county's folder, by mistake or on purpose: it is a row, or it is told; nothing is left out."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds
import pytest

from reconcile.cli import main
from reconcile.county.dataset import write_dataset
from reconcile.county.folders import offices_in
from reconcile.county.page import write_page
from reconcile.county.paper import write_paper
from reconcile.county.rows import FIELDS, OfficeRow, exported_row, totals_of, with_twins
from reconcile.county.view import View, view_of
from reconcile.county.workbook import write_workbook
from reconcile.errors import UsageError
from reconcile.settings import Settings
from reconcile.text.dates import Month

from .test_county_page import CITY, EXPORT, OCTOBER, TOWN

PLAIN: dict[str, Any] = dict.fromkeys(FIELDS) | {"exit": 0, "verified": True, "rules_off": []}


def put(path: Path, **changed: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(EXPORT | changed), encoding="utf-8")


def rows_of(folder: Path) -> tuple[OfficeRow, ...]:
    return with_twins([exported_row(one, OCTOBER, 10) for one in offices_in(folder, folder / "out")])


def shown(rows: tuple[OfficeRow, ...], **further: Any) -> View:
    return view_of(rows, OCTOBER, date(2025, 11, 20), Settings().regulation, **further)


def test_a_folder_that_is_missing_empty_or_itself_an_office_is_refused_with_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "空").mkdir()
    (tmp_path / "一所").mkdir()
    (tmp_path / "一所" / "office.toml").touch()
    for name, said in (("無", "找不到各所資料夾"), ("空", "沒有任何機關資料夾"), ("一所", "本身為一所")):
        words = ["county", "2025-10", "--offices", tmp_path / name, "--out", tmp_path / "out", "--as-of", "2025-11-20"]
        assert main([*map(str, words)]) == 2
        assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_file_that_is_no_office_is_a_row_only_where_it_could_have_been_one(tmp_path: Path) -> None:
    put(tmp_path / "新城鄉" / "office.json", queries="<b>9</b>")
    put(tmp_path / "玉里鎮.json", program="another")
    (tmp_path / "說明.txt").write_text("說明", encoding="utf-8")
    rows = rows_of(tmp_path)
    assert [row.told["folder"] for row in rows] == ["新城鄉", "玉里鎮"]
    assert all("並非本程式產生之 office.json，或已遭更動" in row.told["reason"] for row in rows)


@pytest.mark.parametrize("changed", [{"matched": 9}, {"open": 2}, {"agency": "花蓮縣\x1b[31m戶政事務所"}], ids=str)
def test_an_export_whose_figures_cannot_be_those_of_a_month_is_none(tmp_path: Path, changed: dict[str, Any]) -> None:
    put(tmp_path / "新城鄉" / "office.json", **changed)
    assert [office.exports for office in offices_in(tmp_path, tmp_path / "out")] == [{}]


def test_an_export_of_another_month_alone_is_an_office_that_sent_nothing_for_this_one(tmp_path: Path) -> None:
    put(tmp_path / "新城鄉" / "office.json", month="2025-09")
    (row,) = rows_of(tmp_path)
    assert row.nothing_sent and row.told["agency"] == TOWN
    assert "未送本月之 office.json" in row.told["reason"]
    assert list(row.months) == ["2025-09"]


def test_of_two_exports_of_one_office_in_one_folder_the_later_counts(tmp_path: Path) -> None:
    put(tmp_path / "新城鄉" / "1.json", as_of="2025-11-04", unregistered=0)
    put(tmp_path / "新城鄉" / "2.json", as_of="2025-11-05", unregistered=1)
    (row,) = rows_of(tmp_path)
    assert row.told["unregistered"] == 1


def test_two_folders_of_the_same_office_are_told_and_both_stand_in_the_dataset(tmp_path: Path) -> None:
    for name in ("新城鄉", "新城鄉（副本）"):
        put(tmp_path / name / "office.json")
    put(tmp_path / "新城鄉.json")
    rows = rows_of(tmp_path)
    assert [row.told["folder"] for row in rows] == ["新城鄉", "新城鄉（2）", "新城鄉（副本）"]
    assert all("為同一機關，合計重複計入" in call["reasons"][0] for call in shown(rows)["calls"])
    write_dataset(rows, OCTOBER, tmp_path / "data")
    held = ds.dataset(tmp_path / "data" / "offices", partitioning="hive").to_table()
    assert sorted(held.column("folder").to_pylist()) == [row.told["folder"] for row in rows]


@pytest.mark.skipif(os.name == "nt", reason="no such names")
def test_a_folder_whose_name_no_font_can_draw_is_shown_and_written_all_the_same(tmp_path: Path) -> None:
    offices = tmp_path / "offices"
    for name in (b"\xff\xfe", b"A\x1b[31m\n", b"A\x1b[31m\r"):
        (Path(os.fsdecode(bytes(offices) + b"/" + name))).mkdir(parents=True)
    rows = rows_of(offices)
    assert [row.told["folder"] for row in rows] == ["A〓[31m〓", "A〓[31m〓（2）", "〓〓"]
    view = shown(rows)
    write_page(view, tmp_path / "page.html")
    write_workbook(view, tmp_path / "page.xlsx")
    write_paper(view, tmp_path / "page.pdf")
    write_dataset(rows, OCTOBER, tmp_path / "data")
    assert "〓〓" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_month_that_could_not_be_run_is_neither_unsent_nor_unused_on_the_picture() -> None:
    stopped = OfficeRow(PLAIN | {"folder": "甲", "exit": 5, "verified": None, "rules_off": None})
    held = OfficeRow(PLAIN | {"folder": "乙", "exit": 11}, months={"2025-08": {"state": "done", "queries": 3}})
    view = shown((stopped, held))
    assert [cell["state"] for cell in view["picture"][0]["cells"]] == [*["unknown"] * 11, "stopped"]
    assert [cell["state"] for cell in view["picture"][1]["cells"]][-4:] == ["unknown", "done", "unknown", "stopped"]
    assert [call["reasons"][0] for call in view["calls"]] == ["執行未能完成", "正由另一執行使用，請稍後重跑"]


def test_a_rule_that_is_off_is_told_by_its_name_and_a_setting_beside_the_countys() -> None:
    row = OfficeRow(PLAIN | {"folder": "甲", "rules_off": ["MISSING_SIGNOFF"]}, settings={"matching.x": 120})
    view = shown((row,), own={"matching.x": 5}, titles={"MISSING_SIGNOFF": "未經簽核"})
    assert view["widened"][0]["said"] == "停用 未經簽核（MISSING_SIGNOFF）；matching.x = 120（縣府 5）"


def test_totals_count_what_is_known_and_figures_have_separators(tmp_path: Path) -> None:
    rows = (OfficeRow(PLAIN | {"folder": "甲", "queries": 1234, "matched": 1234}), OfficeRow(PLAIN | {"folder": "乙"}))
    assert totals_of(rows)["queries"] == 1234
    assert "查詢 1,234 筆" in "".join(shown(rows)["lead"])
    write_page(shown(rows), tmp_path / "page.html")
    assert '<td class="n">1,234</td>' in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_named_office_that_has_figures_is_not_missed(tmp_path: Path) -> None:
    put(tmp_path / "a.json", agency=CITY)
    found = offices_in(tmp_path, tmp_path / "out", [CITY, TOWN])
    assert [(one.name, bool(one.exports)) for one in found] == [("a", True), (TOWN, False)]
    assert Month.parse("2025-10") == OCTOBER


def test_a_scheduler_in_the_clear_is_refused_before_anything_is_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "offices" / "花蓮市" / "inbox").mkdir(parents=True)
    (tmp_path / "offices" / "花蓮市" / "office.toml").touch()
    words = ["county", "2025-10", "--offices", tmp_path / "offices", "--out", tmp_path / "out", "--as-of", "2025-11-20"]
    for address in ("tcp://127.0.0.1:8786", "127.0.0.1:8786", "TLS://\x1b[31m", "tls://"):
        assert main([*map(str, words), "--scheduler", address]) == 2
        said = capsys.readouterr().err
        assert "tls://" in said or "憑證" in said
    assert not (tmp_path / "out").exists()
    with pytest.raises(UsageError):
        offices_in(tmp_path / "none", tmp_path)
