"""A session in the words of whoever kept the register."""

from datetime import datetime

import pytest

from reconcile.text.dates import parse_session
from reconcile.text.session_words import as_on_the_form

LOGIN, LOGOUT = datetime(2026, 10, 5, 9, 12), datetime(2026, 10, 5, 9, 20)


@pytest.mark.parametrize(
    "written",
    [
        "115年10月5日9時12分至9時20分",
        "登入：115年10月5日9時12分\n登出：115年10月5日9時20分",
        "登入115/10/05 09:12 登出115/10/05 09:20",
        "115年10月5日\n登入時間：09:12\n登出時間：09:20",
        "115年10月5日\n09:12（登入）\n09:20（登出）",
        "115年10月5日\n09:12登入\n09:20登出",
        "115年10月5日 上線09:12 離線09:20",
        "日期：115年10月5日\n時間：09:12~09:20",
        "自115年10月5日9時12分起至9時20分止",
        "115.10.05 09.12-09.20",
        "115.10.05/09:12-09:20",
        "115.10.05，09:12-09:20",
        "115年10月5日 9:12→9:20",
        "115年10月5日\n09:12\n｜\n09:20",
        "115年10月5日 9:12 ─ 9:20",
        "115年10月5日 9:12～～9:20",
        "115年10月5日 9時12分至同日9時20分。",
        "115年10月5日 早上9時12分至9時20分（共8分鐘）",
        "115年10月5日9時12分至10月5日9時20分",
        "115年10月5日（一）9時12分至9時20分（逾時重登）",
    ],
)
def test_a_session_is_told_in_many_words(written: str) -> None:
    assert parse_session(as_on_the_form(written)) == (LOGIN, LOGOUT)


@pytest.mark.parametrize(
    "written", ["115年10月5日9時12分至（忘記登出）", "登入：115年10月5日9時12分 登出：", "115/10/5 9:12至－"]
)
def test_a_logout_that_was_forgotten_is_null(written: str) -> None:
    assert parse_session(as_on_the_form(written)) == (LOGIN, None)


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [("9時", 9, 0), ("9時半", 9, 30), ("中午12時5分", 12, 5), ("中午1時5分", 13, 5), ("晚上7時", 19, 0)],
)
def test_hours_are_told_in_many_words(written: str, hour: int, minute: int) -> None:
    assert parse_session(as_on_the_form(f"115年10月5日{written}")) == (datetime(2026, 10, 5, hour, minute), None)


@pytest.mark.parametrize(
    "written", ["115年10月5日 時 分至 時 分", "115年10月5日9時 分至9時20分", "10/5 9:12-9:20", "115年10月5日"]
)
def test_what_is_half_written_stays_unreadable(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_session(as_on_the_form(written))
