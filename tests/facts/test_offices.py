"""Which office is named, and when two texts name two."""

import pytest

from reconcile.facts.offices import Offices
from reconcile.settings import Settings

OFFICES = Offices(Settings().regulation.offices)


@pytest.mark.parametrize(
    "text",
    [
        "花蓮縣花蓮市戶政事務所",
        "花蓮市戶政事務所",
        "花蓮縣花蓮市戶政事務所國聯辦公室",
        "花蓮戶政",
        "花蓮縣 花蓮市 戶政事務所",
    ],
)
def test_an_office_is_known_in_every_wording_and_by_its_branches(text: str) -> None:
    assert OFFICES.entry_of(text) == "花蓮縣花蓮市戶政事務所"


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        ("花蓮縣花蓮市戶政事務所", "吉安鄉戶政事務所", True),
        ("花蓮市戶政事務所國聯辦公室", "花蓮縣花蓮市戶政事務所", False),
        ("花蓮縣花蓮市戶政事務所", "本所", False),
        ("移民署", "花蓮縣吉安鄉戶政事務所", False),
        ("花蓮縣政府", "花蓮縣吉安鄉戶政事務所", False),
    ],
)
def test_only_two_entries_of_the_list_conflict(one: str, other: str, conflict: bool) -> None:
    assert OFFICES.conflict(one, other) is conflict
    assert OFFICES.conflict(other, one) is conflict


def test_other_wordings_of_an_office_are_told_once_and_other_offices_are_not() -> None:
    offices = Offices(("花蓮市戶政事務所", "吉安鄉戶政事務所"))
    written = ["花蓮市戶政事務所國聯辦公室", "花蓮縣花蓮市戶政事務所", "吉安鄉戶政事務所", "花蓮市戶政事務所國聯辦公室"]
    assert offices.reworded(["花蓮縣花蓮市戶政事務所"], written) == ["花蓮市戶政事務所國聯辦公室"]
    assert offices.reworded(["花蓮縣花蓮市戶政事務所"], ["花蓮縣花蓮市戶政事務所"]) == []
    assert offices.reworded([], written) == []
