"""What the regulation says of a month: every pair and every leftover judged. A flag is a question, never a verdict."""

from reconcile.rules.cases import case_links
from reconcile.rules.catalogue import RULES, judge
from reconcile.rules.explaining import explain, rules_page
from reconcile.rules.rule import Rule
from reconcile.rules.sampling import draw_sample
from reconcile.rules.unchecked import not_checked
from reconcile.rules.unused import unused_accounts
from reconcile.rules.workdays import Workdays

__all__ = [
    "RULES",
    "Rule",
    "Workdays",
    "case_links",
    "draw_sample",
    "explain",
    "judge",
    "not_checked",
    "rules_page",
    "unused_accounts",
]
