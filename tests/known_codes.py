"""The codes as the rules declare them, for tests of the rooms that are handed them."""

from reconcile.rules import catalogue_of
from reconcile.settings import Settings

CATALOGUE = catalogue_of(Settings())
CODES = frozenset(CATALOGUE.declared)
