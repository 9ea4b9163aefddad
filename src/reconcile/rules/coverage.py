"""Is every query in the register, and every line of the register in the statement?"""

from typing import Any

import pandas as pd

from reconcile.rules.evidence import Evidence
from reconcile.rules.rule import rule
from reconcile.tables import STATEMENT_KEY
from reconcile.text.folding import comparable


@rule(
    code="UNREGISTERED_QUERY",
    severity="high",
    grain="query",
    legal_basis="要點七",
    question="這次查詢是為了哪一件案件？為何未逐案填寫查詢紀錄表？",
)
def unregistered_query(evidence: Evidence) -> pd.DataFrame:
    """明細表有這次查詢，紀錄表卻沒有對應的一筆；短時間內重複的同一查詢，嚴重程度為低。

    Okay: pair(query(), line())  # 每一次查詢都有一筆紀錄
    Okay: query(reason="outside")  # 不在本月的查詢不列
    Okay: query(reason="tie")  # 對應不唯一，另列 AMBIGUOUS_MATCH
    Flag: query()  # 紀錄表沒有這一筆
    Flag: pair(query(queried_at="10/05 09:12:00"), line()), query(queried_at="10/05 09:13:30")  # 同一查詢再按一次
    """
    unregistered = evidence.queries_left("none")
    original = _original(evidence).loc[unregistered.index]
    repeated = (original != unregistered[STATEMENT_KEY]).any(axis="columns")
    alone, again = unregistered[~repeated], unregistered[repeated]
    return pd.concat([_alone(evidence, alone), _again(evidence, again, original[repeated])])


def _alone(evidence: Evidence, queries: pd.DataFrame) -> pd.DataFrame:
    wording = evidence.wording
    return queries.assign(
        severity="high",
        message=[
            f"{place}在紀錄表沒有對應的一筆，請補登紀錄表，或查明是否為公務外查詢。{explanation}"
            for place, explanation in zip(wording.query_places(queries), queries["explanation"], strict=True)
        ],
    )


def _again(evidence: Evidence, queries: pd.DataFrame, original: pd.DataFrame) -> pd.DataFrame:
    wording = evidence.wording
    return queries.assign(
        severity="low",
        message=[
            f"{place}與{first}是同一人短時間內的相同查詢，紀錄表沒有這一筆；"
            "請向使用者確認是否重複操作，並於紀錄表註明。"
            for place, first in zip(wording.query_places(queries), wording.query_places(original), strict=True)
        ],
    )


def _original(evidence: Evidence) -> pd.DataFrame:
    """The key of the query that each one repeats, its own where it repeats none; indexed as the queries.

    Identical queries, each within `repeat_minutes` of the one before, are a chain. The chain's first matched query
    stands for it, or its first where none is matched.
    """
    queries = evidence.queries
    chain = _chains(queries, pd.Timedelta(minutes=evidence.settings.matching.repeat_minutes))
    firsts = (
        queries.assign(chain=chain, open=queries["reason"].notna())
        .sort_values(["chain", "open", "queried_at", *STATEMENT_KEY])
        .drop_duplicates("chain")
        .set_index("chain")
    )
    return firsts.loc[chain, STATEMENT_KEY].set_axis(queries.index)


def _chains(queries: pd.DataFrame, within: pd.Timedelta) -> "pd.Series[Any]":
    """A number for each chain of identical queries; `within` is a closed end."""
    spoken = queries.loc[queries["subject_id"].isna(), "condition"].map(comparable, na_action="ignore")
    subject = queries["subject_id"].fillna(spoken)
    identity = [queries["agency"], queries["account"], queries["user_name"], queries["function"]]
    same = queries.groupby([*identity, subject, queries["purpose"]], dropna=False).ngroup()
    ordered = queries.assign(same=same).sort_values(["same", "queried_at", *STATEMENT_KEY])
    apart = (ordered["same"] != ordered["same"].shift()) | (ordered["queried_at"].diff() > within)
    return apart.cumsum().reindex(queries.index)


@rule(
    code="UNCONFIRMED_ENTRY",
    severity="medium",
    grain="line",
    legal_basis="要點十一",
    question="這一筆是否確曾在系統查詢？日期、使用者或查詢條件有無誤寫？",
)
def unconfirmed_entry(evidence: Evidence) -> pd.DataFrame:
    """紀錄表寫有這一筆，明細表卻沒有對應的查詢。

    Okay: pair(query(), line())  # 明細表有這次查詢
    Okay: line(reason="explained")  # 系統異常時以疑義查詢表傳真查詢
    Okay: line(reason="outside")  # 全年一冊的紀錄表，別月的紀錄不列
    Okay: line(reason="tie")  # 對應不唯一，另列 AMBIGUOUS_MATCH
    Flag: line()  # 明細表沒有這一筆
    """
    wording = evidence.wording
    lines = evidence.lines_left("none")
    return lines.assign(
        message=[
            f"{place}在明細表沒有對應的查詢，請確認日期、使用者及查詢條件有無誤寫，或當次是否確有查詢。{explanation}"
            for place, explanation in zip(wording.line_places(lines), lines["explanation"], strict=True)
        ]
    )


@rule(
    code="AMBIGUOUS_MATCH",
    severity="medium",
    grain="query or line",
    legal_basis="要點十一",
    question="這一筆對應的是哪一次查詢？",
)
def ambiguous_match(evidence: Evidence) -> pd.DataFrame:
    """可對應的不只一筆且條件相當，程式無從認定，須由主管對照原件。

    Okay: pair(query(), line())  # 只有一種對應
    Flag: query(reason="tie")  # 兩次查詢都合於同一筆紀錄
    Flag: line(reason="tie")  # 兩筆紀錄都合於同一次查詢
    """
    wording = evidence.wording
    queries = evidence.queries_left("tie")
    lines = evidence.lines_left("tie")
    tied = pd.concat(
        [
            queries.assign(place=wording.query_places(queries)),
            lines.assign(place=wording.line_places(lines)),
        ]
    )
    return tied.assign(
        message=[
            f"{place}有不只一種同樣合理的對應，無從認定，請對照原件認定，並補正紀錄表的時間或查詢條件。{explanation}"
            for place, explanation in zip(tied["place"], tied["explanation"], strict=True)
        ]
    )
