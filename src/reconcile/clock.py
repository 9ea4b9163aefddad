"""What the clock on the wall says: asked here alone, for what is archived never bears a day after today."""

from datetime import date, datetime


def now() -> datetime:
    """The wall clock of this computer, naive, to the second."""
    return datetime.now().replace(microsecond=0)


def today() -> date:
    """The day of the wall clock."""
    return now().date()
