import pytest

from .builders import codes, entry, found, line, message, roster


def test_a_blank_sign_off_asks_the_supervisor_to_check_and_sign() -> None:
    assert message("MISSING_SIGNOFF", line(reason=None, signed_off=False, signed_by=None)) == (
        "紀錄表第 1 列（第 1 頁序號 3，10/05 09:10，王小明）的主管簽核欄空白，請單位主管查核後簽核。"
    )


def test_an_entry_of_four_lines_misses_its_sign_off_once() -> None:
    four = [line(reason=None, signed_off=False, condition=f"第 {number} 筆") for number in range(1, 5)]
    assert codes(entry(*four)) == ["MISSING_SIGNOFF"]


def test_entries_of_two_registers_are_named_with_their_files() -> None:
    findings = found(
        "MISSING_SIGNOFF",
        line(reason=None, signed_off=False, register_file="一股.xlsx"),
        line(reason=None, signed_off=False, register_file="二股.xlsx"),
    )
    assert [message[:17] for message in findings["message"]] == ["紀錄表 一股.xlsx 第 1 列", "紀錄表 二股.xlsx 第 1 列"]


def test_a_user_who_signs_for_himself_is_told_without_his_name() -> None:
    assert message("SELF_REVIEW", line(reason=None, signed_by="王 小明印 115/10/06")) == (
        "紀錄表第 1 列（第 1 頁序號 3，10/05 09:10，王小明）的主管簽核為使用者本人所為（本人具名），"
        "請由其他主管或職務代理人複核。"
    )


def test_a_namesake_of_the_first_characters_is_another() -> None:
    assert codes(line(reason=None, user_name="王小", signed_by="王小明")) == []


def test_a_seal_without_a_name_is_the_users_where_the_roster_knows_no_other_supervisor() -> None:
    sealed = line(reason=None, signed_by="主任（章）")
    assert not found("SELF_REVIEW", sealed, roster(role="單位主管")).empty
    assert found("SELF_REVIEW", sealed, roster(role="承辦人員")).empty
    both = roster(role="主任"), roster(account="hl002", user_name="陳大文", role="單位主管")
    assert found("SELF_REVIEW", sealed, *both).empty


def test_the_roster_names_the_account_that_the_register_writes() -> None:
    by_account = line(reason=None, user_name="HL001", signed_by="王小明")
    assert not found("SELF_REVIEW", by_account, roster()).empty


@pytest.mark.parametrize("user", ["課員王小明", "王小明(HL001)", "HL001王小明", "王小明 課員", "帳號HL001"])
def test_a_user_written_with_title_or_account_who_signs_for_himself_is_seen(user: str) -> None:
    own = line(reason=None, user_name=user, signed_by="王小明")
    assert not found("SELF_REVIEW", own, roster()).empty


@pytest.mark.parametrize("user", ["課員王小明", "王小明(HL001)"])
def test_a_user_who_signs_for_himself_is_asked_once_and_not_as_an_unfit_reviewer_too(user: str) -> None:
    own = line(reason=None, user_name=user, signed_by="王小明")
    listed = roster(role="課員"), roster(account="hl002", user_name="陳大文", role="主管")
    assert codes(own, *listed) == ["SELF_REVIEW"]


def test_the_name_beside_an_account_is_the_user_and_not_whose_the_account_is() -> None:
    borrowed = line(reason=None, user_name="王小明(HL002)", signed_by="陳大文")
    assert found("SELF_REVIEW", borrowed, roster(account="hl002", user_name="陳大文")).empty


def test_a_supervisor_listed_with_his_title_may_sign() -> None:
    signed = line(reason=None, signed_by="陳大文")
    listed = roster(role="課員"), roster(account="hl002", user_name="主任陳大文", role="單位主管")
    assert found("UNFIT_REVIEWER", signed, *listed).empty
