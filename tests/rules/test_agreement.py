from .builders import codes, found, line, message, pair, query


def test_a_mismatch_of_a_pair_has_all_five_keys_and_says_both_places_and_the_difference() -> None:
    slip = pair(query(), line(subject_id="A123456798"), tier="slip", explanation="查詢條件第 9、10 碼前後對調。")
    [finding] = found("CONDITION_MISMATCH", slip).to_dict("records")
    assert (finding["statement_row"], finding["register_entry"], finding["register_line"]) == (1, 1, 1)
    assert finding["message"] == (
        "明細表第 1 列（10/05 09:12，王小明 hl001）與紀錄表第 1 列第 1 筆（第 1 頁序號 3，10/05 09:10，王小明）："
        "查詢條件第 9、10 碼前後對調。請查明何者正確，紀錄表有誤者請更正。"
    )


def test_another_user_is_named_on_both_sides() -> None:
    text = message("USER_MISMATCH", pair(query(), line(user_name="李大同"), tier="user"))
    assert (
        "明細表第 1 列（10/05 09:12，王小明 hl001）與紀錄表第 1 列第 1 筆（第 1 頁序號 3，10/05 09:10，李大同）" in text
    )


def test_another_result_is_told_on_both_sides() -> None:
    assert "：查詢結果不同（明細表失敗，紀錄表成功）。" in message(
        "RESULT_MISMATCH", pair(query(result="failure"), line())
    )


def test_each_disagreement_of_a_pair_is_a_finding_of_its_own() -> None:
    assert codes(pair(query(result="failure", purpose=1), line(), tier="user")) == [
        "PURPOSE_MISMATCH",
        "RESULT_MISMATCH",
        "USER_MISMATCH",
    ]


def test_a_pair_that_agrees_or_is_masked_has_no_finding() -> None:
    assert codes(pair(query(), line())) == []
    assert codes(pair(query(subject_id="A12345****", user_name="王○明"), line(), tier="masked")) == []


def test_a_result_that_one_side_lacks_is_not_compared() -> None:
    assert found("RESULT_MISMATCH", pair(query(result=None), line())).empty
    assert found("RESULT_MISMATCH", pair(query(), line(result=None))).empty


def test_another_name_than_most_lines_of_an_account_is_asked_about_and_no_accusation() -> None:
    unnamed = [pair(query(user_name=None), line(user_name="王小明")) for _ in range(4)]
    findings = found("USER_MISMATCH", *unnamed, pair(query(user_name=None), line(user_name="李大同")))
    assert list(findings["severity"]) == ["medium"]
    assert "此帳號本月多數列為王小明" in findings["message"][0]


def test_a_line_of_another_month_is_high_and_must_not_be_changed() -> None:
    another = line(login_at="09/05 09:10", logout_at="09/05 09:20")
    [finding] = found("TIME_MISMATCH", pair(query(), another, tier="date")).to_dict("records")
    assert finding["severity"] == "high"
    assert "不得為此更改" in finding["message"]
