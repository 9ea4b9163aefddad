"""Where more queries than lines are tied, or more lines than queries, the surplus is certain."""

import pandas as pd

from reconcile.documents import REGISTER
from reconcile.outcome import surplus_of_ties
from reconcile.rules.material import Material
from reconcile.rules.rule import rule
from reconcile.tables import REGISTER_KEY, STATEMENT_KEY


@rule(
    code="UNREGISTERED_IN_TIE",
    title="無法唯一對應而確有未登載",
    severity="high",
    grain="query",
    basis=("records",),
    question=f"這幾次查詢中，哪一次未填{REGISTER.title}？是為了哪一件案件？",
    measure=(
        f"查明未登載者為哪一次查詢及其案件與事由，補登{REGISTER.title}並註明補登日期；查無業務依據者依{{secrecy}}處理。"
    ),
    duty="case_by_case",
)
def unregistered_in_tie(material: Material) -> pd.DataFrame:
    """無法唯一對應的查詢多於紀錄：不論如何對應，必有查詢未登載；列於最早的一次查詢。

    Okay: query(reason="tie", tie="T01"), line(reason="tie", tie="T01")  # 查詢與紀錄一樣多
    Okay: query(reason="tie", tie="T01"), line(reason="tie", tie="T01"), line(reason="tie", tie="T01")  # 紀錄較多
    Flag: query(reason="tie", tie="T01"), query(reason="tie", tie="T01"), line(reason="tie", tie="T01")  # 查詢較多
    """
    queries = material.queries_left("tie").sort_values(["queried_at", *STATEMENT_KEY])
    first = _first_of_surplus(queries, material, "queries")
    words = zip(material.places.tell_queries(first), first["members"], first["surplus"], strict=True)
    return first.assign(
        message=[
            f"{place}等 {members} 次查詢無法唯一對應，其中至少 {surplus} 筆未登載，請查明為哪一次並補登紀錄表。"
            for place, members, surplus in words
        ]
    )


@rule(
    code="UNCONFIRMED_IN_TIE",
    title="無法唯一對應而確有無明細",
    severity="medium",
    grain="line",
    basis=("monthly_check",),
    question="這幾筆紀錄中，哪一筆未曾在系統查詢？有無重複登載或誤寫？",
    measure="核對登載之日期、時間及查詢條件；確未於系統查詢者，註明原因並由單位主管簽核。",
    duty="case_by_case",
    on_paper=True,
)
def unconfirmed_in_tie(material: Material) -> pd.DataFrame:
    """無法唯一對應的紀錄多於查詢：不論如何對應，必有紀錄沒有明細；列於最早的一筆。

    Okay: query(reason="tie", tie="T01"), line(reason="tie", tie="T01")  # 查詢與紀錄一樣多
    Okay: query(reason="tie", tie="T01"), query(reason="tie", tie="T01"), line(reason="tie", tie="T01")  # 查詢較多
    Flag: query(reason="tie", tie="T01"), line(reason="tie", tie="T01"), line(reason="tie", tie="T01")  # 紀錄較多
    """
    lines = material.lines_left("tie").sort_values(["login_at", "logout_at", *REGISTER_KEY])
    first = _first_of_surplus(lines, material, "lines")
    words = zip(material.places.tell_lines(first), first["members"], first["surplus"], strict=True)
    return first.assign(
        message=[
            f"{place}等 {members} 筆紀錄無法唯一對應，其中至少 {surplus} 筆沒有明細，請查明為哪一筆，有無誤寫。"
            for place, members, surplus in words
        ]
    )


def _first_of_surplus(tied: pd.DataFrame, material: Material, side: str) -> pd.DataFrame:
    """The first of each tie with a surplus on this side, with how many are in it (`members`) and the `surplus`."""
    if tied.empty:
        return tied.assign(members=0, surplus=0)
    both = pd.concat([material.queries_left("tie"), material.lines_left("tie")])
    surplus = surplus_of_ties(both)[side]
    members = tied.groupby("tie").size()
    first = tied.dropna(subset="tie").drop_duplicates("tie")
    counted = first.assign(
        members=first["tie"].map(members).astype("int64"), surplus=first["tie"].map(surplus).astype("int64")
    )
    return counted[counted["surplus"] > 0]
