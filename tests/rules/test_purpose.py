from typing import Any

from .builders import Entry, codes, entry, found, line, message, pair, query


def test_a_purpose_that_differs_is_told_on_both_sides() -> None:
    text = message("PURPOSE_MISMATCH", pair(query(purpose=2), line(purposes="1,3")))
    assert "的查詢事由為(二)戶籍登記等，紀錄表第 1 列第 1 筆" in text
    assert "勾選(一)國籍變更、(三)印鑑證明，請查明實際業務" in text


def test_two_boxes_with_the_right_one_among_them_are_multiple_and_no_mismatch() -> None:
    assert codes(pair(query(purpose=2), line(purposes="1,2"))) == ["PURPOSE_MULTIPLE"]


def test_two_boxes_without_the_right_one_are_both() -> None:
    assert sorted(codes(pair(query(purpose=2), line(purposes="1,3")))) == ["PURPOSE_MISMATCH", "PURPOSE_MULTIPLE"]


def test_no_box_is_missing_and_no_mismatch() -> None:
    assert codes(pair(query(purpose=2), line(purposes=""))) == ["PURPOSE_MISSING"]


def four_lines(**row: Any) -> Entry:
    return entry(*[line(reason=None, condition=f"第 {number} 筆", **row) for number in range(1, 5)])


def test_four_lines_of_an_entry_are_one_finding_without_line_and_statement_keys() -> None:
    findings = found("PURPOSE_MISSING", four_lines(purposes=""))
    assert len(findings) == 1
    assert findings["register_entry"].tolist() == [1]
    assert findings[["register_line", "statement_file", "statement_row"]].isna().all(axis=None)


def test_an_entry_is_flagged_when_one_of_its_lines_is() -> None:
    assert codes(entry(line(reason=None, purposes="2"), line(reason=None, purposes=""))) == ["PURPOSE_MISSING"]


def test_an_entry_is_judged_whether_matched_or_not() -> None:
    for reason in ("none", "tie", "explained"):
        assert "PURPOSE_MISSING" in codes(line(reason=reason, purposes=""))
    assert codes(pair(query(), line(purposes=""))) == ["PURPOSE_MISSING"]


def test_an_entry_of_another_month_is_not_judged() -> None:
    assert codes(entry(line(reason="outside", purposes="", signed_off=False))) == []


def test_an_entry_with_one_line_in_the_month_is_judged() -> None:
    assert codes(entry(line(reason="outside", purposes=""), line(reason=None, purposes=""))) == ["PURPOSE_MISSING"]


def test_what_the_form_prints_after_four_is_no_explanation() -> None:
    for note in (None, "", "　", "，     ", "＿＿＿＿"):
        assert codes(line(reason=None, purposes="4", purpose_note=note)) == ["PURPOSE_UNEXPLAINED"], note


def test_the_fourth_purpose_among_others_wants_its_text_too() -> None:
    assert codes(line(reason=None, purposes="2,4")) == ["PURPOSE_MULTIPLE", "PURPOSE_UNEXPLAINED"]


def test_an_entry_is_placed_by_its_page_and_slot() -> None:
    assert message("PURPOSE_UNEXPLAINED", line(reason=None, purposes="4")).startswith(
        "紀錄表第 1 列（第 1 頁序號 3，10/05 09:10，王小明）勾選查詢事由(四)"
    )
