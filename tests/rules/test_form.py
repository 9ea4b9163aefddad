from .builders import codes, entry, found, line, message


def test_blanks_of_an_entry_are_one_finding_and_its_lines_are_named() -> None:
    blanks = entry(
        line(user_name=None), line(user_name=None, result=None), line(user_name=None, condition="　", subject_id=None)
    )
    assert message("MISSING_FIELD", blanks) == (
        "紀錄表第 1 列（第 1 頁序號 3，10/05 09:10）的使用者姓名、查詢條件（第 3 筆）、查詢結果（第 2 筆）空白，"
        "請依實際情形補填。"
    )


def test_blanks_have_the_entrys_key_alone() -> None:
    [finding] = found("MISSING_FIELD", entry(line(result=None), line(result=None))).to_dict("records")
    assert (finding["register_entry"], finding["severity"]) == (1, "low")
    assert found("MISSING_FIELD", entry(result=None))[["register_line", "statement_row"]].isna().all(axis=None)


def test_a_blank_purpose_or_sign_off_is_not_told_twice() -> None:
    assert codes(entry(line(reason=None, purposes="", signed_off=False, signed_by=None))) == [
        "MISSING_SIGNOFF",
        "PURPOSE_MISSING",
    ]
