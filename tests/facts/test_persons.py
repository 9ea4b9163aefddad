"""Who is this person: aliases in chains, masks with enough to see."""

from collections.abc import Sequence

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.facts.persons import Persons

OLD, NEW, NATIONAL = "AC12345678", "A800000014", "A123456789"


def persons(*pairs: tuple[str | None, str | None]) -> Persons:
    return Persons.of(pd.DataFrame(pairs, columns=["identifier", "same_as"], dtype="string"))


def test_an_old_number_is_the_persons_of_the_newest_one_over_the_one_between() -> None:
    known = persons((OLD, NEW), (NEW, NATIONAL))
    assert known.may_be_one(OLD, NATIONAL)
    assert known.may_be_one(NATIONAL, OLD)
    assert not known.may_be_one(OLD, "B123456780")


def test_a_list_with_two_blanks_joins_no_strangers() -> None:
    known = persons((OLD, None), (None, NATIONAL))
    assert not known.may_be_one(OLD, NATIONAL)


def test_without_a_list_only_equal_identifiers_are_one_persons() -> None:
    known = Persons.of(None)
    assert known.may_be_one(NATIONAL, NATIONAL)
    assert not known.may_be_one(NATIONAL, NEW)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("A12345****", NATIONAL, True),  # six of ten
        ("A1234*****", NATIONAL, True),  # five, half of ten
        ("A123******", NATIONAL, False),  # four
        ("B1********", "B123456780", False),
        ("*********9", NATIONAL, False),
        ("A12345****", "A1234567**", True),
        ("A12345****", "****456789", False),  # two positions on both at once
        ("A12345****", "A123456", False),  # another length
        ("A12346****", NATIONAL, False),
        ("12****78", "12345678", True),  # four of eight
        ("12***6789", "123456789", True),
        ("12*****89", "123456789", False),
        ("A12345******", "A12345678901", True),
        ("A1234*******", "A12345678901", False),  # five of twelve
    ],
)
def test_masks_agree_where_enough_is_visible_on_both(one: str, other: str, agree: bool) -> None:
    known = Persons.of(None)
    assert known.may_be_one(one, other) is agree
    assert known.may_be_one(other, one) is agree


@given(st.lists(st.tuples(st.sampled_from("ABCDEFGH"), st.sampled_from("ABCDEFGH")), max_size=8))
def test_chains_join_whom_walking_along_the_list_would_reach(pairs: Sequence[tuple[str, str]]) -> None:
    known = persons(*pairs)
    for start in "ABCDEFGH":
        reached = {start}
        for _ in pairs:
            reached |= {b for a, b in pairs if a in reached} | {a for a, b in pairs if b in reached}
        assert {other for other in "ABCDEFGH" if known.may_be_one(start, other)} == reached
