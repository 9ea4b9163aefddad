"""The supervisor's month: what each finding has been through, what was answered, what earlier months still owe."""

from reconcile.review.held import is_held, says_something
from reconcile.review.identity import items_of
from reconcile.review.lookup import items_named
from reconcile.review.new_answers import NewAnswers, decisions_of
from reconcile.review.owed import letters, yearly_duties
from reconcile.review.past import review_of
from reconcile.review.sealing import signed, void_signoffs
from reconcile.review.sight import sight_of
from reconcile.review.standing import standing_of
from reconcile.review.status import Status, state_of, status_of

__all__ = [
    "NewAnswers",
    "Status",
    "decisions_of",
    "is_held",
    "items_named",
    "items_of",
    "letters",
    "review_of",
    "says_something",
    "sight_of",
    "signed",
    "standing_of",
    "state_of",
    "status_of",
    "void_signoffs",
    "yearly_duties",
]
