"""Is the purpose (查詢事由, 要點四) ticked, is it one, is it told, and is it the one that the statement gives?"""

import numpy as np
import pandas as pd

from reconcile.rules.cases import other_purposes
from reconcile.rules.material import Material
from reconcile.rules.rule import rule
from reconcile.tables import ENTRY_KEY
from reconcile.text.purposes import purpose_words
from reconcile.text.reasons import says_nothing


@rule(
    code="PURPOSE_MISMATCH",
    title="查詢事由不符",
    severity="medium",
    grain="pair",
    basis=("purposes", "monthly_check"),
    question="這次查詢實際為哪一項業務？{fits_purpose}？",
    measure="核對案件後更正查詢事由並由單位主管確認查詢目的與業務相符。",
    field="purpose",
    duty="purposes",
)
def purpose_mismatch(material: Material) -> pd.DataFrame:
    """紀錄表勾選的查詢事由不含明細表所載的事由，或不含受理案件所屬的事由；未載或未勾選則不比對。

    Okay: pair(query(purpose=2), line(purposes="2"))  # 相同
    Okay: pair(query(purpose=2), line(purposes="1,2"))  # 勾選兩項，明細表所載在其中
    Okay: pair(query(purpose=None), line(purposes="1"))  # 明細表沒有事由欄，無從比對
    Okay: pair(query(purpose=2), line(purposes=""))  # 未勾選，另列 PURPOSE_MISSING
    Okay: pair(query(purpose=1), line(purposes="1")), case(business="歸化國籍")  # 案件也相同
    Okay: pair(query(purpose=2), line(purposes="2")), case(business="核發國籍證明", agent="")  # 文件核發
    Okay: pair(query(purpose=2), line(purposes="2")), case(business="印鑑登記", agent="")  # 法規未列，可為{second}
    Okay: pair(query(purpose=2), line(purposes="2")), case(business="印鑑證明", agent="")  # 本人申請，為文件核發
    Okay: pair(query(purpose=3), line(purposes="3")), case(business="印鑑證明", agent="李美玉")  # 受委任
    Okay: pair(query(purpose=3), line(purposes="3")), case(business="印鑑證明")  # 清冊無受委任人欄，未查核
    Okay: pair(query(purpose=4), line(purposes="4", purpose_note="法院囑託")), case(business="遷入登記")  # 敘明業務
    Flag: pair(query(purpose=2), line(purposes="1"))  # 明細表為{second}，紀錄表勾{first}
    Flag: pair(query(purpose=1), line(purposes="1")), case(business="遷入登記")  # 同一對象只有他項業務的案件
    Flag: pair(query(purpose=None), line(purposes="1")), case(business="遷入登記")  # 明細表無事由欄，案件不同
    Flag: pair(query(purpose=3), line(purposes="3")), case(business="印鑑證明", agent="")  # 本人申請卻勾受委任
    Flag: pair(query(purpose=2), line(purposes="2")), case(business="委任印鑑證明")  # 受委任卻勾{second}
    Flag: pair(query(purpose=3), line(purposes="3")), case(business="印鑑登記", agent="")  # 法規未列者不得為受委任
    Flag: pair(query(purpose=1), line(purposes="1")), case(business="印鑑登記", agent="")  # 法規未列者不得為{first}
    """
    pairs = material.pairs
    told = pairs["purpose"].notna() & (pairs["purposes"] != "")
    among = [str(purpose) in ticked for purpose, ticked in zip(pairs["purpose"], pairs["purposes"], strict=True)]
    stated = pairs[told & ~np.array(among, dtype=bool)]
    cased = other_purposes(material)
    return pd.concat([_otherwise_stated(material, stated), _of_another_case(material, cased)])


def _otherwise_stated(material: Material, pairs: pd.DataFrame) -> pd.DataFrame:
    words, named = material.places, purpose_words(material.regulation).named
    places = zip(words.tell_queries(pairs), words.tell_lines(pairs), strict=True)
    return pairs.assign(
        message=[
            f"{query}的查詢事由為{named(str(purpose))}，{line}勾選{named(ticked)}，請查明實際業務，紀錄表有誤者請更正。"
            for (query, line), purpose, ticked in zip(places, pairs["purpose"], pairs["purposes"], strict=True)
        ]
    )


def _of_another_case(material: Material, pairs: pd.DataFrame) -> pd.DataFrame:
    words, named = material.places, purpose_words(material.regulation).named
    places = zip(words.tell_queries(pairs), words.tell_lines(pairs), strict=True)
    return pairs.assign(
        message=[
            f"{line}勾選{named(ticked)}，而{query}的查詢對象僅有{case}，屬{named(kinds)}，"
            "請查明實際業務，紀錄表有誤者請更正。"
            for (query, line), ticked, case, kinds in zip(
                places, pairs["purposes"], pairs["place"], pairs["kinds"], strict=True
            )
        ]
    )


@rule(
    code="PURPOSE_MISSING",
    title="未勾選查詢事由",
    severity="medium",
    grain="entry",
    basis=("purposes", "records"),
    question="這次查詢是為了{purposes}所列的哪一項業務？",
    measure="補正查詢事由，並由單位主管簽核。",
    field="purpose",
    duty="purposes",
)
def purpose_missing(material: Material) -> pd.DataFrame:
    """紀錄表的查詢事由一項都沒有勾選；只寫文字不算勾選。

    Okay: entry(purposes="2")  # 勾選{second}
    Okay: entry(purposes="", reason="outside")  # 整列都不在本月，不列
    Flag: entry(purposes="")  # 四項都沒有勾選
    Flag: entry(purposes="", purpose_note="法院囑託查證")  # 只寫文字
    """
    entries = material.entries[material.entries["purposes"] == ""]
    entries = entries[~pd.MultiIndex.from_frame(entries[ENTRY_KEY]).isin(list(material.unread))]
    boxes = material.regulation.filled("{purposes}{all_purposes}")
    return entries.assign(
        message=[
            f"{place}的查詢事由未勾選，請依實際業務補勾{boxes}之一。" for place in material.places.tell_entries(entries)
        ]
    )


@rule(
    code="PURPOSE_MULTIPLE",
    title="勾選多項查詢事由",
    severity="low",
    grain="entry",
    basis=("purposes", "records"),
    question="這一列的查詢是否屬於同一案件？各筆查詢是為了哪一項業務？",
    measure="釐清查詢事由，一次登入查詢不同事由之案件時分列登載。",
    field="purpose",
    duty="purposes",
)
def purpose_multiple(material: Material) -> pd.DataFrame:
    """紀錄表同一列勾選兩項以上的查詢事由，看不出各筆查詢是為了哪一項業務。

    Okay: entry(purposes="3")  # 只勾選一項
    Flag: entry(purposes="1,2")  # 勾選兩項
    """
    entries = material.entries[material.entries["purposes"].str.contains(",", regex=False)]
    named = purpose_words(material.regulation).named
    return entries.assign(
        message=[
            f"{place}的查詢事由勾選{named(ticked)}，請確認各筆查詢實際為何項業務，屬不同案件者請分列填寫。"
            for place, ticked in zip(material.places.tell_entries(entries), entries["purposes"], strict=True)
        ]
    )


@rule(
    code="PURPOSE_UNEXPLAINED",
    title="勾選其他業務而未敘明",
    severity="medium",
    grain="entry",
    basis=("told_purpose", "records"),
    question="這是哪一項戶政業務？是否{told_approval}？",
    measure="敘明{told_short}之內容，並補附單位主管核准之依據。",
    field="purpose",
    duty="purposes",
)
def purpose_unexplained(material: Material) -> pd.DataFrame:
    """勾選查詢事由{told}而未寫明是何業務；程式只看文字，主管是否核准須由人查證。

    Okay: entry(purposes="4", purpose_note="法院囑託查證")  # 寫明業務
    Okay: entry(purposes="2", purpose_note=None)  # 未勾選{told}
    Okay: entry(purposes="4", purpose_note="依主管指示辦理法院囑託查證")  # 除指示外寫明業務
    Flag: entry(purposes="4", purpose_note="　")  # 只有空白
    Flag: entry(purposes="4", purpose_note="其他")  # 沒有說出業務
    Flag: entry(purposes="4", purpose_note="業務需要")  # 任何查詢都可以這樣寫
    Flag: entry(purposes="4", purpose_note="依主管指示")  # 看不出業務
    Flag: entry(purposes="4", purpose_note="（請敘明業務名稱：　　）")  # 表格印好的提示
    Flag: entry(purposes="4", purpose_note="同上")  # 看不出業務
    Flag: entry(purposes="2,4", purpose_note=None)  # 勾選數項，{told}未寫明
    """
    told, entries = material.regulation.told, material.entries
    vague = entries["purpose_note"].fillna("").map(says_nothing).astype(bool)
    ticked = entries["purposes"].str.split(",").map(lambda several: told is not None and str(told.number) in several)
    entries = entries[ticked.astype(bool) & vague]
    wanting = material.regulation.filled(
        "勾選查詢事由{told_name}，未寫明是何業務，請補填業務名稱，並確認已經單位主管核准。"
    )
    return entries.assign(message=[f"{place}{wanting}" for place in material.places.tell_entries(entries)])
