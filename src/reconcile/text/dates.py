"""Dates and times as offices write them: ROC and AD years, full-width digits, Excel values, sessions."""

import re
from dataclasses import dataclass
from datetime import date, datetime

ROC_YEAR_ZERO = 1911


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month, the period of a statement; `year` is AD."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> "Month":
        """Read 2026-10, 115-10, 11510, 115年10月; raises ValueError otherwise.

        A year of 100–199 is ROC, 1900 and up is AD; any other is an error, never a guess.
        """
        found = re.fullmatch(r"\s*(?:民國)?\s*(\d{3,4}?)\s*(?:[-/.年]\s*)?(\d{1,2})\s*月?\s*", text)
        if not found:
            raise ValueError("not a month")
        year, month = int(found[1]), int(found[2])
        year = year + ROC_YEAR_ZERO if 100 <= year <= 199 else year
        if year < 1900 or not 1 <= month <= 12:
            raise ValueError("not a month")
        return cls(year, month)

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month that a day or an instant lies in."""
        return cls(day.year, day.month)

    @property
    def start(self) -> datetime:
        """Its first instant."""
        return datetime(self.year, self.month, 1)

    @property
    def end(self) -> datetime:
        """The first instant after it (open end)."""
        return self.next.start

    @property
    def next(self) -> "Month":
        """The month after."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def previous(self) -> "Month":
        """The month before."""
        return Month(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    @property
    def roc(self) -> str:
        """As the office writes it: 115年10月."""
        return f"{self.year - ROC_YEAR_ZERO}年{self.month}月"

    def __str__(self) -> str:
        """As commands and folders write it: 2026-10."""
        return f"{self.year:04d}-{self.month:02d}"
