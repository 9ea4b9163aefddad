"""What is kept until when, and what may be destroyed. The program itself deletes nothing.

要點七 keeps the register for five years and has it bound at the end of the year, 十一 keeps the statement for five
years at least. From which day the five years run is written nowhere: that they run from the end of the record year, the
year whose queries are concerned, is an assumption.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from reconcile.archive.naming import title
from reconcile.deposits import Deposit
from reconcile.history import History
from reconcile.holdings import DestructionRow, Holding, Retention
from reconcile.lives import Life, Lives
from reconcile.settings import Settings
from reconcile.text.dates import Month


def retention(histories: Sequence[History], today: date, settings: Settings | None = None) -> Retention:
    """Sort what is archived by record year, and until when it is kept; months with open items are told apart."""
    settings = settings or Settings()
    years, basis, left = settings.keep_years, settings.regulation.basis("retention"), _open_items(histories)
    holdings = tuple(holding for history in histories for holding in _holdings(history, today, years, left))
    return Retention(
        holdings=holdings,
        destruction=tuple(row for holding in holdings if holding.due for row in _rows(holding)),
        assumption=(
            f"保存年限依{basis}為 {years} 年；自紀錄所屬年度終了之翌日起算，係本程式之假設，"
            "機關檔案保存年限區分表另有規定者從其規定（可於設定檔調整）。本程式不刪除任何檔案。"
        ),
    )


def _open_items(histories: Sequence[History]) -> Counter[tuple[str, Month]]:
    """How many items of an agency's month are open in every chain that tells of them."""
    told = dict[str, list[Life]]()
    for history in histories:
        for item, life in Lives.of(history).items():
            told.setdefault(item, []).append(life)
    return Counter((lives[0].agency, lives[0].month) for lives in told.values() if all(life.is_open for life in lives))


def _holdings(history: History, today: date, years: int, left: Counter[tuple[str, Month]]) -> Iterable[Holding]:
    for year, group in groupby(sorted(history.deposits, key=_record_year), key=_record_year):
        deposits = tuple(group)
        kept_until = date(year + years, 12, 31)
        months = sorted({deposit.month for deposit in deposits if deposit.month})
        of_months = {month: left[history.agency, month] for month in months if left[history.agency, month]}
        due = today > kept_until
        yield Holding(history.agency, year, tuple(months), deposits, kept_until, due, of_months)


def _rows(holding: Holding) -> Iterable[DestructionRow]:
    for deposit in holding.deposits:
        yield DestructionRow(
            agency=holding.agency,
            year=holding.year,
            number=deposit.number,
            content=title(deposit.kind, deposit.month or holding.year),
            as_of=deposit.as_of,
            kept_until=holding.kept_until,
            folder="/".join(deposit.folder.parts[-3:]),
            head=deposit.head,
            open_items=holding.open_items.get(deposit.month, 0) if deposit.month else holding.open_total,
        )


def _record_year(deposit: Deposit) -> int:
    year = deposit.month.year if deposit.month else deposit.year
    assert year is not None, "a deposit is of a month or of a year"
    return year
