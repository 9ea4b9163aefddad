"""The print date of a statement decides whether it was downloaded in time, so it is read or left out, never guessed."""

from datetime import date

import pytest

from reconcile.reading.printing import printed_on


@pytest.mark.parametrize(
    "text",
    [
        "列印日期：115/11/03",
        "製表日期: 民國115年11月3日",
        "下載時間：2026-11-03 09:15:22",
        "匯出日期　１１５／１１／０３",
        "印表日 1151103",
        "統計期間：115/10/01～115/10/31 列印日期：115/11/03\n合計：412 筆",
        "列印日期：115/11/03\n列印日期：115/11/03",
    ],
)
def test_a_print_date_is_read_however_it_is_written(text: str) -> None:
    assert printed_on(text) == date(2026, 11, 3)


@pytest.mark.parametrize(
    "text",
    [
        "統計期間：115/10/01～115/10/31",
        "列印日期：　　年　　月　　日",
        "列印日期：115/02/30",
        "列印日期：115/11/03\n製表日期：115/11/04",
        "列印人員：王小明",
    ],
)
def test_a_statement_without_one_clear_print_date_has_none(text: str) -> None:
    assert printed_on(text) is None
