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


def test_a_user_is_told_with_his_account_unless_users_are_masked() -> None:
    assert Masking("subjects").user(CLERK, ACCOUNT) == "王小明 hlh00123"
    assert Masking("all").user(CLERK, ACCOUNT) == "王○○"
    assert Masking("subjects").user(CLERK, None) == CLERK


def test_an_account_that_is_somebodys_identifier_is_masked() -> None:
    assert Masking("subjects").account(PERSON) == "A12345****"


def test_a_cell_of_a_list_says_the_words_of_the_field_and_counts_the_rest() -> None:
    assert Masking("subjects").cell("遷入登記") == "遷入登記"
    assert Masking("subjects").cell("公孫策衡之遷入登記") == "〔5 字〕遷入登記"


def test_a_case_is_known_by_its_number_and_nobody_by_his() -> None:
    for number in ("1151005001", "花戶字第1150001號", "115-0001", "A-115/0001"):
        assert Masking("subjects").number(number) == number
    assert Masking("subjects").number(PERSON) == "A12345****"
    assert Masking("subjects").number("公孫策衡") == "〔4 字〕"


def test_what_stands_in_place_of_an_office_and_is_none_is_counted() -> None:
    assert PRIVATE.agency("花蓮縣花蓮市戶政事務所") == "花蓮縣花蓮市戶政事務所"
    assert PRIVATE.agency("公孫策衡") == "〔4 字〕"


def test_an_identifier_in_a_users_own_cell_is_masked_where_users_are_named() -> None:
    subjects = Masking("subjects")
    assert subjects.user_name("王小明Q123456785") == "王小明Q12345****"
    assert subjects.account("王小明Q123456785") == "王小明Q12345****"
    assert subjects.user("王小明 HL001234", "HLHC007001") == "王小明 HL001234 HLHC007001"
    assert Masking("none").user("王小明Q123456785") == "王小明Q123456785"
