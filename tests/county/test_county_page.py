"""reconcile county: offices by folder, by export and silent ones, on one page that names nobody."""

import json
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.dataset as ds
import pypdfium2
import pytest

from reconcile.archive import read_history
from reconcile.cli import main
from reconcile.county.folders import offices_in
from reconcile.county.rows import FIELDS, OfficeRow
from reconcile.county.view import view_of
from reconcile.settings import Settings
from reconcile.text.dates import Month

from .made_up import USERS, Habits, MadeUpOffice

OCTOBER = Month(2025, 10)
CITY, TOWN = "花蓮縣花蓮市戶政事務所", "花蓮縣新城鄉戶政事務所"
EXPORT = {
    "program": "border-query-reconcile", "month": "2025-10", "agency": TOWN, "exit": 0, "as_of": "2025-11-05",
    "queries": 9, "matched": 8, "unregistered": 1, "certain_unregistered": 0, "unconfirmed": 2, "open": 3,
    "open_ages": {"0": 1, "4": 2}, "upheld": 0, "upheld_ages": {}, "late_days": 0, "rules_off": ["MISSING_SIGNOFF"],
    "signed": False, "findings": {"UNREGISTERED_QUERY": 1}, "problems": 0, "settings": {}, "audits": {},
}  # fmt: skip


class County:
    """A county that was asked twice, and what it said."""

    def __init__(self, folder: Path) -> None:
        self.offices, self.out = folder / "offices", folder / "out"
        self.city = MadeUpOffice(self.offices / "花蓮市", CITY, Habits(unwritten=0.3)).found()
        self.city.send(OCTOBER)
        (self.offices / "玉里鎮").mkdir()
        (self.offices / "新城鄉").mkdir()
        (self.offices / "新城鄉" / "office.json").write_text(json.dumps(EXPORT), encoding="utf-8")

    def ask(self) -> int:
        words = ["county", "2025-10", "--offices", self.offices, "--out", self.out, "--as-of", "2025-11-20"]
        return main([*map(str, words), "--workers", "2"])

    @property
    def told(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.out / "county.json").read_text(encoding="utf-8"))
        return found

    def office(self, folder: str) -> dict[str, Any]:
        return next(one for one in self.told["offices"] if one["folder"] == folder)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    made = County(tmp_path_factory.mktemp("county"))
    assert made.ask() == 0
    yield made


def test_an_office_is_told_by_the_fields_that_other_programs_read(county: County) -> None:
    assert [one["folder"] for one in county.told["offices"]] == ["新城鄉", "玉里鎮", "花蓮市"]
    assert all(tuple(one) == FIELDS for one in county.told["offices"])


def test_an_office_without_a_run_is_run_from_its_inbox_and_archived_there(county: County) -> None:
    told = county.office("花蓮市")
    assert (told["exit"], told["agency"], told["verified"], told["signed"]) == (0, CITY, True, None)
    assert told["queries"] == told["matched"] + told["unregistered"] == 12
    assert told["unregistered"] > 0
    history = read_history(county.city.home / "archive", CITY)
    assert [one.as_of for one in history.runs(OCTOBER)] == [date(2025, 11, 20)]


def test_an_office_that_sent_nothing_is_a_row_and_no_gap(county: County) -> None:
    told = county.office("玉里鎮")
    assert (told["exit"], told["late_days"], told["queries"], told["verified"]) == (2, 10, None, None)
    assert "office.json" in told["reason"]


def test_an_export_is_told_as_the_office_made_it(county: County) -> None:
    told = county.office("新城鄉")
    assert {name: told[name] for name in ("queries", "open", "signed", "rules_off", "verified")} == {
        "queries": 9, "open": 3, "signed": False, "rules_off": ["MISSING_SIGNOFF"], "verified": None,
    }  # fmt: skip


def test_page_workbook_and_paper_say_the_same_and_name_nobody(county: County) -> None:
    page = (county.out / "county.html").read_text(encoding="utf-8")
    paper = pypdfium2.PdfDocument(county.out / "county.pdf")
    printed = "".join(sheet.get_textpage().get_text_range() for sheet in paper)
    book = openpyxl.load_workbook(BytesIO((county.out / "county.xlsx").read_bytes()))
    cells = "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    for words in ("新城鄉", "玉里鎮", "花蓮市", "簽核已失效", "未送資料"):
        assert words in page and words in cells and words in printed.replace(" ", "")
    queries, _ = county.city.papers(OCTOBER)
    persons = {name for _, name in USERS} | {account for account, _ in USERS} | {query[5] for query in queries}
    everything = [page, printed, cells, (county.out / "county.json").read_text(encoding="utf-8")]
    assert [person for person in persons if any(person in said for said in everything)] == []


def test_asked_again_nothing_is_run_twice_and_the_bytes_are_the_same(county: County) -> None:
    files = [path for path in sorted(county.out.rglob("*")) if path.is_file()]
    before = {path: path.read_bytes() for path in files}
    assert county.ask() == 0
    assert {path: path.read_bytes() for path in files} == before
    assert len(read_history(county.city.home / "archive", CITY).deposits) == 1


def test_the_dataset_answers_by_month_and_agency(county: County) -> None:
    offices = ds.dataset(county.out / "data" / "offices", partitioning="hive")
    rows = offices.to_table(filter=(ds.field("month") == "2025-10") & (ds.field("unregistered") > 0)).to_pylist()
    assert {row["agency"] for row in rows} == {CITY, TOWN}


def test_the_office_to_call_first_is_the_one_that_presses_most() -> None:
    plain: dict[str, Any] = dict.fromkeys(FIELDS) | {"exit": 0, "verified": True, "rules_off": []}
    rows = [
        OfficeRow(plain | {"folder": "甲", "unregistered": 3}),
        OfficeRow(plain | {"folder": "乙", "verified": False}),
        OfficeRow(plain | {"folder": "丙", "exit": 2, "late_days": 9}, nothing_sent=True),
        OfficeRow(plain | {"folder": "己", "exit": 2}),
        OfficeRow(plain | {"folder": "丁"}),
        OfficeRow(plain | {"folder": "戊", "unregistered": 30}),
    ]
    view = view_of(rows, OCTOBER, date(2025, 11, 20), Settings().regulation)
    assert [call["office"] for call in view["calls"]] == ["乙", "丙", "己", "戊", "甲"]


def test_only_what_the_county_does_not_judge_by_itself_is_named_as_an_offices_own() -> None:
    plain: dict[str, Any] = dict.fromkeys(FIELDS) | {"exit": 0, "verified": True, "rules_off": [], "folder": "甲"}
    rows = [OfficeRow(plain, settings={"calendar.opens": "09:00", "matching.tolerance_minutes": 120})]
    regulation, own = Settings().regulation, {"calendar.opens": "09:00"}
    view = view_of(rows, OCTOBER, date(2025, 11, 20), regulation, own=own)
    assert view["widened"] == [{"office": "甲", "said": "matching.tolerance_minutes = 120"}]


def test_an_offices_own_settings_are_told_as_they_stand_in_its_file() -> None:
    told: dict[str, Any] = dict.fromkeys(FIELDS) | {"exit": 0, "rules_off": [], "folder": "甲"}
    rows = [OfficeRow(told, settings={"calendar.public_holidays": False, "calendar.weekdays": [1, 7]})]
    regulation, own = Settings().regulation, {"calendar.public_holidays": True}
    [shown] = view_of(rows, OCTOBER, date(2025, 11, 20), regulation, own=own)["widened"]
    assert shown["said"] == "calendar.public_holidays = false（縣府 true）；calendar.weekdays = [1, 7]"


@pytest.mark.parametrize(
    "changed",
    [
        {"queries": "<b>9</b>"}, {"open_ages": {"x": 1}}, {"rules_off": [["A"]]}, {"month": "9"}, {"signed": "yes"},
        {"exit": 5}, {"late_days": -3}, {"findings": {"A": None}}, {"findings": 3}, {"program": "another"},
    ],
    ids=str,
)  # fmt: skip
def test_a_file_that_no_run_wrote_is_no_export(tmp_path: Path, changed: dict[str, Any]) -> None:
    (tmp_path / "新城鄉").mkdir()
    (tmp_path / "新城鄉" / "office.json").write_text(json.dumps(EXPORT | changed), encoding="utf-8")
    assert [office.exports for office in offices_in(tmp_path, tmp_path / "out")] == [{}]


def test_an_office_that_the_county_names_and_that_has_nothing_here_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "新城鄉").mkdir()
    (tmp_path / "新城鄉" / "office.json").write_text(json.dumps(EXPORT), encoding="utf-8")
    found = offices_in(tmp_path, tmp_path / "out", [TOWN, CITY])
    assert [(office.name, bool(office.exports)) for office in found] == [("新城鄉", True), (CITY, False)]
