"""Dates and times of the Republic of China as the papers write them."""

from datetime import date, datetime


def slashed(on: date) -> str:
    """115/10/05."""
    return f"{on.year - 1911}/{on:%m/%d}"


def slashed_moment(at: datetime) -> str:
    """115/10/05 09:12:33."""
    return f"{slashed(at.date())} {at:%H:%M:%S}"


def in_words(on: date) -> str:
    """115年10月5日."""
    return f"{on.year - 1911}年{on.month}月{on.day}日"


def clock_in_words(at: datetime) -> str:
    """9時12分."""
    return f"{at.hour}時{at.minute}分"
