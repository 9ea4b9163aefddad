from typing import Any

from reconcile.settings import MatchingSettings, Settings

from .builders import entry, found, line, message, pair, query


def test_an_unregistered_query_says_where_it_stands_and_what_would_make_it_agree() -> None:
    assert message("UNREGISTERED_QUERY", query(statement_page=4)) == (
        "明細表第 1 列（第 4 頁，10/05 09:12，王小明 hl001）"
        "在紀錄表沒有對應的一筆，請補登紀錄表，或查明是否為公務外查詢。"
        "最接近的一筆時間相差 26 小時。"
    )


def test_an_unregistered_query_has_the_statements_key_alone() -> None:
    [finding] = found("UNREGISTERED_QUERY", query()).to_dict("records")
    assert (finding["statement_file"], finding["statement_row"], finding["severity"]) == ("明細表.pdf", 1, "high")
    assert finding["legal_basis"] == "要點七"
    assert found("UNREGISTERED_QUERY", query())["register_file"].isna().all()


def test_the_second_press_of_one_query_is_low_and_names_the_first() -> None:
    first = pair(query(queried_at="10/05 09:12:00"), line())
    findings = found("UNREGISTERED_QUERY", first, query(queried_at="10/05 09:14:00"))
    assert list(findings["severity"]) == ["low"]
    assert "與明細表第 1 列（10/05 09:12，王小明 hl001）是同一人短時間內的相同查詢" in findings["message"][0]


def test_two_minutes_and_a_second_are_another_query() -> None:
    first = pair(query(queried_at="10/05 09:12:00"), line())
    findings = found("UNREGISTERED_QUERY", first, query(queried_at="10/05 09:14:01"))
    assert list(findings["severity"]) == ["high"]


def test_the_office_sets_the_minutes_within_which_queries_repeat() -> None:
    patient = Settings(matching=MatchingSettings(repeat_minutes=10))
    first = pair(query(queried_at="10/05 09:12:00"), line())
    again = query(queried_at="10/05 09:22:00")
    assert list(found("UNREGISTERED_QUERY", first, again, settings=patient)["severity"]) == ["low"]


def test_eight_presses_119_seconds_apart_on_one_line_are_one_repetition_and_six_more_queries() -> None:
    first = pair(query(queried_at="10/05 09:12:00"), line())
    more = [query(queried_at=f"10/05 09:{12 + at * 119 // 60}:{at * 119 % 60:02d}") for at in range(1, 8)]
    findings = found("UNREGISTERED_QUERY", first, *more)
    assert list(findings["severity"]) == ["low", *["high"] * 6]
    assert "與明細表第 1 列" in findings["message"][0]


def test_presses_of_which_none_is_written_are_high_each() -> None:
    presses = [query(queried_at=f"10/05 09:{minute}:00") for minute in (12, 13)]
    assert list(found("UNREGISTERED_QUERY", *presses)["severity"]) == ["high", "high"]


def test_two_people_behind_one_mask_are_no_repetition_of_low_severity() -> None:
    first = pair(query(subject_id="A12345****", condition="王○明"), line())
    again = query(subject_id="A12345****", condition="王○明", queried_at="10/05 09:13:30")
    later = query(subject_id="A12345****", condition="王○明", queried_at="10/05 09:20:00")
    findings = found("UNREGISTERED_QUERY", first, again, later)
    assert list(findings["severity"]) == ["medium", "high"]
    assert "是否同一人無從認定" in findings["message"][0]


def test_two_periods_asked_about_one_person_are_two_queries() -> None:
    first = pair(query(condition="A123456789 115/01/01-115/06/30"), line())
    other = query(condition="A123456789 115/07/01-115/09/30", queried_at="10/05 09:13:30")
    assert list(found("UNREGISTERED_QUERY", first, other)["severity"]) == ["high"]


def test_a_press_before_the_registered_one_is_low_and_names_it() -> None:
    findings = found(
        "UNREGISTERED_QUERY",
        query(queried_at="10/05 09:08:00"),
        pair(query(queried_at="10/05 09:09:30"), line()),
    )
    assert list(findings["severity"]) == ["low"]
    assert "與明細表第 2 列" in findings["message"][0]


def test_another_person_or_user_or_function_or_purpose_is_no_repetition() -> None:
    first = pair(query(), line())
    others: list[dict[str, Any]] = [
        {"subject_id": "B187654329"},
        {"account": "hl002"},
        {"user_name": "李大同"},
        {"function": "外國人居留查詢"},
        {"purpose": 1},
        {"purpose": None},
        {"agency": "花蓮縣吉安鄉戶政事務所"},
    ]
    for other in others:
        assert list(found("UNREGISTERED_QUERY", first, query(**other))["severity"]) == ["high"], other


def test_conditions_without_an_identifier_repeat_by_their_text() -> None:
    first = pair(query(subject_id=None, condition="伊斯坦大‧卡造"), line())
    same = query(subject_id=None, condition="伊斯坦大・卡造")
    other = query(subject_id=None, condition="伊斯坦大")
    assert list(found("UNREGISTERED_QUERY", first, same)["severity"]) == ["low"]
    assert list(found("UNREGISTERED_QUERY", first, other)["severity"]) == ["high"]


def test_queries_without_purpose_or_agency_repeat_each_other() -> None:
    bare: dict[str, Any] = {"purpose": None, "agency": None, "function": None}
    findings = found("UNREGISTERED_QUERY", pair(query(**bare), line()), query(**bare))
    assert list(findings["severity"]) == ["low"]


def test_a_repetition_is_seen_across_two_statement_files_and_the_files_are_named() -> None:
    first = pair(query(statement_file="上旬.pdf"), line())
    findings = found("UNREGISTERED_QUERY", first, query(statement_file="下旬.pdf"))
    assert findings["message"][0].startswith(
        "明細表 下旬.pdf 第 1 列（10/05 09:12，王小明 hl001）與明細表 上旬.pdf 第 1 列"
    )


def test_an_unconfirmed_line_is_found_by_page_and_slot_of_the_paper() -> None:
    assert message("UNCONFIRMED_ENTRY", entry(line(reason=None), line())).startswith(
        "紀錄表第 1 列第 2 筆（第 1 頁序號 3，10/05 09:10，王小明）在明細表沒有對應的查詢，"
    )


def test_a_line_without_page_slot_time_and_user_is_still_placed() -> None:
    bare = line(page_no=None, seq_no=None, login_at=None, user_name=None)
    assert message("UNCONFIRMED_ENTRY", bare).startswith("紀錄表第 1 列第 1 筆在明細表沒有對應的查詢，")


def test_a_query_without_a_name_is_placed_by_its_account() -> None:
    assert message("UNREGISTERED_QUERY", query(user_name=None)).startswith("明細表第 1 列（10/05 09:12，hl001）")


def test_an_account_that_is_an_identifier_is_masked() -> None:
    assert "A123456789" not in message("UNREGISTERED_QUERY", query(user_name=None, account="A123456789"))


def test_a_tie_is_one_finding_for_each_query_and_line_with_their_own_keys() -> None:
    findings = found("AMBIGUOUS_MATCH", query(reason="tie"), query(reason="tie"), line(reason="tie"))
    assert findings["statement_row"].tolist()[:2] == [1, 2]
    assert findings["register_line"].isna().tolist() == [True, True, False]
    assert findings["message"][0].startswith("明細表第 1 列（10/05 09:12，王小明 hl001）有不只一種同樣合理的對應")
    assert findings["message"][2].startswith("紀錄表第 1 列第 1 筆（第 1 頁序號 3，10/05 09:10，王小明）有不只一種")
