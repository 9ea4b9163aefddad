"""The days by which the regulation wants something done."""

from datetime import date, timedelta

from reconcile.regulation import REGULATION
from reconcile.text.dates import Month


def download_due(month: Month) -> date:
    """The last day in time for the download of a month's statement (要點十一)."""
    return date(month.next.year, month.next.month, REGULATION.cadence.download_day)


def letter_due(faxed_on: date) -> date:
    """The last day in time for the official letter after a fax, counted in calendar days (要點十)."""
    return faxed_on + timedelta(days=REGULATION.cadence.letter_days)
