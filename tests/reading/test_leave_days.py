"""Whatever days and stretches of days an office notes, in whatever of its usual ways, are read back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.reading.lists.days import LONGEST, Known, Span, UnreadableDay, iso, parse_days

DAYS = st.dates(date(2016, 1, 1), date(2035, 12, 31))
SPANS = st.tuples(DAYS, st.integers(0, 40)).map(lambda drawn: (drawn[0], drawn[0] + timedelta(days=drawn[1])))


def roc(day: date, style: str) -> str:
    """A day with its ROC year."""
    return style.format(y=day.year - 1911, m=day.month, d=day.day)


STYLES = ("{y}/{m}/{d}", "{y}/{m:02}/{d:02}", "{y}.{m}.{d}", "{y}-{m:02}-{d:02}", "{y}年{m}月{d}日", "{y}{m:02}{d:02}")
TO = ("至", "~", "～", "到", " - ")
BETWEEN = ("、", "，", "；", "\n", ", ")
KINDS = ("", "特休", "病假 ", "公差：")


@st.composite
def noted(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """Some stretches, and the cell that notes them."""
    spans = draw(st.lists(SPANS, min_size=1, max_size=5))
    style, to, between = draw(st.sampled_from(STYLES)), draw(st.sampled_from(TO)), draw(st.sampled_from(BETWEEN))
    pieces = [
        draw(st.sampled_from(KINDS)) + roc(first, style) + ("" if first == last else to + roc(last, style))
        for first, last in spans
    ]
    return between.join(pieces), spans


@given(noted())
def test_what_is_noted_with_its_years_is_read_back(written: tuple[str, list[Span]]) -> None:
    text, spans = written
    assert parse_days(text) == sorted(set(spans))


@given(SPANS)
def test_a_year_and_a_month_not_repeated_are_those_of_the_first_day(span: Span) -> None:
    first, last = span
    if first.year == last.year:
        text = f"{roc(first, STYLES[0])}-{last.month}/{last.day}"
        assert parse_days(text) == [span]
        assert parse_days(text.split("/", 1)[1], Known(first.year)) == [span]
    if first.replace(day=1) == last.replace(day=1):
        assert parse_days(f"{first.day}-{last.day}日", Known(first.year, first.month)) == [span]


@given(SPANS)
def test_the_iso_form_names_both_ends(span: Span) -> None:
    first, last = span
    assert iso([span]) == (first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}")


@given(st.dates(date(2016, 1, 1), date(2030, 12, 31)), st.integers(1, 400))
def test_a_stretch_that_runs_backwards_or_over_a_year_is_a_slip(day: date, length: int) -> None:
    before, beyond = day - timedelta(days=length), day + LONGEST + timedelta(days=length)
    for other in (before, beyond):
        with pytest.raises(UnreadableDay):
            parse_days(f"{roc(day, STYLES[0])}~{roc(other, STYLES[0])}")


@given(st.integers(1, 12), st.integers(1, 28))
def test_a_day_without_any_year_is_asked_for_never_guessed(month: int, day: int) -> None:
    with pytest.raises(UnreadableDay) as refused:
        parse_days(f"{month}/{day}")
    assert refused.value.yearless


@given(st.text(max_size=12))
def test_any_text_is_days_or_refused(text: str) -> None:
    try:
        found = parse_days(text)
    except UnreadableDay as refused:
        assert refused.text
        return
    assert all(first <= last for first, last in found)
