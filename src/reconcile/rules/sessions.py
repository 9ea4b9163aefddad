"""Was one account used in two places at once?"""

from typing import Any

import pandas as pd

from reconcile.facts.sessions import Sessions
from reconcile.facts.users import person_meant
from reconcile.rules.material import Material
from reconcile.rules.rule import rule
from reconcile.tables import ENTRY_KEY, STATEMENT_KEY, plain_rows
from reconcile.text.folding import comparable
from reconcile.text.names import is_masked_name

_OTHER = ["other_file", "other_entry"]


@rule(
    code="CONCURRENT_SESSIONS",
    title="同時由兩處使用",
    conduct=True,
    severity="medium",
    grain="query",
    basis=("logout",),
    question="當時實際使用這個帳號的有幾人？是否借用帳號，或離座未登出？",
    measure="查明同一帳號重疊登入原因；重申結束查詢應立即登出。",
    duty="safeguards",
)
def concurrent_sessions(material: Material) -> pd.DataFrame:
    """同一帳號於短時間內由兩個 IP 位址查詢，或同一使用者在紀錄表有兩列的登入登出時段重疊；間隔見設定。

    Okay: query(ip="10.0.0.1"), query(ip="10.0.0.1", queried_at="10/05 09:14")  # 同一位址
    Okay: query(ip="10.0.0.1"), query(ip="10.0.0.2", queried_at="10/05 10:12")  # 一小時後換位址
    Okay: query(ip="10.0.0.1"), query(ip=None, queried_at="10/05 09:14")  # 未載位址，無從比對
    Okay: pair(query(), line()), pair(query(), line())  # 同一時段續寫下一列
    Okay: pair(query(), line()), pair(query(), line(login_at="10/05 09:20", logout_at="10/05 09:30"))  # 登出後再登入
    Okay: pair(query(), line()), pair(query(), line(user_name="李大同", login_at="10/05 09:15"))  # 不同使用者
    Okay: pair(query(), line(user_name="王○○")), pair(query(), line(user_name="王○○", login_at="10/05 09:15"))  # 遮罩
    Flag: query(ip="10.0.0.1"), query(ip="10.0.0.2", queried_at="10/05 09:14")  # 兩分鐘內兩個位址
    Flag: pair(query(), line()), pair(query(), line(login_at="10/05 09:15", logout_at="10/05 09:30"))  # 時段重疊
    Flag: pair(query(), line(user_name="課員王小明")), pair(query(), line(login_at="10/05 09:15"))  # 同一人加寫職稱
    """
    return pd.concat([_moved(material), _overlapping(material)], ignore_index=True)


def _moved(material: Material) -> pd.DataFrame:
    """The queries whose account asked from another address a short time before (a closed end)."""
    minutes = material.settings.thresholds.concurrent_minutes
    placed = material.queries_of_month.dropna(subset=["account", "ip"])
    placed = placed.assign(user=placed["account"].map(comparable)).sort_values(["queried_at", *STATEMENT_KEY])
    before = placed.groupby(["agency", "user"], dropna=False)[["ip", "queried_at", *STATEMENT_KEY]].shift()
    soon = placed["queried_at"] - before["queried_at"] <= pd.Timedelta(minutes=minutes)
    moved = ((placed["ip"] != before["ip"]) & soon).fillna(value=False)
    if not moved.any():
        return placed[moved]
    later, earlier = placed[moved], before[moved]
    places = zip(material.places.tell_queries(later), material.places.tell_queries(earlier), strict=True)
    return later.assign(
        message=[
            f"{place}與{first}為同一帳號於 {minutes} 分鐘內由不同 IP 位址查詢，請查明當時實際使用者。"
            for place, first in places
        ]
    )


def _overlapping(material: Material) -> pd.DataFrame:
    """The first matched query of each session that began while another of the same user went on."""
    overlapped = _overlapped(_timed(material))
    if overlapped.empty:
        return overlapped
    later = material.pairs.merge(overlapped, on=ENTRY_KEY)
    later = later.sort_values(["queried_at", *STATEMENT_KEY]).drop_duplicates(ENTRY_KEY)
    earlier = later[_OTHER].set_axis(ENTRY_KEY, axis="columns")
    words = material.places
    places = words.tell_queries(later), words.tell_entries(later), words.tell_entries(earlier)
    return later.assign(
        message=[
            f"{query}所屬之{entry}，與{other}為同一使用者而登入登出時段重疊，請查明時間有無誤寫，及當時實際使用者。"
            for query, entry, other in zip(*places, strict=True)
        ]
    )


def _timed(material: Material) -> pd.DataFrame:
    """The entries of a named user with both times written and possible: `user`, `start` and `end` in seconds.

    Equal masked names are no one user's.
    """
    entries = material.entries
    sessions = Sessions.of(entries, material.settings.matching.open_session_minutes)
    start = sessions.opening[0]
    timed = entries.assign(start=start, end=start + sessions.length)[sessions.length >= 0]
    timed = timed.dropna(subset=["user_name"])
    user = timed["user_name"].map(person_meant)
    masked = user.map(is_masked_name).astype(bool)
    return timed.assign(user=user.map(comparable))[~masked]


def _overlapped(timed: pd.DataFrame) -> pd.DataFrame:
    """The entries that began before an earlier one of their user had ended, and that which ended last of those.

    Entries with the very same times are one session, because more than four queries go on in a next entry. A session
    that ends in the minute in which the next begins does not overlap it.
    """
    timed = timed.sort_values(["start", "end", *ENTRY_KEY])
    sessions = timed.drop_duplicates(["agency", "user", "start", "end"])
    found = []
    ended_last: dict[tuple[Any, Any], tuple[int, tuple[str, int]]] = {}
    for agency, user, start, end, *entry in plain_rows(sessions[["agency", "user", "start", "end", *ENTRY_KEY]]):
        before = ended_last.get((agency, user))
        if before and start < before[0]:
            found.append((*entry, *before[1]))
        if before is None or end > before[0]:
            ended_last[agency, user] = end, (entry[0], entry[1])
    keys = pd.DataFrame(found, columns=[*ENTRY_KEY, *_OTHER])
    return keys.astype(
        {name: timed[key].dtype for key, other in zip(ENTRY_KEY, _OTHER, strict=True) for name in (key, other)}
    )
