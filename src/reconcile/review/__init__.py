"""The supervisor's month: what each finding has been through, what was answered, what earlier months still owe."""

from reconcile.review.identity import items_of
from reconcile.review.named import items_named
from reconcile.review.sealing import void_signoffs
from reconcile.review.standing import review_of
from reconcile.review.status import Status, status_of
from reconcile.review.taking import Taken, decisions_of

__all__ = ["Status", "Taken", "decisions_of", "items_named", "items_of", "review_of", "status_of", "void_signoffs"]
