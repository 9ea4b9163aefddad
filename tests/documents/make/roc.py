"""Dates and times in the styles that systems print and people write."""

from datetime import date, datetime


def slashed(day: date) -> str:
    """115/10/05."""
    return f"{day.year - 1911}/{day:%m/%d}"


def dotted(day: date) -> str:
    """115.10.5."""
    return f"{day.year - 1911}.{day.month}.{day.day}"


def compact(day: date) -> str:
    """1151005."""
    return f"{day.year - 1911}{day:%m%d}"


def in_words(day: date) -> str:
    """115年10月5日."""
    return f"{day.year - 1911}年{day.month}月{day.day}日"


def dashed(day: date) -> str:
    """2026-10-05."""
    return f"{day:%Y-%m-%d}"


def clock(at: datetime) -> str:
    """09:12:33."""
    return f"{at:%H:%M:%S}"


def short_clock(at: datetime) -> str:
    """9:12."""
    return f"{at.hour}:{at:%M}"


def clock_in_words(at: datetime) -> str:
    """9時12分."""
    return f"{at.hour}時{at.minute}分"


def halved(at: datetime) -> str:
    """下午 02:05:09."""
    return f"{'上午' if at.hour < 12 else '下午'} {(at.hour + 11) % 12 + 1:02d}:{at:%M:%S}"


def excel_serial(at: datetime) -> float:
    """Days since the last but one of 1899, as a sheet keeps an instant."""
    return (at - datetime(1899, 12, 30)).total_seconds() / 86400
