"""docs/county.md: its questions, asked of a dataset by DuckDB; its fields and options are the program's own."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from reconcile.cli import cli
from reconcile.county.dataset import write_dataset
from reconcile.county.rows import FIELDS, OfficeRow
from reconcile.text.dates import Month

PAGE = (Path(__file__).parents[2] / "docs" / "county.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"```sql\n(.+?)```", PAGE, re.DOTALL)
OCTOBER = Month(2026, 10)


def month(unregistered: int, off: list[str], **codes: int) -> dict[str, Any]:
    return {"state": "done", "queries": 100, "unregistered": unregistered, "rules_off": off, "findings": codes}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The dataset of two offices over two months, in the folder where one stands."""
    plain: dict[str, Any] = dict.fromkeys(FIELDS) | {"exit": 0}
    october: dict[str, Any] = {"queries": 100, "unregistered": 9, "rules_off": ["OFF_HOURS_QUERY"]}
    rows = [
        OfficeRow(
            plain | october | {"folder": "花蓮市", "agency": "花蓮市戶政事務所"},
            months={
                "2026-09": month(6, ["OFF_HOURS_QUERY"], UNREGISTERED_QUERY=6),
                "2026-10": month(9, ["OFF_HOURS_QUERY"], UNREGISTERED_QUERY=9),
            },
        ),
        OfficeRow(
            plain
            | {"folder": "吉安鄉", "agency": "吉安鄉戶政事務所", "queries": 100, "unregistered": 1, "rules_off": []},
            months={"2026-10": month(1, [], UNREGISTERED_QUERY=1)},
        ),
    ]
    write_dataset(rows, OCTOBER, tmp_path / "data")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_duckdb_answers_the_questions_of_the_page() -> None:
    answers = [duckdb.sql(question).fetchall() for question in QUESTIONS]
    assert answers[0] == [("花蓮市戶政事務所", 2, 15, 200)]
    assert answers[1] == [("2026-09", "UNREGISTERED_QUERY", 6), ("2026-10", "UNREGISTERED_QUERY", 10)]
    assert answers[2] == [("花蓮市戶政事務所", "OFF_HOURS_QUERY", "2026-09", 2)]


def test_the_page_tells_every_field_of_an_office() -> None:
    assert [name for name in FIELDS if f"`{name}`" not in PAGE] == []


def test_the_page_tells_every_option() -> None:
    options = {name for param in cli.commands["county"].params for name in param.opts if name.startswith("--")}
    assert [name for name in sorted(options - {"--quiet", "--verbose", "--help"}) if name not in PAGE] == []
    assert date(2026, 11, 20).isoformat() in PAGE
