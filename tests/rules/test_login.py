from reconcile.settings import RuleSettings, Settings

from .builders import codes, entry, found, message


def test_a_missing_logout_is_asked_for() -> None:
    assert message("MISSING_LOGOUT", entry(logout_at=None)) == (
        "紀錄表第 1 列（第 1 頁序號 3，10/05 09:10，王小明）未填登出時間，請依實際時間補填，並確認使用後已立即登出。"
    )


def test_a_logout_before_the_login_says_both() -> None:
    text = message("IMPOSSIBLE_TIME", entry(login_at="10/05 14:10", logout_at="10/05 09:20"))
    assert "的登出時間 10/05 09:20 早於登入時間 10/05 14:10，" in text


def test_a_night_of_twelve_hours_is_long_and_one_of_a_minute_more_impossible() -> None:
    assert found("LONG_SESSION", entry(login_at="10/05 20:00", logout_at="10/05 08:00"))["severity"].tolist() == ["low"]
    assert "IMPOSSIBLE_TIME" in codes(entry(login_at="10/05 20:00", logout_at="10/05 08:01"))
    assert "LONG_SESSION" not in codes(entry(login_at="10/05 20:00", logout_at="10/05 08:01"))


def test_the_office_sets_how_long_a_session_may_be() -> None:
    brief = Settings(rules=RuleSettings(session_minutes=5))
    assert "登入至登出 10 分鐘，超過 5 分鐘" in message("LONG_SESSION", entry(), settings=brief)
