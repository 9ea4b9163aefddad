"""The codes as the rules declare them and the regulation shipped, for tests of the rooms that are handed them."""

from reconcile.rules import catalogue_of
from reconcile.settings import Settings

REGULATION = Settings().regulation
CATALOGUE = catalogue_of(Settings())
CODES = frozenset(CATALOGUE.declared)
