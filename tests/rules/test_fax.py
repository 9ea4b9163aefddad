from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from .builders import downloaded, fax, found, message, query

OCTOBER = query(reason="outside")
"""What says of which month the statement is."""


def test_a_late_letter_says_whose_fax_it_was_and_by_how_much() -> None:
    assert message("LATE_FAX_LETTER", OCTOBER, fax(letter_on="10/12")) == (
        "疑義查詢表登記簿 fax.xlsx 第 2 筆（115年10月5日傳真，王小明，查詢對象 A12345****）應於115年10月8日前補送公文，"
        "於115年10月12日補送，逾期 4 日，請說明原因。"
    )


def test_a_letter_never_sent_is_asked_for() -> None:
    assert message("LATE_FAX_LETTER", OCTOBER, fax(letter_on=None)).endswith(
        "清冊未載補送日期，請即補送，已補送者請補填日期及文號。"
    )


def test_each_fax_is_a_finding_of_its_own_without_keys() -> None:
    findings = found("LATE_FAX_LETTER", OCTOBER, fax(letter_on="10/12"), fax(letter_on="10/12", faxed_at="10/06 10:00"))
    assert len(findings) == 2
    assert findings[["statement_file", "register_file"]].isna().all(axis=None)


def test_a_fax_about_two_persons_misses_one_letter_and_names_both() -> None:
    persons = [fax(letter_on=None, subject_id=subject) for subject in ("A123456789", "B223456781")]
    one_fax = [replace(person, row=person.row | {"fax_row": 7}) for person in persons]
    [finding] = found("LATE_FAX_LETTER", OCTOBER, *one_fax).to_dict("records")
    assert finding["fax_no"] == "fax.xlsx 第 7 筆"
    assert "查詢對象 A12345****、B22345****）" in finding["message"]


@given(st.integers(1, 30), st.integers(0, 6), st.integers(1, 20))
@settings(max_examples=25, deadline=None)
def test_the_third_calendar_day_after_the_fax_is_the_last(day: int, sent_after: int, known_on: int) -> None:
    faxed, known = date(2026, 10, day), date(2026, 11, known_on)
    allowed = {faxed + timedelta(days=days) for days in range(4)}
    letter = faxed + timedelta(days=sent_after)
    sent = fax(faxed_at=f"10/{day:02d} 16:59", letter_on=f"{letter:%Y/%m/%d}")
    assert found("LATE_FAX_LETTER", OCTOBER, sent).empty is (letter in allowed)
    unsent = fax(faxed_at=f"10/{day:02d} 16:59", letter_on=None)
    missed = found("LATE_FAX_LETTER", OCTOBER, unsent, downloaded(f"{known:%Y/%m/%d}"))
    assert missed.empty is (known <= max(allowed))
