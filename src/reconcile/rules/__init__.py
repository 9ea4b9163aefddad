"""What the regulation says of a month: every pair and every leftover judged. A flag is a question, never a verdict."""

from reconcile.rules.catalogue import RULES, judge
from reconcile.rules.rule import Rule
from reconcile.rules.unchecked import not_checked

__all__ = ["RULES", "Rule", "judge", "not_checked"]
