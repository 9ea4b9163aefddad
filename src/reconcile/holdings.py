"""What an archive keeps until when, and what may be destroyed."""

from dataclasses import dataclass
from datetime import date

from reconcile.deposits import Deposit
from reconcile.text.dates import ROC_YEAR_ZERO, Month, roc_date


@dataclass(frozen=True)
class Holding:
    """All that an agency's archive holds of one record year (AD); it is kept through the day `kept_until`."""

    agency: str
    year: int
    months: tuple[Month, ...]
    deposits: tuple[Deposit, ...]
    kept_until: date
    due: bool

    def __str__(self) -> str:
        """The one sentence that the office reads."""
        held = f"{self.agency} {self.year - ROC_YEAR_ZERO}年度：{len(self.months)} 個月、{len(self.deposits)} 件封存"
        if self.due:
            return f"{held}，已於{roc_date(self.kept_until)}屆滿保存年限，可列入銷毀清冊，經核准後由機關自行銷毀。"
        return f"{held}，保存至{roc_date(self.kept_until)}。"


@dataclass(frozen=True)
class DestructionRow:
    """One line of the destruction list: `content` says what the deposit is, `head` proves which one it was."""

    agency: str
    year: int
    number: int
    content: str
    as_of: date
    kept_until: date
    folder: str
    head: str


@dataclass(frozen=True)
class Retention:
    """What an archive owes to 要點七 and 十一 on one day, agency by agency and year by year."""

    holdings: tuple[Holding, ...]
    destruction: tuple[DestructionRow, ...]
    assumption: str
