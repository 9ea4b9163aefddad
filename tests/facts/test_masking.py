"""Whoever is shown anywhere is shown as the mode and his role say (DESIGN §4, masking)."""

import pytest

from reconcile.facts.masking import PRIVATE, Masking, Mode

CLERK, ACCOUNT = "王小明", "hlh00123"
PERSON, NAMED = "A123456789", "姓名：林大同"
NOTE = "林大同與王小明到場，證號A123456789，電話0912"


@pytest.mark.parametrize(
    ("mode", "user", "account", "identifier", "condition"),
    [
        ("subjects", "王小明", "hlh00123", "A12345****", "林○○"),
        ("all", "王○○", "hlh0****", "A12345****", "林○○"),
        ("none", "王小明", "hlh00123", "A123456789", "姓名：林大同"),
    ],
)
def test_users_are_masked_in_one_mode_and_the_persons_asked_about_in_two(
    mode: Mode, user: str, account: str, identifier: str, condition: str
) -> None:
    masking = Masking(mode)
    assert masking.user_name(CLERK) == user
    assert masking.account(ACCOUNT) == account
    assert masking.identifier(PERSON) == identifier
    assert masking.subject(NAMED, None) == condition


def test_an_account_stands_for_a_user_without_a_name() -> None:
    assert Masking("subjects").user(None, ACCOUNT) == ACCOUNT
    assert Masking("subjects").user(CLERK, ACCOUNT) == CLERK
    assert Masking("subjects").user(None, None) is None


@pytest.mark.parametrize("mode", ["subjects", "all"])
def test_in_free_text_nobody_has_a_role_so_everybody_is_masked(mode: Mode) -> None:
    masking = Masking(mode, frozenset([CLERK, "林大同"]))
    assert masking.text(NOTE) == "林○○與王○○到場，證號A12345****，電話0912"


def test_the_longest_name_is_masked_whole_where_one_holds_another() -> None:
    assert Masking("all", frozenset(["王小", "王小明"])).text("王小明") == "王○○"


def test_one_character_is_a_word_of_the_language_and_no_name() -> None:
    assert Masking("all", frozenset(["明"])).text("說明") == "說明"


def test_nothing_is_masked_where_the_office_says_so() -> None:
    assert Masking("none", frozenset([CLERK])).text(NOTE) == NOTE


def test_what_is_masked_stays_as_it_is_when_it_is_masked_again() -> None:
    for name, identifier in ((CLERK, PERSON), ("Ana de la Cruz", "AB1234567")):
        once = PRIVATE.user_name(name), PRIVATE.identifier(identifier)
        assert (PRIVATE.user_name(once[0]), PRIVATE.identifier(once[1])) == once
