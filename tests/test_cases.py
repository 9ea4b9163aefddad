"""Files in the manner of real offices are read right, or it is told why not."""

from pathlib import Path

import pytest

from cases.verdict import HERE, OVERRULED, all_cases, verdict_of

WORSE = ["right", "told", "silent", "crash"]
DEBTS = {
    name: kind for kind, name in map(str.split, (HERE / "not_yet_right.txt").read_text(encoding="utf-8").splitlines())
}
EVERY_DAY = 12
"""One in so many cases is read by `make test`, all of them by `make slow`."""


def name_of(case: Path) -> str:
    return case.relative_to(HERE).as_posix()


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=name_of(case), marks=[pytest.mark.slow] if at % EVERY_DAY else [])
        for at, case in enumerate(all_cases())
    ],
)
def test_a_file_as_offices_keep_it_is_read_right_or_told(case: Path) -> None:
    verdict = verdict_of(case)
    listed = DEBTS.get(name_of(case), "right")
    assert WORSE.index(verdict.kind) <= WORSE.index(listed), verdict.why


def test_every_debt_is_a_case() -> None:
    assert DEBTS.keys() <= {name_of(case) for case in all_cases()}
    assert set(DEBTS.values()) <= set(WORSE[1:])


def test_every_overruled_truth_is_of_a_case_and_says_why() -> None:
    assert OVERRULED.keys() <= {name_of(case) for case in all_cases()}
    assert all(
        one["why"] and ({"truth", "expected", "absent", "unreadable"} & one.keys()) for one in OVERRULED.values()
    )
