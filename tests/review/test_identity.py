"""What makes two findings the same item, and what does not."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any

from reconcile.lists import FAX, Lists, fax_no
from reconcile.review import items_of
from reconcile.tables import FINDINGS
from reconcile.text.dates import Month
from review.builders import LIN, WANG, line, outcome, query


def identities(*args: object, **other: object) -> dict[str, str]:
    """Code and time by identity."""
    items = items_of(outcome(*args, **other))  # type: ignore[arg-type]
    return {item: f"{code} {at}" for item, code, at in zip(items["item"], items["code"], items["at"], strict=True)}


def test_an_item_keeps_its_identity_when_rows_before_it_are_added_and_files_are_renamed() -> None:
    before = identities([query(5)], [])
    later = identities(
        [query(3, statement_file="新明細表.xlsx"), query(5, statement_file="新明細表.xlsx")],
        [line(3, register_file="更正後.ods")],
    )
    assert list(before) == list(later)


def test_an_annotation_and_a_signature_do_not_change_an_item() -> None:
    plain = identities([], [line(5)])
    annotated = identities([], [line(5, remark="經查為公務", signed_by="王主任", page_no=3, seq_no=2)])
    assert list(plain) == list(annotated) != []


def test_a_pair_stays_one_item_while_its_line_is_corrected_by_and_by() -> None:
    wrong_day, wrong_hour = line(6), line(5, 14)
    [first] = identities([query(5)], [wrong_day])
    [second] = identities([query(5)], [wrong_hour])
    assert first == second


def test_a_query_that_changes_its_code_is_another_item() -> None:
    [unregistered] = identities([query(5)], [])
    [mismatched] = identities([query(5)], [line(5, user_name="李大同")])
    assert unregistered != mismatched


def test_the_same_finding_of_another_month_is_another_item() -> None:
    [october] = identities([query(5)], [])
    [november] = identities([query(5, month=Month(2026, 11))], [], month=Month(2026, 11))
    assert october[:6] == "11510-"
    assert november[:6] == "11511-"


def test_an_item_can_be_read_out_on_the_telephone() -> None:
    [item] = identities([query(5)], [])
    assert re.fullmatch(r"11510-[0-9A-HJKMNP-TV-Z]{8}", item)


def test_true_duplicates_are_items_of_their_own() -> None:
    assert len(identities([query(5), query(5), query(5)], [])) == 3


def test_putting_one_of_two_alike_in_order_leaves_the_other_who_it_was() -> None:
    sister, brother = "A123456789", "A123456798"
    both = identities([query(5, subject=sister), query(5, subject=brother)], [])
    one = identities([query(5, subject=sister), query(5, subject=brother)], [line(5, subject=sister)])
    assert len(both) == 2
    assert set(one) < set(both)


def test_an_identity_tells_no_more_than_a_masked_report() -> None:
    """Whoever guesses the last four characters, or the user's given name, has nothing to check his guess against."""
    [hidden] = identities([query(5, subject="A123456789", user_name="王小明")], [])
    [other] = identities([query(5, subject="A123450000", user_name="王大同")], [])
    assert hidden == other


def test_items_show_user_subject_and_time_masked() -> None:
    [item] = items_of(outcome([query(5)], [])).to_dict("records")
    assert (item["user"], item["subject"], item["at"]) == ("王○○", "A12345****", "115/10/05 09:12:33")


def test_an_entry_is_one_item_whatever_its_lines_say() -> None:
    entry: dict[str, Any] = {"register_entry": 1, "signed_off": False, "signed_by": None}
    lines = [line(5, subject=WANG, **entry), line(5, subject=LIN, register_line=2, **entry)]
    made = items_of(outcome([query(5, subject=WANG), query(5, subject=LIN)], lines))
    corrected = [line(5, subject=WANG, **entry), line(5, subject="A900207177", register_line=2, **entry)]
    later = items_of(outcome([query(5, subject=WANG), query(5, subject=LIN)], corrected))
    unsigned = made.loc[made["code"] == "MISSING_SIGNOFF", "item"]
    assert list(unsigned) == list(later.loc[later["code"] == "MISSING_SIGNOFF", "item"])
    assert len(unsigned) == 1


def test_identities_stand_in_the_order_of_the_findings() -> None:
    made = outcome([query(day) for day in (9, 3, 27)], [line(4), line(30)])
    assert list(items_of(made)["message"]) == list(made.findings["message"])


def late_letters(*faxes: dict[str, object]) -> list[str]:
    """The identities of the findings on these rows of a log; each finding says nothing but which fax it is."""
    log = FAX.frame({"fax_file": "清冊.xlsx", "fax_row": at} | fax for at, fax in enumerate(faxes, start=1))
    told = {"code": "LATE_FAX_LETTER", "severity": "medium", "legal_basis": "要點十", "message": "請補送公文。"}
    found = FINDINGS.frame(told | {"fax_no": fax_no("清冊.xlsx", at)} for at in range(1, len(faxes) + 1))
    return list(items_of(replace(outcome([query(5)], [line(5)]), findings=found, lists=Lists(fax=log)))["item"])


FIRST: dict[str, object] = {"faxed_at": datetime(2026, 10, 5, 9), "user_name": "王小明", "subject_id": WANG}
SECOND: dict[str, object] = {"faxed_at": datetime(2026, 10, 6, 9), "user_name": "王小明", "subject_id": WANG}


def test_the_late_letter_of_a_fax_stays_one_item_wherever_it_stands_and_when_it_is_sent_at_last() -> None:
    first, second = late_letters(FIRST, SECOND)
    assert first != second
    assert late_letters(SECOND | {"letter_on": datetime(2026, 10, 20)}) == [second]
    assert late_letters(SECOND, FIRST) == [second, first]


def test_a_fax_of_another_user_is_another_item() -> None:
    assert late_letters(FIRST) != late_letters(FIRST | {"user_name": "李大同"})
