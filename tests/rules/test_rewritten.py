"""What the archive saw of an entry, and what the register says of it now."""

from dataclasses import replace

from reconcile.lists import ALIASES
from reconcile.rules import judge_month

from .builders import entry, month, seen


def rewritten(aliases: list[dict[str, str]]) -> list[str]:
    """What is told of an entry in which the number of the person asked about was changed."""
    made = month(
        entry(condition="A900207177", subject_id="A900207177"),
        seen(condition="AB00207171", subject_id="AB00207171"),
    ).matched()
    lists = replace(made.lists, aliases=ALIASES.frame(aliases))
    findings = judge_month(replace(made, lists=lists)).findings
    return list(findings.loc[findings["code"] == "REWRITTEN_ENTRY", "message"])


def test_the_new_number_of_the_same_person_is_no_rewriting() -> None:
    assert rewritten([{"identifier": "AB00207171", "same_as": "A900207177"}]) == []


def test_another_persons_number_is() -> None:
    [told] = rewritten([])
    assert "查詢條件原有AB0020****，現已無" in told
