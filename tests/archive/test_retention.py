"""Five years from the end of the record year; the program says what is due and destroys nothing."""

from datetime import date
from pathlib import Path

import pytest

from reconcile.archive import read_history, retention
from reconcile.history import History
from reconcile.settings import RetentionSettings, Settings
from reconcile.text.dates import Month

from .builders import AGENCY, deposit_run, small_archive, tree

TEN_YEARS = Settings(retention=RetentionSettings(years=10))


def test_what_is_archived_is_kept_for_five_years_from_the_end_of_its_year(tmp_path: Path) -> None:
    history = read_history(small_archive(tmp_path), AGENCY)
    (holding,) = retention([history], date(2027, 1, 9)).holdings
    assert (holding.year, holding.kept_until, holding.due) == (2026, date(2031, 12, 31), False)
    assert str(holding) == f"{AGENCY} 115年度：2 個月、4 件封存，保存至120年12月31日。"


@pytest.mark.parametrize(("today", "due"), [(date(2031, 12, 31), 0), (date(2032, 1, 1), 4)])
def test_the_last_day_still_counts(tmp_path: Path, today: date, due: int) -> None:
    found = retention([read_history(small_archive(tmp_path), AGENCY)], today)
    assert len(found.destruction) == due
    assert [holding.due for holding in found.holdings] == [due > 0]


def test_a_december_run_in_january_belongs_to_the_year_of_its_queries(tmp_path: Path) -> None:
    deposit_run(tmp_path / "archive", Month(2026, 12), as_of=date(2027, 1, 5))
    deposit_run(tmp_path / "archive", Month(2027, 1))
    found = retention([read_history(tmp_path / "archive", AGENCY)], date(2032, 6, 1))
    assert [(holding.year, holding.due) for holding in found.holdings] == [(2026, True), (2027, False)]


def test_the_destruction_list_names_each_deposit_and_its_seal(tmp_path: Path) -> None:
    root = small_archive(tmp_path)
    history, before = read_history(root, AGENCY), tree(root)
    found = retention([history], date(2040, 1, 1))
    assert [(row.number, row.content, row.folder) for row in found.destruction] == [
        (1, "115年10月勾稽結果", f"{AGENCY}/2026-10/0001-run"),
        (2, "115年10月處理結果", f"{AGENCY}/2026-10/0002-decision"),
        (3, "115年11月勾稽結果", f"{AGENCY}/2026-11/0003-run"),
        (4, "115年度年度合訂本", f"{AGENCY}/2026/0004-volume"),
    ]
    assert [row.head for row in found.destruction] == [deposit.head for deposit in history.deposits]
    assert "已於120年12月31日屆滿保存年限" in str(found.holdings[0])
    assert tree(root) == before


def test_the_years_are_a_setting_and_said_to_be_an_assumption(tmp_path: Path) -> None:
    found = retention(
        [read_history(small_archive(tmp_path), AGENCY)],
        date(2032, 1, 1),
        Settings(retention=RetentionSettings(years=10)),
    )
    assert found.holdings[0].kept_until == date(2036, 12, 31)
    assert found.assumption.startswith("保存年限依要點七、十一為 10 年")
    assert "假設" in found.assumption


def test_an_office_without_an_archive_keeps_nothing(tmp_path: Path) -> None:
    assert retention([History(AGENCY)], date(2032, 1, 1)).holdings == ()
