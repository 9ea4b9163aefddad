import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any

import pytest

import reconcile.rules
from known_codes import REGULATION
from reconcile.rules import RULES, Rule

from . import builders

LISTED = ("roster", "case", "fax", "closed_day", "downloaded", "reported", "seen", "before")
BUILDERS = {name: getattr(builders, name) for name in ("query", "line", "entry", "pair", *LISTED)}


def examples_in(docstring: str) -> list[tuple[str, str]]:
    """The verdict ("Okay" or "Flag") and the expression of each example; `#` opens the words for a reader."""
    return re.findall(r"^ *(Okay|Flag): (.+)$", docstring, re.MULTILINE)


def is_flagged(code: str, expression: str) -> bool:
    items: Any = eval(expression, dict(BUILDERS))
    return not builders.found(code, *(items if isinstance(items, tuple) else (items,))).empty


def examples() -> Iterator[Any]:
    for rule in RULES:
        for verdict, expression in examples_in(rule.check.__doc__ or ""):
            yield pytest.param(rule.code, verdict, expression, id=f"{rule.code}-{verdict}-{expression}")


@pytest.mark.parametrize(("code", "verdict", "expression"), list(examples()))
def test_a_rule_does_what_its_docstring_says(code: str, verdict: str, expression: str) -> None:
    assert is_flagged(code, expression) == (verdict == "Flag")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_docstring_says_the_rule_in_words_and_shows_both_verdicts(rule: Rule) -> None:
    docstring = rule.check.__doc__ or ""
    assert docstring.splitlines()[0].endswith("。")
    assert {verdict for verdict, _ in examples_in(docstring)} == {"Okay", "Flag"}
    assert all("  # " in expression for _, expression in examples_in(docstring))


def test_a_wrong_example_would_be_noticed() -> None:
    assert examples_in("一句話。\n\n    Flag: entry(purposes='2')  # 誤植\n") == [
        ("Flag", "entry(purposes='2')  # 誤植")
    ]
    assert not is_flagged("PURPOSE_MISSING", "entry(purposes='2')  # 誤植")


def test_no_code_and_no_title_is_borne_twice() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.title for rule in RULES}) == len(RULES)


def test_every_rule_of_every_family_is_in_the_catalogue_once() -> None:
    families = [
        importlib.import_module(f"reconcile.rules.{module.name}")
        for module in pkgutil.iter_modules(reconcile.rules.__path__)
        if module.name != "catalogue"
    ]
    declared = [thing for family in families for thing in vars(family).values() if isinstance(thing, Rule)]
    assert sorted(rule.code for rule in declared) == sorted(rule.code for rule in RULES)
    assert all(rule.check.__name__ == rule.code.lower() for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_has_a_title_a_clause_and_asks_a_question(rule: Rule) -> None:
    assert rule.title
    assert rule.measure.endswith("。")
    assert REGULATION.basis(*rule.basis).startswith("要點")
    assert rule.question.endswith("？")
