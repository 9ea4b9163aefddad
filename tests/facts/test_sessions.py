"""Was it within this session: minutes, seconds, midnight, no logout, and logouts that cannot be."""

from datetime import datetime, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.facts.sessions import DAY, Sessions, seconds_of, session_of
from reconcile.tables import REGISTER

DAY_OF = datetime(2026, 10, 5)


def at(text: str | None) -> datetime | None:
    """10/05 09:12 or 10/05 09:12:33, of 2026."""
    if text is None:
        return None
    return datetime.strptime(f"2026/{text}" + (":00" if text.count(":") == 1 else ""), "%Y/%m/%d %H:%M:%S")


def outside(login: str | None, logout: str | None, asked: str) -> int | None:
    instant = at(asked)
    assert instant is not None
    apart = session_of(at(login), at(logout), 30).outside(instant)
    return None if apart is None else int(apart.total_seconds())


@pytest.mark.parametrize(
    ("login", "logout", "asked", "seconds"),
    [
        ("10/05 09:10", "10/05 09:20", "10/05 09:20:59", 0),
        ("10/05 09:10", "10/05 09:20", "10/05 09:21:00", 1),
        ("10/05 09:10", "10/05 09:20:30", "10/05 09:20:31", 1),
        ("10/05 09:10", "10/05 09:20", "10/05 09:09:00", 60),
        ("10/05 23:50", "10/05 00:20", "10/06 00:05:00", 0),
        ("10/05 23:50", "10/05 00:20", "10/05 00:05:00", 85_500),
        ("10/05 23:50", "10/06 00:20", "10/06 00:05:00", 0),
        ("10/05 09:10", None, "10/05 09:40:00", 0),
        ("10/05 09:10", None, "10/05 09:40:01", 1),
        (None, "10/05 09:20", "10/05 09:19:00", 60),
        ("10/05 14:10", "10/05 14:00", "10/05 14:05:00", 241),  # impossible: the minute of 14:00 ends
        ("10/05 14:10", "10/04 14:20", "10/05 14:15:00", 241),  # impossible: a logout of the day before
        (None, None, "10/05 09:10", None),
    ],
)
def test_how_far_a_query_lies_from_its_session(
    login: str | None, logout: str | None, asked: str, seconds: int | None
) -> None:
    assert outside(login, logout, asked) == seconds


def register(*rows: tuple[str, str | None, str | None]) -> pd.DataFrame:
    return REGISTER.frame(
        {
            "register_file": "紀錄表.xlsx",
            "register_entry": entry,
            "register_line": 1,
            "user_name": user,
            "login_at": at(login),
            "logout_at": at(logout),
            "purposes": "2",
            "signed_off": True,
            "voided": False,
        }
        for entry, (user, login, logout) in enumerate(rows, start=1)
    )


def test_a_session_without_logout_lasts_at_most_to_its_users_next_login() -> None:
    rows = register(
        ("王小明", "10/05 09:00", None),
        ("李大同", "10/05 09:05", None),
        ("課員王小明", "10/05 09:10", None),
        ("王小明", "10/05 09:10", "10/05 09:12"),
    )
    ends = Sessions.of(rows, 30).opening[1] % DAY // 60
    assert ends.tolist() == [9 * 60 + 10, 9 * 60 + 35, 9 * 60 + 40, 9 * 60 + 12]


def test_length_is_as_written_and_unknown_where_a_time_is_missing_or_impossible() -> None:
    rows = register(
        ("王小明", "10/05 09:10", "10/05 09:20"),
        ("王小明", "10/05 23:50", "10/05 00:20"),
        ("王小明", "10/05 09:10", None),
        ("王小明", "10/05 14:10", "10/05 14:00"),
    )
    sessions = Sessions.of(rows, 30)
    assert sessions.length.tolist() == [600, 1800, -1, -1]
    assert sessions.impossible.tolist() == [False, False, False, True]


MINUTES = st.integers(-2000, 2000)


@given(MINUTES, st.none() | MINUTES, st.integers(-200_000, 200_000))
def test_one_by_one_and_all_at_once_are_one_answer(login: int, logout: int | None, asked: int) -> None:
    begun = DAY_OF + timedelta(minutes=login)
    ended = None if logout is None else DAY_OF + timedelta(minutes=logout)
    instant = DAY_OF + timedelta(seconds=asked)
    alone = session_of(begun, ended, 30).outside(instant)
    rows = pd.DataFrame({"login_at": [begun], "logout_at": [ended], "user_name": [None], "agency": [None]})
    rows = rows.astype({"login_at": "datetime64[ms]", "logout_at": "datetime64[ms]"})
    seconds = seconds_of(pd.Series([instant], dtype="datetime64[ms]"))
    all_at_once = Sessions.of(rows, 30).outside(seconds * 0, seconds)
    assert alone == timedelta(seconds=int(all_at_once[0]))
