"""Queries at random for hypothesis: who asked, about whom, when, and what came of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from hypothesis import strategies as st

from documents.make.facts import Query
from documents.make.people import User, subject

SURNAMES, GIVEN = "陳林黃張李王吳劉蔡楊歐簡", "家豪志明俊雅婷怡君淑芬美峯堃玲宏"
SYLLABLES = ("古穆", "巴奈", "拉罕", "羅幸", "達力", "比令", "卓斯卡夫", "阿布拉哈瑪")
INTERPUNCTS = "‧·・•．"
FUNCTIONS = ("入出境紀錄查詢", "國人入出境資料查詢", "外國人居留資料查詢", "入出國日期證明書核發")


def users() -> st.SearchStrategy[User]:
    """Accounts as systems give them, names of Han and of indigenous people, up to some forty characters."""
    han = st.builds(
        str.__add__, st.sampled_from(SURNAMES), st.lists(st.sampled_from(GIVEN), min_size=1, max_size=3).map("".join)
    )
    parts = st.lists(st.sampled_from(SYLLABLES), min_size=2, max_size=8)
    parted = st.builds(lambda dot, names: dot.join(names), st.sampled_from(INTERPUNCTS), parts)
    accounts = st.from_regex(
        r"[a-z]{2,5}[0-9]{2,3}|HL[0-9]{4}|[a-z]{3}\.[a-z]{2}[0-9]{2}|[A-Z][0-9]{6}", fullmatch=True
    )
    return st.builds(User, accounts, st.one_of(han, parted), st.ip_addresses(v=4).map(str))


@st.composite
def queries(draw: st.DrawFn, most: int, foreign: float = 0.3) -> list[Query]:
    """Queries of October 2026 in the order of time, none like another; `foreign` is the share of foreigners."""
    known = draw(st.lists(users(), min_size=1, max_size=3, unique_by=(lambda u: u.account.lower(), lambda u: u.name)))
    minutes = draw(st.sets(st.integers(0, 31 * 24 * 60 - 1), min_size=1, max_size=most))
    rng = draw(st.randoms(use_true_random=False))
    return [
        _query(rng, known, datetime(2026, 10, 1) + timedelta(minutes=minute), foreign) for minute in sorted(minutes)
    ]


def _query(rng: Random, known: Sequence[User], at: datetime, foreign: float) -> Query:
    return Query(
        rng.choice(known),
        at.replace(second=rng.randrange(60)),
        subject(rng, foreign=rng.random() < foreign),
        rng.choice(FUNCTIONS),
        rng.choice(("success", "success", "failure")),
        rng.choice((1, 2, 3, 4)),
    )
