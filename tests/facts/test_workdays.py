"""The days that 要點十 and 十一 name, at the ends of months and years."""

from datetime import date

from known_codes import REGULATION
from reconcile.facts.workdays import download_due, letter_due
from reconcile.text.dates import Month


def test_a_statement_is_due_on_the_tenth_of_the_next_month_also_over_the_year() -> None:
    assert download_due(Month(2026, 10), REGULATION) == date(2026, 11, 10)
    assert download_due(Month(2026, 12), REGULATION) == date(2027, 1, 10)


def test_the_letter_is_due_on_the_third_calendar_day_after_the_fax() -> None:
    assert letter_due(date(2026, 12, 30), REGULATION) == date(2027, 1, 2)


def test_months_through_the_end_of_a_year_leave_none_out() -> None:
    assert Month(2026, 11).through(Month(2027, 2)) == [
        Month(2026, 11),
        Month(2026, 12),
        Month(2027, 1),
        Month(2027, 2),
    ]
    assert Month(2026, 10).through(Month(2026, 10)) == [Month(2026, 10)]
    assert Month(2026, 10).through(Month(2026, 9)) == []
