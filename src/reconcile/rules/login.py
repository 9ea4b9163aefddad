"""Are the login and the logout of an entry written, in order, and not far apart (要點七、九)?"""

from typing import Any

import pandas as pd

from reconcile.rules.evidence import Evidence
from reconcile.rules.rule import rule
from reconcile.text.dates import LONGEST_NIGHT

_DAY = pd.Timedelta(days=1)


@rule(
    code="MISSING_LOGOUT",
    severity="low",
    grain="entry",
    legal_basis="要點七、九、附件一",
    question="使用者何時登出？使用後是否立即登出？",
)
def missing_logout(evidence: Evidence) -> pd.DataFrame:
    """紀錄表填有登入時間，未填登出時間。

    Okay: entry(login_at="10/05 09:10", logout_at="10/05 09:20")  # 都有填
    Okay: entry(login_at=None, logout_at=None)  # 登入也未填，列為 MISSING_FIELD
    Flag: entry(login_at="10/05 09:10", logout_at=None)  # 未填登出時間
    """
    entries = evidence.entries[evidence.entries["login_at"].notna() & evidence.entries["logout_at"].isna()]
    return entries.assign(
        message=[
            f"{place}未填登出時間，請依實際時間補填，並確認使用後已立即登出。"
            for place in evidence.wording.entry_places(entries)
        ]
    )


@rule(
    code="IMPOSSIBLE_TIME",
    severity="medium",
    grain="entry",
    legal_basis="要點七、附件一",
    question="登入與登出時間何者誤寫？",
)
def impossible_time(evidence: Evidence) -> pd.DataFrame:
    """紀錄表的登出時間早於登入時間；登出後不逾十二小時者，視為跨越午夜，不列。

    Okay: entry(login_at="10/05 09:10", logout_at="10/05 09:10")  # 同一分鐘
    Okay: entry(login_at="10/05 23:50", logout_at="10/05 00:10")  # 跨越午夜，二十分鐘
    Flag: entry(login_at="10/05 14:10", logout_at="10/05 14:00")  # 登出早十分鐘
    Flag: entry(login_at="10/05 14:10", logout_at="10/04 14:20")  # 登出在前一日
    """
    entries = evidence.entries[evidence.entries["logout_at"] < evidence.entries["login_at"]]
    entries = entries[_lengths(entries).isna()]
    times = zip(
        evidence.wording.entry_places(entries), _shown(entries["login_at"]), _shown(entries["logout_at"]), strict=True
    )
    return entries.assign(
        message=[
            f"{place}的登出時間 {logout} 早於登入時間 {login}，請查明何者誤寫並更正。" for place, login, logout in times
        ]
    )


@rule(
    code="LONG_SESSION",
    severity="low",
    grain="entry",
    legal_basis="要點九",
    question="使用者結束查詢後是否立即登出？有無離座而未登出？",
)
def long_session(evidence: Evidence) -> pd.DataFrame:
    """登入至登出的時間超過設定（預設六十分鐘），可能未於查詢後立即登出。

    Okay: entry(login_at="10/05 09:10", logout_at="10/05 10:10")  # 六十分鐘
    Flag: entry(login_at="10/05 09:10", logout_at="10/05 10:11")  # 六十一分鐘
    Flag: entry(login_at="10/05 23:00", logout_at="10/05 00:30")  # 跨越午夜，九十分鐘
    """
    allowed = evidence.settings.rules.session_minutes
    entries = evidence.entries.assign(minutes=_lengths(evidence.entries).dt.total_seconds() // 60)
    entries = entries[entries["minutes"] > allowed]
    return entries.assign(
        message=[
            f"{place}登入至登出 {lasted:.0f} 分鐘，超過 {allowed} 分鐘，請確認查詢後是否立即登出，或時間有無誤寫。"
            for place, lasted in zip(evidence.wording.entry_places(entries), entries["minutes"], strict=True)
        ]
    )


def _lengths(entries: pd.DataFrame) -> "pd.Series[Any]":
    """From login to logout, over midnight where a night explains it; null where a time is missing or impossible."""
    login, logout = entries["login_at"], entries["logout_at"]
    over_night = (
        (logout < login) & (login.dt.normalize() == logout.dt.normalize()) & (logout + _DAY - login <= LONGEST_NIGHT)
    )
    length = logout.mask(over_night, logout + _DAY) - login
    return length.mask(length < pd.Timedelta(0))


def _shown(moments: "pd.Series[Any]") -> list[str]:
    return list(moments.dt.strftime("%m/%d %H:%M"))
