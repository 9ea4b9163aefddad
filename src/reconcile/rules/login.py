"""Are the login and the logout of an entry written, in order, and not far apart (要點七、九)?"""

from typing import Any

import pandas as pd

from reconcile.facts.sessions import MINUTE, Sessions
from reconcile.rules.material import Material
from reconcile.rules.rule import rule


@rule(
    code="MISSING_LOGOUT",
    title="未填登出時間",
    severity="low",
    grain="entry",
    basis=("records", "logout", "register_form"),
    question="使用者何時登出？使用後是否立即登出？",
    measure="補正登出時間；重申結束查詢應立即登出（{logout}）。",
    field="time",
    duty="safeguards",
    on_paper=True,
)
def missing_logout(material: Material) -> pd.DataFrame:
    """紀錄表填有登入時間，未填登出時間。

    Okay: entry(login_at="10/05 09:10", logout_at="10/05 09:20")  # 都有填
    Okay: entry(login_at=None, logout_at=None)  # 登入也未填，列為 MISSING_FIELD
    Flag: entry(login_at="10/05 09:10", logout_at=None)  # 未填登出時間
    """
    entries = material.entries[material.entries["login_at"].notna() & material.entries["logout_at"].isna()]
    return entries.assign(
        message=[
            f"{place}未填登出時間，請依實際時間補填，並確認使用後已立即登出。"
            for place in material.places.tell_entries(entries)
        ]
    )


@rule(
    code="IMPOSSIBLE_TIME",
    title="登出早於登入",
    severity="medium",
    grain="entry",
    basis=("records", "register_form"),
    question="登入與登出時間何者誤寫？",
    measure="核對系統紀錄後更正登入登出時間並簽章。",
    field="time",
    duty="case_by_case",
    on_paper=True,
)
def impossible_time(material: Material) -> pd.DataFrame:
    """紀錄表的登出時間早於登入時間；登出後不逾十二小時者，視為跨越午夜，不列。

    Okay: entry(login_at="10/05 09:10", logout_at="10/05 09:10")  # 同一分鐘
    Okay: entry(login_at="10/05 23:50", logout_at="10/05 00:10")  # 跨越午夜，二十分鐘
    Flag: entry(login_at="10/05 14:10", logout_at="10/05 14:00")  # 登出早十分鐘
    Flag: entry(login_at="10/05 14:10", logout_at="10/04 14:20")  # 登出在前一日
    """
    entries = material.entries[_sessions(material).impossible]
    times = zip(
        material.places.tell_entries(entries), _shown(entries["login_at"]), _shown(entries["logout_at"]), strict=True
    )
    return entries.assign(
        message=[
            f"{place}的登出時間 {logout} 早於登入時間 {login}，請查明何者誤寫並更正。" for place, login, logout in times
        ]
    )


@rule(
    code="LONG_SESSION",
    title="登入時間過長",
    conduct=True,
    severity="low",
    grain="entry",
    basis=("logout",),
    question="使用者結束查詢後是否立即登出？有無離座而未登出？",
    measure="查明長時間未登出原因；重申結束查詢應立即登出（{logout}）。",
    duty="safeguards",
    on_paper=True,
)
def long_session(material: Material) -> pd.DataFrame:
    """登入至登出的時間超過設定（預設六十分鐘），可能未於查詢後立即登出。

    Okay: entry(login_at="10/05 09:10", logout_at="10/05 10:10")  # 六十分鐘
    Flag: entry(login_at="10/05 09:10", logout_at="10/05 10:11")  # 六十一分鐘
    Flag: entry(login_at="10/05 23:00", logout_at="10/05 00:30")  # 跨越午夜，九十分鐘
    """
    allowed = material.settings.thresholds.session_minutes
    entries = material.entries.assign(minutes=_sessions(material).length // MINUTE)
    entries = entries[entries["minutes"] > allowed]
    return entries.assign(
        message=[
            f"{place}登入至登出 {lasted} 分鐘，超過 {allowed} 分鐘，請確認查詢後是否立即登出，或時間有無誤寫。"
            for place, lasted in zip(material.places.tell_entries(entries), entries["minutes"], strict=True)
        ]
    )


def _sessions(material: Material) -> Sessions:
    return Sessions.of(material.entries, material.settings.matching.open_session_minutes)


def _shown(moments: "pd.Series[Any]") -> list[str]:
    return list(moments.dt.strftime("%m/%d %H:%M"))
