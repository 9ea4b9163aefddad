"""What an office owes beside its months: audits, letters and bindings, due, done or missed, each with its day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from reconcile.documents import REGISTER
from reconcile.facts.workdays import download_due, letter_due
from reconcile.history import COUNTY_AUDIT, SELF_AUDIT, History
from reconcile.lists import FAX
from reconcile.regulation import Regulation
from reconcile.standing import Owed
from reconcile.tables import plain_rows
from reconcile.text.dates import ROC_YEAR_ZERO, Month, roc_date

_LAST, _HALVES = 12, 2


def yearly_duties(history: History, first: Month, today: date, regulation: Regulation) -> Iterator[Owed]:
    """The self-audits and the bindings of every year since the first month, and the county's audits that were held."""
    years = sorted({month.year for month in (first, *history.months)} | set(range(first.year, today.year + 1)))
    for year in years:
        if year not in history.destroyed:
            yield from _audits(history, first, year, today, regulation)
            yield from _binding(history, year, today, regulation)
        for held in history.audits(COUNTY_AUDIT, year, today):
            audited, form = held.deposit.year or year, regulation.forms["county_audit"].number
            yield Owed(held.on, f"縣府稽核{_roc(audited)}度（{form}）", held.on)


def _audits(history: History, first: Month, year: int, today: date, regulation: Regulation) -> Iterator[Owed]:
    """So many self-audits a year, each for an equal part of it, from the first month on.

    Two a year are one for each half; an audit that was not held in its year cannot be made up for later.
    """
    wanted, form = regulation.cadence.self_audits, regulation.forms["self_audit"].number
    held = history.audits(SELF_AUDIT, year, today)
    for number in range(1, wanted + 1):
        last = Month(year, 12 * number // wanted)
        if last < first:
            continue
        of_it = [one for one in held if one.half == number] if wanted == _HALVES else held[number - 1 :]
        done = of_it[0].on if of_it else None
        what = f"辦理{_roc(year)}第 {number} 次自主稽核（{form}）"
        yield Owed(last.end.date() - timedelta(days=1), what, done, missed=year < today.year)


def letters(history: History, regulation: Regulation) -> Iterator[Owed]:
    """The letter of every fax that a standing run was told of; the latest list with the fax says whether it went."""
    sent = dict[tuple[Any, ...], Any]()
    for month in history.months:
        if (run := history.standing(month)) and len(faxes := run.table(FAX.name)):
            for *fax, letter_on in plain_rows(faxes[["faxed_at", "user_name", "condition", "letter_on"]]):
                sent[tuple(fax)] = letter_on
    by_day = Counter((fax[0].date(), letter.date() if letter else None) for fax, letter in sent.items() if fax[0])
    for (on, letter_on), count in sorted(by_day.items(), key=lambda one: (one[0][0], one[0][1] or date.max)):
        if on.year not in history.destroyed:
            what = f"補送{roc_date(on)}傳真查詢的公文" + _times(count)
            yield Owed(letter_due(on, regulation), what, letter_on)


def _binding(history: History, year: int, today: date, regulation: Regulation) -> Iterator[Owed]:
    """After its end a year is bound; the last month's download is waited for, and what comes later binds it anew."""
    if not any(month.year == year for month in history.months) or not (today.year > year or today.month == _LAST):
        return
    whole = [one for one in history.everything if one.kind == "volume" and one.year == year]
    whole = [one for one in whole if one.record.get("complete")]
    changed = [
        one
        for one in history.deposits
        if whole and one.month and one.month.year == year and one.number > whole[-1].number
    ]
    again = "重行" if changed else ""
    done = whole[-1].as_of if whole and not changed else None
    yield Owed(download_due(Month(year, 12), regulation), f"{again}裝訂{_roc(year)}{REGISTER.title}", done)


def _roc(year: int) -> str:
    return f"{year - ROC_YEAR_ZERO}年"


def _times(count: int) -> str:
    return f"（{count} 件）" if count > 1 else ""
