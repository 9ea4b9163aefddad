"""office.toml: every key has a default, and what is written wrong is named with the nearest right one."""

from pathlib import Path

import pytest

from reconcile.errors import UsageError
from reconcile.regulation import REGULATION
from reconcile.settings import Calendar, RuleSettings, Settings, load_settings


def written(tmp_path: Path, text: str) -> Settings:
    (path := tmp_path / "office.toml").write_text(text, encoding="utf-8")
    return load_settings(path)


def test_an_office_without_settings_has_the_thresholds_of_the_regulation() -> None:
    rules = load_settings(None).rules
    assert rules.session_minutes == REGULATION.thresholds.session_minutes
    assert load_settings(None).retention.years == REGULATION.cadence.keep_years


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
    assert Settings(calendar=Calendar(closes="18:00")).sha256 != Settings().sha256
    assert Settings(rules=RuleSettings(off=["SELF_QUERY"])).sha256 != Settings().sha256
