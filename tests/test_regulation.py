"""The profile of the regulation: whole, and of one mind with the rules that stand on it."""

import pytest

from known_codes import REGULATION
from reconcile.rules import RULES, Rule


def test_the_four_purposes_are_named_by_words_of_their_own_wording() -> None:
    assert list(REGULATION.purposes) == [1, 2, 3, 4]
    for purpose in REGULATION.purposes.values():
        assert all(word in purpose.text for word in purpose.telling), purpose.number


def test_no_kind_of_business_belongs_to_two_purposes() -> None:
    words = [word for purpose in REGULATION.purposes.values() for word in purpose.business]
    assert len(words) == len(set(words))
    assert REGULATION.purposes[4].business == ()


def test_a_basis_is_told_with_the_text_of_its_clauses() -> None:
    basis = REGULATION.texts("agents", "register_form")
    assert basis["要點四(三)"] == "受理受委任辦理印鑑證明。"
    assert basis["附件一"].startswith("查詢紀錄表")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_stands_on_clauses_of_the_regulation(rule: Rule) -> None:
    assert all(REGULATION.texts(*rule.basis).values())
