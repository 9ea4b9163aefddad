"""Does the register say of a query what the statement says? The tier of a match names the evidence that disagrees."""

import pandas as pd

from reconcile.rules.evidence import Evidence
from reconcile.rules.rule import rule
from reconcile.text.results import WORDS


@rule(
    code="CONDITION_MISMATCH",
    severity="medium",
    grain="pair",
    legal_basis="要點七、十一",
    question="查詢的是否為案件的當事人或相關人？紀錄表的查詢條件有無誤寫？",
)
def condition_mismatch(evidence: Evidence) -> pd.DataFrame:
    """同一使用者在同一時間的查詢，紀錄表所寫的查詢條件與明細表相差一字或前後對調。

    Okay: pair(query(subject_id="A123456789"), line(subject_id="A123456789"))  # 相符
    Okay: pair(query(subject_id="A12345****"), line(subject_id="A123456789"), tier="masked")  # 明細表遮罩，可見部分相符
    Flag: pair(query(subject_id="A123456789"), line(subject_id="A123456798"), tier="slip")  # 末兩碼對調
    """
    return _of_tier(evidence, "slip")


@rule(
    code="USER_MISMATCH",
    severity="high",
    grain="pair",
    legal_basis="要點七、九、十一",
    question="實際查詢的是誰？是否借用他人帳號，或由他人代填紀錄表？",
)
def user_mismatch(evidence: Evidence) -> pd.DataFrame:
    """同一時間、同一查詢條件，紀錄表的使用者姓名與明細表不同。

    Okay: pair(query(user_name="王小明"), line(user_name="王小明"))  # 同一人
    Okay: pair(query(user_name="王○明"), line(user_name="王小明"), tier="masked")  # 明細表遮罩，可見部分相符
    Flag: pair(query(user_name="王小明"), line(user_name="李大同"), tier="user")  # 不同人
    """
    return _of_tier(evidence, "user")


@rule(
    code="TIME_MISMATCH",
    severity="medium",
    grain="pair",
    legal_basis="要點七、十一",
    question="紀錄表的登入登出日期及時間是否誤寫？",
)
def time_mismatch(evidence: Evidence) -> pd.DataFrame:
    """同一使用者、同一查詢條件，查詢時間不在紀錄表所寫的登入登出之間（容許誤差見設定）。

    Okay: pair(query(queried_at="10/05 09:12"), line(login_at="10/05 09:10", logout_at="10/05 09:20"))  # 在其間
    Flag: pair(query(queried_at="10/06 09:12"), line(login_at="10/05 09:10"), tier="time")  # 日期差一日
    """
    return _of_tier(evidence, "time")


@rule(
    code="RESULT_MISMATCH",
    severity="low",
    grain="pair",
    legal_basis="要點七、十一",
    question="紀錄表勾選的查詢結果是否誤勾？",
)
def result_mismatch(evidence: Evidence) -> pd.DataFrame:
    """紀錄表勾選的查詢結果（成功、失敗）與明細表不同；有一方未載結果則不比對。

    Okay: pair(query(result="success"), line(result="success"))  # 相同
    Okay: pair(query(result="failure"), line(result=None))  # 紀錄表未勾，無從比對
    Flag: pair(query(result="failure"), line(result="success"))  # 明細表失敗，紀錄表成功
    """
    differ = (evidence.pairs["result_statement"] != evidence.pairs["result_register"]).fillna(value=False)
    pairs = evidence.pairs[differ]
    results = zip(pairs["result_statement"], pairs["result_register"], strict=True)
    return _told(
        evidence,
        pairs,
        [f"查詢結果不同（明細表{WORDS[queried]}，紀錄表{WORDS[written]}）。" for queried, written in results],
    )


def _of_tier(evidence: Evidence, tier: str) -> pd.DataFrame:
    """The pairs matched although one evidence disagrees, told as the matching explains them."""
    pairs = evidence.pairs[evidence.pairs["tier"] == tier]
    return _told(evidence, pairs, list(pairs["explanation"]))


def _told(evidence: Evidence, pairs: pd.DataFrame, differences: list[str]) -> pd.DataFrame:
    queries, lines = evidence.wording.query_places(pairs), evidence.wording.line_places(pairs)
    return pairs.assign(
        message=[
            f"{query}與{line}：{difference}請查明何者正確，紀錄表有誤者請更正。"
            for query, line, difference in zip(queries, lines, differences, strict=True)
        ]
    )
