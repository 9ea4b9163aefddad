"""What the regulation says of a month: every pair and every leftover judged. A flag is a question, never a verdict."""

from reconcile.rules.catalogue import RULES, catalogue_of, findings_of, judge, judge_month
from reconcile.rules.explaining import explain, listed, regulation_page, rules_page
from reconcile.rules.rule import Rule

__all__ = [
    "RULES",
    "Rule",
    "catalogue_of",
    "explain",
    "findings_of",
    "judge",
    "judge_month",
    "listed",
    "regulation_page",
    "rules_page",
]
