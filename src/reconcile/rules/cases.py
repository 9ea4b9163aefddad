"""Is each query explained by a case that the office received (受理案件清冊)?"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from reconcile.lists import Lists
from reconcile.outcome import Matching
from reconcile.rules.evidence import Evidence
from reconcile.rules.given import whole
from reconcile.rules.rule import rule
from reconcile.settings import Settings
from reconcile.tables import MATCHES, REGISTER, STATEMENT, STATEMENT_KEY, UNMATCHED, Row, records
from reconcile.text.dates import roc_date
from reconcile.text.identifiers import mask_identifier, mask_text
from reconcile.text.purposes import named

_LINKS = [*STATEMENT_KEY, "cases_file", "cases_row", "case_no", "how"]


@rule(
    code="PURPOSE_UNSUPPORTED",
    severity="medium",
    grain="query, with its line",
    legal_basis="要點四、十一",
    question="這次查詢是為了哪一件案件？查詢對象是否為該案的申請人或關係人？",
    needs="cases",
)
def purpose_unsupported(evidence: Evidence) -> pd.DataFrame:
    """受理案件清冊沒有案件可以說明這次查詢：同一對象（申請人或關係人）、同一事由之業務、期間相合；期間見設定。

    備註載有案號者先依案號；業務看不出屬於哪一事由的案件，只比對對象及期間。

    Okay: pair(query(purpose=2), line()), case(business="遷入登記")  # 申請人、業務、日期都相符
    Okay: pair(query(purpose=2), line()), case(applicant_id="B187654329", related_ids="A123456789")  # 查的是關係人
    Okay: pair(query(purpose=2), line()), case(business="一般案件")  # 業務看不出事由，對象及日期相符
    Okay: pair(query(purpose=2), line(remark="案號１１５１００５－００１")), case(closed_on="10/05")  # 備註載明案號
    Okay: pair(query(purpose=1), line(purposes="1")), case(business="遷入登記")  # 業務不同，另列 PURPOSE_MISMATCH
    Okay: query(reason="outside"), case(applicant_id="B187654329")  # 不在本月
    Flag: pair(query(purpose=2), line()), case(applicant_id="B187654329")  # 沒有這個對象的案件
    Flag: pair(query(purpose=2), line()), case(received_on="05/01", closed_on="05/02")  # 案件早已辦結
    Flag: pair(query(), line(remark="1151005001")), case(applicant_id="B187654329")  # 備註的案件與查詢對象無關
    Flag: query(purpose=1), case(business="遷入登記")  # 有同一對象的案件，業務卻不是國籍變更
    """
    found = evidence.explained
    lacking = found[~(found["state"] == "explained").fillna(value=False) & ~_of_other_purpose(found)]
    return lacking.assign(message=list(_unsupported(evidence, lacking)))


def case_links(
    statement: pd.DataFrame, register: pd.DataFrame, matching: Matching, lists: Lists, settings: Settings
) -> pd.DataFrame | None:
    """The queries that a case explains, and how (`Outcome.case_links`); null where no case list was given."""
    lists = whole(lists)
    if lists.cases is None:
        return None
    conformed = Matching(MATCHES.conform(matching.matches), UNMATCHED.conform(matching.unmatched))
    evidence = Evidence.of(STATEMENT.conform(statement), REGISTER.conform(register), conformed, lists, settings)
    found = evidence.explained
    links = found[(found["state"] == "explained").fillna(value=False)]
    return links.assign(how=[_how(row, evidence) for row in records(links)])[_LINKS].reset_index(drop=True)


def other_purposes(evidence: Evidence) -> pd.DataFrame:
    """The pairs whose best case is of no purpose that is ticked: all five keys, its `kinds` and `place`."""
    if evidence.lists.cases is None:
        return evidence.pairs.head(0).assign(kinds="", place="")
    found = evidence.explained
    other = found[_of_other_purpose(found)]
    return other.assign(place=[_place(row, evidence) for row in records(other)])


def _of_other_purpose(found: pd.DataFrame) -> "pd.Series[Any]":
    """Whether a query has boxes ticked and its case is of none of them."""
    ticked, kinds = found["purposes"].fillna(""), found["kinds"].fillna("")
    among = [bool(set(boxes.split(",")) & set(kind.split(","))) for boxes, kind in zip(ticked, kinds, strict=True)]
    other = (found["state"] == "other").fillna(value=False)
    return other & (ticked != "") & ~pd.Series(among, index=found.index, dtype=bool)


def _unsupported(evidence: Evidence, lacking: pd.DataFrame) -> Iterator[str]:
    for place, row in zip(evidence.wording.query_places(lacking), records(lacking), strict=True):
        purpose = f"查詢事由為{named(row['asked'])}，" if row["asked"] else ""
        looked_for = _looked_for(row, evidence)
        yield f"{place}{purpose}受理案件清冊查無可說明的案件：{looked_for}請查明為哪一件案件，並於備註註明案號。"


def _looked_for(row: Row, evidence: Evidence) -> str:
    """What was looked for, and what came nearest."""
    case = _place(row, evidence) if row["state"] else ""
    if row["state"] == "other":
        return f"同一對象有{case}，屬{named(row['kinds'])}，事由不同。"
    if row["state"] == "far":
        return f"同一對象有{case}，與查詢日期相距逾設定期間 {row['gap']} 日。"
    if row["state"] == "apart":
        return f"備註所載為{case}，其申請人及關係人不含查詢對象{_subject(row, evidence)}，亦無該對象之其他案件。"
    if not row["subject_id"]:
        return "查詢條件未載證號，備註亦無清冊所列案號，無從比對。"
    return f"清冊之申請人及關係人均無查詢對象{_subject(row, evidence)}。"


def _how(row: Row, evidence: Evidence) -> str:
    by = "備註載明案號" if row["remarked"] else "對象與期間相符"
    role = f"查詢對象為{row['role']}" if row["role"] else "清冊或查詢條件未載證號，未比對對象"
    kind = f"屬{named(row['kinds'])}" if row["kinds"] else "業務看不出屬於哪一事由，未比對事由"
    late = f"；查詢日期在設定期間外 {row['gap']} 日" if row["gap"] else ""
    return f"{by}：{_place(row, evidence)}，{role}；{kind}{late}。"


def _place(row: Row, evidence: Evidence) -> str:
    business = row["business"] and (mask_text(row["business"]) if evidence.settings.report.mask else row["business"])
    dates = [
        f"{roc_date(row[name])}{word}" for name, word in (("received_on", "受理"), ("closed_on", "辦結")) if row[name]
    ]
    number = f"案號 {row['case_no']}" if row["case_no"] else None
    details = "，".join(filter(None, [number, business, *dates]))
    return f"受理案件清冊 {row['cases_file']} 第 {row['cases_row']} 筆{f'（{details}）' if details else ''}"


def _subject(row: Row, evidence: Evidence) -> str:
    return mask_identifier(row["subject_id"]) if evidence.settings.report.mask else str(row["subject_id"])
