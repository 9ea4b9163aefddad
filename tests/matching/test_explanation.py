"""What is said of a pair and of a leftover: the evidence, the nearest on the other side, what would have to differ."""

import pytest

from reconcile.text.dates import Month

from .builders import LI, A, B, line, matched, query, told_of_line, told_of_pair, told_of_query


def test_a_full_agreement_needs_no_more_than_the_template() -> None:
    assert told_of_pair(matched([query(1)], [line(1)]), 1) == "查詢條件、使用者與時間均相符。"


def test_a_name_that_was_not_compared_is_not_said_to_agree() -> None:
    found = matched([query(1)], [line(1, user_name=None)])
    assert told_of_pair(found, 1) == "查詢條件與時間相符；未載使用者全名，未予比對。"


def test_minutes_within_the_tolerance_are_told() -> None:
    found = matched([query(1, "10/05 09:22:59")], [line(1)])
    assert told_of_pair(found, 1) == "查詢條件、使用者與時間均相符；查詢時間在登出後 2 分鐘，於容許範圍內。"


def test_a_masked_agreement_says_what_was_visible() -> None:
    found = matched([query(1, user_name="王○明")], [line(1, subject_id="A12345****")])
    assert told_of_pair(found, 1) == "查詢條件可見部分、使用者可見部分與時間均相符。"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (line(1, "10/05 09:00-09:05"), "查詢條件與使用者相符；查詢時間在登出後 6 分 34 秒。"),
        (line(1, "10/05 12:20-12:30"), "查詢條件與使用者相符；查詢時間在登入前 3 小時 7 分鐘。"),
        (line(1, "10/13 09:10-09:20"), "查詢條件與使用者相符；紀錄表日期 10/13 與明細表 10/05 不同，時刻相符。"),
        (
            line(1, "2025/10/05 09:10-09:20"),
            "查詢條件與使用者相符；紀錄表日期 114/10/05 與明細表 115/10/05 不同，時刻相符。",
        ),
        (line(1, user_name=LI), "查詢條件與時間相符；使用者不同（明細表王○○，紀錄表李○○）。"),
        (line(1, subject_id="A124456789"), "使用者與時間相符；查詢條件第 4 碼不同：3／4。"),
        (line(1, subject_id="A123456799"), "使用者與時間相符；查詢條件第 9 碼不同。"),
        (line(1, subject_id="A132456789"), "使用者與時間相符；查詢條件第 3、4 碼前後對調。"),
        (line(1, subject_id="A12346789"), "使用者與時間相符；紀錄表的查詢條件少第 6 碼。"),
        (line(1, subject_id="A1234567899"), "使用者與時間相符；紀錄表的查詢條件多第 11 碼。"),
    ],
)
def test_a_pair_says_what_disagrees_and_by_how_much(given: dict[str, object], said: str) -> None:
    assert told_of_pair(matched([query(1)], [given]), 1) == said


def test_without_masking_the_characters_and_names_are_shown() -> None:
    slip = matched([query(1)], [line(1, subject_id="A123456799")], mask="none")
    user = matched([query(1)], [line(1, user_name=LI)], mask="none")
    assert told_of_pair(slip, 1) == "使用者與時間相符；查詢條件第 9 碼不同：8／9。"
    assert told_of_pair(user, 1) == "查詢條件與時間相符；使用者不同（明細表王小明 hl001，紀錄表李大同）。"


def test_a_query_whose_line_went_to_another_says_to_which() -> None:
    found = matched([query(1), query(2, "10/05 09:24:00")], [line(1, page_no=3, seq_no=7)])
    assert told_of_query(found, 2) == (
        "最近的紀錄為紀錄表第 3 頁序號 7 第 1 筆，已配給明細表第 1 列；一筆紀錄只對應一次查詢。"
    )


def test_a_repeated_query_names_the_first() -> None:
    found = matched([query(1), query(2, "10/05 09:13:00")], [line(1)])
    assert told_of_query(found, 2) == "與明細表第 1 列的查詢相同，疑為重複查詢，紀錄表沒有另一筆可對應。"


def test_two_disagreements_are_both_named_and_either_remedy_would_do() -> None:
    found = matched([query(1)], [line(1, "10/13 09:10-09:20", user_name=LI)])
    refusal = (
        "使用者不同（明細表王○○，紀錄表李○○），且紀錄表日期 10/13 與明細表 10/05 不同，時刻相符，兩項不符，不予配對。"
        "若使用者為王○○，或紀錄表日期為 10/05 即可配對。"
    )
    assert told_of_query(found, 1) == f"最近的紀錄為紀錄表第 1 列第 1 筆：{refusal}"
    assert told_of_line(found, 1) == f"最近的查詢為明細表第 1 列：{refusal}"


def test_a_date_that_no_single_slip_explains_must_be_other() -> None:
    found = matched([query(1)], [line(1, "11/13 09:10-09:20")])
    assert told_of_query(found, 1) == (
        "最近的紀錄為紀錄表第 1 列第 1 筆：紀錄表日期 11/13 與明細表 10/05 不同，時刻相符，不予配對。"
        "若紀錄表日期為 10/05 即相符。"
    )


def test_a_session_days_away_says_how_far() -> None:
    found = matched([query(1)], [line(1, "10/08 15:10-15:20")])
    assert told_of_line(found, 1) == (
        "最近的查詢為明細表第 1 列：查詢時間 10/05 09:12 距紀錄表 10/08 15:10 之時段 3 日 5 小時，不予配對。"
        "若登入時段含 10/05 09:12 即相符。"
    )


def test_another_subject_at_the_same_time_is_named_where_nothing_else_is_near() -> None:
    found = matched([query(1)], [line(1, subject_id=B)])
    assert told_of_query(found, 1) == (
        "最近的紀錄為紀錄表第 1 列第 1 筆：查詢條件不同（明細表A12345****，紀錄表B23456****），不予配對。"
        "若查詢條件相同即相符。"
    )


def test_the_nearest_is_null_where_nothing_is_near() -> None:
    found = matched([query(1)], [line(1, "10/20 15:10-15:20", B)])
    assert told_of_query(found, 1) == "無相同或相近查詢條件的紀錄，同一使用者同時段亦無其他紀錄。"
    assert told_of_line(found, 1) == "無相同或相近查詢條件的查詢，同一使用者同時段亦無其他查詢。"
    assert found.unmatched.filter(like="nearest_").isna().all(axis=None)


def test_the_same_subject_is_nearer_than_a_slip_or_another_subject() -> None:
    entries = [
        line(1, subject_id=B),
        line(2, "10/05 12:10-12:20", subject_id="A123456798"),
        line(3, "10/20 15:10-15:20"),
    ]
    nearest = matched([query(1)], entries).unmatched.set_index("statement_row")["nearest_register_entry"]
    assert nearest[1] == 3


def test_a_tie_names_the_alternatives_and_the_rivals() -> None:
    queries = [query(1), query(2, function="居留資料")]
    found = matched(queries, [line(1)])
    assert told_of_query(found, 1) == "與明細表第 2 列同樣可對應紀錄表第 1 列第 1 筆，條件相當而無法判定，請人工確認。"
    assert told_of_line(found, 1) == "可對應明細表第 1 列、明細表第 2 列，條件相當而無法判定，請人工確認。"


def test_a_file_is_named_where_there_are_several() -> None:
    queries = [query(1), query(2, subject_id=B, statement_file="二月.pdf")]
    found = matched([*queries, query(3, "10/05 09:13:00")], [line(1)])
    assert told_of_query(found, 3) == "與明細表 明細表.pdf 第 1 列的查詢相同，疑為重複查詢，紀錄表沒有另一筆可對應。"


def test_what_is_outside_says_so() -> None:
    found = matched([query(1, "11/01 09:12:00")], [line(1, "09/30 09:10-09:20", B)], month=Month(2026, 10))
    assert told_of_query(found, 1) == "日期 115年11月1日 不在115年10月，且無相符的紀錄。"
    assert told_of_line(found, 1) == "日期 115年9月30日 不在115年10月，且無相符的查詢。"


def test_no_whole_identifier_or_name_is_told_unless_the_settings_say_so() -> None:
    queries = [query(1), query(2, subject_id=B), query(3, "10/05 10:00:00", user_name=LI)]
    entries = [
        line(1, user_name=LI),
        line(2, "10/06 09:10-09:20", "A123456798", user_name=LI),
        line(3, subject_id="B234567809"),
    ]
    found = matched(queries, entries)
    told = " ".join([*found.matches["explanation"], *found.unmatched["explanation"]])
    assert not [secret for secret in (A, B, "小明", LI, "大同", "456798", "567809") if secret in told]


def test_a_line_of_the_same_user_is_named_by_the_minute_of_an_impossible_logout_too() -> None:
    found = matched([query(1, "10/05 09:00:00", None, condition="王大明")], [line(1, "10/05 09:10-09:00", B)])
    assert "同一使用者同時段亦無" not in told_of_query(found, 1)
    assert "最近的紀錄" in told_of_query(found, 1)
