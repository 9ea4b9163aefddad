"""Is every query in the register, and every line of the register in the statement?"""

import numpy as np
import pandas as pd

from reconcile.documents import REGISTER
from reconcile.facts.repeats import NOBODY, masked_subjects, repeated
from reconcile.rules.material import Material
from reconcile.rules.rule import rule


@rule(
    code="UNREGISTERED_QUERY",
    title="有查詢無紀錄",
    severity="high",
    grain="query",
    basis=("records",),
    question=f"這次查詢是為了哪一件案件？為何未{{case_by_case}}{REGISTER.title}？",
    measure=(
        f"查明該筆查詢之案件及事由，補登{REGISTER.title}並註明補登日期；"
        "查無業務依據者依{secrecy}處理。每日下班前由使用者自行核對當日查詢與紀錄表筆數。"
    ),
    duty="case_by_case",
)
def unregistered_query(material: Material) -> pd.DataFrame:
    """明細表有這次查詢，紀錄表卻沒有對應的一筆；短時間內重複的同一查詢，嚴重程度為低，查詢條件有遮罩者為中。

    Okay: pair(query(), line())  # 每一次查詢都有一筆紀錄
    Okay: query(reason="outside")  # 不在本月的查詢不列
    Okay: query(reason="tie")  # 對應不唯一，另列 AMBIGUOUS_MATCH
    Flag: query()  # 紀錄表沒有這一筆
    Flag: pair(query(queried_at="10/05 09:12:00"), line()), query(queried_at="10/05 09:13:30")  # 同一查詢再按一次
    Flag: pair(query(queried_at="10/05 09:12:00"), line()), query(queried_at="10/05 09:14:01")  # 逾二分鐘，不以重複論
    """
    queries = material.queries
    holder = repeated(queries, queries["reason"].isna().to_numpy(bool), material.settings.matching.repeat_minutes)
    left = queries.assign(holder=holder)[(queries["reason"].fillna("") == "none").to_numpy(bool)]
    again = left[left["holder"] != NOBODY]
    return pd.concat([_alone(material, left[left["holder"] == NOBODY]), _again(material, again)])


def _alone(material: Material, queries: pd.DataFrame) -> pd.DataFrame:
    words = material.places
    return queries.assign(
        severity="high",
        message=[
            f"{place}在紀錄表沒有對應的一筆，請補登紀錄表，或查明是否為公務外查詢。{explanation}"
            for place, explanation in zip(words.tell_queries(queries), queries["explanation"], strict=True)
        ],
    )


def _again(material: Material, queries: pd.DataFrame) -> pd.DataFrame:
    """Alike to one that holds a line, within the setting: low; behind a mask perhaps about another person: medium."""
    words = material.places
    held_by = material.queries.take(queries["holder"].to_numpy("int64"))
    masked = masked_subjects(queries)
    places = zip(words.tell_queries(queries), words.tell_queries(held_by), masked.tolist(), strict=True)
    return queries.assign(
        severity=np.where(masked, "medium", "low"),
        message=[(_masked_again if hidden else _same_again)(place, first) for place, first, hidden in places],
    )


def _same_again(place: str, first: str) -> str:
    return f"{place}與{first}是同一人短時間內的相同查詢，紀錄表沒有這一筆；請向使用者確認是否重複操作，並於紀錄表註明。"


def _masked_again(place: str, first: str) -> str:
    return (
        f"{place}與{first}是同一使用者短時間內的查詢，查詢條件可見部分相同而有遮罩，是否同一人無從認定，紀錄表沒有這一筆；"
        "請查明是否重複操作，並於紀錄表註明或補登。"
    )


@rule(
    code="UNCONFIRMED_ENTRY",
    title="有紀錄無明細",
    severity="medium",
    grain="line",
    basis=("monthly_check",),
    question="這一筆是否確曾在系統查詢？日期、使用者或查詢條件有無誤寫？",
    measure="核對登載之日期、時間及查詢條件；確未於系統查詢者，註明原因並由單位主管簽核。",
    duty="case_by_case",
    on_paper=True,
)
def unconfirmed_entry(material: Material) -> pd.DataFrame:
    """紀錄表寫有這一筆，明細表卻沒有對應的查詢。

    Okay: pair(query(), line())  # 明細表有這次查詢
    Okay: line(reason="explained")  # 系統異常時以{fax_paper}傳真查詢
    Okay: line(reason="outside")  # 全年一冊的紀錄表，別月的紀錄不列
    Okay: line(reason="tie")  # 對應不唯一，另列 AMBIGUOUS_MATCH
    Flag: line()  # 明細表沒有這一筆
    """
    words = material.places
    lines = material.lines_left("none")
    return lines.assign(
        message=[
            f"{place}在明細表沒有對應的查詢，請確認日期、使用者及查詢條件有無誤寫，或當次是否確有查詢。{explanation}"
            for place, explanation in zip(words.tell_lines(lines), lines["explanation"], strict=True)
        ]
    )


@rule(
    code="AMBIGUOUS_MATCH",
    title="無法唯一對應",
    severity="medium",
    grain="query or line",
    basis=("monthly_check",),
    question="這一筆對應的是哪一次查詢？",
    measure="由使用者核對案件資料，於備註欄註明案號或實際查詢時間，以資區別。",
    duty="case_by_case",
)
def ambiguous_match(material: Material) -> pd.DataFrame:
    """可對應的不只一筆且條件相當，程式無從認定，須由主管對照原件。

    Okay: pair(query(), line())  # 只有一種對應
    Flag: query(reason="tie")  # 兩次查詢都合於同一筆紀錄
    Flag: line(reason="tie")  # 兩筆紀錄都合於同一次查詢
    """
    words = material.places
    queries = material.queries_left("tie")
    lines = material.lines_left("tie")
    tied = pd.concat(
        [
            queries.assign(place=words.tell_queries(queries)),
            lines.assign(place=words.tell_lines(lines)),
        ]
    )
    return tied.assign(
        message=[
            f"{place}有不只一種同樣合理的對應，無從認定，請對照原件認定，並補正紀錄表的時間或查詢條件。{explanation}"
            for place, explanation in zip(tied["place"], tied["explanation"], strict=True)
        ]
    )
