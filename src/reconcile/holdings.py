"""What an archive keeps until when, and what may be destroyed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from reconcile.deposits import Deposit
from reconcile.text.dates import ROC_YEAR_ZERO, Month, roc_date


@dataclass(frozen=True)
class Holding:
    """All that an agency's archive holds of one record year (AD); it is kept through the day `kept_until`.

    `open_items` are the months with items that nobody has settled, and how many: they are not for destruction yet.
    """

    agency: str
    year: int
    months: tuple[Month, ...]
    deposits: tuple[Deposit, ...]
    kept_until: date
    due: bool
    open_items: Mapping[Month, int] = field(default_factory=dict)

    @property
    def open_total(self) -> int:
        """How many items of the year are open."""
        return sum(self.open_items.values())

    def __str__(self) -> str:
        """The one sentence that the office reads."""
        held = f"{self.agency} {self.year - ROC_YEAR_ZERO}年度：{len(self.months)} 個月、{len(self.deposits)} 件封存"
        if self.due and self.open_items:
            months = "、".join(f"{month.roc} {count} 件" for month, count in self.open_items.items())
            when = f"已於{roc_date(self.kept_until)}屆滿保存年限"
            return f"{held}，{when}，惟尚有未結事項（{months}），結案前該月份及年度文件不予銷毀。"
        if self.due:
            return f"{held}，已於{roc_date(self.kept_until)}屆滿保存年限，可列入銷毀清冊，經核准後由機關自行銷毀。"
        return f"{held}，保存至{roc_date(self.kept_until)}。"


@dataclass(frozen=True)
class DestructionRow:
    """One line of the destruction list: `content` says what the deposit is, `head` proves which one it was.

    `open_items` of its month, or of its year where it is a year's, are not settled: it stands apart.
    """

    agency: str
    year: int
    number: int
    content: str
    as_of: date
    kept_until: date
    folder: str
    head: str
    open_items: int = 0


@dataclass(frozen=True)
class Retention:
    """What an archive owes to 要點七 and 十一 on one day, agency by agency and year by year."""

    holdings: tuple[Holding, ...]
    destruction: tuple[DestructionRow, ...]
    assumption: str
