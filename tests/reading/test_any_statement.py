"""Any table of queries, in any layout and on any carrier, is read to the last cell, or found wanting aloud."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from any_carrier import (
    CONVERTED,
    HARD_TO_READ,
    OF_TEXT,
    PRINTED_BY_PROGRAMS,
    PRINTS,
    WITH_TYPES,
    WITHOUT_RULINGS,
    Write,
    is_writable,
)
from any_statement import AnyStatement, statements
from golden_documents import without_wraps
from reconcile.carriers.opening import open_document
from reconcile.errors import FileRefused
from reconcile.outcome import Reading
from reconcile.reading import statement
from reconcile.tables import STATEMENT

EVERY_DAY = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
SLOW = settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
SLOW_PROGRAMS = settings(SLOW, max_examples=40)

Case = tuple[AnyStatement, str]
OVER_RULINGS = "文字與格線或其他文字重疊"
NAMES_OPEN = "一欄是使用者還是被查詢人的姓名"


def on(
    carriers: Mapping[str, Write], *, native: bool = False, paged: bool = False, unseen: bool = False
) -> st.SearchStrategy[Case]:
    """Any statement on any of these carriers."""
    drawn = st.tuples(statements(native=native, paged=paged, unseen=unseen), st.sampled_from(sorted(carriers)))
    return drawn.filter(_is_of_some_time) if native else drawn


def _is_of_some_time(case: Case) -> bool:
    """Midnight alone is the number 0 on every row: it is told, since hours alone would look so too."""
    rows = [band.golden for page in case[0].paper.pages for band in page if band.golden]
    return not rows or any(f"{row['queried_at']:%H%M%S}" != "000000" for row in rows)


def check(printed: AnyStatement, write: Write) -> None:
    """Every cell, no problem but that a bare 姓名 may be of either person, the right counts.

    Where that name is all that is said of the user, the paper is refused for it. What is printed over a ruling of
    narrow columns is read, and told.
    """
    try:
        reading, told = read_back(printed, write)
    except FileRefused as refused:
        assert printed.leaves_names_open
        assert "看不出「使用者（帳號或姓名）」是哪一欄" in str(refused)
        return
    found = reading.table
    if reading.facts.pages is not None:
        found, told = without_wraps(found, STATEMENT), without_wraps(told, STATEMENT)
    problems = [str(problem) for problem in reading.problems]
    if printed.is_crowded and reading.facts.pages is not None:
        problems = [problem for problem in problems if OVER_RULINGS not in problem]
    if printed.leaves_names_open and problems:
        assert all(NAMES_OPEN in problem for problem in problems)
        problems, told = (
            [],
            told.assign(user_name=found["user_name"].where(found["user_name"].isna(), told["user_name"])),
        )
    assert problems == []
    pd.testing.assert_frame_equal(found, told)
    assert reading.facts.rows_printed == printed.count
    assert reading.facts.printed_total == (printed.count if printed.totalled else None)


def check_or_told(printed: AnyStatement, write: Write) -> None:
    """Every cell, or a refusal or a problem: on some pages nobody can tell for sure what stands where.

    A bare 姓名 beside the condition is the asked person's.
    """
    try:
        reading, told = read_back(printed, write)
    except FileRefused:
        return
    if printed.leaves_names_open:
        told["user_name"] = told["user_name"].where(reading.table["user_name"].notna())
    if not reading.problems:
        pd.testing.assert_frame_equal(without_wraps(reading.table, STATEMENT), without_wraps(told, STATEMENT))


def read_back(printed: AnyStatement, write: Write, *, share: float = 1.0) -> tuple[Reading, pd.DataFrame]:
    """What the program reads from that share of the file's bytes, and what the maker wrote."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "statement"
        write(printed.paper, path)
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])
        document = open_document(path)
        golden = printed.paper.golden(paged=document.pages is not None)
        told = STATEMENT.frame([{"statement_file": path.name, **query} for query in golden])
        return statement.read(document), told


def check_row_gone(case: Case, carriers: Mapping[str, Write], data: st.DataObject) -> None:
    """The last serial number of all can be missed without a total: nothing on the paper says that it was there."""
    printed, carrier = case
    assume(is_writable(printed.paper, carrier) and (printed.totalled or (printed.numbered and printed.count > 1)))
    last = printed.count - (1 if printed.totalled else 2)
    gone = printed.without(data.draw(st.integers(0, last), label="the row taken out"))
    reading, _ = read_back(gone, carriers[carrier])
    assert reading.problems


def check_cut_off(case: Case, carriers: Mapping[str, Write], share: float) -> None:
    """Refused, or with a problem, or whole: never a shorter table that says nothing."""
    printed, carrier = case
    assume(is_writable(printed.paper, carrier))
    try:
        reading, told = read_back(printed, carriers[carrier], share=share)
    except FileRefused:
        return
    assert reading.problems or len(reading.table) == len(told)


@EVERY_DAY
@given(on(WITH_TYPES, native=True))
def test_any_workbook_is_read_to_the_last_cell(case: Case) -> None:
    check(case[0], WITH_TYPES[case[1]])


@EVERY_DAY
@given(on(OF_TEXT))
def test_any_text_or_web_page_is_read_to_the_last_cell(case: Case) -> None:
    assume(is_writable(case[0].paper, case[1]))
    check(case[0], OF_TEXT[case[1]])


@EVERY_DAY
@given(on(OF_TEXT, unseen=True))
def test_headings_never_seen_before_are_told_by_what_stands_below_them(case: Case) -> None:
    assume(is_writable(case[0].paper, case[1]))
    check(case[0], OF_TEXT[case[1]])


@settings(EVERY_DAY, max_examples=30)
@given(on(PRINTS, paged=True))
def test_any_pdf_is_read_to_the_last_cell(case: Case) -> None:
    check(case[0], PRINTS[case[1]])


@EVERY_DAY
@given(on(OF_TEXT), st.data())
def test_a_row_taken_out_is_never_missed_silently(case: Case, data: st.DataObject) -> None:
    check_row_gone(case, OF_TEXT, data)


@settings(EVERY_DAY, max_examples=20)
@given(on(PRINTS, paged=True), st.data())
def test_a_row_taken_out_of_a_pdf_is_never_missed_silently(case: Case, data: st.DataObject) -> None:
    check_row_gone(case, PRINTS, data)


@EVERY_DAY
@given(on(WITH_TYPES | PRINTS, paged=True), st.floats(0, 1))
def test_a_workbook_or_pdf_cut_off_is_never_shorter_silently(case: Case, share: float) -> None:
    check_cut_off(case, WITH_TYPES | PRINTS, share)


COUNTED_ABOVE = st.tuples(statements(counted_above=True), st.sampled_from(sorted(OF_TEXT)))
"""The end of a text can be cut without a trace; only what stands above it tells how long it was."""


@EVERY_DAY
@given(COUNTED_ABOVE, st.floats(0, 1))
def test_a_text_cut_off_is_never_shorter_than_it_says_above_silently(case: Case, share: float) -> None:
    check_cut_off(case, OF_TEXT, share)


@pytest.mark.slow
@SLOW
@given(on(WITH_TYPES, native=True))
def test_any_of_many_workbooks_is_read_to_the_last_cell(case: Case) -> None:
    check(case[0], WITH_TYPES[case[1]])


@pytest.mark.slow
@SLOW
@given(on(OF_TEXT))
def test_any_of_many_texts_is_read_to_the_last_cell(case: Case) -> None:
    assume(is_writable(case[0].paper, case[1]))
    check(case[0], OF_TEXT[case[1]])


@pytest.mark.slow
@SLOW
@given(on(OF_TEXT, unseen=True))
def test_many_headings_never_seen_before_are_told_by_what_stands_below_them(case: Case) -> None:
    assume(is_writable(case[0].paper, case[1]))
    check(case[0], OF_TEXT[case[1]])


@pytest.mark.slow
@settings(SLOW, max_examples=400)
@given(on(PRINTS, paged=True))
def test_any_of_many_pdfs_is_read_to_the_last_cell(case: Case) -> None:
    check(case[0], PRINTS[case[1]])


@pytest.mark.slow
@SLOW
@given(on(OF_TEXT), st.data())
def test_no_row_of_many_is_missed_silently(case: Case, data: st.DataObject) -> None:
    check_row_gone(case, OF_TEXT, data)


@pytest.mark.slow
@SLOW_PROGRAMS
@given(on(CONVERTED, native=True))
def test_whatever_libreoffice_saves_is_read_to_the_last_cell(case: Case) -> None:
    check(case[0], CONVERTED[case[1]])


@pytest.mark.slow
@SLOW_PROGRAMS
@given(on(PRINTED_BY_PROGRAMS, paged=True))
def test_whatever_libreoffice_and_chromium_print_is_read_to_the_last_cell(case: Case) -> None:
    check(case[0], PRINTED_BY_PROGRAMS[case[1]])


@pytest.mark.slow
@SLOW_PROGRAMS
@given(on(HARD_TO_READ, paged=True))
def test_whatever_is_printed_in_rows_too_low_for_it_is_read_to_the_last_cell_or_found_wanting(case: Case) -> None:
    check_or_told(case[0], HARD_TO_READ[case[1]])


@settings(EVERY_DAY, max_examples=20)
@given(on({name: WITHOUT_RULINGS[name] for name in ("typst unruled", "reportlab unruled")}, paged=True))
def test_any_pdf_without_rulings_is_read_to_the_last_cell_or_found_wanting(case: Case) -> None:
    check_or_told(case[0], WITHOUT_RULINGS[case[1]])


@pytest.mark.slow
@settings(SLOW, max_examples=200)
@given(on(WITHOUT_RULINGS, paged=True))
def test_any_of_many_pdfs_without_rulings_is_read_to_the_last_cell_or_found_wanting(case: Case) -> None:
    check_or_told(case[0], WITHOUT_RULINGS[case[1]])
