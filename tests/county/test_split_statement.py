"""One statement of the whole county: every row is an office's, or is told as nobody's, and every part is proved."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from office_files import STATEMENT_HEADINGS
from reconcile import read_statement
from reconcile.pipeline import recipient, split_statement
from reconcile.pipeline.splitting import Split
from reconcile.settings import Settings
from reconcile.text.dates import Month

from .made_up import MadeUpOffice, sheet

OCTOBER = Month(2026, 10)
CITY, TOWN = "花蓮縣花蓮市戶政事務所", "花蓮縣吉安鄉戶政事務所"
NAME = "115年10月主管稽核月明細表-縣府分送.parquet"


def row(number: int, agency: str, account: str, subject: str) -> list[str]:
    at = f"115/10/{number:02} 09:12:33"
    return [agency, str(number), account, "王小明", at, "入出境紀錄", subject, "成功", "(二)"]


class County:
    """Two offices, the second with a roster."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.city = MadeUpOffice(home / "花蓮市", CITY).found()
        self.town = MadeUpOffice(home / "吉安鄉", TOWN).found()
        roster = [["帳號", "姓名", "啟用日期"], ["ja001", "林美玲", "115/01/01"], ["ja002", "陳志強", "115/01/01"]]
        sheet(self.town.home / "inbox" / "帳號清冊.csv", roster)

    def split(self, *rows: list[str], printed: str = "") -> Split:
        title = [["花蓮縣政府 主管稽核月明細表"], *([[printed]] if printed else [])]
        paper = self.home / "全縣.csv"
        sheet(paper, [*title, ["機關名稱", *STATEMENT_HEADINGS], *rows, [f"合計：{len(rows)} 筆"]])
        county, offices = Settings(), [(one.home.name, one.home / "office.toml") for one in (self.city, self.town)]
        known = [recipient(name, settings, OCTOBER, county) for name, settings in offices]
        return split_statement(paper, OCTOBER, [one for one in known if one], county)

    def part(self, office: MadeUpOffice) -> pd.DataFrame:
        return read_statement(office.home / "inbox" / NAME).table

    def told(self, office: MadeUpOffice) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((office.home / "縣府分送" / "2026-10.json").read_text(encoding="utf-8"))
        return found


@pytest.fixture
def county(tmp_path: Path) -> County:
    return County(tmp_path)


def test_rows_go_to_the_office_that_is_named_by_name_code_or_account(county: County) -> None:
    split = county.split(
        row(1, CITY, "hl001", "A123456789"),
        row(2, "吉安戶政", "ja001", "B234567890"),
        row(3, "HL05", "ja002", "C123456788"),
        row(4, "HL05", "ja009", "D123456787"),
        row(5, "", "ja001", "E123456786"),
    )
    assert split.problems == ()
    assert list(county.part(county.city)["subject_id"]) == ["A123456789"]
    assert list(county.part(county.town)["subject_id"]) == ["B234567890", "C123456788", "D123456787", "E123456786"]
    assert list(county.part(county.town)["statement_row"]) == [1, 2, 3, 4]


def test_a_row_of_an_unknown_agency_is_a_problem_and_makes_the_parts_unsure_that_nobody_can_prove(
    county: County,
) -> None:
    split = county.split(row(1, CITY, "hl001", "A123456789"), row(2, "宜蘭縣宜蘭市戶政事務所", "il001", "B234567890"))
    assert len(split.problems) == 1
    assert "第 2 筆不屬於任何一所" in split.problems[0]
    assert "il001" not in split.problems[0]
    assert county.told(county.city)["unsure"] is True
    assert county.told(county.town)["unsure"] is False
    unsure = read_statement(county.city.home / "inbox" / NAME)
    assert len(unsure.problems) == 1


def test_every_part_bears_the_proof_that_nothing_is_missing(county: County) -> None:
    rows = [row(1, CITY, "hl001", "A123456789"), row(2, TOWN, "ja001", "B234567890"), row(3, CITY, "hl1", "C123456788")]
    split = county.split(*rows, printed="列印日期：115/11/05")
    assert sum(split.parts.values()) == split.proof["rows_printed"] == 3
    assert county.told(county.city)["rows"] == [1, 3]
    assert county.told(county.town)["proof"]["parts"] == {"花蓮市": 2, "吉安鄉": 1}
    said = (county.city.home / "縣府分送" / "2026-10.txt").read_text(encoding="utf-8")
    assert "所載 3 筆 ＝ 花蓮市 2 筆、吉安鄉 1 筆" in said and "完整。" in said
    assert str(read_statement(county.city.home / "inbox" / NAME).facts.printed_on) == "2026-11-05"


def test_an_office_of_which_the_county_has_no_row_has_made_no_query(county: County) -> None:
    county.split(row(1, CITY, "hl001", "A123456789"))
    reading = read_statement(county.town.home / "inbox" / NAME)
    assert reading.facts.says_none and reading.table.empty and not reading.problems


def test_an_office_that_downloaded_its_own_keeps_it(county: County) -> None:
    county.city.send(OCTOBER)
    split = county.split(row(1, CITY, "hl001", "A123456789"))
    assert not (county.city.home / "inbox" / NAME).exists()
    assert any("自行下載" in note for note in split.notes)


def test_shared_out_again_a_part_takes_the_place_of_the_last(county: County) -> None:
    county.split(row(1, CITY, "hl001", "A123456789"))
    county.split(row(1, CITY, "hl001", "A123456789"), row(2, CITY, "hl001", "B234567890"))
    assert len(county.part(county.city)) == 2
    assert [path.suffix for path in (county.city.home / "inbox").iterdir()] == [".parquet"]
