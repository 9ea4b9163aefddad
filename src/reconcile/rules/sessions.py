"""Was one account used in two places at once?"""

import pandas as pd

from reconcile.rules.evidence import Evidence
from reconcile.rules.rule import rule
from reconcile.tables import ENTRY_KEY, STATEMENT_KEY
from reconcile.text.folding import comparable
from reconcile.text.names import is_masked_name

_OTHER = ["other_file", "other_entry"]


@rule(
    code="CONCURRENT_SESSIONS",
    severity="medium",
    grain="query",
    legal_basis="要點九",
    question="當時實際使用這個帳號的有幾人？是否借用帳號，或離座未登出？",
)
def concurrent_sessions(evidence: Evidence) -> pd.DataFrame:
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
    """
    return pd.concat([_moved(evidence), _overlapping(evidence)], ignore_index=True)


def _moved(evidence: Evidence) -> pd.DataFrame:
    """The queries whose account asked from another address a short time before (a closed end)."""
    minutes = evidence.settings.rules.concurrent_minutes
    placed = evidence.queries_of_month.dropna(subset=["account", "ip"])
    placed = placed.assign(user=placed["account"].map(comparable)).sort_values(["queried_at", *STATEMENT_KEY])
    before = placed.groupby(["agency", "user"], dropna=False)[["ip", "queried_at", *STATEMENT_KEY]].shift()
    soon = placed["queried_at"] - before["queried_at"] <= pd.Timedelta(minutes=minutes)
    moved = ((placed["ip"] != before["ip"]) & soon).fillna(value=False)
    later, earlier = placed[moved], before[moved]
    places = zip(evidence.wording.query_places(later), evidence.wording.query_places(earlier), strict=True)
    return later.assign(
        message=[
            f"{place}與{first}為同一帳號於 {minutes} 分鐘內由不同 IP 位址查詢，請查明當時實際使用者。"
            for place, first in places
        ]
    )


def _overlapping(evidence: Evidence) -> pd.DataFrame:
    """The first matched query of each session that began while another of the same user went on."""
    later = evidence.pairs.merge(_overlapped(evidence.entries), on=ENTRY_KEY)
    later = later.sort_values(["queried_at", *STATEMENT_KEY]).drop_duplicates(ENTRY_KEY)
    earlier = later[_OTHER].set_axis(ENTRY_KEY, axis="columns")
    wording = evidence.wording
    places = wording.query_places(later), wording.entry_places(later), wording.entry_places(earlier)
    return later.assign(
        message=[
            f"{query}所屬之{entry}，與{other}為同一使用者而登入登出時段重疊，請查明時間有無誤寫，及當時實際使用者。"
            for query, entry, other in zip(*places, strict=True)
        ]
    )


def _overlapped(entries: pd.DataFrame) -> pd.DataFrame:
    """The entries that began before an earlier one of their user had ended, and that which ended last of those.

    Entries with the very same times are one session, because more than four queries go on in a next entry. A session
    that ends in the minute in which the next begins does not overlap it. Equal masked names are no one user's.
    """
    timed = entries.dropna(subset=["user_name", "login_at", "logout_at"])
    masked = timed["user_name"].map(is_masked_name).astype(bool)
    timed = timed[~masked & (timed["login_at"] <= timed["logout_at"])]
    timed = timed.assign(user=timed["user_name"].map(comparable)).sort_values(["login_at", "logout_at", *ENTRY_KEY])
    sessions = timed.drop_duplicates(["agency", "user", "login_at", "logout_at"])
    users = [sessions["agency"], sessions["user"]]
    latest = sessions.groupby(users, dropna=False)["logout_at"].cummax()
    before = latest.groupby(users, dropna=False).shift()
    ends_last = sessions[ENTRY_KEY].where(before.isna() | (sessions["logout_at"] > before))
    other = ends_last.groupby(users, dropna=False).ffill().groupby(users, dropna=False).shift()
    overlaps = (sessions["login_at"] < before).fillna(value=False)
    return sessions[ENTRY_KEY].join(other.set_axis(_OTHER, axis="columns"))[overlaps]
