"""A mistake made by habit is told once, under its name, and everything else stays what it was."""

import pytest

from causes.judged import planted
from causes.mistakes import MISTAKES

TOLD = [
    "signed_on_paper",
    "user_not_signed",
    "clock_nine_minutes_off",
    "last_years_number",
    "date_copied",
    "afternoons_by_twelve",
    "no_logouts",
]


@pytest.mark.parametrize("mistake", TOLD)
def test_one_mistake_is_one_cause(mistake: str) -> None:
    found = planted([mistake], 7)
    assert found.kinds == [MISTAKES[mistake][0]]
    assert len(found.alone) <= 10
    [sentence] = found.caused.causes["sentence"]
    assert "請" in sentence
    assert sentence.endswith("。")


def test_a_month_without_findings_is_not_judged_again() -> None:
    found = planted([], 7, noise=0)
    assert (found.kinds, found.trials) == ([], 0)


def test_a_few_mistakes_of_no_common_cause_have_none() -> None:
    found = planted([], 11, noise=8)
    assert len(found.alone) > 20
    assert found.kinds == []


def test_the_sentence_of_a_clock_says_whose_how_much_and_what_to_do() -> None:
    [sentence] = planted(["clock_nine_minutes_off"], 7).caused.causes["sentence"]
    assert "林志明本月 33 次登入時間都比明細表晚約 8 分鐘（33 次相符）" in sentence
    assert "請核對其電腦時間" in sentence
    assert "即可一次結案 50 件" in sentence
