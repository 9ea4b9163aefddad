"""A mistake made by habit is told once, under its name, and everything else stays what it was."""

from collections import Counter
from itertools import combinations
from random import Random

import pytest

from causes.judged import Asked, asked, planted
from causes.mistakes import MISTAKES
from causes.office_month import USERS, OfficeMonth, honest, numbered
from reconcile import causes_of, judge, match

DAILY = [
    "signed_on_paper",
    "clock_nine_minutes_off",
    "page_not_handed_in",
    "sheet_missing",
    "last_years_number",
    "date_copied",
    "always_successful",
    "last_digit_lost",
    "new_surname",
]
"""At least one of each family; the slow proofs plant all of them."""

WITHOUT_FINDINGS = {"given_names"}
"""A given name fits its user in part: it is told as not compared, and accuses nobody."""

PLANTED = [name for name in MISTAKES if name not in WITHOUT_FINDINGS]


def unregistered_excused(found: Asked) -> list[int]:
    """The queries that were truly never written down and yet have a cause that is no missing paper."""
    causes = found.caused.causes
    others = causes.loc[~causes["kind"].isin(["page_missing", "register_missing"]), "cause"]
    findings = found.caused.findings
    of_them = findings[(findings["code"] == "UNREGISTERED_QUERY") & findings["cause"].isin(others)]
    return sorted(set(of_them["statement_row"]) & found.month.unregistered)


@pytest.mark.parametrize("mistake", DAILY)
def test_one_mistake_is_one_cause(mistake: str) -> None:
    found = planted([mistake], 7, noise=1, entries_a_day=5)
    assert found.kinds == [MISTAKES[mistake][0]]
    assert len(found.alone) <= 4
    assert unregistered_excused(found) == []
    [sentence] = found.caused.causes["sentence"]
    assert "請" in sentence
    assert sentence.endswith("。")


def test_two_mistakes_that_hide_one_another_are_both_found() -> None:
    found = planted(["clock_nine_minutes_off", "page_not_handed_in"], 5, noise=1)
    assert sorted(found.kinds) == ["clock", "page_missing"]
    assert len(found.alone) <= 5


def test_a_month_without_findings_is_not_judged_again() -> None:
    found = planted([], 7, noise=0, entries_a_day=4)
    assert (found.kinds, found.trials) == ([], 0)


def test_a_few_mistakes_of_no_common_cause_have_none() -> None:
    found = planted([], 11, noise=8)
    assert len(found.alone) > 20
    assert found.kinds == []


def test_the_sentence_of_a_clock_says_whose_how_much_and_what_to_do() -> None:
    [sentence] = planted(["clock_nine_minutes_off"], 7).caused.causes["sentence"]
    assert "李大同本月 44 次登入時間都比明細表晚約 11 分鐘（44 次相符）" in sentence
    assert "請核對其電腦時間" in sentence
    assert "即可一次結案 81 件" in sentence


def some_not_written(seed: int, share: float, *, by_line: bool, gaps: bool) -> OfficeMonth:
    """A month in which one user writes some of his work down and some not; the numbers run on, or show `gaps`."""
    rng = Random(seed)
    month = honest(rng)
    user = rng.choice(list(USERS.values()))
    for entry in month.of(user):
        if by_line:
            entry.lines = [line for line in entry.lines if rng.random() > share]
        elif rng.random() < share:
            entry.lines = []
    month.entries = [entry for entry in month.entries if entry.lines]
    return month if gaps else numbered(month)


@pytest.mark.parametrize(("seed", "share"), [(1, 0.5), (2, 0.3)])
def test_who_writes_some_work_down_and_some_not_is_never_excused(seed: int, share: float) -> None:
    assert asked(some_not_written(seed, share, by_line=False, gaps=True)).kinds == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10))
def test_no_month_of_who_writes_some_work_down_and_some_not_has_a_cause(seed: int) -> None:
    for share in (0.2, 0.4, 0.6):
        for by_line in (False, True):
            for gaps in (False, True):
                found = asked(some_not_written(seed, share, by_line=by_line, gaps=gaps))
                assert found.kinds == [], (share, by_line, gaps)


@pytest.mark.slow
@pytest.mark.parametrize("mistake", PLANTED)
def test_every_mistake_is_found_in_every_month(mistake: str) -> None:
    for seed in range(6):
        found = planted([mistake], seed)
        assert found.kinds == [MISTAKES[mistake][0]], seed
        assert unregistered_excused(found) == []


@pytest.mark.slow
def test_pairs_of_mistakes_leave_two_items_a_mistake_and_nearly_all_are_named() -> None:
    items = named = planted_in_all = 0
    for pair in combinations(PLANTED, 2):
        found = planted(pair, 3, noise=0)
        wanted = Counter(MISTAKES[name][0] for name in pair)
        named += sum((wanted & Counter(found.kinds)).values())
        items += found.items
        planted_in_all += 2
        assert unregistered_excused(found) == [], pair
    assert items <= 2 * planted_in_all
    assert named >= planted_in_all * 15 / 17


def test_a_side_without_rows_is_asked_for_its_causes_too() -> None:
    month = honest(Random(1), 3)
    statement, register = month.statement, month.register
    for one, other, kinds in (
        (statement.iloc[:0], register, ["statement_part"]),
        (statement, register.iloc[:0], ["register_missing"]),
        (statement.iloc[:0], register.iloc[:0], []),
        (statement.assign(subject_id=None), register.assign(subject_id=None, page_no=None, seq_no=None), []),
        (statement, register.assign(login_at=None, logout_at=None), []),
    ):
        matching = match(one, other)
        findings = judge(one, other, matching)
        found = causes_of(one, other, matching, findings, lambda s, r: judge(s, r, match(s, r)))
        assert list(found.causes["kind"]) == kinds
