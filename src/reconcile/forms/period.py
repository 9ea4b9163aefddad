"""What an audit looks at: a year, or the half of one."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from reconcile.facts.workdays import download_due
from reconcile.regulation import Regulation
from reconcile.text.dates import ROC_YEAR_ZERO, Month

Half = Literal[1, 2]


@dataclass(frozen=True)
class Period:
    """`year` is AD; `half` 1 is January to June, 2 July to December, None the whole year."""

    year: int
    half: Half | None = None

    @property
    def months(self) -> tuple[Month, ...]:
        """Its months in order."""
        first, last = {None: (1, 12), 1: (1, 6), 2: (7, 12)}[self.half]
        return tuple(Month(self.year, first).through(Month(self.year, last)))

    @property
    def label(self) -> str:
        """As the office writes it: 115年度上半年."""
        return roc_year(self.year) + {None: "", 1: "上半年", 2: "下半年"}[self.half]

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.months[-1].end.date() - timedelta(days=1)

    def is_over(self, today: date, regulation: Regulation) -> bool:
        """Whether the statement of its last month is due too."""
        return today > download_due(self.months[-1], regulation)


def roc_year(year: int) -> str:
    """115年度, of an AD year."""
    return f"{year - ROC_YEAR_ZERO}年度"


def spoken(months: list[Month]) -> str:
    """Months in order, three or more in a row as a span: 115年1月至3月、5月、116年1月."""
    spans: list[list[Month]] = []
    for month in months:
        if spans and spans[-1][-1].next == month:
            spans[-1].append(month)
        else:
            spans.append([month])
    said, year = "", 0
    for span in spans:
        ends = span if len(span) < 3 else [span[0], span[-1]]
        for at, month in enumerate(ends):
            between = "至" if at and len(span) >= 3 else "、" if said else ""
            said += between + (month.roc if month.year != year else f"{month.month}月")
            year = month.year
    return said
