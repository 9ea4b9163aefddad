"""A county's year: what its offices hid, sent late or not at all stands on the page, and nothing else does."""

import json
from collections.abc import Iterator

import pyarrow.dataset as ds
import pytest

from reconcile.archive import verify
from reconcile.text.dates import Month

from .life import (
    BROKEN,
    BROKEN_IN,
    CAREFUL,
    LATE,
    LATE_IN,
    NEW_NAME,
    RENAMED,
    SILENT,
    SINCE_RENAMED,
    SWITCHED_OFF,
    WIDENED,
    YEAR,
    MadeUpCounty,
    reconcile,
    unwritten,
)
from .made_up import USERS

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MadeUpCounty]:
    made = MadeUpCounty(tmp_path_factory.mktemp("county"))
    made.found()
    made.live(YEAR)
    yield made


def check_the_rows(county: MadeUpCounty) -> None:
    """What the papers' maker knows is what every page says."""
    for month in YEAR:
        told = county.told(month)
        assert len(told) == 13
        for name, office in county.offices.items():
            row = told[name]
            if name == SILENT or (name == LATE and month in LATE_IN):
                assert (row["exit"], row["queries"], row["late_days"]) == (2, None, 2), (month, name)
                continue
            expected = 3 if (name, month) == (BROKEN, BROKEN_IN) else 0
            assert (row["exit"], row["queries"]) == (expected, office.habits.queries), (month, name, row)
            assert row["unregistered"] + row["certain_unregistered"] == unwritten(office, month), (month, name)
            assert row["rules_off"] == (["UNREGISTERED_QUERY"] if name == SWITCHED_OFF else [])
            assert row["verified"] is True


def check_the_renamed(county: MadeUpCounty) -> None:
    """A renamed office is one row, before and after, and its earlier months go on."""
    before, after = county.told(SINCE_RENAMED.previous)[RENAMED], county.told(SINCE_RENAMED)[RENAMED]
    assert (before["agency"], after["agency"]) == (county.offices[RENAMED].agency, NEW_NAME)
    offices = ds.dataset(county.page(YEAR[-1]) / "data" / "offices", partitioning="hive")
    months = offices.to_table(filter=ds.field("folder") == RENAMED).column("month").to_pylist()
    assert sorted(months) == [str(month) for month in YEAR]


def check_the_signed(county: MadeUpCounty) -> None:
    """The careful office's earlier months are signed; asked again, the county says so."""
    assert county.ask(Month(2025, 11)) == 0
    told = county.told(Month(2025, 11))
    assert [name for name, row in told.items() if row["signed"]] == [CAREFUL]


def check_what_was_hidden(county: MadeUpCounty) -> None:
    """Judged by the county's rules, exactly the two that cheat by settings have hidden something."""
    assert county.ask(YEAR[-1], "--replay", "both") == 0
    record = json.loads((county.page(YEAR[-1]) / "county.json").read_text(encoding="utf-8"))
    assert {one["office"] for one in record["hidden"]["codes"]} == {WIDENED, SWITCHED_OFF}
    assert {one["code"] for one in record["hidden"]["codes"]} == {"TIME_MISMATCH", "UNREGISTERED_QUERY"}
    hidden = {one["office"]: one["count"] for one in record["hidden"]["codes"] if one["under"].startswith("現行")}
    assert hidden[SWITCHED_OFF] == unwritten(county.offices[SWITCHED_OFF], YEAR[-1])


def check_nobody_is_named(county: MadeUpCounty) -> None:
    """No name, account or identifier of any office stands in what the county holds."""
    persons = {word for pair in USERS for word in pair} | {"李主任"}
    for office in county.offices.values():
        persons |= {query[5] for month in YEAR for query in office.papers(month)[0]}
    for month in YEAR:
        for path in county.page(month).rglob("*"):
            if path.suffix in {".html", ".json"}:
                said = path.read_text(encoding="utf-8")
                assert [person for person in persons if person in said] == []
        dataset = ds.dataset(county.page(month) / "data" / "offices", partitioning="hive").to_table().to_pylist()
        assert [person for person in persons if person in str(dataset)] == []


def check_every_month_is_kept_once(county: MadeUpCounty) -> None:
    """No office was run twice for a month, and every archive verifies."""
    for name, office in county.offices.items():
        if name == SILENT:
            continue
        runs = [path.parent.name for path in office.home.glob("archive/*/*/*-run")]
        assert len(runs) == len(set(runs)) == 12 - (len(LATE_IN) if name == LATE else 0), name
        assert verify(office.home / "archive").sound


def check_the_audit(county: MadeUpCounty) -> None:
    """附件四 in bulk says what that of one office says."""
    words = ["--county", "--as-of", "2026-02-01"]
    out = county.home / "audit"
    assert reconcile("audit", 2025, *words, "--offices", county.home / "offices", "--out", out) == 3
    rows = json.loads((out / "audit.json").read_text(encoding="utf-8"))["offices"]
    assert [len(row["files"]) for row in rows] == [3] * 13
    for name in (CAREFUL, WIDENED):
        home, alone = county.offices[name].home, county.home / f"alone-{name}"
        reconcile("audit", 2025, *words, "--settings", home / "office.toml", "--out", alone)
        for form in alone.glob("*.pdf"):
            assert form.read_bytes() == (out / name / form.name).read_bytes()


CHECKS = [
    check_the_rows,
    check_the_renamed,
    check_the_signed,
    check_what_was_hidden,
    check_nobody_is_named,
    check_every_month_is_kept_once,
    check_the_audit,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__.removeprefix("check_"))
def test_the_year_of_a_made_up_county(county: MadeUpCounty, check: object) -> None:
    assert callable(check)
    check(county)
