"""office.toml: every key has a default, and what is written wrong is named with the nearest right one."""

from pathlib import Path

import pytest

from known_codes import CATALOGUE
from reconcile.errors import UsageError
from reconcile.settings import CalendarSettings, RuleSettings, Settings, load_settings


def written(tmp_path: Path, text: str) -> Settings:
    (path := tmp_path / "office.toml").write_text(text, encoding="utf-8")
    return load_settings(path, CATALOGUE)


def test_an_office_without_settings_has_the_thresholds_of_the_regulation() -> None:
    settings = load_settings(None)
    assert settings.thresholds == settings.regulation.thresholds
    assert settings.keep_years == settings.regulation.cadence.keep_years == 5


@pytest.mark.parametrize("month", ["2026-01", "115-01", "11501", "115年1月"])
def test_the_first_month_may_be_written_in_either_calendar(tmp_path: Path, month: str) -> None:
    assert written(tmp_path, f'[office]\nsince = "{month}"').office.since == "2026-01"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[rule]\noff = []", "沒有「rule」這個項目，是否為「rules」，請修正後重跑。"),
        ("[rules]\nsesion_minutes = 9", "沒有「rules.sesion_minutes」這個項目，是否為「rules.session_minutes」"),
        ('[rules]\noff = ["OFF_HOUR_QUERY"]', "沒有「OFF_HOUR_QUERY」這個代碼，是否為「OFF_HOURS_QUERY」"),
        ('[rules]\noff = ["self_query"]', "沒有「self_query」這個代碼，是否為「SELF_QUERY」"),
        ('[rules]\noff = ["甲"]', "「rules.off」的值不正確（沒有「甲」這個代碼），請修正後重跑。"),
        ('[rules]\noff = "SELF_QUERY"', "「rules.off」的值不正確（應為清單，例如 [1, 2]），請修正後重跑。"),
        ("[rules]\nrepeated_users = 1", "「rules.repeated_users」的值不正確（太小）"),
        ('[calendar]\nopens = "8:00"', '「calendar.opens」的值不正確（應為時刻，例如 "08:00"）'),
        ('[calendar]\ncloses = "07:00"', "「calendar」的值不正確（closes 須晚於 opens）"),
        ("[calendar]\nweekdays = [0]", "「calendar.weekdays」的值不正確（太小）"),
        ("[calendar]\nweekdays = []", "「calendar.weekdays」的值不正確（不可空白）"),
        ('[office]\nsince = "15-01"', "「office.since」的值不正確（應為月份，例如 2026-10 或 115-10）"),
        ('[office]\nagency = "花蓮市戶政事務所 "', "「office.agency」的值不正確（不可含換行、控制字元或前後空白）"),
        ("[sample]\nshare = 5", "「sample.share」的值不正確（太大）"),
        ('[sample]\nshare = "多"', "「sample.share」的值不正確（應為數字）"),
        ("[retention]\nyears = 4", "「retention.years」的值不正確（太小）"),
    ],
)
def test_a_setting_that_is_wrong_is_named_with_the_nearest_right_one(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(UsageError) as error:
        written(tmp_path, text)
    assert str(error.value).startswith("設定檔 office.toml：")
    assert sentence in str(error.value)


def test_a_whole_number_is_a_share_too(tmp_path: Path) -> None:
    assert written(tmp_path, "[sample]\nshare = 1").sample.share == 1


def test_any_setting_in_force_changes_the_digest_and_a_comment_does_not(tmp_path: Path) -> None:
    assert written(tmp_path, "# 註解\n[rules]\nsession_minutes = 60").sha256 == Settings().sha256
    assert written(tmp_path, '[office]\nreaders = ["主管"]').sha256 == Settings().sha256
    assert Settings(calendar=CalendarSettings(closes="18:00")).sha256 != Settings().sha256
    assert Settings(rules=RuleSettings(off=["SELF_QUERY"])).sha256 != Settings().sha256


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = (
        '[office]\ninbox = "C:\\Users\\收件匣"\nagency = "花蓮市戶政事務所"\n'
        '[rules]\nsesion_minutes = 9\nrepeated_users = 1\noff = ["SELF_QUERY"]\n'
        '[calendar]\nopens = “08:00”\ncloses = "25:00"\n'
    )
    with pytest.raises(UsageError) as error:
        written(tmp_path, text)
    first, *faults = str(error.value).splitlines()
    assert first == "設定檔 office.toml 有 5 處不正確，請修正後重跑："
    assert faults == [
        "  1. 第 2 行不是正確的 TOML（Windows 路徑的反斜線請以單引號括住，如 'C:\\收件匣'，"
        '或改寫為斜線，如 "C:/收件匣"）。',
        "  2. 第 9 行不是正確的 TOML（等號、引號與括號須為半形）。",
        '  3. 「calendar.closes」的值不正確（應為時刻，例如 "08:00"）。',
        "  4. 「rules.repeated_users」的值不正確（太小）。",
        "  5. 沒有「rules.sesion_minutes」這個項目，是否為「rules.session_minutes」。",
    ]


@pytest.mark.parametrize("path", ["C:\\temp", "D:\\new\\報表", "E:\\報表\\backup"])
@pytest.mark.parametrize("key", ["inbox", "out", "archive"])
def test_a_path_whose_backslash_toml_takes_for_a_tab_is_not_silently_another(
    tmp_path: Path, path: str, key: str
) -> None:
    with pytest.raises(UsageError, match="反斜線請以單引號括住"):
        written(tmp_path, f'[office]\n{key} = "{path}"')
    assert getattr(written(tmp_path, f"[office]\n{key} = '{path}'").office, key) == path


@pytest.mark.parametrize(("encoding", "name"), [("cp950", "Big5（記事本的 ANSI）"), ("utf-16", "Unicode（UTF-16）")])
def test_a_file_saved_by_notepad_in_another_encoding_says_which_and_what_else_is_wrong(
    tmp_path: Path, encoding: str, name: str
) -> None:
    text = '[office]\nagency = "花蓮市戶政事務所"\n[sample]\nshare = 5\n'
    (path := tmp_path / "office.toml").write_bytes(text.encode(encoding))
    with pytest.raises(UsageError) as error:
        load_settings(path, CATALOGUE)
    assert f"編碼是 {name}，不是 UTF-8，請以記事本開啟，「另存新檔」時編碼選 UTF-8。" in str(error.value)
    assert "「sample.share」的值不正確（太大）" in str(error.value)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('agency "花蓮市戶政事務所"', "項目名稱之後缺少等號（=）"),
        ("agency = 花蓮市戶政事務所", "文字須以半形引號括住；是否請寫 true 或 false"),
        ('agency = "花蓮市戶政事務所', "引號或括號沒有成對"),
        ('agency ＝ "花蓮市戶政事務所"', "等號、引號與括號須為半形"),
        ('agency = "甲"\nagency = "乙"', "同一項目寫了兩次，請只留一個"),
        ('agency = "甲" 本所', "一行只能寫一個項目，說明文字之前請加 #"),
        ("[office]", "同一段落寫了兩次，請合併為一段"),
    ],
)
def test_a_line_that_is_no_toml_says_its_number_and_why(tmp_path: Path, line: str, reason: str) -> None:
    with pytest.raises(UsageError) as error:
        written(tmp_path, f"[office]\nout = 'reports'\n{line}\n")
    number = 3 + line.count("\n")
    expected = f"設定檔 office.toml：第 {number} 行不是正確的 TOML（{reason}），請修正後重跑。"
    assert str(error.value) == expected


def test_a_section_whose_name_cannot_be_read_lends_its_lines_to_no_other(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as error:
        written(tmp_path, "[office]\nout = 'reports'\n[rules\nrepeated_users = 3\n")
    assert "第 3 行" in str(error.value)
    assert "repeated_users" not in str(error.value)
