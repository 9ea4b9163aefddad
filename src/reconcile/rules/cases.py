"""Is each query explained by a case that the office received (受理案件清冊)?"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from reconcile import documents
from reconcile.regulation import Regulation
from reconcile.rules.material import Material
from reconcile.rules.rule import rule
from reconcile.tables import STATEMENT_KEY, Row, records
from reconcile.text.dates import roc_date
from reconcile.text.purposes import purpose_words
from reconcile.text.reasons import says_nothing

_LINKS = [*STATEMENT_KEY, "cases_file", "cases_row", "case_no", "how", "personless"]


@rule(
    code="PURPOSE_UNSUPPORTED",
    title="查詢事由查無案件",
    severity="medium",
    grain="query, with its line",
    basis=("purposes", "monthly_check"),
    question="這次查詢是為了哪一件案件？查詢對象是否為該案的申請人或關係人？",
    measure="補附受理案件資料或說明查詢依據；無業務需要者依{secrecy}處理。",
    duty="purposes",
    needs="cases",
)
def purpose_unsupported(material: Material) -> pd.DataFrame:
    """受理案件清冊沒有案件可以說明這次查詢：同一對象（申請人或關係人）、同一事由之業務、期間相合；期間見設定。

    備註載有案號者先依案號；業務看不出屬於哪一事由的案件，只比對對象及期間。沒有當事人的案件（如人口清查）
    只說明備註載明其案號的查詢。未辦結的案件自受理起兩年內（見設定）可以說明。勾選{told}並敘明業務者不需案件。

    Okay: pair(query(purpose=2), line()), case(business="遷入登記")  # 申請人、業務、日期都相符
    Okay: pair(query(purpose=2), line()), case(applicant_id="B187654329", related_ids="A123456789")  # 查的是關係人
    Okay: pair(query(purpose=2), line()), case(business="一般案件")  # 業務看不出事由，對象及日期相符
    Okay: pair(query(purpose=2), line(remark="案號１１５１００５－００１")), case(closed_on="10/05")  # 備註載明案號
    Okay: pair(query(), line(remark="1151005001")), case(applicant_id=None, business="人口清查")  # 沒有當事人，備註載明
    Okay: query(), case(applicant_id=None, related_ids="A123456789", business="人口清查")  # 清查名單有此人
    Okay: query(), case(received_on="10/12")  # 受理前七日
    Okay: query(), case(received_on="2024/10/05")  # 受理兩年內尚未辦結
    Okay: pair(query(), line(purposes="4", purpose_note="法院囑託查證")), case(applicant_id="B187654329")  # 敘明業務
    Okay: pair(query(purpose=1), line(purposes="1")), case(business="遷入登記")  # 業務不同，另列 PURPOSE_MISMATCH
    Okay: pair(query(purpose=1), line(purposes="2")), case()  # 案件合於所勾事由，另列 PURPOSE_MISMATCH
    Okay: query(reason="outside"), case(applicant_id="B187654329")  # 不在本月
    Flag: pair(query(purpose=2), line()), case(applicant_id="B187654329")  # 沒有這個對象的案件
    Flag: pair(query(purpose=2), line()), case(received_on="05/01", closed_on="05/02")  # 案件早已辦結
    Flag: pair(query(), line(remark="1151005001")), case(applicant_id="B187654329")  # 備註的案件與查詢對象無關
    Flag: pair(query(), line(remark="1151005001")), case(received_on="2023/05/01", closed_on="2023/05/02")  # 三年前辦結
    Flag: pair(query(), line(remark="1151005001")), case(applicant_id=None, closed_on="08/01")  # 清查案早已辦結
    Flag: pair(query(), line(remark="1151005001")), case(applicant_id=None, related_ids="B187654329")  # 清查名單無此人
    Flag: pair(query(), line(remark="1151005001")), case(received_on="10/28")  # 查詢在受理前二十三日
    Flag: query(), case(applicant_id=None, business="人口清查")  # 沒有當事人，備註也沒有載明
    Flag: query(), case(received_on="2021/10/05")  # 受理逾兩年尚未辦結
    Flag: pair(query(purpose=4), line(purposes="4", purpose_note="業務需要")), case(applicant_id="B187654329")  # 未敘明
    Flag: query(purpose=1), case(business="遷入登記")  # 有同一對象的案件，業務不同
    """
    found = material.explained
    explained = (found["state"] == "explained").fillna(value=False) | _told(found, material.regulation)
    lacking = found[~explained & ~_of_other_purpose(found) & ~_of_what_is_ticked(found)]
    return lacking.assign(message=list(_unsupported(material, lacking)))


def case_links(material: Material) -> pd.DataFrame | None:
    """The queries that a case explains, and how (`Outcome.case_links`); None where no case list was given."""
    if material.lists.cases is None:
        return None
    found = material.explained
    links = found[(found["state"] == "explained").fillna(value=False)]
    personless = links["applicant_id"].isna() & links["related_ids"].isna()
    told = links.assign(how=[_how(row, material) for row in records(links)], personless=personless)
    return told[_LINKS].reset_index(drop=True)


def other_purposes(material: Material) -> pd.DataFrame:
    """The pairs whose best case is of no purpose that is ticked: all five keys, its `kinds` and `place`."""
    if material.lists.cases is None:
        return material.pairs.head(0).assign(kinds="", place="")
    found = material.explained
    other = found[_of_other_purpose(found) & ~_told(found, material.regulation)]
    return other.assign(place=[_place(row, material) for row in records(other)])


def _told(found: pd.DataFrame, regulation: Regulation) -> "pd.Series[Any]":
    """Whether the purpose that is told is ticked, and its business written: such a query needs no case."""
    told = str(regulation.told.number) if regulation.told else None
    written = zip(found["purposes"].fillna(""), found["purpose_note"].fillna(""), strict=True)
    return pd.Series(
        [told in boxes.split(",") and not says_nothing(note) for boxes, note in written], found.index, dtype=bool
    )


def _of_other_purpose(found: pd.DataFrame) -> "pd.Series[Any]":
    """Whether a query has boxes ticked and its case is of none of them."""
    ticked, kinds = found["purposes"].fillna(""), found["kinds"].fillna("")
    among = [bool(set(boxes.split(",")) & set(kind.split(","))) for boxes, kind in zip(ticked, kinds, strict=True)]
    other = (found["state"] == "other").fillna(value=False)
    return other & (ticked != "") & ~pd.Series(among, index=found.index, dtype=bool)


def _of_what_is_ticked(found: pd.DataFrame) -> "pd.Series[Any]":
    """Whether the case is of a ticked purpose and only the statement's is another: that is a mismatch of the two."""
    rows = zip(found["purpose"], found["purposes"].fillna(""), found["kinds"].fillna(""), strict=True)
    ticked = [
        str(purpose) not in boxes.split(",") and bool(set(boxes.split(",")) & set(kinds.split(",")) - {""})
        for purpose, boxes, kinds in rows
    ]
    return (found["state"] == "other").fillna(value=False) & pd.Series(ticked, index=found.index, dtype=bool)


def _unsupported(material: Material, lacking: pd.DataFrame) -> Iterator[str]:
    for place, row in zip(material.places.tell_queries(lacking), records(lacking), strict=True):
        purpose = f"查詢事由為{purpose_words(material.regulation).named(row['asked'])}，" if row["asked"] else ""
        looked_for = _looked_for(row, material)
        none = f"{documents.CASES.title}查無可說明的案件：{looked_for}"
        yield f"{place}{purpose}{none}請查明為哪一件案件，並於備註註明案號。"


def _looked_for(row: Row, material: Material) -> str:
    """What was looked for, and what came nearest."""
    subject = material.places.masking.identifier(row["subject_id"])
    case = _place(row, material) if row["state"] else ""
    if row["state"] == "other":
        return f"同一對象有{case}，屬{purpose_words(material.regulation).named(row['kinds'])}，事由不同。"
    if row["state"] == "far":
        by = "備註所載為" if row["remarked"] else "同一對象有"
        return f"{by}{case}，與查詢日期相距逾設定期間 {row['gap']} 日。"
    if row["state"] == "apart":
        return f"備註所載為{case}，其申請人及關係人不含查詢對象{subject}，亦無該對象之其他案件。"
    if not row["subject_id"]:
        return "查詢條件未載證號，備註亦無清冊所列案號，無從比對。"
    return f"清冊之申請人及關係人均無查詢對象{subject}。"


def _how(row: Row, material: Material) -> str:
    by = "備註載明案號" if row["remarked"] else "對象與期間相符"
    role = f"查詢對象為{row['role']}" if row["role"] else "清冊或查詢條件未載證號，未比對對象"
    kind = (
        f"屬{purpose_words(material.regulation).named(row['kinds'])}"
        if row["kinds"]
        else "業務看不出屬於哪一事由，未比對事由"
    )
    early = f"；查詢在受理前 {row['early']} 日" if row["early"] else ""
    return f"{by}：{_place(row, material)}，{role}；{kind}{early}。"


def _place(row: Row, material: Material) -> str:
    masking = material.places.masking
    business = masking.cell(row["business"] or "")
    dates = [
        f"{roc_date(row[name])}{word}" for name, word in (("received_on", "受理"), ("closed_on", "辦結")) if row[name]
    ]
    number = f"案號 {masking.number(row['case_no'])}" if row["case_no"] else None
    details = "，".join(filter(None, [number, business, *dates]))
    shown = f"（{details}）" if details else ""
    return f"{documents.CASES.title} {row['cases_file']} 第 {row['cases_row']} 筆{shown}"
