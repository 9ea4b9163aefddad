"""A session in the words of whoever kept the register."""

from datetime import date, datetime

import pytest

from reconcile.text.partial_dates import Around
from reconcile.text.session_times import SeveralSessions, parse_session

DAY = date(2026, 10, 5)
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
    assert parse_session(written) == (LOGIN, LOGOUT)


@pytest.mark.parametrize(
    "written", ["115年10月5日9時12分至（忘記登出）", "登入：115年10月5日9時12分 登出：", "115/10/5 9:12至－"]
)
def test_a_logout_that_was_forgotten_is_null(written: str) -> None:
    assert parse_session(written) == (LOGIN, None)


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [("9時", 9, 0), ("9時半", 9, 30), ("中午12時5分", 12, 5), ("中午1時5分", 13, 5), ("晚上7時", 19, 0)],
)
def test_hours_are_told_in_many_words(written: str, hour: int, minute: int) -> None:
    assert parse_session(f"115年10月5日{written}") == (datetime(2026, 10, 5, hour, minute), None)


@pytest.mark.parametrize(
    "written", ["115年10月5日 時 分至 時 分", "115年10月5日9時 分至9時20分", "10/5 9:12-9:20", "115年10月5日"]
)
def test_what_is_half_written_stays_unreadable(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_session(written)


@pytest.mark.parametrize(
    "written",
    [
        "115年10月5日 9時12分 至 9時20分",
        "115年10月5日\n9時12分\n至\n9時20分",
        "115年10月5日\n\n9時12分\n9時20分",
        "115年10月5日9時12分至9時20分",
        "１１５年１０月５日　９時１２分　至　９時２０分",
        "115/10/05 09:12~09:20",
        "115-10-05 09:12-09:20",
        "1151005 0912-0920",
        "115年10月5日（一） 09:12～09:20",
        "115年10月5日 09:12:00 至 09:20:00",
        "115年10月5日 09:12 至 115年10月5日 09:20",
        "115年10月5日 上午9時12分 至 9時20分",
    ],
)
def test_a_session_is_one_day_and_two_times(written: str) -> None:
    assert parse_session(written) == (LOGIN, LOGOUT)


def test_a_session_may_end_on_the_day_that_is_written() -> None:
    assert parse_session("115年10月5日 09:12 至 115年10月6日 00:20") == (LOGIN, datetime(2026, 10, 6, 0, 20))


def test_a_logout_before_the_login_stays_as_written() -> None:
    assert parse_session("115年10月5日 9時20分 至 9時12分") == (LOGOUT, LOGIN)


def test_an_afternoon_login_has_an_afternoon_logout() -> None:
    at_two = datetime(2026, 10, 5, 14, 12), datetime(2026, 10, 5, 14, 20)

    assert parse_session("115年10月5日 下午2時12分 至 2時20分") == at_two
    assert parse_session("115年10月5日 下午2時12分 至 下午2時20分") == at_two


@pytest.mark.parametrize(
    "written", ["115年10月5日 9時12分 至   時   分", "115年10月5日 9時12分 至", "115年10月5日 9時12分"]
)
def test_a_logout_that_is_not_written_is_null(written: str) -> None:
    assert parse_session(written) == (LOGIN, None)


def test_a_login_that_is_not_written_is_null() -> None:
    assert parse_session("115年10月5日   時   分 至 9時20分") == (None, LOGOUT)


@pytest.mark.parametrize("written", ["年  月  日 時 分 至 時 分", "年  月  日\n\n時   分\n\n至\n\n時   分", "", "　"])
def test_the_unfilled_form_is_blank(written: str) -> None:
    assert parse_session(written) == (None, None)


def test_times_alone_need_the_day_of_the_entry() -> None:
    assert parse_session("09:12-09:20", on=DAY) == (LOGIN, LOGOUT)
    with pytest.raises(ValueError, match="without its day"):
        parse_session("09:12-09:20")


@pytest.mark.parametrize(
    "written",
    [
        "115年10月5日 9時 分 至 9時20分",
        "115年10月5日 時 分 至 時 分",
        "115年  月  日 9時12分 至 9時20分",
        "115年10月5日 25時12分 至 9時20分",
        "115年10月5日 上午 至 下午",
        "115年10月5日",
        "同上",
    ],
)
def test_a_session_half_written_is_unreadable(written: str) -> None:
    with pytest.raises(ValueError, match=r"^n"):
        parse_session(written)


OCTOBER = Around(2026, 10)
SPELLINGS = (
    "115年10月5日9時12分至20分",
    "115/10/5 9:12-20",
    "115/10/05 09:12~20",
    "115.10.5 9:12至20分",
    "115年10月5日9:12~9:20",
    "115年10月5日 9時12分~20分",
    "115年10月5日上午9:12~20",
    "10/5 9:12-20",
    "10/5 9:12-9:20",
    "10月5日9:12至20",
    "5日9時12分至20分",
    "5日 9:12-9:20",
    "5日9:12~20",
    "10.5 9:12-9:20",
    "10-5 9:12-9:20",
    "1005 0912-0920",
    "1005 9:12-9:20",
    "10/5(一)9:12-9:20",
    "10/05（星期一）09:12－09:20",
    "自115年10月5日9時12分起至115年10月5日9時20分止",
    "自115年10月5日9時12分起至9時20分止",
    "自115/10/5 9:12至9:20止",
    "由115年10月5日9時12分至9時20分",
    "從115/10/5 9:12到9:20",
    "115年10月5日自9時12分起至9時20分止",
    "115年10月5日自9:12至9:20",
    "115年10月5日(自9時12分至9時20分)",
    "起：115年10月5日9時12分 迄：9時20分",
    "起115/10/5 9:12\n迄115/10/5 9:20",
    "自115年10月5日09時12分迄115年10月5日09時20分",
    "起時：115/10/5 9:12 訖時：115/10/5 9:20",
    "115/10/5 9:12起 9:20訖",
    "115年10月5日9時12分起\n115年10月5日9時20分訖",
    "9:12-9:20 115/10/5",
    "09:12～09:20（115/10/5）",
    "9時12分至9時20分 115年10月5日",
    "09:12\n09:20\n115/10/05",
    "9時12分至20分，115年10月5日",
    "9:12~9:20，10/5",
    "9時12分~9時20分（10月5日）",
    "9:12 10/5 ~ 9:20",
    "9:12-9:20 5日",
    "09:12-09:20 1151005",
    "上午9時12分至9時20分 115年10月5日",
    "9:12 AM - 9:20 AM 2026/10/5",
    "09:12 115/10/05 至 09:20 115/10/05",
    "__115__年__10__月__5__日__9__時__12__分至__9__時__20__分",
    "＿115＿年＿10＿月＿05＿日＿09＿時＿12＿分\n至＿09＿時＿20＿分",
    "115 年 10 月 5 日 9 時 12 分 至 9 時 20 分",
    "_115_/_10_/_5_ 9:12-9:20",
    "民國__115__年__10__月__5__日 9時12分至9時20分",
    "115年_10_月_5_日_9_時_12_分_至____年__月__日_9_時_20_分",
    "115.10.5__9:12__至__9:20__",
    "一一五年十月五日九時十二分至九時二十分",
    "一百一十五年十月五日上午九時十二分至上午九時廿分",
    "民國壹佰壹拾伍年拾月伍日玖時拾貳分至玖時貳拾分",
    "一一五年十月五日九點十二分至九點二十分",
    "一一五年一〇月〇五日〇九時一二分至〇九時二〇分",
    "一一五年10月5日九時十二分至二十分",
    "115年10月5日 0912-0920",
    "1151005 0912-0920",
    "1151005 091200 092000",
    "20261005 09:12~09:20",
    "115-10-05 09:12 至 115-10-05 09:20",
    "2026-10-05T09:12:00/2026-10-05T09:20:00",
    "5 Oct 2026 09:12-09:20",
    "115年10月5日(星期一)9時12分至9時20分",
    "115年10月5日9：12～9：20",
    "115年10月5日 AM9:12~AM9:20",
    "115年10月5日AM9:12-9:20",
    "登入115/10/5 9:12 登出115/10/5 9:20",
    "登入時間09:12 登出時間09:20 115/10/5",
    "日期：115/10/5 登入：9:12 登出：9:20",
    "日期:115年10月5日\n時間:9:12-9:20",
    "115/10/5\n9:12(登入)\n9:20(登出)",
    "115/10/5\n登入9:12\n登出9:20",
    "IN 115/10/5 09:12 OUT 09:20",
    "115年10月5日 9:12~9:20 計8分鐘",
    "115/10/5 9:12 8分鐘",
    "115/10/5 9:12 共8分",
    "115/10/5 9:12起8分鐘",
    "115/10/5 9:12（使用8分鐘）",
    "115年10月5日9時12分0秒至9時20分0秒",
    "115/10/5 9:12:00~9:20:00",
    "民115.10.5 9:12-9:20",
    "115年10月5日9.12-9.20",
    "115/10/5, 9.12~9.20",
    "115. 10. 5 9:12-9:20",
    "115/10/5 09:12,09:20",
    "115/10/5 9:12;9:20",
    "115/10/5 9:12 9:20",
)
OVER_MIDNIGHT = (
    "115年10月5日23時50分至次日0時10分",
    "115/10/5 23:50-次日00:10",
    "115/10/5 23:50~翌日0:10",
    "10/5 23:50至隔日0:10",
    "115/10/5 23:50-10/6 0:10",
    "115年10月5日23時50分至6日0時10分",
    "115/10/5 23:50~(次日)0:10",
    "115/10/5 23:50~0:10(次日)",
    "115年10月5日23時50分至0時10分(翌日)",
    "115/10/5 23:50～0:10（隔天）",
    "自115年10月5日23時50分起至翌日0時10分止",
    "115/10/5 23:50~+1 0:10",
    "115/10/5 下午11:50~次日上午0:10",
    "115/10/5 23:50~次(6)日0:10",
    "5日23:50~6日0:10",
    "115/10/5 23:50 至 115/10/6 00:10",
    "115/10/5 23:50~0:10+1",
)
TO_MIDNIGHT = (
    "115/10/5 23:40-24:00",
    "115年10月5日23時40分至24時",
    "115年10月5日23時40分至24時00分",
    "115/10/5 2340-2400",
    "10/5 23:40~24:00",
    "115/10/5 23:40~24:00:00",
    "5日23:40-24:00",
    "115/10/5 23:40 ~ 115/10/5 24:00",
    "115年10月5日下午11時40分至24時",
    "115年10月5日23時40分至午夜12時",
    "115年10月5日23:40至24點整",
)


@pytest.mark.parametrize("written", SPELLINGS)
def test_a_session_is_one_whatever_stands_first_and_whatever_is_left_out(written: str) -> None:
    assert parse_session(written, around=OCTOBER) == (LOGIN, LOGOUT)


@pytest.mark.parametrize("written", OVER_MIDNIGHT)
def test_a_logout_may_be_on_the_next_day(written: str) -> None:
    assert parse_session(written, around=OCTOBER) == (datetime(2026, 10, 5, 23, 50), datetime(2026, 10, 6, 0, 10))


@pytest.mark.parametrize("written", TO_MIDNIGHT)
def test_24_is_the_beginning_of_the_next_day(written: str) -> None:
    assert parse_session(written, around=OCTOBER) == (datetime(2026, 10, 5, 23, 40), datetime(2026, 10, 6))


def test_a_day_in_english_is_read() -> None:
    told = parse_session("Oct 5, 2026 9:12 AM - 9:20 AM", around=OCTOBER)
    assert told == (datetime(2026, 10, 5, 9, 12), datetime(2026, 10, 5, 9, 20))


@pytest.mark.parametrize(
    "written",
    [
        "一一五、十、五 9:12-9:20",
        "民國一百十五年十月初五9:12-9:20",
        "115/10/5一 9:12-9:20",
        "115/10/5 9'12-9'20",
        "115年10月5日9-12至9-20",
        "115,10,5 9:12-9:20",
        "115/10/5 23:50~24:10",
        "115/10/5 9:12-9:2",
        "115/10/5 9:12-9",
        "115/10/5 9:20-12",
        "115/10/5 115/10/6 9:12-9:20",
        "115/10/5 23:50~次(8)日0:10",
        "115/10/5 晚上12時5分至12時20分",
        "115/10/5 9:12-9:20 A",
        "10/32 9:12-9:20",
    ],
)
def test_what_could_be_another_time_is_not_guessed(written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_session(written, around=OCTOBER)


@pytest.mark.parametrize(
    "written", ["115/10/5 9:12-9:20、10:30-10:41", "115/10/5 9:12-9:20\n115/10/5 10:30-10:41", "9:12-9:20;10:30"]
)
def test_two_sessions_in_one_cell_are_told_apart_from_what_is_unreadable(written: str) -> None:
    with pytest.raises(SeveralSessions):
        parse_session(written, DAY)
