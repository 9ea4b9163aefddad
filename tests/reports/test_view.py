"""The view model: numbers, sentences, order and masking."""

from reconcile.reports.said import summary
from reconcile.reports.view import view_of

from .builders import finding, line, listed, outcome, pair, query, usual


def test_open_queries_are_those_without_a_match_or_with_a_finding_and_add_up() -> None:
    assert summary(usual())[0] == "本月 4 筆查詢，1 筆相符，3 筆待查核"


def test_two_findings_of_one_query_make_one_open_query() -> None:
    both = [finding(code, "medium", query=1, entry=1, line=1) for code in ("TIME_MISMATCH", "PURPOSE_MISMATCH")]
    month = outcome([query(1)], [line(1)], [pair(1, "time")], both)
    assert summary(month)[0] == "本月 1 筆查詢，0 筆相符，1 筆待查核"


def test_a_finding_of_an_entry_leaves_its_queries_agreeing() -> None:
    month = outcome([query(1)], [line(1)], [pair(1)], [finding("MISSING_SIGNOFF", "medium", entry=1)])
    conclusion, register, *_ = summary(month)
    assert conclusion == "本月 1 筆查詢，1 筆相符，0 筆待查核"
    assert register == "紀錄表 1 筆：均有明細；另有 1 列紀錄應補正"


def test_an_entry_that_lacks_two_things_is_one_entry_to_amend() -> None:
    lacking = [finding(code, "medium", entry=1) for code in ("MISSING_SIGNOFF", "PURPOSE_MISSING")]
    assert "另有 1 列紀錄應補正" in summary(outcome([], [line(1)], [], lacking))[1]


def test_the_second_line_counts_the_register() -> None:
    assert summary(usual())[1] == "紀錄表 4 筆：1 筆無明細；另有 1 列紀錄應補正"


def test_a_finding_of_the_month_is_a_matter_of_dates() -> None:
    assert summary(outcome(findings=[finding("LATE_DOWNLOAD", "medium")]))[1].endswith("另有 1 項期限事項")


def test_the_law_is_told_with_its_numbers() -> None:
    assert [equation.sentence for equation in view_of(usual()).equations] == [
        "明細表列數 4 ＝ 查詢 4 ＋ 無法辨識 0",
        "查詢 4 ＝ 已對應 3 ＋ 有查詢無紀錄 1 ＋ 無法唯一對應 0 ＋ 非本月 0",
        "紀錄表筆數 4 ＝ 已對應 3 ＋ 有紀錄無明細 1 ＋ 無法唯一對應 0 ＋ 傳真查詢 0 ＋ 非本月 0 ＋ 無法辨識 0",
        "已對應 3 ＝ 完全相符 1 ＋ 遮罩相符 0 ＋ 時間不符 1 ＋ 使用者不符 1 ＋ 條件一字之差 0",
        "已對應 3 ＝ 相符 1 ＋ 有疑點 2",
    ]


def test_every_equation_is_true() -> None:
    for equation in view_of(usual()).equations:
        assert equation.number == sum(number for _, number in equation.terms)


def test_findings_stand_by_severity_then_by_the_order_of_the_codes() -> None:
    assert [(row.severity, row.code) for row in listed(view_of(usual()))] == [
        ("高", "UNREGISTERED_QUERY"),
        ("高", "USER_MISMATCH"),
        ("中", "UNCONFIRMED_ENTRY"),
        ("中", "TIME_MISMATCH"),
        ("中", "MISSING_SIGNOFF"),
    ]
    assert [row.number for row in listed(view_of(usual()))] == [1, 2, 3, 4, 5]


def test_one_code_in_two_severities_is_one_kind_with_one_number() -> None:
    twice = [finding("UNREGISTERED_QUERY", severity, query=row) for row, severity in ((1, "low"), (2, "high"))]
    [kind] = view_of(outcome([query(1), query(2)], findings=twice)).kinds
    assert (kind.severity, kind.size, kind.open) == ("高", 2, 2)


def test_a_matched_finding_shows_both_sides() -> None:
    [row] = [row for row in listed(view_of(usual())) if row.code == "USER_MISMATCH"]
    assert row.query and row.line
    assert (row.query.place, row.query.at, row.query.user) == ("第 2 列（第 1 頁）", "115/10/05 09:26:33", "歐○○○")
    assert (row.line.place, row.line.at) == ("第 1 頁 序號 3 第 1 筆", "115/10/05 09:26–09:31")


def test_a_finding_of_an_entry_names_no_line() -> None:
    month = outcome(lines=[line(1, 1), line(1, 2)], findings=[finding("MISSING_SIGNOFF", "medium", entry=1)])
    [row] = listed(view_of(month))
    assert row.query is None and row.line
    assert (row.line.place, row.line.subject) == ("第 1 頁 序號 2", "全列 2 筆")


def test_a_file_is_named_where_its_side_has_several() -> None:
    month = outcome([query(1), query(1, "明細表二.pdf")], findings=[finding("UNREGISTERED_QUERY", "high", query=1)])
    [row] = listed(view_of(month))
    assert row.query and row.query.place == "明細表.pdf 第 1 列（第 1 頁）"


def test_an_entry_without_a_number_is_placed_by_its_ordinal() -> None:
    month = outcome(lines=[line(7, page_no=None, seq_no=None)], findings=[finding("MISSING_FIELD", "low", entry=7)])
    [row] = listed(view_of(month))
    assert row.line and row.line.place == "第 7 列"


def test_a_blank_login_is_said_and_not_guessed() -> None:
    month = outcome(lines=[line(1, login_at=None)], findings=[finding("MISSING_FIELD", "low", entry=1)])
    [row] = listed(view_of(month))
    assert row.line and row.line.at == "115/10/05 未填–09:24"


def test_a_name_as_condition_is_masked_as_a_name() -> None:
    month = outcome(
        [query(1, condition="姓名：王小明", subject_id=None)],
        findings=[finding("UNREGISTERED_QUERY", "high", query=1)],
    )
    [row] = listed(view_of(month))
    assert row.query and row.query.subject == "王○○"


def test_an_office_may_see_whole_values() -> None:
    [row] = [row for row in listed(view_of(usual(mask="none"))) if row.code == "UNREGISTERED_QUERY"]
    assert row.query and (row.query.user, row.query.subject) == ("陳美麗 hl001", "身分證號：A123456789")
    assert any("未遮罩" in note for note in view_of(usual(mask="none")).notes)


def test_a_code_of_a_later_version_is_shown_by_itself() -> None:
    [kind] = view_of(outcome(findings=[finding("BRAND_NEW", "low")])).kinds
    assert kind.title == "BRAND_NEW"


def test_a_user_is_told_with_his_account_unless_it_would_be_masked() -> None:
    month = outcome([query(1, account="HLH1001"), query(2, account="hl2")])
    assert {bar.user for bar in view_of(month).users} == {"陳○○", "歐○○○（hl2）"}
    whole = outcome([query(1, account="HLH1001"), query(2, account="hl2")], mask="none")
    assert {bar.user for bar in view_of(whole).users} == {"陳美麗 HLH1001", "歐陽修文 hl2"}


def test_an_office_worded_otherwise_is_one_note() -> None:
    lines = [
        line(entry, agency=name)
        for entry, name in enumerate(["花蓮市戶政事務所", "花蓮市戶政事務所", "國聯辦公室"], start=1)
    ]
    month = outcome([query(1, agency="花蓮縣花蓮市戶政事務所")], lines, [pair(1)])
    told = [note for note in view_of(month).notes if "之機關寫作" in note]
    assert told == [
        "紀錄表之機關寫作「花蓮市戶政事務所」、「國聯辦公室」，與明細表之寫法不同，未列為不符；如為他機關之紀錄，請抽出後重跑。"
    ]
