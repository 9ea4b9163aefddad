"""Reconcile what an office's accounts queried with what the office wrote down (花蓮縣移民資訊管理要點 七、十一)."""

from typing import TYPE_CHECKING

from reconcile.doors import open_door
from reconcile.version import VERSION

if TYPE_CHECKING:
    from reconcile.causes import causes_of as causes_of
    from reconcile.lists import Lists as Lists
    from reconcile.matching import match as match
    from reconcile.outcome import Matching as Matching
    from reconcile.outcome import Outcome as Outcome
    from reconcile.outcome import Reading as Reading
    from reconcile.pipeline import run_month as run_month
    from reconcile.reading import read_aliases as read_aliases
    from reconcile.reading import read_cases as read_cases
    from reconcile.reading import read_closed_days as read_closed_days
    from reconcile.reading import read_fax as read_fax
    from reconcile.reading import read_printouts as read_printouts
    from reconcile.reading import read_register as read_register
    from reconcile.reading import read_roster as read_roster
    from reconcile.reading import read_statement as read_statement
    from reconcile.rules import judge as judge
    from reconcile.settings import Settings as Settings
    from reconcile.settings import load_settings as load_settings
    from reconcile.text.dates import Month as Month

__version__ = VERSION

__all__, __getattr__ = open_door(__name__, __file__)  # the child that opens a document needs no pandas
